"""A program that is killed while it changes a library and its index, at every step it takes.

It is given a folder of its own, in which `data` is a data folder, and says on stdout what it found
after each kill, as JSON.
"""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.folder import IndexFolder
from index.search import Index, Query
from index.store import MemoryStore
from killed_while import killed, say
from standards.library import Library
from standards.model import Language, Standard
from word_embedder import WordEmbedder


class FileStore(MemoryStore):
    """Kept in one file. Chroma's threads don't outlive a fork; killed is what we do around it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = folder / "store.json"
        if self._file.exists():
            ids, digests, rows = json.loads(self._file.read_text("utf-8"))
            super().put(ids, digests, np.array(rows, np.float32))

    def close(self) -> None:
        """Writes the file."""
        rows = [vector.tolist() for _digest, vector in self._stored.values()]
        digests = self.digests()
        said = [list(digests), list(digests.values()), rows]
        self._file.write_text(json.dumps(said), "utf-8")


def index_of(data: Path, standards: Sequence[Standard]) -> Index:
    """The index of the data folder, brought up to date."""
    folder = IndexFolder(data / "index", FileStore)
    return Index(folder, standards, WordEmbedder)


def prepared(data: Path) -> Callable[[Sequence[Standard]], None]:
    """Builds the index of what will be in force."""
    return lambda standards: index_of(data, standards).close()


def found(data: Path) -> dict[str, Any]:
    """What the next command would find there."""
    library = Library(data / "standards")
    index = index_of(data, library.standards())
    try:
        hits = index.search(Query("微笑問候顧客", Language.ZH_HANT), 3)
        return {
            "codes": [one.code for one in library.standards()],
            "past": [one.code for one in library.past()],
            "problems": [str(problem) for problem in library.problems()],
            "indexed": sorted({chunk.standard for chunk in index.chunks}),
            "best": hits[0].chunk.standard,
        }
    finally:
        index.close()


def act(what: str, place: Path, data: Path) -> None:
    """One change of the library; every file is there in `place`."""
    library, prepare = Library(data / "standards"), prepared(data)
    match what:
        case "add":
            library.add([place / "one.txt", place / "two.csv"], prepare=prepare)
        case "supersede":
            library.add([place / "newer.txt"], supersede=True, prepare=prepare)
        case "change":
            library.add([place / "changed.txt"], supersede=True, prepare=prepare)
        case "remove":
            library.remove("OLD1-001v1", prepare=prepare)
        case "restore":
            library.restore("GONE1-001v1", prepare=prepare)


def main(what: str, place: Path) -> None:
    """Kills it at each step, then does it again to its end."""
    step, going_on = 0, True
    before = found(place / "data")["codes"]
    while going_on:
        data = place / f"data{step}"
        shutil.copytree(place / "data", data)
        going_on = killed(step, data, lambda data=data: act(what, place, data), reads=False)  # type: ignore[misc]
        after = found(data)
        if going_on and after["codes"] == before and what != "change":
            act(what, place, data)
        kept = [path.name for path in (data / "standards").iterdir()]
        say(
            {
                "killed": going_on,
                **after,
                "again": [one.code for one in Library(data / "standards").standards()],
                "kept": sorted(kept),
            }
        )
        shutil.rmtree(data)
        step += 1


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
