"""Assigning in a conversation: chosen step by step, told, changed, withdrawn, reminded."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import (
    EVERYBODY,
    AnswerQuestion,
    AssignmentAction,
    AssignTo,
    DraftAssignment,
    EndQuiz,
    Home,
    RemindSeat,
    ShowAssignment,
    ShowAssignments,
    ShowChanges,
    StartCheck,
    StartQuiz,
    Step,
    SwitchReminders,
    WithdrawAssignment,
    decode,
    encode,
    fits,
)
from bot.callbacks import Action as Tap
from bot.engine import Commanded, Pressed, Said
from bot.message import Button, PrivateChat, Reply
from bot.plain import render
from bot.terms import TermsInBits, date_in, in_months, short_of, unpacked
from bot.views.labels import ROOM, columns
from bot_twins import DOCUMENTS, World, buttons, seen, standard_of
from conversations.assignments import Assignment, Terms, Wanted
from conversations.database import Database, open_database
from conversations.language import translator
from conversations.notices import NoticeKind
from conversations.roles import Action, Role
from conversations.teams import seat_of
from organisation import ANNA, BO, LIN, OWNER, WANG, founded, on
from standards.model import Language, Source, Standard
from standards.read import read

CODE, NEWER = "KRM4224-001v1", "KRM4224-001v3"
STANDARD = standard_of(CODE)
STRANGER, EDITOR, STAFF = "telegram:999", "telegram:998", "telegram:997"
TODAY = date(2026, 1, 1)


class Office:
    """LIN's team with ANNA and BO, and an engine on a database in a file."""

    def __init__(self, world: World, database: Database, team: str, other: str) -> None:
        self.world = world
        self.database = database
        self.team = team
        self.other = other
        self.engine = world.engine()

    async def press(self, who: str, action: Tap, locale: str = "en") -> Reply:
        return await self.engine.handle(who, Pressed(locale=locale, data=encode(action)))

    async def say(self, who: str, words: str) -> Reply:
        return await self.engine.handle(who, Said(locale="en", text=words))

    async def tap(self, who: str, reply: Reply, label: str) -> Reply:
        return await self.press(who, action_of(reply, label))

    async def assigned(self) -> tuple[Assignment, ...]:
        return await self.world.kept.assignments.of_team(self.team)

    async def told(self, person: str) -> list[NoticeKind]:
        return [each.kind for each in await self.database.notices.take_all(person)]

    async def assign(self, person: str | None = None, due: date | None = None) -> Assignment:
        """Without anybody being told."""
        return await self.world.organisation.assign(
            LIN, self.team, STANDARD, Terms((STANDARD.tasks[0].id,), due=due), person=person
        )


def action_of(reply: Reply, label: str) -> Tap:
    found = [button for button in buttons(reply) if label in button.label]
    assert found, f"no {label} among {[button.label for button in buttons(reply)]}"
    action = found[0].action
    assert not isinstance(action, PrivateChat)
    return action


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    database = await open_database(tmp_path / "bot.db")
    kept = on(database)
    world = World(
        kept=kept,
        notices=database.notices,
        quizzes=database.quizzes,
        reminders=database.reminders,
    )
    kept.clock.time = world.time
    export, shop = await founded(kept)
    await kept.organisation.name_editor(OWNER, EDITOR)
    await kept.organisation.add_member(OWNER, export.id, STAFF, Role.STAFF, "Kim")
    yield Office(world, database, export.id, shop.id)
    await database.close()


async def test_a_manager_assigns_some_tasks_to_one_learner_in_a_few_taps(office: Office) -> None:
    screen = await office.press(LIN, ShowAssignments(office.team))
    assert "Nothing is assigned yet" in seen(screen)
    for label in ("Assign a standard", "Anna", "Cross-border", "T1 ", "T3 ", "Continue"):
        screen = await office.tap(LIN, screen, label)
    assert "What shall they show?" in seen(screen)
    screen = await office.tap(LIN, screen, "verified")
    assert "Until when?" in seen(screen)
    screen = await office.tap(LIN, screen, "In a month")
    assert "does a mistake do harm" in seen(screen)
    assert not any("T2" in button.label for button in buttons(screen))
    screen = await office.tap(LIN, screen, "T3 ")
    screen = await office.tap(LIN, screen, "Continue")
    words = seen(screen)
    assert "Anna: Cross-border e-commerce operations specialist, tasks T1, T3" in words
    assert "until 2026-02-01. A mistake does harm in T3." in words
    assert await office.assigned() == ()
    screen = await office.tap(LIN, screen, "Assign it")
    assert "1 learner is told now" in seen(screen)
    (made,) = await office.assigned()
    assert (made.person, made.wanted, made.due) == (ANNA, Wanted.VERIFIED, date(2026, 2, 1))
    assert made.tasks == (f"{CODE}/T1", f"{CODE}/T3")
    assert made.critical == (f"{CODE}/T3",)
    assert await office.told(ANNA) == [NoticeKind.ASSIGNED]
    assert await office.told(BO) == []
    assert "0 of 2 tasks done" in seen(await office.tap(LIN, screen, "Look at it"))


async def test_a_second_tap_on_the_last_button_assigns_nothing_more(office: Office) -> None:
    about = ".".join((office.team, EVERYBODY, short_of(STANDARD)))
    keep = DraftAssignment(about, Step.KEEP, TermsInBits(due=date(2026, 3, 1)).packed)
    for _tap in range(2):
        assert "It is assigned" in seen(await office.press(LIN, keep))
    assert len(await office.assigned()) == 1
    assert await office.told(ANNA) == [NoticeKind.ASSIGNED]


async def test_a_due_date_can_be_typed_and_what_is_none_is_asked_for_again(office: Office) -> None:
    about = ".".join((office.team, EVERYBODY, short_of(STANDARD)))
    ask = DraftAssignment(about, Step.TYPE_DUE, TermsInBits().packed)
    assert "Write the last day" in seen(await office.press(LIN, ask))
    assert "no day that I understand" in seen(await office.say(LIN, "soon"))
    assert "over already" in seen(await office.say(LIN, "2025-12-03"))
    screen = await office.say(LIN, "115年3月5日")
    assert "does a mistake do harm" in seen(screen)
    screen = await office.tap(LIN, screen, "Continue")
    assert "until 2026-03-05" in seen(screen)
    # What is typed later is a question like any other.
    await office.say(LIN, "2026-04-01")
    assert office.world.assistant.questions


async def test_a_change_is_told_and_the_same_again_is_not(office: Office) -> None:
    made = await office.assign()
    screen = await office.press(LIN, ShowAssignment(made.id))
    screen = await office.tap(LIN, screen, "Change")
    assert "Is that right?" in seen(screen)
    screen = await office.tap(LIN, screen, "Date")
    screen = await office.tap(LIN, screen, "In 2 weeks")
    # A change goes straight back to the whole.
    assert "until 2026-01-15" in seen(screen)
    keep = action_of(screen, "Keep the change")
    for _tap in range(2):
        assert "The assignment is changed" in seen(await office.press(LIN, keep))
    assert [each.due for each in await office.assigned()] == [date(2026, 1, 15)]
    for learner in (ANNA, BO):
        assert await office.told(learner) == [NoticeKind.ASSIGNMENT_CHANGED]


async def test_withdrawing_asks_first_tells_once_and_loses_no_answer(office: Office) -> None:
    made = await office.assign()
    await office.press(ANNA, StartQuiz(STANDARD.tasks[0].id))
    quiz = await office.world.quizzes.open_quiz(ANNA)
    assert quiz is not None
    await office.press(ANNA, AnswerQuestion(quiz.id, 0, quiz.item.key))
    await office.press(ANNA, EndQuiz(quiz.id))
    before = await office.world.quizzes.answers_of(ANNA)
    assert len(before) == 1
    screen = await office.press(LIN, WithdrawAssignment(made.id, sure=False))
    assert "No answer is lost" in seen(screen)
    assert len(await office.assigned()) == 1
    screen = await office.tap(LIN, screen, "Withdraw it")
    assert "No answer was lost" in seen(screen)
    assert await office.assigned() == ()
    again = await office.press(LIN, WithdrawAssignment(made.id, sure=True))
    assert "no such assignment any more" in seen(again)
    assert await office.world.quizzes.answers_of(ANNA) == before
    assert await office.told(ANNA) == [NoticeKind.ASSIGNMENT_WITHDRAWN]


async def test_a_manager_reminds_once_a_day_and_is_told_what_became_of_it(office: Office) -> None:
    await office.assign(due=date(2026, 1, 20))
    remind = RemindSeat(office.team, seat_of(ANNA))
    # Midnight in UTC is eight in the morning in Taipei: still quiet.
    assert "quiet hours" in seen(await office.press(LIN, remind))
    assert "within the last day already" in seen(await office.press(OWNER, remind))
    (notice,) = await office.database.notices.take_all(ANNA)
    assert notice.kind is NoticeKind.REMINDED
    assert notice.params["due"] == "2026-01-20"
    await office.database.notices.lose(BO, office.world.time)
    gone = await office.press(LIN, RemindSeat(office.team, seat_of(BO)))
    assert "closed the chat" in seen(gone)
    office.world.time += timedelta(days=1, hours=2)
    assert "Anna is reminded now" in seen(await office.press(LIN, remind))
    lines = await office.world.kept.audit.about(ANNA, Action.REMIND)
    assert [each.who for each in lines] == [LIN, LIN]


async def test_all_who_are_overdue_are_reminded_at_once(office: Office) -> None:
    await office.assign(BO, due=date(2026, 1, 10))
    everybody = RemindSeat(office.team, EVERYBODY)
    assert "Nobody is overdue" in seen(await office.press(LIN, everybody))
    office.world.time += timedelta(days=15, hours=2)
    listed = await office.press(LIN, ShowAssignments(office.team))
    assert "1 overdue" in seen(listed)
    screen = await office.tap(LIN, listed, "Remind 1 who is overdue")
    assert "小波 is reminded now" in seen(screen)
    assert await office.told(BO) == [NoticeKind.REMINDED]
    assert await office.told(ANNA) == []


ROLES = {
    "a stranger": STRANGER,
    "a learner of the team": ANNA,
    "staff of the team": STAFF,
    "an editor": EDITOR,
    "another team's manager": WANG,
}


@pytest.mark.parametrize("role", ROLES)
async def test_who_must_not_changes_nothing_and_tells_nobody(office: Office, role: str) -> None:
    who, made = ROLES[role], await office.assign(due=date(2026, 1, 20))
    about = ".".join((office.team, EVERYBODY, short_of(STANDARD)))
    terms = TermsInBits(due=date(2026, 5, 1)).packed
    actions: list[Tap] = [
        ShowAssignments(office.team),
        ShowAssignment(made.id),
        AssignTo(office.team),
        AssignTo(office.team, EVERYBODY, CODE),
        WithdrawAssignment(made.id, sure=False),
        WithdrawAssignment(made.id, sure=True),
        RemindSeat(office.team, seat_of(BO)),
        RemindSeat(office.team, EVERYBODY),
        *(DraftAssignment(whom, step, terms) for whom in (about, made.id) for step in Step),
    ]
    assert {type(each) for each in actions} | {ShowChanges} == set(get_args(AssignmentAction))
    before = await office.world.kept.audit.entries(1000)
    for action in actions:
        reply = await office.press(who, action)
        assert "You may not do that" in seen(reply) or "older screen" in seen(reply), action
        assert "Anna" not in seen(reply)
    assert await office.assigned() == (made,)
    assert await office.world.kept.audit.entries(1000) == before
    for person in (ANNA, BO, who):
        assert await office.told(person) == []
    # Nor does their next message become the answer to anything.
    await office.say(who, "2026-04-01")
    assert office.world.assistant.questions


async def test_a_team_archived_meanwhile_is_left_as_it_is(office: Office) -> None:
    made = await office.assign()
    await office.world.organisation.archive_team(OWNER, office.team)
    about = ".".join((office.team, EVERYBODY, short_of(STANDARD)))
    for action in (
        AssignTo(office.team),
        DraftAssignment(about, Step.KEEP, TermsInBits().packed),
        DraftAssignment(made.id, Step.KEEP, TermsInBits().packed),
        RemindSeat(office.team, seat_of(ANNA)),
    ):
        assert "is archived" in seen(await office.press(OWNER, action))
    assert await office.told(ANNA) == []


async def test_buttons_that_lead_nowhere_any_more_are_met_with_a_friendly_word(
    office: Office,
) -> None:
    made = await office.assign()
    about = ".".join((office.team, EVERYBODY, "zzzzzz"))
    terms = TermsInBits().packed
    for action in (
        DraftAssignment(about, Step.CONFIRM, terms),
        DraftAssignment(made.id, Step.CONFIRM, "zzzzzzzzz.p.."),
        DraftAssignment(made.id, Step.CONFIRM, "0.p.."),
        DraftAssignment(made.id, Step.CONFIRM, ".p.zzzzzzzzz."),
        DraftAssignment("a.b", Step.CONFIRM, terms),
        AssignTo(office.team, EVERYBODY, "NO-SUCHv1"),
        ShowChanges(CODE),
    ):
        assert "older screen" in seen(await office.press(LIN, action)), action
    for gone in (ShowAssignment("gone"), WithdrawAssignment("gone", sure=True)):
        assert "no such assignment" in seen(await office.press(LIN, gone))
    left = AssignTo(office.team, "somebody", CODE)
    assert "not in this team" in seen(await office.press(LIN, left))


async def test_its_screens_fit_a_phone_and_no_button_names_anybody(office: Office) -> None:
    made = await office.assign(due=date(2026, 1, 20))
    about = ".".join((office.team, seat_of(ANNA), short_of(STANDARD)))
    every = TermsInBits(0b101, Wanted.VERIFIED, date(2026, 12, 3), 0b100).packed
    screens: list[Tap] = [
        ShowAssignments(office.team),
        ShowAssignment(made.id),
        AssignTo(office.team),
        AssignTo(office.team, EVERYBODY),
        AssignTo(office.team, seat_of(ANNA), CODE),
        WithdrawAssignment(made.id, sure=False),
        *(DraftAssignment(about, step, every) for step in Step if step is not Step.KEEP),
        *(DraftAssignment(made.id, step, "") for step in Step if step is not Step.KEEP),
    ]
    for locale in ("en", "zh-TW"):
        for action in screens:
            reply = await office.press(LIN, action, locale)
            labels: list[Button] = buttons(reply)
            assert labels, action
            for button in labels:
                assert columns(button.label) <= ROOM, button
                assert not isinstance(button.action, PrivateChat)
                assert fits(button.action)
                data = encode(button.action)
                assert not any(each in data for each in (ANNA, "Anna", "telegram"))


async def command(office: Office, who: str, name: str) -> Reply:
    return await office.engine.handle(who, Commanded(locale="en", name=name))


async def test_a_learner_sees_it_in_me_on_the_card_and_on_the_first_screen(office: Office) -> None:
    await office.assign(ANNA, due=date(2026, 12, 3))
    assert "1 task until 2026-12-03" in seen(await command(office, ANNA, "start"))
    assert "1 task until 2026-12-03" in seen(await office.press(ANNA, Home()))
    assert "until" not in seen(await command(office, BO, "start"))
    reply = await command(office, ANNA, "me")
    told = "外貿部 asks for T1: the knowledge check passed · 0 of 1 tasks done · until 2026-12-03"
    assert told in seen(reply)
    assert reply.card is not None
    assert "until 2026-12-03: the knowledge check passed" in reply.card.about
    # In a group nobody reads along.
    shown = await office.engine.handle(
        ANNA, Pressed(locale="en", data=encode(Home()), private=False)
    )
    assert "until" not in seen(shown)
    office.world.time += timedelta(days=340)
    assert "Overdue since 2026-12-03: 1 task" in seen(await command(office, ANNA, "start"))


async def test_todays_check_begins_with_what_is_assigned(office: Office) -> None:
    await office.world.organisation.assign(
        LIN, office.team, STANDARD, Terms((STANDARD.tasks[3].id,)), person=ANNA
    )
    reply = await office.press(ANNA, StartCheck())
    assert "Question 1/6" in seen(reply)
    quiz = await office.world.quizzes.open_quiz(ANNA)
    assert quiz is not None
    tasks = [item.task for item in quiz.items]
    assert tasks[:3] == [STANDARD.tasks[3].id] * 3
    assert STANDARD.tasks[3].id not in tasks[3:]


async def test_a_reminder_says_what_is_due_to_whoever_wants_reminders(office: Office) -> None:
    await office.assign(due=date(2026, 1, 10))
    await office.press(ANNA, SwitchReminders(True))
    office.world.time += timedelta(days=2, hours=3)
    claimed = await office.engine.reminding.claim("telegram:")
    assert claimed is not None
    assert claimed[0].person == ANNA
    assert "1 task until 2026-01-10" in render(claimed[1])
    # BO never switched them on.
    assert await office.engine.reminding.claim("telegram:") is None


async def test_who_switched_reminders_off_is_not_reminded_and_the_manager_is_told_so(
    office: Office,
) -> None:
    made = await office.assign(due=date(2026, 1, 10))
    await office.press(ANNA, SwitchReminders(False))
    reply = await office.press(LIN, RemindSeat(office.team, seat_of(ANNA)))
    assert "has switched reminders off; nothing was sent" in seen(reply)
    assert await office.told(ANNA) == []
    # A change is told all the same.
    about = DraftAssignment(made.id, Step.KEEP, TermsInBits(due=date(2026, 2, 10)).packed)
    await office.press(LIN, about)
    assert await office.told(ANNA) == [NoticeKind.ASSIGNMENT_CHANGED]


def newer() -> Standard:
    """STANDARD as version 3: its first task as it was, its second reworded, without its last."""
    text = (DOCUMENTS / f"{CODE}.txt").read_text(encoding="utf-8").replace(CODE, NEWER)
    standard = read(text, Source(file="v3")).standard
    first, second, third, _last = standard.tasks
    return replace(standard, tasks=(first, replace(second, title=f"{second.title}與查核"), third))


async def test_what_still_holds_goes_on_under_a_new_code_and_the_rest_is_said(
    office: Office,
) -> None:
    for task in (STANDARD.tasks[0], STANDARD.tasks[3]):
        await office.press(ANNA, StartQuiz(task.id))
        quiz = await office.world.quizzes.open_quiz(ANNA)
        assert quiz is not None
        await office.press(ANNA, AnswerQuestion(quiz.id, 0, quiz.item.key))
        await office.press(ANNA, EndQuiz(quiz.id))
    some = tuple(STANDARD.tasks[place].id for place in (0, 3))
    made = await office.world.organisation.assign(LIN, office.team, STANDARD, Terms(some))
    before = seen(await command(office, ANNA, "me"))
    assert "T1 經營數位社群媒體 (Run digital social media): not enough evidence" in before
    await office.engine.tell_of_changes()
    office.world.loaded = (*office.world.loaded, newer())
    await office.engine.tell_of_changes()
    told = await office.engine.telling.to_present(ANNA, translator(Language.EN))
    words = "\n".join(render(each) for each in told)
    assert f"{NEWER} has taken the place of {CODE}" in words
    assert "1 task you answered on is unchanged" in words
    assert "1 task is no longer there" in words
    # The learner.
    me = seen(await command(office, ANNA, "me"))
    assert "T1 經營數位社群媒體: not enough evidence (1 of 1 right" in me
    assert "No longer in the standard: T4 提供售前及售後服務. Your answers on it are kept." in me
    changes = seen(await office.press(ANNA, ShowChanges(NEWER)))
    for line in ("= T1", "≠ T2", "= T3", "− T4"):
        assert line in changes
    # The manager.
    listed = await office.press(LIN, ShowAssignments(office.team))
    assert "needs a look" in seen(listed)
    opened = await office.press(LIN, ShowAssignment(made.id))
    assert f"{NEWER} has taken its place" in seen(opened)
    assert "T4 is assigned and no longer in the standard" in seen(opened)
    # A change brings it over for good.
    await office.press(LIN, DraftAssignment(made.id, Step.KEEP, TermsInBits(tasks=1).packed))
    (kept,) = await office.assigned()
    assert (kept.standard, kept.tasks) == (NEWER, (f"{NEWER}/T1",))
    assert "needs a look" not in seen(await office.press(LIN, ShowAssignments(office.team)))
    assert len(await office.world.quizzes.answers_of(ANNA)) == 2


async def test_a_quiz_that_was_open_when_a_newer_version_came_ends_on_that_one(
    office: Office,
) -> None:
    await office.press(ANNA, StartQuiz(STANDARD.tasks[0].id))
    quiz = await office.world.quizzes.open_quiz(ANNA)
    assert quiz is not None
    office.world.loaded = (*office.world.loaded, newer())
    await office.press(ANNA, AnswerQuestion(quiz.id, 0, quiz.item.key))
    ended = seen(await office.press(ANNA, EndQuiz(quiz.id)))
    assert "not enough evidence: 1 of 1 right" in ended
    assert "answers count" not in ended


bits = st.integers(0, (1 << len(STANDARD.tasks)) - 1)


@given(
    bits, st.sampled_from(Wanted), st.none() | st.dates(date(2020, 1, 1), date(2060, 1, 1)), bits
)
def test_terms_come_back_from_a_button_as_they_were(
    tasks: int, wanted: Wanted, due: date | None, critical: int
) -> None:
    terms = TermsInBits(tasks, wanted, due, critical)
    assert unpacked(terms.packed, STANDARD) == terms
    action = DraftAssignment("abcdefghijkl.12345678.abcdef", Step.CONFIRM, terms.packed)
    assert decode(encode(action)) == action


@given(st.lists(st.integers(0, len(STANDARD.tasks) - 1)))
def test_toggling_twice_is_none_and_all_chosen_is_all(places: list[int]) -> None:
    terms = TermsInBits(critical=1)
    for place in places:
        terms = terms.toggled(place, STANDARD)
    assert terms.tasks != (1 << len(STANDARD.tasks)) - 1
    chosen = terms.tasks or (1 << len(STANDARD.tasks)) - 1
    assert terms.critical & ~chosen == 0


def test_a_month_from_the_last_of_january_is_the_last_of_february() -> None:
    assert in_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert in_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("2026/12/3", date(2026, 12, 3)),
        ("2026年12月3日", date(2026, 12, 3)),
        ("115.12.3", date(2026, 12, 3)),
        ("12/3", date(2026, 12, 3)),
        ("1月1日", date(2026, 1, 1)),
        ("2/29", None),
        ("2026-13-01", None),
        ("tomorrow", None),
        ("9999", None),
    ],
)
def test_days_are_typed_as_people_type_them(words: str, day: date | None) -> None:
    assert date_in(words, TODAY) == day
