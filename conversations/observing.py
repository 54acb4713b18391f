"""What supervisors saw at work, kept by learner."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

VALID = timedelta(days=365)
"""An observation counts so long where nobody says until when."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A supervisor saw an indicator performed, or an output; times are in UTC."""

    target: str
    """The indicator's or output's id."""
    observer: str
    """Who saw it, as the learner may read it."""
    at: datetime
    valid_until: datetime
    """The last moment at which it still counts."""
    performed: bool = True
    """False where it was tried and not yet mastered."""
    note: str = ""
    """What the observer wrote to it, for the learner to read."""

    def holds(self, now: datetime) -> bool:
        """Whether it says, at `now`, that the target was performed."""
        return self.performed and self.at <= now <= self.valid_until


def newest(observations: Iterable[Observation], now: datetime) -> tuple[Observation, ...]:
    """The last observation of each target until `now`, in the targets' alphabetical order.

    Whoever saw it last decides: a later *not yet* ends what was seen before, and the other way
    round, so a slip is mended by observing again.
    """
    last: dict[str, Observation] = {}
    for each in sorted(observations, key=_in_order):
        if each.at <= now:
            last[each.target] = each
    return tuple(last[target] for target in sorted(last))


def _in_order(each: Observation) -> tuple[datetime, bool, datetime, str, str]:
    # Every field, so that even observations of one moment have one order.
    return each.at, each.performed, each.valid_until, each.observer, each.note


class ObservationStore(Protocol):
    """Keeps observations by the learner's key."""

    async def add(self, person: str, observation: Observation) -> None:
        """Keeps one more observation of that person."""

    async def of(self, person: str) -> tuple[Observation, ...]:
        """Everything that was seen of the person, oldest first."""

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Observation, ...]]:
        """The same of each of them."""
