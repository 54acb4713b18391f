"""Whether what was found answers the question, and how much of it to quote.

A logistic blend of what tells answers from near misses; none of its signs decides alone (a cosine
alone least of all). The numbers come from `tests/benchmarks/calibrate_decline.py` on the judged
questions kept for development.
"""

from collections.abc import Callable, Sequence

from conversations.elsewhere import Strangeness
from conversations.facets import Facet
from conversations.question import ParsedQuestion
from index.chunk import Chunk
from index.search import Hit
from index.tokens import document_tokens, question_tokens

BEST = 3
"""The signs are read off this many of the best hits."""

WIDER = 5
"""And the share of its own words off this many."""

# One weight a sign, for the log-odds of an answer.
SIMILARITY = 7.24
"""The best cosine of question and item."""
COVERAGE = 4.75
"""The best share of the question's content words that an item or its phrasings hold."""
OWN = 2.72
"""The best share that an item holds itself: a phrasing may share a word by chance."""
UNKNOWN_ROLE = -3.12
"""The question names an occupation that no loaded standard is for."""
UNRECORDED = -6.57
"""The question has words for what no standard records: pay, prices, dates."""
NEARNESS = -7.56
"""The mean cosine of the nearest questions that are known to be answered by no standard."""
WORDS = 1.02
"""Whether its words are those of such questions (below 0) or of everyday phrasings."""
CONSTANT = -3.21
LEAST_ODDS = 0.74
"""From these log-odds on a question is answered; 4 % of the answerable ones that get here are
lost."""

QUOTED = 5
"""At most this many items are quoted for a question that asks for a match."""
NEAR_THE_BEST = 1.0
"""An item is quoted beside the best one if its score comes so near to it."""
QUOTED_TOGETHER = 8
"""How far down the hits one of the best one's own activity is looked for."""
BESIDE_THE_BEST = 2.0
"""It is quoted if its score comes so near: what answers a question mostly stands together.

The three gave the best F1 of citations on the judged questions kept for development, and do so in
a wide neighbourhood.
"""


def odds(parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness) -> float:
    """Log-odds that `hits` answer the question, best first; more is surer."""
    weights = (SIMILARITY, COVERAGE, OWN, UNKNOWN_ROLE, UNRECORDED, NEARNESS, WORDS)
    seen = signs(parsed, hits, strange)
    return CONSTANT + sum(weight * sign for weight, sign in zip(weights, seen, strict=True))


def signs(parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness) -> tuple[float, ...]:
    """The seven signs, in the order of their weights above."""
    best = hits[:BEST]
    return (
        max((hit.vector for hit in best), default=0.0),
        max((hit.coverage for hit in best), default=0.0),
        max((share_of(hit, parsed.terms) for hit in hits[:WIDER]), default=0.0),
        float(parsed.unknown_role),
        float(Facet.UNRECORDED in parsed.facets),
        strange.nearness,
        strange.words,
    )


def is_answerable(parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness) -> bool:
    """Whether the best hits carry enough of what was asked."""
    return bool(hits) and odds(parsed, hits, strange) >= LEAST_ODDS


def share_of(hit: Hit, terms: str) -> float:
    """The share of the words (of two characters and more) in `terms` that the item has itself.

    Unlike `Hit.coverage` without the everyday phrasings, in which any word may stand by chance.
    """
    return share_held(hit.chunk, terms)


def share_held(chunk: Chunk, terms: str) -> float:
    """`share_of`, of an item that was not searched for."""
    asked = {token for token in question_tokens(terms) if len(token) > 1}
    own = set(document_tokens(f"{chunk.title}\n{chunk.body}\n{chunk.rendering}"))
    held = asked & own
    starts = {token[0] for token in held if _is_pair(token)}
    ends = {token[1] for token in held if _is_pair(token)}
    # 品上 in 商品上架 goes across two words that are both there.
    asked -= {
        token
        for token in asked - held
        if _is_pair(token) and token[0] in ends and token[1] in starts
    }
    return len(held) / len(asked) if asked else 0.0


def _is_pair(token: str) -> bool:
    return len(token) == 2 and not token.isascii()


def selected(
    hits: Sequence[Hit], activity_of: Callable[[Hit], str | None] = lambda hit: None
) -> list[Hit]:
    """The hits worth quoting: the best, and those that come near it.

    Those of the best one's activity, by `activity_of`, need not come as near as others.
    """
    if not hits:
        return []
    best = hits[0].score
    activity = activity_of(hits[0])
    return [
        hit
        for rank, hit in enumerate(hits[:QUOTED_TOGETHER])
        if (rank < QUOTED and hit.score >= best - NEAR_THE_BEST)
        or (activity and activity_of(hit) == activity and hit.score >= best - BESIDE_THE_BEST)
    ]
