from errno import ENOSPC
from pathlib import Path

import numpy as np
import pytest

from index.arrays import Arrays, mapped, names, write_arrays
from index.chunk import Chunk, chunks_of
from index.lexical import counted
from index.piece_table import NO_PIECES, piece_table_of
from index.vector_table import table_of
from small_standard import small_standard


@pytest.mark.parametrize("chunks", [[], list(chunks_of(small_standard()))], ids=["none", "some"])
def test_what_was_written_is_read_even_when_the_files_are_gone(
    tmp_path: Path, chunks: list[Chunk]
) -> None:
    words = counted(chunks)
    vectors = np.random.default_rng(1).random((len(chunks), 8 if chunks else 0), np.float32)
    table = table_of(vectors, chunks)
    folder = tmp_path / "arrays"
    pieces = piece_table_of([np.arange(i % 3, dtype=np.int32) for i in range(len(chunks))])
    write_arrays(folder, words, table, pieces)
    arrays = Arrays({name: mapped(folder / name) for name in names()})
    for name in names():
        (folder / name).unlink()
    read = (*arrays.words(), *arrays.table(), *arrays.pieces())
    for one, other in zip((*words, *table, *pieces), read, strict=True):
        np.testing.assert_array_equal(one, other)
    assert [len(arrays.pieces().of(i)) for i in range(len(chunks))] == [
        i % 3 for i in range(len(chunks))
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = list(chunks_of(small_standard()))
    for name in names():
        (tmp_path / name).symlink_to("/dev/full")
    monkeypatch.setattr(Path, "mkdir", lambda _folder: None)
    table = table_of(np.ones((len(chunks), 8), np.float32), chunks)
    with pytest.raises(OSError, match="No space left") as caught:
        write_arrays(tmp_path, counted(chunks), table, piece_table_of([NO_PIECES] * len(chunks)))
    assert caught.value.errno == ENOSPC
