"""What is left out of a question is taken from what was spoken of before."""

import pytest

from conversations.answer import Answer, AnswerKind
from conversations.ask import Assistant
from standards.model import Language


def last(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of the questions of one conversation."""
    *before, question = questions
    return assistant.answer(question, topic=assistant.after(before)).answer


def cited(answer: Answer) -> list[str]:
    return [quote.id for quote in answer.citations]


def items(answer: Answer) -> set[tuple[str, str]]:
    """The standards that are quoted, each with the letters of its items."""
    return {(id_.partition("/")[0], id_.partition("/")[2][:1]) for id_ in cited(answer)}


TRADE, RETAIL, ABROAD, ONLINE = "KPS1420-001v2", "IIS3513-005v2", "KRM4224-001v1", "KPS5R0258v2"


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


# What a question lacks is taken from the conversation, what it has stands in place of it.


@pytest.mark.parametrize(
    ("question", "item"), [("那上架呢", f"{ABROAD}/P2.1.1"), ("那庫存呢", f"{ABROAD}/P2.2.1")]
)
def test_a_word_of_its_own_is_searched_for_whatever_was_spoken_of(
    assistant: Assistant, question: str, item: str
) -> None:
    assert item in cited(last(assistant, "貿易經理是第幾級", question))


def test_another_place_is_named_by_what_tells_it_apart(assistant: Assistant) -> None:
    answer = last(assistant, "跨境電商「訂單成立」的指標", "那訂單結案呢")
    assert cited(answer) == [f"{ABROAD}/P3.3.1", f"{ABROAD}/P3.3.2"]


@pytest.mark.parametrize("question", ["這個任務要會哪些軟體", "what software skills does it take"])
def test_what_points_back_is_asked_of_the_place_however_much_it_says(
    assistant: Assistant, question: str
) -> None:
    answer = last(assistant, "跨境電商 T2.2", question)
    assert set(cited(answer)) == {
        f"{ABROAD}/{code}" for code in ("S06", "S07", "S09a", "S10", "S11")
    }


def test_what_was_found_is_looked_for_in_another_standard(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理要懂外語嗎", "跨境電商呢")
    assert cited(answer)[0] == f"{ABROAD}/N1"


def test_a_name_alone_asks_the_same_of_it(assistant: Assistant) -> None:
    assert items(last(assistant, "跨境電商的態度", "零售電商")) == {(RETAIL, "A")}


def test_an_occupation_that_nobody_describes_is_no_follow_up(assistant: Assistant) -> None:
    assert not last(assistant, "貿易經理 T2 的知識", "咖啡師要懂什麼知識").answerable


def test_what_nothing_answers_stays_unanswered_in_a_conversation(assistant: Assistant) -> None:
    assert not last(assistant, "貿易經理 T2 的知識", "那股票要怎麼挑").answerable


def test_which_tasks_need_something_else_is_asked_of_all(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商 K20 是什麼", "哪些任務要懂運費計算")
    assert cited(answer)[:2] == [f"{ABROAD}/T3.1", f"{ABROAD}/T3.2"]


# A situation goes on.


@pytest.mark.parametrize(
    ("before", "question", "item"),
    [
        ("社群貼文要怎麼發", "要看什麼數據", f"{ABROAD}/P1.2.1"),
        ("怎麼分析外銷市場的競爭對手", "要做成簡報嗎", f"{TRADE}/P5.3.1"),
        ("how do I list products on the platform", "in several languages?", f"{ABROAD}/P2.1.2"),
    ],
)
def test_what_goes_on_is_looked_for_near_what_was_found(
    assistant: Assistant, before: str, question: str, item: str
) -> None:
    assert item in cited(last(assistant, before, question))


def test_what_has_no_word_of_its_own_is_answered_by_what_was_found(assistant: Assistant) -> None:
    assert f"{ABROAD}/P2.2.1" in cited(last(assistant, "商品庫存數誰來對", "要跟誰對"))


def test_something_else_is_not_dragged_back(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理 T3 的知識", "刷卡沒過怎麼辦")
    assert cited(answer)[0] == f"{RETAIL}/P1.4.3"


# Why, for example, in more words, what else.


@pytest.mark.parametrize(
    "question", ["為什麼", "為什麼要這樣做？", "why?", "可以舉例嗎", "解釋一下", "are you sure?"]
)
def test_what_asks_for_reasons_gets_what_was_found_again(
    assistant: Assistant, question: str
) -> None:
    before = "刷卡沒過怎麼辦"
    assert cited(last(assistant, before, question)) == cited(last(assistant, before))
    assert cited(last(assistant, before))[0] == f"{RETAIL}/P1.4.3"


@pytest.mark.parametrize("before", ["刷卡沒過怎麼辦", "貿易經理 T2"])
@pytest.mark.parametrize("letter", ["A", "b", " C "])
def test_a_letter_alone_asks_for_nothing_that_was_said(
    assistant: Assistant, before: str, letter: str
) -> None:
    assert not last(assistant, before, letter).answerable


def test_why_asks_nothing_where_nothing_was_said(assistant: Assistant) -> None:
    assert assistant.answer("why?").answer.kind is AnswerKind.SMALL_TALK


@pytest.mark.parametrize("question", ["第二項再說清楚一點", "explain the second one in detail"])
def test_one_of_a_list_is_told_with_all_that_stands_under_it(
    assistant: Assistant, question: str
) -> None:
    told = cited(last(assistant, "跨境電商有哪些主要職責", question))
    assert told[:2] == [f"{ABROAD}/T2", f"{ABROAD}/T2.1"]
    assert {f"{ABROAD}/O2.2.1", f"{ABROAD}/P2.3.2"} <= set(told)


def test_what_else_there_is_stands_beside_what_was_found(assistant: Assistant) -> None:
    first = cited(last(assistant, "外包合約要寫清楚什麼"))
    others = cited(last(assistant, "外包合約要寫清楚什麼", "還有嗎"))
    assert others
    assert not {*first} & {*others}
    assert {id_.partition("/")[0] for id_ in others} == {"110985L5"}


def test_a_list_has_nothing_else(assistant: Assistant) -> None:
    assert last(assistant, "貿易經理的態度", "還有嗎").kind is AnswerKind.EMPTY


def test_the_others_are_the_other_standards_where_one_was_asked_about(
    assistant: Assistant,
) -> None:
    assert len(cited(last(assistant, "貿易經理是幾級", "其他的呢"))) == 5


def test_where_an_item_stands_is_asked_of_the_one_spoken_of(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商 K20 是什麼", "這條是哪個任務底下的")
    assert cited(answer)[0] == f"{RETAIL}/T4"


# Which of them.


def test_a_list_is_counted_from_its_end(assistant: Assistant) -> None:
    before = "零售電商的態度"
    assert cited(last(assistant, before, "倒數第二個是什麼")) == [f"{RETAIL}/A06"]
    assert cited(last(assistant, before, "the second to last")) == [f"{RETAIL}/A06"]
    assert cited(last(assistant, before, "最後兩個")) == [f"{RETAIL}/A06", f"{RETAIL}/A07"]


@pytest.mark.parametrize(("question", "code"), [("2", "T2"), ("skip to the fifth", "T5")])
def test_one_of_a_list_may_be_said_in_a_word(
    assistant: Assistant, question: str, code: str
) -> None:
    assert cited(last(assistant, "零售電商有哪些任務", question))[0] == f"{RETAIL}/{code}"


def test_after_one_item_the_fourth_is_the_fourth_of_its_kind(assistant: Assistant) -> None:
    answer = last(assistant, "開發並維持網路顧客的第二個要素", "第四個呢")
    assert cited(answer)[0] == "KPS5R0258v2/E4"


def test_the_last_task_after_a_list_of_knowledge_is_no_knowledge(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商第一個任務的知識", "最後一個任務的也給我")
    assert cited(answer) == [f"{RETAIL}/K{n}" for n in range(25, 35)]


@pytest.mark.parametrize(
    "question", ["另一個的級別？", "上一個的級別", "and the level of the first?"]
)
def test_of_two_standards_the_other_is_the_one_spoken_of_before(
    assistant: Assistant, question: str
) -> None:
    assert cited(last(assistant, "貿易經理的學經歷", "那跨境電商呢", question)) == [TRADE]


def test_what_is_told_of_one_of_a_list_names_it(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商 T1 有哪些活動", "講帳戶的那個")
    assert cited(answer)[0] == f"{RETAIL}/T1.3"


def test_the_next_of_an_item_is_printed_after_it(assistant: Assistant) -> None:
    assert cited(last(assistant, "零售電商 P2.1.1", "下一條")) == [f"{RETAIL}/P2.1.2"]


def test_a_third_is_compared_with_the_first_of_two(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理跟零售電商的態度有哪些一樣", "那跟跨境的呢")
    assert items(answer) == {(TRADE, "A"), (ABROAD, "A")}


def test_whether_another_has_the_same_compares_them(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理要什麼學歷", "跨境也一樣嗎")
    assert cited(answer) == [f"{TRADE}/N2", f"{ABROAD}/N1"]


def test_the_highest_is_that_of_all_standards(assistant: Assistant) -> None:
    assert TRADE in cited(last(assistant, "零售電商是幾級", "最高的是哪個"))


@pytest.mark.parametrize(
    ("before", "question", "ids"),
    [
        ("貿易經理的技能", "which ones are about software", {f"{TRADE}/S12", f"{TRADE}/S23"}),
        ("跨境電商的任務", "出貨那個", {f"{ABROAD}/T3.2"}),
        ("零售電商的知識", "跟品牌有關的", {f"{RETAIL}/K{n}" for n in (14, 18, 21)}),
    ],
)
def test_those_of_a_list_that_are_about_something_are_of_that_list(
    assistant: Assistant, before: str, question: str, ids: set[str]
) -> None:
    found = set(cited(last(assistant, before, question)))
    assert ids <= found <= set(cited(last(assistant, before)))


def test_what_is_asked_of_one_told_by_its_subject_is_asked_of_it(assistant: Assistant) -> None:
    answer = last(assistant, "跨境電商的任務", "做售後的那個要懂什麼")
    assert cited(answer) == [f"{ABROAD}/{code}" for code in ("K01", "K02", "K03", "K09")]


@pytest.mark.parametrize("question", ["做完之後呢", "what comes after that?", "然後呢"])
def test_after_a_place_comes_the_one_printed_after_it(assistant: Assistant, question: str) -> None:
    assert cited(last(assistant, "貿易經理 T4.2", question))[0] == f"{TRADE}/T4.3"


@pytest.mark.parametrize("question", ["別份也有嗎", "is it in other standards too?"])
def test_the_like_of_an_item_is_looked_for_in_the_others(
    assistant: Assistant, question: str
) -> None:
    found = cited(last(assistant, "跨境電商 A05", question))
    assert {f"{RETAIL}/A02", f"{TRADE}/A04"} <= set(found)
    assert not any(id_.startswith(ABROAD) for id_ in found)


@pytest.mark.parametrize("turn", ["換個話題，", "先不管這個，", "another question: "])
def test_what_says_that_it_is_about_something_else_is(assistant: Assistant, turn: str) -> None:
    answer = last(assistant, "網站要怎麼留住客人", f"{turn}外包廠商的評核準則有哪些")
    assert items(answer) == {("110985L5", "C")}


# A word alone.


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("個資", f"{TRADE}/K1"),
        ("KPI", "KPS5R0258v2/E1.2"),
        ("職安", f"{RETAIL}/K33"),
        ("智財", f"{RETAIL}/P4.2.4"),
    ],
)
def test_what_people_say_for_short_is_found_by_what_the_standards_call_it(
    assistant: Assistant, word: str, item: str
) -> None:
    answer = last(assistant, word)
    assert answer.language is Language.ZH_HANT
    assert item in [hit.id for hit in answer.hits[:5]]


# Going on with what was said.


@pytest.mark.parametrize(
    ("questions", "first"),
    [
        (("門市的銷售系統當掉誰處理", "修不好咧"), f"{RETAIL}/P3.3.1"),
        (("零售電商的系統安全有哪些要求", "員工上班亂上網這個管不管"), f"{RETAIL}/P1.2.5"),
        (("誰要懂海運空運的流程", "那個職業是幾級"), ABROAD),
        (("貿易經理有哪幾個任務", "第三個細講一下"), f"{TRADE}/T3"),
        (("貿易經理怎麼確認目標市場", "確認完下一步呢"), f"{TRADE}/T4.3"),
        (("KPS5R0258 第四個要素在講什麼", "它前面那個呢"), "KPS5R0258v2/E3"),
        (("跨境第一個任務要哪些知識", "第二個任務？"), f"{ABROAD}/K01"),
        (("追求卓越是在說什麼", "哪些職位有寫這個"), f"{RETAIL}/A01"),
    ],
)
def test_what_goes_on_is_answered_from_there(
    assistant: Assistant, questions: tuple[str, ...], first: str
) -> None:
    assert cited(last(assistant, *questions))[0] == first


@pytest.mark.parametrize("question", ["那股票要怎麼挑", "那房子呢", "那颱風假呢"])
def test_what_goes_on_to_what_no_standard_holds_is_declined(
    assistant: Assistant, question: str
) -> None:
    assert not last(assistant, "貿易經理 T2 的知識", question).answerable


def test_a_question_that_says_too_little_alone_is_declined_alone(assistant: Assistant) -> None:
    assert not last(assistant, "然後咧怎麼辦").answerable


def test_the_second_of_a_standards_tasks_is_the_second_task(assistant: Assistant) -> None:
    # The standard itself stands over the list.
    asked = assistant.answer("第二個要交什麼", topic=assistant.after(["網店那份"]))
    assert asked.parsed.places == (f"{RETAIL}/T2",)


def test_a_task_named_by_its_number_is_opened_and_one_by_its_code_is_quoted(
    assistant: Assistant,
) -> None:
    assert cited(last(assistant, "貿易經理的第四個任務"))[:2] == [f"{TRADE}/T4", f"{TRADE}/T4.1"]
    assert cited(last(assistant, "貿易經理 T4")) == [f"{TRADE}/T4"]


def test_the_fourth_after_the_second_task_is_a_task(assistant: Assistant) -> None:
    answer = last(assistant, "KPS5R0258 的第二個要素", "第四個呢")
    assert cited(answer)[0] == "KPS5R0258v2/E4"


def test_one_of_what_was_found_is_told_by_its_subject(assistant: Assistant) -> None:
    laws = "which laws should a retail e-commerce person know about"
    assert f"{RETAIL}/K24" in cited(last(assistant, laws, "the intellectual property one"))


@pytest.mark.parametrize("question", ["T3 在講什麼", "T3", "第三個任務是什麼"])
def test_what_a_task_is_does_not_ask_for_the_part_that_was_asked_of_another(
    assistant: Assistant, question: str
) -> None:
    answer = last(assistant, "貿易經理 T2 的知識", question)
    assert cited(answer)[0] == f"{TRADE}/T3"
    assert (TRADE, "K") not in items(answer)


def test_this_work_after_a_task_is_the_task(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理 T2", "這個工作要哪些知識")
    assert cited(answer) == [f"{TRADE}/K{n}" for n in range(10, 16)]


def test_a_situation_that_stands_alone_is_answered_alone(assistant: Assistant) -> None:
    question = "客人刷卡沒過怎麼辦"
    answer = last(assistant, "貿易經理 T2 的知識", question)
    assert cited(answer)[0] == cited(last(assistant, question))[0]


def test_a_subject_of_its_own_is_gone_on_to(assistant: Assistant) -> None:
    answer = last(assistant, "客人刷卡沒過怎麼辦？", "那如果商品有瑕疵要退貨呢")
    assert cited(answer)[0] == f"{ABROAD}/P4.2.1"


def test_the_like_of_it_elsewhere_is_looked_for_by_what_was_found(assistant: Assistant) -> None:
    named = last(assistant, "客訴要怎麼處理", "那零售電商也有嗎")
    assert set(cited(named)) <= {f"{RETAIL}/{item}" for item in ("S04", "P3.3.3", "K08", "P2.4.4")}


# Said otherwise than before.


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("貿易經理第四項任務的產出有哪些", "啊我說錯了，是第三項", ["O3.1.1", "O3.1.2", "O3.3.1"]),
        (
            "What outputs does the trade manager's fourth task have?",
            "sorry, I meant the third one",
            ["O3.1.1", "O3.1.2", "O3.3.1"],
        ),
    ],
)
def test_who_takes_a_number_back_is_told_of_the_other(
    assistant: Assistant, before: str, question: str, expected: list[str]
) -> None:
    assert cited(last(assistant, before, question)) == [f"{TRADE}/{item}" for item in expected]


def test_in_the_end_is_not_the_last_of_a_list(assistant: Assistant) -> None:
    listed = "跨境電商分析營運績效有哪些指標"
    assert cited(last(assistant, listed, "最後那個呢")) == [f"{ABROAD}/P2.3.2"]
    assert cited(last(assistant, listed, "最後要交哪份")) == [f"{ABROAD}/O2.3.1"]


@pytest.mark.parametrize("question", ["and the step before that?", "那前一步呢"])
def test_the_step_before_is_what_the_document_prints_before(
    assistant: Assistant, question: str
) -> None:
    answer = last(assistant, "跨境電商怎麼完成出貨作業", question)
    assert f"{ABROAD}/T3.1" in cited(answer)
    assert f"{ABROAD}/T3.2" not in cited(answer)


def test_which_tasks_need_the_skill_that_was_found(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商要有計算能力嗎", "是哪些任務會用到")
    assert {f"{RETAIL}/S07", f"{RETAIL}/T3", f"{RETAIL}/T4"} == set(cited(answer))


def test_anything_like_that_in_another_standard_is_looked_for(assistant: Assistant) -> None:
    answer = last(
        assistant,
        "Does the online customer unit say anything about setting prices?",
        "Does the retail e-commerce job have anything like that?",
    )
    assert answer.answerable
    assert {id_.partition("/")[0] for id_ in cited(answer)} == {RETAIL}


def test_the_same_attitude_elsewhere_is_found_though_it_was_told_beside_the_first(
    assistant: Assistant,
) -> None:
    answer = last(assistant, "貿易經理要有什麼態度", "冒險挑戰是什麼意思", "別的職業也有要求這個嗎")
    assert f"{RETAIL}/A03" in cited(answer)


def test_the_ones_about_something_are_those_of_the_list(assistant: Assistant) -> None:
    answer = last(
        assistant,
        "What knowledge does the retail e-commerce job need?",
        "just the ones about brands",
    )
    assert items(answer) == {(RETAIL, "K")}


def test_of_two_spoken_of_one_after_the_other_both_are_told(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理的級別", "跨境電商營運的呢", "這兩個學歷經歷要求有差嗎")
    assert {id_.partition("/")[0] for id_ in cited(answer)} == {TRADE, ABROAD}


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("訂單結案要做什麼", "不是啦，我是說出貨的時候", f"{ABROAD}/T3.2"),
        ("貿易經理是幾級", "不是，我是問跨境的那個", ABROAD),
        ("What level is the trade manager?", "no, I meant the cross-border one", ABROAD),
    ],
)
def test_what_was_asked_is_taken_back_and_asked_of_something_else(
    assistant: Assistant, before: str, question: str, expected: str
) -> None:
    answer = last(assistant, before, question)
    assert expected in cited(answer)
    assert TRADE not in cited(answer)


def test_another_place_by_its_title_is_asked_the_same(assistant: Assistant) -> None:
    answer = last(assistant, "跨境電商做售後服務要懂哪些知識", "那回覆消費者問題那塊咧")
    assert items(answer) == {(ABROAD, "K")}


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("貿易經理怎麼挑有潛力的國際市場", "選好國家之後呢", f"{TRADE}/T4.2"),
        ("貿易經理怎麼挑有潛力的國際市場", "挑完下一步做什麼", f"{TRADE}/T4.2"),
        ("跨境電商接到訂單要怎麼出貨", "貨寄出去以後呢", f"{ABROAD}/T3.3"),
    ],
)
def test_what_comes_after_is_what_the_document_prints_next(
    assistant: Assistant, before: str, question: str, expected: str
) -> None:
    assert cited(last(assistant, before, question))[0] == expected


def test_the_nth_may_be_asked_for_a_part_in_other_words(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理有哪些任務", "第三個要寫哪些書面的東西")
    assert cited(answer) == [f"{TRADE}/O3.1.1", f"{TRADE}/O3.1.2", f"{TRADE}/O3.3.1"]


def test_the_elements_of_a_unit_are_counted_and_picked(assistant: Assistant) -> None:
    answer = last(assistant, "網路顧客那個單元有哪四個要素", "最後一個在講什麼")
    assert cited(answer)[0] == "KPS5R0258v2/E4"


@pytest.mark.parametrize(
    ("before", "question", "letter"),
    [
        (
            "What skills do I need for social media in cross-border?",
            "And for customer service?",
            "S",
        ),
        ("跨境電商回覆消費者問題要留什麼紀錄", "售後的呢", "O"),
    ],
)
def test_another_place_in_other_words_is_asked_the_same(
    assistant: Assistant, before: str, question: str, letter: str
) -> None:
    answer = last(assistant, before, question)
    assert items(answer) == {(ABROAD, letter)}
    assert answer.groups[0].quotes
    assert "T4" in answer.lead


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("貿易經理的技能", "不是貿易，是跨境", {(ABROAD, "S")}),
        ("skills of the trade manager", "sorry, what about knowledge", {(TRADE, "K")}),
    ],
)
def test_politeness_and_what_is_denied_name_nothing(
    assistant: Assistant, before: str, question: str, expected: set[tuple[str, str]]
) -> None:
    assert items(last(assistant, before, question)) == expected


def test_what_a_customer_does_next_is_not_the_next_task(assistant: Assistant) -> None:
    answer = last(assistant, "零售電商有哪些任務", "第二個", "客人下單之後要做什麼")
    assert f"{RETAIL}/T3" not in cited(answer)


def test_a_title_asked_what_it_is_takes_no_part_from_before(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理T3的知識", "那描繪國際市場的概況是什麼")
    assert cited(answer)[0] == f"{TRADE}/T4"


# Of what was quoted: under which code, and how another says it.


@pytest.mark.parametrize("question", ["那是第幾條", "這寫在第幾條", "編號呢", "what's its code"])
def test_what_was_quoted_is_told_by_its_code(assistant: Assistant, question: str) -> None:
    told = cited(last(assistant, "客人刷卡沒過怎麼辦", question))
    assert told
    assert set(told) <= {*cited(last(assistant, "客人刷卡沒過怎麼辦"))}


@pytest.mark.parametrize("question", ["貿易經理怎麼寫的", "貿易經理的講法一樣嗎"])
def test_another_standard_says_it_in_its_own_words(assistant: Assistant, question: str) -> None:
    answer = last(assistant, "跨境電商的「追求卓越」怎麼定義", question)
    assert cited(answer) == [f"{TRADE}/A02"]


def test_whether_a_standard_mentions_it_is_told_of_that_standard(assistant: Assistant) -> None:
    answer = last(assistant, "庫存數量對不上怎麼辦", "跨境電商那份有提到嗎")
    assert cited(answer)[0] == f"{ABROAD}/P2.2.1"


def test_of_a_list_the_one_that_comes_nearest_is_told(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理有哪些工作任務", "跟售後最相關的是哪個")
    assert cited(answer)[0].startswith(f"{TRADE}/T1")


def test_a_field_of_the_header_needs_no_standard_named_again(assistant: Assistant) -> None:
    assert cited(last(assistant, "跨境電商的工作描述", "行業別是哪一類")) == [ABROAD]
    assert cited(last(assistant, "110985L5 的學分", "那級數咧")) == ["110985L5"]


# Taken back, and a part of what was listed.


@pytest.mark.parametrize(
    ("before", "question", "standard"),
    [
        ("零售電商的職業別", "抱歉打錯，我要問的是跨境電商", ABROAD),
        ("level of the retail job", "sorry, I meant the trade manager", TRADE),
    ],
)
def test_who_misspoke_asks_the_same_of_what_was_meant(
    assistant: Assistant, before: str, question: str, standard: str
) -> None:
    assert cited(last(assistant, before, question)) == [standard]


def test_another_task_is_meant_after_a_slip_of_the_tongue(assistant: Assistant) -> None:
    meant = last(assistant, "貿易經理 T2 要懂什麼知識", "不好意思我是說T3")
    assert cited(meant) == cited(assistant.answer("貿易經理 T3 要懂什麼知識").answer)


def test_of_a_list_only_what_one_task_has(assistant: Assistant) -> None:
    answer = last(assistant, "outputs of the retail e-commerce standard", "just those of task 1")
    assert cited(answer) == [f"{RETAIL}/O1.3.1", f"{RETAIL}/O1.4.1", f"{RETAIL}/O1.4.2"]


def test_another_standard_may_have_it_too(assistant: Assistant) -> None:
    assert cited(last(assistant, "零售電商要懂個資法嗎", "貿易經理也有嗎"))[0].startswith(TRADE)
    others = cited(last(assistant, "零售電商哪裡用到EDI", "別份有提到EDI嗎"))
    assert {id_.partition("/")[0] for id_ in others} == {"KPS5R0258v2"}


def test_which_standards_have_it_is_asked_of_what_was_looked_up(assistant: Assistant) -> None:
    answer = last(assistant, "好奇開放是什麼意思", "哪些份也有這個")
    assert set(cited(answer)) == {f"{RETAIL}/A02", f"{TRADE}/A04", f"{ABROAD}/A05"}


# What is left unsaid, and what says nothing.


def test_a_part_named_alone_is_asked_for_the_same(assistant: Assistant) -> None:
    asked = last(assistant, "跨境裡維護商品資料要會哪些技能？", "那維護庫存數呢")
    assert cited(asked) == [f"{ABROAD}/{code}" for code in ("S06", "S07", "S09a", "S10", "S11")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [("另外，要幾年經驗才適合？", f"{TRADE}/N2"), ("舊的那版什麼時候的", TRADE)],
)
def test_what_only_a_standard_has_is_asked_of_the_one_spoken_of(
    assistant: Assistant, question: str, expected: str
) -> None:
    before = ("貿易經理需要什麼態度？", "好的，我記下來了。")
    assert cited(last(assistant, *before, question)) == [expected]


@pytest.mark.parametrize(
    "said", ["好的，我記下來了。", "嗯，明白了", "ok noted", "alright, got it"]
)
def test_a_nod_asks_nothing(assistant: Assistant, said: str) -> None:
    asked = assistant.answer(said, topic=assistant.after(["貿易經理需要什麼態度？"]))
    assert asked.parsed.small_talk


def test_who_takes_it_back_with_a_sigh_asks_the_same_of_another_part(
    assistant: Assistant,
) -> None:
    asked = last(assistant, "貿易經理做市場預測那塊要哪些技能", "啊不是，我要問的是推銷到國外那塊")
    assert cited(asked) == [f"{TRADE}/S{number}" for number in range(13, 19)]


@pytest.mark.parametrize(
    ("before", "question", "item"),
    [
        ("跨境電商的社群要怎麼經營", "那多久要發一篇？", f"{ABROAD}/P1.1.2"),
        ("消費者行為的資料要分享給供應商嗎", "除了供應商還有誰", f"{ONLINE}/K3"),
        (
            "How does a trade manager handle complaints?",
            "do they need to know the policy on that?",
            f"{TRADE}/K2",
        ),
    ],
)
def test_what_goes_on_about_the_matter_is_answered_from_what_was_quoted(
    assistant: Assistant, before: str, question: str, item: str
) -> None:
    assert cited(last(assistant, before, question))[:2].count(item) == 1


@pytest.mark.parametrize("said", ["Cool, thanks!", "many thanks", "English please", "太棒了，謝謝"])
def test_what_is_nothing_but_polite_is_no_question(assistant: Assistant, said: str) -> None:
    asked = assistant.answer(said, topic=assistant.after(["貿易經理需要什麼態度？"]))
    assert asked.parsed.small_talk


def test_a_complaint_that_asks_what_to_do_is_not_the_next_of_a_list(assistant: Assistant) -> None:
    answer = last(assistant, "貿易經理 T1 有哪些活動", "客人抱怨品質，接下來要做什麼")
    assert not any(id_.startswith(f"{TRADE}/T2") for id_ in cited(answer))


def test_thanks_that_are_spoken_of_stay_in_the_question(assistant: Assistant) -> None:
    assert "谢谢" in assistant.explain("要怎麼跟客人說謝謝").terms


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("what is task 3 of the trade manager about?", "outputs of the first part?"),
        ("貿易經理的任務三是什麼", "第一部分的產出？"),
        ("貿易經理 T3 是什麼", "第一部分的產出？"),
    ],
)
def test_a_part_of_the_task_that_was_told_of_is_one_of_its_activities(
    before: str, question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question, topic=assistant.after([before])).answer
    assert [quote.id for quote in answer.citations] == [
        "KPS1420-001v2/O3.1.1",
        "KPS1420-001v2/O3.1.2",
    ]


def test_what_is_asked_of_another_task_is_not_asked_of_a_part(assistant: Assistant) -> None:
    before = assistant.after(["貿易經理的任務三是什麼"])
    asked = assistant.answer("第二個任務的活動有哪些", topic=before)
    assert [quote.id for quote in asked.answer.citations] == [
        f"KPS1420-001v2/T2.{n}" for n in range(1, 5)
    ]
