"""What came of a question never contradicts whether it was answered."""

from dataclasses import replace

import pytest

from conversations.answer import Answer, AnswerKind
from standards.model import Language


@pytest.mark.parametrize(
    ("answerable", "kind"), [(True, AnswerKind.QUOTED), (False, AnswerKind.DECLINED)]
)
def test_what_is_told_nothing_is_quoted_or_declined(answerable: bool, kind: AnswerKind) -> None:
    answer = Answer("?", Language.EN, answerable, "lead")
    assert answer.kind is kind
    assert replace(answer, answerable=not answerable).kind is not kind


@pytest.mark.parametrize("kind", [AnswerKind.EMPTY, AnswerKind.SMALL_TALK])
def test_what_is_told_is_kept(kind: AnswerKind) -> None:
    answer = Answer("?", Language.EN, False, "lead", kind=kind)
    assert answer.kind is kind
    assert replace(answer, seconds=1.0).kind is kind
