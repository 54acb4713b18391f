"""Everything that is kept about one person: looked at, given to them as one document, erased."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from conversations.appointments import LAST_OWNER
from conversations.errors import LastOwner
from conversations.grounds import Grounds
from conversations.language import N_, Translator
from conversations.readiness import ALGORITHM
from conversations.roles import Role
from conversations.row import Row
from conversations.standing import answered_standards, standing
from conversations.standing_as_json import task_as_json
from standards.model import Language, Standard

DOCUMENT = "competency-bot person"
"""What the document says that it is."""
VERSION = 1
"""Of the document's shape; a field that is renamed or goes away makes a new one."""

PERSONS = frozenset({"person", "who", "whom", "replaces", "made_by", "seen_by", "named"})
"""The columns that hold somebody's key."""
SOMEBODY_ELSE = "somebody else"
"""Stands for another person in what is given to one."""

LABELS = {
    "people": N_("the person, with the language chosen"),
    "quizzes": N_("quizzes"),
    "quiz_questions": N_("questions as shown"),
    "answers": N_("answers"),
    "polls": N_("polls"),
    "threads": N_("topics of the last question"),
    "observations": N_("observations at work"),
    "acceptances": N_("acceptances of the privacy notice"),
    "reminders": N_("reminders"),
    "preferences": N_("preferences"),
    "self_ratings": N_("self-ratings"),
    "awaited": N_("what was to be answered by the next message"),
    "memberships": N_("times in teams"),
    "grants": N_("roles"),
    "nominations": N_("nominations as manager"),
    "invite_uses": N_("invites used"),
    "assignments": N_("assignments to the person alone"),
    "deeds": N_("log lines about the person"),
    "notices": N_("messages that wait to be sent"),
    "told_once": N_("what the person was told once"),
    "unreachable": N_("that the person closed the chat"),
    "inbox": N_("messages and taps not handled yet"),
}
"""What a person reads for each kind of thing kept; message ids."""


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """Somebody of whom something is kept."""

    key: str
    language: Language | None
    answers: int
    last_answer: datetime | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is kept about a person."""

    person: str
    schema: str
    """The revision of the tables it was read from; empty where there are none."""
    rows: Mapping[str, tuple[Row, ...]]
    """By the name of the table, in alphabetical order; only those that hold something.

    A row that is not the person's own but names them stands under `table.column`, without anybody
    else whom it names; an erasure takes the name out of it.
    """

    def staying(self) -> dict[str, int]:
        """How many rows an erasure leaves without the name, by `table.column`."""
        return {
            name: left
            for name, rows in self.rows.items()
            if "." in name and (left := len([row for row in rows if not self._goes(name, row)]))
        }

    def going(self) -> dict[str, int]:
        """How many rows an erasure deletes, by table."""
        return {name: len(rows) for name, rows in self.rows.items() if "." not in name}

    def _goes(self, name: str, row: Row) -> bool:
        own = self.rows.get(name.partition(".")[0], ())
        return any(row.items() <= each.items() for each in own)


@dataclass(frozen=True, slots=True)
class Erasure:
    """A receipt: how many rows of each table were erased, and when (UTC)."""

    person: str
    at: datetime
    rows: Mapping[str, int]
    """By the name of the table, in alphabetical order; only those that held something."""


class PersonalDataStore(Protocol):
    """Knows everything that is kept about people, in whatever store it is kept."""

    async def people(self) -> tuple[PersonSummary, ...]:
        """Everybody of whom anything is kept, in the order of their keys."""

    async def of(self, person: str) -> Holdings | None:
        """All that is kept about the person, in groups too; None where nothing is."""

    async def erase(
        self, person: str, at: datetime, *, spare_owner: bool = False
    ) -> Erasure | None:
        """Deletes all of it, or nothing where it fails; None where nothing is kept.

        With `spare_owner`, raises LastOwner for the last one, however many go at once.
        """

    async def scrub(self) -> bool:
        """Takes the last traces of what was deleted out of the file; False where it can't now.

        Rewrites the whole file, so it takes as long as copying it.
        """


@runtime_checkable
class MemoryHolder(Protocol):
    """A store in memory that keeps something about people."""

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Everything kept about anybody: under which key, in which table, and what."""

    def let_go(self, key: str) -> None:
        """Forgets what is kept under that very key."""


class MemoryPersonalData:
    """A PersonalDataStore over stores that forget everything at the end of the process."""

    def __init__(self, *holders: MemoryHolder) -> None:
        self._holders = holders

    async def people(self) -> tuple[PersonSummary, ...]:
        """Everybody of whom anything is kept."""
        found = []
        for person in sorted({person_of(key) for key, _table, _row in self._held()}):
            rows = self._rows(person)
            languages = {row["key"]: row["language"] for row in rows["people"]}
            chosen = languages.get(person)
            moments = [datetime.fromisoformat(row["at"]) for row in rows.get("answers", ())]
            language = Language(chosen) if chosen else None
            found.append(PersonSummary(person, language, len(moments), max(moments, default=None)))
        return tuple(found)

    async def of(self, person: str) -> Holdings | None:
        """All that is kept about the person."""
        rows = self._rows(person)
        if not rows["people"]:
            return None
        return Holdings(person, "", {name: tuple(rows[name]) for name in sorted(rows)})

    async def erase(
        self, person: str, at: datetime, *, spare_owner: bool = False
    ) -> Erasure | None:
        """Deletes all of it."""
        rows = self._rows(person)
        if not rows["people"]:
            return None
        if spare_owner:
            spare_last_owner(
                person,
                {
                    key
                    for key, table, row in self._held()
                    if table == "grants" and row["role"] == Role.OWNER and row["ended_at"] is None
                },
            )
        for row in rows["people"]:
            for holder in self._holders:
                holder.let_go(row["key"])
        own = sorted(name for name in rows if "." not in name)
        return Erasure(person, at, {name: len(rows[name]) for name in own})

    async def scrub(self) -> bool:
        """There is no file."""
        return True

    def _held(self) -> Iterator[tuple[str, str, Row]]:
        return (kept for holder in self._holders for kept in holder.held())

    def _rows(self, person: str) -> dict[str, list[Row]]:
        rows: dict[str, list[Row]] = {"people": []}
        mine = [kept for kept in self._held() if person_of(kept[0]) == person]
        keys = {key for key, _table, _row in mine}
        for _key, table, row in mine:
            rows.setdefault(table, []).append(without_others(row, keys))
        told = {row["key"] for row in rows["people"]}
        # A person of whom anything is kept is known, also where they chose no language.
        for key in sorted(keys - told):
            rows["people"].append({"key": key, "language": None})
        return rows


def without_others(row: Row, keys: Collection[str]) -> Row:
    """The row of a person of those `keys` as they may read it: it says nobody else's key."""
    return {
        name: SOMEBODY_ELSE if name in PERSONS and value and value not in keys else value
        for name, value in row.items()
    }


def spare_last_owner(person: str, owners: Collection[str]) -> None:
    """Raises LastOwner where `owners` are the person alone."""
    if set(owners) == {person}:
        raise LastOwner(LAST_OWNER)


def person_of(key: str) -> str:
    """Whose key it is.

    What somebody asked in a group is kept under `telegram:GROUP:NUMBER`, and what they asked in one
    of its topics under `telegram:GROUP/TOPIC:NUMBER`.
    """
    in_group = re.fullmatch(r"telegram:-?\d+(?:/\d+)?:(-?\d+)", key)
    return f"telegram:{in_group[1]}" if in_group else key


def as_document(
    holdings: Holdings,
    grounds: Grounds,
    standard_of: Callable[[str], Standard | None],
    now: datetime,
    _: Translator,
) -> dict[str, Any]:
    """All that is kept about a person, and what follows from it now, for JSON.

    `standard_of` gives None for a standard that was removed: of it nothing follows, and its answers
    stand in the document all the same.
    """
    answered = sorted(answered_standards(grounds.records))
    held = [standard for code in answered if (standard := standard_of(code)) is not None]
    return {
        "document": DOCUMENT,
        "version": VERSION,
        "schema": holdings.schema,
        "as_of": now.isoformat(),
        "person": holdings.person,
        "kept": _nested(holdings.rows),
        "computed": {
            "algorithm": ALGORITHM,
            "standards": [
                {
                    "standard": standard.code,
                    "title": standard.title,
                    "tasks": [task_as_json(task, _) for task in standing(standard, grounds, now)],
                }
                for standard in held
            ],
        },
    }


def _nested(rows: Mapping[str, tuple[Row, ...]]) -> dict[str, list[Row]]:
    """By table; but questions stand in their quizzes, and answers and polls in their questions."""
    kept = {name: list(each) for name, each in rows.items()}
    questions = [
        {
            **question,
            "answers": _of(question, kept.get("answers", ())),
            "polls": _of(question, kept.get("polls", ())),
        }
        for question in kept.pop("quiz_questions", ())
    ]
    for name in ("answers", "polls"):
        kept.pop(name, None)
    if "quizzes" in kept:
        kept["quizzes"] = [
            {
                **quiz,
                "questions": [
                    _without(question, "quiz")
                    for question in questions
                    if question["quiz"] == quiz["id"]
                ],
            }
            for quiz in kept["quizzes"]
        ]
    return kept


def _of(question: Row, rows: Iterable[Row]) -> list[Row]:
    place = question["quiz"], question["position"]
    return [
        _without(row, "quiz", "position") for row in rows if (row["quiz"], row["position"]) == place
    ]


def _without(row: Row, *columns: str) -> Row:
    return {name: value for name, value in row.items() if name not in columns}
