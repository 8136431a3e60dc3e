"""One conversation, several addresses; the way of messages to Telegram."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HASH_COMMENT = "keyed hash of the channel's own address (web: the cookie's secret)"


def upgrade() -> None:
    _add_addresses()
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_chat_channel_address_hash"), type_="unique")
        batch_op.drop_column("address_hash")
        batch_op.drop_column("channel")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "channel",
                sa.String(length=32),
                nullable=True,
                comment="where the question came from; None: said unasked, for every channel",
            )
        )
    op.execute(
        "UPDATE outbox SET channel = "
        "(SELECT inbox.channel FROM inbox WHERE inbox.id = outbox.inbox_id)"
    )
    _add_deliveries()
    _add_updates()


def _add_addresses() -> None:
    op.create_table(
        "chat_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False, comment=HASH_COMMENT),
        sa.Column(
            "address",
            sa.LargeBinary(),
            nullable=True,
            comment="only where we must call back: Telegram's chat id",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "gone_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="the student blocked us or left the channel; writing again brings them back",
        ),
        sa.Column(
            "stopped_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="/stop: no reminders",
        ),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chat.key"], name=op.f("fk_chat_address_chat_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_address")),
        sa.UniqueConstraint(
            "channel", "address_hash", name=op.f("uq_chat_address_channel_address_hash")
        ),
    )
    op.create_index(op.f("ix_chat_address_chat_key"), "chat_address", ["chat_key"])
    op.create_index(
        "ix_chat_address_telegram",
        "chat_address",
        ["chat_key"],
        unique=True,
        sqlite_where=sa.text("channel = 'telegram'"),
        postgresql_where=sa.text("channel = 'telegram'"),
    )
    op.execute(
        "INSERT INTO chat_address (chat_key, channel, address_hash, created_at) "
        "SELECT key, channel, address_hash, created_at FROM chat"
    )


def _add_deliveries() -> None:
    op.create_table(
        "telegram_delivery",
        sa.Column("outbox_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column(
            "is_reminder",
            sa.Boolean(),
            nullable=False,
            comment="waits in quiet hours, dropped after /stop",
        ),
        sa.Column(
            "is_repeatable",
            sa.Boolean(),
            nullable=False,
            comment="may be sent again if nobody knows",
        ),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("parts_sent", sa.Integer(), nullable=False),
        sa.Column(
            "is_under_way",
            sa.Boolean(),
            nullable=False,
            comment="of one not repeatable: a part was handed over, no answer kept yet",
        ),
        sa.Column(
            "tries",
            sa.Integer(),
            nullable=False,
            comment="that failed while others got through",
        ),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=32), nullable=True),
        sa.Column(
            "message_id",
            sa.BigInteger(),
            nullable=True,
            comment="Telegram's id of the last part, which carries the keyboard",
        ),
        sa.Column("has_keyboard", sa.Boolean(), nullable=False, comment="it is still to be seen"),
        sa.ForeignKeyConstraint(
            ["chat_key"],
            ["chat.key"],
            name=op.f("fk_telegram_delivery_chat_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"],
            ["outbox.id"],
            name=op.f("fk_telegram_delivery_outbox_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_telegram_delivery")),
    )
    op.create_index(op.f("ix_telegram_delivery_chat_key"), "telegram_delivery", ["chat_key"])
    op.create_index(
        "ix_telegram_delivery_waiting", "telegram_delivery", ["state", "chat_key", "outbox_id"]
    )


def _add_updates() -> None:
    op.create_table(
        "telegram_update",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(length=64), nullable=True, comment="class name only"),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_telegram_update")),
    )
    op.create_index(op.f("ix_telegram_update_handled_at"), "telegram_update", ["handled_at"])


def downgrade() -> None:
    op.drop_table("telegram_update")
    op.drop_table("telegram_delivery")
    with op.batch_alter_table("outbox", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("channel")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=32), nullable=True))
        batch_op.add_column(
            sa.Column("address_hash", sa.String(length=64), nullable=True, comment=HASH_COMMENT)
        )
    # The older table has room for one address: the first one, as the web's is in most cases.
    first = "FROM chat_address a WHERE a.chat_key = chat.key ORDER BY a.id LIMIT 1"
    op.execute(
        f"UPDATE chat SET channel = (SELECT a.channel {first}), "  # noqa: S608
        f"address_hash = (SELECT a.address_hash {first})"
    )
    # A chat that nobody can reach any more: its key stands in, which is no hash of anything.
    op.execute("UPDATE chat SET channel = 'web', address_hash = key WHERE channel IS NULL")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.alter_column("channel", existing_type=sa.String(length=32), nullable=False)
        batch_op.alter_column(
            "address_hash",
            existing_type=sa.String(length=64),
            existing_comment=HASH_COMMENT,
            nullable=False,
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_chat_channel_address_hash"), ["channel", "address_hash"]
        )
    op.drop_table("chat_address")
