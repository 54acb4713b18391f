"""The library: the shipped standards and those that were added, as files in one folder.

Added documents are kept on a shelf (`shelf.py`): their text (`CODE.txt`), or, where a file said
itself what is what, the standard as it was understood (`CODE.standard`, see `kept.py`). What is
removed stays as `CODE.….removed` for a while, so that it can come back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from standards.errors import (
    DuplicateStandard,
    StandardError,
    Superseded,
    UnknownStandard,
    UnreadableDocument,
)
from standards.incoming import Incoming, Verdict, incoming
from standards.kept import kept
from standards.ledger import Ledger
from standards.model import Source, Standard
from standards.opening import AS_GIVEN, Opened, as_kept, bytes_at, opened_at, shipped_documents
from standards.reading import Reading
from standards.sentences import Refusal
from standards.shelf import REMOVED, Listed, Removed, Shelf, State

KEPT = timedelta(days=1)
"""For how long what was removed can come back."""
PREVIEWED = 1_000
"""So many documents that were previewed need not be read again to be added."""

Prepare = Callable[[Sequence[Standard]], None]
"""Gets ready for the standards that will be in force, before they are; may raise to stop it all."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    state: State
    standards: tuple[Standard, ...]
    """In force."""
    past: tuple[Standard, ...]
    problems: tuple[StandardError, ...]


def shipped() -> tuple[Standard, ...]:
    """The standards that come with the program, read once."""
    return tuple(document.reading.standard for document in shipped_documents())


class Library:
    """The standards of one data folder. Changes of the folder, also by others, are noticed."""

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._shelf = Shelf(folder)
        self._now = now
        self._loaded: _Loaded | None = None
        self._read: dict[tuple[str, int, int], Standard | StandardError] = {}
        """What each kept file was read as, so that one more is read alone."""
        self._previews: dict[Path, tuple[tuple[int, ...], Opened]] = {}

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
        listed, there = self._shelf.listed(), {one.code for one in self.standards()}
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
        return [opened_at(path).reading for path in paths]

    def preview(self, path: Path, name: str = "") -> Incoming:
        """What adding the document at `path` would do; nothing is kept. Raises as `check`.

        `name` is what the document was called where `path` is no name that a person gave.
        """
        stamp = _stamp(path)
        document = opened_at(path, name)
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
        with self._shelf.locked():
            before = self._shelf.listed()
            coming = self._coming(before, documents, supersede=supersede, older=older)
            after = self._after(before, coming)
            self._make_ready(prepare, after, [each.standard for _document, each in coming])
            for document, each in coming:
                code = each.standard.code
                if each.verdict is Verdict.CHANGED and code in before.added:
                    self._shelf.put_aside(before, code)
                if code in after.added:
                    self._keep(document, after.file(code))
            self._commit(after)
            for code in before.added:
                if before.file(code) != after.file(code):
                    (self._shelf.folder / before.file(code)).unlink(missing_ok=True)
        return [self.readable(each.standard.code) for _document, each in coming]

    def remove(self, code: str, *, prepare: Prepare | None = None) -> Standard:
        """Forget the standard `code`, shipped or added, and give it. Raises `UnknownStandard`.

        `restore` brings it back, a shipped one at any time; so does adding it again.
        """
        with self._shelf.locked():
            standard = self.readable(code)
            listed = self._shelf.listed()
            added, files, removed = dict(listed.added), dict(listed.files), list(listed.removed)
            given = added.pop(standard.code, None)
            files.pop(standard.code, None)
            bin = dict(listed.bin)
            if given is None:
                removed.append(standard.code)
            else:
                file = self._shelf.put_aside(listed, standard.code)
                bin[standard.code] = Removed(standard.code, self._now(), given, file)
            after = replace(listed, added=added, files=files, removed=tuple(removed), bin=bin)
            self._make_ready(prepare, after, ())
            self._commit(after)
            if given is not None:
                (self._shelf.folder / listed.file(standard.code)).unlink(missing_ok=True)
        return standard

    def removed(self) -> tuple[Removed, ...]:
        """What had been added, was removed and can come back, the last first."""
        gone = self._shelf.listed().bin.values()
        return tuple(sorted(gone, key=lambda each: (each.at, each.code), reverse=True))

    def restore(self, code: str, *, prepare: Prepare | None = None) -> Standard:
        """Bring the standard `code` back as it was when it was removed, and give it.

        Raises `UnknownStandard` where none of that code was removed in the last time, and
        `DuplicateStandard` where there is one again.
        """
        with self._shelf.locked():
            listed = self._shelf.listed()
            wanted = code.strip().casefold()
            gone = next((one for one in listed.bin.values() if one.code.casefold() == wanted), None)
            theirs = next((one for one in listed.removed if one.casefold() == wanted), None)
            there = _of((*self.standards(), *self.past()), code)
            if there is not None and (gone or theirs):
                raise DuplicateStandard(Refusal.DUPLICATE, code=there.code)
            if gone is not None:
                aside = self._shelf.folder / gone.file
                form, data = aside.suffixes[-2], bytes_at(aside)
                standard = as_kept(data, form, Source(file=gone.given), str(aside))
                files = dict(listed.files)
                if form != AS_GIVEN:
                    files[gone.code] = f"{gone.code}{form}"
                added = {**listed.added, gone.code: gone.given}
                bin = {each: one for each, one in listed.bin.items() if each != gone.code}
                after = replace(listed, added=added, files=files, bin=bin)
                self._make_ready(prepare, after, (standard,))
                self._shelf.write(f"{gone.code}{form}", data)
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
        if not any(gone.at < before for gone in self._shelf.listed().bin.values()):
            return
        with self._shelf.locked():
            listed = self._shelf.listed()
            bin = {code: gone for code, gone in listed.bin.items() if gone.at >= before}
            self._commit(replace(listed, bin=bin))
            for code, gone in listed.bin.items():
                if code not in bin:
                    (self._shelf.folder / gone.file).unlink(missing_ok=True)

    def documents(self) -> dict[str, bytes]:
        """The folder's own files by name, as they are at one moment: the list and the documents."""
        return self._shelf.documents()

    def _load(self) -> _Loaded:
        state = self._shelf.state()
        if self._loaded is None or self._loaded.state != state:
            self._loaded = self._loaded_from(state)
        return self._loaded

    def _loaded_from(self, state: State) -> _Loaded:
        listed = self._shelf.listed()
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
                    Refusal.CHANGED_CODE, file=str(self._shelf.folder / stamp[0]), code=code
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
        path = self._shelf.folder / name
        try:
            return as_kept(bytes_at(path), path.suffix, Source(file=given), str(path))
        except StandardError as error:
            return error

    def _previewed(self, document: Opened) -> Incoming:
        return incoming(document.reading, self.standards(), self.past())

    def _coming(
        self, listed: Listed, documents: Sequence[Opened], *, supersede: bool, older: bool
    ) -> list[tuple[Opened, Incoming]]:
        """Each document with what adding it does; refuses what can't be or wasn't asked for."""
        kept = {code.casefold() for code in listed.added}
        shipped_as = {one.reading.standard.code: one.data for one in shipped_documents()}
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

    def _after(self, listed: Listed, coming: Sequence[tuple[Opened, Incoming]]) -> Listed:
        """The list once the documents are in."""
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
                file = f"{listed.file(code)}{REMOVED}"
                bin[code] = Removed(code, self._now(), listed.added[code], file)
            elif each.verdict is Verdict.CHANGED:
                removed.append(code)
            added[code] = each.standard.source.file
            files.pop(code, None)
            # Never over what counts until now: the list alone decides.
            now = listed.file(code) if code in listed.added else ""
            names = (f"{code}{document.form}", f"{code}~{document.form}")
            name = next(name for name in names if name != now)
            if name != f"{code}{AS_GIVEN}":
                files[code] = name
        return Listed(added, tuple(removed), files, superseded, bin)

    def _make_ready(
        self, prepare: Prepare | None, after: Listed, coming: Sequence[Standard]
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

    def _commit(self, listed: Listed) -> None:
        self._shelf.commit(listed)
        self._loaded = None

    def _keep(self, document: Opened, name: str) -> None:
        self._shelf.write(name, document.data if document.text else kept(document.reading.standard))

    def _opened(self, path: Path, name: str) -> Opened:
        """The document at `path`, not read again where a preview has read it."""
        stamp = _stamp(path)
        if stamp is not None and (found := self._previews.get(path)) and found[0] == stamp:
            return found[1]
        return opened_at(path, name)

    def _unknown(self, code: str) -> UnknownStandard:
        codes = ", ".join(standard.code for standard in self.standards())
        if not codes:
            return UnknownStandard(Refusal.EMPTY_LIBRARY, code=code)
        return UnknownStandard(Refusal.UNKNOWN_CODE, code=code, codes=codes)


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        said = path.stat()
    except (OSError, ValueError):
        return None
    return (said.st_ino, said.st_size, said.st_mtime_ns)


def _of(standards: Iterable[Standard], code: str) -> Standard | None:
    wanted = code.strip().casefold()
    return next((one for one in standards if one.code.casefold() == wanted), None)
