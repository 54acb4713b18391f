"""The other way round: which tasks and standards call for a knowledge or a skill."""

from conversations import say
from conversations.answering.build import built, topic_of
from conversations.answering.sources import HELD, HITS_SHOWN, Found, Sources
from conversations.decline import is_answerable, selected, share_of
from conversations.facets import KIND_OF, Facet
from conversations.language import Translator
from conversations.listing import needing
from conversations.question import ParsedQuestion
from index.search import Query

_CALLED_FOR = (Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)


def calling_for(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """The places that call for it, then the items themselves; None where nothing is called so."""
    asked = {KIND_OF[facet] for facet in parsed.facets if facet in _CALLED_FOR}
    content = frozenset(asked or {KIND_OF[Facet.KNOWLEDGE], KIND_OF[Facet.SKILLS]})
    matching = [
        id_
        for code in parsed.codes
        for id_ in code.ids
        if id_ in sources.atlas and sources.atlas[id_].kind in content
    ]
    if not matching:
        query = Query(parsed.terms, parsed.language, frozenset(parsed.standards) or None, content)
        hits = sources.index.search(query, HITS_SHOWN)
        shares = {hit.id: share_of(hit, parsed.terms) for hit in hits}
        matching = [id_ for id_, share in shares.items() if share >= HELD]
        if not matching and is_answerable(parsed, hits, sources.elsewhere(parsed.text)):
            matching = [hit.id for hit in selected(hits)]
    if not matching:
        return None
    places = needing(sources.atlas, matching)
    locations = [sources.atlas[item] for item in (*places, *matching)]
    lead = say.needed_by(len(places), _)
    answer = built(parsed, lead, locations, _)
    return answer, topic_of(locations[:1])
