"""A question is taken apart into facets, names, codes and the words that are left."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations import ways_of_asking
from conversations.facets import Facet
from conversations.names import Names
from conversations.parse import language_of_text, parse
from conversations.question import ParsedQuestion
from conversations.small_talk import SmallTalk
from conversations.topic import Topic, topic_from
from index.chunk import chunks_of
from index.lookup import Lookup
from standards.library import shipped
from standards.model import Language

NAMES = Names(shipped())
LOOKUP = Lookup([chunk for standard in shipped() for chunk in chunks_of(standard)])


def parsed(text: str, topic: Topic | None = None) -> ParsedQuestion:
    return parse(text, NAMES, LOOKUP, topic)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("貿易經理要懂哪些知識？", Facet.KNOWLEDGE),
        ("贸易经理要懂哪些知识", Facet.KNOWLEDGE),
        ("what skills does the trade manager need", Facet.SKILLS),
        ("跨境電商有什麼工作產出", Facet.OUTPUTS),
        ("outputs of T3.2", Facet.OUTPUTS),
        ("零售電商的基準級別", Facet.LEVEL),
        ("how many credits is the outsourcing unit", Facet.CREDIT),
        ("貿易經理要什麼學歷", Facet.PREREQUISITES),
        ("貿易經理最新版本", Facet.VERSIONS),
        ("貿易經理月薪多少", Facet.UNRECORDED),
        ("how much does a trade manager earn", Facet.UNRECORDED),
    ],
)
def test_a_part_of_a_standard_is_recognised_by_the_words_people_use(
    text: str, facet: Facet
) -> None:
    assert facet in parsed(text).facets


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("貿易經理做什麼", "KPS1420-001v2"),
        ("KPS1420-001 的級別", "KPS1420-001v2"),
        ("跨境電商的技能", "KRM4224-001v1"),
        ("零售電商 T3 的知識", "IIS3513-005v2"),
        ("電商基準的態度", "IIS3513-005v2"),
        ("skills in the outsourcing unit", "110985L5"),
        ("trade managers: tasks", "KPS1420-001v2"),
    ],
)
def test_a_standard_is_known_by_its_title_its_code_and_its_nicknames(text: str, code: str) -> None:
    assert parsed(text).standards == (code,)


def test_a_word_of_the_trade_does_not_name_a_standard() -> None:
    assert parsed("外包合約要寫清楚什麼").standards == ()
    assert parsed("電商平台怎麼上架商品").standards == ()


def test_a_short_name_alone_with_a_facet_names_the_standard() -> None:
    assert parsed("跨境要會哪些技能").standards == ("KRM4224-001v1",)


def test_a_code_means_the_items_of_the_standard_that_is_named() -> None:
    (mention,) = parsed("貿易經理 K01 是什麼").codes
    assert mention.ids == ("KPS1420-001v2/K1",)


def test_a_code_that_nobody_prints_is_known_to_be_unknown() -> None:
    (mention,) = parsed("P1.1.99 是什麼").codes
    assert (mention.printed, mention.ids) == ("P1.1.99", ())


def test_nothing_is_left_to_search_for_when_only_a_list_is_asked() -> None:
    assert parsed("貿易經理的 T2 要懂哪些知識？").weight == 0
    assert parsed("List all the tasks of the trade manager, please").weight == 0


def test_the_situation_is_left_to_search_for() -> None:
    assert parsed("客人刷卡沒過怎麼辦？").weight >= 4


TRADE = Topic(("KPS1420-001v2",), ("KPS1420-001v2/T2",), (Facet.KNOWLEDGE,))


@pytest.mark.parametrize("text", ["那技能呢？", "那技能呢", "and the skills?", "skills?"])
def test_a_follow_up_asks_of_the_place_that_was_spoken_of(text: str) -> None:
    follow_up = parsed(text, TRADE)
    assert follow_up.places == ("KPS1420-001v2/T2",)
    assert follow_up.facets == (Facet.SKILLS,)


def test_a_follow_up_may_ask_the_same_of_another_standard() -> None:
    follow_up = parsed("那跨境電商呢？", TRADE)
    assert follow_up.standards == ("KRM4224-001v1",)
    assert follow_up.facets == (Facet.KNOWLEDGE,)


def test_a_new_question_leaves_the_old_topic() -> None:
    assert parsed("客人要退貨怎麼處理", TRADE).standards == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好", SmallTalk.GREETING),
        ("Thanks a lot!", SmallTalk.THANKS),
        ("謝謝你～", SmallTalk.THANKS),
        ("你是誰？", SmallTalk.WHO),
        ("什么破玩意，一点用都没有", SmallTalk.ABUSE),
        ("you are useless", SmallTalk.ABUSE),
        ("破東西寄來怎麼辦", None),
    ],
)
def test_small_talk_is_small_talk(text: str, kind: SmallTalk | None) -> None:
    assert parsed(text).small_talk is kind


def test_a_greeting_before_a_question_does_not_hide_it() -> None:
    assert parsed("你好，T2 要懂哪些知識？").small_talk is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("客人刷卡沒過", Language.ZH_HANT),
        ("EDI 是什麼", Language.ZH_HANT),
        ("what is EDI", Language.EN),
        ("P1.1.4", Language.ZH_HANT),
    ],
)
def test_the_language_is_that_of_the_words(text: str, language: Language) -> None:
    assert language_of_text(text) is language


@given(st.text(max_size=80))
def test_any_text_can_be_parsed_and_printed(text: str) -> None:
    assert parsed(text, TRADE).as_json()["text"] == text


@given(
    st.lists(st.text(max_size=20)),
    st.lists(st.text(max_size=20)),
    st.lists(st.sampled_from(Facet)),
)
def test_a_topic_survives_being_stored(
    standards: list[str], places: list[str], facets: list[Facet]
) -> None:
    topic = Topic(tuple(standards), tuple(places), tuple(facets))
    assert topic_from(topic.as_text()) == topic


@given(st.text(max_size=60))
def test_a_spoilt_topic_is_an_empty_one(text: str) -> None:
    assert isinstance(topic_from(text), Topic)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("KRM4224 的 K10 到 K12 念給我聽", ("K10", "K11", "K12")),
        ("跨境電商 P1.1.1~P1.1.3 是什麼", ("P1.1.1", "P1.1.2", "P1.1.3")),
        ("cross-border e-commerce, k1 through k3", ("K01", "K02", "K03")),
        ("跨境電商 p 1.1.2", ("P1.1.2",)),
    ],
)
def test_codes_are_read_as_people_type_them(text: str, ids: tuple[str, ...]) -> None:
    found = [id_ for code in parsed(text).codes for id_ in code.ids]
    assert found == [f"KRM4224-001v1/{id_}" for id_ in ids]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("貿易經理的任務五", "KPS1420-001v2/T5"),
        ("the second task of the trade manager", "KPS1420-001v2/T2"),
        ("網路顧客單元的第三個要素", "KPS5R0258v2/E3"),
        ("貿易經理最後一個任務", "KPS1420-001v2/T5"),
    ],
)
def test_a_task_named_by_its_number_is_found_whatever_its_document_calls_it(
    text: str, id_: str
) -> None:
    assert [each for code in parsed(text).codes for each in code.ids] == [id_]


@pytest.mark.parametrize(
    "text", ["級別6的任務有哪些", "六級的任務有哪些", "which tasks are level 6?"]
)
def test_a_level_named_by_its_number_is_what_things_are_asked_for_by(text: str) -> None:
    assert parsed(text).level == 6
    assert parsed(text).weight == 0


LISTED = Topic(
    ("KPS1420-001v2",),
    ("KPS1420-001v2/T3",),
    (Facet.ACTIVITIES,),
    shown=tuple(f"KPS1420-001v2/T3.{n}" for n in (1, 2, 3)),
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第二個呢", "T3.2"),
        ("the last one?", "T3.3"),
        ("第一個的指標", "T3.1"),
        ("下一個", "T4"),
        ("and the third one?", "T3.3"),
    ],
)
def test_one_of_the_list_shown_last_is_meant_by_its_number(text: str, place: str) -> None:
    assert parsed(text, LISTED).places == (f"KPS1420-001v2/{place}",)


def test_what_was_asked_of_one_of_a_list_is_asked_of_the_next() -> None:
    topic = Topic(LISTED.standards, LISTED.shown[:1], (Facet.INDICATORS,), shown=LISTED.shown)
    assert parsed("第二個呢", topic).facets == (Facet.INDICATORS,)


def test_a_number_beyond_the_list_picks_nothing() -> None:
    assert parsed("第九個呢", LISTED).places != (f"{LISTED.shown[0]}",)


def test_an_indicator_is_asked_for_in_either_script() -> None:
    assert parsed("行为指标").facets == parsed("行為指標").facets == (Facet.INDICATORS,)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("網路顧客單元 四.4", "KPS5R0258v2/E4.4"),
        ("網路顧客單元 4.4", "KPS5R0258v2/E4.4"),
        ("貿易經理 1.2.3", "KPS1420-001v2/P1.2.3"),
        ("跨境 k 1", "KRM4224-001v1/K01"),
        ("KRM4224 s-14", "KRM4224-001v1/S14"),
        ("零售電商 p1。2。3", "IIS3513-005v2/P1.2.3"),
        ("p4_1_10", "IIS3513-005v2/P4.1.10"),
        ("網路顧客那份的註八", "KPS5R0258v2/N8"),
        ("網路顧客那份的註十一", "KPS5R0258v2/N11"),
        ("貿易經理 O 2.4.1", "KPS1420-001v2/O2.4.1"),
    ],
)
def test_a_code_is_known_in_whatever_signs_it_is_typed(text: str, item: str) -> None:
    assert [id_ for code in parsed(text).codes for id_ in code.ids] == [item]


@pytest.mark.parametrize(
    "text", ["網路顧客要關注一個什麼", "業績成長 1.5 倍的做法", "貿易經理要 3.5 年"]
)
def test_a_number_is_not_taken_for_a_code(text: str) -> None:
    assert parsed(text).codes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("110985 L5 的學分", "110985L5"), ("KPS1420 - 001 V2 的級別", "KPS1420-001v2")],
)
def test_a_standards_code_may_be_torn_apart(text: str, code: str) -> None:
    assert parsed(text).standards == (code,)


def test_a_code_said_to_be_of_a_standard_is_looked_up_there() -> None:
    question = parsed("compare T1 of retail e-commerce with T4 of cross-border")
    assert [code.ids for code in question.codes] == [("IIS3513-005v2/T1",), ("KRM4224-001v1/T4",)]


def test_those_mistyped_for_which_asks_which() -> None:
    assert parsed("貿易經理要懂那些知識").listing


@pytest.mark.parametrize(
    "text", ["貿易經理和跨境的態度哪幾個一樣", "貿易經理和跨境的態度有沒有一樣的"]
)
def test_what_is_the_same_in_two_is_what_they_share(text: str) -> None:
    assert parsed(text).sharing


def test_the_manager_who_asks_is_no_occupation_asked_for() -> None:
    assert not parsed("店長要我報告網購能幫生意多少").unknown_role
    assert parsed("店長要會什麼").unknown_role


def test_no_way_of_asking_is_turned_into_its_contrary_by_folding() -> None:
    # Folding writes small letters: \W, no letter, would become \w, a letter.
    patterns = [words for words in vars(ways_of_asking).values() if isinstance(words, str)]
    assert len(patterns) > 100
    assert not [words for words in patterns if re.search(r"\\[WSDB]", words)]
