"""The screens, as pure functions of what is known."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import (
    Action,
    Home,
    MoreOfAnswer,
    RateAnswer,
    ShowActivity,
    ShowItem,
    ShowPart,
    ShowStandard,
    ShowTask,
    fits,
)
from bot.message import Message, PrivateChat, Style, text
from bot.places import place_of, places, words_of
from bot.plain import render
from bot.views import answer as answer_view
from bot.views import item as item_view
from bot.views import quiz as quiz_view
from bot.views import result as result_view
from bot.views import standards as standards_view
from bot.views import task as task_view
from bot.views.labels import ROOM, columns, shorten
from bot.views.paging import cut
from bot.views.rendering import label_of
from bot_twins import buttons, standard_of, standards
from conversations.answer import Answer, Group, Quote
from conversations.evidence import Kind
from conversations.feedback import Rating
from conversations.language import Translator, translator
from conversations.quiz import Answered, Continued, Ended, Option, Quiz, QuizItem
from standards.model import Activity, ItemKind, Language, Standard, Task

EN, ZH = translator(Language.EN), translator(Language.ZH_HANT)
AT = datetime(2026, 1, 1, tzinfo=UTC)


def screen(action: Action) -> Message:
    """The screen behind a browsing button."""
    match action:
        case ShowStandard(code, page):
            return standards_view.standard(standard_of(code), page, EN)
        case ShowPart(code, part, page):
            return standards_view.part(standard_of(code), part, page, EN)
        case ShowTask(item_id, page):
            standard = standard_of(item_id.partition("/")[0])
            task = next(task for task in standard.tasks if task.id == item_id)
            return task_view.task(standard, task, page, EN)
        case ShowActivity(item_id, page):
            standard = standard_of(item_id.partition("/")[0])
            place = place_of(standard, item_id)
            assert place is not None
            assert place.task is not None
            assert isinstance(place.item, Activity)
            return task_view.activity(standard, place.task, place.item, page, EN)
        case ShowItem(item_id, origin):
            standard = standard_of(item_id.partition("/")[0])
            place = place_of(standard, item_id)
            assert place is not None
            return item_view.item(standard, place, origin, EN)
        case _:
            raise AssertionError(action)


def reachable(start: Action) -> dict[Action, Message]:
    """Every browsing screen that one gets to by pressing buttons."""
    browsing = ShowStandard | ShowPart | ShowTask | ShowActivity | ShowItem
    found: dict[Action, Message] = {}
    waiting = [start]
    while waiting:
        action = waiting.pop()
        if action in found:
            continue
        found[action] = screen(action)
        for button in buttons(found[action]):
            if isinstance(button.action, browsing):
                waiting.append(button.action)
    return found


@pytest.fixture(scope="module", params=standards(), ids=lambda standard: standard.code)
def walked(request: pytest.FixtureRequest) -> tuple[Standard, dict[Action, Message]]:
    """A standard, and every screen below its first."""
    return request.param, reachable(ShowStandard(request.param.code))


def test_every_item_can_be_reached_by_pressing_buttons(
    walked: tuple[Standard, dict[Action, Message]],
) -> None:
    standard, screens = walked
    opened = {getattr(action, "id", None) for action in screens}
    assert {place.item.id for place in places(standard)} <= opened


def test_every_item_is_shown_with_its_whole_text(
    walked: tuple[Standard, dict[Action, Message]],
) -> None:
    standard, screens = walked
    for action, shown in screens.items():
        if isinstance(action, ShowItem):
            place = place_of(standard, action.id)
            assert place is not None
            flat = "".join(render(shown).split())
            assert "".join(words_of(place.item).split()) in flat
            for line in getattr(place.item, "items", ()):
                assert "".join(getattr(line, "text", line).split()) in flat


def test_every_screen_fits_a_phone(walked: tuple[Standard, dict[Action, Message]]) -> None:
    for shown in walked[1].values():
        assert len(shown.rows) <= 20
        assert all(len(row) <= 4 for row in shown.rows)
        assert all(columns(button.label) <= ROOM for button in buttons(shown))
        assert all(button.label.strip() for button in buttons(shown))
        assert len(render(shown)) < 3900


def test_every_screen_leads_home_and_every_button_fits(
    walked: tuple[Standard, dict[Action, Message]],
) -> None:
    for shown in walked[1].values():
        *_others, home = buttons(shown)
        assert home.action == Home()
        for button in buttons(shown):
            assert not isinstance(button.action, PrivateChat)
            assert fits(button.action)


def test_an_item_leads_back_to_where_it_was_opened() -> None:
    back = buttons(screen(ShowItem("KRM4224-001v1/K01", "T2.1")))[-2]
    assert back.action == ShowActivity("KRM4224-001v1/T2.1")
    back = buttons(screen(ShowItem("KRM4224-001v1/K01")))[-2]
    assert back.action == ShowPart("KRM4224-001v1", "k")


def test_a_page_that_is_no_longer_there_shows_the_last_one() -> None:
    assert screen(ShowPart("KPS1420-001v2", "k", 99)).blocks


@given(st.lists(st.text(max_size=30)), st.integers(1, 5), st.integers(1, 50))
def test_pages_hold_every_entry_once_and_in_order(entries: list[str], most: int, room: int) -> None:
    pages = cut(entries, most, room, len)
    assert [entry for page in pages for entry in page] == entries
    for page in pages:
        assert len(page) <= most
        assert len(page) <= 1 or sum(map(len, page)) <= room


@given(st.text(), st.integers(2, 30))
def test_a_label_is_cut_to_its_room(words: str, room: int) -> None:
    assert columns(shorten(words, room)) <= room


# Answers


def long_answer(quotes: int, *, answerable: bool = True) -> Answer:
    """An answer whose quotes stand in two tasks of one standard."""
    standard = standard_of("KRM4224-001v1")
    groups = tuple(
        Group(
            standard.code,
            f"{standard.title} › {task.code}",
            task.id,
            tuple(
                Quote(f"{standard.code}/X{task.code}.{n}", f"X{n}", ItemKind.INDICATOR, "字" * 200)
                for n in range(quotes)
            ),
        )
        for task in standard.tasks[:2]
    )
    if answerable:
        return Answer("?", Language.EN, True, "The lead.", groups)
    return Answer("?", Language.EN, False, "The lead.", nearest=groups)


def shown_answer(answer: Answer, *, private: bool = True) -> Message:
    return answer_view.answer(answer, "key", standard_of, EN, private=private)


def test_the_lead_comes_first_and_each_quote_has_its_code() -> None:
    text = render(shown_answer(long_answer(1)))
    assert text.startswith("The lead.")
    assert "X0 字字" in text
    assert "KRM4224-001v1" in text


def test_a_short_answer_has_no_more_button() -> None:
    assert not any(
        isinstance(button.action, MoreOfAnswer) for button in buttons(shown_answer(long_answer(1)))
    )


@given(st.integers(0, 40))
def test_the_pages_of_an_answer_show_every_quote_once(quotes: int) -> None:
    answer = long_answer(quotes)
    shown = shown_answer(answer)
    text = render(shown)
    while more := [
        button.action for button in buttons(shown) if isinstance(button.action, MoreOfAnswer)
    ]:
        shown = answer_view.rest(answer, "key", more[0].page, standard_of, EN)
        text += "\n" + render(shown)
    assert text.count("字" * 200) == 2 * quotes


def test_the_more_button_says_how_many_are_left() -> None:
    labels = [button.label for button in buttons(shown_answer(long_answer(4)))]
    assert "Show 5 more" in labels


def test_an_answer_leads_to_its_task_and_to_practising_it() -> None:
    actions = [button.action for button in buttons(shown_answer(long_answer(1)))]
    assert ShowTask("KRM4224-001v1/T1") in actions
    assert any(
        button.label == "Check what I know" for button in buttons(shown_answer(long_answer(1)))
    )


def test_in_a_group_practising_leads_to_the_private_chat() -> None:
    found = buttons(shown_answer(long_answer(1), private=False))
    links = [isinstance(button.action, PrivateChat) for button in found]
    assert links == [False, False, True, False, False, False]


def thumbs(shown: Message) -> list[tuple[str, Rating]]:
    """The thumbs of an answer, which stand in one row."""
    rows = [row for row in shown.rows if isinstance(row[0].action, RateAnswer)]
    return [
        (button.label, button.action.rating)
        for row in rows
        for button in row
        if isinstance(button.action, RateAnswer)
    ]


def test_an_answer_that_quotes_can_be_rated_in_one_row() -> None:
    assert thumbs(shown_answer(long_answer(1))) == [
        ("👍 Helpful", Rating.HELPFUL),
        ("👎 Not helpful", Rating.NOT_HELPFUL),
    ]


@pytest.mark.parametrize(
    "answer",
    [long_answer(1, answerable=False), replace(long_answer(0), answerable=False, groups=())],
)
def test_an_answer_that_quotes_nothing_cannot_be_rated(answer: Answer) -> None:
    assert thumbs(shown_answer(answer)) == []


def test_once_rated_an_answer_says_thanks_and_keeps_its_other_buttons() -> None:
    answer = long_answer(4)
    before = shown_answer(answer)
    after = answer_view.answer(answer, "key", standard_of, EN, rated=True)
    assert after.blocks == (*before.blocks, text("Thanks, noted.", Style.QUIET))
    *others, (helpful, not_helpful, home) = before.rows
    assert after.rows == (*others, (home,))
    assert {type(each.action) for each in (helpful, not_helpful)} == {RateAnswer}


def test_in_a_group_an_answer_that_was_rated_can_be_rated_by_others() -> None:
    answer = long_answer(1)
    after = answer_view.answer(answer, "key", standard_of, ZH, private=False, rated=True)
    assert "謝謝" in render(after)
    assert [label for label, _rating in thumbs(after)] == ["👍 有幫助", "👎 沒幫助"]


def test_what_is_nearest_is_offered_as_such_and_not_for_practising() -> None:
    shown = shown_answer(long_answer(1, answerable=False))
    assert "Nearest to it:" in render(shown)
    assert not any(button.label == "Check what I know" for button in buttons(shown))


def test_a_declined_answer_with_nothing_near_still_leads_home() -> None:
    shown = shown_answer(replace(long_answer(0), answerable=False, groups=()))
    assert [button.action for button in buttons(shown)] == [Home()]


# Quizzes


def a_quiz(words: str = "short") -> Quiz:
    """Two questions on one task and one on the whole standard; option B is right."""
    items = tuple(
        QuizItem(
            f"q{number}",
            "KRM4224-001v1",
            task,
            ("KRM4224-001v1/K01",),
            Kind.RECALL,
            f"Stem {number}?",
            tuple(
                Option(f"{words} {number}{letter}", letter == "b", f"because of {letter}")
                for letter in "abc"
            ),
            "As K01 says.",
        )
        for number, task in enumerate(("KRM4224-001v1/T1", "KRM4224-001v1/T1", "KRM4224-001v1"))
    )
    return Quiz("quiz", "me", "KRM4224-001v1", Language.EN, items, AT)


def test_short_options_stand_on_the_buttons() -> None:
    shown = quiz_view.question(a_quiz(), EN)
    assert [button.label for button in buttons(shown)][:3] == [
        "A. short 0a",
        "B. short 0b",
        "C. short 0c",
    ]
    assert "short 0a" not in render(shown)


def test_long_options_stand_in_the_text_and_the_buttons_carry_letters() -> None:
    shown = quiz_view.question(a_quiz("long " * 12), EN)
    assert [button.label for button in buttons(shown)][:3] == ["A", "B", "C"]
    assert "B. long long" in render(shown)


def test_a_question_says_where_in_the_quiz_it_stands() -> None:
    assert render(quiz_view.question(a_quiz(), EN)).startswith("Question 1/3")


def test_a_question_gives_nothing_of_its_answer_away() -> None:
    shown = quiz_view.question(a_quiz(), EN)
    text = render(shown) + "".join(button.label for button in buttons(shown))
    assert "because" not in text
    assert "K01" not in text


def test_the_review_of_a_wrong_answer_says_why_and_what_was_right() -> None:
    text = render(quiz_view.review(a_quiz().apply(Answered(0, AT)), standard_of, EN))
    assert "❌ Not quite." in text
    assert "Your answer: A. short 0a" in text
    assert "because of a" in text
    assert "The right answer: B. short 0b" in text
    assert "As K01 says." in text
    assert "KRM4224-001v1/K01" in text


def test_the_review_of_a_right_answer_says_so() -> None:
    text = render(quiz_view.review(a_quiz().apply(Answered(1, AT)), standard_of, ZH))
    assert "✅ 答對了！" in text
    assert "正確答案" not in text


def played(*options: int) -> Quiz:
    quiz = a_quiz()
    for option in options:
        quiz = quiz.apply(Answered(option, AT)).apply(Continued(AT))
    return quiz


def test_the_result_counts_by_task_and_names_what_to_read_again() -> None:
    text = render(result_view.result(played(1, 0, 1), standard_of, EN))
    assert "T1 經營數位社群媒體 (Run digital social media): 1 of 2" in text
    assert "The whole standard: 1 of 1" in text
    assert "Worth reading again" in text
    assert "K01 組織策略與程序" in text
    assert "%" not in text


def test_a_result_without_a_slip_praises() -> None:
    text = render(result_view.result(played(1, 1, 1), standard_of, EN))
    assert "Well done" in text
    assert "Worth reading again" not in text


def test_a_quiz_stopped_before_an_answer_says_so() -> None:
    text = render(result_view.result(a_quiz().apply(Ended(AT)), standard_of, EN))
    assert text.startswith("Quiz stopped")
    assert "not answered a question yet" in text


def test_a_result_survives_the_removal_of_its_standard() -> None:
    shown = result_view.result(played(1, 0, 1), lambda _code: None, EN)
    assert "T1" in render(shown)


def test_the_words_of_a_task_are_its_title() -> None:
    task = next(place.item for place in places(standards()[0]) if isinstance(place.item, Task))
    assert words_of(task) == task.title


# The other language


def test_who_reads_the_other_language_gets_our_rendering_called_unofficial() -> None:
    shown = render(screen(ShowItem("KRM4224-001v1/K01")))
    assert "K01 組織策略與程序" in shown
    assert "Unofficial translation:" in shown


def test_who_reads_the_prints_language_gets_the_print_alone() -> None:
    standard = standard_of("KRM4224-001v1")
    place = place_of(standard, "KRM4224-001v1/K01")
    assert place is not None
    assert "翻譯" not in render(item_view.item(standard, place, "", ZH))
    labels = [button.label for button in buttons(standards_view.standard(standard, 0, ZH))]
    assert "T1 經營數位社群媒體" in labels


def test_a_standard_without_renderings_is_shown_as_printed() -> None:
    standard = replace(standard_of("KRM4224-001v1"), code="NEW")
    assert "跨境電商營運人員" in render(standards_view.standard(standard, 0, EN))


def unit_quiz() -> Quiz:
    """One question on the English unit."""
    item = replace(
        a_quiz().items[0],
        standard="110985L5",
        task="110985L5/R1",
        targets=("110985L5/R1.1",),
        explanation="So it is.",
    )
    return replace(a_quiz(), scope="110985L5", items=(item,))


def chinese_quiz() -> Quiz:
    """One question on a Chinese standard."""
    items = tuple(
        replace(item, targets=("KRM4224-001v1/P1.1.2",), explanation="So it is.")
        for item in a_quiz().items[:1]
    )
    return replace(a_quiz(), items=items)


@pytest.mark.parametrize(
    ("quiz", "say"), [(chinese_quiz(), EN), (unit_quiz(), ZH)], ids=["in English", "in Chinese"]
)
def test_who_reads_the_other_language_understands_a_review_and_a_result(
    quiz: Quiz, say: Translator
) -> None:
    standard = standard_of(quiz.items[0].standard)
    (target,) = quiz.items[0].targets
    place, task = place_of(standard, target), place_of(standard, quiz.items[0].task)
    assert place is not None
    assert task is not None
    printed = words_of(place.item)
    rendered = label_of(standard, target, printed, say)
    title = label_of(standard, task.item.id, words_of(task.item), say)
    assert rendered not in (printed, "")
    reviewed = quiz.apply(Answered(0, AT))
    review = render(quiz_view.review(reviewed, standard_of, say))
    name = label_of(standard, standard.code, standard.title, say)
    for words in (printed, rendered, f"{standard.title} ({name})"):
        assert words in review
    result = render(result_view.result(reviewed.apply(Continued(AT)), standard_of, say))
    for words in (f"{printed} ({rendered})", f"{words_of(task.item)} ({title})"):
        assert words in result


def test_who_reads_the_prints_language_is_told_it_once() -> None:
    reviewed = chinese_quiz().apply(Answered(0, AT))
    for screen in (
        quiz_view.review(reviewed, standard_of, ZH),
        result_view.result(reviewed.apply(Continued(AT)), standard_of, ZH),
    ):
        assert "(" not in render(screen).replace("(P1.1.2)", "")
