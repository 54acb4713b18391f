"""What is heard in a question decides what answers it, and takes nothing away from its subject."""

import pytest

from conversations.answer import AnswerKind
from conversations.ask import Assistant
from conversations.facets import Facet
from index.search import Index
from index.static_embedder import embedded
from standards.library import shipped

RETAIL, ABROAD, TRADE = "IIS3513-005v2", "KRM4224-001v1", "KPS1420-001v2"


def cited(assistant: Assistant, *questions: str) -> list[str]:
    """Ids quoted for the last of the questions of one conversation."""
    *before, question = questions
    answer = assistant.answer(question, topic=assistant.after(before)).answer
    return [quote.id for quote in answer.citations]


@pytest.mark.parametrize(
    ("questions", "ids"),
    [
        (("how senior is the trade manager",), [TRADE]),
        (("跨境的商品庫存要怎麼顧", "弄完要交什麼東西出去"), [f"{ABROAD}/O2.2.1"]),
        (("貿易經理跟跨境小編誰等級高",), [TRADE, ABROAD]),
        (
            ("give me all the stuff to know for running the online brand",),
            [f"{RETAIL}/K{n}" for n in range(14, 25)],
        ),
    ],
)
def test_a_part_is_asked_for_without_its_name(
    assistant: Assistant, questions: tuple[str, ...], ids: list[str]
) -> None:
    assert cited(assistant, *questions) == ids


def test_what_somebody_lacks_is_told_without_the_word(assistant: Assistant) -> None:
    question = "been a cross-border operator for years and now they want me as trade manager, so ?"
    heard = assistant.explain(question.replace("so ?", "what don't I know yet"))
    assert heard.heard == ("lack",)
    assert heard.standards == (ABROAD, TRADE)
    assert not assistant.explain(question.replace("so ?", "who told them")).lacking


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("貿易經理做完國際市場分析最後要交出啥", "国际市场分析"),
        ("零售電商處理客訴完要交什麼東西出來", "客诉"),
    ],
)
def test_what_is_heard_leaves_the_subject_to_be_looked_for(
    assistant: Assistant, question: str, subject: str
) -> None:
    assert subject in assistant.explain(question).terms


@pytest.mark.parametrize(
    "question", ["客人刷卡沒過怎麼辦", "Excel", "我打字很慢，會不會不適合", "國貿條規"]
)
def test_without_a_standard_or_a_conversation_a_situation_is_no_list(
    assistant: Assistant, question: str
) -> None:
    assert assistant.explain(question).heard == ()


def test_where_what_was_heard_leads_nowhere_the_question_is_read_without_it(
    assistant: Assistant,
) -> None:
    before = assistant.after(["網路顧客單元有哪些評量方法"])
    asked = assistant.answer("那評量的環境跟資源呢", topic=before)
    assert asked.answer.answerable
    assert any(quote.id.startswith("KPS5R0258v2/G2") for quote in asked.answer.citations)


def test_a_list_below_one_of_a_list_is_the_one_that_goes_on(assistant: Assistant) -> None:
    tasks = ("貿易經理的任務有哪些", "第二個底下有哪些")
    assert cited(assistant, *tasks, "最後一個要產出什麼文件") == [
        f"{TRADE}/O2.4.1",
        f"{TRADE}/O2.4.2",
    ]
    # What one of them needs is no list to go on from.
    needs = assistant.after([tasks[0], "第二個要懂哪些知識"])
    assert assistant.explain("第三個呢", topic=needs).places == (f"{TRADE}/T3",)


@pytest.mark.parametrize(
    "question",
    ["third one in normal words pls", "is the third one basically a gambler? not in a job ad"],
)
def test_one_of_a_list_is_pointed_to_whatever_else_is_said(
    assistant: Assistant, question: str
) -> None:
    assert cited(assistant, "list the attitudes of the cross-border operator", question) == [
        f"{ABROAD}/A03"
    ]


@pytest.mark.parametrize(
    "question",
    ["第一個客人退貨第二個客人換貨的流程怎麼安排", "second item missing from the parcel, what now"],
)
def test_a_number_in_a_situation_points_to_nothing(assistant: Assistant, question: str) -> None:
    topic = assistant.after(["貿易經理有哪些任務"])
    assert assistant.explain(question, topic=topic).picked == ()


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("我同事看不懂英文，麻煩換中文再講一次", True),
        ("my boss can't read it, please say it again in English", True),
        ("客人要我用中文講解規格怎麼辦", False),
        ("用英文講解產品要哪些技能", False),
        ("What if the customer wants me to say the price in English?", False),
    ],
)
def test_the_last_answer_is_said_again_only_where_that_is_asked(
    assistant: Assistant, question: str, again: bool
) -> None:
    topic = assistant.after(["What are the attitudes of the trade manager?"])
    assert bool(assistant.explain(question, topic=topic).again) is again


def test_a_subject_is_not_lost_where_all_standards_are_spoken_of(assistant: Assistant) -> None:
    question = "all standards: which level 4 tasks involve handling complaints"
    asked = assistant.answer(question)
    assert asked.answer.kind is AnswerKind.QUOTED
    assert Facet.TASKS in asked.parsed.facets
    assert len(asked.answer.citations) < 10


def test_after_warming_a_question_embeds_nothing_but_itself(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    asked: list[str] = []
    model = embedded()
    query = model.query

    def counted(text: str) -> object:
        asked.append(text)
        return query(text)

    model.query = counted  # type: ignore[method-assign, assignment]  # counts, and does the same
    index = Index.open(tmp_path_factory.mktemp("warm"), shipped(), lambda: model)
    assistant = Assistant(index, shipped())
    assistant.warm()
    asked.clear()
    assistant.answer("客人刷卡沒過怎麼辦")
    assert 0 < len(asked) < 20
    index.close()
