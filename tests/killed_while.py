"""A program that is killed while it backs up or restores, at every step it takes in a folder.

It is given a folder of its own, in which `old` is a data folder and `backup.zip` a backup of
another state, and says on stdout what it found after each kill, as JSON.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.backup import back_up, restore
from bot.data_folder import working_in
from conversations.database import open_database  # noqa: F401  # loaded before it is forked
from conversations.database.connection import REVISIONS  # noqa: F401
from conversations.database.whole_file import looked_through
from quiz_samples import NOON

STEPS = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "shutil.rmtree",
    "sqlite3.connect",
)


def killed(step: int, folder: Path, act: Callable[[], object], *, reads: bool = True) -> bool:
    """Whether a child that did `act` was killed just before its `step`th step in `folder`.

    Without `reads`, opening a file to read it is no step: it changes nothing.
    """
    child = os.fork()
    if child == 0:
        left = step

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            if event == "open" and not reads and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
                return
            # What is removed by way of its folder is named without it.
            if event in STEPS and (
                event in ("os.remove", "os.rmdir") or str(folder) in str(arguments[0])
            ):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            act()
        except BaseException as error:
            sys.stderr.write(f"step {step}: {error!r}\n")
            os._exit(1)
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit("the child failed")
    return os.WIFSIGNALED(status)


def found(folder: Path) -> dict[str, Any]:
    """What is in a data folder once a command has begun in it."""
    with working_in(folder):
        looked_through(folder / "conversations.db")
        with closing(sqlite3.connect(folder / "conversations.db")) as file:
            people = [key for (key,) in file.execute("SELECT key FROM people ORDER BY key")]
    return {
        "people": people,
        "documents": sorted(path.name for path in (folder / "standards").iterdir()),
        "folder": sorted(path.name for path in folder.iterdir()),
    }


def say(value: object) -> None:
    """A line of JSON."""
    sys.stdout.write(f"{json.dumps(value)}\n")


def restored(place: Path) -> None:
    """Kills a restore at each step, and then whoever ends it for it, at one step more."""
    step, going_on = 0, True
    while going_on:
        data = place / f"data{step}"
        shutil.copytree(place / "old", data)
        going_on = killed(step, data, lambda data=data: restore(place / "backup.zip", data))  # type: ignore[misc]
        # It may be that nobody ends it before the next kill.
        killed(step % 11, data, lambda data=data: begin(data))  # type: ignore[misc]
        say({"killed": going_on, **found(data)})
        shutil.rmtree(data)
        step += 1


def begin(folder: Path) -> None:
    """What every command does first."""
    with working_in(folder):
        pass


def backed_up(place: Path) -> None:
    """Kills a backup at each step; the file beside the data folder is there whole or not at all."""
    step, going_on = 0, True
    data, file = place / "old", place / "out" / "new.zip"
    file.parent.mkdir()
    while going_on:
        going_on = killed(step, place, lambda: back_up(data, file, NOON))
        there = file.exists()
        state: Any = None
        if there:
            into = place / f"into{step}"
            restore(file, into)
            state = found(into)["people"]
            file.unlink()
        say({"killed": going_on, "there": there, "people": state})
        step += 1
    say(sorted(path.name for path in file.parent.iterdir()))


if __name__ == "__main__":
    {"restore": restored, "backup": backed_up}[sys.argv[1]](Path(sys.argv[2]))
