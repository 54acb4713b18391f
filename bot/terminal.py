"""The terminal's face: numbered buttons, a prompt where a person sits, plain lines in a pipe."""

import asyncio
import contextlib
import io
import logging
import os
import re
import signal
import sys
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bot.callbacks import Action, encode, fits
from bot.engine import Engine
from bot.errors import FileThere
from bot.events import Commanded, Event, Pressed, Said, Sent
from bot.message import Document, Message, PrivateChat, Reply
from bot.plain import render
from bot.views import apologies, farewell, files
from bot.writing import unused, written_aside
from conversations.language import Translator, translator
from conversations.letters import well_formed
from standards.document import FILE_LIMIT
from standards.errors import UnreadableDocument
from standards.model import Language
from standards.sentences import Refusal

_log = logging.getLogger(__name__)

PROMPT = "> "
NARROWEST, WIDEST = 20, 100
"""Columns of a line: longer ones are hard to read."""
_NUMBER = re.compile(r"\[([0-9]{1,9})\]|([0-9]{1,9})[.、]?")
"""How people type a button: 2, 2. or [2]."""
LEAVING = frozenset({"/exit", "/quit", "exit", "quit", "離開", "再見"})


async def chat(
    engine: Engine,
    person: str,
    language: Language | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    *,
    locale: str | None = None,
    folder: Path | None = None,
) -> int:
    """Talks until the lines end, the person leaves or presses Ctrl-C; gives the exit status, 0.

    `language` is one the person asked for, and is kept; `locale` is what their device says. Files
    are written to `folder`, the working one where it is None.
    Reading a line holds the event loop: nothing else runs in a terminal.
    """
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    # A byte or a letter that cannot be written here is no reason to stop talking.
    if isinstance(stdin, io.TextIOWrapper):
        stdin.reconfigure(errors="surrogateescape")
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(errors="replace")
    if language is not None:
        await engine.set_language(person, language)
    return await _Chat(engine, person, locale, stdin, stdout, folder or Path()).talk()


class _Chat:
    def __init__(
        self,
        engine: Engine,
        person: str,
        locale: str | None,
        stdin: TextIO,
        stdout: TextIO,
        folder: Path,
    ) -> None:
        self._engine = engine
        self._person = person
        self._locale = locale
        self._stdin = stdin
        self._stdout = stdout
        self._folder = folder
        self._tty = stdin.isatty() and stdout.isatty()
        self._actions: list[Action] = []
        """The newest screen's buttons, in the order of their numbers."""
        self._before = 0
        """How many buttons the screen before had."""

    async def talk(self) -> int:
        try:
            await self._greet()
            while (line := self._read()) is not None:
                words = line.strip()
                if words.lower() in LEAVING:
                    break
                if words:
                    await self._show(self._event(words))
            self._say(await self._engine.goodbye(self._person, self._start()))
        except (KeyboardInterrupt, asyncio.CancelledError):
            # Runner turns the first Ctrl-C during an answer into a cancellation of this task.
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                with contextlib.suppress(asyncio.CancelledError):
                    # One that was not delivered yet would end the farewell instead.
                    await asyncio.sleep(0)
                while task.cancelling():
                    task.uncancel()
            self._say(farewell.interrupted(await self._words()))
        except BrokenPipeError:
            # Whoever read us has gone: what is still buffered must not be flushed at exit.
            self._discard()
        return 0

    async def _greet(self) -> None:
        """The first screen, with a reminder that is due."""
        reply = await self._answer(self._start())
        try:
            reminder = await self._engine.reminding.of_present(self._person, await self._words())
        except Exception:
            _log.exception("It could not be seen whether a reminder is due")
            reminder = None
        if reminder is not None:
            reply = replace(reply, messages=(*reply.messages, reminder))
        try:
            await self._engine.tell_of_changes()
        except Exception:
            _log.exception("It could not be seen whether a standard has changed")
        await self._show_reply(reply, await self._notices())

    async def _notices(self) -> tuple[Message, ...]:
        """What others did meanwhile that the person is to be told."""
        try:
            return await self._engine.telling.to_present(self._person, await self._words())
        except Exception:
            _log.exception("It could not be seen whether there is something to tell")
            return ()

    async def _words(self) -> Translator:
        return translator(await self._engine.language(self._person, self._start()))

    def _start(self) -> Event:
        return Commanded(locale=self._locale, name="start")

    def _event(self, words: str) -> Event | int:
        """What the line means; a number that no button has stays a number."""
        # Chinese input methods give the wide forms: １, ［１］.
        if typed := _NUMBER.fullmatch(unicodedata.normalize("NFKC", words)):
            number = int(typed[1] or typed[2])
            if 1 <= number <= len(self._actions):
                return Pressed(locale=self._locale, data=encode(self._actions[number - 1]))
            return number
        if words.startswith("/") and len(words) > 1:
            name, _, argument = words[1:].partition(" ")
            if name.lower() == "add" and argument.strip():
                return _sent(argument.strip(), self._locale)
            return Commanded(locale=self._locale, name=name, argument=argument)
        return Said(locale=self._locale, text=words)

    async def _show(self, event: Event | int) -> None:
        if isinstance(event, int):
            say = await self._words()
            used = 0 < event <= self._before
            self._say(
                apologies.used_number(event, say) if used else apologies.no_such_number(event, say)
            )
            return
        await self._show_reply(await self._answer(event), await self._notices())

    async def _answer(self, event: Event) -> Reply:
        try:
            return await self._engine.handle(self._person, event)
        except Exception as error:
            _log.exception("A line could not be handled")
            return Reply((await self._engine.sorry(self._person, event, error),))

    async def _show_reply(self, reply: Reply, notices: tuple[Message, ...] = ()) -> None:
        if reply.toast:
            self._write(reply.toast)
        self._before = len(self._actions)
        self._actions = []
        answers = reply.messages
        if reply.adds:
            answers = tuple(replace(each, blocks=each.blocks[-1:]) for each in answers)
        for message in (*answers, *notices):
            self._say(message)
            for row in message.rows:
                labels = []
                for button in row:
                    if not isinstance(button.action, PrivateChat) and fits(button.action):
                        self._actions.append(button.action)
                        labels.append(f"[{len(self._actions)}] {button.label}")
                if labels:
                    self._write("  ".join(labels))
        for document in reply.documents:
            self._say(await self._hand_over(document))
        self._write("")

    async def _hand_over(self, document: Document) -> Message:
        """Writes the file beside what is there, and says where."""
        file = unused(self._folder.absolute() / document.name)
        try:
            with written_aside(file) as (_folder, written):
                written.write_bytes(document.content)
        except (OSError, FileThere):
            _log.exception("A file could not be written")
            return files.not_written(str(file), await self._words())
        return files.written(document.caption, str(file), await self._words())

    def _say(self, message: Message) -> None:
        self._write("\n" + render(message, self._width()))

    def _width(self) -> int | None:
        if not self._tty:
            return None
        with contextlib.suppress(OSError):
            # A terminal that does not know its width says 0.
            told = os.get_terminal_size(self._stdout.fileno()).columns
            return max(NARROWEST, min(WIDEST, told or WIDEST))
        return WIDEST

    def _write(self, words: str) -> None:
        self._stdout.write(words + "\n")
        self._stdout.flush()

    def _discard(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)

    def _read(self) -> str | None:
        """A line, or None at the end. Ctrl-C raises `KeyboardInterrupt` meanwhile."""
        with _interruptible():
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                # Ctrl-C came while the screen was written, which no await noticed.
                raise KeyboardInterrupt
            if self._tty and self._stdin is sys.stdin and self._stdout is sys.stdout:
                with contextlib.suppress(ImportError):
                    import readline  # noqa: F401  # gives `input` its editing and history
                try:
                    return well_formed(input(PROMPT))
                except EOFError:
                    self._write("")
                    return None
            if self._tty:
                self._stdout.write(PROMPT)
                self._stdout.flush()
            return well_formed(self._stdin.readline()) or None


def _sent(argument: str, locale: str | None) -> Sent:
    """The file at a path, which may be quoted as it is when a file is dropped on a terminal."""
    path = Path(argument.strip("'\"").replace("\\ ", " "))
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()

    async def fetch() -> bytes:
        try:
            return await asyncio.to_thread(_bytes, path)
        except (OSError, ValueError):
            raise UnreadableDocument(Refusal.UNREADABLE, file=str(path)) from None

    return Sent(locale=locale, name=path.name, size=0, fetch=fetch)


def _bytes(path: Path) -> bytes:
    """At most one byte more than a document may have."""
    if not path.is_file():
        raise UnreadableDocument(Refusal.MISSING, file=str(path))
    with path.open("rb") as file:
        return file.read(FILE_LIMIT + 1)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """While a line is awaited, Ctrl-C must end the wait and not just mark the task."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
