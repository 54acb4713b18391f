"""Recall items, made once for everybody."""

import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from conversations import pool
from conversations.language import Translator
from conversations.quiz import QuizItem
from quiz_samples import sample_quiz
from small_standard import small_standard
from standards.model import Language, Standard

STANDARD = small_standard()


def test_what_many_want_at_once_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def slowly(standard: Standard, rng: Random, *, translate: Translator) -> tuple[QuizItem, ...]:
        made.append(standard)
        time.sleep(0.1)
        return sample_quiz().items

    monkeypatch.setattr(pool, "recall_bank", slowly)
    banks = pool._Banks()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _n: banks.of(STANDARD, Language.EN, 0), range(8)))
    assert len(made) == 1
    assert found == [sample_quiz().items] * 8


def test_what_could_not_be_made_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = iter((MemoryError(), sample_quiz().items))

    def once_in_vain(*_arguments: object, **_named: object) -> tuple[QuizItem, ...]:
        outcome = next(outcomes)
        if isinstance(outcome, MemoryError):
            raise outcome
        return outcome

    monkeypatch.setattr(pool, "recall_bank", once_in_vain)
    banks = pool._Banks()
    with pytest.raises(MemoryError):
        banks.of(STANDARD, Language.EN, 0)
    assert banks.of(STANDARD, Language.EN, 0) == sample_quiz().items
