"""Parts of messages are claimed before they are sent; buttons that act work once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CLAIMED = "the sender that has a part of it in its hands"
USED = "the inbox row of the press after which it does nothing more"


def upgrade() -> None:
    with op.batch_alter_table("telegram_delivery", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("claimed_by", sa.String(length=64), nullable=True, comment=CLAIMED)
        )
        batch_op.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("use", sa.String(length=32), nullable=False, server_default="any")
        )
        batch_op.add_column(sa.Column("used_in", sa.Integer(), nullable=True, comment=USED))
        batch_op.create_index(batch_op.f("ix_button_used_in"), ["used_in"])
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.alter_column("use", server_default=None, existing_type=sa.String(length=32))
    _scope_updates()


def _scope_updates() -> None:
    """Know Telegram's updates by the account they came from, not by the chat it belonged to."""
    op.execute(
        "UPDATE inbox SET update_id = (SELECT substr(a.address_hash, 1, 32) FROM chat_address a"
        " WHERE a.chat_key = inbox.chat_key AND a.channel = 'telegram')"
        " || substr(update_id, length(chat_key) + 1)"
        " WHERE channel = 'telegram' AND update_id <> chat_key || '\\:opening'"
        " AND EXISTS (SELECT 1 FROM chat_address a"
        " WHERE a.chat_key = inbox.chat_key AND a.channel = 'telegram')"
    )


def downgrade() -> None:
    op.execute(
        "UPDATE inbox SET update_id = chat_key || substr(update_id, 33)"
        " WHERE channel = 'telegram' AND update_id <> chat_key || '\\:opening'"
        " AND substr(update_id, 33, 1) = ':'"
    )
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_button_used_in"))
        batch_op.drop_column("used_in")
        batch_op.drop_column("use")
    with op.batch_alter_table("telegram_delivery", schema=None) as batch_op:
        batch_op.drop_column("claimed_until")
        batch_op.drop_column("claimed_by")
