"""The questions that wait for the editors."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from conversations.asked import concealed
from conversations.feedback import MOST_LETTERS, Why, unanswered
from quiz_samples import NOON
from standards.model import Language


@given(st.text())
def test_a_question_is_kept_on_one_line_of_bounded_length(said: str) -> None:
    kept = unanswered(said * 50, Language.EN, Why.DECLINED, (), NOON)
    assert len(kept.question) <= MOST_LETTERS
    assert len(kept.question.splitlines()) <= 1


def test_a_question_is_kept_masked() -> None:
    kept = unanswered("mail ann@example.com", Language.EN, Why.DECLINED, (), NOON)
    assert kept.question == "mail […]"


def test_spellings_of_one_question_are_one() -> None:
    said = ["退貨 運費誰出？", "退货 运费谁出", " 退貨  運費誰出?!"]
    kept = [unanswered(one, Language.ZH_HANT, Why.DECLINED, (), NOON) for one in said]
    assert len({one.folded for one in kept}) == 1


def test_a_question_of_marks_alone_is_still_something() -> None:
    assert unanswered("??", Language.EN, Why.DECLINED, (), NOON).folded == "??"


def test_asking_again_counts_and_taking_back_counts_down() -> None:
    once = unanswered("why", Language.EN, Why.DECLINED, ("A/T1",), NOON)
    later = unanswered("Why?", Language.EN, Why.NOT_HELPFUL, ("A/T2",), NOON + timedelta(days=1))
    twice = once.again(later)
    assert (twice.times, twice.first_asked, twice.last_asked) == (2, NOON, later.last_asked)
    assert (twice.question, twice.why, twice.nearest) == ("Why?", Why.NOT_HELPFUL, ("A/T2",))
    fewer = twice.taken_back()
    assert fewer is not None
    assert fewer.times == 1
    assert fewer.taken_back() is None


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_votes_of_different_people_differ_and_show_neither(key: str, one: str, other: str) -> None:
    assert (concealed(key, one) == concealed(key, other)) == (one == other)
    assert concealed(key, "telegram:1234567").isalnum()
    assert "1234567" not in concealed(key, "telegram:1234567")
