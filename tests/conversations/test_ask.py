"""Questions get short, exact, cited answers, or an honest "the standards don't say"."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.answer import Answer
from conversations.ask import Assistant
from conversations.atlas import Atlas
from conversations.compose import words_of
from conversations.language import translator
from conversations.plain import answer_text
from index.search import Index
from index.static_embedder import embedded
from standards.library import shipped
from standards.model import ItemKind, Language

QUESTIONS = [
    "貿易經理的 T2 要懂哪些知識？",
    "客人刷卡沒過怎麼辦？",
    "what must an outsourcing contract say?",
    "P1.1.4",
    "S05 是什麼？",
    "貿易經理的基準級別",
    "which skills does the cross-border operator need for T3.1?",
    "跨境店铺上新品要做什么",
    "KPS1420-001v2",
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real thing: five standards, the embedded model, Chroma on disk."""
    folder: Path = tmp_path_factory.mktemp("index")
    index = Index.open(folder, shipped(), embedded)
    yield Assistant(index, shipped())
    index.close()


def cited(answer: Answer) -> list[str]:
    return [quote.id for quote in answer.citations]


def test_a_list_is_complete_and_in_the_documents_order(assistant: Assistant) -> None:
    answer = assistant.answer("貿易經理的 T2 要懂哪些知識？").answer
    assert cited(answer) == [f"KPS1420-001v2/K{n}" for n in range(10, 16)]


def test_a_situation_finds_the_indicator_it_falls_under(assistant: Assistant) -> None:
    answer = assistant.answer("客人刷卡沒過怎麼辦？").answer
    assert cited(answer)[0] == "IIS3513-005v2/P1.4.3"


def test_english_over_the_english_document_is_answered_in_english(assistant: Assistant) -> None:
    answer = assistant.answer("what must an outsourcing contract say?").answer
    assert answer.language is Language.EN
    assert "110985L5/R2.1" in cited(answer)


def test_a_code_is_looked_up_wherever_it_is_printed(assistant: Assistant) -> None:
    assert cited(assistant.answer("P1.1.4").answer) == ["IIS3513-005v2/P1.1.4"]
    assert {"KRM4224-001v1/S05a", "KRM4224-001v1/S05b"} <= set(
        cited(assistant.answer("S05 是什麼？").answer)
    )
    assert cited(assistant.answer("貿易經理的 K01").answer) == ["KPS1420-001v2/K1"]


@pytest.mark.parametrize("question", ["P1.1.99", "T9 要懂什麼", "KPS1420-001v9 的級別"])
def test_a_code_that_nobody_prints_is_declined_by_name(question: str, assistant: Assistant) -> None:
    answer = assistant.answer(question).answer
    assert not answer.answerable
    code = re.findall(r"[A-Z][\w.-]*\d", question)[0]
    assert code.split("v")[0] in answer.lead


def test_the_same_word_means_what_the_document_means_by_it(assistant: Assistant) -> None:
    def counted(question: str) -> int:
        return len(assistant.answer(question).answer.citations)

    assert counted("零售電子商務人員有幾項工作任務？") == 5
    assert counted("跨境電商營運人員有幾項工作任務？") == 10
    assert counted("跨境電商營運人員有幾項主要職責？") == 4
    assert counted("貿易經理有幾項工作任務？") == 5


@pytest.mark.parametrize(
    "question",
    [
        "T1.1 of the retail e-commerce standard: outputs?",
        "what knowledge does the outsourcing unit list?",
        "網路顧客單元的學分",
    ],
)
def test_what_a_document_leaves_empty_is_said_to_be_empty(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert not answer.answerable
    assert answer.citations == ()
    assert answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "貿易經理月薪多少",
        "how many days of annual leave do I get",
        "謝謝",
        "今天天氣如何",
        "",
        "？？",
    ],
)
def test_what_no_standard_records_is_declined_without_a_citation(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert not answer.answerable
    assert answer.citations == ()
    assert answer.lead


def test_simplified_and_traditional_find_the_same_items(assistant: Assistant) -> None:
    one = assistant.answer("客户要退货怎么处理").answer
    other = assistant.answer("客戶要退貨怎麼處理").answer
    assert [hit.id for hit in one.hits] == [hit.id for hit in other.hits]


def test_a_follow_up_is_understood_from_the_topic(assistant: Assistant) -> None:
    first = assistant.answer("貿易經理的 T2 要懂哪些知識？")
    second = assistant.answer("那技能呢？", topic=first.topic)
    assert cited(second.answer) == [f"KPS1420-001v2/S{n}" for n in range(6, 13)]
    third = assistant.answer("level?", topic=second.topic)
    assert cited(third.answer) == ["KPS1420-001v2/T2"]


def test_a_topic_holds_none_of_the_persons_words(assistant: Assistant) -> None:
    assert "刷卡" not in assistant.answer("客人刷卡沒過怎麼辦？").topic


def test_history_gives_the_topic_of_its_last_question(assistant: Assistant) -> None:
    topic = assistant.after(["貿易經理的 T2 要懂哪些知識？"])
    assert cited(assistant.answer("那工作產出呢？", topic=topic).answer) == [
        f"KPS1420-001v2/O2.{n}" for n in ("1.1", "3.1", "4.1", "4.2")
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_documents_own_words(question: str, assistant: Assistant) -> None:
    atlas = Atlas(shipped())
    answer = assistant.answer(question).answer
    assert answer.citations
    for quote in answer.citations:
        location = atlas[quote.id]
        printed = words_of(location)
        if location.kind is ItemKind.STANDARD:
            standard = location.standard
            printed += f"\n{standard.level}\n{standard.code}\n" + "\n".join(
                standard.fields.values()
            )
            assert all(line.split(" ", 1)[-1] in printed for line in quote.text.splitlines())
        else:
            assert quote.text.startswith(printed)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_text_shows_every_citation_with_its_standard_and_code(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    text = answer_text(answer, translator(answer.language))
    for quote in answer.citations:
        assert quote.code in text
        assert quote.text.splitlines()[0] in text
    for group in answer.groups:
        assert Atlas(shipped()).standards[group.standard].title in text


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_are_ranked_and_at_most_twenty(question: str, assistant: Assistant) -> None:
    hits = assistant.answer(question).answer.hits
    assert 0 < len(hits) <= 20
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.id for hit in hits}) == len(hits)


async def test_asking_leaves_the_event_loop_free(assistant: Assistant) -> None:
    asked = await assistant.ask("P1.1.4")
    assert cited(asked.answer) == ["IIS3513-005v2/P1.1.4"]
