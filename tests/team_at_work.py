"""A team whose learners have answered, been assigned and been seen at work, in a `World`."""

from datetime import date, timedelta
from random import Random

from bot.callbacks import Action, encode
from bot.engine import Engine
from bot.events import Pressed
from bot.message import Reply
from bot_twins import World, standard_of
from conversations.assignments import Terms, Wanted
from conversations.play import Play
from conversations.roles import OPERATOR, Role
from conversations.teams import Team
from organisation import ANNA, BO, LIN, OWNER, WANG
from standards.model import Language

CODE = "KRM4224-001v1"
TASK = f"{CODE}/T4"
INDICATOR = f"{CODE}/P4.1.1"
STRANGER = "telegram:99"
EDITOR = "telegram:98"


async def at_work(world: World) -> Team:
    """LIN's team: ANNA has passed the check on TASK, BO has not begun; WANG manages another."""
    organisation = world.organisation
    await organisation.name_owner(OPERATOR, OWNER)
    await organisation.name_editor(OWNER, EDITOR)
    export = await organisation.create_team(OWNER, "外貿部")
    shop = await organisation.create_team(OWNER, "Web shop")
    await organisation.appoint_manager(OWNER, export.id, LIN)
    await organisation.appoint_manager(OWNER, shop.id, WANG)
    for person, name in ((ANNA, "Anna"), (BO, "小波")):
        await organisation.add_member(OWNER, export.id, person, Role.LEARNER, name)
    due = world.time.date() + timedelta(days=20)
    await assigned(world, export, due)
    await answered(world, ANNA, TASK)
    return export


async def assigned(world: World, team: Team, due: date, person: str | None = None) -> None:
    """The standard, so that it is seen at work too."""
    await world.organisation.assign(
        OWNER, team.id, standard_of(CODE), Terms(wanted=Wanted.VERIFIED, due=due), person=person
    )


async def answered(world: World, person: str, task: str, *, right: float = 1.0) -> None:
    """Two checks of the task a day apart, by somebody who is right so often."""
    chance = Random(person + task)
    play = Play(world.quizzes, standard_of, world.now, chance, grounding=world.grounding)
    for _check in range(2):
        quiz = await play.start(person, task, Language.EN)
        for position, item in enumerate(quiz.items):
            option = item.key if chance.random() < right else (item.key + 1) % 3
            await play.answer(person, quiz.id, position, option)
            await play.proceed(person, quiz.id, position)
        world.time += timedelta(days=1)


async def press(
    engine: Engine, who: str, action: Action, *, graphic: bool = True, locale: str = "en"
) -> Reply:
    """Somebody presses a button."""
    return await engine.handle(who, Pressed(data=encode(action), locale=locale, graphic=graphic))
