"""Teams and who is in them, roles, invites, assignments, and the log of deeds."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the tables."""
    going_on = sa.text("archived_at IS NULL")
    inside = sa.text("left_at IS NULL")
    op.create_table(
        "teams",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("folded", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("archived_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
    )
    op.create_index(
        "uq_teams_folded",
        "teams",
        ["folded"],
        unique=True,
        sqlite_where=going_on,
        postgresql_where=going_on,
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("joined_at", sa.DateTime, nullable=False),
        sa.Column("left_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        _to_team("memberships"),
        _to_person("memberships", "person"),
    )
    op.create_index(
        "uq_memberships_open",
        "memberships",
        ["team", "person"],
        unique=True,
        sqlite_where=inside,
        postgresql_where=inside,
    )
    op.create_index("ix_memberships_person", "memberships", ["person"])
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("team", sa.String),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_grants"),
        _to_person("grants", "person"),
        _to_team("grants"),
    )
    op.create_index("ix_grants_person", "grants", ["person"])
    op.create_index("ix_grants_team", "grants", ["team"])
    op.create_table(
        "nominations",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("replaces", sa.String),
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("person", "team", name="pk_nominations"),
        _to_person("nominations", "person"),
        _to_team("nominations"),
        _to_person("nominations", "replaces", "SET NULL"),
    )
    op.create_table(
        "owner_codes",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_owner_codes"),
    )
    op.create_table(
        "invites",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("uses_left", sa.Integer, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
        sa.Column("made_by", sa.String),
        sa.PrimaryKeyConstraint("digest", name="pk_invites"),
        _to_team("invites"),
        _to_person("invites", "made_by", "SET NULL"),
    )
    op.create_table(
        "invite_uses",
        sa.Column("invite", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("invite", "person", name="pk_invite_uses"),
        sa.ForeignKeyConstraint(
            ["invite"],
            ["invites.digest"],
            name="fk_invite_uses_invite_invites",
            ondelete="CASCADE",
        ),
        _to_person("invite_uses", "person"),
    )
    op.create_index("ix_invite_uses_person", "invite_uses", ["person"])
    op.create_table(
        "assignments",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("person", sa.String),
        sa.Column("standard", sa.String, nullable=False),
        sa.Column("tasks", sa.JSON, nullable=False),
        sa.Column("wanted", sa.String, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("critical", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
        _to_team("assignments"),
        _to_person("assignments", "person"),
    )
    op.create_index("ix_assignments_team", "assignments", ["team"])
    op.create_index("ix_assignments_person", "assignments", ["person"])
    op.create_table(
        "deeds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String),
        sa.Column("by_operator", sa.Boolean, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("whom", sa.String),
        sa.Column("team", sa.String),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deeds"),
        _to_person("deeds", "who", "SET NULL"),
        _to_person("deeds", "whom"),
        _to_team("deeds"),
    )
    op.create_index("ix_deeds_at", "deeds", ["at"])
    op.create_index("ix_deeds_who", "deeds", ["who"])
    op.create_index("ix_deeds_whom", "deeds", ["whom"])


def _to_team(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["team"], ["teams.id"], name=f"fk_{table}_team_teams")


def _to_person(table: str, column: str, gone: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["people.key"], name=f"fk_{table}_{column}_people", ondelete=gone
    )
