"""The assistant of the standards in force now, whoever changed them meanwhile."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from threading import Lock

from conversations.ask import Asked, Assistant
from index.errors import IndexFailure
from index.reranker import Reranker
from index.search import Index
from standards.model import Language, Standard

_log = logging.getLogger(__name__)


class CurrentAssistant:
    """Asks an `Assistant` that is made anew, with its index, once the standards have changed.

    `standards` gives those in force. While the index can't follow, what was in force before is
    answered from.
    """

    def __init__(
        self,
        index: Index,
        standards: Callable[[], Sequence[Standard]],
        reranker: Callable[[], Reranker] | None = None,
    ) -> None:
        self._index = index
        self._standards = standards
        self._reranker = reranker
        self._changing = Lock()
        self._held: Sequence[Standard] = standards()
        self._assistant = Assistant(index, self._held, reranker=reranker)

    async def ask(
        self, question: str, language: Language | None = None, topic: str | None = None
    ) -> Asked:
        """Answers off the event loop. `topic` is what the last answer's `topic` was."""
        return await asyncio.to_thread(self._answer, question, language, topic)

    def warm(self) -> None:
        """Loads in advance what later questions would have to wait for."""
        self._assistant.warm()

    def follow(self) -> None:
        """Takes up the standards in force; does nothing where they are those it has."""
        now = self._standards()
        if _same(now, self._held):
            return
        with self._changing:
            now = self._standards()
            if _same(now, self._held):
                return
            try:
                self._index.update(now)
            except IndexFailure:
                _log.exception("The index could not follow the standards and will be tried again")
                return
            self._assistant = Assistant(self._index, now, reranker=self._reranker)
            self._held = now

    def _answer(self, question: str, language: Language | None, topic: str | None) -> Asked:
        self.follow()
        return self._assistant.answer(question, language, topic)


def _same(one: Sequence[Standard], other: Sequence[Standard]) -> bool:
    """Whether they are the very same; comparing them word for word would take too long."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
