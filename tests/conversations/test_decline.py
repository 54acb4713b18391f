"""Whether what was found answers."""

from dataclasses import replace

from conversations.decline import LEAST_ODDS, LEAST_WITHOUT, SIMILARITY, is_answerable, odds
from conversations.elsewhere import Strangeness
from conversations.question import ParsedQuestion
from index.chunk import chunks_of
from index.search import Hit
from small_standard import small_standard
from standards.model import Language

CHUNK = next(iter(chunks_of(small_standard())))


def test_what_has_no_everyday_phrasings_is_answered_from_with_less() -> None:
    parsed = ParsedQuestion("q", Language.EN, terms="q")
    strange = Strangeness(0.3, 0.0, 0.5)
    bare = Hit("0", 1.0, 1.0, 0.0, 0.5, replace(CHUNK, phrasings=""))
    lacking = (LEAST_ODDS + LEAST_WITHOUT) / 2 - odds(parsed, [bare], strange)
    bare = replace(bare, vector=lacking / SIMILARITY)
    phrased = replace(bare, chunk=replace(CHUNK, phrasings="x"))
    between = [
        LEAST_WITHOUT <= odds(parsed, [hit], strange) < LEAST_ODDS for hit in (bare, phrased)
    ]
    assert all(between)
    assert is_answerable(parsed, [bare], strange)
    assert not is_answerable(parsed, [phrased], strange)


def test_what_is_like_questions_that_are_answered_is_answered_sooner() -> None:
    parsed = ParsedQuestion("q", Language.EN, terms="q")
    hits = [Hit("0", 1.0, 1.0, 0.0, 0.5, CHUNK)]
    far, near = (odds(parsed, hits, Strangeness(0.3, 0.0, familiar)) for familiar in (0.2, 0.9))
    assert near > far
