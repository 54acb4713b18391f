"""Somebody of whom there is something in every table, and an engine over the database they are in.

ANNA is also made manager and editor, has a nomination, handed a team over, and saw Bo at work.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine import Engine
from bot_twins import ScriptedAssistant, standard_of, standards
from conversations.audit import Entry
from conversations.awaited import Awaited
from conversations.database import Database
from conversations.inbox import Received
from conversations.notices import Notice, NoticeKind
from conversations.observing import Observation
from conversations.organisation import Organisation
from conversations.play import Play
from conversations.polls import PolledQuestion
from conversations.quiz import Answered
from conversations.reminders import Reminders
from conversations.retention import Forgetting, Retention
from conversations.roles import OPERATOR, Action
from conversations.self_rating import SelfLevel
from conversations.teams import Team
from organisation import ANNA, BO, LIN, OWNER, WANG, Clock, founded, on
from quiz_samples import sample_quiz
from standards.errors import UnknownStandard
from standards.model import Language, Standard

IN_GROUP = f"telegram:-500:{ANNA.partition(':')[2]}"
"""The key of what she asked in a group."""
MARK = "ZZMARK"
"""Stands in every text of hers that could be anything."""


def engine_on(
    database: Database,
    now: Callable[[], datetime],
    retention: Retention | None = None,
    held: Callable[[], Sequence[Standard]] = standards,
) -> Engine:
    """The conversation over these standards, the shipped ones if none are given, and a database."""
    kept = retention or Retention()

    def standard_of(code: str) -> Standard:
        for standard in held():
            if standard.code == code:
                return standard
        raise UnknownStandard("There is no standard {code}.", code=code)

    return Engine(
        assistant=ScriptedAssistant(),
        play=Play(
            database.quizzes,
            standard_of,
            now,
            random.Random(7),
            grounding=database.grounding.among(held),
        ),
        people=database.people,
        threads=database.threads,
        asked=database.asked,
        feedback=database.feedback,
        acceptances=database.acceptances,
        preferences=database.preferences,
        polls=database.polls,
        self_ratings=database.self_ratings,
        notices=database.notices,
        texts=database.texts,
        awaited=database.awaited,
        reminders=Reminders(database.reminders, now),
        organisation=database.organisation(now),
        personal_data=database.personal_data,
        retention=kept,
        forgetting=Forgetting(database.kept(kept), now),
        standards=held,
        now=now,
    )


async def in_everything(database: Database, clock: Clock) -> tuple[Team, Team]:
    """Fills every table that holds anything about people with something about ANNA."""
    organisation = database.organisation(clock)
    export, shop = await founded(on(database))
    await _alone(database, clock)
    await _in_teams(organisation, export, shop)
    saw = Observation("KRM4224-001v1/P1.1.1", "", clock(), clock() + timedelta(365), by=ANNA)
    await database.observations.add(BO, saw)
    seen = replace(saw, by=LIN, note=f"{MARK} note", team=export.id)
    entry = Entry(clock(), LIN, Action.OBSERVE, ANNA, export.id, "KRM4224-001v1/P1.1.1, performed")
    await database.observations.add(ANNA, seen, entry)
    for number in (1, 2):
        params = {"team": f"{MARK} {number}"}
        await database.notices.add(
            _notice(params, clock()), once=f"{MARK} once" if number == 1 else ""
        )
    await database.notices.lose(ANNA, clock())
    waiting = Received(7, f'{{"update_id": 7, "text": "{MARK}"}}', ANNA)
    await database.inbox(1).put([waiting], clock())
    await database.awaited.expect(
        ANNA, Awaited("note", f"{MARK} about", clock() + timedelta(minutes=15))
    )
    return export, shop


def _notice(params: dict[str, str], at: datetime) -> Notice:
    return Notice(ANNA, NoticeKind.TEAM_WITHOUT_MANAGER, params, at, at)


async def _alone(database: Database, clock: Clock) -> None:
    quiz = sample_quiz(person=ANNA, id=f"{MARK}quiz").apply(Answered(1, clock()))
    await database.quizzes.add(quiz)
    await database.polls.announce(f"{MARK}token", PolledQuestion(ANNA, quiz.id, 1, clock()))
    await database.polls.bind(f"{MARK}token", f"{MARK}poll")
    await database.people.set_language(ANNA, Language.EN)
    await database.threads.save(ANNA, f'"{MARK} topic"', clock())
    await database.threads.save(IN_GROUP, f'"{MARK} group"', clock())
    await database.acceptances.accept(ANNA, 1, clock())
    await Reminders(database.reminders, clock).switch_on(ANNA, Language.EN, clock())
    await database.preferences.set_dark(ANNA, True)
    await database.self_ratings.rate(ANNA, f"{MARK}/T1", next(iter(SelfLevel)), clock())


async def _in_teams(organisation: Organisation, export: Team, shop: Team) -> None:
    standard = standard_of("KRM4224-001v1")
    await organisation.assign(LIN, export.id, standard, person=ANNA)
    await organisation.look_at(LIN, export.id, ANNA)
    await organisation.name_editor(OWNER, ANNA)
    made = await organisation.invite(OWNER, shop.id)
    await organisation.open_invite(ANNA, made.secret, f"{MARK} Anna")
    await organisation.appoint_manager(OPERATOR, shop.id, ANNA, replaces=(WANG,))
    await organisation.invite(ANNA, shop.id)
    await organisation.hand_over(ANNA, shop.id, BO)
    await organisation.nominate_manager(LIN, export.id, ANNA, f"{MARK} Anna")
