"""Arrays lie in files, one each: written once, then mapped, so that only what is used is read."""

import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.lexical import Words
from index.piece_table import PieceTable
from index.vector_table import VectorTable
from standards.model import Language

_KINDS = {
    "spellings": "<u1",
    "ends": "<i8",
    "starts": "<i8",
    "chunks": "<i4",
    "counts": "<u2",
    "lengths": "<i4",
    "vectors": "<f4",
    "means": "<f4",
    "covariances": "<f4",
    "pieces": "<i4",
    "piece_ends": "<i8",
}
"""Little-endian numbers and nothing else; shapes follow from the number of chunks."""

Mapped = mmap.mmap | bytes
"""The bytes of a file; an empty one can't be mapped."""


def write_arrays(folder: Path, words: Words, table: VectorTable, pieces: PieceTable) -> None:
    """Writes a file for each array into `folder`, which is made. Raises OSError."""
    folder.mkdir()
    for name, array in (words._asdict() | table._asdict() | pieces._asdict()).items():
        # Not `tofile`, which says of a full disk no more than how much it wrote.
        with (folder / name).open("wb") as file:
            file.write(np.ascontiguousarray(array, _KINDS[name]).data)


def mapped(path: Path) -> Mapped:
    """The bytes of a file, which may be removed meanwhile. Raises FileNotFoundError."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class Arrays:
    """The arrays of one generation."""

    def __init__(self, files: Mapping[str, Mapped]) -> None:
        """`files` are the bytes of what `write_arrays` wrote, by name."""
        self._files = files

    def words(self) -> Words:
        """The words of the chunks."""
        return Words(**{name: self._array(name) for name in Words._fields})

    def table(self) -> VectorTable:
        """The vectors of the chunks."""
        count = len(self._array("lengths"))
        groups = 2 * len(Language)
        vectors = self._array("vectors")
        dimensions = len(vectors) // count if count else 0
        return VectorTable(
            vectors.reshape(count, dimensions),
            self._array("means").reshape(groups, dimensions),
            self._array("covariances").reshape(groups, dimensions, dimensions),
        )

    def pieces(self) -> PieceTable:
        """The pieces of the chunks."""
        return PieceTable(**{name: self._array(name) for name in PieceTable._fields})

    def _array(self, name: str) -> npt.NDArray[Any]:
        return np.frombuffer(self._files[name], _KINDS[name])


def names() -> Sequence[str]:
    """The files that make up the arrays of a generation."""
    return tuple(_KINDS)
