"""What is left out of a question is taken from what was spoken of before."""

from collections.abc import Iterator

import pytest

from conversations.answer import Answer, AnswerKind
from conversations.ask import Assistant
from index.search import Index
from index.static_embedder import embedded
from standards.library import shipped
from standards.model import Language


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    index = Index.open(tmp_path_factory.mktemp("index"), shipped(), embedded)
    yield Assistant(index, shipped())
    index.close()


def last(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of the questions of one conversation."""
    *before, question = questions
    return assistant.answer(question, topic=assistant.after(before)).answer


def cited(answer: Answer) -> list[str]:
    return [quote.id for quote in answer.citations]


def items(answer: Answer) -> set[tuple[str, str]]:
    """The standards that are quoted, each with the letters of its items."""
    return {(id_.partition("/")[0], id_.partition("/")[2][:1]) for id_ in cited(answer)}


TRADE, RETAIL, ABROAD = "KPS1420-001v2", "IIS3513-005v2", "KRM4224-001v1"


# Compared with what was spoken of.


@pytest.mark.parametrize(
    ("before", "question", "both", "letter"),
    [
        ("貿易經理的態度", "跟跨境電商比呢", (TRADE, ABROAD), "A"),
        ("貿易經理的態度", "跟跨境比呢", (TRADE, ABROAD), "A"),
        ("attitudes of the trade manager", "compare it with retail", (TRADE, RETAIL), "A"),
        ("貿易經理的技能", "vs retail?", (TRADE, RETAIL), "S"),
    ],
)
def test_compare_it_with_another_compares_what_was_asked_of_the_first(
    assistant: Assistant, before: str, question: str, both: tuple[str, str], letter: str
) -> None:
    assert items(last(assistant, before, question)) == {(code, letter) for code in both}


def test_a_whole_standard_is_compared_as_a_whole(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理", "compare it with the cross-border one")
    assert {TRADE, ABROAD, f"{TRADE}/T1", f"{ABROAD}/T1"} <= set(cited(answer))


@pytest.mark.parametrize("question", ["跟 T3 比呢", "and compared with T3?"])
def test_a_task_is_compared_with_another_of_its_standard(
    assistant: Assistant, question: str
) -> None:
    answer = last(assistant, "貿易經理 T2 的知識", question)
    assert cited(answer) == [f"{TRADE}/K{n}" for n in range(10, 20)]


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("零售電商要會什麼技能", "轉做跨境電商要補什麼"),
        ("retail e-commerce skills", "what do I lack to become a cross-border operator?"),
    ],
)
def test_what_one_lacks_is_counted_from_the_job_that_was_spoken_of(
    assistant: Assistant, before: str, question: str
) -> None:
    assert items(last(assistant, before, question)) == {(ABROAD, "S")}


def test_what_is_lacking_in_one_kind_can_be_asked_on_in_another(assistant: Assistant) -> None:
    questions = ("我是電商小編想轉做跨境電商還缺什麼", "態度呢")
    assert items(last(assistant, *questions)) == {(ABROAD, "A")}


def test_two_tasks_that_were_compared_stay_compared(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理 T2 跟 T5 的技能比較", "那知識呢")
    assert answer.groups[0].heading == "知識：兩者都有"


def test_they_are_the_two_that_were_spoken_of_last(assistant: Assistant) -> None:
    questions = ("attitudes of the cross-border operator", "and the trade manager?")
    answer = last(assistant, *questions, "which do they share?")
    assert items(answer) == {(ABROAD, "A"), (TRADE, "A")}
    assert len(answer.groups) == 1


def test_a_question_of_its_own_is_not_compared_with_what_went_before(
    assistant: Assistant,
) -> None:
    alone = assistant.answer("貿易經理 T2 和 T3 有什麼差別").answer
    assert last(assistant, "零售電商的態度", "貿易經理 T2 和 T3 有什麼差別").lead == alone.lead


# Said again in another language.


@pytest.mark.parametrize(
    "question",
    ["英文怎麼說", "in English please", "英文呢？", "what is that in English", "翻成英文"],
)
def test_the_last_answer_is_said_again_in_english_over_the_original(
    assistant: Assistant, question: str
) -> None:
    first = assistant.answer("貿易經理 T2 的知識").answer
    again = last(assistant, "貿易經理 T2 的知識", question)
    assert again.language is Language.EN
    assert cited(again) == cited(first)
    assert all(quote.rendering for quote in again.citations)


@pytest.mark.parametrize("question", ["in Chinese?", "中文呢"])
def test_the_last_answer_is_said_again_in_chinese(assistant: Assistant, question: str) -> None:
    again = last(assistant, "knowledge of the trade manager's T2", question)
    assert again.language is Language.ZH_HANT
    assert cited(again) == [f"{TRADE}/K{n}" for n in range(10, 16)]
    assert not any(quote.rendering for quote in again.citations)


@pytest.mark.parametrize(
    ("before", "question", "language"),
    [
        ("外包單元 R1", "原文呢", Language.ZH_HANT),
        ("外包單元 R1", "英文原文是什麼", Language.ZH_HANT),
        ("P1.4.3", "what does the original say?", Language.EN),
    ],
)
def test_the_original_is_the_documents_own_words_alone(
    assistant: Assistant, before: str, question: str, language: Language
) -> None:
    again = last(assistant, before, question)
    assert again.language is language
    assert cited(again) == cited(assistant.answer(before).answer)
    assert not any(quote.rendering for quote in again.citations)


def test_header_fields_are_said_again_as_header_fields(assistant: Assistant) -> None:
    again = last(assistant, "which sector is the trade manager in", "中文呢")
    assert "職業別代碼 1420" in again.citations[0].text


def test_a_conversation_goes_on_after_the_original(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理的態度", "英文怎麼說", "那知識呢")
    assert items(answer) == {(TRADE, "K")}
    assert answer.language is Language.ZH_HANT


@pytest.mark.parametrize("before", [(), ("今天天氣如何",), ("貿易經理的年薪多少",)])
def test_with_nothing_to_say_again_the_language_can_be_chosen(
    assistant: Assistant, before: tuple[str, ...]
) -> None:
    answer = last(assistant, *before, "英文怎麼說")
    assert answer.kind is AnswerKind.SMALL_TALK
    assert "/language" in answer.lead


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("貿易經理的工作描述 英文", Language.EN),
        ("貿易經理 T2 的知識，用英文說", Language.EN),
        ("trade manager attitudes in Chinese", Language.ZH_HANT),
        ("如何用英文回覆客戶", Language.ZH_HANT),
        ("how do I reply to customers in English", Language.EN),
    ],
)
def test_a_language_asked_for_beside_a_question_is_spoken(
    assistant: Assistant, question: str, language: Language
) -> None:
    assert assistant.answer(question).answer.language is language


# Lists.


def test_what_one_of_a_list_is_about_is_what_it_consists_of(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商有幾個任務", "第三個在做什麼")
    assert cited(answer) == [f"{RETAIL}/{code}" for code in ("T3", "T3.1", "T3.2", "T3.3")]


def test_the_second_is_one_of_the_list_shown_last(assistant: Assistant) -> None:
    answer = last(assistant, "品牌管理是誰的工作", "要懂什麼", "第二項是什麼意思")
    assert cited(answer) == [f"{RETAIL}/K15"]


def test_one_of_the_list_of_standards_is_picked_and_stays_spoken_of(assistant: Assistant) -> None:
    answer = last(assistant, "有哪些基準", "第二個是什麼", "級別")
    assert cited(answer) == [ABROAD]


def test_what_the_first_one_involves_is_what_it_consists_of(assistant: Assistant) -> None:
    questions = ("retail e-commerce", "which tasks are level 4", "what does the first one involve")
    assert cited(last(assistant, *questions))[:2] == [f"{RETAIL}/T2", f"{RETAIL}/T2.1"]


def test_a_name_alone_asks_for_the_same_code_there(assistant: Assistant) -> None:
    assert cited(last(assistant, "T1.1", "貿易經理的")) == [f"{TRADE}/T1.1"]


def test_what_is_alike_is_asked_of_the_one_spoken_of(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商的態度", "哪些跟貿易經理一樣")
    assert items(answer) == {(RETAIL, "A"), (TRADE, "A")}


@pytest.mark.parametrize("question", ["what's different", "有什麼不同"])
def test_a_bare_comparison_is_of_the_two_standards_spoken_of(
    assistant: Assistant, question: str
) -> None:
    answer = last(assistant, "trade manager", "and cross-border?", question)
    assert {TRADE, ABROAD} <= set(cited(answer))


def test_a_bare_comparison_of_one_standard_is_no_comparison(assistant: Assistant) -> None:
    assert (TRADE, "") not in items(last(assistant, "貿易經理的態度", "差在哪"))


def test_what_else_needs_it_is_asked_of_the_item_that_was_picked(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商要具備哪些態度", "第三個", "哪些工作也要")
    assert f"{RETAIL}/A03" in cited(answer)


def test_one_of_a_list_can_be_asked_for_in_english(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理 T3.1 的指標", "第二個英文怎麼說")
    assert cited(answer) == [f"{TRADE}/P3.1.2"]
    assert answer.citations[0].rendering


def test_the_task_before_is_the_one_printed_before(assistant: Assistant) -> None:
    answer = last(assistant, "跨境電商 T3.2 在做什麼", "它前面那個任務呢")
    assert cited(answer)[0] == f"{ABROAD}/T3.1"


def test_before_the_first_of_a_duty_stands_the_last_of_the_duty_before(
    assistant: Assistant,
) -> None:
    answer = last(assistant, "跨境電商 T3.1 在做什麼", "它前面那個任務呢")
    assert cited(answer)[0] == f"{ABROAD}/T2.3"


def test_the_second_task_after_a_list_of_criteria_is_a_task(assistant: Assistant) -> None:
    answer = last(assistant, "網路顧客單元裡「發展電子商務策略」要做哪些事", "第二個任務呢")
    assert "KPS5R0258v2/E2.1" in cited(answer)


def test_two_tasks_spoken_of_one_after_the_other_are_compared(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理 T2 要懂什麼", "那 T3 呢", "這兩個任務的知識差在哪")
    assert {f"{TRADE}/K10", f"{TRADE}/K16"} <= set(cited(answer))


def test_another_standard_is_asked_the_same(assistant: Assistant) -> None:
    assert cited(last(assistant, "跨境電商的學歷要求", "換零售電商")) == [f"{RETAIL}/N1"]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("描繪國際市場概況拆成哪幾個活動", ["T4.1", "T4.2", "T4.3", "T4.4"]),
        ("貿易經理要會幾門外語", ["S13"]),
    ],
)
def test_nearly_a_title_or_a_subject_narrows_what_is_listed(
    question: str, items: list[str], assistant: Assistant
) -> None:
    assert cited(last(assistant, question)) == [f"{TRADE}/{item}" for item in items]


def test_a_task_may_be_named_by_what_it_is_about(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商管品牌那個任務要哪些技能")
    assert cited(answer) == [f"{RETAIL}/{code}" for code in ("S03", "S06", "S07", "S08", "S09")]


def test_a_comparison_on_a_subject_keeps_to_it(assistant: Assistant) -> None:
    quoted = cited(last(assistant, "貿易經理和跨境電商要懂的法規有沒有一樣的"))
    assert {f"{ABROAD}/K09", f"{TRADE}/K12"} & set(quoted)
    assert f"{ABROAD}/K03" not in quoted


def test_a_standard_that_is_named_makes_no_question_strange(assistant: Assistant) -> None:
    assert f"{ABROAD}/P2.1.1" in cited(last(assistant, "跨境電商怎麼把商品上架"))
    assert not last(assistant, "貿易經理有沒有限制國籍").answerable
