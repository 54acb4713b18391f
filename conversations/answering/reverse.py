"""The other way round: which tasks and standards call for a knowledge or a skill."""

from collections.abc import Iterable, Sequence

from conversations import say
from conversations import ways_of_asking as ways
from conversations.answering.build import built, distinct, topic_of
from conversations.answering.order import ordered
from conversations.answering.quoting import quoted
from conversations.answering.sources import HELD, HITS_SHOWN, Found, Sources
from conversations.atlas import Location
from conversations.decline import is_answerable, share_held, share_of
from conversations.facets import KIND_OF, Facet
from conversations.language import Translator
from conversations.listing import needing
from conversations.question import ParsedQuestion
from index.chunk import Chunk
from index.fold import fold
from index.search import Hit, Query
from index.tokens import document_tokens, question_tokens
from standards.model import ItemKind

CALLED_FOR = (Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
_CALLED_FOR = frozenset(KIND_OF[facet] for facet in CALLED_FOR)
TO_BE_ABLE = frozenset({ItemKind.KNOWLEDGE, ItemKind.SKILL})
"""To know is to be able to."""
_MADE_IN_A_PLACE = frozenset({ItemKind.OUTPUT, ItemKind.INDICATOR})
SAID = 0.5
"""An item is as good as named if so much of its title is said."""
NEAR_ENOUGH = 0.4
"""The best cosine of what to know, or be able to do, is no less where none holds the subject: what
is asked for, 「哪份提到退貨」, may be work."""
SAME_SUBJECT = 0.3
"""An item that holds the words holds them by chance (excel in excellent) if its score doesn't reach
this share of the best one's."""


def calling_for(
    sources: Sources, parsed: ParsedQuestion, _: Translator, *, outright: bool = False
) -> Found | None:
    """The places that call for it, then the items themselves; None where nothing is called so.

    `outright`: only of what is named by its code or by nearly its title.
    """
    asked = {KIND_OF[facet] for facet in parsed.facets if facet in CALLED_FOR}
    any_kind = not asked
    if any_kind or parsed.who:
        # 「誰要懂統計」 says 懂 of whatever one is able to do.
        asked |= TO_BE_ABLE
    named = _named(sources, parsed)
    made = [id_ for id_ in named if sources.atlas[id_].kind in _MADE_IN_A_PLACE]
    if made:
        return _standing_in(sources, parsed, made, _)
    matching = [id_ for id_ in named if sources.atlas[id_].kind in _CALLED_FOR]
    if outright or (matching and not parsed.codes):
        # 自我管理 is an attitude of one standard, and 自我管理技能 a skill of another.
        matching = list(dict.fromkeys((*matching, *nearly_titled(sources, parsed))))
    elif not matching:
        matching, surely = _holding(sources, parsed, frozenset(asked))
        if not matching and asked <= TO_BE_ABLE:
            # 「哪個工作要會算運費」 may be a matter of knowledge.
            matching, surely = _holding(sources, parsed, TO_BE_ABLE)
        if any_kind and not surely:
            attitudes, surely = _holding(sources, parsed, frozenset({ItemKind.ATTITUDE}))
            matching = attitudes if surely else matching
        elif any_kind:
            matching += nearly_titled(sources, parsed, (Facet.ATTITUDES,))
        standing = [] if surely else _saying(sources, parsed)
        if standing:
            return _standing_in(sources, parsed, standing, _)
    if not matching:
        return None
    if parsed.mentioning:
        locations = [sources.atlas[item] for item in matching]
        return built(parsed, say.mentioned_by(locations, _), locations, _), topic_of(locations)
    places = needing(sources.atlas, matching)
    # An attitude is asked of a whole standard, whose name stands over it.
    of_whole = {sources.atlas[item].kind for item in matching} == {ItemKind.ATTITUDE}
    shown = matching if of_whole else (*places, *matching)
    locations = [sources.atlas[item] for item in shown]
    lead = say.needed_by(len(places), _)
    if parsed.polar and ways.found(ways.EVERY_PLACE, fold(parsed.text)):
        lead = say.yes_or_no(_everywhere(sources, places), lead, _)
    answer = built(parsed, lead, locations, _)
    return answer, topic_of(locations[:1])


def _named(sources: Sources, parsed: ParsedQuestion) -> list[str]:
    """The items that its codes name, or their titles where it has no code.

    Of a code that several standards print, those whose own words are said beside it (K06
    行銷學基礎), all of them where nothing is.
    """
    ids = {id_ for code in parsed.codes for id_ in code.ids if id_ in sources.atlas}
    shares = {
        chunk.id: share_held(chunk, parsed.terms)
        for chunk in sources.index.chunks
        if chunk.id in ids
    }
    named: list[str] = [] if parsed.codes else [*parsed.items]
    for code in parsed.codes:
        known = [id_ for id_ in code.ids if id_ in shares]
        named += [id_ for id_ in known if shares[id_] >= HELD] or known
    return named


def _standing_in(
    sources: Sources, parsed: ParsedQuestion, ids: Sequence[str], _: Translator
) -> Found:
    """Outputs and indicators, each with the activity that it stands in; one alone with the task,
    too."""
    items = [sources.atlas[id_] for id_ in ids]
    around = 1 if len(items) > 1 else 2
    together = (part for item in items for part in (item, *places_of(sources, item)[:around]))
    shown = distinct(together)
    lead = say.found_in(items[0], _) if len(items) == 1 else say.looked_up(items, _)
    return built(parsed, lead, shown, _), topic_of(items)


def places_of(sources: Sources, item: Location) -> list[Location]:
    """The tasks and activities that call for a knowledge or a skill, or that anything else stands
    in, the innermost first."""
    if item.kind in _CALLED_FOR:
        return [sources.atlas[id_] for id_ in needing(sources.atlas, [item.element.id])]
    return [sources.atlas[place.id] for place in (item.activity, item.task) if place is not None]


def asks_where(parsed: ParsedQuestion) -> bool:
    """Whether the places themselves are asked for, and not when or in which steps."""
    return parsed.where and not ways.found(ways.WHEN_OR_HOW, fold(parsed.text))


def _everywhere(sources: Sources, places: Sequence[str]) -> bool:
    """Whether these places are all the tasks, or activities, of the standards they stand in."""
    held = {task.id for place in places for task in sources.atlas[place].tasks}
    standards = {sources.atlas[place].standard.code for place in places}
    alike = {sources.atlas[place].kind for place in places}
    parts = [
        part.id
        for code in standards
        for task in sources.atlas.standards[code].tasks
        for part in (task.activities if alike == {ItemKind.ACTIVITY} else (task,))
    ]
    return all(part in held or part in places for part in parts)


def _subject(parsed: ParsedQuestion) -> str:
    """What is left to search for without the words that ask where."""
    return " ".join(ways.pattern(ways.AROUND_PLACES).sub(" ", parsed.terms).split())


def nearly_titled(
    sources: Sources, parsed: ParsedQuestion, facets: Sequence[Facet] = CALLED_FOR
) -> list[str]:
    """The items that hold all that is asked for and say little else."""
    scope = frozenset(parsed.standards) or None
    kinds = frozenset(KIND_OF[facet] for facet in facets)
    subject = _subject(parsed)
    hits = sources.index.search(Query(subject, parsed.language, scope, kinds), HITS_SHOWN)
    return [
        hit.id
        for hit in hits
        if share_of(hit, subject) == 1.0 and share_said(hit.chunk, subject) >= SAID
    ]


def _holding(
    sources: Sources, parsed: ParsedQuestion, kinds: frozenset[ItemKind]
) -> tuple[list[str], bool]:
    """Every item of these kinds that holds what is asked for, else those that come nearest; and
    whether they hold all of it."""
    scope = frozenset(parsed.standards) or None
    nearest: list[Hit] = []
    found: dict[str, None] = {}
    surely = False
    subject = _subject(parsed) or parsed.terms
    for terms in _said_otherwise(subject):
        hits = sources.index.search(Query(terms, parsed.language, scope, kinds), HITS_SHOWN)
        whole = [hit for hit in hits if share_of(hit, terms) == 1.0]
        partly = [hit for hit in hits if share_of(hit, terms) >= HELD]
        held = whole or (partly if terms == subject else [])
        surely = surely or bool(whole)
        found |= {hit.id: None for hit in held if hit.score >= SAME_SUBJECT * hits[0].score}
        nearest = nearest or hits
    near = max((hit.vector for hit in nearest), default=0.0) >= NEAR_ENOUGH
    if (
        not found
        and near
        and is_answerable(parsed, nearest, sources.strangeness(parsed.text, nearest))
    ):
        best = ordered(sources, parsed.text, nearest)
        return [hit.id for hit in quoted(sources, parsed.text, best)], False
    return list(found), surely


def _saying(sources: Sources, parsed: ParsedQuestion) -> list[str]:
    """The outputs and indicators that hold all that is asked for: 「誰會用到 EDI」."""
    scope = frozenset(parsed.standards) or None
    subject = _subject(parsed) or parsed.terms
    hits = sources.index.search(
        Query(subject, parsed.language, scope, _MADE_IN_A_PLACE), HITS_SHOWN
    )
    return [hit.id for hit in hits if share_of(hit, subject) == 1.0]


def share_said(chunk: Chunk, terms: str) -> float:
    """The share of the words of a title, or of its rendering, that stand in `terms`."""
    said = {*question_tokens(terms)}
    titles = (chunk.title, chunk.rendering.partition("\n")[0])
    return max(len(said & words) / len(words) for words in map(_words, titles) if words)


def _words(title: str) -> set[str]:
    return {token for token in document_tokens(title) if len(token) > 1}


def _said_otherwise(terms: str) -> Iterable[str]:
    """The words as said, and without what only says that they name a subject."""
    yield terms
    subject = ways.pattern(ways.SUBJECT).sub("", terms)
    if subject != terms:
        yield subject
