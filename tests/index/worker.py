"""A process of its own that opens an index, searches, and says what it saw as JSON.

worker.py FOLDER COUNT [REPEATS [COMPARED]]: an index of COUNT small standards; with REPEATS, it
goes back and forth between COUNT and COUNT + 1 standards that many times. Of more chunks than
COMPARED, Chroma is asked for the nearest.
"""

import json
import logging
import sys
from pathlib import Path

from index import search
from index.search import Index, Query
from small_standard import small_standard
from standards.model import Language
from word_embedder import WordEmbedder


def main(folder: Path, count: int, repeats: int = 0, compared: int = 5) -> None:
    search.COMPARED = compared
    model = WordEmbedder()
    standards = [small_standard(f"ABC{i:04}-001v1", f"第{i}號人員") for i in range(count + 1)]
    index = Index.open(folder, standards[:count], lambda: model)
    imported = _imported()
    for i in range(repeats):
        index.update(standards[: count + (i + 1) % 2])
    index.search(Query("退貨", Language.ZH_HANT), limit=3)
    hits = index.search(Query("退貨紀錄表", Language.ZH_HANT), limit=1_000)
    index.close()
    seen = {
        "hits": len(hits),
        "best": hits[0].chunk.title,
        "embedded": len(model.embedded),
        "imported": imported,
        "imported_to_search": _imported(),
    }
    sys.stdout.write(json.dumps(seen) + "\n")


def _imported() -> list[str]:
    return sorted({"chromadb", "bm25s", "torch"} & sys.modules.keys())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
