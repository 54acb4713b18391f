import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import OTHER_LANGUAGE, SAME_LANGUAGE, Spreads, fused, spread, z_scores
from index.lexical import Scores

SAME = np.ones(4, bool)


def scores(*values: float) -> Scores:
    return np.array(values, np.float32)


def fused_alone(
    lexical: Scores,
    similarity: Scores,
    same_language: "np.typing.NDArray[np.bool_]",
    shares_words: "np.typing.NDArray[np.bool_]",
) -> Scores:
    """As if these were all the chunks that there are."""
    sharing, others = (
        Spreads(spread(lexical[group]), spread(similarity[group]))
        for group in (shares_words, ~shares_words)
    )
    return fused(lexical, similarity, same_language, shares_words, sharing, others)


@given(st.lists(st.floats(-1e3, 1e3, width=32), min_size=2))
def test_z_scores_have_mean_zero_and_deviation_one_or_zero(values: list[float]) -> None:
    z = z_scores(scores(*values), spread(scores(*values))).astype(np.float64)
    assert z.mean() == pytest.approx(0, abs=1e-2)
    assert z.std() == pytest.approx(1, abs=1e-2) or not z.any()


def test_z_scores_of_equal_values_are_zero() -> None:
    assert z_scores(scores(2, 2, 2), spread(scores(2, 2, 2))).tolist() == [0, 0, 0]


def test_z_scores_of_nothing_are_nothing() -> None:
    assert z_scores(scores(), spread(scores())).tolist() == []


def test_a_leg_that_knows_nothing_leaves_the_others_order() -> None:
    lexical, none = scores(3, 1, 2, 0), scores(0, 0, 0, 0)
    assert np.argsort(-fused_alone(lexical, none, SAME, SAME)).tolist() == [0, 2, 1, 3]
    assert np.argsort(-fused_alone(none, lexical, SAME, SAME)).tolist() == [0, 2, 1, 3]


def test_vectors_weigh_more_across_languages_than_within_one() -> None:
    lexical, similarity = scores(2, 0, 0, 0), scores(1.5, 2, 0, 0)
    assert SAME_LANGUAGE < OTHER_LANGUAGE
    assert fused_alone(lexical, similarity, SAME, SAME).argmax() == 0
    across = fused_alone(lexical, similarity, ~SAME, SAME)
    assert across[0] - across[1] < fused_alone(lexical, similarity, SAME, SAME)[0]
    assert fused_alone(scores(1, 0, 0, 0), scores(0, 1, 0, 0), ~SAME, SAME).argmax() == 1


def test_a_near_chunk_of_the_other_language_is_not_drowned_by_shared_words() -> None:
    lexical = scores(0.5, 0.4, 0, 0, 0, 0)
    similarity = scores(0.1, 0.1, 0.1, 0.1, 0.1, 0.9)
    same = np.array([True, True, True, False, False, False])
    assert fused_alone(lexical, similarity, same, same).argmax() == 5


def test_a_score_is_the_same_among_all_and_among_few() -> None:
    chance = np.random.default_rng(7)
    lexical, similarity = chance.random((2, 30), np.float32)
    same, shares = chance.random((2, 30)) < 0.5
    sharing, others = (
        Spreads(spread(lexical[group]), spread(similarity[group])) for group in (shares, ~shares)
    )
    whole = fused(lexical, similarity, same, shares, sharing, others)
    few = np.arange(0, 30, 4)
    part = fused(lexical[few], similarity[few], same[few], shares[few], sharing, others)
    np.testing.assert_array_equal(part, whole[few])
