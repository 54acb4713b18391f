"""What each idea is worth: figures on judged questions with parts of the retrieval taken away.

    python tests/benchmarks/ablation.py [QUESTIONS.jsonl]

`no renderings` is better than how a standard fares that somebody adds: the embedded model learned
from questions on the shipped ones. For such a standard see `index/embedded_model/README.md`.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from conversations.answering import matches  # noqa: E402  # the path must be set first
from conversations.ask import Assistant  # noqa: E402
from conversations.evaluate import Outcome, figures, read_judged  # noqa: E402
from index import fusion, search  # noqa: E402
from index.static_embedder import embedded  # noqa: E402
from standards.library import shipped  # noqa: E402
from standards.renderings import Renderings, renderings_of  # noqa: E402

QUESTIONS = ROOT / "tests" / "data" / "questions" / "development.jsonl"
SEARCHED = ("situation", "cross", "simplified", "typo")


def without(*parts: str) -> Callable[[str], Renderings]:
    """Renderings with some of their parts emptied."""

    def found(code: str) -> Renderings:
        whole = renderings_of(code)
        emptied: dict[str, object] = {}
        if "phrasings" in parts:
            emptied["phrasings"] = {}
        if "translations" in parts:
            emptied |= {"text": "", "title": "", "items": ()}
        return replace(
            whole,
            items={
                id_: replace(item, **emptied)  # type: ignore[arg-type]  # fields by name
                for id_, item in whole.items.items()
            },
        )

    return found


def measured(name: str, *changes: object) -> None:
    """Prints one row."""
    lines = Path(sys.argv[1] if len(sys.argv) > 1 else QUESTIONS).read_text(encoding="utf-8")
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        for change in changes:
            stack.enter_context(change)  # type: ignore[arg-type]  # every change is a patch
        index = search.Index.open(Path(folder), shipped(), embedded)
        assistant = Assistant(index, shipped())
        outcomes = [
            Outcome(one, assistant.answer(one.question, topic=assistant.after(one.history)).answer)
            for one in read_judged(lines.splitlines())
        ]
        index.close()
    for part, chosen in (
        ("all", outcomes),
        ("searched", [one for one in outcomes if one.judged.kind in SEARCHED]),
        ("cross", [one for one in outcomes if one.judged.kind == "cross"]),
    ):
        row = figures(chosen)
        print(
            f"{name:36} {part:9} any@5 {row.any_at_5:.3f}  first {row.first:.3f}"
            f"  MRR {row.mrr:.3f}  nDCG@10 {row.ndcg_at_10:.3f}"
        )


def weights(same: float, other: float) -> tuple[object, object]:
    """The vectors' weight within a language and across."""
    return (
        patch.object(fusion, "SAME_LANGUAGE", same),
        patch.object(fusion, "OTHER_LANGUAGE", other),
    )


def main() -> None:
    """Prints the table."""
    measured("as shipped")
    as_they_come = patch.object(matches, "ordered", lambda sources, question, hits: list(hits))
    measured("not put in order", as_they_come)
    measured("words alone", *weights(0, 0))
    measured("vectors alone", *weights(1e6, 1e6))
    measured("no phrasings", patch.object(search, "renderings_of", without("phrasings")))
    measured("no translations", patch.object(search, "renderings_of", without("translations")))
    bare = without("phrasings", "translations")
    measured("no renderings", patch.object(search, "renderings_of", bare))
    measured(
        "no renderings, not put in order",
        patch.object(search, "renderings_of", bare),
        as_they_come,
    )
    measured(
        "no renderings, words alone", patch.object(search, "renderings_of", bare), *weights(0, 0)
    )
    measured(
        "no renderings, vectors alone",
        patch.object(search, "renderings_of", bare),
        *weights(1e6, 1e6),
    )


if __name__ == "__main__":
    main()
