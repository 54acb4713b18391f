"""Statistics of items from real answers, and what in them is worth a look; never a verdict.

Only a learner's first sight of an item's version counts, and practice doesn't: changed wording is a
new version and starts afresh. The interval of a share is Wilson's (1927), at 95 %. The point-
biserial correlation is that of being right on the item with the share right on the learner's other
items of the same standard, so the item itself doesn't speak for itself.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist, StatisticsError, correlation, mean

from conversations.evidence import ItemVersion, Kind
from conversations.exposure import Exposure
from conversations.language import N_
from standards.model import Language

ENOUGH = 20
"""Flags are raised from so many answers on."""
OTHERS = 3
"""A learner with fewer other items says nothing about how an item goes with the rest."""
TOO_EASY = 0.95
TOO_HARD = 0.40
LEAST_CORRELATION = 0.10
LEAST_CHOSEN = 0.05
_Z = NormalDist().inv_cdf(0.975)


class Flag(StrEnum):
    """Why an item is worth a look; each is its own message id."""

    TOO_EASY = N_("nearly everybody is right")
    TOO_HARD = N_("few are right")
    BELOW_CHANCE = N_("fewer are right than by guessing")
    WEAK = N_("being right here hardly goes with being right on other items")
    NEGATIVE = N_("who is right on other items tends to be wrong here")
    IDLE_DISTRACTOR = N_("hardly anybody chooses option {option}")
    STRONG_DISTRACTOR = N_("option {option} is chosen more often than the key")


@dataclass(frozen=True, slots=True)
class Look:
    """A flag, and the option it is about where it is about one."""

    flag: Flag
    option: str = ""


@dataclass(frozen=True, slots=True)
class Right:
    """How many of `answers` were right, with the 95 % interval of the share, from 0 to 1."""

    answers: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / self.answers


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """How often an option was chosen of the times it was shown."""

    option: str
    correct: bool
    shown: int
    chosen: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.chosen / self.shown


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What the answers say of one version of an item."""

    item: str
    version: int
    standard: str
    task: str
    kind: Kind
    right: Right
    correlation: float | None
    """Point-biserial; None where too few compare or all did alike."""
    compared: int
    """Learners behind the correlation."""
    position: float
    """The mean place of the question in its quiz, from 1."""
    options: tuple[OptionFigures, ...]
    """The key first, then the most chosen."""
    languages: Mapping[Language, Right]
    looks: tuple[Look, ...]

    @property
    def asked(self) -> ItemVersion:
        """The item and its version."""
        return self.item, self.version


def wilson(right: int, answers: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); `answers` is at least 1."""
    share, squared = right / answers, _Z**2
    middle = share + squared / (2 * answers)
    half = _Z * sqrt(share * (1 - share) / answers + squared / (4 * answers**2))
    scale = 1 + squared / answers
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def statistics_of(
    exposures: Iterable[Exposure],
    *,
    voided: Container[ItemVersion] = (),
    label: Callable[[ItemVersion, str], str] = lambda _asked, text: text,
) -> tuple[ItemStatistics, ...]:
    """One for each item version that was answered, in alphabetical order.

    A void item has statistics of its own but says nothing about others. `label` gives what an
    option is called by its text: letters make one option of its wordings in several languages.
    """
    first = first_sights(exposures)
    rest = _Rest(each for each in first if each.record.exposed not in voided)
    by_item: dict[ItemVersion, list[Exposure]] = defaultdict(list)
    for each in first:
        by_item[each.record.exposed].append(each)
    return tuple(_statistics(by_item[asked], rest, label) for asked in sorted(by_item))


def first_sights(exposures: Iterable[Exposure]) -> tuple[Exposure, ...]:
    """The first answer of each learner to each item version, unless it was practice."""
    seen: dict[tuple[str, ItemVersion], Exposure] = {}
    for each in sorted(exposures, key=lambda each: (each.record.at, each.record.practice)):
        seen.setdefault((each.person, each.record.exposed), each)
    return tuple(each for each in seen.values() if not each.record.practice)


class _Rest:
    """How each learner did on the other items of a standard."""

    def __init__(self, exposures: Iterable[Exposure]) -> None:
        self._answers: Counter[tuple[str, str]] = Counter()
        self._right: Counter[tuple[str, str]] = Counter()
        self._counted: set[tuple[str, ItemVersion]] = set()
        for each in exposures:
            learner = each.person, each.record.standard
            self._answers[learner] += 1
            self._right[learner] += each.record.correct
            self._counted.add((each.person, each.record.exposed))

    def share(self, exposure: Exposure) -> float | None:
        """The share right elsewhere; None where that rests on fewer than OTHERS items."""
        learner = exposure.person, exposure.record.standard
        itself = (exposure.person, exposure.record.exposed) in self._counted
        others = self._answers[learner] - itself
        if others < OTHERS:
            return None
        return (self._right[learner] - (itself and exposure.record.correct)) / others


def _statistics(
    exposures: Sequence[Exposure], rest: _Rest, label: Callable[[ItemVersion, str], str]
) -> ItemStatistics:
    record = exposures[-1].record
    pairs = [
        (float(each.record.correct), share)
        for each in exposures
        if (share := rest.share(each)) is not None
    ]
    right = _right(exposures)
    found = _correlation(pairs)
    options = _options(exposures, label)
    chance = mean(1 / len(each.options) for each in exposures)
    return ItemStatistics(
        item=record.item,
        version=record.version,
        standard=record.standard,
        task=record.task,
        kind=record.kind,
        right=right,
        correlation=found,
        compared=len(pairs),
        position=mean(each.position for each in exposures),
        options=options,
        languages={
            language: _right(those)
            for language in Language
            if (those := [each for each in exposures if each.language is language])
        },
        looks=tuple(looks(right, found if len(pairs) >= ENOUGH else None, options, chance=chance)),
    )


def _right(exposures: Sequence[Exposure]) -> Right:
    right = sum(each.record.correct for each in exposures)
    return Right(len(exposures), right, *wilson(right, len(exposures)))


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    try:
        return correlation(*zip(*pairs, strict=True)) if len(pairs) > 1 else None
    except StatisticsError:
        # All were right, or all wrong, or all did alike elsewhere.
        return None


def _options(
    exposures: Sequence[Exposure], label: Callable[[ItemVersion, str], str]
) -> tuple[OptionFigures, ...]:
    shown: Counter[tuple[str, bool]] = Counter()
    chosen: Counter[tuple[str, bool]] = Counter()
    for each in exposures:
        names = [
            (label(each.record.exposed, option.text), option.correct) for option in each.options
        ]
        shown.update(names)
        chosen[names[each.chosen]] += 1
    return tuple(
        OptionFigures(option, correct, shown[option, correct], chosen[option, correct])
        for option, correct in sorted(shown, key=lambda name: (not name[1], -chosen[name], name[0]))
    )


def looks(
    right: Right,
    correlation: float | None,
    options: Sequence[OptionFigures],
    *,
    chance: float,
) -> list[Look]:
    """What is worth a look in these figures; nothing where there are fewer than ENOUGH answers.

    `chance` is how often a guess is right.
    """
    if right.answers < ENOUGH:
        return []
    found = []
    if right.low > TOO_EASY:
        found.append(Look(Flag.TOO_EASY))
    if right.high < chance:
        found.append(Look(Flag.BELOW_CHANCE))
    elif right.high < TOO_HARD:
        found.append(Look(Flag.TOO_HARD))
    if correlation is not None and correlation < 0:
        found.append(Look(Flag.NEGATIVE))
    elif correlation is not None and correlation < LEAST_CORRELATION:
        found.append(Look(Flag.WEAK))
    # Generated items draw their distractors anew, so each is held against its own number.
    keys = max((option.share for option in options if option.correct), default=0.0)
    for option in options:
        if option.correct or option.shown < ENOUGH:
            continue
        if option.share < LEAST_CHOSEN:
            found.append(Look(Flag.IDLE_DISTRACTOR, option.option))
        elif option.share > keys:
            found.append(Look(Flag.STRONG_DISTRACTOR, option.option))
    return found
