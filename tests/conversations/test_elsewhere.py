"""Questions that no standard answers are told by their sound, not by a list of words."""

from collections.abc import Sequence

import numpy as np
import pytest

from conversations.elsewhere import Elsewhere, sound_of, weights, written
from index.embed import Vectors
from index.static_embedder import embedded
from judged_questions import measured


@pytest.fixture(scope="module")
def elsewhere() -> Elsewhere:
    model = embedded()

    def vectors(questions: Sequence[str]) -> Vectors:
        return np.stack([model.query(question) for question in questions])

    return Elsewhere(vectors)


def test_the_written_questions_are_in_both_languages_and_none_stands_twice() -> None:
    questions = written()
    assert len(set(questions)) == len(questions)
    assert any(question.isascii() for question in questions)
    assert any(not question.isascii() for question in questions)


def test_none_is_one_that_answers_are_measured_on() -> None:
    assert not set(written()) & set(measured())


@pytest.mark.parametrize(
    ("strange", "familiar"),
    [
        ("新北市明天會不會下大雨", "網站當機先通知誰"),
        ("how do I reset my Shopify password", "how do we handle a returned parcel"),
        ("店長一個月薪水有多少", "商品標價跟系統不一樣"),
    ],
)
def test_a_question_of_that_kind_is_nearer_and_sounds_stranger(
    elsewhere: Elsewhere, strange: str, familiar: str
) -> None:
    assert elsewhere(strange, 0.0).nearness > elsewhere(familiar, 0.0).nearness
    assert elsewhere(strange, 0.0).words < elsewhere(familiar, 0.0).words


def test_a_question_of_unknown_words_sounds_like_neither() -> None:
    assert sound_of("xyzzy", weights()) == 0.0
    assert sound_of("", weights()) == 0.0
