"""The conversation: what a person does goes in, what they are shown comes out.

Both faces, Telegram and the terminal, drive this one engine; it knows neither of them, and leaves
each thing that can be done to its handler in `bot/handlers/`.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from random import Random, SystemRandom
from typing import assert_never

from bot.callbacks import (
    AnswerAction,
    AssignmentAction,
    AwaitingAction,
    BrowseAction,
    DeedAction,
    ImportAction,
    InviteAction,
    JoinAction,
    LanguageAction,
    LearnerAction,
    ObservingAction,
    OwnDataAction,
    PeopleAction,
    Personal,
    PrivacyAction,
    QuizAction,
    ReminderAction,
    RoundAction,
    StaleButton,
    StandingAction,
    StartPractice,
    StartQuiz,
    SummaryAction,
    TeamAction,
    decode,
    is_below,
)
from bot.events import Closed, Commanded, Event, Pressed, Said, Sent, Voted
from bot.handlers.appointing import Appointing
from bot.handlers.asking import Asked, Asking, Assistant
from bot.handlers.assigning import Assigning
from bot.handlers.awaiting import Awaiting
from bot.handlers.browsing import Browsing
from bot.handlers.deeds import Deeds
from bot.handlers.importing import Importing, Intake
from bot.handlers.inviting import Inviting
from bot.handlers.joining import Joining
from bot.handlers.language import Speaking
from bot.handlers.learners import Learners
from bot.handlers.notice import Notice
from bot.handlers.observing import Observing
from bot.handlers.own_data import OwnData
from bot.handlers.polling import Polling
from bot.handlers.privacy import Privacy
from bot.handlers.quizzing import Quizzing
from bot.handlers.reminding import ReminderSettings
from bot.handlers.rounds import Rounds
from bot.handlers.serving import Serving
from bot.handlers.showing import Showing
from bot.handlers.standing import Standing
from bot.handlers.suggesting import Suggesting, Suggestions
from bot.handlers.summaries import Summaries
from bot.handlers.teams import Teams
from bot.handlers.visit import Visit
from bot.held import Held
from bot.links import TEAM, assignment_in, opened_by, start_of
from bot.message import Message, Poll, Reply
from bot.reminding import Reminding
from bot.telling import Telling
from bot.views import apologies, farewell, home
from bot.views import scope as scope_view
from bot.wall_clock import WallClock
from conversations.asked import AskedStore
from conversations.assigning import Assigning as Assigned
from conversations.awaited import AwaitedStore
from conversations.errors import AllAsked, ConversationError, DatabaseUnusable
from conversations.feedback import FeedbackStore
from conversations.language import translator
from conversations.notices import Notices, NoticeStore
from conversations.organisation import Organisation
from conversations.people import PeopleStore
from conversations.personal_data import PersonalDataStore
from conversations.play import Play
from conversations.polls import PollStore
from conversations.preferences import PreferenceStore
from conversations.privacy import NOTICE, AcceptanceStore
from conversations.reminders import Reminders
from conversations.renewing import Renewing, TextStore
from conversations.retention import Forgetting, Retention
from conversations.self_rating import SelfRatingStore
from conversations.team_standing import TeamReading
from conversations.threads import ThreadStore
from standards.errors import StandardError
from standards.model import Language, Standard

__all__ = [
    "Asked",
    "Assistant",
    "Commanded",
    "Engine",
    "Event",
    "Pressed",
    "Said",
    "Sent",
    "Voted",
]

PERSONAL = frozenset(
    {"add", "language", "cancel", "me", "privacy", "mydata", "forgetme", "log", "reminders"}
)
"""The commands that are nobody's business in a group."""


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
        notices: NoticeStore,
        texts: TextStore,
        awaited: AwaitedStore,
        organisation: Organisation,
        personal_data: PersonalDataStore,
        retention: Retention,
        forgetting: Forgetting,
        standards: Callable[[], Sequence[Standard]],
        now: Callable[[], datetime],
        past: Callable[[], Sequence[Standard]] = lambda: (),
        intake: Intake | None = None,
        language: Language = Language.ZH_HANT,
        rng: Random | None = None,
    ) -> None:
        held, clock = Held(standards, past), WallClock(reminders)
        notice = Notice(acceptances, retention, lambda: NOTICE, now)
        self.notices = Notices(notices, reminders, now)
        assigned = Assigned(organisation, play.grounding, self.notices, now)
        self._renewing = Renewing(
            texts, play.store, organisation, play.grounding, self.notices, standards, now
        )
        self.reminding = Reminding(reminders, play, people, standards, now, assigned)
        self.telling = Telling(notices, people, reminders, held, now, language)
        showing = Showing(
            play=play,
            preferences=preferences,
            polls=polls,
            reminders=reminders,
            reminding=self.reminding,
            held=held,
            now=now,
        )
        self._awaiting = Awaiting(awaited, now)
        self._assigning = Assigning(
            assigned=assigned,
            organisation=organisation,
            awaiting=self._awaiting,
            play=play,
            held=held,
            clock=clock,
            now=now,
        )
        self._speaking = Speaking(people, play, language)
        self._serving = Serving(organisation)
        self._browsing = Browsing(held, play, self._serving, self._assigning.in_short)
        self._asking = Asking(
            assistant=assistant,
            people=people,
            threads=threads,
            asked=asked,
            feedback=feedback,
            play=play,
            held=held,
            now=now,
        )
        self._suggesting = Suggesting(assistant, people, held, language)
        self._quizzing = Quizzing(
            play,
            notice,
            showing,
            preferences,
            held,
            self._browsing.home,
        )
        self._polling = Polling(
            play=play,
            polls=polls,
            notice=notice,
            showing=showing,
            quizzing=self._quizzing,
            now=now,
        )
        self._standing = Standing(play, preferences, self_ratings, held, clock, now, assigned)
        self._joining = Joining(organisation, notice, self.notices, self._awaiting, people)
        self._teams = Teams(organisation, self.notices, self._awaiting, now)
        self._inviting = Inviting(organisation, clock, now)
        self._appointing = Appointing(organisation, self.notices)
        self._play = play
        self._now = now
        self._reading = reading = TeamReading(organisation, play.grounding)
        self._summaries = Summaries(reading, organisation, play, preferences, held, clock, now)
        self._learners = Learners(reading, organisation, play, held, clock, now)
        self._observing = Observing(
            organisation,
            self._learners,
            self._awaiting,
            self.notices,
            play,
            held,
            clock,
            now,
        )
        self._rounds = Rounds(play, held, organisation, rng or SystemRandom())
        self._privacy = Privacy(notice, self._quizzing, self._joining, play, organisation, clock)
        self._deeds = Deeds(organisation, clock)
        self._own_data = OwnData(
            personal_data,
            organisation,
            self.notices,
            play,
            held,
            clock,
            now,
            None if intake is None else intake.offers,
        )
        self._reminders = ReminderSettings(reminders, self.reminding, play)
        self._importing = Importing(intake, now)
        self._forgetting = forgetting

    async def handle(self, person: str, event: Event) -> Reply:
        """What answers `event`; what goes wrong in ways we know is answered with an apology."""
        visit = Visit(person, event, translator(await self.language(person, event)))
        if event.private:
            await self.telling.came(person)
        try:
            match event:
                case Said():
                    return await self._said(visit, event)
                case Commanded():
                    return await self._commanded(await self._cancelling(visit), event)
                case Pressed():
                    reply = await self._pressed(await self._cancelling(visit), event)
                    stays = is_below(event.data)
                    return replace(reply, edit=False, adds=False) if stays else reply
                case Voted():
                    return await self._polling.voted(visit, event)
                case Closed():
                    return await self._rounds.closed(visit, event)
                case Sent():
                    return await self._importing.sent(visit, event)
                case _:
                    raise TypeError(event)
        except AllAsked as error:
            words = visit.say(error.msgid, **error.params)
            return Reply((scope_view.nothing_new(words, visit.say),))
        except StaleButton:
            linked = isinstance(event, Commanded)
            stale = apologies.stale_link if linked else apologies.stale_button
            return Reply((stale(visit.say),))
        except DatabaseUnusable:
            # Nobody who talks can mend it, and it may pass: the face decides what to do.
            raise
        except (StandardError, ConversationError) as error:
            return Reply((apologies.apology(error, visit.say),))

    async def language(self, person: str, event: Event) -> Language:
        """The one set; else the device's; else that of the words typed; else the default."""
        return await self._speaking.language(person, event)

    async def between_us(self, person: str, event: Pressed) -> str | None:
        """The word on a press in a group that is not for whoever pressed; None on any other.

        It says the same as `handle` does, for a face that can tell the one who pressed alone.
        """
        if event.private:
            return None
        with suppress(StaleButton):
            action = decode(event.data)
            say = translator(await self.language(person, event))
            if isinstance(action, Personal):
                return apologies.between_us(say)
            if isinstance(action, RoundAction):
                return await self._rounds.refusal(person, say)
        return None

    async def set_language(self, person: str, language: Language) -> None:
        """What the button does, for a face that was told the language otherwise."""
        await self._speaking.set_language(person, language)

    async def sorry(self, person: str, event: Event, error: Exception) -> Message:
        """An apology for an error that `handle` let through."""
        return apologies.apology(error, translator(await self.language(person, event)))

    async def suggest(self, person: str, words: str, locale: str | None) -> Suggestions:
        """What is offered while the person types `words` into some chat; keeps nothing."""
        return await self._suggesting.of(person, words, locale)

    async def commands_of(self, person: str) -> tuple[str, ...]:
        """The commands that serve the person beside those that serve everybody."""
        return await self._serving.of(person)

    async def language_chosen(self, person: str) -> Language | None:
        """The language that the person has set; None while their device's is spoken."""
        return await self._speaking.chosen(person)

    async def maybe_lost(self, person: str, event: Event) -> Message:
        """The word where an answer was on its way and nobody knows whether it came."""
        return apologies.maybe_lost(translator(await self.language(person, event)))

    async def slow_down(self, person: str, event: Event) -> Message:
        """The word to somebody who sends more than is handled at once."""
        return apologies.slow_down(translator(await self.language(person, event)))

    async def goodbye(self, person: str, event: Event) -> Message:
        """The last word to somebody who goes, for a face that sees them go."""
        has_open_quiz = await self._play.open_quiz(person) is not None
        say = translator(await self.language(person, event))
        return farewell.goodbye(say, has_open_quiz=has_open_quiz)

    async def announce_poll(self, person: str, poll: Poll) -> str:
        """Keeps which question a poll that is about to be sent asks; gives a token for it."""
        return await self._polling.announce(person, poll)

    async def keep_poll(self, token: str, id: str) -> None:
        """Keeps the id under which the poll of `token` was sent."""
        await self._polling.keep(token, id)

    async def forget_daily(self) -> None:
        """Deletes what is too old to be kept, once a day however often it is called."""
        await self._forgetting.daily()
        self._reading.let_go(self._now())
        await self._own_data.scrub_again()
        await self._importing.forget()

    def let_go(self) -> None:
        """Forgets what was computed of teams and is remembered for a minute."""
        self._reading.let_go()

    async def tell_of_changes(self) -> None:
        """Has everybody told, once, of new texts of standards that concern them."""
        await self._renewing.tell()

    async def _cancelling(self, visit: Visit) -> Visit:
        """Whoever goes elsewhere in private is not taken at their next word any more."""
        if not visit.event.private:
            return visit
        return replace(visit, awaited=await self._awaiting.taken(visit.person))

    async def _said(self, visit: Visit, said: Said) -> Reply:
        words = said.text.strip()
        if not words:
            return Reply((home.text_only(visit.say),))
        if said.private and not said.edited:
            awaited = await self._awaiting.taken(visit.person)
            if awaited is not None:
                answered = await self._awaiting.answer(visit, awaited, words)
                if answered is not None:
                    return answered
            reply = await self._quizzing.typed(visit, words, forwarded=said.forwarded)
            if reply is not None:
                return reply
        if said.private and said.edited:
            reply = await self._awaiting.changed(visit, words)
            if reply is None:
                reply = await self._quizzing.retyped(visit, words)
            if reply is not None:
                return reply
        return await self._asking.ask(visit, words)

    async def _commanded(self, visit: Visit, command: Commanded) -> Reply:
        say, argument = visit.say, command.argument.strip()
        match command.name.lower():
            case "start" if self._joining.leads_here(argument) and not visit.event.private:
                return Reply((apologies.only_in_private(say, argument),))
            case "start" if self._joining.leads_here(argument):
                return await self._joining.opened(visit, argument)
            case "start" if argument == TEAM and visit.event.private:
                return await self._teams.commanded(visit)
            case "start" if (id := assignment_in(argument)) is not None:
                if not visit.event.private:
                    return Reply((apologies.only_in_private(say, argument),))
                code = await self._assigning.concerning(visit, id)
                if code is not None:
                    return await self._standing.opened(visit, code)
                return await self._assigning.opened(visit, id)
            case "start":
                if (id := opened_by(argument)) is not None:
                    return await self._browsing.opened(visit, id)
                return await self._quizzing.opened(visit, argument)
            case "help":
                return Reply((await self._serving.help(visit),))
            case "team" | "people" if not visit.event.private:
                return Reply((apologies.only_in_private(say, TEAM),))
            case "team":
                return await self._teams.commanded(visit)
            case "people":
                return await self._appointing.commanded(visit)
            case "standards":
                return self._browsing.commanded(visit)
            case "ask" if argument:
                return await self._asking.ask(visit, argument)
            case "ask":
                return Reply((home.what(say),))
            case "quiz":
                return await self._quizzing.commanded(visit)
            case "round":
                return await self._rounds.commanded(visit)
            case name if name in PERSONAL and not visit.event.private:
                return Reply((apologies.only_in_private(say, start_of()),))
            case "me":
                return await self._standing.commanded(visit)
            case "privacy":
                return await self._privacy.commanded(visit)
            case "mydata":
                return await self._own_data.given(visit)
            case "forgetme":
                return await self._own_data.asked(visit)
            case "log":
                return await self._deeds.log(visit)
            case "reminders":
                return await self._reminders.commanded(visit, argument)
            case "language":
                return self._speaking.commanded(visit)
            case "add":
                return await self._importing.commanded(visit)
            case "cancel":
                return await self._quizzing.cancelled(visit)
            case unknown:
                return Reply((await self._serving.help(visit, unknown),))

    async def _pressed(self, visit: Visit, pressed: Pressed) -> Reply:
        action = decode(pressed.data)
        if not visit.event.private and isinstance(action, Personal):
            scope = action.scope if isinstance(action, StartQuiz | StartPractice) else None
            return Reply((apologies.only_in_private(visit.say, start_of(scope)),))
        if isinstance(action, BrowseAction):
            return await self._browsing.pressed(visit, action)
        if isinstance(action, AnswerAction):
            return await self._asking.pressed(visit, action)
        if isinstance(action, QuizAction):
            return await self._quizzing.pressed(visit, action)
        if isinstance(action, StandingAction):
            return await self._standing.pressed(visit, action)
        if isinstance(action, PrivacyAction):
            return await self._privacy.pressed(visit, action)
        if isinstance(action, OwnDataAction):
            reply = await self._own_data.pressed(visit, action)
            if reply.erased:
                self.let_go()
                self._awaiting.let_go(visit.person)
            return reply
        if isinstance(action, DeedAction):
            return await self._deeds.pressed(visit, action)
        if isinstance(action, ReminderAction):
            return await self._reminders.pressed(visit, action)
        if isinstance(action, LanguageAction):
            return await self._speaking.pressed(visit, action)
        if isinstance(action, RoundAction):
            return await self._rounds.pressed(visit, action)
        if isinstance(action, AwaitingAction):
            return await self._awaiting.pressed(visit, action)
        if isinstance(action, JoinAction):
            return await self._joining.pressed(visit, action)
        if isinstance(action, TeamAction):
            return await self._teams.pressed(visit, action)
        if isinstance(action, InviteAction):
            return await self._inviting.pressed(visit, action)
        if isinstance(action, PeopleAction):
            return await self._appointing.pressed(visit, action)
        if isinstance(action, SummaryAction):
            return await self._summaries.pressed(visit, action)
        if isinstance(action, LearnerAction):
            return await self._learners.pressed(visit, action)
        if isinstance(action, ObservingAction):
            return await self._observing.pressed(visit, action)
        if isinstance(action, AssignmentAction):
            return await self._assigning.pressed(visit, action)
        if isinstance(action, ImportAction):
            return await self._importing.pressed(visit, action)
        assert_never(action)
