"""The conversation: what a person does goes in, what they are shown comes out.

Both faces, Telegram and the terminal, drive this one engine; it knows neither of them.
"""

import asyncio
import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Protocol

from bot.callbacks import (
    Action,
    AnswerQuestion,
    ChooseLanguage,
    ChoosePractice,
    ChoosePracticeScope,
    ChooseQuietHours,
    ChooseQuiz,
    ChooseScope,
    ChooseZone,
    EndQuiz,
    Home,
    ListStandards,
    MoreOfAnswer,
    NextQuestion,
    NotNow,
    RateAnswer,
    RateSelf,
    RemindMe,
    ResumeQuiz,
    SetLanguage,
    SetPicture,
    SetPolls,
    SetQuietHours,
    SetZone,
    ShowActivity,
    ShowChecks,
    ShowItem,
    ShowPart,
    ShowReminders,
    ShowStandard,
    ShowStanding,
    ShowTask,
    ShowWhy,
    StaleButton,
    StartCheck,
    StartPractice,
    StartQuiz,
    StopReminders,
    SwitchReminders,
    Understood,
    Wish,
    decode,
)
from bot.card.tiles import Card, card
from bot.links import scope_of, start_of
from bot.message import Button, Message, Poll, Reply, Style, text
from bot.places import Place, code_of, place_of
from bot.reminding import Reminding
from bot.views import answer as answer_view
from bot.views import apologies, home
from bot.views import item as item_view
from bot.views import language as language_view
from bot.views import me as me_view
from bot.views import poll as poll_view
from bot.views import privacy as privacy_view
from bot.views import quiz as quiz_view
from bot.views import reminders as reminders_view
from bot.views import standards as standards_view
from bot.views import standing as standing_view
from bot.views import task as task_view
from conversations.answer import Answer, AnswerKind
from conversations.asked import KEPT, AskedQuestion, AskedStore, concealed
from conversations.errors import AllAsked, ConversationError
from conversations.feedback import FeedbackStore, Rating, Why, unanswered
from conversations.language import Translator, language_of, translator
from conversations.mask import masked
from conversations.people import PeopleStore
from conversations.play import Outcome, Play, Step
from conversations.polls import PolledQuestion, PollStore
from conversations.preferences import PreferenceStore
from conversations.privacy import ANSWERS_KEPT, NOTICE, AcceptanceStore
from conversations.quiz import OPEN, Phase, Purpose, Quiz
from conversations.reminders import Reminders
from conversations.self_rating import SelfLevel, SelfRatingStore
from conversations.standing import answered_standards, next_check, standing
from conversations.threads import ThreadStore
from conversations.zones import zone_named
from standards.errors import StandardError
from standards.model import Activity, Language, Standard, Task

ANSWERS_REMEMBERED = 500
"""Answers that need not be looked up anew when a button under them is pressed."""
NEAREST = 3
"""How many of the best hits the editors see with a question."""
DAY = timedelta(days=1)
JUST_NOW = timedelta(seconds=30)
"""A question asked by a poll is not asked again so soon, whatever is tapped twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a person did, and where."""

    private: bool = True
    """Nobody else reads along."""
    thread: str | None = None
    """What a follow-up question belongs to; the person's own thread where it is None."""
    locale: str | None = None
    """The language tag of the device."""
    graphic: bool = False
    """The face shows pictures and polls."""


@dataclass(frozen=True, slots=True)
class Said(Event):
    """Words typed; empty for what is no text (a picture, a voice)."""

    text: str
    edited: bool = False
    """The words replace earlier ones; a question is asked anew, a quiz is not answered."""


@dataclass(frozen=True, slots=True)
class Commanded(Event):
    """A command: `/ask how` is the name `ask` and the argument `how`."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Pressed(Event):
    """A button pressed, as its data."""

    data: str


@dataclass(frozen=True, slots=True)
class Voted(Event):
    """A vote in a poll, by the positions chosen; none where the vote is taken back."""

    poll: str
    options: tuple[int, ...]


class Asked(Protocol):
    """An answer, and what a follow-up to it refers to."""

    @property
    def answer(self) -> Answer: ...

    @property
    def topic(self) -> str: ...


class Assistant(Protocol):
    """Who answers questions."""

    async def ask(
        self, question: str, language: Language | None, topic: str | None, /
    ) -> Asked: ...


@dataclass(frozen=True, slots=True)
class _Visit:
    """One event being handled: who, where, and in which language."""

    person: str
    event: Event
    say: Translator

    @property
    def thread(self) -> str:
        return self.event.thread or self.person


class Engine:
    """One conversation with everybody; what lasts is in the stores.

    The faces let each person's events come one after another; different people's may overlap.
    """

    def __init__(
        self,
        *,
        assistant: Assistant,
        play: Play,
        people: PeopleStore,
        threads: ThreadStore,
        asked: AskedStore,
        feedback: FeedbackStore,
        acceptances: AcceptanceStore,
        reminders: Reminders,
        preferences: PreferenceStore,
        polls: PollStore,
        self_ratings: SelfRatingStore,
        standards: Callable[[], Sequence[Standard]],
        now: Callable[[], datetime],
        language: Language = Language.ZH_HANT,
        answers_kept: timedelta = ANSWERS_KEPT,
    ) -> None:
        self._assistant = assistant
        self._play = play
        self._people = people
        self._threads = threads
        self._asked = asked
        self._feedback = feedback
        self._acceptances = acceptances
        self._reminders = reminders
        self.reminding = Reminding(reminders, play, people, standards, now)
        self._preferences = preferences
        self._polls = polls
        self._self_ratings = self_ratings
        self._standards = standards
        self._now = now
        self._language = language
        self._answers_kept = answers_kept
        self._forgot: datetime | None = None
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    async def handle(self, person: str, event: Event) -> Reply:
        """What answers `event`; what goes wrong in ways we know is answered with an apology."""
        visit = _Visit(person, event, translator(await self.language(person, event)))
        try:
            match event:
                case Said():
                    return await self._said(visit, event)
                case Commanded():
                    return await self._commanded(visit, event)
                case Pressed():
                    return await self._pressed(visit, event)
                case Voted():
                    return await self._voted(visit, event)
                case _:
                    raise TypeError(event)
        except AllAsked as error:
            words = visit.say(error.msgid, **error.params)
            return Reply((quiz_view.nothing_new(words, visit.say),))
        except StaleButton:
            return Reply((apologies.stale_button(visit.say),))
        except (StandardError, ConversationError) as error:
            return Reply((apologies.apology(error, visit.say),))

    async def language(self, person: str, event: Event) -> Language:
        """The one set; else the device's; else that of the words typed; else the default."""
        chosen = (await self._people.get(person)).language
        if chosen is not None:
            return chosen
        if event.locale:
            return language_of(event.locale, self._language)
        words = event.text if isinstance(event, Said) else ""
        return _script_of(words) or self._language

    async def set_language(self, person: str, language: Language) -> None:
        """What the button does, for a face that was told the language otherwise."""
        await self._people.set_language(person, language)

    async def sorry(self, person: str, event: Event, error: Exception) -> Message:
        """An apology for an error that `handle` let through."""
        return apologies.apology(error, translator(await self.language(person, event)))

    # What was typed

    async def _said(self, visit: _Visit, said: Said) -> Reply:
        words = said.text.strip()
        if not words:
            return Reply((home.text_only(visit.say),))
        if said.private and not said.edited:
            quiz = await self._play.open_quiz(visit.person)
            if quiz is not None and quiz.phase is Phase.ASKING:
                option = _option_in(words, len(quiz.item.options))
                if option is not None:
                    if await self._is_unread(visit):
                        return self._notice(visit, Wish.RESUME)
                    step = await self._play.answer(visit.person, quiz.id, quiz.position, option)
                    return await self._stepped(visit, step, edit=False)
        return await self._ask(visit, words)

    async def _ask(self, visit: _Visit, question: str) -> Reply:
        topic = await self._threads.load(visit.thread)
        chosen = (await self._people.get(visit.person)).language
        # Whoever has chosen no language is answered in the one they ask in.
        language = chosen or _script_of(question) or visit.say.language
        asked = await self._assistant.ask(question, language, topic)
        await self._threads.save(visit.thread, asked.topic, self._now())
        answer, at = asked.answer, self._now()
        if answer.kind is AnswerKind.DECLINED:
            nearest = _nearest(answer)
            await self._feedback.add(
                unanswered(question, answer.language, Why.DECLINED, nearest, at)
            )
        key = token_urlsafe(12)
        message = await self._answered(visit, answer, key)
        if any(isinstance(button.action, _OF_ANSWER) for row in message.rows for button in row):
            self._remember(key, answer)
            kept = AskedQuestion(masked(question), answer.language, topic, at)
            await self._asked.save(key, kept)
        return Reply((message,))

    async def _answered(
        self, visit: _Visit, answer: Answer, key: str, *, rated: bool = False
    ) -> Message:
        say, private = translator(answer.language), visit.event.private
        message = answer_view.answer(
            answer, key, self._standard_or_none, say, private=private, rated=rated
        )
        return await self._with_way_back(visit, message) if private else message

    async def _with_way_back(self, visit: _Visit, message: Message) -> Message:
        """The message, with the way back to the quiz that is open."""
        quiz = await self._play.open_quiz(visit.person)
        if quiz is None:
            return message
        back = Button(visit.say("Back to the quiz"), ResumeQuiz(quiz.id))
        return replace(message, rows=(*message.rows, (back,)))

    def _remember(self, key: str, answer: Answer) -> None:
        self._answers[key] = answer
        while len(self._answers) > ANSWERS_REMEMBERED:
            self._answers.popitem(last=False)

    async def _answer_to(self, key: str, asked: AskedQuestion) -> Answer:
        """The answer given then; looked up anew where the process has forgotten it."""
        answer = self._answers.get(key)
        if answer is None:
            again = await self._assistant.ask(asked.question, asked.language, asked.topic)
            answer = again.answer
            self._remember(key, answer)
        return answer

    # Commands

    async def _commanded(self, visit: _Visit, command: Commanded) -> Reply:
        say, argument = visit.say, command.argument.strip()
        match command.name.lower():
            case "start":
                return await self._start(visit, argument)
            case "help":
                return Reply((home.help_(say),))
            case "standards":
                return Reply((standards_view.standards_list(self._standards(), 0, say),))
            case "ask":
                return await self._ask(visit, argument) if argument else Reply((home.what(say),))
            case "quiz":
                return await self._quiz(visit)
            case "language" | "cancel" | "me" | "privacy" | "reminders" if not visit.event.private:
                return Reply((apologies.only_in_private(say, start_of()),))
            case "me":
                return await self._standing(visit, "", 0, drawn=True)
            case "privacy":
                return await self._privacy(visit)
            case "reminders":
                return await self._remind_by(visit, argument)
            case "language":
                return Reply((language_view.languages(say),))
            case "cancel":
                return await self._cancel(visit)
            case unknown:
                return Reply((home.help_(say, unknown=unknown),))

    async def _start(self, visit: _Visit, argument: str) -> Reply:
        greeting = home.home(visit.say)
        if not visit.event.private:
            return Reply((greeting,))
        scope = scope_of(argument)
        open_ = await self._play.open_quiz(visit.person)
        if open_ is not None:
            # Only the question's buttons, so that in the terminal its options count from 1.
            above = () if argument else (replace(greeting, rows=()),)
            return await self._resumed(visit, open_, above)
        if scope is not None:
            return await self._start_quiz(visit, scope, edit=False)
        if argument == start_of():
            return await self._quiz(visit)
        return Reply((greeting,))

    async def _quiz(self, visit: _Visit) -> Reply:
        if not visit.event.private:
            return Reply((apologies.only_in_private(visit.say, start_of()),))
        quiz = await self._play.open_quiz(visit.person)
        if quiz is not None:
            return await self._resumed(visit, quiz)
        return await self._checks(visit, edit=False)

    async def _checks(self, visit: _Visit, *, edit: bool) -> Reply:
        chosen = await self._preferences.get(visit.person)
        polls = chosen.polls if visit.event.graphic else None
        screen = quiz_view.checks(visit.say, polls)
        if edit:
            screen = await self._with_way_back(visit, screen)
        return Reply((screen,), edit=edit)

    async def _resumed(self, visit: _Visit, quiz: Quiz, above: tuple[Message, ...] = ()) -> Reply:
        above = (*above, quiz_view.resuming(visit.say))
        return await self._show_quiz(visit, quiz, above=above, anew=True)

    async def _cancel(self, visit: _Visit) -> Reply:
        quiz = await self._play.open_quiz(visit.person)
        if quiz is None:
            return Reply((home.nothing_open(visit.say),))
        step = await self._play.end(visit.person, quiz.id)
        return await self._stepped(visit, step, edit=False)

    # Buttons

    async def _pressed(self, visit: _Visit, pressed: Pressed) -> Reply:
        action = decode(pressed.data)
        if not visit.event.private and isinstance(action, _PERSONAL):
            scope = action.scope if isinstance(action, StartQuiz | StartPractice) else None
            return Reply((apologies.only_in_private(visit.say, start_of(scope)),))
        match action:
            case StartQuiz(scope):
                return await self._start_quiz(visit, scope, edit=True)
            case StartPractice(scope):
                return await self._start_quiz(visit, scope, Purpose.PRACTICE, edit=True)
            case ShowChecks():
                return await self._checks(visit, edit=True)
            case SetPolls(polls):
                await self._preferences.set_polls(visit.person, polls)
                return await self._checks(visit, edit=True)
            case StartCheck():
                return await self._start_check(visit)
            case ShowStanding(code, page):
                return await self._standing(visit, code, page)
            case ShowWhy(task):
                return await self._why(visit, task)
            case RateSelf(task, level):
                return await self._rate_self(visit, task, level)
            case SetPicture(dark, code, page):
                await self._preferences.set_dark(visit.person, dark)
                return await self._standing(visit, code, page, drawn=True)
            case Understood(version, wish, wished):
                return await self._understood(visit, version, wish, wished)
            case NotNow():
                return Reply((privacy_view.not_now(visit.say),), edit=True)
            case ShowReminders() | ChooseQuietHours() | ChooseZone():
                return await self._reminder_screen(visit, action)
            case SwitchReminders(on):
                return await self._switch_reminders(visit, on=on)
            case RemindMe():
                return replace(await self._switch_reminders(visit, on=True), edit=False)
            case StopReminders():
                await self._reminders.switch_off(visit.person)
                return Reply((reminders_view.stopped(visit.say),), edit=True)
            case SetQuietHours(start, until):
                quiet_hours = reminders_view.quiet_of(start, until)
                if quiet_hours is None:
                    raise StaleButton(action)
                await self._reminders.set_quiet(visit.person, quiet_hours)
                return await self._reminder_screen(visit, ChooseQuietHours())
            case SetZone(zone):
                if zone_named(zone) != zone:
                    raise StaleButton(action)
                await self._reminders.set_zone(visit.person, zone)
                return await self._reminder_screen(visit, ShowReminders())
            case AnswerQuestion(quiz, position, option):
                if await self._is_unread(visit):
                    return self._notice(visit, Wish.RESUME)
                step = await self._play.answer(visit.person, quiz, position, option)
                return await self._stepped(visit, step, edit=True)
            case NextQuestion(quiz, position):
                step = await self._play.proceed(visit.person, quiz, position)
                return await self._stepped(visit, step, edit=True)
            case EndQuiz(quiz):
                step = await self._play.end(visit.person, quiz)
                return await self._stepped(visit, step, edit=True)
            case ResumeQuiz(quiz):
                return await self._resume(visit, quiz)
            case SetLanguage(language):
                await self._people.set_language(visit.person, language)
                return Reply((language_view.language_set(translator(language)),), edit=True)
            case MoreOfAnswer(key, page):
                return await self._more(visit, key, page)
            case RateAnswer(key, rating):
                return await self._rate(visit, key, rating)
            case _:
                screen = self._screen(action, visit.say)
                if visit.event.private:
                    screen = await self._with_way_back(visit, screen)
                return Reply((screen,), edit=True)

    def _screen(self, action: Action, say: Translator) -> Message:
        """A screen that depends on nothing but the standards."""
        match action:
            case Home():
                return home.home(say)
            case ListStandards(page):
                return standards_view.standards_list(self._standards(), page, say)
            case ShowStandard(code, page):
                return standards_view.standard(self._standard(code), page, say)
            case ShowPart(code, part, page):
                return standards_view.part(self._standard(code), part, page, say)
            case ShowTask(item_id, page):
                standard, place = self._place(item_id)
                if isinstance(place.item, Task):
                    return task_view.task(standard, place.item, page, say)
            case ShowActivity(item_id, page):
                standard, place = self._place(item_id)
                if isinstance(place.item, Activity) and place.task is not None:
                    return task_view.activity(standard, place.task, place.item, page, say)
            case ShowItem(item_id, origin):
                standard, place = self._place(item_id)
                return item_view.item(standard, place, origin, say)
            case ChooseQuiz(page):
                return quiz_view.choose_standard(self._standards(), page, say)
            case ChooseScope(code, page):
                return quiz_view.choose_scope(self._standard(code), page, say)
            case ChoosePractice(page):
                return quiz_view.choose_standard(self._standards(), page, say, practice=True)
            case ChoosePracticeScope(code, page):
                return quiz_view.choose_scope(self._standard(code), page, say, practice=True)
            case ChooseLanguage():
                return language_view.languages(say)
        raise StaleButton(action)

    async def _more(self, visit: _Visit, key: str, page: int) -> Reply:
        asked = await self._asked.load(key)
        if asked is None:
            return Reply((apologies.stale_answer(visit.say),))
        answer = await self._answer_to(key, asked)
        say = translator(answer.language)
        private = visit.event.private
        return Reply(
            (answer_view.rest(answer, key, page, self._standard_or_none, say, private=private),)
        )

    async def _rate(self, visit: _Visit, key: str, rating: Rating) -> Reply:
        asked = await self._asked.load(key)
        if asked is None:
            return Reply((apologies.old_answer(visit.say),))
        answer = await self._answer_to(key, asked)
        await self._feedback.rate(
            concealed(key, visit.person),
            rating,
            unanswered(
                asked.question, answer.language, Why.NOT_HELPFUL, _nearest(answer), self._now()
            ),
        )
        if not answer.answerable:
            # What was quoted is no longer loaded; the words on the screen are left to stand.
            return Reply((answer_view.thanks(translator(answer.language)),))
        message = await self._answered(visit, answer, key, rated=True)
        return Reply((message,), edit=True, adds=True)

    def _standard(self, code: str) -> Standard:
        standard = self._standard_or_none(code)
        if standard is None:
            raise StaleButton(code)
        return standard

    def _standard_or_none(self, code: str) -> Standard | None:
        return next((held for held in self._standards() if held.code == code), None)

    def _place(self, item_id: str) -> tuple[Standard, Place]:
        standard = self._standard(code_of(item_id))
        place = place_of(standard, item_id)
        if place is None:
            raise StaleButton(item_id)
        return standard, place

    # The privacy notice

    async def _is_unread(self, visit: _Visit) -> bool:
        """Whether the notice as it is now has to be read before an answer may be kept."""
        accepted = await self._acceptances.newest(visit.person)
        return accepted is None or accepted.version < NOTICE

    def _notice(self, visit: _Visit, wish: Wish, scope: str = "", *, edit: bool = False) -> Reply:
        notice = privacy_view.before_start(wish, scope, self._answers_kept, visit.say)
        return Reply((notice,), edit=edit)

    async def _understood(self, visit: _Visit, version: int, wish: Wish, scope: str) -> Reply:
        if version != NOTICE:
            return self._notice(visit, wish, scope, edit=True)
        await self._acceptances.accept(visit.person, version, self._now())
        match wish:
            case Wish.CHECK:
                return await self._start_check(visit)
            case Wish.RESUME:
                return await self._quiz(visit)
            case Wish.PRACTICE:
                return await self._start_quiz(visit, scope, Purpose.PRACTICE, edit=True)
            case Wish.TASK:
                return await self._start_quiz(visit, scope, edit=True)

    async def _privacy(self, visit: _Visit) -> Reply:
        accepted = await self._acceptances.newest(visit.person)
        screen = privacy_view.privacy(accepted, self._answers_kept, visit.say)
        return Reply((await self._with_way_back(visit, screen),))

    async def forget_daily(self) -> None:
        """Deletes what is too old to be kept, once a day however often it is called."""
        now = self._now()
        if self._forgot is not None and now - self._forgot < DAY:
            return
        await self._play.forget(now - self._answers_kept)
        await self._asked.forget(now - KEPT)
        await self._feedback.forget(now - KEPT)
        self._forgot = now

    # Reminders

    async def _remind_by(self, visit: _Visit, argument: str) -> Reply:
        """`/reminders`, alone or with a time zone or quiet hours."""
        if argument:
            if zone := zone_named(argument):
                await self._reminders.set_zone(visit.person, zone)
            elif quiet := reminders_view.quiet_in(argument):
                await self._reminders.set_quiet(visit.person, quiet)
            else:
                return Reply((reminders_view.not_understood(argument, visit.say),))
        return replace(await self._reminder_screen(visit, ShowReminders()), edit=False)

    async def _reminder_screen(self, visit: _Visit, action: Action) -> Reply:
        kept = await self._reminders.of(visit.person)
        match action:
            case ChooseQuietHours():
                screen = reminders_view.quiet_hours(kept.quiet, visit.say)
            case ChooseZone():
                screen = reminders_view.zones(kept.zone, visit.say)
            case _:
                screen = reminders_view.settings(kept, visit.say)
        return Reply((await self._with_way_back(visit, screen),), edit=True)

    async def _switch_reminders(self, visit: _Visit, *, on: bool) -> Reply:
        if on:
            await self.reminding.switch_on(visit.person, visit.say.language)
        else:
            await self._reminders.switch_off(visit.person)
        return await self._reminder_screen(visit, ShowReminders())

    # Quizzes

    async def _start_quiz(
        self, visit: _Visit, scope: str, purpose: Purpose = Purpose.TASK, *, edit: bool
    ) -> Reply:
        standard = self._standard(code_of(scope))
        if scope != standard.code and not isinstance(self._place(scope)[1].item, Task):
            raise StaleButton(scope)
        before = await self._play.open_quiz(visit.person)
        if before is not None and (before.scope, before.purpose) == (scope, purpose):
            # A second tap, or a wish for what is already going on: go on.
            return await self._show_quiz(visit, before, edit=edit)
        if await self._is_unread(visit):
            wish = Wish.PRACTICE if purpose is Purpose.PRACTICE else Wish.TASK
            return self._notice(visit, wish, scope, edit=edit)
        quiz = await self._play.start(visit.person, scope, visit.say.language, purpose)
        return await self._started(visit, quiz, before, edit=edit)

    async def _start_check(self, visit: _Visit) -> Reply:
        before = await self._play.open_quiz(visit.person)
        if before is not None and before.purpose is Purpose.CHECK:
            return await self._show_quiz(visit, before, edit=True)
        if await self._is_unread(visit):
            return self._notice(visit, Wish.CHECK, edit=True)
        quiz = await self._play.start_check(visit.person, visit.say.language)
        if quiz is None:
            choice = quiz_view.choose_standard(self._standards(), 0, visit.say, first=True)
            return Reply((choice,), edit=True)
        return await self._started(visit, quiz, before, edit=True)

    async def _started(
        self, visit: _Visit, quiz: Quiz, before: Quiz | None, *, edit: bool
    ) -> Reply:
        word = None if before is None else quiz_view.replaced(visit.say)
        return await self._show_quiz(visit, quiz, edit=edit, toast=word)

    async def _standing(self, visit: _Visit, code: str, page: int, *, drawn: bool = False) -> Reply:
        """`drawn`: with a picture beside the text."""
        picture: Card | None = None
        grounds = await self._play.grounds(visit.person)
        dark = (await self._preferences.get(visit.person)).dark
        held = {standard.code: standard for standard in self._standards()}
        answered = [held[each] for each in answered_standards(grounds.records) if each in held]
        chosen = self._standard(code) if code else next(iter(answered), None)
        if chosen is None:
            screen = standing_view.nothing_yet(visit.say)
        else:
            now = self._now()
            tasks = await asyncio.to_thread(standing, chosen, grounds, now)
            stands = {task.task: task for task in tasks}
            others = [each for each in answered if each is not chosen]
            screen = me_view.me(
                chosen,
                stands,
                now,
                page,
                visit.say,
                others=others,
                to_why=ShowWhy,
                to_card=ShowStanding,
                dark=dark if visit.event.graphic else None,
            )
            if drawn:
                picture = card(chosen, stands, now, visit.say, number=page)
        screen = await self._with_way_back(visit, screen)
        return Reply((screen,), edit=not drawn, card=picture, dark=dark)

    async def _why(self, visit: _Visit, task: str) -> Reply:
        standard = self._standard(code_of(task))
        grounds, now = await self._play.grounds(visit.person), self._now()
        stands = await asyncio.to_thread(standing, standard, grounds, now)
        place = place_of(standard, task)
        if place is None or place.task is None:
            raise StaleButton(task)
        readiness = next(each for each in stands if each.task == place.task.id)
        back = ShowStanding(standard.code)
        own = await self._self_ratings.of(visit.person, place.task.id)
        screen = me_view.why(standard, place.task, readiness, now, back, visit.say, own)
        return Reply((await self._with_way_back(visit, screen),), edit=True)

    async def _rate_self(self, visit: _Visit, task: str, level: int) -> Reply:
        levels = tuple(SelfLevel)
        if level >= len(levels) or not isinstance(self._place(task)[1].item, Task):
            raise StaleButton(task)
        await self._self_ratings.rate(visit.person, task, levels[level], self._now())
        return await self._why(visit, task)

    async def _resume(self, visit: _Visit, quiz_id: str) -> Reply:
        quiz = await self._play.get(visit.person, quiz_id)
        if quiz is None:
            return Reply((apologies.stale_question(visit.say),))
        return await self._show_quiz(visit, quiz, anew=True)

    async def _stepped(self, visit: _Visit, step: Step, *, edit: bool) -> Reply:
        """A second tap finds the quiz where the first one left it, and shows the same."""
        if step.quiz is None or step.outcome is Outcome.STALE:
            return Reply((apologies.stale_question(visit.say),))
        if step.outcome is Outcome.COUNTED and step.quiz.phase is Phase.REVIEWING:
            await self.reminding.answered(visit.person)
        return await self._show_quiz(visit, step.quiz, edit=edit)

    async def _show_quiz(
        self,
        visit: _Visit,
        quiz: Quiz,
        *,
        above: tuple[Message, ...] = (),
        edit: bool = False,
        toast: str | None = None,
        anew: bool = False,
    ) -> Reply:
        """The quiz as it stands, a question by a poll where the person likes that and it can be.

        `anew`: also where the poll was sent just now.
        """
        poll = await self._poll(visit, quiz)
        if poll is None:
            screen = await self._quiz_screen(visit, quiz)
            return Reply((*above, screen), edit=edit, toast=toast)
        asked_at = await self._polls.asked_at(quiz.id, quiz.position)
        if not anew and asked_at is not None and self._now() - asked_at < JUST_NOW:
            return Reply(())
        told = () if toast is None else (Message((text(toast, Style.QUIET),)),)
        return Reply((*above, *told), edit=edit and not told, poll=poll)

    async def _poll(self, visit: _Visit, quiz: Quiz) -> Poll | None:
        if quiz.phase is not Phase.ASKING or not (visit.event.graphic and visit.event.private):
            return None
        if not (await self._preferences.get(visit.person)).polls:
            return None
        return poll_view.poll(quiz, visit.say)

    async def announce_poll(self, person: str, poll: Poll) -> str:
        """Keeps which question a poll that is about to be sent asks; gives a token for it."""
        token = token_urlsafe(12)
        asked = PolledQuestion(person, poll.quiz, poll.position, self._now())
        await self._polls.announce(token, asked)
        return token

    async def keep_poll(self, token: str, id: str) -> None:
        """Keeps the id under which the poll of `token` was sent."""
        await self._polls.bind(token, id)

    async def _voted(self, visit: _Visit, voted: Voted) -> Reply:
        """A vote counts like a tap; of others, a second one and one taken back nothing comes.

        We are told only of votes in our own polls. One whose id is not known was announced to the
        person, and a crash came before its id was kept: it asks what was announced, or, where that
        were several questions, nobody can tell which, and the open one is asked again.
        """
        if len(voted.options) != 1:
            return Reply(())
        asked = await self._polls.load(voted.poll)
        if asked is None:
            announced = await self._polls.announced(visit.person)
            if not announced:
                return Reply(())
            if len({(each.quiz, each.position) for each in announced.values()}) > 1:
                return await self._quiz(visit)
            token, asked = announced.popitem()
            await self._polls.bind(token, voted.poll)
        if asked.person != visit.person:
            return Reply(())
        if await self._is_unread(visit):
            return self._notice(visit, Wish.RESUME)
        (option,) = voted.options
        step = await self._play.answer(visit.person, asked.quiz, asked.position, option)
        if step.outcome is Outcome.ALREADY:
            return Reply(())
        return await self._stepped(visit, step, edit=False)

    async def _quiz_screen(self, visit: _Visit, quiz: Quiz) -> Message:
        if quiz.phase is Phase.REVIEWING and isinstance(visit.event, Voted):
            return quiz_view.review(quiz, self._standard_or_none, visit.say, below=True)
        if quiz.phase in OPEN:
            voided = await self._play.voided()
            return quiz_view.quiz(quiz, self._standard_or_none, visit.say, voided=voided)
        grounds, now = await self._play.grounds(visit.person), self._now()
        asked = {result.task for result in quiz.results(grounds.voided) if result.answered}
        codes = sorted({code_of(task) for task in asked})
        standards = filter(None, map(self._standard_or_none, codes))
        stands = await asyncio.to_thread(
            lambda: {
                task.task: task
                for standard in standards
                for task in standing(standard, grounds, now)
                if task.task in asked
            }
        )
        again = next_check(stands.values(), grounds)
        reminder = await self._reminders.of(visit.person)
        return quiz_view.quiz(
            quiz,
            self._standard_or_none,
            visit.say,
            stands,
            None if again is None else again - now,
            grounds.voided,
            remind=bool(grounds.records) and not reminder.is_on,
        )


_PERSONAL = (
    ChooseLanguage
    | SetLanguage
    | ShowChecks
    | StartCheck
    | SetPolls
    | RateSelf
    | SetPicture
    | ShowStanding
    | ShowWhy
    | ChooseQuiz
    | ChooseScope
    | StartQuiz
    | ChoosePractice
    | ChoosePracticeScope
    | StartPractice
    | Understood
    | NotNow
    | ShowReminders
    | SwitchReminders
    | RemindMe
    | ChooseQuietHours
    | SetQuietHours
    | ChooseZone
    | SetZone
    | StopReminders
    | AnswerQuestion
    | NextQuestion
    | ResumeQuiz
    | EndQuiz
)
"""Actions that are between a person and us, and nobody's business in a group."""


_OF_ANSWER = MoreOfAnswer | RateAnswer
"""Actions that need the answer they stand under."""


def _nearest(answer: Answer) -> tuple[str, ...]:
    return tuple(hit.id for hit in answer.hits[:NEAREST])


def _option_in(words: str, options: int) -> int | None:
    """The option that `B`, `b.`, `Ｂ` or `2` names, counted from 0."""
    match = re.fullmatch(r"\(?([A-Za-z]|[1-9])[.)、。]?", unicodedata.normalize("NFKC", words))
    if match is None:
        return None
    sign = match[1].upper()
    option = int(sign) - 1 if sign.isdecimal() else ord(sign) - ord("A")
    return option if option < options else None


def _script_of(words: str) -> Language | None:
    """Chinese where there is a Chinese character, English where a word is; a code is neither."""
    if re.search(r"[\u3400-\u9fff\uf900-\ufaff]", words):
        return Language.ZH_HANT
    return Language.EN if re.search(r"[A-Za-z][a-z]", words) else None
