"""How often the rules are wrong: the simulator against what can be computed."""

from collections import defaultdict
from functools import cache
from math import sqrt
from random import Random

import pytest

from conversations.readiness import CRITICAL, DEFAULT, GAP, Criterion, State, below_cut
from conversations.simulation import ABILITIES, LONGEST, Figures, Played, figures, play, simulate

LEARNERS = 400
PUBLISHED = {60: 0.07, 65: 0.14, 90: 0.86, 95: 0.98}
"""The share that passes, as published, rounded to whole percents."""


@cache
def closed_form(ability: int, criterion: Criterion = DEFAULT) -> tuple[float, float, float]:
    """The exact shares passed and gap, and the mean number of items, were nothing to age.

    After each item from the 6th on: stop with a pass or a gap; stop after the 15th.
    """
    right = ability / 100
    chances = {(0, 0): 1.0}
    passed = gap = mean = 0.0
    for number in range(1, LONGEST + 1):
        after: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (rights, wrongs), chance in chances.items():
            after[rights + 1, wrongs] += chance * right
            after[rights, wrongs + 1] += chance * (1 - right)
        chances = {}
        for mass, chance in after.items():
            below = below_cut([mass], criterion.cut)[0]
            if number >= 6 and 1 - below >= criterion.confidence:
                passed += chance
                mean += chance * number
            elif number >= 6 and below >= GAP:
                gap += chance
                mean += chance * number
            else:
                chances[mass] = chance
    return passed, gap, mean + LONGEST * sum(chances.values())


@pytest.fixture(scope="module")
def simulated() -> dict[int, Figures]:
    return {row.ability: row for row in simulate(LEARNERS, seed=1)}


def noise(share: float) -> float:
    """Four standard errors of a share of LEARNERS; at least that of one in a hundred."""
    share = min(max(share, 0.01), 0.99)
    return 4 * sqrt(share * (1 - share) / LEARNERS)


@pytest.mark.slow
@pytest.mark.parametrize("ability", ABILITIES)
def test_the_simulated_shares_are_those_of_the_closed_form(
    simulated: dict[int, Figures], ability: int
) -> None:
    passed, gap, mean = closed_form(ability)
    row = simulated[ability]
    assert abs(row.passed - passed) < noise(passed)
    assert abs(row.gap - gap) < noise(gap)
    assert abs(row.mean_items - mean) < 4 * 4 / sqrt(LEARNERS)


@pytest.mark.slow
@pytest.mark.parametrize("ability", PUBLISHED)
def test_stopping_when_decided_yields_the_published_error_rates(
    simulated: dict[int, Figures], ability: int
) -> None:
    assert abs(closed_form(ability)[0] - PUBLISHED[ability]) < 0.01
    assert abs(simulated[ability].passed - PUBLISHED[ability]) < 0.01 + noise(PUBLISHED[ability])


def test_the_exact_rates_are_these() -> None:
    exact = {ability: round(100 * closed_form(ability)[0], 1) for ability in ABILITIES}
    assert exact == {
        60: 7.9,
        65: 13.7,
        70: 22.4,
        75: 34.9,
        80: 50.9,
        85: 69.2,
        90: 86.3,
        95: 97.4,
    }


@pytest.mark.slow
def test_the_abler_pass_more_often(simulated: dict[int, Figures]) -> None:
    passed = [simulated[ability].passed for ability in ABILITIES]
    assert passed == sorted(passed)


@pytest.mark.slow
def test_the_shares_add_up_and_nobody_is_asked_too_much_or_too_little(
    simulated: dict[int, Figures],
) -> None:
    for row in simulated.values():
        assert row.learners == LEARNERS
        assert row.passed + row.gap + row.unsure == pytest.approx(1)
        assert 6 <= row.mean_items <= LONGEST


def test_the_same_seed_plays_the_same_and_another_another() -> None:
    assert simulate(5, seed=3) == simulate(5, seed=3) != simulate(5, seed=4)


def test_who_knows_everything_passes_at_the_first_moment_and_who_knows_nothing_is_a_gap() -> None:
    sure, lost = play(1, Random(1)), play(0, Random(1))
    assert (sure.state, sure.items) == (State.PASSED, 6)
    assert (lost.state, lost.items) == (State.GAP, 6)


def test_a_critical_task_takes_more_right_answers() -> None:
    assert play(1, Random(1), CRITICAL).items == 10


def test_there_is_nothing_to_simulate_without_learners() -> None:
    with pytest.raises(ValueError, match="0 learners"):
        simulate(0, seed=1)


def test_figures_count_everybody_who_is_not_decided_as_unsure() -> None:
    states = (State.PASSED, State.GAP, State.UNSURE, State.NOT_ENOUGH)
    row = figures(75, [Played(state, items) for items, state in enumerate(states, 6)])
    assert row == Figures(75, 4, passed=0.25, gap=0.25, unsure=0.5, mean_items=7.5)
