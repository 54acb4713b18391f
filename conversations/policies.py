"""What is asked of a task beyond the default: that it is critical, or a cut that experts set.

The cut is a modified Angoff: each of 3 to 5 experts says which share of just-competent people gets
an average question on the task right, and the mean is the cut (Angoff 1971).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import mean, stdev
from typing import Protocol

from conversations.errors import UnusableVotes
from conversations.language import N_
from conversations.readiness import CRITICAL, DEFAULT, Criterion

EXPERTS = (3, 5)
"""The fewest and the most votes on a cut."""
CRITICALITY = 2.0
"""How much a critical task matters beside others when questions are chosen."""


@dataclass(frozen=True, slots=True)
class Critical:
    """A task where a mistake does harm."""

    task: str
    by: str
    """Who said so; may be empty."""
    at: datetime


@dataclass(frozen=True, slots=True)
class CutScore:
    """The share of right answers that a competent person reaches, by experts' votes.

    Raises UnusableVotes where they are too few or too many, or where their mean can't be a cut.
    """

    task: str
    votes: tuple[float, ...]
    """From 0 to 1, in the order given."""
    by: str
    at: datetime

    def __post_init__(self) -> None:
        fewest, most = EXPERTS
        if not fewest <= len(self.votes) <= most:
            raise UnusableVotes(
                N_("A pass mark takes {fewest} to {most} votes; {votes} given."),
                fewest=str(fewest),
                most=str(most),
                votes=str(len(self.votes)),
            )
        if not 0.5 <= self.cut < 1:
            raise UnusableVotes(
                N_(
                    "The mean of the votes is {cut}; a pass mark is at least 50%, or guessing "
                    "would pass, and less than 100%."
                ),
                cut=f"{self.cut:.1%}",
            )

    @property
    def cut(self) -> float:
        """The mean of the votes, from 0 to 1."""
        return mean(self.votes)

    @property
    def spread(self) -> float:
        """Their standard deviation; the larger, the more a second round of votes is worth it."""
        return stdev(self.votes)


Policy = Critical | CutScore


class Policies:
    """The policies of all tasks."""

    def __init__(self, policies: Iterable[Policy] = ()) -> None:
        self._critical: dict[str, Critical] = {}
        self._cuts: dict[str, CutScore] = {}
        for policy in policies:
            if isinstance(policy, Critical):
                self._critical[policy.task] = policy
            else:
                self._cuts[policy.task] = policy

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Policies)
            and self._critical == other._critical
            and self._cuts == other._cuts
        )

    __hash__ = None  # type: ignore[assignment]  # equal by content, as a mapping is

    def criterion(self, task: str) -> Criterion:
        """By which the task is judged: an experts' cut goes before that of critical tasks."""
        criterion = CRITICAL if task in self._critical else DEFAULT
        cut = self._cuts.get(task)
        return criterion if cut is None else replace(criterion, cut=cut.cut)

    def criticality(self, task: str) -> float:
        """How much the task matters beside others; 1 for most."""
        return CRITICALITY if task in self._critical else 1.0


class PolicyStore(Protocol):
    """Keeps the policies, of each kind one a task."""

    async def set(self, policy: Policy) -> None:
        """Keeps `policy` in place of one of its kind on the same task."""

    async def lift(self, task: str, kind: type[Policy]) -> bool:
        """Takes the policy of that kind off the task; False where there is none."""

    async def all(self) -> tuple[Policy, ...]:
        """Every policy kept, by task; that a task is critical stands before its cut."""


_VOTE = re.compile(
    r"\s*(?:(?P<right>\d+(?:\.\d+)?)\s*(?:/|of)\s*(?P<asked>[1-9]\d*)"
    r"|(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
    r"|(?P<share>0?\.\d+|[01](?:\.\d+)?))(?=\s|$)"
)


def votes_of(words: Sequence[str]) -> tuple[float, ...]:
    """The votes in the words of a command line: `.7`, `70%`, `7/10`, `7 of 10`, from 0 to 1.

    Raises UnusableVotes where something else stands among them.
    """
    text, votes, place = " ".join(words).rstrip(), list[float](), 0
    while place < len(text):
        found = _VOTE.match(text, place)
        if found is None or _share(found) > 1:
            raise UnusableVotes(
                N_("“{vote}” is no vote; write 7 of 10, 0.7 or 70%."),
                vote=found[0].strip() if found else text[place:].split()[0],
            )
        votes.append(_share(found))
        place = found.end()
    return tuple(votes)


def _share(found: re.Match[str]) -> float:
    if found["percent"]:
        return float(found["percent"]) / 100
    if found["share"]:
        return float(found["share"])
    return float(found["right"]) / int(found["asked"])
