"""The data folder: who works in it, and finishing a restore that was cut short.

Every command has a hold of the folder together with others; a restore has it alone. The hold is a
lock of the system on the folder itself: it leaves no file behind and goes with its process, however
that ends. Where the system has no such locks, a restore still sees whether the database is open.

A restore puts everything into `.restore/new` first, checked and brought up to date. The file
`.restore/decided` is the one step that counts: without it the old state holds, and with it the new
one, which whoever comes next moves into its place before doing anything else.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import FolderInUse
from conversations.language import N_

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows
    fcntl = None  # type: ignore[assignment]

DATABASE = "conversations.db"
STANDARDS = "standards"
OFFERED = "offered"
STAGING = ".restore"
NEW = "new"
_OLD = "old"
_DECIDED = "decided"

WAIT_SECONDS = 10
"""How long a command waits for a restore to end."""

_BEING_RESTORED = N_("A backup is being restored into {folder}. Try again in a moment.")
_IN_USE = N_("{folder} is in use. Stop the bot, and whatever else works with it, and try again.")


@contextmanager
def flocked(folder: Path, *, shared: bool = False) -> Iterator[bool]:
    """A hold of `folder`, alone or with others who share it; False where it can't be had now."""
    if fcntl is None:
        yield True
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        # What can't be opened is told by whatever is done with it next.
        yield True
        return
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            held = True
        except BlockingIOError:
            held = False
        except OSError:
            # A file system without locks.
            held = True
        yield held
    finally:
        os.close(handle)


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """A hold of the data folder, with others; a restore that was cut short is ended before.

    Raises FolderInUse where one is under way and takes longer than WAIT_SECONDS.
    """
    until = time.monotonic() + WAIT_SECONDS
    while True:
        with flocked(folder, shared=True) as held:
            if held and not (folder / STAGING).exists():
                yield
                return
        with flocked(folder) as alone:
            if alone:
                settle(folder)
                continue
        if time.monotonic() > until:
            raise FolderInUse(_BEING_RESTORED, folder=str(folder))
        time.sleep(0.05)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """The data folder for oneself, a restore that was cut short ended before.

    Raises FolderInUse where anybody else works in it.
    """
    with flocked(folder) as alone:
        if not alone:
            raise FolderInUse(_IN_USE, folder=str(folder))
        settle(folder)
        # Late, since every command comes by here.
        from conversations.database.whole_file import in_use

        if in_use(folder / DATABASE):
            raise FolderInUse(_IN_USE, folder=str(folder))
        yield


def decide(folder: Path) -> None:
    """From here on what is in `.restore/new` is what counts."""
    staging = folder / STAGING
    (staging / _OLD).mkdir(mode=0o700)
    for place in (*(staging / NEW).rglob("*"), staging / NEW, staging):
        _sync(place)
    pending = staging / f"{_DECIDED}.tmp"
    pending.touch()
    _sync(pending)
    pending.rename(staging / _DECIDED)
    _sync(staging)


def settle(folder: Path) -> None:
    """Ends a restore: the new state takes its place if it was decided, or goes if it was not.

    May be killed and called again at any point. The caller has the folder alone.
    """
    staging = folder / STAGING
    if not staging.exists():
        return
    if (staging / _DECIDED).exists():
        for name in (DATABASE, STANDARDS):
            # Once it is not there any more, it is in its place.
            if (staging / NEW / name).exists():
                for old in _with_side_files(name):
                    if os.path.lexists(folder / old):
                        (folder / old).replace(staging / _OLD / old)
                (staging / NEW / name).rename(folder / name)
        _sync(folder)
        (staging / _DECIDED).unlink()
        _sync(staging)
    shutil.rmtree(staging)


def _with_side_files(name: str) -> tuple[str, ...]:
    # A journal of the old database must never lie beside the new one.
    sides = ("-wal", "-shm", "-journal") if name == DATABASE else ()
    return (*(name + side for side in sides), name)


def _sync(place: Path) -> None:
    """Makes it outlast a power cut; not every system can for folders."""
    if place.is_dir() and not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
