"""Items, or none, become an answer."""

from collections.abc import Iterable, Sequence

from conversations import compose
from conversations.answer import Answer, AnswerKind, RankedHit
from conversations.answering.sources import HITS_SHOWN
from conversations.atlas import Location
from conversations.language import Translator
from conversations.question import ParsedQuestion
from conversations.topic import SHOWN, Topic
from index.search import Hit


def built(
    parsed: ParsedQuestion, lead: str, locations: Sequence[Location], _: Translator
) -> Answer:
    """Quotes of these items, in this order."""
    return Answer(
        parsed.text,
        parsed.language,
        answerable=True,
        lead=lead,
        groups=compose.grouped(locations, _),
        hits=as_hits([location.element.id for location in locations]),
    )


def plain(parsed: ParsedQuestion, lead: str, kind: AnswerKind = AnswerKind.DECLINED) -> Answer:
    """A line that quotes nothing."""
    return Answer(parsed.text, parsed.language, answerable=False, lead=lead, kind=kind)


def ranked(hits: Iterable[Hit]) -> tuple[RankedHit, ...]:
    """The hits as they are kept with an answer."""
    return tuple(RankedHit(hit.id, hit.score) for hit in hits)


def distinct(locations: Iterable[Location]) -> list[Location]:
    """Each of them once, where it stands first."""
    return list({location.element.id: location for location in locations}.values())


def first(locations: Iterable[Location], hits: Iterable[Hit | RankedHit]) -> tuple[RankedHit, ...]:
    """What is quoted stands first among the hits, as it does in the answer."""
    quoted = [location.element.id for location in locations]
    scores = {hit.id: hit.score for hit in hits}
    best = max(scores.values(), default=1.0)
    order = {id_: best + (len(quoted) - rank) * 1e-6 for rank, id_ in enumerate(quoted)}
    for id_, score in scores.items():
        order.setdefault(id_, score)
    return tuple(RankedHit(id_, score) for id_, score in order.items())[:HITS_SHOWN]


def as_hits(ids: Iterable[str]) -> tuple[RankedHit, ...]:
    """A list has an order and no scores: they fall from 1 by rank."""
    return tuple(
        RankedHit(item, 1 / rank) for rank, item in enumerate(dict.fromkeys(ids), start=1)
    )[:HITS_SHOWN]


def topic_of(locations: Sequence[Location]) -> Topic:
    """The standards and places that these items stand in, and the items as a list."""
    places = (location.activity or location.task for location in locations)
    return Topic(
        tuple(dict.fromkeys(location.standard.code for location in locations)),
        tuple(dict.fromkeys(place.id for place in places if place is not None)),
        shown=tuple(location.element.id for location in locations)[:SHOWN],
    )
