"""What supervisors saw at work, kept by learner."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from conversations.audit import Entry
from conversations.errors import UnusableWords
from conversations.language import N_

LONGEST_WORDS = 500
"""Letters of a note, and of a comment."""
VALID = timedelta(days=365)
"""An observation counts so long where nobody says until when."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A supervisor saw an indicator performed, or an output; times are in UTC."""

    target: str
    """The indicator's or output's id."""
    observer: str
    """Who saw it, as the learner may read it; empty for somebody who was erased since."""
    at: datetime
    valid_until: datetime
    """The last moment at which it still counts."""
    performed: bool = True
    """False where it was tried and not yet mastered."""
    note: str = ""
    """What the observer wrote to it, for the learner to read."""
    comment: str = ""
    """What the learner wrote to it, for the observer to read."""
    team: str | None = None
    """The id of the team in which it was seen; None where it was kept on the command line."""
    by: str | None = None
    """The observer's key, where they have one."""
    withdrawn_at: datetime | None = None
    """When it was taken back; it says nothing any more, and can still be read by the learner."""
    withdrawn_why: str = ""
    id: int = field(default=0, compare=False)
    """The number under which it is kept, of nobody else's; 0 before."""

    def holds(self, now: datetime) -> bool:
        """Whether it says, at `now`, that the target was performed."""
        return self.performed and self.withdrawn_at is None and self.at <= now <= self.valid_until


def newest(observations: Iterable[Observation], now: datetime) -> tuple[Observation, ...]:
    """The last observation of each target until `now`, in the targets' alphabetical order.

    Whoever saw it last decides: a later *not yet* ends what was seen before, and the other way
    round, so a slip is mended by observing again. What was withdrawn was never so.
    """
    last: dict[str, Observation] = {}
    for each in sorted(observations, key=_in_order):
        if each.at <= now and each.withdrawn_at is None:
            last[each.target] = each
    return tuple(last[target] for target in sorted(last))


def _in_order(each: Observation) -> tuple[datetime, bool, datetime, str, str]:
    # Every field, so that even observations of one moment have one order.
    return each.at, each.performed, each.valid_until, each.observer, each.note


def worded(words: str) -> str:
    """A note or a comment as it is kept: without blanks around it.

    Raises UnusableWords for one that is empty or too long.
    """
    kept = words.strip()
    if not kept:
        raise UnusableWords(N_("That has no words in it."))
    if len(kept) > LONGEST_WORDS:
        raise UnusableWords(
            N_("That is too long: at most {most} letters, and these are {letters}."),
            most=str(LONGEST_WORDS),
            letters=str(len(kept)),
        )
    return kept


class ObservationStore(Protocol):
    """Keeps observations by the learner's key."""

    async def add(self, person: str, observation: Observation, entry: Entry | None = None) -> int:
        """Keeps one more observation of that person, with its line of the log; gives its number.

        One with `by` is kept without the observer's name, which is looked up whenever it is read:
        so it goes when they go.
        """

    async def note(self, person: str, id: int, by: str, note: str) -> bool:
        """Writes to an observation that has no note yet; False where there is none by them."""

    async def comment(self, person: str, id: int, comment: str) -> bool:
        """Writes to an observation of that person, in the place of what they wrote before.

        With no words, that is taken back. False where there is no such observation.
        """

    async def withdraw(self, person: str, id: int, at: datetime, why: str, entry: Entry) -> bool:
        """Takes an observation of that person back, with its line of the log.

        False, and nothing kept, where there is none or it was withdrawn before.
        """

    async def of(self, person: str) -> tuple[Observation, ...]:
        """Everything that was seen of the person, oldest first."""

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Observation, ...]]:
        """The same of each of them."""

    async def forget(self, before: datetime) -> int:
        """Deletes those that counted until a moment before that one; gives how many."""
