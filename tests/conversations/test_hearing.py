"""What a question asks for is heard from all of its words, where none of them names it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.facets import Facet
from conversations.hearing import Form, Wanted, heard, tokens_of, weights
from hearing_examples import NAMED, examples
from index.chunk import chunks_of
from index.fold import fold
from judged_questions import measured
from standards.library import shipped

FORMS = {*Form, "list", "count", "field", "match"}


def test_every_example_is_of_a_form_and_of_parts_and_names_what_there_is() -> None:
    held = {chunk.id for standard in shipped() for chunk in chunks_of(standard)}
    for form, facets, text in examples():
        assert form in FORMS, text
        assert facets == "-" or {*facets.split(",")} <= {*Facet}, text
        assert "[" not in NAMED.sub("", text), text
        named = {id_ for match in NAMED.finditer(text) for id_ in match.group("standard", "place")}
        assert named - {None} <= held, text


def test_no_example_stands_twice_and_none_is_one_that_answers_are_measured_on() -> None:
    texts = [fold(written.said) for written in examples()]
    assert len(set(texts)) == len(texts)
    assert not set(map(fold, measured())) & set(texts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("弄完之後桌上要交出哪些文件", Facet.OUTPUTS),
        ("so what papers do they hand in when it is over", Facet.OUTPUTS),
        ("這份工作分哪幾大塊，各叫什麼", Facet.TASKS),
        ("how senior is it supposed to be", Facet.LEVEL),
        ("做到怎樣主管才會點頭", Facet.INDICATORS),
        ("theory only please", Facet.KNOWLEDGE),
        ("跟  誰等級高", Form.MORE),
        ("been a   for years, what am I short of as  ", Form.LACK),
    ],
)
def test_what_is_asked_for_is_heard_though_nothing_names_it(text: str, wanted: Wanted) -> None:
    assert heard(fold(text)).odds[wanted] > 0


@pytest.mark.parametrize("text", ["客人刷卡沒過怎麼辦", "a parcel came back damaged, what now", ""])
def test_a_situation_asks_for_no_part(text: str) -> None:
    sounds = heard(fold(text))
    assert sounds.facets(0) == ()
    assert sounds.form(0) is None


def test_parts_come_in_the_order_of_the_text() -> None:
    assert heard(fold("本事跟個性各要什麼")).facets(0) == (Facet.SKILLS, Facet.ATTITUDES)
    assert heard(fold("個性跟本事各要什麼")).facets(0) == (Facet.ATTITUDES, Facet.SKILLS)


def test_the_words_that_speak_for_a_part_are_told_from_the_others() -> None:
    text = fold("出貨那段要交哪些文件")
    spoken = {text[start:end] for start, end in heard(text).spans([Facet.OUTPUTS])}
    assert any("文件" in words or "交" in words for words in spoken)
    assert not any(fold("出貨") in words for words in spoken)


@given(st.text(max_size=40) | st.sampled_from([written.text for written in examples()]))
def test_every_token_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    for token in tokens_of(folded):
        said = folded[token.start : token.end]
        assert " ".join(said.replace(",", " ").split()) == token.text


def test_each_weight_is_of_a_part_or_a_form_and_every_form_has_a_constant() -> None:
    assert {*Form} <= weights()[""].keys()
    assert all(weight for row in weights().values() for weight in row.values())
