from errno import ENOSPC
from pathlib import Path

import numpy as np
import pytest

from index.arrays import Arrays, mapped, names, write_arrays
from index.chunk import Chunk, chunks_of
from index.lexical import counted
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
    write_arrays(folder, words, table)
    arrays = Arrays({name: mapped(folder / name) for name in names()})
    for name in names():
        (folder / name).unlink()
    for written, read in zip((*words, *table), (*arrays.words(), *arrays.table()), strict=True):
        np.testing.assert_array_equal(written, read)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = list(chunks_of(small_standard()))
    for name in names():
        (tmp_path / name).symlink_to("/dev/full")
    monkeypatch.setattr(Path, "mkdir", lambda _folder: None)
    table = table_of(np.ones((len(chunks), 8), np.float32), chunks)
    with pytest.raises(OSError, match="No space left") as caught:
        write_arrays(tmp_path, counted(chunks), table)
    assert caught.value.errno == ENOSPC
