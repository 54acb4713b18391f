"""Things side by side, the other way round, and lists of what has, lacks or shares something."""

import pytest

from conversations.answer import Answer, AnswerKind
from conversations.ask import Assistant
from conversations.facets import Facet

RETAIL, CROSS, TRADE, WEB = "IIS3513-005v2", "KRM4224-001v1", "KPS1420-001v2", "KPS5R0258v2"


def answered(assistant: Assistant, question: str) -> Answer:
    return assistant.answer(question).answer


def ids(assistant: Assistant, question: str) -> list[str]:
    return [quote.id for quote in answered(assistant, question).citations]


def of(standard: str, *items: str) -> list[str]:
    return [f"{standard}/{item}" for item in items]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("電商任務二比任務一多了哪些技能", of(RETAIL, "S05", "S06")),
        ("哪些技能是電商 T2 有、T1 沒有的", of(RETAIL, "S05", "S06")),
        ("T2.2比T2.1少哪些知識（跨境電商）", of(CROSS, "K06", "K07", "K08", "K09")),
        ("訂單結案跟出貨作業比，少了哪些知識", of(CROSS, "K10", "K11", "K12", "K13")),
        (
            "Which knowledge does the cross-border T3.1 need that T3.3 does not?",
            of(CROSS, "K10", "K11", "K12", "K13"),
        ),
    ],
)
def test_what_one_task_has_more_or_less_is_that_alone(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert ids(assistant, question) == expected


def test_what_only_one_of_two_has_is_told_of_either(assistant: Assistant) -> None:
    question = "Cross-border T2.1 vs T2.3: which skills does only one of them need?"
    assert set(ids(assistant, question)) == set(of(CROSS, "S04", "S02", "T2.1", "T2.3"))


def test_where_two_places_differ_only_what_differs_is_quoted(assistant: Assistant) -> None:
    answer = assistant.answer("跨境 T1.1 和 T1.2 要的技能差在哪一項").answer
    assert [quote.id for quote in answer.citations] == of(CROSS, "S02", "T1.1", "T1.2")
    assert "相同或相近的有 7 項" in answer.lead


def test_places_are_compared_in_the_order_they_are_named(assistant: Assistant) -> None:
    found = ids(assistant, "比較「規劃推廣活動」和「協調推廣活動」")
    assert found[:2] == of(TRADE, "T3.1", "T3.2")


def test_what_several_tasks_all_list_is_no_more_than_that(assistant: Assistant) -> None:
    found = ids(assistant, "電商T1 T2 T3 都要的技能有哪些")
    assert found == of(RETAIL, "S01", "S02", "S03", "S04")


def test_a_title_that_is_an_activitys_too_means_the_activity_where_one_says_so(
    assistant: Assistant,
) -> None:
    question = "電商的「使用銷售資訊管理系統」和「編輯和更新資訊」，兩個活動的指標各有哪些"
    assert {id_.rpartition(".")[0] for id_ in ids(assistant, question)} == {
        f"{RETAIL}/P3.1",
        f"{RETAIL}/P3.2",
    }


@pytest.mark.parametrize(
    "question",
    [
        "我現在做零售電商，想轉跨境，態度方面還缺哪幾項？",
        "想當跨境電商人員，我現在是零售電商人員，態度上缺哪些",
        "As retail e-commerce staff, what attitudes must I add to become a cross-border seller?",
    ],
)
def test_who_wants_to_become_what_is_heard_in_any_order(
    question: str, assistant: Assistant
) -> None:
    assert ids(assistant, question) == of(CROSS, "A02", "A03", "A06", "A07")


def test_what_needs_no_learning_again_is_what_both_jobs_ask_for(assistant: Assistant) -> None:
    found = ids(assistant, "貿易經理轉跨境，哪些態度不用再補")
    assert {id_ for id_ in found if id_.startswith(CROSS)} == set(
        of(CROSS, "A03", "A04", "A05", "A07")
    )


@pytest.mark.parametrize(
    "question",
    ["Put the levels of all five standards side by side.", "三個職業的級別放在一起看"],
)
def test_what_only_a_header_says_is_listed_side_by_side(
    question: str, assistant: Assistant
) -> None:
    assert {RETAIL, CROSS, TRADE} <= set(ids(assistant, question))


def test_the_highest_level_is_told_of_each_standard_that_is_named(assistant: Assistant) -> None:
    found = ids(assistant, "貿易經理和電商，兩邊級別最高的任務各是哪幾個")
    assert found == [*of(TRADE, "T2", "T4", "T5"), *of(RETAIL, "T2", "T5")]


def test_of_a_subject_both_standards_that_are_named_have_their_say(assistant: Assistant) -> None:
    found = ids(assistant, "顧客忠誠度在電商和網路顧客單元裡各是怎麼寫的")
    assert {id_.partition("/")[0] for id_ in found} == {RETAIL, WEB}


def test_items_that_are_named_by_their_titles_are_quoted_side_by_side(
    assistant: Assistant,
) -> None:
    found = ids(assistant, "「應對不確定性」和「應對不明狀況」的定義差在哪")
    assert set(found) == {f"{CROSS}/A07", f"{TRADE}/A03"}


def test_a_code_that_the_named_standard_does_not_print_is_anothers_where_they_are_compared(
    assistant: Assistant,
) -> None:
    assert ids(assistant, "Compare E2 with T1 of the trade manager")[:2] == [
        f"{WEB}/E2",
        f"{TRADE}/T1",
    ]


def test_a_code_belongs_to_the_name_before_it_and_not_to_the_other(assistant: Assistant) -> None:
    (code,) = assistant.explain("跨境的 T3 在零售電商那份有對應的任務嗎").codes
    assert code.ids == (f"{CROSS}/T3",)


def test_counterparts_are_what_is_worded_most_alike(assistant: Assistant) -> None:
    found = ids(assistant, "網路顧客單元的三個技能，在電商那份有沒有對應的？")
    assert set(found) == {
        *of(WEB, "S1", "S2", "S3"),
        *of(RETAIL, "S08", "S06", "S03", "S07"),
    }


def test_without_a_counterpart_the_nearest_is_shown_as_no_more_than_that(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "貿易經理的 S9 在跨境有對應的技能嗎")
    assert "沒有措辭相近的" in answer.lead
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("會用到 S08 的是跨境哪幾項工作", of(CROSS, "T1.1", "T1.2")),
        ("情绪管理派得上用场的是哪项任务", of(CROSS, "T4.1")),
        ("S01 在電商的哪些任務出現", of(RETAIL, "T1", "T2", "T3")),
        ("懂運費計算的人在跨境可以負責什麼工作", of(CROSS, "T3.1", "T3.2")),
        ("讀寫能力電商哪些任務有列", of(RETAIL, "T1", "T2", "T3", "T4", "T5")),
        ("Where does the trade manager need forecasting skills?", of(TRADE, "T2")),
        ("世界貿易組織裁定要懂的是哪些任務", of(TRADE, "T2", "T5")),
    ],
)
def test_asked_where_in_any_order_the_places_that_call_for_it_come_first(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    found = ids(assistant, question)
    assert {id_ for id_ in found if id_.partition("/")[2][0] == "T"} == set(expected)
    assert found[0] in expected


def test_two_outputs_are_each_told_with_the_activity_that_makes_them(assistant: Assistant) -> None:
    found = ids(assistant, "庫存盤點清單跟庫存管理資料，分別是哪個任務的產出")
    assert set(found) == set(of(CROSS, "O2.2.1", "T2.2", "O3.2.2", "T3.2"))


def test_an_attitude_of_three_letters_is_found_where_one_asks_which_standard_has_it(
    assistant: Assistant,
) -> None:
    assert ids(assistant, "哪些標準有列親和力") == [f"{RETAIL}/A07"]


def test_whether_every_task_calls_for_it_is_answered_with_yes_or_no(assistant: Assistant) -> None:
    assert answered(assistant, "產品知識是不是跨境每項任務都要").lead.startswith("是")
    assert answered(assistant, "情緒管理知識是不是跨境每項任務都要").lead.startswith("不")


def test_asked_where_something_is_called_for_that_nobody_lists_there_is_no_list(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "貿易經理哪個任務要懂區塊鏈")
    assert answer.kind is AnswerKind.DECLINED


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("跨境哪些知識每個任務都要", of(CROSS, "K01", "K02")),
        ("零售电商每个任务都要的技能是什么", of(RETAIL, "S03")),
        ("Which knowledge is needed in every cross-border task?", of(CROSS, "K01", "K02")),
    ],
)
def test_what_every_task_lists_is_listed(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert ids(assistant, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("跨境只有一條指標的工作任務是哪些", of(CROSS, "T1.2", "T2.2", "T4.2")),
        ("指標超過五條的貿易經理活動", of(TRADE, "T2.2", "T3.1", "T4.1")),
        (
            "Which activities of the cross-border standard produce more than one output?",
            of(CROSS, "T3.2"),
        ),
        ("電商沒有任何產出的任務", of(RETAIL, "T2", "T3", "T4")),
        ("電商有哪些任務是四級", of(RETAIL, "T2", "T5")),
    ],
)
def test_tasks_are_listed_by_how_many_they_list_or_at_what_level(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert sorted(ids(assistant, question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("跨境哪些任務不用懂相關法規", of(CROSS, "T1.1", "T1.2", "T2.2")),
        ("Which tasks don't need K09 in cross-border?", of(CROSS, "T1.1", "T1.2", "T2.2")),
        ("哪些零售電商任務不需要計算能力", of(RETAIL, "T1", "T2", "T5")),
    ],
)
def test_tasks_that_do_without_an_item_that_is_named_are_those_that_do_not_list_it(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert ids(assistant, question) == expected


def test_a_level_says_which_tasks_lists_are_asked_for(assistant: Assistant) -> None:
    outputs = ids(assistant, "贸易经理六级的任务各产出什么")
    assert {id_.partition("/O")[2][0] for id_ in outputs} == {"2", "4", "5"}
    assert len(ids(assistant, "五級任務的知識（貿易經理）")) == 13


def test_what_all_activities_of_one_task_list_is_no_more_than_that(assistant: Assistant) -> None:
    assert ids(assistant, "跨境T2三個活動共同的知識") == of(CROSS, "K01", "K02")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("零售電商獨有而其他兩份沒有的態度", of(RETAIL, "A05", "A06", "A07")),
        ("跨境有、零售和貿易經理都沒有的態度", of(CROSS, "A02", "A06")),
    ],
)
def test_what_the_others_lack_is_what_none_of_them_lists(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert ids(assistant, question) == expected


def test_one_code_in_two_standards_is_compared_with_itself(assistant: Assistant) -> None:
    found = ids(assistant, "Compare outputs: cross-border T2 vs trade manager T2")
    assert {id_.partition("/")[0] for id_ in found} == {CROSS, TRADE}


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("開發並維持網路顧客要會哪些知識", (Facet.KNOWLEDGE,)),
        ("零售電商的態度有哪七項", (Facet.ATTITUDES,)),
        ("貿易經理要會什麼", (Facet.SKILLS,)),
        ("跨境的主要職責是哪幾塊", (Facet.TASKS,)),
        ("貿易經理要懂什麼、要會哪些技能", (Facet.KNOWLEDGE, Facet.SKILLS)),
    ],
)
def test_a_noun_says_what_a_verb_beside_it_only_asks(
    question: str, facets: tuple[Facet, ...], assistant: Assistant
) -> None:
    assert assistant.explain(question).facets == facets


@pytest.mark.parametrize(
    ("question", "standards"),
    [
        ("在跨境的哪些任務派得上用場", (CROSS,)),
        ("電商任務二要什麼技能", (RETAIL,)),
        ("which cross-border tasks need it", (CROSS,)),
        ("電商平台要怎麼選", ()),
        ("貿易經理要懂電商嗎", (TRADE,)),
    ],
)
def test_a_short_name_names_a_standard_only_where_it_can_mean_nothing_else(
    question: str, standards: tuple[str, ...], assistant: Assistant
) -> None:
    assert assistant.explain(question).standards == standards


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("庫存是零售電商要管還是跨境要管", f"{CROSS}/P2.2.1"),
        ("管庫存是跨境的事還是零售電商的事", f"{CROSS}/P2.2.1"),
        ("Is social media part of retail e-commerce or only cross-border?", f"{CROSS}/T1"),
    ],
)
def test_which_of_two_deals_with_something_is_answered_from_both(
    assistant: Assistant, question: str, expected: str
) -> None:
    cited = ids(assistant, question)
    assert expected in cited
    assert {id_.partition("/")[0] for id_ in cited} == {RETAIL, CROSS}


def test_a_subject_is_compared_in_other_words_than_the_documents(assistant: Assistant) -> None:
    cited = ids(assistant, "定價的事，零售電商講的跟網路顧客那份講的是同一回事嗎")
    assert {*of(RETAIL, "K32"), *of(WEB, "E3.4")} <= {*cited}


def test_what_only_one_of_two_surely_says_is_answered_from_that_one(assistant: Assistant) -> None:
    answer = answered(assistant, "外語要求誰比較硬，跨境的還是當貿易經理的")
    assert {*of(TRADE, "N2", "S13")} == {quote.id for quote in answer.citations}
    assert "各自" not in answer.lead


def test_the_best_hit_of_two_standards_stands_first_whichever_is_named_first(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "庫存是零售電商要管還是跨境要管")
    assert answer.hits[0].id in {quote.id for quote in answer.citations}
    assert answer.hits[0].id.startswith(CROSS)


def test_standards_at_a_level_are_listed_whatever_else_is_said(assistant: Assistant) -> None:
    levelled = [TRADE, WEB, "110985L5"]
    assert ids(assistant, "Which of our five are level 5? I only train seniors") == levelled


def test_a_task_is_named_by_a_number_in_words(assistant: Assistant) -> None:
    question = "what do you have to know for task five of the retail standard"
    assert ids(assistant, question) == of(RETAIL, *(f"K{n}" for n in range(25, 35)))


def test_skills_are_chosen_by_a_subject_in_other_words(assistant: Assistant) -> None:
    assert f"{CROSS}/S04" in ids(assistant, "新來的要會用哪些軟體，跨境那個職位")
    everything = ids(assistant, "新來的要會哪些技能，跨境那個職位")
    assert len(everything) == 18


def test_papers_of_several_kinds_are_asked_for_at_once(assistant: Assistant) -> None:
    cited = ids(assistant, "做跨境電商總共要交哪些報告和資料")
    assert len(cited) == 10
    assert all("/O" in id_ for id_ in cited)


@pytest.mark.parametrize("question", ["五份基準共同要求的電腦技能有哪些", "五份都要會的外語技能"])
def test_what_one_standard_alone_says_is_not_said_of_all(
    question: str, assistant: Assistant
) -> None:
    answer = answered(assistant, question)
    assert len({quote.id.partition("/")[0] for quote in answer.citations}) != 1


def test_a_level_and_a_subject_ask_for_the_subject(assistant: Assistant) -> None:
    assert ids(assistant, "所有標準裡 level 5 的客訴處理是哪一份") != [TRADE, WEB, "110985L5"]


@pytest.mark.parametrize(
    "question",
    [
        "我做零售電商想轉跨境，出貨那塊還缺哪些知識",
        "If my retail e-commerce guy moves to cross-border, what shipping knowledge is he missing?",
    ],
)
def test_what_one_lacks_for_a_part_of_the_job_is_that_alone(
    question: str, assistant: Assistant
) -> None:
    found = ids(assistant, question)
    assert {*of(CROSS, "K10", "K11", "K12", "K13")} <= {*found}
    assert len(found) < len(ids(assistant, "我做零售電商想轉跨境，還缺哪些知識"))


def test_what_two_jobs_have_in_common_is_no_subject(assistant: Assistant) -> None:
    question = "Which attitudes do the retail and cross-border e-commerce jobs have in common?"
    both = [*of(RETAIL, "A01", "A02", "A04"), *of(CROSS, "A01", "A04", "A05")]
    assert set(ids(assistant, question)) == {*both}


def test_of_two_whole_tasks_the_activities_are_told_and_the_rest_counted(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "貿易經理 T2 跟 T5 差在哪")
    activities = [*of(TRADE, *(f"T2.{n}" for n in range(1, 5)), *(f"T5.{n}" for n in range(1, 4)))]
    found = [quote.id for quote in answer.citations]
    assert {*activities} <= {*found}
    assert not any("/P" in id_ or "/O" in id_ for id_ in found)
    assert "行為指標" in answer.lead
    assert "20" in answer.lead


def test_which_of_two_is_higher_is_told_by_their_levels(assistant: Assistant) -> None:
    question = "Which is higher, the outsourcing unit or the cross-border operator?"
    assert set(ids(assistant, question)) == {"110985L5", CROSS}


def test_what_one_lists_as_a_skill_and_another_notes_is_told_of_both(assistant: Assistant) -> None:
    found = ids(assistant, "貿易經理跟跨境電商都要會外語嗎")
    assert {id_.partition("/")[0] for id_ in found} == {TRADE, CROSS}


def test_what_one_has_to_be_able_to_do_may_be_knowledge(assistant: Assistant) -> None:
    assert {*of(CROSS, "K10", "T3.1", "T3.2")} <= {*ids(assistant, "哪個工作要會算運費")}


def test_of_two_activities_what_differs_is_told_and_the_knowledge_they_share_counted(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "訂單成立跟訂單結案作業差在哪")
    found = {quote.code for quote in answer.citations}
    assert {"P3.1.1", "P3.1.2", "P3.3.1", "P3.3.2", "K10", "K11", "K12", "K13"} <= found
    assert "K01" not in found
    assert "K01" in {
        quote.code for quote in answered(assistant, "訂單成立跟訂單結案作業有哪些一樣").citations
    }


def test_a_title_that_a_task_shares_with_an_activity_is_that_ones_beside_another(
    assistant: Assistant,
) -> None:
    found = ids(assistant, "管理網路零售品牌跟提升網路品牌價值有什麼不一樣")
    assert found[:2] == of(RETAIL, "T4.1", "T4.2")


def test_side_by_side_names_no_side(assistant: Assistant) -> None:
    question = "show side by side the skills of trade manager and cross-border e-commerce"
    assert {id_.partition("/")[0] for id_ in ids(assistant, question)} == {TRADE, CROSS}


def test_of_a_part_of_two_jobs_each_list_is_told(assistant: Assistant) -> None:
    answer = assistant.answer("客服那一塊，跨境電商跟貿易經理各要交哪些文件").answer
    told = {quote.id for quote in answer.citations}
    assert told == {"KPS1420-001v2/O1.3.1", "KRM4224-001v1/O4.1.1", "KRM4224-001v1/O4.2.1"}


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("貿易經理推銷產品跟分析市場，哪個級別高", ["KPS1420-001v2/T3", "KPS1420-001v2/T5"]),
        (
            "貿易經理預測企業需求跟推銷產品這兩個任務各是幾級",
            ["KPS1420-001v2/T2", "KPS1420-001v2/T3"],
        ),
    ],
)
def test_the_levels_of_two_tasks_told_in_other_words(
    question: str, places: list[str], assistant: Assistant
) -> None:
    assert [quote.id for quote in assistant.answer(question).answer.citations] == places


def test_what_differs_is_quoted_and_what_does_not_is_counted(assistant: Assistant) -> None:
    answer = assistant.answer("跨境電商裡商品基本資料跟商品庫存數，要懂的知識差在哪").answer
    told = {quote.id.partition("/")[2] for quote in answer.citations}
    assert told == {"K06", "K07", "K08", "K09"}


def test_who_is_named_again_is_the_one_that_has_more(assistant: Assistant) -> None:
    answer = assistant.answer("零售電商的T1跟T3，T3多要哪些技能").answer
    assert [quote.id.partition("/")[2] for quote in answer.citations] == ["S05", "S06", "S07"]


def test_who_is_named_again_and_set_against_the_other_is_spoken_of(assistant: Assistant) -> None:
    less = assistant.answer("跨境電商 T1、T2，T2 比 T1 少了哪些技能").answer
    told = {quote.id.partition("/")[2] for quote in less.citations}
    assert told == {"S01", "S03", "S05a", "S08"}


def test_whose_skills_differ_is_quoted_after_the_skills(assistant: Assistant) -> None:
    cited = ids(assistant, "零售電商T2跟T3的技能差在哪")
    assert cited[-2:] == of(RETAIL, "T2", "T3")
    assert all(id_.startswith(f"{RETAIL}/S") for id_ in cited[:-2])


def test_a_subject_that_is_also_a_nickname_of_one_of_two_stays_the_subject(
    assistant: Assistant,
) -> None:
    question = "留住客人這件事，網路顧客那份跟零售電商那份怎麼寫"
    assert "留住客户" in assistant.explain(question).terms
    assert "KPS5R0258v2/E2.5" in ids(assistant, question)


@pytest.mark.parametrize("question", ["哪份提到退貨", "零售電商跟跨境電商誰要處理退貨"])
def test_where_no_knowledge_comes_near_the_work_that_does_is_told(
    question: str, assistant: Assistant
) -> None:
    assert ids(assistant, question)[0] == f"{CROSS}/P4.2.1"
