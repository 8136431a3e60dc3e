"""When a school has term, and where it lies."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "town",
                sa.String(length=80),
                nullable=True,
                comment='a label of places.csv; what "near my school" means',
            )
        )
    op.create_table(
        "school_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("half_term_from", sa.Date(), nullable=True),
        sa.Column("half_term_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(half_term_from IS NULL AND half_term_to IS NULL)"
            " OR (starts_on < half_term_from AND half_term_from <= half_term_to"
            " AND half_term_to < ends_on)",
            name=op.f("ck_school_term_half_term_inside"),
        ),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_school_term_in_order")),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["school.id"],
            name=op.f("fk_school_term_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_term")),
        sa.UniqueConstraint(
            "school_id", "starts_on", name=op.f("uq_school_term_school_id_starts_on")
        ),
    )


def downgrade() -> None:
    op.drop_table("school_term")
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_column("town")
