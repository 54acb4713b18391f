"""The index on disk: built aside, switched in one step, checked before use, never the truth.

    <folder>/current             which generation is in force, and the digest of its manifest
            /generations/7/      its manifest, the store's files and arrays: sealed
            /copies/<token>/     one process's own copy of the store; <token>.lock is held while
                                 it is used, <token>.json tells of it while it isn't
            /writer.lock         held while a generation is built
            /copies.lock         held for the moments in which copies come and go
            /questions/<name>/<digest>  vectors of the questions that the digest is of

Chroma writes to a folder that it opens, even to read it, and two processes in one folder damage
it so that the next to open it crashes (segmentation fault). So nobody ever opens a sealed store:
a process copies it and checks each byte against the builder's digest on the way. What can be
opened is therefore exactly what a builder closed, a process keeps what it has whatever others
build or clean away, and being killed at any point harms nothing but a copy. Digests of all
bytes also make a probe in a child process needless: an index whose bytes differ is not probed
but built anew, which takes less than starting the child would.

Our own arrays (words, and vectors by row) are never written to again, so they are checked and
then mapped where they lie.

Five standards are 3 MB and take 5 ms to check and copy; 100,000 chunks are 400 MB and would take
a second. A copy that large outlives its process, which notes, once it has closed it in good order,
what the file system says of its files and of the sealed ones (inode, size, times). The next
process takes the copy over if all of that still holds. One that is killed leaves no such note.
"""

import json
import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from hashlib import blake2b
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from secrets import token_hex
from threading import Lock

import numpy as np
from filelock import FileLock, Timeout

from index.arrays import Arrays, mapped, names, write_arrays
from index.chunk import CHUNKER, Chunk
from index.embed import Embedder, Pieces, Vectors, WordByWord
from index.errors import BusyIndex, DamagedIndex, UnusableFolder
from index.lexical import Words, combined, counted, tokenizer_version
from index.piece_table import NO_PIECES, PieceTable, piece_table_of
from index.store import VectorStore
from index.vector_table import table_of
from standards.sentences import N_

PATIENCE = 300.0
"""Seconds to wait for another process that is building."""
WORTH_KEEPING = 32 << 20
"""Bytes of a copy that is kept for the next process; a smaller one is made anew in no time."""
_LAYOUT = 3
_EMBEDDED_AT_ONCE = 2_048
_COPIED_AT_ONCE = 1 << 20
_TRIES = 5
_DIGEST = 32
"""Characters of a digest."""


def open_chroma(folder: Path) -> VectorStore:
    """Chroma in `folder`; imported only now, since that takes half a second."""
    from index.chroma import ChromaStore

    return ChromaStore(folder)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it."""

    reader: str
    """Versions of this layout, of the chunker and of the store."""
    embedder: str
    tokenizer: str
    """What made the words."""
    parts: Sequence[Sequence[str | int]]
    """A digest of all that each standard's chunks say, and how many they are, in order."""
    chunks: Mapping[str, str]
    """Chunk id to the digest of what is embedded, in order."""
    files: Mapping[str, str]
    """Path below the generation's folder to the digest of the file's bytes."""

    def holds(self, parts: Sequence[Sequence[str | int]]) -> bool:
        """Whether the generation is of exactly the chunks of which these are the parts."""
        return self.tokenizer == tokenizer_version() and self.parts == parts

    def as_json(self) -> dict[str, object]:
        """Its fields. Not `asdict`, which copies each of 100,000 digests by itself: 0.6 s."""
        return {name: getattr(self, name) for name in self.__slots__}


def this_reader() -> str:
    """What `Manifest.reader` must say for an index to be of use to this program."""
    return f"layout {_LAYOUT}, chunker {CHUNKER}, chromadb {version('chromadb')}"


def parts_of(chunks: Iterable[Chunk]) -> list[list[str | int]]:
    """As in `Manifest.parts`."""
    parts: list[list[str | int]] = []
    for _, group in groupby(chunks, key=lambda chunk: chunk.standard):
        digest = blake2b(digest_size=16)
        size = 0
        for chunk in group:
            said = (chunk.id, chunk.standard, chunk.kind, chunk.language, chunk.code, chunk.title)
            more = (chunk.body, chunk.context, chunk.rendering, chunk.phrasings)
            digest.update("\x1f".join((*said, *more, "\x1e")).encode())
            size += 1
        parts.append([digest.hexdigest(), size])
    return parts


class Generation:
    """One process's own copy of a generation, let go of when it is closed or forgotten."""

    def __init__(
        self,
        manifest: Manifest,
        arrays: Arrays,
        copy: "_Copy",
        open_store: Callable[[Path], VectorStore],
    ) -> None:
        self.manifest = manifest
        self.arrays = arrays
        self._copy = copy
        self._open_store = open_store
        self._opening = Lock()
        self._opened: list[VectorStore] = []
        # Also runs when the last search that uses an outdated copy ends, and at exit.
        self._finalizer = weakref.finalize(self, _let_go, self._opened, copy)

    def store(self) -> VectorStore:
        """The vectors, opened at the first call. Raises DamagedIndex."""
        with self._opening:
            if not self._opened:
                self._opened.append(self._open_store(self._copy.folder))
            return self._opened[0]

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened, so that asking it costs no import any more."""
        return bool(self._opened)

    def move(self, folder: Path) -> None:
        """Gives the store's files, which must not have been opened, to `folder` and closes."""
        self._copy.folder.rename(folder)
        self.close()

    def close(self) -> None:
        """Closes the store and lets go of the copy; a second call does nothing."""
        self._finalizer()


def _let_go(opened: list[VectorStore], copy: "_Copy") -> None:
    for store in opened:
        store.close()
    copy.let_go()


_Stamps = Mapping[str, Sequence[int]]
"""Path below a folder to what the file system says of the file."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy of a store that this process holds."""

    folder: Path
    lock: FileLock
    pointer: Path
    """The file that tells what is in force."""
    of: str
    """What it told when this copy was made."""
    stamps: _Stamps
    """Of the sealed files, when their bytes were checked."""
    worth_keeping: int

    def let_go(self) -> None:
        """Leaves the copy to the next process if it is worth it, else removes it."""
        with suppress(OSError):
            if self._is_wanted():
                kept = {"of": self.of, "sealed": self.stamps, "own": _stamps(self.folder)}
                self.folder.with_suffix(".json").write_text(json.dumps(kept), encoding="utf-8")
                self.lock.release()
                return
        self.remove()

    def remove(self) -> None:
        """Removes the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.release()
        with suppress(OSError):
            self.folder.with_suffix(".json").unlink(missing_ok=True)
            Path(self.lock.lock_file).unlink(missing_ok=True)

    def is_kept(self) -> bool:
        """Whether its last process left it in good order and nothing was touched since.

        Asking uses that up: whoever asks has taken the copy.
        """
        record = self.folder.with_suffix(".json")
        try:
            kept = json.loads(record.read_text(encoding="utf-8"))
            record.unlink()
            return bool(kept == {"of": self.of, "sealed": self.stamps, "own": _stamps(self.folder)})
        except (OSError, ValueError):
            return False

    def _is_wanted(self) -> bool:
        if not self.folder.is_dir() or self.pointer.read_text(encoding="ascii") != self.of:
            return False
        return sum(path.stat().st_size for path in _files(self.folder)) >= self.worth_keeping


class IndexFolder:
    """Reads the generation in force and builds new ones.

    Raises UnusableFolder when the folder can't be written to, BusyIndex when another process
    builds for longer than `patience` seconds.
    """

    def __init__(
        self,
        folder: Path,
        open_store: Callable[[Path], VectorStore] = open_chroma,
        patience: float = PATIENCE,
        worth_keeping: int = WORTH_KEEPING,
    ) -> None:
        self._folder = folder
        self._open_store = open_store
        self._patience = patience
        self._worth_keeping = worth_keeping
        self._pointer_file = folder / "current"
        self._generations = folder / "generations"
        self._copies = folder / "copies"

    def current(self) -> Generation | None:
        """A copy of the generation in force; None where there is no sound one for this reader."""
        with self._speaking_of_the_folder():
            for _ in range(_TRIES):
                pointer = self._pointer()
                if pointer is None:
                    return None
                copy = self._copy(*pointer)
                # A builder may have switched and cleaned away what was being copied.
                if copy is not None or self._pointer() == pointer:
                    return copy
            return None

    def build(self, chunks: Sequence[Chunk], embedder: Embedder) -> Generation:
        """A copy of a generation of exactly these chunks and this embedder, built if need be.

        Only chunks that the generation in force lacks are embedded, and only standards that it
        lacks are tokenized. One process builds at a time; the others wait and then take what it
        built, if that is what they need.
        """
        parts = parts_of(chunks)
        with self._speaking_of_the_folder():
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._held(FileLock(self._folder / "writer.lock")):
                base = self.current()
                if base is not None and base.manifest.embedder != embedder.name:
                    base.close()
                    base = None
                if base is not None and base.manifest.holds(parts):
                    return base
                aside = self._generations / self._next_name()
                try:
                    self._write(aside, chunks, parts, embedder, base)
                    self._switch_to(aside)
                except BaseException:
                    shutil.rmtree(aside, ignore_errors=True)
                    raise
                built = self.current()
        if built is None:
            raise DamagedIndex(N_("The index was damaged while it was being built."))
        return built

    def discard(self) -> None:
        """Forgets the generation in force, so that the next one is built from nothing."""
        with self._speaking_of_the_folder(), self._held(FileLock(self._folder / "writer.lock")):
            self._pointer_file.unlink(missing_ok=True)

    def kept_vectors(self, name: str, of: str, count: int, make: Callable[[], Vectors]) -> Vectors:
        """The `count` vectors of what the digest `of` tells, made only where none are kept so.

        Only the last ones of each name are kept. Where the folder can't be written to, none are.
        """
        file = self._folder / "questions" / name / of
        with suppress(OSError):
            data, digest = (kept := file.read_bytes())[:-_DIGEST], kept[-_DIGEST:]
            if _digest(data).encode() == digest:
                return np.frombuffer(data, "<f4").reshape(count, -1)
        made = np.ascontiguousarray(make(), "<f4")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_name(f"{token_hex(8)}.new")
            try:
                aside.write_bytes(made.tobytes() + _digest(made.tobytes()).encode())
                aside.replace(file)
            finally:
                aside.unlink(missing_ok=True)
            # Beside the folders lie those that versions of one set of questions kept.
            for old in (*file.parent.iterdir(), *file.parent.parent.iterdir()):
                if old != file and old.is_file():
                    old.unlink(missing_ok=True)
        return made

    def _write(
        self,
        aside: Path,
        chunks: Sequence[Chunk],
        parts: Sequence[Sequence[str | int]],
        embedder: Embedder,
        base: Generation | None,
    ) -> None:
        shutil.rmtree(aside, ignore_errors=True)  # what a killed builder left
        aside.mkdir(parents=True)
        wanted = {chunk.id: chunk.digest for chunk in chunks}
        if base is None:
            (aside / "store").mkdir()
        else:
            base.move(aside / "store")
        vectors, pieces = self._write_store(aside / "store", chunks, wanted, embedder, base)
        words = _words(chunks, parts, base)
        write_arrays(aside / "arrays", words, table_of(vectors, chunks), pieces)
        manifest = Manifest(
            reader=this_reader(),
            embedder=embedder.name,
            tokenizer=tokenizer_version(),
            parts=parts,
            chunks=wanted,
            files={path.relative_to(aside).as_posix(): _digest_of(path) for path in _files(aside)},
        )
        (aside / "manifest.json").write_text(json.dumps(manifest.as_json()), encoding="utf-8")

    def _write_store(
        self,
        folder: Path,
        chunks: Sequence[Chunk],
        wanted: Mapping[str, str],
        embedder: Embedder,
        base: Generation | None,
    ) -> tuple[Vectors, PieceTable]:
        """Brings the store in `folder` up to date. Returns vectors and pieces of all, in order."""
        stored = base.manifest.chunks if base else {}
        stale = [i for i, chunk in enumerate(chunks) if stored.get(chunk.id) != wanted[chunk.id]]
        store = self._open_store(folder)
        try:
            store.remove([id_ for id_ in stored if id_ not in wanted])
            made: list[Vectors] = []
            read: list[Pieces] = []
            for start in range(0, len(stale), _EMBEDDED_AT_ONCE):
                part = [chunks[i] for i in stale[start : start + _EMBEDDED_AT_ONCE]]
                embedded, pieces = _read(embedder, [chunk.text for chunk in part])
                store.put(
                    [chunk.id for chunk in part], [wanted[chunk.id] for chunk in part], embedded
                )
                made.append(embedded)
                read += pieces
            if store.digests() != wanted:
                raise DamagedIndex(N_("The index lost vectors while it was being built."))
        finally:
            store.close()
        if len(stale) == len(chunks):  # nothing stays, or nothing was there
            all_made = np.concatenate(made) if made else np.empty((0, 0), np.float32)
            return all_made, piece_table_of(read)
        rows = {id_: row for row, id_ in enumerate(stored)}
        old = base.arrays.table().vectors if base else np.empty((0, 0), np.float32)
        vectors = old[[rows.get(chunk.id, 0) for chunk in chunks]]
        old_pieces = base.arrays.pieces() if base else piece_table_of(())
        held = [old_pieces.of(rows.get(chunk.id, 0)) for chunk in chunks]
        if stale:
            vectors[stale] = np.concatenate(made)
            for place, fresh in zip(stale, read, strict=True):
                held[place] = fresh
        return vectors, piece_table_of(held)

    def _switch_to(self, generation: Path) -> None:
        digest = _digest_of(generation / "manifest.json")
        # Not synced to the disk: after a power cut the digests tell, and it is built anew.
        new = self._pointer_file.with_suffix(".new")
        new.write_text(f"{generation.name} {digest}", encoding="ascii")
        new.replace(self._pointer_file)
        for old in self._generations.iterdir():
            if old != generation:
                shutil.rmtree(old, ignore_errors=True)

    def _pointer(self) -> tuple[str, str] | None:
        """Name and manifest's digest of the generation in force."""
        try:
            name, digest = self._pointer_file.read_text(encoding="ascii").split()
        except (FileNotFoundError, ValueError):
            return None
        return (name, digest) if name.isdecimal() else None

    def _next_name(self) -> str:
        pointer = self._pointer()
        names = [path.name for path in self._generations.glob("*")]
        used = [*names, pointer[0]] if pointer else names
        return str(1 + max((int(name) for name in used if name.isdecimal()), default=0))

    def _copy(self, name: str, digest: str) -> Generation | None:
        sealed = self._generations / name
        try:
            written = (sealed / "manifest.json").read_bytes()
            stamps = _stamps(sealed)
        except FileNotFoundError:
            return None
        if _digest(written) != digest:
            return None
        fields = json.loads(written)
        if fields.get("reader") != this_reader():
            return None
        manifest = Manifest(**fields)
        copy, kept = self._taken_copy(f"{name} {digest}", stamps)
        try:
            if not kept and not _is_copied(manifest, sealed, copy.folder):
                copy.remove()
                return None
            arrays = Arrays({array: mapped(sealed / "arrays" / array) for array in names()})
        except FileNotFoundError:
            copy.remove()
            return None
        except BaseException:
            copy.remove()
            raise
        return Generation(manifest, arrays, copy, self._open_store)

    def _taken_copy(self, of: str, stamps: _Stamps) -> tuple[_Copy, bool]:
        """A copy that a process before this one kept, and True, or an empty folder, and False.

        What other processes that are gone left behind is removed.
        """
        self._copies.mkdir(exist_ok=True)
        taken: _Copy | None = None

        def held(lock: FileLock) -> _Copy:
            folder = Path(lock.lock_file).with_suffix("")
            return _Copy(folder, lock, self._pointer_file, of, stamps, self._worth_keeping)

        with self._held(FileLock(self._folder / "copies.lock")):
            for left in self._copies.glob("*.lock"):
                lock = FileLock(left, thread_local=False)
                with suppress(Timeout, OSError):
                    lock.acquire(timeout=0)
                    copy = held(lock)
                    if taken is None and copy.is_kept():
                        taken = copy
                    else:
                        copy.remove()
            if taken is not None:
                return taken, True
            lock = FileLock(self._copies / f"{token_hex(8)}.lock", thread_local=False)
            lock.acquire(timeout=0)
            copy = held(lock)
            copy.folder.mkdir()
        return copy, False

    @contextmanager
    def _held(self, lock: FileLock) -> Iterator[None]:
        try:
            lock.acquire(timeout=self._patience)
        except Timeout as error:
            raise BusyIndex(
                N_("Another process has been building the index for {seconds} seconds."),
                seconds=f"{self._patience:.0f}",
            ) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _speaking_of_the_folder(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in (ENOSPC, EDQUOT):
                raise UnusableFolder(
                    N_("The disk is full: there is no room for the index in {folder}."),
                    folder=str(self._folder),
                ) from error
            raise UnusableFolder(
                N_("The index can't be kept in {folder}: {reason}."),
                folder=str(self._folder),
                reason=error.strerror or str(error),
            ) from error


def _read(embedder: Embedder, texts: Sequence[str]) -> tuple[Vectors, list[Pieces]]:
    """Vectors and pieces of passages; no pieces where the model compares whole texts only."""
    if isinstance(embedder, WordByWord):
        return embedder.read(texts)
    return embedder.documents(texts), [NO_PIECES] * len(texts)


def _words(
    chunks: Sequence[Chunk], parts: Sequence[Sequence[str | int]], base: Generation | None
) -> Words:
    """The words of `chunks`; standards that `base` holds are not tokenized again."""
    if base is None or base.manifest.tokenizer != tokenizer_version():
        return counted(chunks)
    old_starts = {}
    old_count = 0
    for digest, size in base.manifest.parts:
        old_starts[digest] = old_count
        old_count += int(size)
    moved = np.full(old_count, -1, np.int32)
    fresh: list[int] = []
    count = 0
    for digest, size in parts:
        new = range(count, count + int(size))
        start = old_starts.pop(digest, None)
        if start is None:
            fresh += new
        else:
            moved[start : start + int(size)] = new
        count += int(size)
    read = counted(chunks[i] for i in fresh)
    return combined([(base.arrays.words(), moved), (read, np.array(fresh, np.int32))], count)


def _is_copied(manifest: Manifest, sealed: Path, folder: Path) -> bool:
    """Copies the store into `folder`; False where any sealed byte is not the builder's."""
    for path, digest in manifest.files.items():
        kind, _, name = path.partition("/")
        read = (
            _copied(sealed / path, folder / name) if kind == "store" else _digest_of(sealed / path)
        )
        if read != digest:
            return False
    return True


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _stamps(folder: Path) -> dict[str, list[int]]:
    """As `_Stamps`; inode, size, and the times of the last change of content and of anything."""
    stamps = {}
    for path in _files(folder):
        said = path.stat()
        stamps[path.relative_to(folder).as_posix()] = [
            said.st_ino,
            said.st_size,
            said.st_mtime_ns,
            said.st_ctime_ns,
        ]
    return stamps


def _copied(source: Path, target: Path) -> str:
    """Copies a file and returns the digest of what was copied."""
    digest = blake2b(digest_size=16)
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as written:
        while part := read.read(_COPIED_AT_ONCE):
            digest.update(part)
            written.write(part)
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        digest = blake2b(digest_size=16)
        while part := file.read(_COPIED_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_DIGEST // 2).hexdigest()
