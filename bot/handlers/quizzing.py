"""Quizzes: chosen, started, answered by button or by letter, left and taken up again."""

import re
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.callbacks import (
    AnswerQuestion,
    AskToEnd,
    ChoosePractice,
    ChoosePracticeScope,
    ChooseQuiz,
    ChooseScope,
    EndQuiz,
    NextQuestion,
    QuizAction,
    ResumeQuiz,
    SetPolls,
    ShowChecks,
    StaleButton,
    StartCheck,
    StartPractice,
    StartQuiz,
    Wish,
)
from bot.handlers.notice import Notice
from bot.handlers.showing import Showing
from bot.handlers.visit import Visit, with_way_back
from bot.held import Held
from bot.links import HERE, scope_of, start_of
from bot.message import Message, Reply
from bot.places import code_of
from bot.views import apologies, home
from bot.views import quiz as view
from bot.views import scope as scope_view
from conversations.language import Translator
from conversations.play import Outcome, Play, Step
from conversations.preferences import PreferenceStore
from conversations.quiz import OPEN, Phase, Purpose, Quiz
from standards.model import Task


class Quizzing:
    """Everybody's quizzes; nobody's answer is kept before they have read the `notice`."""

    def __init__(
        self,
        play: Play,
        notice: Notice,
        showing: Showing,
        preferences: PreferenceStore,
        held: Held,
        home: Callable[[Visit], Awaitable[Message]],
    ) -> None:
        self._play = play
        self._notice = notice
        self._showing = showing
        self._preferences = preferences
        self._held = held
        self._home = home

    async def opened(self, visit: Visit, argument: str) -> Reply:
        """`/start`: the greeting, the quiz that is open, or the one that a link leads to.

        Raises `StaleButton` for a link that leads nowhere.
        """
        greeting = await self._home(visit)
        if not visit.event.private:
            return Reply((greeting,))
        scope = scope_of(argument)
        if scope is None and argument not in ("", HERE, start_of()):
            raise StaleButton(argument)
        open_ = await self._play.open_quiz(visit.person)
        if open_ is not None:
            # Only the question's buttons, so that in the terminal its options count from 1.
            above = () if argument else (replace(greeting, rows=()),)
            return await self._showing.resumed(visit, open_, above)
        if scope is not None:
            return await self.start(visit, scope, edit=False)
        if argument == start_of():
            return await self.commanded(visit)
        return Reply((greeting,))

    async def commanded(self, visit: Visit) -> Reply:
        """`/quiz`: the one that is open, or the choice of one."""
        if not visit.event.private:
            return Reply((apologies.only_in_private(visit.say, start_of()),))
        quiz = await self._play.open_quiz(visit.person)
        if quiz is not None:
            return await self._showing.resumed(visit, quiz)
        return await self._checks(visit, edit=False)

    async def cancelled(self, visit: Visit) -> Reply:
        """`/cancel`: the end of the one that is open."""
        quiz = await self._play.open_quiz(visit.person)
        if quiz is None:
            return Reply((home.nothing_open(visit.say),))
        step = await self._play.end(visit.person, quiz.id)
        return await self._showing.stepped(visit, step, edit=False)

    async def typed(self, visit: Visit, words: str, *, forwarded: bool) -> Reply | None:
        """What follows where `words` name an option of the question that is open; else None.

        `forwarded` words are nobody's answer here: a word says so, and nothing is kept.
        """
        quiz = await self._play.open_quiz(visit.person)
        if quiz is None or quiz.phase is not Phase.ASKING:
            return None
        option = _option_in(words, len(quiz.item.options))
        if option is None:
            return None
        if forwarded:
            word = apologies.forwarded_answer(visit.say)
            return Reply((await with_way_back(self._play, visit, word),))
        return await self._answer(visit, quiz.id, quiz.position, option, edit=False)

    async def retyped(self, visit: Visit, words: str) -> Reply | None:
        """The word where a letter that was typed is changed into another while a quiz is open."""
        quiz = await self._play.open_quiz(visit.person)
        if quiz is None or _option_in(words, len(quiz.item.options)) is None:
            return None
        word = apologies.edited_answer(visit.say)
        return Reply((await with_way_back(self._play, visit, word),))

    async def pressed(self, visit: Visit, action: QuizAction) -> Reply:
        """The quiz or the choice of one, after what the button did."""
        standards, say = self._held, visit.say
        match action:
            case ShowChecks():
                return await self._checks(visit, edit=True)
            case SetPolls(polls):
                await self._preferences.set_polls(visit.person, polls)
                return await self._checks(visit, edit=True)
            case ChooseQuiz(page):
                return await self._choice(
                    visit, scope_view.choose_standard(standards.all(), page, say)
                )
            case ChooseScope(code, page):
                return await self._choice(
                    visit, scope_view.choose_scope(standards.standard(code), page, say)
                )
            case ChoosePractice(page):
                return await self._choice(
                    visit, scope_view.choose_standard(standards.all(), page, say, practice=True)
                )
            case ChoosePracticeScope(code, page):
                return await self._choice(
                    visit,
                    scope_view.choose_scope(standards.standard(code), page, say, practice=True),
                )
            case StartCheck():
                return await self.start_check(visit)
            case StartQuiz(scope):
                return await self.start(visit, scope, edit=True)
            case StartPractice(scope):
                return await self.start(visit, scope, Purpose.PRACTICE, edit=True)
            case AnswerQuestion(quiz, position, option):
                return await self._answer(visit, quiz, position, option, edit=True)
            case NextQuestion(quiz, position):
                step = await self._play.proceed(visit.person, quiz, position)
                return await self._showing.stepped(visit, step, edit=True)
            case AskToEnd(quiz):
                return await self._ask_to_end(visit, quiz)
            case EndQuiz(quiz):
                step = await self._play.end(visit.person, quiz)
                return await self._showing.stepped(visit, step, edit=True)
            case ResumeQuiz(quiz):
                return await self._resume(visit, quiz)

    async def start(
        self, visit: Visit, scope: str, purpose: Purpose = Purpose.TASK, *, edit: bool
    ) -> Reply:
        """A quiz over a standard (its code) or a task (its id).

        Raises `StaleButton` where neither is held.
        """
        standard = self._held.standard(code_of(scope))
        if scope != standard.code and not isinstance(self._held.place(scope)[1].item, Task):
            raise StaleButton(scope)
        before = await self._play.open_quiz(visit.person)
        if before is not None and (before.scope, before.purpose) == (scope, purpose):
            # A second tap, or a wish for what is already going on: go on.
            return await self._showing.show(visit, before, edit=edit)
        if await self._notice.is_unread(visit.person):
            wish = Wish.PRACTICE if purpose is Purpose.PRACTICE else Wish.TASK
            return self._notice.before(visit, wish, scope, edit=edit)
        quiz = await self._play.start(visit.person, scope, visit.say.language, purpose)
        return await self._started(visit, quiz, before, edit=edit)

    async def start_check(self, visit: Visit) -> Reply:
        """Today's check; the choice of a standard for whoever was never asked anything."""
        before = await self._play.open_quiz(visit.person)
        if before is not None and before.purpose is Purpose.CHECK:
            return await self._showing.show(visit, before, edit=True)
        if await self._notice.is_unread(visit.person):
            return self._notice.before(visit, Wish.CHECK, edit=True)
        quiz = await self._play.start_check(visit.person, visit.say.language)
        if quiz is None:
            choice = scope_view.choose_standard(self._held.all(), 0, visit.say, first=True)
            return Reply((choice,), edit=True)
        return await self._started(visit, quiz, before, edit=True)

    async def _started(self, visit: Visit, quiz: Quiz, before: Quiz | None, *, edit: bool) -> Reply:
        word = None if before is None else view.replaced(visit.say)
        return await self._showing.show(visit, quiz, edit=edit, toast=word)

    async def _answer(
        self, visit: Visit, quiz: str, position: int, option: int, *, edit: bool
    ) -> Reply:
        if await self._notice.is_unread(visit.person):
            mine = await self._play.get(visit.person, quiz)
            if mine is None or mine.phase not in OPEN:
                # Nothing could be kept of it, so that there is nothing to read first.
                return await self._showing.stepped(visit, Step(mine, Outcome.STALE), edit=edit)
            return self._notice.before(visit, Wish.RESUME)
        step = await self._play.answer(visit.person, quiz, position, option)
        word = _second_answer(step, position, option, visit.say)
        return await self._showing.stepped(visit, step, edit=edit, toast=word)

    async def _resume(self, visit: Visit, quiz_id: str) -> Reply:
        quiz = await self._play.get(visit.person, quiz_id)
        if quiz is None:
            return Reply((apologies.not_your_quiz(visit.say),))
        return await self._showing.show(visit, quiz, anew=True)

    async def _ask_to_end(self, visit: Visit, quiz_id: str) -> Reply:
        quiz = await self._play.get(visit.person, quiz_id)
        if quiz is None:
            return Reply((apologies.not_your_quiz(visit.say),))
        if quiz.phase not in OPEN:
            return await self._showing.show(visit, quiz, edit=True)
        return Reply((view.stop(quiz, visit.say),), edit=True)

    async def _checks(self, visit: Visit, *, edit: bool) -> Reply:
        chosen = await self._preferences.get(visit.person)
        polls = chosen.polls if visit.event.graphic else None
        screen = scope_view.checks(visit.say, polls)
        if edit:
            screen = await with_way_back(self._play, visit, screen)
        return Reply((screen,), edit=edit)

    async def _choice(self, visit: Visit, screen: Message) -> Reply:
        return Reply((await with_way_back(self._play, visit, screen),), edit=True)


def _second_answer(step: Step, position: int, option: int, say: Translator) -> str | None:
    """What is said of an answer after the first; None of the same tap once more."""
    if step.quiz is None or step.outcome is not Outcome.ALREADY:
        return None
    first = step.quiz.answer_at(position)
    if first is None or (first.option == option and step.quiz.position == position):
        return None
    return view.already_answered(first, say)


def _option_in(words: str, options: int) -> int | None:
    """The option that `B`, `b.`, `Ｂ` or `2` names, counted from 0."""
    match = re.fullmatch(r"\(?([A-Za-z]|[1-9])[.)、。]?", unicodedata.normalize("NFKC", words))
    if match is None:
        return None
    sign = match[1].upper()
    option = int(sign) - 1 if sign.isdecimal() else ord(sign) - ord("A")
    return option if option < options else None
