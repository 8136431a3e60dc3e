"""Links that work once, from Telegram to the web chat."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "door_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False, comment="SHA-256"),
        sa.Column("join_code_id", sa.Integer(), nullable=True),
        sa.Column("chat_key", sa.String(length=64), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(join_code_id IS NULL) <> (chat_key IS NULL)", name=op.f("ck_door_link_code_or_chat")
        ),
        sa.ForeignKeyConstraint(
            ["join_code_id"],
            ["join_code.id"],
            name=op.f("fk_door_link_join_code_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chat.key"], name=op.f("fk_door_link_chat_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_door_link")),
    )
    op.create_index(op.f("ix_door_link_join_code_id"), "door_link", ["join_code_id"])
    op.create_index(op.f("ix_door_link_chat_key"), "door_link", ["chat_key"])
    op.create_index(op.f("ix_door_link_expires_at"), "door_link", ["expires_at"])


def downgrade() -> None:
    op.drop_table("door_link")
