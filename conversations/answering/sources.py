"""What answers are made from, and what making one yields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conversations.answer import Answer
from conversations.atlas import Atlas
from conversations.elsewhere import Elsewhere, Strangeness
from conversations.known import Known
from conversations.topic import Topic
from index.search import Hit, Index, Query
from standards.model import Language

HITS_SHOWN = 20
"""How much of the ranked retrieval behind an answer is kept with it."""
NEAREST = 3
"""How many items are offered when the standards don't hold the answer."""
NO_CONTENT = 1
"""A question with no more than this left to search for asks for a list, not for a match."""
HELD = 0.6
"""An item holds what is asked for if it covers this share of the words left to search for."""

Found = tuple[Answer, Topic | None]
"""An answer, and what the conversation is about after it; None leaves that as it was."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The index to search in, the standards to quote from, what is asked of neither, and
    what was asked of them before."""

    index: Index
    atlas: Atlas
    elsewhere: Elsewhere
    known: Known
    rerank: Callable[[str, Language, list[Hit]], list[Hit]] | None = None
    """A second look at the best hits, for those who have set one up."""

    def strangeness(self, question: str, among: Sequence[Hit] | None = None) -> Strangeness:
        """How much it sounds like questions that no standard answers, and how little like others.

        `among`: where some of all items were searched for, what was found; only questions that
        these answer are familiar then, for something else may answer the others.
        """
        ids = None if among is None else [hit.id for hit in among]
        return self.elsewhere(question, self.known.nearness(question, ids))

    def search(self, query: Query, limit: int = HITS_SHOWN) -> list[Hit]:
        """The best hits, read again where there is a reader."""
        hits = self.index.search(query, limit)
        return self.rerank(query.text, query.language, hits) if self.rerank else hits
