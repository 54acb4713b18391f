"""The bot as a process of its own, killed and started again."""

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from telegram_emulator.server import Emulator

ROOT = Path(__file__).parents[2]
START = 60.0
"""Seconds: the first start builds the index."""


class BotProcess:
    """`competency-bot run` on a data folder, against the emulator."""

    def __init__(
        self,
        emulator: Emulator,
        data: Path,
        command: Sequence[str] = ("-m", "bot"),
        **environ: str,
    ) -> None:
        self._emulator = emulator
        self._command = command
        self._env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
            "OMP_NUM_THREADS": "1",
            "COMPETENCY_DATA": str(data),
            "COMPETENCY_LANGUAGE": "en",
            "TELEGRAM_TOKEN": emulator.token,
            "TELEGRAM_API_BASE": emulator.url,
            **environ,
        }
        self.log = data.with_name("bot.log")
        self._process: asyncio.subprocess.Process | None = None
        self.kills = 0
        self._polls = 0
        """Of the emulator's, when the process was started."""

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def has_polled(self) -> bool:
        """Whether it has asked for updates since it was started, and lives."""
        return self.is_alive and self._emulator.updates.polls > self._polls

    async def spawn(self) -> None:
        """Starts the process, and waits for nothing."""
        self._polls = self._emulator.updates.polls
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, "run", cwd=ROOT, env=self._env, stderr=log
            )

    async def start(self) -> None:
        """Starts the process, and waits until it polls."""
        await self.spawn()
        until = time.monotonic() + START
        while not self.has_polled:
            assert self.is_alive, self.log.read_text()[-5000:]
            assert time.monotonic() < until, self.log.read_text()[-5000:]
            await asyncio.sleep(0.01)

    async def kill(self) -> None:
        """SIGKILL: it gets no chance to finish anything."""
        assert self._process is not None
        if self.is_alive:
            self._process.kill()
            self.kills += 1
        await self._process.wait()

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def ended(self) -> int:
        """The exit status, once it has ended."""
        assert self._process is not None
        return await self._process.wait()

    async def end(self, within: float = 30.0) -> int:
        """SIGTERM; gives the exit status."""
        assert self._process is not None
        self._process.terminate()
        return await asyncio.wait_for(self.ended(), within)

    async def close(self) -> None:
        if self.is_alive:
            await self.kill()
