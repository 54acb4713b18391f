from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.chroma import BATCH, ChromaStore
from index.embed import Vectors
from index.store import MemoryStore, VectorStore


@pytest.fixture(params=["memory", "chroma"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    made: VectorStore = MemoryStore() if request.param == "memory" else ChromaStore(tmp_path)
    yield made
    made.close()


def vectors(*rows: tuple[float, ...]) -> Vectors:
    found: Vectors = np.array(rows, np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


EAST, NORTH, NORTHEAST, WEST = vectors((1, 0), (0, 1), (1, 1), (-1, 0))


def test_a_new_store_is_empty(store: VectorStore) -> None:
    assert dict(store.digests()) == {}
    assert store.nearest(EAST, 3) == []


def test_what_is_put_is_there(store: VectorStore) -> None:
    store.put(["X/1", "X/2"], ["d1", "d2"], np.stack([EAST, NORTH]))
    assert dict(store.digests()) == {"X/1": "d1", "X/2": "d2"}


def test_the_nearest_come_best_first_with_their_cosine(store: VectorStore) -> None:
    store.put(["e", "n", "w", "ne"], ["."] * 4, np.stack([EAST, NORTH, WEST, NORTHEAST]))
    found = store.nearest(EAST, 4)
    assert [neighbour.id for neighbour in found] == ["e", "ne", "n", "w"]
    assert [neighbour.similarity for neighbour in found] == pytest.approx(
        [1, 0.5**0.5, 0, -1], abs=1e-5
    )


def test_no_more_than_asked_for_are_found(store: VectorStore) -> None:
    store.put(["e", "n", "w"], ["."] * 3, np.stack([EAST, NORTH, WEST]))
    assert [neighbour.id for neighbour in store.nearest(EAST, 1)] == ["e"]
    assert len(store.nearest(EAST, 10)) == 3
    assert store.nearest(EAST, 0) == []


def test_a_vector_of_zeros_is_near_to_nothing(store: VectorStore) -> None:
    store.put(["e", "n"], ["."] * 2, np.stack([EAST, np.zeros(2, np.float32)]))
    assert {found.similarity for found in store.nearest(np.zeros(2, np.float32), 2)} == {0}
    assert store.nearest(EAST, 2)[1] == ("n", 0)


def test_putting_again_replaces(store: VectorStore) -> None:
    store.put(["a", "b"], ["1", "1"], np.stack([EAST, NORTH]))
    store.put(["a"], ["2"], WEST[np.newaxis])
    assert dict(store.digests()) == {"a": "2", "b": "1"}
    assert [neighbour.id for neighbour in store.nearest(WEST, 1)] == ["a"]


def test_what_is_removed_is_gone(store: VectorStore) -> None:
    store.put(["a", "b"], ["1", "1"], np.stack([EAST, NORTH]))
    store.remove(["a", "unknown"])
    assert dict(store.digests()) == {"b": "1"}
    assert [neighbour.id for neighbour in store.nearest(EAST, 5)] == ["b"]


def test_removing_nothing_changes_nothing(store: VectorStore) -> None:
    store.put(["a"], ["1"], EAST[np.newaxis])
    store.remove([])
    store.put([], [], np.empty((0, 2), np.float32))
    assert dict(store.digests()) == {"a": "1"}


def test_every_vector_of_several_hundred_is_found(store: VectorStore) -> None:
    many = np.random.default_rng(1).standard_normal((700, 32)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    ids = [f"X/{i}" for i in range(len(many))]
    store.put(ids, ["."] * len(ids), many)
    found = {neighbour.id: neighbour.similarity for neighbour in store.nearest(many[5], 700)}
    assert set(found) == set(ids)
    assert [found[id_] for id_ in ids] == pytest.approx((many @ many[5]).tolist(), abs=1e-4)


def test_chroma_takes_more_than_fits_in_one_batch(tmp_path: Path) -> None:
    store = ChromaStore(tmp_path)
    count = BATCH + 10
    ids = [f"X/{i}" for i in range(count)]
    store.put(ids, ["."] * count, np.random.default_rng(1).random((count, 4), np.float32))
    assert len(store.digests()) == count
    store.remove(ids)
    assert not store.digests()
    store.close()


def test_chroma_keeps_what_was_put_when_it_is_opened_again(tmp_path: Path) -> None:
    first = ChromaStore(tmp_path)
    first.put(["a"], ["1"], EAST[np.newaxis])
    first.close()
    second = ChromaStore(tmp_path)
    assert dict(second.digests()) == {"a": "1"}
    assert second.nearest(EAST, 1)[0].similarity == pytest.approx(1, abs=1e-5)
    second.close()
