import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import tokens
from index.tokens import document_tokens, question_tokens


def test_chinese_becomes_characters_and_bigrams() -> None:
    assert document_tokens("退貨") == ["退", "货", "退货"]


def test_bigrams_do_not_span_punctuation() -> None:
    assert "货换" not in document_tokens("退貨、換貨")


def test_english_words_are_stemmed() -> None:
    assert document_tokens("Pricing prices") == ["price", "price"]


@pytest.mark.parametrize(("printed", "asked"), [("K03", "k3"), ("K3", "Ｋ０３"), ("S05", "s5")])
def test_a_code_is_found_however_its_number_is_written(printed: str, asked: str) -> None:
    assert document_tokens(printed) == document_tokens(asked)


def test_a_code_is_kept_whole_and_with_what_it_stands_under() -> None:
    assert document_tokens("P1.1.4") == ["p1.1.4", "p1.1", "p1"]


def test_a_standards_code_is_kept_whole_and_split() -> None:
    assert document_tokens("KRM4224-001v1") == ["krm4224-001v1", "krm4224", "001v1"]


def test_a_code_and_its_item_are_told_apart() -> None:
    assert {"krm4224-001v1", "t1.2"} <= set(document_tokens("KRM4224-001v1/T1.2"))


def test_a_hyphen_does_not_keep_a_word_from_being_found() -> None:
    assert set(document_tokens("ecommerce")) <= set(document_tokens("e-commerce"))


@pytest.mark.parametrize("question", ["怎麼辦？", "這是什麼呢", "how do I do this?", "", "？！"])
def test_a_question_that_asks_about_nothing_has_no_tokens(question: str) -> None:
    assert question_tokens(question) == []


def test_words_of_asking_are_left_out_of_questions_only() -> None:
    assert "怎么" not in question_tokens("客人退貨怎麼辦")
    assert "怎么" in document_tokens("客人退貨怎麼辦")


@pytest.mark.parametrize("word", ["目的", "了解", "會議", "重要", "有效", "在線", "標的", "其他"])
def test_words_that_hold_a_word_of_asking_stay_whole(word: str) -> None:
    assert document_tokens(word)[-1] in question_tokens(word)


@given(st.text())
def test_any_text_has_tokens_without_spaces(text: str) -> None:
    assert all(token and token == token.strip() for token in document_tokens(text))


@given(st.text())
def test_a_question_says_each_token_once(text: str) -> None:
    tokens = question_tokens(text)
    assert len(tokens) == len(set(tokens))


def test_questions_asked_at_once_do_not_spoil_each_others_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = [
        "organizational",
        "requirements",
        "technologies",
        "international",
        "communicating",
        "analyses",
    ]
    right = [tokens._stem(word) for word in words]
    monkeypatch.setattr(tokens, "_stem", tokens._stem.__wrapped__)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            for found in threads.map(lambda _turn: document_tokens(" ".join(words)), range(400)):
                assert found == right
    finally:
        sys.setswitchinterval(interval)
