"""Whether what was found answers the question.

A logistic blend of what tells answers from near misses; none of its signs decides alone (a cosine
alone least of all). The numbers come from `tests/benchmarks/calibrate_decline.py` on the judged
questions kept for development.
"""

from collections.abc import Sequence

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
SIMILARITY = 5.61
"""The best cosine of question and item."""
COVERAGE = 3.19
"""The best share of the question's content words that an item or its phrasings hold."""
OWN = 2.74
"""The best share that an item holds itself: a phrasing may share a word by chance."""
UNKNOWN_ROLE = -2.98
"""The question names an occupation that no loaded standard is for."""
UNRECORDED = -6.19
"""The question has words for what no standard records: pay, prices, dates."""
NEARNESS = -9.40
"""The mean cosine of the nearest questions that are known to be answered by no standard."""
WORDS = 1.42
"""Whether its words are those of such questions (below 0) or of everyday phrasings."""
FAMILIARITY = 5.14
"""The mean cosine of the nearest questions that are known to be answered."""
CONSTANT = -3.94
LEAST_ODDS = 1.2
"""From these log-odds on a question is answered; 2 % of the answerable ones that get here are
lost."""
LEAST_WITHOUT = -1.5
"""From these where the best item has no everyday phrasings, as in a standard that somebody added:
what has fewer words holds fewer of the question's. With one of the five made such, and a model that
never saw it, 3 % of the 89 questions that find it first are declined (at 1.2: 11 %), and of those
that nothing answers, but whose best item is one of it, 84 % (all)."""
LEAST_GOING_ON, LEAST_STAYING = 1.0, 0.25
"""From these where it goes on from the last answer, and where what answers it stands beside what
answered before: it says less, and mostly stays there. Of 788 follow-ups kept for development 14 are
declined, of 308 questions that nothing answers, each put after one of their conversations, 277."""


def odds(parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness) -> float:
    """Log-odds that `hits` answer the question, best first; more is surer."""
    weights = (SIMILARITY, COVERAGE, OWN, UNKNOWN_ROLE, UNRECORDED, NEARNESS, WORDS, FAMILIARITY)
    seen = signs(parsed, hits, strange)
    return CONSTANT + sum(weight * sign for weight, sign in zip(weights, seen, strict=True))


def signs(parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness) -> tuple[float, ...]:
    """The eight signs, in the order of their weights above."""
    best = hits[:BEST]
    return (
        max((hit.vector for hit in best), default=0.0),
        max((hit.coverage for hit in best), default=0.0),
        max((share_of(hit, parsed.terms) for hit in hits[:WIDER]), default=0.0),
        float(parsed.unknown_role),
        float(Facet.UNRECORDED in parsed.facets),
        strange.nearness,
        strange.words,
        strange.familiar,
    )


def is_answerable(
    parsed: ParsedQuestion, hits: Sequence[Hit], strange: Strangeness, *, staying: bool = False
) -> bool:
    """Whether the best hits carry enough of what was asked.

    `staying`: the best of them stands beside what answered last.
    """
    if not hits:
        return False
    least = LEAST_ODDS if hits[0].chunk.phrasings else LEAST_WITHOUT
    if parsed.continues:
        least = min(least, LEAST_STAYING if staying else LEAST_GOING_ON)
    return odds(parsed, hits, strange) >= least


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
