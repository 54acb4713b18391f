"""The library: the shipped standards and those that were added, as files in one folder.

Added documents are kept in one folder: their text (`CODE.txt`), or, where a file said itself what
is what, the standard as it was understood (`CODE.standard`, see `kept.py`). Beside them
`library.json` says which of them count, which shipped standards were removed, and which standards a
newer version has superseded. It is replaced in one step and last, so adding several documents
happens whole or not at all, also when the power fails or the process is killed.

What is removed stays as `CODE.….removed` for a while, so that it can come back.
"""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from standards.document import FILE_LIMIT, Document, decoded, opened
from standards.errata import Erratum, with_errata
from standards.errors import (
    DuplicateStandard,
    StandardError,
    Superseded,
    UnknownStandard,
    UnreadableDocument,
)
from standards.formats.kind import TEXTUAL
from standards.incoming import Incoming, Verdict, incoming
from standards.kept import kept, read_kept
from standards.ledger import Ledger
from standards.model import Source, Standard
from standards.read import read
from standards.reading import Reading
from standards.sentences import Refusal, Why
from standards.structured import structured

KEPT = timedelta(days=1)
"""For how long what was removed can come back."""
PREVIEWED = 1_000
"""So many documents that were previewed need not be read again to be added."""
_LIST = "library.json"
_LOCK = "library.lock"
_AS_GIVEN, _AS_UNDERSTOOD, _REMOVED = ".txt", ".standard", ".removed"
KEPT_AS = (_AS_UNDERSTOOD, _AS_GIVEN)
"""How the names of the kept documents end."""

Prepare = Callable[[Sequence[Standard]], None]
"""Gets ready for the standards that will be in force, before they are; may raise to stop it all."""


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
class _Listed:
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
        return self.files.get(code, f"{code}{_AS_GIVEN}")

    def over(self, present: set[str]) -> set[str]:
        """The codes among those `present` whose successor is present as well."""
        return {old for old, new in self.superseded.items() if {old, new} <= present}


@dataclass(frozen=True, slots=True)
class _Loaded:
    state: tuple[tuple[str, int, int], ...]
    standards: tuple[Standard, ...]
    """In force."""
    past: tuple[Standard, ...]
    problems: tuple[StandardError, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    data: bytes
    reading: Reading
    text: bool = True
    """`data` is a text that can be read again, and is kept as it is."""
    returning: bool = False
    """It is a shipped one, word for word, that was removed."""

    @property
    def form(self) -> str:
        """How the name ends of the file that it is kept in."""
        return _AS_GIVEN if self.text else _AS_UNDERSTOOD


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

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder = folder
        self._now = now
        self._loaded: _Loaded | None = None
        self._read: dict[tuple[str, int, int], Standard | StandardError] = {}
        """What each kept file was read as, so that one more is read alone."""
        self._previews: dict[Path, tuple[tuple[int, ...], _Document]] = {}

    def standards(self) -> tuple[Standard, ...]:
        """The standards in force: the shipped ones, then the added ones in code order.

        Without those that were removed or superseded. The same tuple while nothing changes.
        """
        return self._load().standards

    def past(self) -> tuple[Standard, ...]:
        """The superseded ones: to be read, but neither asked from nor quizzed."""
        return self._load().past

    def successor(self, code: str) -> str | None:
        """The code of the standard in force that superseded `code`."""
        listed, there = self._listed(), {one.code for one in self.standards()}
        seen: set[str] = set()
        while code in listed.superseded and code not in seen:
            seen.add(code)
            code = listed.superseded[code]
        return code if seen and code in there else None

    def problems(self) -> tuple[StandardError, ...]:
        """What is wrong with kept documents that `standards` had to leave out."""
        return self._load().problems

    def get(self, code: str) -> Standard:
        """The standard in force of `code`, in any case of letters.

        Raises `UnknownStandard`, for one that a newer version took the place of `Superseded`.
        """
        found = _of(self.standards(), code)
        if found is None:
            if (old := _of(self.past(), code)) is not None:
                by = self.successor(old.code) or ""
                raise Superseded(Refusal.SUPERSEDED, code=old.code, by=by)
            raise self._unknown(code)
        return found

    def readable(self, code: str) -> Standard:
        """As `get`, but superseded standards as well. Raises `UnknownStandard`."""
        found = _of((*self.standards(), *self.past()), code)
        if found is None:
            raise self._unknown(code)
        return found

    def check(self, paths: Iterable[Path]) -> list[Reading]:
        """What would be understood of the documents at `paths`; nothing is kept.

        Raises `UnreadableDocument`, `UnknownFamily` or `MalformedStandard` for the first that
        cannot be read.
        """
        return [_opened(path).reading for path in paths]

    def preview(self, path: Path, name: str = "") -> Incoming:
        """What adding the document at `path` would do; nothing is kept. Raises as `check`.

        `name` is what the document was called where `path` is no name that a person gave.
        """
        stamp = _stamp(path)
        document = _opened(path, name)
        coming = self._previewed(document)
        # The ledger is as long as the document, and no longer needed.
        lean = replace(document.reading, ledger=Ledger(""))
        if stamp is not None:
            self._previews[path] = (stamp, replace(document, reading=lean))
            while len(self._previews) > PREVIEWED:
                self._previews.pop(next(iter(self._previews)))
        return replace(coming, reading=lean)

    def add(
        self,
        paths: Iterable[Path],
        *,
        supersede: bool = False,
        older: bool = False,
        names: Mapping[Path, str] | None = None,
        prepare: Prepare | None = None,
    ) -> list[Standard]:
        """Keep the documents at `paths`, all of them or, when one cannot be added, none.

        Raises what `check` raises, and `DuplicateStandard` for a code that is there already or
        comes twice. A shipped standard that was removed comes back. A newer version of a standard
        raises `OtherVersion` unless it shall `supersede` that, as does other words under a code
        that is there; an older one raises it unless `older` ones shall be kept, superseded.
        """
        documents = [self._opened(path, (names or {}).get(path, "")) for path in paths]
        with self._locked():
            coming = self._coming(documents, supersede=supersede, older=older)
            before, after = self._listed(), self._after(coming)
            self._make_ready(prepare, after, [each.standard for _document, each in coming])
            for document, each in coming:
                code = each.standard.code
                if each.verdict is Verdict.CHANGED and code in before.added:
                    self._put_aside(before, code)
                if code in after.added:
                    self._keep(document, after.file(code))
            self._commit(after)
            for code in before.added:
                if before.file(code) != after.file(code):
                    (self._folder / before.file(code)).unlink(missing_ok=True)
        return [self.readable(each.standard.code) for _document, each in coming]

    def remove(self, code: str, *, prepare: Prepare | None = None) -> Standard:
        """Forget the standard `code`, shipped or added, and give it. Raises `UnknownStandard`.

        `restore` brings it back, a shipped one at any time; so does adding it again.
        """
        with self._locked():
            standard = self.readable(code)
            listed = self._listed()
            added, files, removed = dict(listed.added), dict(listed.files), list(listed.removed)
            given = added.pop(standard.code, None)
            files.pop(standard.code, None)
            bin = dict(listed.bin)
            if given is None:
                removed.append(standard.code)
            else:
                file = self._put_aside(listed, standard.code)
                bin[standard.code] = Removed(standard.code, self._now(), given, file)
            after = replace(listed, added=added, files=files, removed=tuple(removed), bin=bin)
            self._make_ready(prepare, after, ())
            self._commit(after)
            if given is not None:
                (self._folder / listed.file(standard.code)).unlink(missing_ok=True)
        return standard

    def removed(self) -> tuple[Removed, ...]:
        """What had been added, was removed and can come back, the last first."""
        gone = self._listed().bin.values()
        return tuple(sorted(gone, key=lambda each: (each.at, each.code), reverse=True))

    def restore(self, code: str, *, prepare: Prepare | None = None) -> Standard:
        """Bring the standard `code` back as it was when it was removed, and give it.

        Raises `UnknownStandard` where none of that code was removed in the last time, and
        `DuplicateStandard` where there is one again.
        """
        with self._locked():
            listed = self._listed()
            wanted = code.strip().casefold()
            gone = next((one for one in listed.bin.values() if one.code.casefold() == wanted), None)
            theirs = next((one for one in listed.removed if one.casefold() == wanted), None)
            there = _of((*self.standards(), *self.past()), code)
            if there is not None and (gone or theirs):
                raise DuplicateStandard(Refusal.DUPLICATE, code=there.code)
            if gone is not None:
                aside = self._folder / gone.file
                form, data = aside.suffixes[-2], _bytes(aside)
                standard = _as_kept(data, form, Source(file=gone.given), str(aside))
                files = dict(listed.files)
                if form != _AS_GIVEN:
                    files[gone.code] = f"{gone.code}{form}"
                added = {**listed.added, gone.code: gone.given}
                bin = {each: one for each, one in listed.bin.items() if each != gone.code}
                after = replace(listed, added=added, files=files, bin=bin)
                self._make_ready(prepare, after, (standard,))
                self._write(f"{gone.code}{form}", data)
                self._commit(after)
                aside.unlink(missing_ok=True)
            elif theirs is not None:
                removed = tuple(each for each in listed.removed if each != theirs)
                after = replace(listed, removed=removed)
                self._make_ready(prepare, after, ())
                self._commit(after)
            else:
                raise UnknownStandard(Refusal.NOT_REMOVED, code=code)
        return self.readable(code)

    def purge(self, before: datetime) -> None:
        """Delete for good what was removed before that moment."""
        if not any(gone.at < before for gone in self._listed().bin.values()):
            return
        with self._locked():
            listed = self._listed()
            bin = {code: gone for code, gone in listed.bin.items() if gone.at >= before}
            self._commit(replace(listed, bin=bin))
            for code, gone in listed.bin.items():
                if code not in bin:
                    (self._folder / gone.file).unlink(missing_ok=True)

    def documents(self) -> dict[str, bytes]:
        """The folder's own files by name, as they are at one moment: the list and the documents."""
        while True:
            before = self._state()
            paths = [self._folder / name for name, _changed, _size in before]
            try:
                kept = {path.name: path.read_bytes() for path in paths if _is_ours(path)}
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
        stamps = {name: (name, changed, size) for name, changed, size in state}
        reads: dict[tuple[str, int, int], Standard | StandardError] = {}
        for code, file in sorted(listed.added.items()):
            stamp = stamps.get(listed.file(code), (listed.file(code), 0, 0))
            found = self._read.get(stamp) or self._read_again(stamp[0], file)
            if isinstance(found, Standard) and (found.code != code or code.casefold() in taken):
                found = UnreadableDocument(
                    Refusal.CHANGED_CODE, file=str(self._folder / stamp[0]), code=code
                )
            reads[stamp] = found
            if isinstance(found, StandardError):
                problems.append(found)
                continue
            taken.add(code.casefold())
            standards.append(found)
        self._read = reads
        over = listed.over({one.code for one in standards})
        return _Loaded(
            state,
            tuple(one for one in standards if one.code not in over),
            tuple(one for one in standards if one.code in over),
            tuple(problems),
        )

    def _read_again(self, name: str, given: str) -> Standard | StandardError:
        path = self._folder / name
        try:
            return _as_kept(_bytes(path), path.suffix, Source(file=given), str(path))
        except StandardError as error:
            return error

    def _previewed(self, document: _Document) -> Incoming:
        return incoming(document.reading, self.standards(), self.past())

    def _coming(
        self, documents: Sequence[_Document], *, supersede: bool, older: bool
    ) -> list[tuple[_Document, Incoming]]:
        """Each document with what adding it does; refuses what can't be or wasn't asked for."""
        listed = self._listed()
        kept = {code.casefold() for code in listed.added}
        shipped_as = {one.reading.standard.code: one.data for one in _shipped()}
        given: set[str] = set()
        coming = []
        for document in documents:
            each = self._previewed(document)
            code, other = each.standard.code, each.other
            allowed = {Verdict.NEW}
            if supersede and (other is None or other.code == code or each.verdict is Verdict.NEWER):
                allowed |= {Verdict.NEWER, Verdict.CHANGED}
            if older:
                allowed.add(Verdict.OLDER)
            twice = code.casefold() in given
            given.add(code.casefold())
            # Of one that is listed but not loaded, what is kept can't be read.
            unread = each.verdict is Verdict.NEW and code.casefold() in kept
            if twice or unread or each.verdict not in allowed:
                raise each.refusal(twice=twice)
            returning = code in listed.removed and shipped_as.get(code) == document.data
            coming.append((replace(document, returning=returning), each))
        return coming

    def _after(self, coming: Sequence[tuple[_Document, Incoming]]) -> _Listed:
        """The list once the documents are in."""
        listed = self._listed()
        added, files, removed = dict(listed.added), dict(listed.files), list(listed.removed)
        superseded, bin = dict(listed.superseded), dict(listed.bin)
        for document, each in coming:
            code, other = each.standard.code, each.other
            superseded.pop(code, None)
            if each.verdict is Verdict.NEWER and other is not None:
                superseded[other.code] = code
            elif each.verdict is Verdict.OLDER and other is not None:
                superseded[code] = other.code
            if document.returning:
                removed.remove(code)
                bin.pop(code, None)
                continue
            if each.verdict is Verdict.CHANGED and code in listed.added:
                file = f"{listed.file(code)}{_REMOVED}"
                bin[code] = Removed(code, self._now(), listed.added[code], file)
            elif each.verdict is Verdict.CHANGED:
                removed.append(code)
            added[code] = each.standard.source.file
            files.pop(code, None)
            # Never over what counts until now: the list alone decides.
            now = listed.file(code) if code in listed.added else ""
            names = (f"{code}{document.form}", f"{code}~{document.form}")
            name = next(name for name in names if name != now)
            if name != f"{code}{_AS_GIVEN}":
                files[code] = name
        return _Listed(added, tuple(removed), files, superseded, bin)

    def _make_ready(
        self, prepare: Prepare | None, after: _Listed, coming: Sequence[Standard]
    ) -> None:
        """Tells `prepare` what will be in force once the list is `after`."""
        if prepare is None:
            return
        there = {one.code: one for one in (*self.standards(), *self.past())}
        there |= {one.code: one for one in coming}
        theirs = {one.code: one for one in shipped() if one.code not in after.removed}
        own = {code: there[code] for code in sorted(after.added) if code in there}
        present = [*theirs.values(), *(one for code, one in own.items() if code not in theirs)]
        over = after.over({one.code for one in present})
        prepare([one for one in present if one.code not in over])

    def _keep(self, document: _Document, name: str) -> None:
        self._write(name, document.data if document.text else kept(document.reading.standard))

    def _put_aside(self, listed: _Listed, code: str) -> str:
        """A copy of what is kept of `code`, under the name of something removed; that name."""
        name = f"{listed.file(code)}{_REMOVED}"
        with suppress(FileNotFoundError):
            self._write(name, (self._folder / listed.file(code)).read_bytes())
        return name

    def _opened(self, path: Path, name: str) -> _Document:
        """The document at `path`, not read again where a preview has read it."""
        stamp = _stamp(path)
        if stamp is not None and (found := self._previews.get(path)) and found[0] == stamp:
            return found[1]
        return _opened(path, name)

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
            return _Listed(
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
            return _Listed()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            paths = [path for form in KEPT_AS for path in self._folder.glob(f"*{form}")]
            codes = {path.stem.removesuffix("~"): path.name for path in paths}
            return _Listed(codes, files=codes, damaged=True)

    def _commit(self, listed: _Listed) -> None:
        said: dict[str, object] = {"added": listed.added, "removed": sorted(listed.removed)}
        unusual = {
            code: file for code, file in listed.files.items() if file != f"{code}{_AS_GIVEN}"
        }
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
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Removes what a process that was killed had not finished writing."""
        listed = self._listed()
        counted = {gone.file for gone in listed.bin.values()}
        for path in self._folder.iterdir():
            uncounted = path.suffix == _REMOVED and path.name not in counted
            stray = uncounted and not listed.damaged
            if stray or _HALF.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


_HALF = re.compile(rf"\.({re.escape(_LIST)}|.+\.(txt|standard|removed))\.[a-z0-9_]{{8}}")


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        said = path.stat()
    except (OSError, ValueError):
        return None
    return (said.st_ino, said.st_size, said.st_mtime_ns)


def _of(standards: Iterable[Standard], code: str) -> Standard | None:
    wanted = code.strip().casefold()
    return next((one for one in standards if one.code.casefold() == wanted), None)


def _is_ours(path: Path) -> bool:
    """Whether it is the list, or a document that counts or can come back."""
    return path.name == _LIST or (
        path.suffix in (_AS_GIVEN, _AS_UNDERSTOOD, _REMOVED) and path.name[0] != "."
    )


def _plain_name(name: object) -> str:
    if not isinstance(name, str) or Path(name).name != name:
        raise ValueError(name)
    return name


def _as_kept(data: bytes, form: str, source: Source, name: str) -> Standard:
    if form == _AS_UNDERSTOOD:
        return replace(read_kept(data, replace(source, file=name)), source=source)
    return _read(data, source, name).reading.standard


def _opened(path: Path, name: str = "") -> _Document:
    """A document in any format; of one that is no text, what is kept is the text in it.

    `name` is what it was called where `path` is no name that a person gave.
    """
    data, source, shown = _bytes(path), Source(file=name or path.name), name or str(path)
    found = structured(data, replace(source, file=shown))
    if found is not None:
        found = replace(found, source=replace(found.source, file=source.file))
        return _Document(data, Reading(found, Ledger("")), text=False)
    document = opened(data, shown)
    text = data if document.format in TEXTUAL else document.text.encode()
    return _Document(text, _reading(document, source, shown))


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
