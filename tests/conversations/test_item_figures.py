"""Figures on a bank: what its form gives away, how far it covers the work."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from scipy.stats import chi2  # type: ignore[import-untyped,unused-ignore]  # it ships no types

from conversations.item_figures import (
    POLL_EXPLANATION,
    POLL_OPTION,
    POLL_STEM,
    chi_square_tail,
    fits_a_poll,
    form_figures,
    task_figures,
    telling_forms,
    written_forms,
)
from conversations.item_lint import Rule
from conversations.items import recall_bank
from conversations.language import translator
from conversations.quiz import Option, QuizItem
from quiz_samples import sample_item
from standards.item_bank import written_items as shipped_items
from standards.model import Language
from standards_documents import CODES, standard_of
from written_items import CODE, SOUND, in_chinese


def item(lengths: Sequence[int], key: int) -> QuizItem:
    """An item whose options have these lengths; the one at `key` is right."""
    options = tuple(Option("字" * length, place == key, "") for place, length in enumerate(lengths))
    return replace(sample_item(1), options=options)


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("value", [0.0, 0.3, 2.0, 7.5, 30.0])
def test_the_tail_of_the_chi_square_is_that_of_scipy(value: float, degrees: int) -> None:
    assert chi_square_tail(value, degrees) == pytest.approx(chi2.sf(value, degrees))


def test_lengths_are_shared_among_options_of_equal_length() -> None:
    figures = form_figures([item((5, 5, 5), 0)])
    assert [figures.longest.share, figures.shortest.share] == pytest.approx([1 / 3, 1 / 3])
    figures = form_figures([item((5, 5, 3), 0)])
    assert [figures.longest.share, figures.shortest.share] == [0.5, 0]
    assert figures.between.share == 0.5


def test_the_limit_is_chance_and_two_standard_errors() -> None:
    figures = form_figures([item((5, 4, 3), place % 3) for place in range(90)])
    assert figures.longest.share == pytest.approx(1 / 3)
    assert figures.longest.limit == pytest.approx(1 / 3 + 2 * (2 / 9 / 90) ** 0.5)
    assert figures.longest.within
    assert figures.positions.counts == (30, 30, 30)
    assert figures.positions.p == pytest.approx(1)


def test_items_of_three_and_four_options_are_held_against_their_own_chance() -> None:
    items = [item((5, 4, 3), 0), item((5, 4, 3, 2), 3)]
    figures = form_figures(items)
    assert figures.longest.expected == pytest.approx((1 / 3 + 1 / 4) / 2)
    assert figures.positions.counts == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("lengths", "key", "word"),
    [((9, 5, 3), 0, "the longest"), ((9, 5, 3), 2, "the shortest"), ((9, 5, 3), 1, "neither")],
)
def test_a_bank_whose_lengths_tell_is_named(lengths: tuple[int, ...], key: int, word: str) -> None:
    # The key's place changes with the item, so that its length alone tells.
    bank = []
    for turn in range(30):
        turned = tuple(lengths[(place + turn) % 3] for place in range(3))
        bank.append(item(turned, turned.index(lengths[key])))
    (found,) = telling_forms({Language.EN: form_figures(bank)})
    assert found.broken.rule is Rule.KEY_LENGTHS
    assert found.broken.msgid.startswith(f"The key is {word}")
    assert "100%" in found.broken.msgid.format(**found.broken.params)


def test_a_bank_with_a_favourite_letter_is_named() -> None:
    (found,) = telling_forms({Language.EN: form_figures([item((4, 4, 4), 1)] * 30)})
    assert found.broken.rule is Rule.KEY_POSITIONS
    assert "0 / 30 / 0" in found.broken.msgid.format(**found.broken.params)


def test_a_few_items_prove_nothing() -> None:
    assert list(telling_forms({Language.EN: form_figures([item((9, 5, 3), 0)] * 2)})) == []


@pytest.mark.parametrize(
    ("stem", "option", "explanation", "fits"),
    [
        (POLL_STEM, POLL_OPTION, POLL_EXPLANATION, True),
        (POLL_STEM + 1, POLL_OPTION, POLL_EXPLANATION, False),
        (POLL_STEM, POLL_OPTION + 1, POLL_EXPLANATION, False),
        (POLL_STEM, POLL_OPTION, POLL_EXPLANATION + 1, False),
    ],
)
def test_a_poll_has_its_limits(stem: int, option: int, explanation: int, fits: bool) -> None:
    long = replace(item((3, option, 3), 0), stem="問" * stem, explanation="答" * explanation)
    assert fits_a_poll(long) is fits


def test_only_approved_items_with_a_key_are_counted() -> None:
    items = [SOUND, replace(SOUND, status="draft"), replace(SOUND, key="d")]
    assert {language: each.items for language, each in written_forms(items).items()} == {
        Language.ZH_HANT: 1,
        Language.EN: 1,
    }
    assert written_forms([]) == {}


def test_a_task_needs_twelve_items_of_which_half_are_not_recall() -> None:
    standard = standard_of(CODE)
    recall = [sample_item(number) for number in range(40)]
    recall = [replace(each, task=SOUND.task) for each in recall]

    def enough(written: int, recalled: int) -> bool:
        rows = task_figures(standard, [SOUND] * written, recall[:recalled])
        return next(row.enough for row in rows if row.task == SOUND.task)

    assert enough(6, 6)
    assert enough(12, 0)
    assert not enough(6, 5)
    assert not enough(5, 40)


def test_indicators_without_a_scenario_are_named() -> None:
    knowledge = replace(in_chinese(), kind="knowledge", targets=(f"{CODE}/P2.4.3",))
    rows = task_figures(standard_of(CODE), [SOUND, knowledge], [])
    (row,) = [each for each in rows if each.task == SOUND.task]
    assert (row.scenario, row.knowledge, row.recall) == (1, 1, 0)
    assert f"{CODE}/P2.4.4" not in row.without_scenario
    assert f"{CODE}/P2.4.3" in row.without_scenario
    assert len(row.without_scenario) == row.indicators - 1


def test_the_form_of_the_shipped_bank_gives_nothing_away() -> None:
    bank = [item for code in CODES for item in shipped_items(code)]
    assert list(telling_forms(written_forms(bank))) == []


@pytest.mark.parametrize("code", [code for code in CODES if shipped_items(code)])
def test_every_task_of_a_written_standard_is_covered(code: str) -> None:
    standard = standard_of(code)
    recall = recall_bank(standard, Random(0), translate=translator(standard.language))
    for row in task_figures(standard, shipped_items(code), recall):
        assert row.enough, row
        assert row.without_scenario == (), row
