"""Figures on a bank of quiz items: what its form may give away, and how far it covers the work.

One item can be sound and a hundred of them still tell: where the key is mostly the longest option,
or of middling length, or lettered b, guessing pays. Shares are held against chance.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import erfc, exp, gamma, sqrt

from conversations.item_lint import Asked, Break, ItemFinding, Rule, asked
from conversations.language import N_
from conversations.quiz import QuizItem
from standards.item_bank import WrittenItem
from standards.model import Language, Standard

ENOUGH = 12
"""Approved items that a task needs before *knowledge check passed* can be said."""
NOT_RECALL = ENOUGH // 2
STANDARD_ERRORS = 2
"""So far from chance a share may lie."""
SIGNIFICANT = 0.01
"""Key positions that chance gives more rarely than this are favoured."""
POLL_STEM, POLL_OPTION, POLL_EXPLANATION = 300, 100, 200
"""What Telegram's native quiz poll holds; longer items stand in the message, with A/B/C."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often something is true of a key, and how often it would be by chance."""

    share: float
    expected: float
    limit: float
    """Chance and two standard errors."""

    @property
    def within(self) -> bool:
        return self.share <= self.limit


@dataclass(frozen=True, slots=True)
class Positions:
    """How often the key stands first, second…; `p` is that of a chi-square test."""

    counts: tuple[int, ...]
    chi_square: float
    p: float


@dataclass(frozen=True, slots=True)
class FormFigures:
    """What the form of `items` items in one language may give away.

    Options of equal length share their rank, so that the three shares add up to 1.
    """

    items: int
    longest: Share
    shortest: Share
    between: Share
    positions: Positions
    polls: int
    """How many fit a native quiz poll."""


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """How many approved items a task has; recall items are generated."""

    task: str
    scenario: int
    knowledge: int
    recall: int
    indicators: int
    without_scenario: tuple[str, ...]
    """Ids of the task's indicators on which no scenario item rests."""

    @property
    def enough(self) -> bool:
        """Whether ENOUGH items can be asked of which at least half are not recall."""
        written = self.scenario + self.knowledge
        return written >= NOT_RECALL and written + self.recall >= ENOUGH


def form_figures(items: Sequence[Asked]) -> FormFigures:
    """Of items in one language, each with exactly one key."""
    ranks = [_ranks(item) for item in items]
    chances = [1 / len(item.options) for item in items]
    return FormFigures(
        items=len(items),
        longest=_share([longest for longest, _shortest in ranks], chances),
        shortest=_share([shortest for _longest, shortest in ranks], chances),
        between=_share(
            [1 - longest - shortest for longest, shortest in ranks],
            [1 - 2 * chance for chance in chances],
        ),
        positions=_positions(items),
        polls=sum(fits_a_poll(item) for item in items),
    )


def task_figures(
    standard: Standard, written: Iterable[WrittenItem], recall: Iterable[QuizItem]
) -> tuple[TaskFigures, ...]:
    """A line for each task, in the document's order; only approved items count."""
    approved = [item for item in written if item.status == "approved"]
    kinds = Counter((item.task, item.kind) for item in approved)
    recalled = Counter(item.task for item in recall)
    met = {target for item in approved if item.kind == "scenario" for target in item.targets}
    return tuple(
        TaskFigures(
            task.id,
            scenario=kinds[task.id, "scenario"],
            knowledge=kinds[task.id, "knowledge"],
            recall=recalled[task.id],
            indicators=len(indicators),
            without_scenario=tuple(id for id in indicators if id not in met),
        )
        for task in standard.tasks
        for indicators in [[indicator.id for indicator in task.all_indicators()]]
    )


def written_forms(items: Iterable[WrittenItem]) -> Mapping[Language, FormFigures]:
    """The figures of the approved items, in each language that has any."""
    approved = [item for item in items if item.status == "approved"]
    spoken = {
        language: [
            asked(item, item.wordings[language]) for item in approved if language in item.wordings
        ]
        for language in Language
    }
    # An item without one key is a break of its own; it has no length or place to count.
    sound = {
        language: [item for item in all_ if sum(each.correct for each in item.options) == 1]
        for language, all_ in spoken.items()
    }
    return {language: form_figures(all_) for language, all_ in sound.items() if all_}


def telling_forms(forms: Mapping[Language, FormFigures]) -> Iterator[ItemFinding]:
    """What a guesser could use, bank by bank."""
    for language, figures in forms.items():
        for share, msgid in (
            (
                figures.longest,
                N_(
                    "The key is the longest option in {share} of the items; "
                    "chance gives {expected}, at most {limit}."
                ),
            ),
            (
                figures.shortest,
                N_(
                    "The key is the shortest option in {share} of the items; "
                    "chance gives {expected}, at most {limit}."
                ),
            ),
            (
                figures.between,
                N_(
                    "The key is neither the longest nor the shortest option in {share} of the "
                    "items; chance gives {expected}, at most {limit}."
                ),
            ),
        ):
            if not share.within:
                percent = {
                    "share": f"{share.share:.0%}",
                    "expected": f"{share.expected:.0%}",
                    "limit": f"{share.limit:.0%}",
                }
                yield ItemFinding(None, language, Break(Rule.KEY_LENGTHS, msgid, percent))
        if figures.positions.p < SIGNIFICANT:
            yield ItemFinding(
                None,
                language,
                Break(
                    Rule.KEY_POSITIONS,
                    N_("Some letters are the key more often than chance allows: {counts}."),
                    {"counts": " / ".join(map(str, figures.positions.counts))},
                ),
            )


def fits_a_poll(item: Asked) -> bool:
    """Whether Telegram's native quiz poll can hold it."""
    return (
        len(item.stem) <= POLL_STEM
        and all(len(option.text) <= POLL_OPTION for option in item.options)
        and len(item.explanation) <= POLL_EXPLANATION
    )


def chi_square_tail(value: float, degrees: int) -> float:
    """P(X ≥ value) for a chi-square variable with `degrees` of freedom (at least 1).

    By the recurrence of the incomplete gamma function (Abramowitz & Stegun 26.4.8).
    """
    half = value / 2
    if degrees % 2:
        tail, start = erfc(sqrt(half)), 3
    else:
        tail, start = exp(-half), 4
    for k in range(start, degrees + 1, 2):
        tail += half ** (k / 2 - 1) * exp(-half) / gamma(k / 2)
    return tail


def _ranks(item: Asked) -> tuple[float, float]:
    """How much of being the longest, and of being the shortest, falls to the key."""
    lengths = [len(option.text) for option in item.options]
    key = next(len(option.text) for option in item.options if option.correct)
    alike = lengths.count(key)
    if alike == len(lengths):
        return 1 / alike, 1 / alike
    return (key == max(lengths)) / alike, (key == min(lengths)) / alike


def _share(credits: Sequence[float], chances: Sequence[float]) -> Share:
    n = len(credits)
    expected = sum(chances) / n
    error = sqrt(sum(chance * (1 - chance) for chance in chances)) / n
    return Share(sum(credits) / n, expected, expected + STANDARD_ERRORS * error)


def _positions(items: Sequence[Asked]) -> Positions:
    most = max(len(item.options) for item in items)
    places = Counter(
        next(place for place, option in enumerate(item.options) if option.correct) for item in items
    )
    expected = [
        sum(1 / len(item.options) for item in items if len(item.options) > place)
        for place in range(most)
    ]
    value = sum((places[place] - hoped) ** 2 / hoped for place, hoped in enumerate(expected))
    return Positions(
        tuple(places[place] for place in range(most)), value, chi_square_tail(value, most - 1)
    )
