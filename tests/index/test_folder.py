import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from filelock import FileLock

from index import folder as index_folder
from index.chunk import Chunk, chunks_of
from index.errors import BusyIndex, DamagedIndex, IndexFailure, UnusableFolder
from index.folder import Generation, IndexFolder
from index.lexical import LexicalIndex, Words, counted
from index.search import Index, Query
from small_standard import small_standard
from standards.model import Language
from word_embedder import WordEmbedder

STANDARD = small_standard()
CHUNKS = list(chunks_of(STANDARD))
OTHERS = list(chunks_of(small_standard("XYZ1420-001v2")))


def built(folder: Path, chunks: list[Chunk] = CHUNKS) -> WordEmbedder:
    model = WordEmbedder()
    IndexFolder(folder).build(chunks, model).close()
    return model


def scores(folder: Path, question: str) -> list[float]:
    """By the words of what is in force."""
    current = IndexFolder(folder).current()
    assert current is not None
    found: list[float] = LexicalIndex(current.arrays.words()).scores(question).tolist()
    current.close()
    return found


def sealed_file(folder: Path, pattern: str) -> Path:
    return next((folder / "generations").rglob(pattern))


def test_nothing_is_in_force_in_an_empty_folder(tmp_path: Path) -> None:
    assert IndexFolder(tmp_path).current() is None
    assert IndexFolder(tmp_path / "not" / "there").current() is None


def test_what_was_built_is_in_force(tmp_path: Path) -> None:
    built(tmp_path)
    current = IndexFolder(tmp_path).current()
    assert current is not None
    assert current.manifest.chunks == {chunk.id: chunk.digest for chunk in CHUNKS}
    assert current.store().digests() == current.manifest.chunks
    current.close()


def test_building_the_same_again_embeds_nothing(tmp_path: Path) -> None:
    built(tmp_path)
    assert built(tmp_path).embedded == []


def test_building_more_embeds_only_what_is_new_and_keeps_the_rest(tmp_path: Path) -> None:
    built(tmp_path)
    assert built(tmp_path, [*CHUNKS, *OTHERS]).embedded == [chunk.text for chunk in OTHERS]
    current = IndexFolder(tmp_path).current()
    assert current is not None
    model = WordEmbedder()
    for chunk in CHUNKS[:5]:
        near = current.store().nearest(model.query(chunk.text), 10)
        similarity = {neighbour.id: neighbour.similarity for neighbour in near}
        assert similarity[chunk.id] == pytest.approx(1, abs=1e-5)
    current.close()


def test_what_is_not_embedded_changes_the_words_and_embeds_nothing(tmp_path: Path) -> None:
    built(tmp_path)
    assert not any(scores(tmp_path, "xylophone"))
    changed = [*CHUNKS[:3], replace(CHUNKS[3], context="xylophone"), *CHUNKS[4:]]
    assert built(tmp_path, changed).embedded == []
    assert np.flatnonzero(scores(tmp_path, "xylophone")).tolist() == [3]


def test_a_changed_phrasing_is_embedded_alone_and_changes_the_words(tmp_path: Path) -> None:
    built(tmp_path)
    changed = [*CHUNKS[:3], replace(CHUNKS[3], phrasings="xylophone"), *CHUNKS[4:]]
    assert built(tmp_path, changed).embedded == [changed[3].text]
    assert np.flatnonzero(scores(tmp_path, "xylophone")).tolist() == [3]


def test_another_order_of_standards_embeds_nothing_and_is_followed(tmp_path: Path) -> None:
    built(tmp_path, [*CHUNKS, *OTHERS])
    before = scores(tmp_path, "退貨 XYZ1420-001v2")
    assert built(tmp_path, [*OTHERS, *CHUNKS]).embedded == []
    after = scores(tmp_path, "退貨 XYZ1420-001v2")
    assert after == [*before[len(CHUNKS) :], *before[: len(CHUNKS)]] != before
    current = IndexFolder(tmp_path).current()
    assert current is not None
    vectors = current.arrays.table().vectors
    expected = WordEmbedder().documents([chunk.text for chunk in (*OTHERS, *CHUNKS)])
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    current.close()


def test_another_tokenizer_makes_the_words_anew_and_embeds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = tokenized(monkeypatch)
    built(tmp_path)
    monkeypatch.setattr("index.folder.tokenizer_version", lambda: "another")
    read.clear()
    assert built(tmp_path).embedded == []
    assert read == CHUNKS


def test_only_new_and_changed_standards_are_tokenized(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = tokenized(monkeypatch)
    built(tmp_path)
    assert read == CHUNKS
    read.clear()
    built(tmp_path, [*OTHERS, *CHUNKS])
    assert read == OTHERS
    read.clear()
    built(tmp_path, CHUNKS)
    assert read == []


def tokenized(monkeypatch: pytest.MonkeyPatch) -> list[Chunk]:
    """Filled with every chunk that is tokenized from now on."""
    found: list[Chunk] = []

    def counting(chunks: Iterable[Chunk]) -> Words:
        found.extend(kept := list(chunks))
        return counted(kept)

    monkeypatch.setattr("index.folder.counted", counting)
    return found


def test_the_vectors_of_what_was_removed_are_gone(tmp_path: Path) -> None:
    built(tmp_path, [*CHUNKS, *OTHERS])
    assert built(tmp_path).embedded == []
    current = IndexFolder(tmp_path).current()
    assert current is not None
    found = current.store().nearest(np.ones(64, np.float32), 100)
    assert {neighbour.id for neighbour in found} == {chunk.id for chunk in CHUNKS}
    current.close()


def test_an_older_copy_goes_on_while_and_after_another_is_built(tmp_path: Path) -> None:
    built(tmp_path)
    unopened, opened = (IndexFolder(tmp_path).current() for _ in range(2))
    assert unopened is not None
    assert opened is not None
    opened.store()
    built(tmp_path, OTHERS)
    for older in (unopened, opened):
        assert len(older.arrays.words().lengths) == len(older.arrays.table().vectors) == len(CHUNKS)
        assert older.arrays.words().tokens()
        assert set(older.store().digests()) == {chunk.id for chunk in CHUNKS}
        older.close()


def test_old_generations_and_copies_are_cleaned_away(tmp_path: Path) -> None:
    for chunks in (CHUNKS, OTHERS, CHUNKS):
        built(tmp_path, chunks)
    assert len(list((tmp_path / "generations").iterdir())) == 1
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_copy_that_is_let_go_of_is_removed(tmp_path: Path) -> None:
    built(tmp_path)
    current = IndexFolder(tmp_path).current()
    assert len(list((tmp_path / "copies").iterdir())) == 2
    del current
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_large_copy_is_kept_for_the_next_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path)
    copied = copies_made(monkeypatch)
    keeping = IndexFolder(tmp_path, worth_keeping=0)
    for _ in range(3):
        current = keeping.current()
        assert current is not None
        assert set(current.store().digests()) == {chunk.id for chunk in CHUNKS}
        assert LexicalIndex(current.arrays.words()).scores("退貨").any()
        current.close()
    assert len(copied) == len(set(copied)) > 0
    assert len(list((tmp_path / "copies").glob("*.lock"))) == 1


def test_a_kept_copy_is_used_by_one_at_a_time(tmp_path: Path) -> None:
    built(tmp_path)
    keeping = IndexFolder(tmp_path, worth_keeping=0)
    generations = [keeping.current() for _ in range(3)]
    assert len(list((tmp_path / "copies").glob("*.lock"))) == 3
    for generation in generations:
        assert generation is not None
        assert set(generation.store().digests()) == {chunk.id for chunk in CHUNKS}
        generation.close()
    current = keeping.current()
    assert len(list((tmp_path / "copies").glob("*.lock"))) == 1
    assert current is not None
    current.close()


def spoil_a_copy(folder: Path) -> None:
    flip(next((folder / "copies").rglob("chroma.sqlite3")))


def remove_its_record(folder: Path) -> None:
    """What being killed comes to: it is written when a copy is let go of."""
    next((folder / "copies").glob("*.json")).unlink()


def garble_its_record(folder: Path) -> None:
    fill_with_garbage(next((folder / "copies").glob("*.json")))


@pytest.mark.parametrize("harm", [spoil_a_copy, remove_its_record, garble_its_record])
def test_a_copy_that_was_not_left_in_good_order_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], None]
) -> None:
    built(tmp_path)
    keeping = IndexFolder(tmp_path, worth_keeping=0)
    first = keeping.current()
    assert first is not None
    first.close()
    harm(tmp_path)
    copied = copies_made(monkeypatch)
    second = keeping.current()
    assert second is not None
    assert copied
    assert set(second.store().digests()) == {chunk.id for chunk in CHUNKS}
    second.close()


@pytest.mark.parametrize("file", ["chroma.sqlite3", "chunks"])
def test_a_kept_copy_does_not_hide_that_what_is_sealed_was_damaged(
    tmp_path: Path, file: str
) -> None:
    built(tmp_path)
    keeping = IndexFolder(tmp_path, worth_keeping=0)
    current = keeping.current()
    assert current is not None
    current.close()
    truncate(sealed_file(tmp_path, file))
    assert keeping.current() is None


def test_a_kept_copy_of_what_is_no_longer_in_force_is_removed(tmp_path: Path) -> None:
    keeping = IndexFolder(tmp_path, worth_keeping=0)
    keeping.build(CHUNKS, WordEmbedder()).close()
    old = keeping.current()
    keeping.build(OTHERS, WordEmbedder()).close()
    assert old is not None
    old.close()
    current = keeping.current()
    assert current is not None
    assert set(current.store().digests()) == {chunk.id for chunk in OTHERS}
    current.close()
    assert len(list((tmp_path / "copies").glob("*.lock"))) == 1


def copies_made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Filled with every file that is copied from now on."""
    found: list[Path] = []
    copy = index_folder._copied

    def copying(source: Path, target: Path) -> str:
        found.append(source)
        return copy(source, target)

    monkeypatch.setattr(index_folder, "_copied", copying)
    return found


def test_opening_and_searching_leave_what_is_sealed_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        files = (path for path in (tmp_path / "generations").rglob("*") if path.is_file())
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    built(tmp_path)
    before = state()
    index = Index.open(tmp_path, [STANDARD], WordEmbedder)
    monkeypatch.setattr("index.search.COMPARED", 5)
    index.search(Query("退貨", Language.ZH_HANT), limit=3)
    index.close()
    assert state() == before


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def fill_with_garbage(path: Path) -> None:
    path.write_bytes(b"\x00\xff not an index \n\n")


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("chroma.sqlite3", flip),
        ("chroma.sqlite3", Path.unlink),
        ("data_level0.bin", truncate),
        ("data_level0.bin", fill_with_garbage),
        ("spellings", flip),
        ("vectors", truncate),
        ("lengths", Path.unlink),
        ("manifest.json", flip),
        ("manifest.json", Path.unlink),
        ("current", truncate),
        ("current", fill_with_garbage),
    ],
)
def test_a_damaged_index_is_built_anew(
    tmp_path: Path, file: str, damage: Callable[[Path], None]
) -> None:
    built(tmp_path)
    damage(tmp_path / file if file == "current" else sealed_file(tmp_path, file))
    assert IndexFolder(tmp_path).current() is None
    index = Index.open(tmp_path, [STANDARD], WordEmbedder)
    found = index.search(Query("退貨紀錄表", Language.ZH_HANT))
    assert found[0].id == f"{STANDARD.code}/O1.1.1"
    index.close()


@pytest.mark.parametrize("pointer", ["", "7", "../.. x", "99 abcdef", "1 2 3", "1 0", "\u00e9 x"])
def test_a_pointer_that_leads_nowhere_is_no_index(tmp_path: Path, pointer: str) -> None:
    built(tmp_path)
    (tmp_path / "current").write_text(pointer, encoding="utf-8")
    assert IndexFolder(tmp_path).current() is None
    assert len(built(tmp_path).embedded) == len(CHUNKS)
    current = IndexFolder(tmp_path).current()
    assert current is not None
    current.close()


def test_an_index_of_another_reader_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path)
    monkeypatch.setattr("index.folder.CHUNKER", 999)
    assert IndexFolder(tmp_path).current() is None
    assert len(built(tmp_path).embedded) == len(CHUNKS)


def test_another_models_index_is_no_base(tmp_path: Path) -> None:
    built(tmp_path)
    other = WordEmbedder("others", dimensions=32)
    IndexFolder(tmp_path).build(CHUNKS, other).close()
    assert len(other.embedded) == len(CHUNKS)


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    class Failing(WordEmbedder):
        def documents(self, texts: object) -> "np.typing.NDArray[np.float32]":
            raise RuntimeError("out of memory")

    built(tmp_path)
    with pytest.raises(RuntimeError):
        IndexFolder(tmp_path).build([*CHUNKS, *OTHERS], Failing())
    current = IndexFolder(tmp_path).current()
    assert current is not None
    assert set(current.store().digests()) == {chunk.id for chunk in CHUNKS}
    current.close()
    assert len(list((tmp_path / "generations").iterdir())) == 1


def test_a_store_that_turns_out_damaged_at_the_first_search_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path)
    open_store = Generation.store
    failures = [DamagedIndex("Chroma failed.")]

    def failing_once(generation: Generation) -> object:
        if failures:
            raise failures.pop()
        return open_store(generation)

    monkeypatch.setattr(Generation, "store", failing_once)
    monkeypatch.setattr("index.search.COMPARED", 5)
    model = WordEmbedder()
    index = Index.open(tmp_path, [STANDARD], lambda: model)
    assert index.search(Query("退貨", Language.ZH_HANT))
    assert len(model.embedded) == len(CHUNKS)
    index.close()


def test_waiting_for_another_builder_ends_with_a_sentence(tmp_path: Path) -> None:
    with FileLock(tmp_path / "writer.lock"), pytest.raises(BusyIndex) as caught:
        IndexFolder(tmp_path, patience=0.1).build(CHUNKS, WordEmbedder())
    assert str(caught.value).startswith("Another process")


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnusableFolder) as caught:
        Index.open(tmp_path / "file" / "index", [STANDARD], WordEmbedder)
    assert caught.value.params["folder"] == str(tmp_path / "file" / "index")
    assert "Not a directory" in str(caught.value)


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: Path, *_arrays: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("index.folder.write_arrays", full)
    with pytest.raises(UnusableFolder) as caught:
        IndexFolder(tmp_path).build(CHUNKS, WordEmbedder())
    said = f"The disk is full: there is no room for the index in {tmp_path}."
    assert str(caught.value) == said


@contextmanager
def without_privileges() -> Iterator[None]:
    """Permissions mean nothing to root, so root becomes `nobody` for a moment."""
    if os.geteuid() == 0:
        os.seteuid(65_534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_folder_that_may_not_be_written_to_is_told_in_a_sentence() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        built(folder)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with without_privileges(), pytest.raises(UnusableFolder) as caught:
            Index.open(folder, [STANDARD], WordEmbedder)
        assert str(caught.value) == f"The index can't be kept in {name}: Permission denied."
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def test_every_failure_is_an_index_failure() -> None:
    assert all(issubclass(kind, IndexFailure) for kind in (UnusableFolder, BusyIndex, DamagedIndex))
