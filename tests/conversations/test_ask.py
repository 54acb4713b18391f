"""Questions get short, exact, cited answers, or an honest "the standards don't say"."""

import re

import pytest

from conversations import say
from conversations.answer import Answer, AnswerKind
from conversations.ask import Assistant
from conversations.atlas import Atlas
from conversations.compose import words_of
from conversations.facets import Facet
from conversations.language import translator
from conversations.plain import answer_text
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


def test_whether_something_is_needed_that_is_not_listed_is_declined(assistant: Assistant) -> None:
    answer = assistant.answer("跨境電商要會開車嗎").answer
    assert not answer.answerable
    assert answer.citations == ()


def test_two_standards_are_laid_side_by_side(assistant: Assistant) -> None:
    answer = assistant.answer("比較跨境電商和貿易經理的態度").answer
    both = answer.groups[0]
    assert {quote.id for quote in both.quotes} >= {"KRM4224-001v1/A04", "KPS1420-001v2/A02"}
    assert len(answer.groups) == 3


def test_where_the_difference_is_asked_for_it_comes_first(assistant: Assistant) -> None:
    answer = assistant.answer("跨境電商和貿易經理的態度有什麼不同？").answer
    both = answer.groups[-1]
    assert {quote.id for quote in both.quotes} >= {"KRM4224-001v1/A04", "KPS1420-001v2/A02"}
    assert cited(answer)[0] == "KRM4224-001v1/A01"


def test_what_one_lacks_for_another_job_is_what_only_the_other_lists(assistant: Assistant) -> None:
    answer = assistant.answer("我是跨境電商人員，想當貿易經理，態度上還缺什麼？").answer
    assert {quote.id.partition("/")[0] for quote in answer.citations} == {"KPS1420-001v2"}


def test_more_than_two_standards_are_listed_one_after_the_other(assistant: Assistant) -> None:
    answer = assistant.answer("Compare the levels of all five standards").answer
    assert len(answer.citations) == 5


def test_the_tasks_that_need_a_skill_are_found_from_the_skill(assistant: Assistant) -> None:
    found = cited(assistant.answer("零售電商哪些任務需要計算能力？").answer)
    assert {"IIS3513-005v2/T3", "IIS3513-005v2/T4", "IIS3513-005v2/S07"} <= set(found)


def test_a_code_that_nobody_prints_is_named_beside_one_that_is(assistant: Assistant) -> None:
    answer = assistant.answer("貿易經理 K1 和 K99").answer
    assert cited(answer) == ["KPS1420-001v2/K1"]
    assert "K99" in answer.lead


def test_a_misprinted_code_finds_the_item_it_stands_for(assistant: Assistant) -> None:
    assert cited(assistant.answer("Q5.4.1").answer) == ["IIS3513-005v2/O5.4.1"]


def test_a_slip_of_typing_does_not_hide_what_is_meant(assistant: Assistant) -> None:
    answer = assistant.answer("客人說包果不見了").answer
    assert answer.answerable
    assert "KRM4224-001v1/P3.2.2" in [hit.id for hit in answer.hits[:5]]


@pytest.mark.parametrize("question", ["會員註冊要注意什麼", "出貨前要注意哪些事"])
def test_words_that_contain_a_facet_do_not_ask_for_it(question: str, assistant: Assistant) -> None:
    assert Facet.NOTES not in assistant.explain(question).facets


@pytest.mark.parametrize("question", ["謝謝👍", "hi 👋", "👍", "???", "1+1"])
def test_what_asks_nothing_is_answered_in_a_line(question: str, assistant: Assistant) -> None:
    answer = assistant.answer(question).answer
    assert answer.kind is AnswerKind.SMALL_TALK
    assert answer.nearest == ()


def test_an_english_reader_gets_the_rendering_with_the_original(assistant: Assistant) -> None:
    answer = assistant.answer("a customer's card got declined").answer
    best = answer.citations[0]
    assert best.id == "IIS3513-005v2/P1.4.3"
    assert best.text == "透過銀行或金融機構程序，識別電子支付的核准或拒絕。"
    assert "declined" in best.rendering
    text = answer_text(answer, translator(answer.language))
    assert "unofficial" in text
    assert text.index(best.rendering) < text.index(best.text)


def test_a_very_long_question_is_answered_all_the_same(assistant: Assistant) -> None:
    assert assistant.answer("電商 P1 " * 20_000).answer.lead


@pytest.mark.parametrize(
    "question",
    ["T2 這種工作的月薪高不高", "T2 的知識和月薪", "compare the salary of all five standards"],
)
def test_what_no_standard_records_is_said_so_of_a_place_or_of_all(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert not answer.answerable
    assert answer.lead == say.unrecorded(translator(answer.language))


def ids_for(assistant: Assistant, question: str, *history: str) -> list[str]:
    """The ids that the answer cites."""
    answer = assistant.answer(question, topic=assistant.after(history)).answer
    return [quote.id for quote in answer.citations]


def test_what_stands_at_a_level_is_listed(assistant: Assistant) -> None:
    assert ids_for(assistant, "貿易經理六級的任務有哪些") == [
        f"KPS1420-001v2/{task}" for task in ("T2", "T4", "T5")
    ]
    assert ids_for(assistant, "which standards are at level 4?") == ["KRM4224-001v1"]


def test_nothing_at_a_level_is_said_plainly(assistant: Assistant) -> None:
    answer = assistant.answer("貿易經理有沒有七級的任務").answer
    assert answer.kind is AnswerKind.EMPTY
    assert not answer.citations


def test_a_list_is_gone_through_by_number(assistant: Assistant) -> None:
    history = ("貿易經理 T3 有哪些活動", "第一個有什麼指標")
    assert ids_for(assistant, "第二個呢", *history) == [
        f"KPS1420-001v2/P3.2.{n}" for n in range(1, 6)
    ]
    assert ids_for(assistant, "下一個呢", *history, "第二個呢") == [
        f"KPS1420-001v2/P3.3.{n}" for n in range(1, 6)
    ]


def test_an_occupation_that_is_not_loaded_is_not_answered_from_others(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("會計的職能基準裡有什麼任務").answer
    assert not answer.answerable
    assert not answer.citations


@pytest.mark.parametrize("question", ["XYZ9999-001v2 T1", "What is K02 of XYZ9999-001v2?"])
def test_an_item_of_a_standard_that_is_not_loaded_is_not_answered_from_others(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert (answer.answerable, answer.citations) == (False, ())
    assert "XYZ9999-001v2" in answer.lead
    assert answer.nearest


def test_of_a_version_that_is_not_loaded_the_one_that_is_comes_nearest(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("KPS1420-001v9 T1").answer
    assert not answer.answerable
    assert answer.nearest[0].quotes[0].id == "KPS1420-001v2/T1"


def test_an_indicator_looked_up_comes_with_the_note_it_refers_to(assistant: Assistant) -> None:
    assert ids_for(assistant, "KPS5R0258 E2.3") == ["KPS5R0258v2/E2.3", "KPS5R0258v2/N5"]


def test_what_several_standards_say_alike_is_quoted_from_each(assistant: Assistant) -> None:
    assert set(ids_for(assistant, "哪些標準的態度裡有冒險挑戰")) >= {
        "IIS3513-005v2/A03",
        "KPS1420-001v2/A05",
    }


def test_two_standards_are_compared_on_one_subject(assistant: Assistant) -> None:
    standards = {
        id_.partition("/")[0]
        for id_ in ids_for(assistant, "跨境電商做的客服和貿易經理管的客服有什麼不同")
    }
    assert standards == {"KRM4224-001v1", "KPS1420-001v2"}


def test_the_standard_that_is_about_a_subject_is_named(assistant: Assistant) -> None:
    question = "Which unit is about keeping online customers?"
    assert ids_for(assistant, question)[0] == "KPS5R0258v2"
    assert ids_for(assistant, "what skills does it list", question) == [
        f"KPS5R0258v2/S{n}" for n in (1, 2, 3)
    ]


def test_a_code_with_a_slip_is_still_read(assistant: Assistant) -> None:
    for slip in ("P1,1,1", "P1-1-1", "p 1 . 1 . 1", "PI.1.1"):
        assert ids_for(assistant, f"零售電商 {slip}") == ["IIS3513-005v2/P1.1.1"], slip


def test_the_level_over_an_item_of_several_tasks_is_theirs_or_none(assistant: Assistant) -> None:
    headings = [group.heading for group in assistant.answer("零售電商 S05").answer.groups]
    assert headings == ["零售電商人員 › T2、T3"] or all("級別" not in each for each in headings)
    (tasks,) = assistant.answer("貿易經理級別 6 的任務").answer.groups
    assert tasks.heading.endswith("級別 6")


def test_several_counts_are_all_given(assistant: Assistant) -> None:
    answer = assistant.answer("零售電商有幾個任務、幾項知識、幾項技能").answer
    assert [re.search(r"\d+", line)[0] for line in answer.lead.splitlines()[:3]] == [  # type: ignore[index]  # there is one
        "5",
        "34",
        "9",
    ]


def test_one_code_asked_of_two_standards_is_given_in_both(assistant: Assistant) -> None:
    assert set(ids_for(assistant, "K9 在貿易經理和零售電商各是什麼")) == {
        "KPS1420-001v2/K9",
        "IIS3513-005v2/K09",
    }


def test_what_an_indicator_calls_for_is_what_its_place_calls_for(assistant: Assistant) -> None:
    found = ids_for(assistant, "貿易經理 P2.1.1 需要什麼知識")
    assert found
    assert all("/K" in id_ for id_ in found)


def test_what_a_task_is_about_is_what_it_consists_of(assistant: Assistant) -> None:
    assert ids_for(assistant, "貿易經理 T3 在做什麼") == [
        f"KPS1420-001v2/T3{part}" for part in ("", ".1", ".2", ".3")
    ]


def test_a_heading_of_the_assessment_comes_with_its_entries(assistant: Assistant) -> None:
    assert len(ids_for(assistant, "G3")) == 8
    told = ids_for(assistant, "評量方法也給我", "KPS5R0258v2 需要哪些技能？")
    assert {f"KPS5R0258v2/G3.{n}" for n in range(1, 8)} <= {*told}


def test_several_of_a_list_are_picked_and_the_list_stays(assistant: Assistant) -> None:
    listed = "貿易經理 T3 有哪些產出"
    assert ids_for(assistant, "第一個和第三個", listed) == [
        "KPS1420-001v2/O3.1.1",
        "KPS1420-001v2/O3.3.1",
    ]
    assert ids_for(assistant, "最後一個", listed, "第二個呢") == ["KPS1420-001v2/O3.3.1"]


def test_what_follows_a_code_that_no_number_ends_is_not_guessed(assistant: Assistant) -> None:
    assistant.answer("下一個呢", topic=assistant.after(["跨境電商 S05a"]))


def test_after_a_comparison_more_is_compared(assistant: Assistant) -> None:
    groups = (
        assistant.answer("那知識呢", topic=assistant.after(["零售電商和跨境電商有什麼不同"]))
    ).answer.groups
    assert any("只有" in group.heading for group in groups)


@pytest.mark.parametrize("question", ["貿易經理的基準級別是 6 嗎", "is the trade manager level 6?"])
def test_whether_a_standard_has_a_level_is_answered_with_its_own(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert cited(answer) == ["KPS1420-001v2"]
    assert answer.citations[0].text == "基準級別 5"


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("K06 行銷學基礎用在哪些任務？", ("T1.1", "T1.2", "T2.1", "T2.3", "K06")),
        ("S05 Excel 用在哪些任務", ("T3.1", "T3.2", "T3.3", "T4.1", "S05b")),
        ("K10 運費計算知識是哪些任務要的", ("T3.1", "T3.2", "K10")),
    ],
)
def test_a_code_with_its_words_is_looked_up_only_where_it_has_these_words(
    question: str, places: tuple[str, ...], assistant: Assistant
) -> None:
    assert ids_for(assistant, question) == [f"KRM4224-001v1/{place}" for place in places]


def test_an_output_is_shown_with_the_activity_it_stands_in(assistant: Assistant) -> None:
    assert ids_for(assistant, "O2.1.1 是什麼，哪個任務要交") == [
        f"{code}/{item}"
        for code in ("KRM4224-001v1", "KPS1420-001v2")
        for item in ("O2.1.1", "T2.1")
    ]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("誰需要懂個人資料保護法", {"KPS1420-001v2/K1", "KPS1420-001v2/K12", "KPS5R0258v2/K9"}),
        (
            "哪些職能基準提到個人資料保護",
            {"KPS1420-001v2/K1", "KPS1420-001v2/K12", "KPS5R0258v2/K9"},
        ),
        (
            "which standards mention privacy law",
            {"KPS1420-001v2/K1", "KPS1420-001v2/K12", "KPS5R0258v2/K9"},
        ),
        (
            "誰需要懂統計學",
            {"KRM4224-001v1/K08", "KRM4224-001v1/S08", "KPS1420-001v2/K27", "KPS1420-001v2/K28"},
        ),
    ],
)
def test_who_needs_something_is_answered_with_everything_that_holds_it(
    question: str, items: set[str], assistant: Assistant
) -> None:
    quoted = assistant.answer(question).answer.citations
    kinds = (ItemKind.KNOWLEDGE, ItemKind.SKILL, ItemKind.NOTE)
    assert {quote.id for quote in quoted if quote.kind in kinds} == items


@pytest.mark.parametrize("question", ["哪些任務需要 Excel？", "which tasks need Excel?"])
def test_an_item_that_holds_a_word_by_chance_is_not_what_is_needed(
    question: str, assistant: Assistant
) -> None:
    standards = {id_.partition("/")[0] for id_ in ids_for(assistant, question)}
    assert standards == {"KRM4224-001v1"}


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("跨境電商營運人員和貿易經理都有的態度", {"K": 4, "R": 4}),
        ("零售電商和跨境電商共有的態度", {"I": 3, "R": 3}),
        ("零售和貿易經理都有的技能", {"I": 1, "K": 1}),
        (
            "what skills do both the trade manager and the retail practitioner need",
            {"I": 1, "K": 1},
        ),
    ],
)
def test_what_two_standards_share_is_only_what_both_list(
    question: str, codes: dict[str, int], assistant: Assistant
) -> None:
    found = ids_for(assistant, question)
    counted = {
        name: sum(id_.startswith(start) for id_ in found)
        for name, start in (("K", "KPS1420"), ("R", "KRM4224"), ("I", "IIS3513"))
    }
    assert {name: n for name, n in counted.items() if n} == codes


def test_what_three_standards_share_is_what_all_of_them_list(assistant: Assistant) -> None:
    assert set(ids_for(assistant, "零售電商、跨境電商、貿易經理都有的態度")) == {
        "IIS3513-005v2/A01",
        "IIS3513-005v2/A02",
        "KRM4224-001v1/A04",
        "KRM4224-001v1/A05",
        "KPS1420-001v2/A02",
        "KPS1420-001v2/A04",
    }


@pytest.mark.parametrize(
    "question", ["只有貿易經理有的態度", "貿易經理獨有的態度", "五份都有的技能"]
)
def test_an_empty_set_is_said_to_be_empty(question: str, assistant: Assistant) -> None:
    answer = assistant.answer(question).answer
    assert answer.kind is AnswerKind.EMPTY
    assert " 0 項" in answer.lead


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("貿易經理沒有哪些態度是跨境電商有的", ("A01", "A02", "A06")),
        ("跨境電商有而貿易經理沒有的態度", ("A01", "A02", "A06")),
    ],
)
def test_what_one_standard_has_and_another_lacks(
    question: str, items: tuple[str, ...], assistant: Assistant
) -> None:
    assert ids_for(assistant, question) == [f"KRM4224-001v1/{item}" for item in items]


@pytest.mark.parametrize(
    "question", ["貿易經理哪些任務沒有工作產出", "which trade manager tasks have no output"]
)
def test_places_without_an_output_are_those_whose_row_is_empty(
    question: str, assistant: Assistant
) -> None:
    assert ids_for(assistant, question) == [
        f"KPS1420-001v2/{place}" for place in ("T1.1", "T1.2", "T2.2", "T3.2", "T4.2")
    ]


def test_standards_that_list_none_of_a_kind_are_named(assistant: Assistant) -> None:
    neither = ["KPS5R0258v2", "110985L5"]
    assert ids_for(assistant, "沒有列態度的標準有哪些") == neither
    assert ids_for(assistant, "哪些標準沒有列知識") == ["110985L5"]


def test_what_stands_in_one_task_only_leaves_out_what_others_list(assistant: Assistant) -> None:
    assert ids_for(assistant, "哪些知識只在 T1 出現？跨境電商") == [
        f"KRM4224-001v1/{item}" for item in ("K04", "K05")
    ]


@pytest.mark.parametrize(
    "question",
    ["貿易經理不需要哪些技能", "哪些任務不需要英文", "which tasks do not need English?"],
)
def test_a_no_that_cannot_be_answered_exactly_is_not_answered_by_its_opposite(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert not answer.answerable
    assert not answer.citations


def test_whether_there_is_one_at_all_is_no_question_with_a_not(assistant: Assistant) -> None:
    assert len(ids_for(assistant, "貿易經理有沒有態度")) == 5


def test_two_standards_are_compared_by_level_and_all_that_either_lists(
    assistant: Assistant,
) -> None:
    lead = assistant.answer("compare the trade manager with the cross-border standard").answer.lead
    for part in ("level 5", "level 4", "Tasks: 0", "Knowledge: 0", "Skills: 0", "Attitudes: 4"):
        assert part in lead
    units = assistant.answer("KPS5R0258v2 和 110985L5 差在哪").answer.lead
    assert "態度" not in units


def test_three_standards_are_compared_by_level_and_counts(assistant: Assistant) -> None:
    answer = assistant.answer("比較零售電商、跨境電商、貿易經理").answer
    assert "「貿易經理」：級別 5；5 項工作任務、28 項知識、27 項技能、5 項態度" in answer.lead
    assert len(answer.citations) == 3


def test_two_tasks_share_what_is_worded_alike(assistant: Assistant) -> None:
    found = ids_for(assistant, "貿易經理 T2 和 T5 有哪些知識相同")
    assert found == [f"KPS1420-001v2/{k}" for k in ("K10", "K24", "K12", "K25", "K14", "K26")]


def test_two_activities_differ_in_what_only_one_lists(assistant: Assistant) -> None:
    answer = assistant.answer("跨境電商 T3.2 跟 T3.3 差在哪").answer
    groups = {group.heading: [quote.code for quote in group.quotes] for group in answer.groups}
    (only,) = [codes for heading, codes in groups.items() if heading.startswith("知識：只有")]
    assert only == ["K10", "K11", "K12", "K13"]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("哪個職能基準級別最高", {"KPS1420-001v2", "KPS5R0258v2", "110985L5"}),
        ("哪個任務級別最高？", {f"KPS1420-001v2/{task}" for task in ("T2", "T4", "T5")}),
        ("which task has the lowest level", {f"IIS3513-005v2/{t}" for t in ("T1", "T3", "T4")}),
    ],
)
def test_the_highest_and_the_lowest_level_are_looked_up(
    question: str, items: set[str], assistant: Assistant
) -> None:
    assert set(ids_for(assistant, question)) == items


@pytest.mark.parametrize(
    ("question", "standard"),
    [
        (
            "I'm a retail e-commerce practitioner. What do I need to learn to be a trade manager?",
            "KPS1420-001v2",
        ),
        (
            "I am an online retail e-commerce clerk, what do I lack to become a trade manager?",
            "KPS1420-001v2",
        ),
        ("做緊零售，想轉做跨境，仲差啲咩？", "KRM4224-001v1"),
    ],
)
def test_what_somebody_lacks_for_another_job_is_what_that_one_lists(
    question: str, standard: str, assistant: Assistant
) -> None:
    assert {id_.partition("/")[0] for id_ in ids_for(assistant, question)} == {standard}


@pytest.mark.parametrize(
    "question", ["show only trade manager attitudes", "貿易經理的態度只有五項嗎"]
)
def test_an_only_that_sets_nothing_apart_leaves_the_list_whole(
    question: str, assistant: Assistant
) -> None:
    assert len(ids_for(assistant, question)) == 5


def test_the_first_few_of_a_list_are_picked(assistant: Assistant) -> None:
    assert ids_for(assistant, "前兩個", "貿易經理的態度") == [
        "KPS1420-001v2/A01",
        "KPS1420-001v2/A02",
    ]
    assert len(ids_for(assistant, "the first three", "attitudes of the trade manager")) == 3


def test_beyond_the_end_of_a_list_its_length_is_said(assistant: Assistant) -> None:
    answer = assistant.answer("第 10 個", topic=assistant.after(["貿易經理的態度"])).answer
    assert answer.kind is AnswerKind.EMPTY
    assert "5" in answer.lead


def test_what_was_looked_up_is_said_again(assistant: Assistant) -> None:
    assert ids_for(assistant, "再說一次", "零售電商 K03") == ["IIS3513-005v2/K03"]


# Levels, told together.


def test_levels_of_several_tasks_are_told_in_one_line_and_quoted_by_level(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("貿易經理各任務的級別").answer
    assert answer.lead == "「貿易經理」是級別 5。\nT1、T3：級別 5；T2、T4、T5：級別 6"
    assert [group.heading for group in answer.groups] == ["貿易經理 · 級別 5", "貿易經理 · 級別 6"]
    assert [[quote.code for quote in group.quotes] for group in answer.groups] == [
        ["KPS1420-001v2", "T1", "T3"],
        ["T2", "T4", "T5"],
    ]


def test_tasks_of_one_standard_are_named_once(assistant: Assistant) -> None:
    answer = assistant.answer("levels of T2 and T3 of the trade manager").answer
    assert answer.lead == "Trade manager, T2: level 6; T3: level 5"


def test_a_single_level_is_a_sentence(assistant: Assistant) -> None:
    assert assistant.answer("零售電商的級別").answer.lead == "「零售電子商務人員」是級別 3。"


@pytest.mark.parametrize(
    "question", ["貿易經理和跨境電商有什麼不同", "貿易經理 T2 和 T3 有什麼差別"]
)
def test_a_comparison_names_both_once_and_then_the_first_and_the_second(
    question: str, assistant: Assistant
) -> None:
    first, *more = assistant.answer(question).answer.lead.splitlines()
    assert "貿易經理" in first
    assert more
    assert all("前者" in line and "貿易經理" not in line for line in more)


# Yes and no, only where a quote carries it.


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("貿易經理是五級嗎", "是："),
        ("貿易經理是六級嗎", "不是："),
        ("貿易經理 T2 是六級嗎", "是："),
        ("Is the retail e-commerce standard level 4?", "No: "),
        ("貿易經理的級別比零售電商高嗎", "是："),
        ("零售電商和貿易經理級別一樣嗎", "不是："),
        ("is the retail standard at a lower level than the trade manager?", "Yes: "),
        ("is the trade manager at a higher level than the outsourcing unit?", "No: "),
        ("貿易經理 T2 需要 K11 嗎", "是："),
        ("貿易經理 T2 需要 K01 嗎", "不是："),
        ("does T2 of the trade manager need K11?", "Yes: "),
        ("do all standards have attitudes", "No: "),
    ],
)
def test_a_question_whether_is_answered_by_yes_or_no_where_a_quote_carries_it(
    question: str, begins: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert answer.lead.startswith(begins)
    assert answer.citations


@pytest.mark.parametrize(
    "question", ["要有大學學歷嗎 貿易經理", "要會修圖嗎", "T2 和 T3 都是六級嗎"]
)
def test_where_no_quote_decides_it_neither_yes_nor_no_is_said(
    question: str, assistant: Assistant
) -> None:
    lead = assistant.answer(question).answer.lead
    assert not lead.startswith(("是：", "不是："))


def test_a_language_is_asked_for_by_the_skill_in_languages(assistant: Assistant) -> None:
    answer = assistant.answer("貿易經理要會英文嗎").answer
    assert [quote.id for quote in answer.citations] == ["KPS1420-001v2/S13"]


def test_the_nearest_to_a_skill_that_is_not_listed_may_be_of_any_kind(assistant: Assistant) -> None:
    answer = assistant.answer("trade manager 需要會日文嗎").answer
    assert not answer.answerable
    nearest = [quote.id for group in answer.nearest for quote in group.quotes]
    assert "KPS1420-001v2/S13" in nearest


# The header, in the reader's language.


@pytest.mark.parametrize(
    ("question", "rendering", "printed"),
    [
        ("level of the cross-border standard", "Level of the standard: 4", "基準級別 4"),
        ("外包單元的學分", "學分：6", "Credit 6"),
        (
            "外包單元屬於哪個行業",
            "能力標準說明：進出口業適用",
            "for the Import and Export Industry",
        ),
        (
            "versions of the trade manager",
            "superseded by KPS1420-001v2",
            "已被《KPS1420-001v2》取代",
        ),
        ("which field is the online customers unit in", "Field: Marketing", "領域類別 行銷與銷售"),
        ("外包單元的範圍是什麼", "應用範圍：本能力單元", "Range This unit of competency"),
    ],
)
def test_header_fields_are_rendered_label_and_value_over_the_original(
    question: str, rendering: str, printed: str, assistant: Assistant
) -> None:
    (quote,) = assistant.answer(question).answer.citations
    assert rendering in quote.rendering
    assert printed in quote.text


def test_header_fields_in_the_documents_language_need_no_rendering(assistant: Assistant) -> None:
    (quote,) = assistant.answer("貿易經理屬於什麼行業").answer.citations
    assert quote.rendering == ""


# 任務, by the document's own word.


@pytest.mark.parametrize("question", ["跨境電商有哪些任務", "KRM4224 的任務"])
def test_the_bare_word_means_what_the_document_calls_so_and_the_answer_says_which(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert [quote.code for quote in answer.citations][:3] == ["T1.1", "T1.2", "T2.1"]
    assert "T1.1 這一層稱為「工作任務」，T1 稱為「主要職責」" in answer.lead


@pytest.mark.parametrize("question", ["跨境電商有哪些工作任務", "貿易經理有哪些任務"])
def test_where_no_word_can_be_mistaken_nothing_is_said_of_it(
    question: str, assistant: Assistant
) -> None:
    assert "稱為" not in assistant.answer(question).answer.lead


def test_duties_are_the_wider_ones(assistant: Assistant) -> None:
    answer = assistant.answer("what are the duties in cross-border e-commerce").answer
    assert "4 main duties" in answer.lead


# Older versions.


@pytest.mark.parametrize(
    ("question", "older"),
    [
        ("KPS1420-001 的級別", "KPS1420-001"),
        ("KPS1420-001v1 的任務", "KPS1420-001v1"),
        ("iis3513-005 T1 要懂什麼", "iis3513-005"),
    ],
)
def test_for_an_older_code_the_loaded_version_answers_and_says_so(
    question: str, older: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert answer.answerable
    assert answer.lead.startswith(f"{older} 是舊版")
    assert "已被《" in "\n".join(quote.text for group in answer.groups for quote in group.quotes)


@pytest.mark.parametrize("question", ["KPS1420-001v2 的級別", "KPS1420 的級別", "KRM4224-001v1"])
def test_of_the_loaded_version_nothing_is_said_of_older_ones(
    question: str, assistant: Assistant
) -> None:
    assert "舊版" not in assistant.answer(question).answer.lead


def test_two_versions_cannot_be_compared_but_their_table_is_shown(assistant: Assistant) -> None:
    (quote,) = assistant.answer("KPS1420-001v1 跟 v2 差在哪").answer.citations
    assert "歷史版本" in quote.text


# Counts.


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("五份裡面知識最多的是哪一份", "IIS3513-005v2", "KPS5R0258v2"),
        ("which standard has the fewest skills", "KPS5R0258v2", "KPS1420-001v2"),
        ("貿易經理哪個任務的指標最多", "KPS1420-001v2/T2", "KPS1420-001v2/T1"),
    ],
)
def test_the_most_and_the_fewest_are_counted(
    question: str, first: str, last: str, assistant: Assistant
) -> None:
    ids = ids_for(assistant, question)
    assert (ids[0], ids[-1]) == (first, last)


def test_the_first_few_say_how_many_there_are(assistant: Assistant) -> None:
    answer = assistant.answer("貿易經理的前三項知識").answer
    assert [quote.code for quote in answer.citations] == ["K1", "K2", "K3"]
    assert answer.lead == "「貿易經理」列有 28 項知識，前 3 項是："


# Reverse, and what somebody needs for another job.


def test_an_attitude_can_be_asked_back_from(assistant: Assistant) -> None:
    assert "IIS3513-005v2/A02" in ids_for(assistant, "which standards ask for curiosity")


def test_who_has_to_deal_with_something_may_stand_in_an_indicator(assistant: Assistant) -> None:
    assert ids_for(assistant, "Who has to deal with EDI?")[0] == "IIS3513-005v2/P3.1.4"


def test_what_one_lacks_begins_with_what_the_other_job_asks_to_begin(assistant: Assistant) -> None:
    question = (
        "I am an outsourcing coordinator and want to become a trade manager, what am I missing"
    )
    answer = assistant.answer(question).answer
    assert answer.citations[0].id == "KPS1420-001v2/N2"
    assert "lists no knowledge, skills, attitudes" in answer.lead


def test_a_short_name_is_meant_as_a_standard_where_only_one_can_answer(
    assistant: Assistant,
) -> None:
    assert ids_for(assistant, "Do I need a degree to run a cross-border shop?") == [
        "KRM4224-001v1/N1"
    ]


def test_a_place_that_is_asked_to_be_told_about_is_opened(assistant: Assistant) -> None:
    assert ids_for(assistant, "what does R1 cover")[:2] == ["110985L5/R1", "110985L5/R1.1"]


def test_what_stands_in_the_best_ones_activity_is_quoted_with_it(assistant: Assistant) -> None:
    answer = assistant.answer("粉專的成效數據要怎麼分析").answer
    assert {"KRM4224-001v1/T1.2", "KRM4224-001v1/P1.2.1"} <= set(cited(answer))


@pytest.mark.parametrize(
    "question",
    [
        "我以前做客服，想做跨境電商，缺什麼",
        "I'm a waiter, what do I need to learn for the cross-border job",
    ],
)
def test_of_somebody_whose_job_no_standard_is_for_all_that_the_other_asks_is_listed(
    question: str, assistant: Assistant
) -> None:
    ids = ids_for(assistant, question)
    assert ids[:2] == ["KRM4224-001v1/N1", "KRM4224-001v1/K01"]
    assert {id_.partition("/")[2][0] for id_ in ids} == {"N", "K", "S", "A"}


def test_a_short_subject_that_two_standards_speak_of_is_compared(assistant: Assistant) -> None:
    answer = assistant.answer("客服在貿易經理跟跨境電商裡有什麼不同").answer
    assert {"KPS1420-001v2/T1.3", "KRM4224-001v1/S14"} <= set(cited(answer))
    assert len(answer.citations) < 13


def test_a_place_is_known_by_its_rendered_title_too(assistant: Assistant) -> None:
    ids = ids_for(assistant, 'criteria under "optimise the retail website" please')
    assert ids == [f"KPS5R0258v2/E3.{n}" for n in range(1, 7)]


def test_what_can_be_asked_is_no_question_of_the_standards(assistant: Assistant) -> None:
    assert assistant.answer("what can I ask").answer.kind is AnswerKind.SMALL_TALK
    assert assistant.answer("can you write me a CV").answer.kind is AnswerKind.SMALL_TALK


def test_where_to_learn_is_not_recorded(assistant: Assistant) -> None:
    assert not assistant.answer("where can I take the course").answer.answerable


def test_the_words_of_asking_are_no_slips_of_typing(assistant: Assistant) -> None:
    assert "missing" in assistant.explain("what am I missing to become a buyer").terms
    assert not assistant.explain("貿易經理需要會日文嗎").mended


@pytest.mark.parametrize("question", ["幫我整理貿易經理的重點", "summary of the trade manager"])
def test_a_summary_of_a_standard_is_its_description_and_its_tasks(
    question: str, assistant: Assistant
) -> None:
    assert ids_for(assistant, question) == [
        "KPS1420-001v2",
        *(f"KPS1420-001v2/T{n}" for n in range(1, 6)),
    ]


def test_the_level_of_an_indicator_is_that_of_its_activity(assistant: Assistant) -> None:
    answer = assistant.answer("貿易經理 P2.3.1 是哪一級的").answer
    assert "是級別 6" in answer.lead


def test_a_standards_name_is_said_once_over_its_description_and_tasks(
    assistant: Assistant,
) -> None:
    assert assistant.answer("貿易經理").answer.lead == "「貿易經理」列有 5 項工作任務："


def test_to_evaluate_something_is_work_and_no_assessment(assistant: Assistant) -> None:
    answer = assistant.answer("零售電商怎麼評估新的電商應用有沒有效").answer
    assert answer.kind is AnswerKind.QUOTED
    assert any(quote.id.startswith("IIS3513-005v2/P5.") for quote in answer.citations)
    assert {quote.kind for quote in assistant.answer("網路顧客單元怎麼評量").answer.citations} == {
        ItemKind.ASSESSMENT
    }


@pytest.mark.parametrize(
    "question",
    ["我要寫貿易經理的徵才文，技能要寫哪些", "for a trade manager job ad, which skills do I list?"],
)
def test_what_goes_into_a_job_ad_is_told(question: str, assistant: Assistant) -> None:
    answer = assistant.answer(question).answer
    assert {quote.kind for quote in answer.citations} == {ItemKind.SKILL}


def test_where_people_ask_for_openings_nothing_is_made_up(assistant: Assistant) -> None:
    for question in ("貿易經理現在有職缺嗎", "應徵貿易經理要什麼學歷，薪水多少"):
        assert not assistant.answer(question).answer.answerable


@pytest.mark.parametrize("question", ["零售電商的行銷要素有哪些", "貿易經理要處理哪些風險要素"])
def test_the_elements_of_something_are_no_tasks(question: str, assistant: Assistant) -> None:
    assert not any("/T" in quote.id for quote in assistant.answer(question).answer.citations)


def test_a_title_with_a_slip_is_found_as_if_it_had_none(assistant: Assistant) -> None:
    slip, none = (
        assistant.answer(f"庫存盤{letter}清單是哪個職能基準的").answer for letter in "店點"
    )
    assert [quote.id for quote in slip.citations] == [quote.id for quote in none.citations]


def test_in_total_asks_for_all_that_a_standard_has(assistant: Assistant) -> None:
    answer = assistant.answer("跨境電商要產出的文件總共有哪些").answer
    assert len(answer.citations) == 10


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("「提供售前及售後服務」的代碼是什麼", ["KRM4224-001v1/T4"]),
        ("what's the code of the task on retail brands", ["IIS3513-005v2/T4"]),
        ("跨境電商的 Excel 代碼是多少", ["KRM4224-001v1/S05b", "KRM4224-001v1/S07"]),
        ("跨境電商的代碼是多少", ["KRM4224-001v1"]),
    ],
)
def test_who_asks_for_a_code_gets_that_of_what_is_named(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    assert sorted(cited(assistant.answer(question).answer)) == expected


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("規劃推廣 T3.1 有哪些工作產出", ["KPS1420-001v2/O3.1.1", "KPS1420-001v2/O3.1.2"]),
        ("plan promotion T3.1 outputs", ["KPS1420-001v2/O3.1.1", "KPS1420-001v2/O3.1.2"]),
    ],
)
def test_a_code_beside_a_part_of_a_title_is_that_of_the_standard_that_prints_both(
    question: str, items: list[str], assistant: Assistant
) -> None:
    assert cited(assistant.answer(question).answer) == items


@pytest.mark.parametrize(
    "question",
    ["貿易經理和零售電商哪一份比較舊", "which of trade manager and retail e-commerce is newer"],
)
def test_which_of_two_is_newer_is_told_by_what_both_print(
    question: str, assistant: Assistant
) -> None:
    assert set(cited(assistant.answer(question).answer)) == {"KPS1420-001v2", "IIS3513-005v2"}


def test_a_slip_is_answered_as_what_was_meant_and_shown_as_it_was_typed(
    assistant: Assistant,
) -> None:
    asked = assistant.answer("跨竟電商 T2.1 要懂那些之識")
    assert cited(asked.answer) == cited(assistant.answer("跨境電商 T2.1 要懂哪些知識").answer)
    assert asked.answer.question == "跨竟電商 T2.1 要懂那些之識"
    assert asked.parsed.mended == ("跨境", "知識")


@pytest.mark.parametrize(
    "question",
    [
        "外包商那份是從哪個行業拿來用的",
        "外包商那個單元是採用自哪個單元",
        "where was 110985L5 taken from",
        "Is 110985L5 taken from another unit?",
        "Which retail unit does 110985L5 come from?",
    ],
)
def test_where_a_standard_was_adopted_from_stands_in_its_remarks(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert [quote.id for quote in answer.citations] == ["110985L5/N1"]


@pytest.mark.parametrize(
    "question",
    [
        "payment taken from customer twice",
        "問題從哪裡來的",
        "零售電商的顧客是從哪裡來的",
        "order details copied from the email into the system of the retail e-commerce staff",
        "貿易經理該從哪個標準挑市場",
        "貿易經理的客戶來自哪個行業",
        "貿易經理有採用自動化嗎",
        "What standard does customer retention come from",
    ],
)
def test_where_something_else_comes_from_is_asked_of_no_standard(
    question: str, assistant: Assistant
) -> None:
    assert Facet.NOTES not in assistant.explain(question).facets


@pytest.mark.parametrize(
    ("question", "count"),
    [("which retail skills are needed", 9), ("what trade manager standard skills are listed", 27)],
)
def test_a_standard_is_named_after_which_and_what(
    question: str, count: int, assistant: Assistant
) -> None:
    assert len(assistant.answer(question).answer.citations) == count


@pytest.mark.parametrize(
    "question",
    [
        "KPS1420-001v2是哪一天公布的",
        "貿易經理這份是哪個月公告的",
        "When did the current trade manager standard come out?",
    ],
)
def test_when_a_standard_was_published_stands_in_its_versions(
    question: str, assistant: Assistant
) -> None:
    parsed = assistant.explain(question)
    assert parsed.facets == (Facet.VERSIONS,)
    cited = [quote.id for quote in assistant.answer(question).answer.citations]
    assert cited == ["KPS1420-001v2"]


@pytest.mark.parametrize(
    "question",
    [
        "哪年出國參展的成效要怎麼評估",
        "價格什麼時候公告",
        "幾月要更新網站內容",
        "when did the report come out?",
    ],
)
def test_when_something_else_came_out_is_asked_of_no_version(
    question: str, assistant: Assistant
) -> None:
    assert Facet.VERSIONS not in assistant.explain(question).facets


@pytest.mark.parametrize(
    "question", ["跨境電商一共有幾個大任務", "list the main tasks of the cross-border operator"]
)
def test_the_main_tasks_are_the_widest_parts_whatever_the_document_calls_them(
    question: str, assistant: Assistant
) -> None:
    cited = [quote.id for quote in assistant.answer(question).answer.citations]
    assert cited == [f"KRM4224-001v1/T{n}" for n in range(1, 5)]


@pytest.mark.parametrize(
    "question",
    ["粉絲頁多久發文一次比較好？", "推廣活動怎麼規劃比較好?", "和客戶溝通用什麼方式比較好？"],
)
def test_what_is_better_done_is_no_comparison_and_no_matter_that_no_standard_records(
    question: str, assistant: Assistant
) -> None:
    parsed = assistant.explain(question)
    assert not parsed.comparing
    assert parsed.facets == ()
    assert assistant.answer(question).answer.answerable


def test_to_compare_is_asked_for_politely_too(assistant: Assistant) -> None:
    parsed = assistant.explain("零售電商跟貿易經理的技能，幫我比較好嗎")
    assert parsed.comparing


@pytest.mark.parametrize(
    "question", ["KPS5R0258v2 跟 110985L5 同級嗎", "KPS5 和 110985L5 是同一級嗎"]
)
def test_two_units_at_the_same_level_are_told_by_their_levels_alone(
    question: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question).answer
    assert {quote.id for quote in answer.citations} == {"KPS5R0258v2", "110985L5"}


@pytest.mark.parametrize(
    "question", ["How is the online customers unit assessed?", "網路顧客單元怎樣評量"]
)
def test_how_a_unit_is_assessed_is_told_by_its_methods_and_where_the_rest_stands(
    question: str, assistant: Assistant
) -> None:
    asked = assistant.answer(question)
    cited = [quote.id.partition("/")[2] for quote in asked.answer.citations]
    assert cited == ["G3", *(f"G3.{n}" for n in range(1, 8)), "G1", "G2"]
    second = assistant.answer("第二個呢", topic=asked.topic).answer
    assert [quote.id for quote in second.citations] == ["KPS5R0258v2/G3.2"]
    of_all = assistant.answer("列出網路顧客單元的評量全部內容").answer
    assert len(of_all.citations) > len(cited)


@pytest.mark.parametrize(
    "question",
    ["which category is the online customers standard in", "網路顧客單元屬於哪個領域類別"],
)
def test_which_category_a_standard_is_in_is_a_field_of_its_header(
    question: str, assistant: Assistant
) -> None:
    parsed = assistant.explain(question)
    assert (parsed.facets, parsed.terms) == ((Facet.SECTOR,), "")


def test_a_level_with_a_letter_of_the_same_sound_is_a_level(assistant: Assistant) -> None:
    # 集 is typed for 級.
    assert assistant.explain("零售電商人員是第幾集").facets == (Facet.LEVEL,)
    assert assistant.explain("直播第幾集賣最好").facets == ()


def test_a_code_asked_for_beside_which_standard_is_no_comparison(assistant: Assistant) -> None:
    question = "情緒管理是哪份標準的，編號多少"
    assert not assistant.explain(question).comparing
    assert "KRM4224-001v1/K14" in [q.id for q in assistant.answer(question).answer.citations]


def test_a_skill_in_other_words_answers_whether_it_is_needed(assistant: Assistant) -> None:
    answer = assistant.answer("做跨境小編要會修圖嗎").answer
    assert [quote.id for quote in answer.citations] == ["KRM4224-001v1/S04"]


@pytest.mark.parametrize(
    "question",
    ["貿易經理要會開飛機嗎", "貿易經理要會用算盤嗎", "does the trade manager need drawing skills"],
)
def test_a_skill_that_none_is_like_is_not_needed(question: str, assistant: Assistant) -> None:
    assert not assistant.answer(question).answer.answerable


def test_a_day_off_that_is_told_of_and_not_asked_for_is_no_matter_of_leave(
    assistant: Assistant,
) -> None:
    assert Facet.UNRECORDED not in assistant.explain("小編請假換我顧粉專，多久發一篇").facets
    assert Facet.UNRECORDED not in assistant.explain("同事請假，客訴怎麼處理").facets
    assert Facet.UNRECORDED in assistant.explain("小編可以請假嗎").facets
    assert Facet.UNRECORDED in assistant.explain("請假規定是什麼，貿易經理的話怎麼算").facets
