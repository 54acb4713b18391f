"""Statistics of items: what counts, the figures beside SciPy's, and what is worth a look."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import (  # type: ignore[import-untyped,unused-ignore]  # SciPy ships no types
    binomtest,
    pointbiserialr,
)

from conversations.evidence import AnswerRecord, Kind
from conversations.exposure import Exposure
from conversations.item_statistics import (
    ENOUGH,
    Flag,
    ItemStatistics,
    Look,
    OptionFigures,
    Right,
    looks,
    statistics_of,
    wilson,
)
from conversations.quiz import Option
from conversations.voiding import Void, VoidedItems
from quiz_samples import NOON
from standards.model import Language

TEXTS = ("a", "b", "c")
"""The first is the key."""


def exposure(
    person: int | str,
    item: str = "s1",
    chosen: str = "a",
    *,
    hours: float = 0,
    version: int = 1,
    practice: bool = False,
    position: int = 1,
    language: Language = Language.ZH_HANT,
    shown: Sequence[str] = TEXTS,
) -> Exposure:
    return Exposure(
        person=str(person),
        record=AnswerRecord(
            item,
            version,
            "A",
            "A/T1",
            (),
            Kind.SCENARIO,
            correct=chosen == shown[0],
            at=NOON + timedelta(hours=hours),
            practice=practice,
        ),
        language=language,
        position=position,
        options=tuple(Option(text, text == shown[0], "") for text in sorted(shown)),
        chosen=sorted(shown).index(chosen),
    )


def one(*exposures: Exposure, item: str = "s1", version: int = 1) -> ItemStatistics:
    return next(each for each in statistics_of(exposures) if each.asked == (item, version))


def flags(found: ItemStatistics) -> list[Look]:
    return list(found.looks)


# What counts.


def test_only_a_learners_first_answer_counts() -> None:
    found = one(exposure(1, chosen="b"), exposure(1, hours=3000), exposure(2, hours=1))
    assert (found.right.answers, found.right.right) == (2, 1)


def test_practice_does_not_count_and_uses_the_first_sight_up() -> None:
    assert statistics_of([exposure(1, practice=True), exposure(1, hours=5)]) == ()


def test_a_new_version_starts_afresh() -> None:
    answers = [exposure(1), exposure(2), exposure(1, version=2, hours=1)]
    assert [(each.asked, each.right.answers) for each in statistics_of(answers)] == [
        (("s1", 1), 2),
        (("s1", 2), 1),
    ]


def test_each_language_of_the_quiz_has_figures_of_its_own() -> None:
    found = one(exposure(1), exposure(2, chosen="b", language=Language.EN))
    assert {name: each.share for name, each in found.languages.items()} == {"zh-Hant": 1, "en": 0}
    assert list(one(exposure(1)).languages) == [Language.ZH_HANT]


def test_options_of_several_languages_are_one_where_they_have_one_letter() -> None:
    answers = [
        exposure(1, chosen="c"),
        exposure(2, chosen="z", language=Language.EN, shown=("x", "y", "z")),
    ]
    letters = dict(zip((*TEXTS, "x", "y", "z"), "abcabc", strict=True))
    (found,) = statistics_of(answers, label=lambda asked, text: letters[text])
    assert [(each.option, each.correct, each.shown, each.chosen) for each in found.options] == [
        ("a", True, 2, 0),
        ("c", False, 2, 2),
        ("b", False, 2, 0),
    ]


def test_a_distractor_is_held_against_how_often_it_was_shown() -> None:
    found = one(exposure(1), exposure(2, chosen="d", shown=("a", "c", "d")))
    assert {each.option: (each.chosen, each.shown) for each in found.options} == {
        "a": (1, 2),
        "b": (0, 1),
        "c": (0, 2),
        "d": (1, 1),
    }


def test_the_mean_position_is_that_in_the_quiz() -> None:
    assert one(exposure(1, position=1), exposure(2, position=6)).position == 3.5


# The figures.


@given(st.integers(1, 500), st.data())
def test_the_interval_is_wilsons(answers: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, answers))
    theirs = binomtest(right, answers).proportion_ci(0.95, method="wilson")
    assert wilson(right, answers) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


class_of_learners = st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=2)


@given(class_of_learners)
def test_the_correlation_is_that_with_the_other_items(answers: list[list[bool]]) -> None:
    exposures = [
        exposure(person, f"s{item}", "a" if right else "b", hours=item)
        for person, row in enumerate(answers)
        for item, right in enumerate(row)
    ]
    found = one(*exposures, item="s0")
    item, rest = [row[0] for row in answers], [sum(row[1:]) / 4 for row in answers]
    assert found.compared == len(answers)
    if len(set(item)) < 2 or len(set(rest)) < 2:
        assert found.correlation is None
    else:
        assert found.correlation == pytest.approx(pointbiserialr(item, rest).statistic, abs=1e-9)


@pytest.mark.parametrize(("others", "compared"), [(2, 0), (3, 1)])
def test_a_learner_is_compared_from_three_other_items_on(others: int, compared: int) -> None:
    rest = [exposure(1, f"t{number}") for number in range(others)]
    assert one(exposure(1), *rest).compared == compared


def test_other_standards_items_and_void_ones_are_no_rest() -> None:
    rest = [exposure(1, f"t{number}") for number in range(3)]
    voided = VoidedItems([Void("t0", None, "two keys", NOON)])
    found = {each.item: each for each in statistics_of([exposure(1), *rest], voided=voided)}
    assert found["s1"].compared == 0
    # The void item itself may still be looked at: its learner has three others that count.
    assert found["t0"].compared == 1


# What is worth a look.


def right(share: float, answers: int = 200) -> Right:
    number = round(share * answers)
    return Right(answers, number, *wilson(number, answers))


def told(
    share: float = 0.7,
    correlation: float | None = 0.3,
    chosen: tuple[int, int, int] = (140, 30, 30),
    answers: int = 200,
    chance: float = 1 / 3,
) -> list[Look]:
    options = [
        OptionFigures(option, option == "a", sum(chosen), number)
        for option, number in zip("abc", chosen, strict=True)
    ]
    return looks(right(share, answers), correlation, options, chance=chance)


def test_a_sound_item_is_worth_no_look() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("share", "flag"),
    [
        (0.99, Flag.TOO_EASY),
        (0.97, None),
        (0.32, Flag.TOO_HARD),
        (0.36, None),
        (0.2, Flag.BELOW_CHANCE),
    ],
)
def test_too_easy_and_too_hard_go_by_the_interval(share: float, flag: Flag | None) -> None:
    assert told(share) == ([] if flag is None else [Look(flag)])


def test_of_two_options_fewer_than_half_right_is_below_chance() -> None:
    assert told(0.42, chance=1 / 2) == [Look(Flag.BELOW_CHANCE)]


@pytest.mark.parametrize(
    ("correlation", "flag"),
    [(0.1, None), (0.09, Flag.WEAK), (0.0, Flag.WEAK), (-0.01, Flag.NEGATIVE), (None, None)],
)
def test_an_item_that_goes_hardly_or_against_the_rest_is_flagged(
    correlation: float | None, flag: Flag | None
) -> None:
    assert told(correlation=correlation) == ([] if flag is None else [Look(flag)])


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ((170, 20, 10), []),
        ((170, 21, 9), [Look(Flag.IDLE_DISTRACTOR, "c")]),
        ((90, 90, 20), []),
        ((90, 91, 19), [Look(Flag.STRONG_DISTRACTOR, "b")]),
    ],
)
def test_a_distractor_hardly_chosen_or_chosen_more_than_the_key_is_flagged(
    chosen: tuple[int, int, int], found: list[Look]
) -> None:
    assert told(chosen=chosen) == found


@pytest.mark.parametrize(("answers", "flagged"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_nothing_is_flagged_before_twenty_answers(answers: int, flagged: bool) -> None:
    found = one(*(exposure(person, chosen="b") for person in range(answers)))
    assert bool(found.looks) is flagged


@pytest.mark.parametrize(("learners", "flagged"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_a_correlation_is_flagged_from_twenty_compared_learners_on(
    learners: int, flagged: bool
) -> None:
    answers = [exposure(f"alone {number}", chosen=TEXTS[number % 3]) for number in range(30)]
    for person in range(learners):
        good = person % 2 == 0
        answers.append(exposure(person, chosen="b" if good else "a"))
        answers += [
            exposure(person, f"t{number}", "a" if good else "c", hours=1) for number in range(3)
        ]
    found = one(*answers)
    assert found.correlation == pytest.approx(-1)
    assert (Look(Flag.NEGATIVE) in found.looks) is flagged


@given(
    st.lists(
        st.builds(
            exposure,
            st.integers(0, 4),
            st.sampled_from(("s1", "s2", "s3", "s4", "s5")),
            st.sampled_from(TEXTS),
            hours=st.integers(0, 50),
            practice=st.booleans(),
            language=st.sampled_from(Language),
        ),
        max_size=60,
    )
)
def test_the_figures_of_any_log_add_up(answers: list[Exposure]) -> None:
    for each in statistics_of(answers):
        assert sum(option.chosen for option in each.options) == each.right.answers
        assert sum(part.answers for part in each.languages.values()) == each.right.answers
        assert sum(o.chosen for o in each.options if o.correct) == each.right.right
        assert 0 <= each.right.low <= each.right.share <= each.right.high <= 1
        assert each.compared <= each.right.answers <= 5
        assert each.correlation is None or -1.000001 <= each.correlation <= 1.000001
