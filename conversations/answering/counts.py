"""Which standard, or which task of one, lists the most or the fewest of something."""

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answering.build import built, topic_of
from conversations.answering.sources import NO_CONTENT, Found, Sources
from conversations.facets import KIND_OF, Facet
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion, weight_of
from index.fold import fold
from standards.model import Activity, Task


def with_most(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """The places with the most or the fewest, then the others with their numbers.

    None where the question asks for something else.
    """
    facets = [facet for facet in parsed.facets if facet is not Facet.STANDARDS]
    said = parsed.terms
    for words in (ways.MOST, ways.FEWEST):
        said = ways.pattern(words).sub(" ", said)
    asked = parsed.count_of and len(facets) == 1 and facets[0] in KIND_OF
    ids = dict.fromkeys((*(id_ for code in parsed.codes for id_ in code.ids), *parsed.places))
    named = [sources.atlas[id_] for id_ in ids]
    if not asked or weight_of(said) > NO_CONTENT:
        return None
    if named and (len(named) < 2 or not all(isinstance(n.element, Task | Activity) for n in named)):
        return None
    (facet,) = facets
    standards = [sources.atlas.standards[code] for code in parsed.standards]
    if named:
        places = [place.element.id for place in named]
    elif len(standards) == 1:
        in_tasks = facet is not Facet.TASKS and ways.found(ways.TASK, fold(parsed.text))
        places = [task.id for task in standards[0].tasks] if in_tasks else []
    else:
        places = [each.id for each in standards or sources.atlas.standards.values()]
    counts = {place: len(section(sources.atlas, place, facet).items) for place in places}
    if parsed.count_of == "fewest":
        # What lists none is not asked for.
        counts = {place: count for place, count in counts.items() if count}
    if len(counts) < 2:
        return None
    end = (max if parsed.count_of == "most" else min)(counts.values())
    ordered = sorted(counts, key=lambda place: abs(counts[place] - end))
    lines = [
        say.lists(
            sources.atlas[place],
            compose.counted(facet, counts[place], sources.atlas[place].standard, _),
            _,
        )
        for place in ordered
        if counts[place]
    ]
    found = [sources.atlas[place] for place in ordered if counts[place]]
    lead = "\n".join((say.most(_) if parsed.count_of == "most" else say.fewest(_), *lines))
    return built(parsed, lead, found, _), topic_of(found)
