"""Learners on an emulated Telegram whose bot is killed again and again and whose line is bad.

    PYTHONPATH=.:tests python tests/fault_run/run.py [--people 500] [--updates 10000] [--kills 200]

Prints figures, and ends with status 1 where an answer did not count exactly once, somebody was not
answered, or something is left in the inbox.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from fault_run.learner import Learner, Tally
from fault_run.poisoned_bot import POISON
from fault_run.process import BotProcess
from telegram_emulator import faults
from telegram_emulator.server import Emulator

AT_ONCE = 100
"""Learners who are at it at the same time."""
FAILING = 0.04
"""The share of requests that meet a fault."""
FAULTS: tuple[tuple[str, Callable[[], faults.Fault]], ...] = (
    ("429", lambda: faults.flood(1)),
    ("500", lambda: faults.server_error(500)),
    ("502", lambda: faults.server_error(502)),
    ("half an answer", lambda: faults.half_answer(done=True)),
    ("no answer, done", lambda: faults.no_answer(done=True)),
    ("no answer, not done", lambda: faults.no_answer(done=False)),
    ("silence", lambda: faults.silence(7.0, done=True)),
)


@dataclass
class Figures:
    """What came of a run."""

    people: int
    seconds: float = 0.0
    updates: int = 0
    """Different ones."""
    delivered_again: int = 0
    kills: int = 0
    deaths: int = 0
    """Ends of its own: of an update that ends the process, or since Telegram was out of reach."""
    deadly: int = 0
    """Updates that end the process."""
    faults: dict[str, int] = field(default_factory=dict)
    unreadable: int = 0
    acts: int = 0
    repeated: int = 0
    doubled: int = 0
    answers_given: int = 0
    answers_kept: int = 0
    answers_wrong: int = 0
    """Kept with another option, or never given."""
    questions: int = 0
    answered_twice: int = 0
    unanswered: list[str] = field(default_factory=list)
    left_waiting: int = 0
    set_aside: int = 0
    hourglasses_left: int = 0
    wait_median: float = 0.0
    wait_longest: float = 0.0

    @property
    def is_good(self) -> bool:
        return not (
            self.unanswered
            or self.answers_wrong
            or self.answers_kept != self.answers_given
            or self.left_waiting
            or self.set_aside != self.unreadable + self.deadly
        )


class FaultRun:
    """One run, on a data folder of its own in `place`."""

    def __init__(
        self,
        emulator: Emulator,
        place: Path,
        people: int,
        updates: int,
        kills: int,
        seed: int,
        deadly: bool,
    ) -> None:
        self._emulator = emulator
        self._data = place / "data"
        self._people = people
        self._updates = updates
        self._kills = kills
        self._chance = Random(seed)
        self._deadly = deadly
        self._bot = BotProcess(
            emulator, self._data, (str(Path(__file__).with_name("poisoned_bot.py")),)
        )
        self._tally = Tally()
        self._figures = Figures(people)
        self._over = asyncio.Event()
        self._killing_over = asyncio.Event()

    async def run(self) -> Figures:
        """All of it."""
        began = time.monotonic()
        await self._bot.start()
        self._emulator.weather = self._weather
        others = [
            asyncio.create_task(each())
            for each in (self._kill, self._jumble, self._poison, self._tell)
        ]
        try:
            places = asyncio.Semaphore(AT_ONCE)
            learners = [
                asyncio.create_task(self._learn(places, Random(self._chance.random())))
                for _number in range(self._people)
            ]
            await asyncio.gather(*learners)
            await self._killing_over.wait()
            self._over.set()
            await self._emulator.quiet(1.0, within=120)
            await self._settled()
        finally:
            self._over.set()
            for task in others:
                task.cancel()
            done = await asyncio.gather(*others, return_exceptions=True)
            await self._bot.close()
        for error in done:
            if isinstance(error, Exception):
                raise error
        self._figures.seconds = round(time.monotonic() - began, 1)
        self._count()
        return self._figures

    async def _learn(self, places: asyncio.Semaphore, chance: Random) -> None:
        async with places:
            person = self._emulator.person()
            try:
                await Learner(self._emulator, person, chance, self._tally).learns()
            except AssertionError as error:
                self._figures.unanswered.append(str(error))

    async def _kill(self) -> None:
        """Kills the bot, most often at work and sometimes while it starts."""
        while self._bot.kills < self._kills:
            starting = self._chance.random() < 0.1
            if starting:
                await asyncio.sleep(self._chance.uniform(0, 2))
            else:
                await self._polling()
                await asyncio.sleep(self._chance.uniform(0, self._lives()))
            if not self._bot.is_alive:
                self._figures.deaths += 1
            await self._bot.kill()
            await self._bot.spawn()
        self._killing_over.set()
        while True:
            await self._polling()
            await asyncio.sleep(0.2)

    def _lives(self) -> float:
        """How long it may live at most, so that the kills are spread over the updates."""
        done = len(self._emulator.updates.history) / self._updates
        behind = done > self._bot.kills / self._kills
        return 0.8 if behind else 4.0

    async def _polling(self) -> None:
        """Waits until the bot polls; starts it where it ended by itself."""
        while not self._bot.has_polled:
            if not self._bot.is_alive:
                self._figures.deaths += 1
                await self._bot.spawn()
            await asyncio.sleep(0.01)

    def _weather(self, method: str) -> faults.Fault | None:
        """Requests fail in all ways, and fetching updates too."""
        if self._over.is_set() or self._chance.random() > FAILING:
            return None
        name, make = self._chance.choices(FAULTS, (4, 4, 4, 4, 4, 4, 1))[0]
        self._figures.faults[name] = self._figures.faults.get(name, 0) + 1
        return make()

    async def _jumble(self) -> None:
        """Updates are kept back for a moment and come in any order, and old ones come again."""
        while not self._over.is_set():
            await asyncio.sleep(self._chance.uniform(0.2, 1.5))
            with self._emulator.held() as held:
                await asyncio.sleep(self._chance.uniform(0, 0.2))
                self._chance.shuffle(held)
            for update in self._chance.sample(self._emulator.updates.history[-50:], 3):
                self._emulator.redeliver(update)
                self._figures.delivered_again += 1

    async def _poison(self) -> None:
        """Updates that cannot be read, and one that ends the process."""
        somebody = self._emulator.person()
        said = await somebody.says("/help")
        if self._deadly:
            await asyncio.sleep(1)
            await somebody.says(POISON)
            self._figures.deadly = 1
        while not self._over.is_set():
            self._figures.unreadable += 1
            # Each from somebody else, so that none waits for another.
            sender = {
                "id": 5_000_000 + self._figures.unreadable,
                "is_bot": False,
                "first_name": "X",
            }
            broken = {"from": sender, "chat": "not a chat"}
            self._emulator.updates.add("message", said.json() | broken)
            await asyncio.sleep(self._chance.uniform(1, 5))

    async def _tell(self) -> None:
        """How far it is, on stderr."""
        while True:
            await asyncio.sleep(15)
            done, acts = len(self._emulator.updates.history), self._tally.acts
            sys.stderr.write(f"{self._bot.kills} kills, {done} updates, {acts} acts\n")

    async def _settled(self) -> None:
        """Waits until the bot has nothing left to do."""
        for _moment in range(600):
            if not self._inbox()[0]:
                return
            await asyncio.sleep(0.2)

    def _rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self._data / "conversations.db", timeout=20)) as file:
            return file.execute(query).fetchall()

    def _inbox(self) -> tuple[int, int]:
        ((waiting,),) = self._rows("SELECT count(*) FROM inbox WHERE done_at IS NULL")
        ((aside,),) = self._rows("SELECT count(*) FROM inbox WHERE aside IS NOT NULL")
        return waiting, aside

    def _count(self) -> None:
        figures, tally = self._figures, self._tally
        kept = {
            (quiz, position): option
            for quiz, position, option in self._rows("SELECT quiz, position, option FROM answers")
        }
        figures.updates = len(self._emulator.updates.history)
        figures.kills = self._bot.kills
        figures.acts, figures.repeated, figures.doubled = tally.acts, tally.repeated, tally.doubled
        figures.answers_given, figures.answers_kept = len(tally.chosen), len(kept)
        figures.answers_wrong = sum(tally.chosen.get(where) != kept[where] for where in kept)
        figures.questions, figures.answered_twice = tally.questions, tally.answered_twice
        figures.left_waiting, figures.set_aside = self._inbox()
        figures.hourglasses_left = len(self._emulator.unanswered_taps)
        figures.wait_median = round(statistics.median(tally.waits), 2)
        figures.wait_longest = round(max(tally.waits), 1)


async def fault_run(
    place: Path, *, people: int, updates: int, kills: int, seed: int = 7, deadly: bool = True
) -> Figures:
    """A run; its figures. `deadly` is whether there is an update that ends the process."""
    async with Emulator(judged=False) as emulator:
        figures = await FaultRun(emulator, place, people, updates, kills, seed, deadly).run()
        # What is unreadable is ours, and so not held against the bot.
        bad = [each for each in emulator.violations if "message.chat: Input should be" not in each]
        figures.unanswered += [f"violation: {each}" for each in bad[:5]]
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        figures = asyncio.run(
            fault_run(
                Path(place),
                people=options.people,
                updates=options.updates,
                kills=options.kills,
                seed=options.seed,
            )
        )
    sys.stdout.write(json.dumps(asdict(figures), indent=2, ensure_ascii=False) + "\n")
    return 0 if figures.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
