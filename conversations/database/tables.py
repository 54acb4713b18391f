"""The tables, as the newest migration leaves them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from conversations.quiz import OPEN


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC without its zone, which SQLite cannot hold."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Out of the database."""
        return None if value is None else value.replace(tzinfo=UTC)


# Names for all constraints, so that a later migration can find and change them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("key", String, primary_key=True),
    Column("language", String),
)

quizzes = Table(
    "quizzes",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("scope", String, nullable=False),
    Column("language", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("purpose", String, nullable=False, server_default="task"),
)
_goes_on = quizzes.c.phase.in_(sorted(OPEN))
Index("ix_quizzes_person", quizzes.c.person)
# A person has one open quiz, whatever two processes do at once.
Index(
    "uq_quizzes_open",
    quizzes.c.person,
    unique=True,
    sqlite_where=_goes_on,
    postgresql_where=_goes_on,
)

# The words are kept as shown: a standard that changes meanwhile doesn't change a running quiz.
quiz_questions = Table(
    "quiz_questions",
    metadata,
    Column("quiz", ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item", String, nullable=False),
    Column("standard", String, nullable=False),
    Column("task", String, nullable=False),
    Column("targets", JSON, nullable=False),
    Column("kind", String, nullable=False),
    Column("stem", Text, nullable=False),
    Column("options", JSON, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("origin", String, nullable=False, server_default="generated"),
    Column("task_text", String, nullable=False, server_default=""),
)

# Its key decides which of two simultaneous taps counts.
answers = Table(
    "answers",
    metadata,
    Column("quiz", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("option", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    ForeignKeyConstraint(
        ["quiz", "position"],
        ["quiz_questions.quiz", "quiz_questions.position"],
        ondelete="CASCADE",
    ),
)

threads = Table(
    "threads",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

# Names of rows here are hashes of keys that only buttons carry; no row leads to a person.
asked = Table(
    "asked",
    metadata,
    Column("name", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("topic", Text),
    Column("at", UtcTime, nullable=False),
)
Index("ix_asked_at", asked.c.at)

ratings = Table(
    "ratings",
    metadata,
    Column("vote", String, primary_key=True),
    Column("rating", String, nullable=False),
    Column("at", UtcTime, nullable=False),
)
Index("ix_ratings_at", ratings.c.at)

unanswered = Table(
    "unanswered",
    metadata,
    Column("folded", Text, primary_key=True),
    Column("question", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("why", String, nullable=False),
    Column("nearest", JSON, nullable=False),
    Column("first_asked", UtcTime, nullable=False),
    Column("last_asked", UtcTime, nullable=False),
    Column("times", Integer, nullable=False),
)

# A void of all versions has none.
voided_items = Table(
    "voided_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", String, nullable=False),
    Column("version", Integer),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
Index("ix_voided_items_item", voided_items.c.item)

observations = Table(
    "observations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("target", String, nullable=False),
    Column("observer", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("valid_until", UtcTime, nullable=False),
    Column("performed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("comment", Text, nullable=False, server_default=""),
    Column("team", ForeignKey("teams.id")),
    Column("seen_by", ForeignKey("people.key", ondelete="SET NULL")),
    Column("withdrawn_at", UtcTime),
    Column("withdrawn_why", Text, nullable=False, server_default=""),
)
Index("ix_observations_person", observations.c.person)
Index("ix_observations_seen_by", observations.c.seen_by)

# A task that is critical has no votes.
policies = Table(
    "policies",
    metadata,
    Column("task", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("votes", JSON, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

acceptances = Table(
    "acceptances",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
)

# `send_at` follows from the rest; it stands here so that what is to be sent can be found.
reminders = Table(
    "reminders",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("language", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("quiet_start", String, nullable=False),
    Column("quiet_until", String, nullable=False),
    Column("due", UtcTime),
    Column("sent", UtcTime),
    Column("unheeded", Integer, nullable=False),
    Column("send_at", UtcTime),
)
Index("ix_reminders_send_at", reminders.c.send_at)

preferences = Table(
    "preferences",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("polls", Boolean, nullable=False),
    Column("dark", Boolean, nullable=False),
)

polls = Table(
    "polls",
    metadata,
    Column("token", String, primary_key=True),
    Column("poll", String),
    Column("person", String, nullable=False),
    Column("quiz", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    ForeignKeyConstraint(
        ["quiz", "position"],
        ["quiz_questions.quiz", "quiz_questions.position"],
        ondelete="CASCADE",
    ),
)
Index("ix_polls_poll", polls.c.poll, unique=True)
Index("ix_polls_person", polls.c.person)
Index("ix_polls_quiz_position", polls.c.quiz, polls.c.position)

self_ratings = Table(
    "self_ratings",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("task", String, primary_key=True),
    Column("level", String, nullable=False),
    Column("at", UtcTime, nullable=False),
)

awaited = Table(
    "awaited",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("kind", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
)

# Two teams that go on have no name in common, whatever two processes do at once.
teams = Table(
    "teams",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("archived_at", UtcTime),
)
Index(
    "uq_teams_folded",
    teams.c.folded,
    unique=True,
    sqlite_where=teams.c.archived_at.is_(None),
    postgresql_where=teams.c.archived_at.is_(None),
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", ForeignKey("teams.id"), nullable=False),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("joined_at", UtcTime, nullable=False),
    Column("left_at", UtcTime),
)
Index(
    "uq_memberships_open",
    memberships.c.team,
    memberships.c.person,
    unique=True,
    sqlite_where=memberships.c.left_at.is_(None),
    postgresql_where=memberships.c.left_at.is_(None),
)
Index("ix_memberships_person", memberships.c.person)

# A role that is not of a team has none. One that ended stays for its name, which the log says.
grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("role", String, nullable=False),
    Column("team", ForeignKey("teams.id")),
    Column("at", UtcTime, nullable=False),
    Column("name", String, nullable=False, server_default=""),
    Column("ended_at", UtcTime),
)
Index("ix_grants_person", grants.c.person)
Index("ix_grants_team", grants.c.team)

nominations = Table(
    "nominations",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("team", ForeignKey("teams.id"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("replaces", ForeignKey("people.key", ondelete="SET NULL")),
    Column("name", String, nullable=False),
)

# Only hashes of secrets are kept.
owner_codes = Table(
    "owner_codes",
    metadata,
    Column("digest", String, primary_key=True),
    Column("until", UtcTime, nullable=False),
)

# It is the team's: who made it may go, and the operator is no person.
invites = Table(
    "invites",
    metadata,
    Column("digest", String, primary_key=True),
    Column("team", ForeignKey("teams.id"), nullable=False),
    Column("role", String, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("revoked_at", UtcTime),
    Column("made_by", ForeignKey("people.key", ondelete="SET NULL")),
)

invite_uses = Table(
    "invite_uses",
    metadata,
    Column("invite", ForeignKey("invites.digest", ondelete="CASCADE"), primary_key=True),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcTime, nullable=False),
)
Index("ix_invite_uses_person", invite_uses.c.person)

assignments = Table(
    "assignments",
    metadata,
    Column("id", String, primary_key=True),
    Column("team", ForeignKey("teams.id"), nullable=False),
    Column("person", ForeignKey("people.key", ondelete="CASCADE")),
    Column("standard", String, nullable=False),
    Column("tasks", JSON, nullable=False),
    Column("wanted", String, nullable=False),
    Column("due", Date),
    Column("critical", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
)
Index("ix_assignments_team", assignments.c.team)
Index("ix_assignments_person", assignments.c.person)

# Lines about somebody go with them; lines on what they did to others stay, and name them no more.
deeds = Table(
    "deeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("who", ForeignKey("people.key", ondelete="SET NULL")),
    Column("by_operator", Boolean, nullable=False),
    Column("action", String, nullable=False),
    Column("whom", ForeignKey("people.key", ondelete="CASCADE")),
    Column("team", ForeignKey("teams.id")),
    Column("detail", Text, nullable=False),
)
Index("ix_deeds_at", deeds.c.at)
Index("ix_deeds_team", deeds.c.team, deeds.c.action)
Index("ix_deeds_who", deeds.c.who)
Index("ix_deeds_whom", deeds.c.whom)

# A row goes once a face has taken it, and with whoever is named in its words.
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("params", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("send_at", UtcTime, nullable=False),
    Column("named", ForeignKey("people.key", ondelete="CASCADE")),
)
Index("ix_notices_send_at", notices.c.send_at)
Index("ix_notices_person", notices.c.person)
Index("ix_notices_named", notices.c.named)

told_once = Table(
    "told_once",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("once", String, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

unreachable = Table(
    "unreachable",
    metadata,
    Column("person", ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

# Which text of each standard people were told of.
standard_texts = Table(
    "standard_texts",
    metadata,
    Column("code", String, primary_key=True),
    Column("version", String, nullable=False),
    Column("at", UtcTime, nullable=False),
)

# What is handled keeps its number alone, so that it is known when it comes again.
inbox = Table(
    "inbox",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("person", ForeignKey("people.key", ondelete="CASCADE")),
    Column("body", Text),
    Column("at", UtcTime),
    Column("crashes", Integer, nullable=False),
    Column("done_at", UtcTime),
    Column("aside", String),
)
Index("ix_inbox_done_at", inbox.c.done_at)
Index("ix_inbox_person", inbox.c.person)

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", UtcTime, nullable=False),
)
