"""The last answer gone on with: explained, in full, or with what else stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from conversations import say
from conversations.answer import AnswerKind
from conversations.answering.build import built, distinct, plain, topic_of
from conversations.answering.codes import notes_on
from conversations.answering.leaning import BY_TASK, closeness
from conversations.answering.lists import listed, members
from conversations.answering.sources import Found, Sources
from conversations.atlas import Location
from conversations.facets import KIND_OF, Facet
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion
from conversations.topic import SHOWN
from standards.model import Activity, ItemKind, Standard, Task

_PLACES = (ItemKind.TASK, ItemKind.ACTIVITY, ItemKind.ASSESSMENT)
_OF_A_STANDARD = (Facet.DESCRIPTION, Facet.LEVEL, Facet.TASKS, Facet.PREREQUISITES)


def named_to_explain(parsed: ParsedQuestion) -> tuple[str, ...]:
    """Ids of what a question itself names to be explained: 「第二個再說清楚一點」, explain T2.1."""
    if not parsed.explained or parsed.facets or parsed.comparing:
        return ()
    codes = tuple(id_ for code in parsed.codes for id_ in code.ids)
    return parsed.picked or codes or parsed.places


def onward(sources: Sources, parsed: ParsedQuestion, ids: Sequence[str], _: Translator) -> Found:
    """What these items say and what stands under them, or what else stands beside them."""
    locations = [sources.atlas[id_] for id_ in ids if id_ in sources.atlas]
    first = locations[0]
    if parsed.further:
        return _others(sources, parsed, locations, _)
    if isinstance(first.element, Standard):
        codes = tuple(each.element.id for each in locations if each.kind is ItemKind.STANDARD)
        whole = replace(parsed, facets=_OF_A_STANDARD, standards=codes)
        return listed(sources, whole, codes, _)
    # Of what was found by its words, what stands elsewhere was only near it.
    found = bool(parsed.subject)
    together = [each for each in locations if not found or closeness(each, [first]) >= BY_TASK]
    places = [each for each in together if each.kind in _PLACES]
    if parsed.explained and first.kind in _PLACES:
        return _opened(sources, parsed, places, _)
    told = together if parsed.explained else [one for one in together if one not in places]
    told = told or together
    said = [*told, *notes_on(sources, told)]
    topic = replace(topic_of(together), subject=parsed.subject)
    return built(parsed, say.looked_up(told, _), said, _), topic


def _opened(
    sources: Sources, parsed: ParsedQuestion, places: Sequence[Location], _: Translator
) -> Found:
    """Places with all that stands under them; of several only what stands right under each."""
    outer = [each for each in places if not any(_under(each, other) for other in places)]
    found: list[Location] = []
    for place in outer:
        found += [place, *(_whole(sources, place) if len(outer) == 1 else members(sources, place))]
    each = distinct(found)[:SHOWN]
    lead = "\n".join(say.consists_of(place, _) for place in outer)
    under = tuple(one.element.id for one in each if one not in outer)
    return built(parsed, lead, each, _), replace(topic_of(outer), shown=under)


def _under(one: Location, other: Location) -> bool:
    return one is not other and one.task is other.element


def _whole(sources: Sources, place: Location) -> list[Location]:
    """Activities with their outputs and indicators; of other places their members."""
    match place.element:
        case Activity(outputs=outputs, indicators=indicators):
            made = [sources.atlas[output.id] for output in outputs]
            return [*made, *(sources.atlas[indicator.id] for indicator in indicators)]
        case Task(activities=[_, *_]):
            return [
                part
                for activity in members(sources, place)
                for part in (activity, *_whole(sources, activity))
            ]
        case _:
            return members(sources, place)


def _others(
    sources: Sources, parsed: ParsedQuestion, quoted: Sequence[Location], _: Translator
) -> Found:
    """What stands beside the items that were found, in the narrowest place that holds more."""
    seen = {*parsed.subject, *(each.element.id for each in quoted)}
    for place in _around(sources, quoted) if parsed.subject else ():
        others = [each for each in place if each.element.id not in seen]
        if others:
            told = tuple(each.element.id for each in others)
            topic = replace(topic_of(others[:1]), subject=(*parsed.subject, *told)[:SHOWN])
            return built(parsed, say.found_in(others[0], _), others[:SHOWN], _), topic
    return plain(parsed, say.that_is_all(_), AnswerKind.EMPTY), None


def _around(sources: Sources, quoted: Sequence[Location]) -> Iterator[list[Location]]:
    """What stands around each of the items, the narrowest places first."""
    for narrow in (True, False):
        for one in quoted:
            place = one.activity if narrow and one.activity else one.task
            if place is not None and place is not one.element:
                yield _whole(sources, sources.atlas[place.id])
    for one in quoted:
        facet = next((facet for facet, kind in KIND_OF.items() if kind is one.kind), None)
        if facet is not None:
            ids = section(sources.atlas, one.standard.code, facet).items
            yield [sources.atlas[id_] for id_ in ids]
