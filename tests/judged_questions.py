"""What numbers are fitted on: the judged questions kept for development, and who answers them."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conversations.ask import Assistant
from conversations.evaluate import JudgedQuestion, read_judged
from index.search import Index
from index.static_embedder import embedded
from standards.library import shipped

QUESTIONS = Path(__file__).parent / "data" / "questions"
FILES = (
    "development.jsonl",
    "unanswerable.jsonl",
    "structured.jsonl",
    "further.jsonl",
    "later.jsonl",
    "conversations.jsonl",
    "side_by_side.jsonl",
    "turns.jsonl",
    "exchanges.jsonl",
    "ordinary.jsonl",
    "colleagues.jsonl",
    "everyday.jsonl",
    "daily.jsonl",
    "going_on.jsonl",
    "chats.jsonl",
    "nine_kinds.jsonl",
)


def kept_for_development() -> list[JudgedQuestion]:
    """Every judged question that may be looked at."""
    return read_judged(
        line
        for name in FILES
        for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines()
    )


def measured() -> Iterator[str]:
    """Every question that answers are measured on, also those kept aside."""
    for file in QUESTIONS.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["question"]


def each_answered(noted: list[Any]) -> Iterator[JudgedQuestion]:
    """Asks them one by one; `noted` holds what was noted while the one at hand was answered."""
    with answering() as assistant:
        for judged in kept_for_development():
            topic = assistant.after(judged.history)
            noted.clear()
            assistant.answer(judged.question, topic=topic)
            yield judged


@contextmanager
def answering() -> Iterator[Assistant]:
    """Over the shipped standards, in an index of its own."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        yield Assistant(Index.open(Path(folder), shipped(), embedded), shipped())
