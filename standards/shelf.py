"""The folder of added documents, and the list in it that says which of them count.

The list (`library.json`) is replaced in one step and last, so a change of several files happens
whole or not at all, also when the power fails or the process is killed.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from standards.opening import AS_GIVEN, AS_UNDERSTOOD

_LIST = "library.json"
_LOCK = "library.lock"
REMOVED = ".removed"
KEPT_AS = (AS_UNDERSTOOD, AS_GIVEN)
"""How the names of the kept documents end."""

State = tuple[tuple[str, int, int], ...]
"""Name, time of the last change and size of every file of a folder."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A standard that had been added, is gone, but can come back."""

    code: str
    at: datetime
    """When it was removed, in UTC."""
    given: str
    """The name of its document as it was given."""
    file: str
    """Where it is kept."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the folder's list says: the added codes with their files' names, the removed codes."""

    added: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    """Where an added one is kept that isn't kept as `CODE.txt`."""
    superseded: dict[str, str] = field(default_factory=dict)
    """A code to the code that took its place; only as long as that one is there."""
    bin: dict[str, Removed] = field(default_factory=dict)
    damaged: bool = False

    def file(self, code: str) -> str:
        """The name of the file that an added standard is kept in."""
        return self.files.get(code, f"{code}{AS_GIVEN}")

    def over(self, present: set[str]) -> set[str]:
        """The codes among those `present` whose successor is present as well."""
        return {old for old, new in self.superseded.items() if {old, new} <= present}


class Shelf:
    """One folder. Whoever changes it holds `locked`; what others change is noticed by `state`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def state(self) -> State:
        """Changes whenever a file of the folder does."""
        try:
            with os.scandir(self.folder) as entries:
                found = [
                    (one.name, one.stat()) for one in entries if not one.name.endswith(".lock")
                ]
        except OSError:
            return ()
        return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))

    def listed(self) -> Listed:
        """What the list says; of a damaged one, every document in the folder counts."""
        try:
            said = json.loads((self.folder / _LIST).read_text("utf-8"))
            return Listed(
                {str(code): str(file) for code, file in said["added"].items()},
                tuple(str(code) for code in said["removed"]),
                {str(code): _plain_name(file) for code, file in said.get("files", {}).items()},
                {str(old): str(new) for old, new in said.get("superseded", {}).items()},
                {
                    str(code): Removed(
                        str(code),
                        datetime.fromisoformat(gone["at"]),
                        str(gone["given"]),
                        _plain_name(gone["file"]),
                    )
                    for code, gone in said.get("bin", {}).items()
                },
            )
        except FileNotFoundError:
            return Listed()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            paths = [path for form in KEPT_AS for path in self.folder.glob(f"*{form}")]
            codes = {path.stem.removesuffix("~"): path.name for path in paths}
            return Listed(codes, files=codes, damaged=True)

    def commit(self, listed: Listed) -> None:
        """Make `listed` count, in one step."""
        said: dict[str, object] = {"added": listed.added, "removed": sorted(listed.removed)}
        unusual = {code: file for code, file in listed.files.items() if file != f"{code}{AS_GIVEN}"}
        if unusual:
            said["files"] = unusual
        if listed.superseded:
            said["superseded"] = listed.superseded
        if listed.bin:
            said["bin"] = {
                code: {"at": gone.at.isoformat(), "given": gone.given, "file": gone.file}
                for code, gone in listed.bin.items()
            }
        text = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)
        self.write(_LIST, f"{text}\n".encode())

    def documents(self) -> dict[str, bytes]:
        """The folder's own files by name, as they are at one moment: the list and the documents."""
        while True:
            before = self.state()
            paths = [self.folder / name for name, _changed, _size in before]
            try:
                kept = {path.name: path.read_bytes() for path in paths if _is_ours(path)}
            except FileNotFoundError:
                continue
            if self.state() == before:
                return kept

    def put_aside(self, listed: Listed, code: str) -> str:
        """A copy of what is kept of `code`, under the name of something removed; that name."""
        name = f"{listed.file(code)}{REMOVED}"
        with suppress(FileNotFoundError):
            self.write(name, (self.folder / listed.file(code)).read_bytes())
        return name

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the folder in one step: either the old or the new is there."""
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=f".{name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self.folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync(self.folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One change at a time, also between processes."""
        from filelock import FileLock

        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / _LOCK):
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Removes what a process that was killed had not finished writing."""
        listed = self.listed()
        counted = {gone.file for gone in listed.bin.values()}
        for path in self.folder.iterdir():
            uncounted = path.suffix == REMOVED and path.name not in counted
            stray = uncounted and not listed.damaged
            if stray or _HALF.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


_HALF = re.compile(rf"\.({re.escape(_LIST)}|.+\.(txt|standard|removed))\.[a-z0-9_]{{8}}")


def _is_ours(path: Path) -> bool:
    """Whether it is the list, or a document that counts or can come back."""
    return path.name == _LIST or (
        path.suffix in (AS_GIVEN, AS_UNDERSTOOD, REMOVED) and path.name[0] != "."
    )


def _plain_name(name: object) -> str:
    if not isinstance(name, str) or Path(name).name != name:
        raise ValueError(name)
    return name


def _sync(folder: Path) -> None:
    """Make the names in `folder` last; not every system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
