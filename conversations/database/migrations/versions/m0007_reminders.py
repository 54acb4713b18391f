"""Who wants to be reminded, and when the next reminder is to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "reminders",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("quiet_start", sa.String, nullable=False),
        sa.Column("quiet_until", sa.String, nullable=False),
        sa.Column("due", sa.DateTime),
        sa.Column("sent", sa.DateTime),
        sa.Column("unheeded", sa.Integer, nullable=False),
        sa.Column("send_at", sa.DateTime),
        sa.PrimaryKeyConstraint("person", name="pk_reminders"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.key"], name="fk_reminders_person_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_reminders_send_at", "reminders", ["send_at"])
