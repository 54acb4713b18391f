"""What a log of answers proves: which of them count, and how much each weighs today.

Only the answers are kept; everything here is computed from them, so that a wrong key found later,
or a better rule, changes what was concluded without losing anything.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import fsum
from operator import lt
from typing import NamedTuple, TypeAlias

HALF_LIFE = timedelta(days=90)
"""After this long an answer weighs half of what it did."""
FRESH_AFTER = timedelta(days=90)
"""After this long an item counts again."""
APART = timedelta(hours=20)
"""Answers of two sessions lie at least this far apart."""
RECALL_WEIGHT = 0.5
"""Of an answer that only tests recall of the standard's wording."""

ItemVersion: TypeAlias = tuple[str, int]
"""An item's id and its version: what a learner was exposed to, and what can be voided."""


class Kind(StrEnum):
    """What an item asks for."""

    RECALL = "recall"
    """Where something stands in the document."""
    KNOWLEDGE = "knowledge"
    SCENARIO = "scenario"
    """What should be done in a situation at work."""


# Not frozen: that takes five times as long to make, and a team has tens of thousands.
@dataclass(slots=True, unsafe_hash=True)
class AnswerRecord:
    """One answer of one learner, as it is kept; `at` is in UTC. Nothing changes one."""

    item: str
    version: int
    standard: str
    """The standard's code."""
    task: str
    """The id of the task it was asked about; the standard's code where it was about the whole."""
    targets: tuple[str, ...]
    """Ids of what the item rests on."""
    kind: Kind
    correct: bool
    at: datetime
    practice: bool = False
    """The learner asked for practice: an exposure, but never evidence."""
    task_text: str = ""
    """The fingerprint of the task's text when it was asked; empty where that wasn't kept."""

    def __post_init__(self) -> None:
        # The first is what nearly all have, and the quicker to tell.
        if self.at.tzinfo is not UTC and self.at.utcoffset() != timedelta(0):
            raise ValueError(f"an answer's time is in UTC, not {self.at!r}")

    @property
    def exposed(self) -> ItemVersion:
        """What the learner saw."""
        return self.item, self.version


class Mark(NamedTuple):
    """Of all that somebody answered: another one whenever an answer comes, or old ones go."""

    answers: int
    first: datetime | None
    last: datetime | None


NO_ANSWERS = Mark(0, None, None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answer that counts, and its weight now, from 0 to 1."""

    record: AnswerRecord
    weight: float


def evidence(
    records: Iterable[AnswerRecord], now: datetime, *, voided: Container[ItemVersion] = ()
) -> tuple[Evidence, ...]:
    """The answers until `now` that count, oldest first, in whatever order `records` come.

    An answer weighs `0.5 ** (age_days / 90)`, one that tests recall RECALL_WEIGHT times that. Where
    recall would then outweigh everything else together, all recall answers are scaled down alike
    until both weigh the same: so recall is at most half of the evidence, and on its own none.
    Give the records of one task: the cap holds for what is weighed together.
    """
    counted = fresh(records, now, voided=voided)
    return tuple(
        Evidence(record, weight)
        for record, weight in zip(counted, weights(counted, now), strict=True)
    )


def weights(counted: Sequence[AnswerRecord], now: datetime) -> list[float]:
    """What each of the answers that count weighs at `now`, as `evidence` says."""
    ages = [0.5 ** ((now - record.at) / HALF_LIFE) for record in counted]
    recall = [record.kind is Kind.RECALL for record in counted]
    if True not in recall:
        return ages
    share = recall_share(
        fsum(age for age, is_recall in zip(ages, recall, strict=True) if not is_recall),
        fsum(age for age, is_recall in zip(ages, recall, strict=True) if is_recall),
    )
    return [age * share if is_recall else age for age, is_recall in zip(ages, recall, strict=True)]


def recall_share(others: float, recall: float) -> float:
    """What to multiply recall answers by, given what both kinds weigh by age alone."""
    return RECALL_WEIGHT if recall * RECALL_WEIGHT <= others else others / recall


def fresh(
    records: Iterable[AnswerRecord], now: datetime, *, voided: Container[ItemVersion] = ()
) -> tuple[AnswerRecord, ...]:
    """The answers until `now` that count, oldest first.

    The first exposure to an item's version counts, and again the first one at least FRESH_AFTER
    later than that. What lies between is practice and doesn't put the next fresh exposure off;
    otherwise whoever practises often could never refresh a result. A fresh exposure that was asked
    for as practice is used up without counting. Voided versions are left out.
    """
    return tuple(record for record in _fresh(records, now, voided) if not record.practice)


def used_up(
    records: Iterable[AnswerRecord], now: datetime, *, voided: Container[ItemVersion] = ()
) -> dict[ItemVersion, datetime]:
    """The item versions of which an answer at `now` would not count, and when they count again."""
    # Of several fresh exposures to one, the last stays.
    last = {record.exposed: record.at for record in _fresh(records, now, voided)}
    return {item: at + FRESH_AFTER for item, at in last.items() if at + FRESH_AFTER > now}


def _fresh(
    records: Iterable[AnswerRecord], now: datetime, voided: Container[ItemVersion]
) -> Iterator[AnswerRecord]:
    """The fresh exposures until `now`, practice among them, oldest first."""
    last: dict[ItemVersion, datetime] = {}
    for record in _sorted(records):
        exposed, at = (record.item, record.version), record.at
        if at > now or exposed in voided:
            continue
        before = last.get(exposed)
        if before is None or at - before >= FRESH_AFTER:
            last[exposed] = at
            yield record


def _sorted(records: Iterable[AnswerRecord]) -> Sequence[AnswerRecord]:
    given = records if isinstance(records, tuple | list) else list(records)
    times = [record.at for record in given]
    # They most often come in order, with no two of one moment.
    if all(map(lt, times, times[1:])):
        return given
    return sorted(given, key=_in_order)


def _in_order(
    record: AnswerRecord,
) -> tuple[datetime, bool, str, int, bool, str, str, tuple[str, ...], str, str]:
    # Every field, so that even answers of one moment have one order. Practice goes last.
    return (
        record.at,
        record.practice,
        record.item,
        record.version,
        record.correct,
        record.standard,
        record.task,
        record.targets,
        record.kind,
        record.task_text,
    )


def opens_session(opened: datetime | None, at: datetime) -> bool:
    """Whether an answer at `at` opens a session, the one before having been opened at `opened`.

    The first answer opens a session, and the first one at least APART after an opening the next. So
    the sessions are the most answers that can be picked so that any two lie at least APART: a
    further answer never makes fewer, and who answers every morning and evening has one a day.
    """
    return opened is None or at - opened >= APART
