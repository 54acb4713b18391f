"""Which items were found to be wrong and count for nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "voided_items",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_voided_items"),
    )
    op.create_index("ix_voided_items_item", "voided_items", ["item"])
