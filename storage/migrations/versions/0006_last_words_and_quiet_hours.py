"""Last words to accounts that no chat has any more; schools' quiet hours; the bot's name."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("telegram_delivery", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "address",
                sa.LargeBinary(),
                nullable=True,
                comment="of an account that no chat has any more: for last words, until they ended",
            )
        )
    op.create_table(
        "telegram_bot",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name=op.f("pk_telegram_bot")),
    )
    op.create_table(
        "quiet_time",
        sa.Column("school_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False, comment="school time"),
        sa.Column("quiet_to", sa.Time(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_quiet_time")),
    )
    # Whoever was erased before this, and whose farewell did not arrive: nothing waits for them.
    op.execute(
        "DELETE FROM chat_address WHERE channel = 'telegram' AND chat_key IN "
        "(SELECT chat.key FROM chat JOIN outbox ON outbox.unique_key = 'forgotten:' || chat.key "
        "WHERE chat.student_key IS NULL)"
    )


def downgrade() -> None:
    op.drop_table("quiet_time")
    op.drop_table("telegram_bot")
    with op.batch_alter_table("telegram_delivery", schema=None) as batch_op:
        batch_op.drop_column("address")
