"""What a student asks of the staff, and for which placement they cannot come."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("adviser_request", schema=None) as batch_op:
        # Every request so far was to talk to somebody.
        batch_op.add_column(
            sa.Column("kind", sa.String(length=32), nullable=False, server_default="talk")
        )
        batch_op.add_column(
            sa.Column(
                "application_id",
                sa.Integer(),
                nullable=True,
                comment="of an absence: which placement",
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_adviser_request_application_id"),
            "application",
            ["application_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(
            batch_op.f("ix_adviser_request_application_id"), ["application_id"], unique=False
        )
    with op.batch_alter_table("adviser_request", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)


def downgrade() -> None:
    # The other kinds have no place in the older table: nobody must take them for a wish to talk.
    op.execute("DELETE FROM adviser_request WHERE kind <> 'talk'")
    with op.batch_alter_table("adviser_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adviser_request_application_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_adviser_request_application_id"), type_="foreignkey"
        )
        batch_op.drop_column("application_id")
        batch_op.drop_column("kind")
