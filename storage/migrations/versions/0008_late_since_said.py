"""Whether an answer is late counts from when the student said it, not from when it came to us."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LATE = "unanswered by then: the student is told"


def upgrade() -> None:
    late_at = sa.Column("late_at", sa.DateTime(timezone=True), nullable=True, comment=LATE)
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(late_at)
    op.execute("UPDATE inbox SET late_at = received_at")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.alter_column(
            "late_at",
            nullable=False,
            existing_type=sa.DateTime(timezone=True),
            existing_comment=LATE,
        )


def downgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("late_at")
