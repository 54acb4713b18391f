"""The library: the shipped standards and those that were added, as files in one folder.

The text of an added document is kept, `CODE.txt` in one folder, beside `library.json`, which says
which of them count and which shipped standards were removed. It is replaced in one step and
last, so adding several documents happens whole or not at all, also when the power fails.
"""

import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from standards.document import FILE_LIMIT, Document, decoded, opened
from standards.errata import Erratum, with_errata
from standards.errors import (
    DuplicateStandard,
    StandardError,
    UnknownStandard,
    UnreadableDocument,
)
from standards.formats.kind import TEXTUAL
from standards.model import Source, Standard
from standards.read import read
from standards.reading import Reading
from standards.sentences import Refusal, Why

_LIST = "library.json"
_LOCK = "library.lock"


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the folder's list says: the added codes with their files' names, the removed codes."""

    added: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Loaded:
    state: tuple[tuple[str, int, int], ...]
    standards: tuple[Standard, ...]
    problems: tuple[StandardError, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    data: bytes
    reading: Reading


def shipped() -> tuple[Standard, ...]:
    """The standards that come with the program, read once."""
    return tuple(document.reading.standard for document in _shipped())


@cache
def _shipped() -> tuple[_Document, ...]:
    folder = files("standards") / "data"
    listed = tomllib.loads((folder / "sources.toml").read_text("utf-8"))["document"]
    documents = []
    for one in listed:
        source = Source(one["publisher"], one["title"], one["source"], one["file"])
        documents.append(_read((folder / one["file"]).read_bytes(), source))
    return tuple(documents)


@cache
def _errata() -> tuple[Erratum, ...]:
    listed = tomllib.loads((files("standards") / "data" / "errata.toml").read_text("utf-8"))
    return tuple(
        Erratum(
            one["standard"],
            one["item"],
            one["printed"],
            Why[one["case"]],
            one.get("suspected", ""),
        )
        for one in listed["erratum"]
    )


def _read(data: bytes, source: Source, name: str = "") -> _Document:
    """A document that is kept as text; `name` is how errors call it: a path as it was given."""
    document = Document(decoded(data, name or source.file))
    return _Document(data, _reading(document, source, name or source.file))


def _reading(document: Document, source: Source, name: str) -> Reading:
    reading = read(document.text, replace(source, file=name))
    standard = replace(with_errata(reading.standard, _errata()), source=source)
    return Reading(standard, reading.ledger, document)


class Library:
    """The standards of one data folder. Changes of the folder, also by others, are noticed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: _Loaded | None = None

    def standards(self) -> tuple[Standard, ...]:
        """The shipped standards that were not removed, then the added ones in code order."""
        return self._load().standards

    def problems(self) -> tuple[StandardError, ...]:
        """What is wrong with kept documents that `standards` had to leave out."""
        return self._load().problems

    def get(self, code: str) -> Standard:
        """The standard `code`, in any case of letters. Raises `UnknownStandard`."""
        wanted = code.strip().casefold()
        for standard in self.standards():
            if standard.code.casefold() == wanted:
                return standard
        raise self._unknown(code)

    def check(self, paths: Iterable[Path]) -> list[Reading]:
        """What would be understood of the documents at `paths`; nothing is kept.

        Raises `UnreadableDocument`, `UnknownFamily` or `MalformedStandard` for the first that
        cannot be read.
        """
        return [_opened(path).reading for path in paths]

    def add(self, paths: Iterable[Path]) -> list[Standard]:
        """Keep the documents at `paths`, all of them or, when one cannot be added, none.

        Raises what `check` raises, and `DuplicateStandard` for a code that is there already or
        comes twice. A shipped standard that was removed comes back.
        """
        documents = [_opened(path) for path in paths]
        with self._locked():
            self._refuse_duplicates([one.reading.standard for one in documents])
            listed = self._listed()
            added, removed = dict(listed.added), list(listed.removed)
            returning = {one.reading.standard.code: one.data for one in _shipped()}
            for one in documents:
                standard = one.reading.standard
                if returning.get(standard.code) == one.data:
                    removed.remove(standard.code)
                    continue
                self._write(f"{standard.code}.txt", one.data)
                added[standard.code] = standard.source.file
            self._commit(_Listed(added, tuple(removed)))
        return [self.get(one.reading.standard.code) for one in documents]

    def remove(self, code: str) -> Standard:
        """Forget the standard `code`, shipped or added, and give it. Raises `UnknownStandard`.

        A shipped one stays away until it is added again.
        """
        with self._locked():
            standard = self.get(code)
            listed = self._listed()
            added, removed = dict(listed.added), list(listed.removed)
            kept = added.pop(standard.code, None)
            if kept is None:
                removed.append(standard.code)
            self._commit(_Listed(added, tuple(removed)))
            if kept is not None:
                (self._folder / f"{standard.code}.txt").unlink(missing_ok=True)
        return standard

    def documents(self) -> dict[str, bytes]:
        """The folder's own files by name, as they are at one moment: the list and the documents."""
        while True:
            before = self._state()
            paths = [self._folder / name for name, _changed, _size in before]
            try:
                kept = {
                    path.name: path.read_bytes()
                    for path in paths
                    if path.name == _LIST or (path.suffix == ".txt" and path.name[0] != ".")
                }
            except FileNotFoundError:
                continue
            if self._state() == before:
                return kept

    def _load(self) -> _Loaded:
        state = self._state()
        if self._loaded is None or self._loaded.state != state:
            self._loaded = self._loaded_from(state)
        return self._loaded

    def _loaded_from(self, state: tuple[tuple[str, int, int], ...]) -> _Loaded:
        listed = self._listed()
        problems: list[StandardError] = []
        if listed.damaged:
            problems.append(UnreadableDocument(Refusal.DAMAGED))
        standards = [one for one in shipped() if one.code not in listed.removed]
        taken = {one.code.casefold() for one in standards}
        for code, file in sorted(listed.added.items()):
            path = self._folder / f"{code}.txt"
            try:
                standard = _read(_bytes(path), Source(file=file), str(path)).reading.standard
                if standard.code != code or code.casefold() in taken:
                    raise UnreadableDocument(Refusal.CHANGED_CODE, file=str(path), code=code)
            except StandardError as error:
                problems.append(error)
                continue
            taken.add(code.casefold())
            standards.append(standard)
        return _Loaded(state, tuple(standards), tuple(problems))

    def _refuse_duplicates(self, new: Sequence[Standard]) -> None:
        there = {one.code.casefold() for one in self.standards()}
        there |= {code.casefold() for code in self._listed().added}
        given: set[str] = set()
        for standard in new:
            code = standard.code.casefold()
            if code in given:
                raise DuplicateStandard(Refusal.TWICE, code=standard.code)
            if code in there:
                raise DuplicateStandard(Refusal.DUPLICATE, code=standard.code)
            given.add(code)

    def _unknown(self, code: str) -> UnknownStandard:
        codes = ", ".join(standard.code for standard in self.standards())
        if not codes:
            return UnknownStandard(Refusal.EMPTY_LIBRARY, code=code)
        return UnknownStandard(Refusal.UNKNOWN_CODE, code=code, codes=codes)

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        """Changes whenever a file of the folder does."""
        try:
            with os.scandir(self._folder) as entries:
                found = [
                    (one.name, one.stat()) for one in entries if not one.name.endswith(".lock")
                ]
        except OSError:
            return ()
        return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))

    def _listed(self) -> _Listed:
        try:
            said = json.loads((self._folder / _LIST).read_text("utf-8"))
            added = {str(code): str(file) for code, file in said["added"].items()}
            return _Listed(added, tuple(str(code) for code in said["removed"]))
        except FileNotFoundError:
            return _Listed()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            kept = {path.stem: path.name for path in self._folder.glob("*.txt")}
            return _Listed(kept, damaged=True)

    def _commit(self, listed: _Listed) -> None:
        said = {"added": listed.added, "removed": sorted(listed.removed)}
        text = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)
        self._write(_LIST, f"{text}\n".encode())
        self._loaded = None

    def _write(self, name: str, data: bytes) -> None:
        """Write a file of the folder in one step: either the old or the new is there."""
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=f".{name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self._folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync(self._folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One change at a time, also between processes."""
        from filelock import FileLock

        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / _LOCK):
            yield


def _opened(path: Path) -> _Document:
    """A document in any format; of one that is no text, what is kept is the text in it."""
    data = _bytes(path)
    document = opened(data, str(path))
    kept = data if document.format in TEXTUAL else document.text.encode()
    return _Document(kept, _reading(document, Source(file=path.name), str(path)))


def _bytes(path: Path) -> bytes:
    """The bytes of the file at `path`, at most one more than a document may have."""
    file = str(path)
    try:
        if path.is_dir():
            raise UnreadableDocument(Refusal.FOLDER, file=file)
        if not path.exists():
            raise UnreadableDocument(Refusal.MISSING, file=file)
        if not path.is_file():
            raise UnreadableDocument(Refusal.UNREADABLE, file=file)
        with path.open("rb") as file_there:
            return file_there.read(FILE_LIMIT + 1)
    except (OSError, ValueError):
        raise UnreadableDocument(Refusal.UNREADABLE, file=file) from None


def _sync(folder: Path) -> None:
    """Make the names in `folder` last; not every system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
