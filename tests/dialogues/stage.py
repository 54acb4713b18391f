"""The bot as it runs, before an emulated Telegram, with people who have a part to play.

Everything is real but Telegram, the clock and chance: index, answers, database and HTTP.
"""

import asyncio
import random
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bot.app import getting_ready, index_of, library_of
from bot.engine import Engine
from bot.handlers.importing import ByRole, Intake
from bot.links import own_of
from bot.offers import Offers
from bot.settings import Settings
from bot_serving import serving_engine
from conversations.assignments import Terms
from conversations.current import CurrentAssistant
from conversations.database import Database, open_database
from conversations.inbox import MemoryInboxStore
from conversations.play import Play
from conversations.reminders import Reminders
from conversations.retention import Forgetting, Retention
from conversations.roles import OPERATOR, Role
from organisation import Clock
from standards.library import Library
from telegram_emulator.people import Group, Person
from telegram_emulator.server import Emulator

MONDAY = datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
"""Five past nine in Taipei."""
CHORES_EVERY = 0.02
FOUNDER = "telegram:1"
"""An owner who plays no part, where somebody is needed who names the others."""
_PART = re.compile(r"(?P<name>[^(]+) \((?P<traits>[^)]+)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """Who somebody is."""

    name: str
    language: str
    """The language of their device."""
    roles: tuple[str, ...] = ()

    @classmethod
    def read(cls, line: str) -> "tuple[Part, ...]":
        """`Ann (en, learner), 林經理 (zh-hant, manager)`."""
        parts = []
        for found in _PART.finditer(line):
            language, *roles = found["traits"].split(", ")
            parts.append(cls(found["name"].strip(", "), language, tuple(roles)))
        return tuple(parts)


@dataclass
class Stage:
    """Who is there, and what they do it with."""

    emulator: Emulator
    database: Database
    engine: Engine
    clock: Clock
    inbox: MemoryInboxStore
    path: Path
    """The database's."""
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    ownership: str = ""
    """What opens the first owner's link, where there is no owner yet."""
    _taken: int = 0
    _claimed: int = 0
    _going: asyncio.Event = field(default_factory=asyncio.Event)

    async def settled(self) -> None:
        """Waits until everything that came is handled, and everybody is told what they are to."""
        for _moment in range(4000):
            if not self.emulator.updates.pending and not (await self.inbox.backlog()).waiting:
                break
            await asyncio.sleep(0.001)
        if self._has_news():
            await self._told()
        await self.emulator.quiet(0.003)

    def _has_news(self) -> bool:
        with closing(sqlite3.connect(self.path)) as file:
            return bool(
                file.execute("SELECT 1 FROM notices UNION SELECT 1 FROM reminders").fetchone()
            )

    async def _told(self) -> None:
        self._taken = self._claimed = 0
        before = self.emulator.state.changes
        self._going.set()
        while min(self._taken, self._claimed) < 2:
            await asyncio.sleep(0.002)
            if self.emulator.state.changes != before:
                self._taken = self._claimed = 0
                before = self.emulator.state.changes
        self._going.clear()

    def gated(self) -> None:
        """Has notices and reminders sent while `settled` waits alone, so that all comes in turn."""
        take, claim = self.engine.telling.take, self.engine.reminding.claim

        async def taken(face: str) -> object:
            if not self._going.is_set():
                return None
            found = await take(face)
            self._taken += found is None
            return found

        async def claimed(face: str) -> object:
            if not self._going.is_set():
                return None
            found = await claim(face)
            self._claimed += found is None
            return found

        setattr(self.engine.telling, "take", taken)  # noqa: B010  # mypy takes no assignment here
        setattr(self.engine.reminding, "claim", claimed)  # noqa: B010


@dataclass(frozen=True, slots=True)
class Scene:
    """What a dialogue begins with."""

    parts: tuple[Part, ...]
    team: str = ""
    assigned: str = ""
    """A standard's code, and the last day."""
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)


def indexed(folder: Path) -> Path:
    """A data folder with the index of what is shipped, to be copied."""
    settings = Settings(data=folder)
    index_of(settings, library_of(settings)).close()
    return folder


@asynccontextmanager
async def set_up(scene: Scene, data: Path, folder: Path) -> AsyncIterator[Stage]:
    """The scene, with the bot running; `data` is as `indexed` makes it, `folder` is empty."""
    shutil.copytree(data, folder, dirs_exist_ok=True)
    settings = Settings(data=folder)
    library, clock = library_of(settings), Clock(MONDAY)
    index = index_of(settings, library)
    path = folder / "conversations.db"
    database = await open_database(path)
    try:
        assistant = CurrentAssistant(index, library.standards, None)
        await asyncio.to_thread(assistant.warm)
        engine = _engine(settings, library, assistant, database, clock)
        inbox = MemoryInboxStore()
        async with Emulator(clock=lambda: clock().timestamp()) as emulator:
            stage = Stage(emulator, database, engine, clock, inbox, path)
            stage.gated()
            await _cast(stage, scene, library)
            async with serving_engine(emulator, engine, CHORES_EVERY, inbox):
                yield stage
    finally:
        await database.close()
        index.close()


def _engine(
    settings: Settings,
    library: Library,
    assistant: CurrentAssistant,
    database: Database,
    clock: Clock,
) -> Engine:
    grounding = database.grounding.among(library.standards, library.past)
    organisation, retention = database.organisation(clock), Retention()
    return Engine(
        assistant=assistant,
        play=Play(database.quizzes, library.get, clock, random.Random(7), grounding=grounding),
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
        organisation=organisation,
        reminders=Reminders(database.reminders, clock),
        personal_data=database.personal_data,
        retention=retention,
        forgetting=Forgetting(database.kept(retention), clock),
        standards=library.standards,
        past=library.past,
        intake=Intake(
            editors=ByRole(organisation),
            library=library,
            offers=Offers(settings.data / "offered"),
            prepare=getting_ready(settings),
            follow=assistant.follow,
        ),
        now=clock,
        rng=random.Random(7),
    )


async def _cast(stage: Stage, scene: Scene, library: Library) -> None:
    for part in scene.parts:
        stage.people[part.name] = stage.emulator.person(
            first_name=part.name, language_code=part.language
        )
    for title, members in scene.groups.items():
        people: Sequence[Person] = [stage.people[name] for name in members]
        stage.groups[title] = stage.emulator.group(*people, title=title)
    organisation = stage.database.organisation(stage.clock)
    if not any(part.roles for part in scene.parts):
        offered = await organisation.offer_ownership()
        stage.ownership = own_of(offered.code) if offered is not None else ""
        return
    await organisation.name_owner(OPERATOR, FOUNDER)
    team = await organisation.create_team(FOUNDER, scene.team) if scene.team else None
    for part in scene.parts:
        key = f"telegram:{stage.people[part.name].user.id}"
        for role in map(Role, part.roles):
            match role:
                case Role.OWNER:
                    await organisation.name_owner(OPERATOR, key)
                case Role.EDITOR:
                    await organisation.name_editor(OPERATOR, key)
                case Role.MANAGER if team is not None:
                    await organisation.nominate_manager(FOUNDER, team.id, key, part.name)
                    for nomination in await organisation.nominations(FOUNDER):
                        await organisation.confirm(FOUNDER, nomination)
                case _ if team is not None:
                    await organisation.add_member(FOUNDER, team.id, key, role, part.name)
    if scene.assigned and team is not None:
        code, due = scene.assigned.split()
        await organisation.assign(
            FOUNDER, team.id, library.get(code), Terms(due=date.fromisoformat(due))
        )
