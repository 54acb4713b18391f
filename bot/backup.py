"""A backup: everything lasting of a data folder in one file, and that file back into a folder.

It is a zip file. `manifest.json` stands first and says what the others are, with their sizes and
SHA-256; `conversations.db` is the database as it was at one moment, and `standards/` holds the
added documents with their list. The index is derived and not in it.
"""

import asyncio
import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from bot.data_folder import DATABASE, NEW, STAGING, STANDARDS, alone_in, decide, settle
from bot.errors import UnusableBackup
from bot.writing import written_aside
from conversations.errors import DatabaseUnusable
from conversations.language import N_
from standards.library import Library
from standards.shelf import KEPT_AS

FORMAT = "competency-bot backup"
VERSION = 1
"""Of the format; a program reads its own and older ones."""
LARGEST = 64 * 1024**3
"""Bytes in all; whatever claims to be more is no backup of ours."""
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 8 * 1024**2
_PIECE = 1024**2

_NO_BACKUP = N_("{file} is no backup of this program, or it is damaged.")
_DAMAGED = N_("The backup {file} is damaged: {name} is not what it was. Nothing was changed.")
_NEWER = N_("The backup {file} was made by a newer version of this program. Please update.")
_TOO_LARGE = N_("The backup {file} holds {size} MB; there is room for {room} MB.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup; `name` is where it belongs in the data folder."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    """In UTC."""
    product: str
    """The version of the program that made it."""
    schema: str | None
    """The revision of the database's tables; None where there was no database yet."""
    files: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What a data folder holds, by number."""

    people: int
    answers: int
    standards: int
    """Documents that were added."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What took the place of what."""

    manifest: Manifest
    before: State | None
    """None where the database that was there could not be read."""
    after: State


def back_up(folder: Path, file: Path, now: datetime, *, force: bool = False) -> State:
    """Writes the backup of the data folder to `file`, readable for its owner alone.

    Others may go on working in the folder. Raises FileThere, DatabaseUnusable and OSError; `file`
    is then as it was.
    """
    from conversations.database import whole_file

    with written_aside(file, force=force) as (aside, written):
        sources = {}
        contents = None
        if (folder / DATABASE).exists():
            whole_file.copy(folder / DATABASE, aside / DATABASE)
            contents = whole_file.looked_through(aside / DATABASE)
            sources[DATABASE] = aside / DATABASE
        documents = Library(folder / STANDARDS).documents()
        (aside / STANDARDS).mkdir()
        for name, data in sorted(documents.items()):
            sources[f"{STANDARDS}/{name}"] = aside / STANDARDS / name
            sources[f"{STANDARDS}/{name}"].write_bytes(data)
        manifest = Manifest(
            now,
            version("competency-bot"),
            contents.schema if contents else None,
            tuple(_entry(name, source) for name, source in sources.items()),
        )
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_MANIFEST, json.dumps(_as_json(manifest), indent=2))
            for name, source in sources.items():
                archive.write(source, name)
        added = sum(name.endswith(KEPT_AS) for name in documents)
        return State(contents.people, contents.answers, added) if contents else State(0, 0, added)


def restore(file: Path, folder: Path) -> Restored:
    """Replaces what is in the data folder by what is in the backup: all of it, or nothing.

    Everything is unpacked beside it, checked and brought up to date before anything is replaced;
    until then, what was there stays untouched. Raises UnusableBackup, FolderInUse and OSError.
    """
    with _opened(file) as archive:
        manifest = _manifest(file, archive)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone_in(folder):
            before = _state(folder)
            staging = folder / STAGING
            try:
                staging.mkdir(mode=0o700)
                _unpack(file, archive, manifest, staging / NEW)
                _bring_up_to_date(file, manifest, staging / NEW)
                after = _state(staging / NEW)
                if after is None:
                    raise UnusableBackup(_DAMAGED, file=str(file), name=DATABASE)
                decide(folder)
            finally:
                # What was not decided goes; what was takes its place.
                settle(folder)
    return Restored(manifest, before, after)


def _entry(name: str, source: Path) -> Entry:
    with source.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Entry(name, source.stat().st_size, digest)


def _as_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": manifest.made_at.isoformat(),
        "product": manifest.product,
        "schema": manifest.schema,
        "files": [
            {"name": each.name, "size": each.size, "sha256": each.sha256} for each in manifest.files
        ],
    }


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    with file.open("rb") as opened:
        try:
            archive = zipfile.ZipFile(opened)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise UnusableBackup(_NO_BACKUP, file=str(file)) from None
        with archive:
            yield archive


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    """What the backup says of itself, once it is sure to name what is in it and nothing else."""
    broken = UnusableBackup(_NO_BACKUP, file=str(file))
    try:
        info = archive.getinfo(_MANIFEST)
        if info.file_size > _LARGEST_MANIFEST:
            raise broken
        with archive.open(info) as opened:
            said = json.loads(opened.read(_LARGEST_MANIFEST + 1))
        if said["format"] != FORMAT or not isinstance(said["version"], int):
            raise broken
        if said["version"] > VERSION:
            raise UnusableBackup(_NEWER, file=str(file))
        manifest = _understood(said)
    except (*_UNREADABLE, KeyError, TypeError, AttributeError):
        raise broken from None
    names = [each.name for each in manifest.files]
    stored = sorted(each.filename for each in archive.infolist())
    if stored != sorted([_MANIFEST, *names]) or not all(map(_belongs, names)):
        raise broken
    if (manifest.schema is not None) != (DATABASE in names):
        raise broken
    return manifest


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    RecursionError,
)
"""What reading a damaged or a hostile zip file may raise, beside OSError."""


def _understood(said: Mapping[str, Any]) -> Manifest:
    files = tuple(
        Entry(str(each["name"]), int(each["size"]), str(each["sha256"])) for each in said["files"]
    )
    if any(each.size < 0 for each in files):
        raise ValueError("a size is below 0")
    schema = said["schema"]
    if not isinstance(schema, str | None):
        raise TypeError("the schema is no revision")
    made_at = datetime.fromisoformat(said["made_at"])
    if made_at.utcoffset() is None:
        raise ValueError("the moment has no zone")
    return Manifest(made_at, str(said["product"]), schema, files)


def _belongs(name: str) -> bool:
    """Whether it is the name of the database or of a file right in the folder of documents."""
    document = re.fullmatch(rf"{STANDARDS}/([^./\\:\x00-\x1f][^/\\:\x00-\x1f]*)", name)
    return name == DATABASE or document is not None


def _unpack(file: Path, archive: zipfile.ZipFile, manifest: Manifest, new: Path) -> None:
    """Into the new folder `new`; raises UnusableBackup unless each file is what it was."""
    size = sum(each.size for each in manifest.files)
    room = min(LARGEST, shutil.disk_usage(new.parent).free)
    if size > room:
        megabytes = {"size": f"{size / 1e6:,.0f}", "room": f"{room / 1e6:,.0f}"}
        raise UnusableBackup(_TOO_LARGE, file=str(file), **megabytes)
    new.mkdir(mode=0o700)
    (new / STANDARDS).mkdir(mode=0o700)
    for each in manifest.files:
        target = new / each.name
        target.touch(mode=0o600)
        try:
            with archive.open(each.name) as stored, target.open("r+b") as written:
                sound = _copied(stored, written, each.size) == each.sha256
        except _UNREADABLE:
            sound = False
        if not sound:
            raise UnusableBackup(_DAMAGED, file=str(file), name=each.name)


def _copied(stored: IO[bytes], written: IO[bytes], size: int) -> str:
    """The SHA-256 of what was copied; empty where there is more or less than `size` bytes of it."""
    digest = hashlib.sha256()
    while piece := stored.read(_PIECE):
        size -= len(piece)
        if size < 0:
            return ""
        digest.update(piece)
        written.write(piece)
    return "" if size else digest.hexdigest()


def _bring_up_to_date(file: Path, manifest: Manifest, new: Path) -> None:
    """Checks and migrates the database there, or makes an empty one where there is none."""
    from conversations.database import open_database, whole_file
    from conversations.database.connection import REVISIONS

    if manifest.schema is not None and manifest.schema not in REVISIONS:
        raise UnusableBackup(_NEWER, file=str(file))

    async def opened_once() -> None:
        await (await open_database(new / DATABASE)).close()

    try:
        if manifest.schema is not None:
            contents = whole_file.looked_through(new / DATABASE)
            if contents.schema != manifest.schema:
                raise UnusableBackup(_DAMAGED, file=str(file), name=DATABASE)
        asyncio.run(opened_once())
        whole_file.looked_through(new / DATABASE)
    except DatabaseUnusable:
        raise UnusableBackup(_DAMAGED, file=str(file), name=DATABASE) from None


def _state(folder: Path) -> State | None:
    from conversations.database import whole_file

    added = sum(name.endswith(KEPT_AS) for name in Library(folder / STANDARDS).documents())
    if not (folder / DATABASE).exists():
        return State(0, 0, added)
    try:
        contents = whole_file.looked_through(folder / DATABASE)
    except DatabaseUnusable:
        return None
    return State(contents.people, contents.answers, added)
