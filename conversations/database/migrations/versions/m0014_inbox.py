"""What came in and is not handled yet, and who may run."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "inbox",
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("person", sa.String),
        sa.Column("body", sa.Text),
        sa.Column("at", sa.DateTime),
        sa.Column("crashes", sa.Integer, nullable=False),
        sa.Column("done_at", sa.DateTime),
        sa.Column("aside", sa.String),
        sa.PrimaryKeyConstraint("bot", "number", name="pk_inbox"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_inbox_person_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"])
    op.create_index("ix_inbox_person", "inbox", ["person"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
