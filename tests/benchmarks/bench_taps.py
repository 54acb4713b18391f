"""What a tap costs: our bot and a bare python-telegram-bot echo, in one run, under many people.

    PYTHONPATH=.:tests python tests/benchmarks/bench_taps.py [--people 200] [--every 4]

Each bot is a process of its own on the loopback of this machine; Telegram is the smallest server
that both can talk to, and answers at once. The time of a tap is from its happening to the arrival
of the request that changes the message: the bot's own time, with all waiting in its queues.
First everybody taps every few seconds, then everybody again as soon as they are answered.
"""

import argparse
import asyncio
import itertools
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import web

from bot.callbacks import (
    AnswerQuestion,
    NextQuestion,
    StaleButton,
    StartPractice,
    Understood,
    decode,
    encode,
)

ROOT = Path(__file__).parents[2]
TOKEN = "7000000001:AAEmulatedTokenOfTheCompetencyBot0_x"
SCOPES = ("KRM4224-001v1/T4", "IIS3513-005v2/T1", "KPS1420-001v2/T2", "KRM4224-001v1/T1")
GET = {
    "getMe": {"id": 7000000001, "is_bot": True, "first_name": "Bot", "username": "bench_bot"},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}


@dataclass
class Tapping:
    """One person's chat."""

    number: int
    message: int = 1
    shown: list[str] = field(default_factory=list)
    """The data of the buttons below the newest message."""
    tapped: float | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Telegram:
    """Hands out taps, and takes what the bot says of them."""

    def __init__(self) -> None:
        self.people: dict[int, Tapping] = {}
        self.times: list[float] = []
        self.requests = 0
        self._pending: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._ids = itertools.count(1)
        self.polled = asyncio.Event()
        self.url = ""

    async def start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = "http://{}:{}".format(*runner.addresses[0][:2])
        return runner

    def tap(self, person: Tapping, data: str) -> None:
        """A button is pressed."""
        person.answered.clear()
        person.tapped = time.perf_counter()
        who = {"id": person.number, "is_bot": False, "first_name": "Ann", "language_code": "en"}
        number = next(self._ids)
        query = {
            "id": str(number),
            "from": who,
            "chat_instance": "1",
            "data": data,
            "message": self._message(person.number, person.message, "…"),
        }
        self._pending.append({"update_id": number, "callback_query": query})
        self._news.set()

    @staticmethod
    def _message(chat: int, number: int, text: str) -> dict[str, Any]:
        place = {"id": chat, "type": "private", "first_name": "Ann"}
        return {"message_id": number, "date": 1, "chat": place, "text": text}

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        asked = dict(await request.post())
        if method == "getUpdates":
            result: Any = await self._updates(int(str(asked.get("offset") or 0)))
        else:
            self.requests += 1
            result = self._carried_out(method, asked)
        return web.json_response({"ok": True, "result": result})

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        self._pending = [each for each in self._pending if each["update_id"] >= offset]
        self.polled.set()
        if not self._pending:
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await self._news.wait()
        return self._pending[:100]

    def _carried_out(self, method: str, asked: dict[str, Any]) -> Any:
        if method not in ("sendMessage", "editMessageText"):
            return GET.get(method, True)
        person = self.people[int(asked["chat_id"])]
        if method == "sendMessage":
            person.message += 1
        markup = json.loads(asked.get("reply_markup") or "{}")
        person.shown = [
            button["callback_data"]
            for row in markup.get("inline_keyboard", ())
            for button in row
            if "callback_data" in button
        ]
        if person.tapped is not None:
            self.times.append(time.perf_counter() - person.tapped)
            person.tapped = None
        person.answered.set()
        return self._message(person.number, person.message, str(asked["text"]))


def next_tap(person: Tapping, chance: Random) -> str:
    """The button that goes on with the quiz, or that starts another."""
    for data in person.shown:
        try:
            action = decode(data)
        except StaleButton:
            continue
        if isinstance(action, AnswerQuestion):
            return encode(AnswerQuestion(action.quiz, action.position, chance.randrange(3)))
        if isinstance(action, NextQuestion | Understood):
            return data
    return encode(StartPractice(chance.choice(SCOPES)))


async def taps_every(
    telegram: Telegram, person: Tapping, every: float, until: float, chance: Random
) -> None:
    """Taps again and again, `every` so many seconds on average; 0 is as soon as answered."""
    await asyncio.sleep(chance.uniform(0, every))
    while time.perf_counter() < until:
        began = time.perf_counter()
        telegram.tap(person, next_tap(person, chance))
        await asyncio.wait_for(person.answered.wait(), 60)
        pause = chance.uniform(0.5, 1.5) * every - (time.perf_counter() - began)
        await asyncio.sleep(max(0.0, pause))


def told(times: list[float]) -> dict[str, float]:
    """Percentiles in milliseconds."""
    cuts = statistics.quantiles(times, n=100)
    return {
        "taps": len(times),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p95_ms": round(cuts[94] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
    }


async def measured(
    script: str, people: int, every: float, seconds: float, place: Path
) -> dict[str, Any]:
    """The figures of one bot."""
    telegram, chance = Telegram(), Random(7)
    telegram.people = {number: Tapping(number) for number in range(1001, 1001 + people)}
    runner = await telegram.start()
    counts = place / f"{script}.json"
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "OMP_NUM_THREADS": "1",
        "COMPETENCY_DATA": str(place / "data"),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": telegram.url,
        "COUNTS": str(counts),
    }
    path = Path(__file__).with_name(f"{script}.py")
    with (place / f"{script}.log").open("wb") as log:
        bot = await asyncio.create_subprocess_exec(
            sys.executable, str(path), "run", env=env, cwd=ROOT, stderr=log
        )
    await asyncio.wait_for(telegram.polled.wait(), 60)
    everybody = list(telegram.people.values())

    async def all_tap(every: float, seconds: float) -> float:
        telegram.times.clear()
        began = time.perf_counter()
        until = began + seconds
        await asyncio.gather(
            *(
                taps_every(telegram, each, every, until, Random(chance.random()))
                for each in everybody
            )
        )
        return time.perf_counter() - began

    # Everybody has come, read the notice and begun; what is loaded late is loaded.
    await all_tap(1.0, 8.0)
    before = usage(bot.pid)
    bot.send_signal(signal.SIGUSR1)
    took = await all_tap(every, seconds)
    bot.send_signal(signal.SIGUSR1)
    paced = told(telegram.times)
    paced["taps_a_second"] = round(len(telegram.times) / took, 1)
    paced["cpu_ms_a_tap"] = round((usage(bot.pid) - before) / len(telegram.times) * 1000, 2)
    taps = len(telegram.times)
    await asyncio.sleep(0.5)
    took = await all_tap(0.0, seconds / 2)
    rushed = told(telegram.times)
    rushed["taps_a_second"] = round(len(telegram.times) / took, 1)
    bot.terminate()
    await asyncio.wait_for(bot.wait(), 30)
    await runner.cleanup()
    figures: dict[str, Any] = {"every_few_seconds": paced, "at_once_again": rushed}
    if counts.exists():
        first, second = (json.loads(line) for line in counts.read_text().splitlines()[:2])
        figures["a_tap"] = {name: round((second[name] - first[name]) / taps, 2) for name in second}
    return figures


def usage(pid: int) -> float:
    """Seconds of CPU that the process took."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def compared(people: int, every: float, seconds: float) -> dict[str, Any]:
    """Both bots' figures, and how many times as long ours takes."""
    with tempfile.TemporaryDirectory() as place:
        echo = await measured("echo_bot", people, every, seconds, Path(place))
        ours = await measured("counted_bot", people, every, seconds, Path(place))

    def ratio(how: str, what: str) -> float:
        return round(float(ours[how][what]) / float(echo[how][what]), 2)

    return {
        "people": people,
        "echo": echo,
        "ours": ours,
        "ratio": {
            "p50": ratio("every_few_seconds", "p50_ms"),
            "p95": ratio("every_few_seconds", "p95_ms"),
            "cpu": ratio("every_few_seconds", "cpu_ms_a_tap"),
            "taps_a_second": ratio("at_once_again", "taps_a_second"),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--every", type=float, default=4.0)
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    figures = asyncio.run(compared(options.people, options.every, options.seconds))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
