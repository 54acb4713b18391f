"""Somebody who uses the bot by the buttons that they see, and what they saw written down."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from bot.callbacks import Action, StaleButton, decode
from telegram_emulator.people import Person
from telegram_emulator.server import Emulator
from telegram_emulator.state import Json, Message

Wanted = str | Callable[[Message], bool]
WITHIN = 60.0
"""Seconds for an answer."""


def action_of(button: Json) -> Action | None:
    """What the button means."""
    try:
        return decode(str(button.get("callback_data", "")))
    except StaleButton:
        return None


def is_(action: Action | None, kind: type[Action], fields: dict[str, Any]) -> bool:
    """Whether it is of that kind, with these fields."""
    return isinstance(action, kind) and all(
        getattr(action, name) == value for name, value in fields.items()
    )


def shows(kind: type[Action], /, **fields: Any) -> Callable[[Message], bool]:
    """Whether a message has such a button."""
    return lambda message: any(is_(action_of(each), kind, fields) for each in message.buttons)


def anything(message: Message) -> bool:
    """Whatever comes."""
    return True


def _changed(id: int) -> Callable[[Message], bool]:
    return lambda message: message.id == id


class Player:
    """One person at the emulator; only what is on their screen can be pressed."""

    def __init__(self, emulator: Emulator, person: Person) -> None:
        self._emulator = emulator
        self.person = person
        self.name = person.user.first_name
        self.seen: list[str] = []
        """Each act, and each screen as it was shown."""
        self._versions: dict[int, int] = {}

    @property
    def key(self) -> str:
        return f"telegram:{self.person.user.id}"

    @property
    def transcript(self) -> str:
        """What they did and saw, in order."""
        self.look()
        return "\n\n".join(self.seen)

    def look(self) -> None:
        """Writes down what came or changed since."""
        for message in self.person.messages:
            if self._versions.get(message.id) != message.changed:
                again = "✎ " if message.id in self._versions else ""
                self._versions[message.id] = message.changed
                self.seen.append(f"{again}{message}")

    async def says(self, words: str, until: Wanted = anything, *, settled: bool = True) -> Message:
        """Writes, and waits for what comes of it."""
        self.look()
        self.seen.append(f"> {words}")
        await self.person.says(words)
        return await self._waits(until, settled)

    async def steps(self, what: type[Action], /, **fields: Any) -> Message:
        """The same where what is pressed is itself changed, and nothing else is waited for."""
        return await self.presses(what, None, settled=False, **fields)

    async def presses(
        self,
        what: type[Action],
        until: Wanted | None = anything,
        /,
        *,
        settled: bool = True,
        **fields: Any,
    ) -> Message:
        """Presses the newest button on the screen that means that.

        Waits for `until`, or for a change of what was pressed where it is None.
        """
        self.look()
        for message in reversed(self.person.messages):
            for button in message.buttons:
                if is_(action_of(button), what, fields):
                    self.seen.append(f"> [{button['text']}]")
                    await self.person.taps(str(button["callback_data"]), message=message)
                    return await self._waits(until or _changed(message.id), settled)
        raise AssertionError(f"{self.name} sees no {what.__name__} {fields} in:\n{self.transcript}")

    async def presses_copied(self, data: str, until: Wanted = anything) -> Message:
        """Presses a button that somebody else had."""
        self.look()
        self.seen.append(f"> [{data}], copied")
        await self.person.presses(self.person.newest, data)
        return await self._waits(until, True)

    async def _waits(self, until: Wanted, settled: bool) -> Message:
        try:
            found = await self.person.waits_for(until, WITHIN)
        except AssertionError as error:
            raise AssertionError(f"{error}\n\n{self.name} saw:\n{self.transcript}") from None
        if settled:
            await self._emulator.quiet(0.03)
        self.look()
        return found

    def was_shown(self, words: str) -> int:
        """On how many screens, each version counted."""
        self.look()
        return sum(words in each for each in self.seen if not each.startswith("> "))

    async def hears(self, wanted: Wanted, within: float = WITHIN) -> Message:
        """Waits for something that comes by itself, at whatever time it came."""
        fits = (lambda message: wanted in str(message)) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            for message in reversed(self.person.messages):
                if fits(message):
                    self.look()
                    return message
            await asyncio.sleep(0.01)
        raise AssertionError(f"{self.name} never heard {wanted!r}:\n{self.transcript}")
