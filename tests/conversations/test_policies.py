"""Critical tasks, cuts by experts' votes, and how votes are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.errors import UnusableVotes
from conversations.policies import CRITICALITY, Critical, CutScore, Policies, votes_of
from conversations.readiness import CRITICAL, DEFAULT, Criterion
from quiz_samples import NOON

TASK = "A/T1"


def cut(*votes: float) -> CutScore:
    return CutScore(TASK, votes, "Ms Lin", NOON)


def test_a_task_without_a_policy_is_judged_by_the_default() -> None:
    policies = Policies([Critical("A/T2", "", NOON)])
    assert policies.criterion(TASK) == DEFAULT
    assert policies.criticality(TASK) == 1


def test_a_critical_task_takes_more_and_matters_more() -> None:
    policies = Policies([Critical(TASK, "", NOON)])
    assert policies.criterion(TASK) == CRITICAL == Criterion(cut=0.8, confidence=0.9)
    assert policies.criticality(TASK) == CRITICALITY > 1


def test_the_cut_is_the_mean_of_the_votes_and_says_how_far_they_lie_apart() -> None:
    found = cut(0.6, 0.7, 0.8)
    assert found.cut == pytest.approx(0.7)
    assert found.spread == pytest.approx(0.1)
    assert Policies([found]).criterion(TASK) == Criterion(cut=found.cut)


def test_experts_set_the_cut_of_a_critical_task_too_but_not_its_certainty() -> None:
    policies = Policies([cut(0.9, 0.9, 0.9), Critical(TASK, "", NOON)])
    assert policies.criterion(TASK) == Criterion(cut=0.9, confidence=CRITICAL.confidence)


@pytest.mark.parametrize("votes", [(), (0.7, 0.8), (0.7,) * 6])
def test_a_cut_takes_three_to_five_votes(votes: tuple[float, ...]) -> None:
    with pytest.raises(UnusableVotes, match="3 to 5"):
        cut(*votes)


@pytest.mark.parametrize("votes", [(0.4, 0.5, 0.5), (1.0, 1.0, 1.0)])
def test_a_mean_that_guessing_or_nobody_would_reach_is_refused(votes: tuple[float, ...]) -> None:
    with pytest.raises(UnusableVotes, match="mean"):
        cut(*votes)


@pytest.mark.parametrize(
    ("words", "votes"),
    [
        (["0.7", ".75", "1"], (0.7, 0.75, 1)),
        (["70%", "72.5 %", "100％"], (0.7, 0.725, 1)),
        (["7/10", "8 / 10"], (0.7, 0.8)),
        (["7 of 10", "7.5 of 10"], (0.7, 0.75)),
        (["7", "of", "10", "8", "of", "10"], (0.7, 0.8)),
        ([], ()),
    ],
)
def test_a_vote_is_written_as_a_share_a_percentage_or_of_so_many(
    words: list[str], votes: tuple[float, ...]
) -> None:
    assert votes_of(words) == pytest.approx(votes)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["0.7", "7"], "7"),
        (["11 of 10"], "11 of 10"),
        (["7/0"], "7/0"),
        (["120%"], "120%"),
        (["-0.5"], "-0.5"),
        (["0.7,0.8"], "0.7,0.8"),
        (["most"], "most"),
    ],
)
def test_anything_else_is_told_back(words: list[str], told: str) -> None:
    with pytest.raises(UnusableVotes, match="is no vote") as raised:
        votes_of(words)
    assert raised.value.params["vote"] == told


@given(st.lists(st.text()))
def test_whatever_is_written_gives_shares_or_one_sentence(words: list[str]) -> None:
    try:
        votes = votes_of(words)
    except UnusableVotes:
        return
    assert all(0 <= vote <= 1 for vote in votes)


@given(st.lists(st.integers(0, 100), max_size=6))
def test_percentages_are_read_back_exactly(percents: list[int]) -> None:
    words = [f"{percent}%" for percent in percents]
    assert votes_of(words) == tuple(percent / 100 for percent in percents)
