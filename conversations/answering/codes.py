"""Items named by their codes."""

from collections.abc import Sequence
from dataclasses import replace

from conversations import compose, say
from conversations.answer import Answer
from conversations.answering.build import built, plain, topic_of
from conversations.answering.lists import inside, listed, opened
from conversations.answering.matches import searched
from conversations.answering.places import titles_of
from conversations.answering.sources import NEAREST, NO_CONTENT, Found, Sources
from conversations.atlas import Location
from conversations.facets import Facet
from conversations.language import Translator
from conversations.pointing import ELLIPTIC
from conversations.question import ParsedQuestion, weight_of
from conversations.spoken_codes import is_typed
from index.fold import fold
from index.lookup import CodeMention
from standards.model import Assessment, Indicator, ItemKind, Output
from standards.versions import base_and_version

_CALLED_FOR = {Facet.KNOWLEDGE, Facet.SKILLS, Facet.LEVEL}


def by_code(parsed: ParsedQuestion) -> ParsedQuestion:
    """The question asked of the places that it names as if it named them by their codes."""
    if parsed.codes:
        return parsed
    codes = tuple(map(CodeMention.of, parsed.places))
    return replace(parsed, codes=codes, facets=(), places=(), listing=False, counting=False)


def about_codes(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found:
    """The items themselves, a list of what they hold, or what matches best inside them."""
    known = [sources.atlas[item] for code in parsed.codes for item in code.ids]
    if not known:
        printed = parsed.codes[0].printed
        mentioning = [
            sources.atlas[chunk.id]
            for chunk in sources.index.chunks
            if printed in chunk.body or printed in chunk.title
        ]
        if mentioning and parsed.codes[0].names_standard:
            return _quoted(sources, parsed, mentioning[:1], _)
        where = [sources.atlas[code] for code in parsed.standards]
        unknown = plain(parsed, say.unknown_code(printed, where, _))
        near = _neighbours(sources, printed, parsed.standards)
        return replace(unknown, nearest=compose.grouped(near, _)), None
    absent = next((c.printed for c in parsed.codes if c.names_standard and not c.ids), None)
    if absent is not None and not parsed.standards:
        return _of_none(parsed, absent, known, _), None
    places = [location for location in known if location.kind in (ItemKind.TASK, ItemKind.ACTIVITY)]
    called = [place for place in places if _is_called(sources, place, parsed.terms)]
    if len(parsed.codes) == 1 and len(called) == 1:
        # 「規劃推廣活動 T3.1」: of those of this code, the one of this title.
        known = places = called
        parsed = replace(parsed, terms="")
    if places and parsed.facets == (Facet.DESCRIPTION,):
        return opened(sources, replace(parsed, places=tuple(p.element.id for p in places)), _)
    if places and (parsed.facets or parsed.counting):
        return listed(sources, parsed, [place.element.id for place in places], _)
    if places and len(places) == len(known):
        by_number = not any(map(is_typed, parsed.codes)) and parsed.weight <= NO_CONTENT
        if (parsed.listing or parsed.comparing or by_number) and not parsed.facets:
            ids = tuple(place.element.id for place in places)
            answer, topic = opened(sources, replace(parsed, places=ids), _)
            if by_number and topic and not parsed.listing:
                # 「第四個呢」 after 「第二個任務」 is another task.
                topic = replace(topic, shown=ids)
            return answer, topic
        if parsed.weight > NO_CONTENT:
            within = frozenset(i for place in places for i in inside(sources, place))
            answer, topic = searched(sources, parsed, _, within=within)
            if answer.answerable:
                return answer, topic
    if all(isinstance(location.element, Assessment) for location in known):
        return opened(sources, replace(parsed, places=tuple(p.element.id for p in known)), _)
    if parsed.polar and len(places) == 1 and not parsed.weight:
        found = _whether_it_lists(sources, parsed, places[0], known, _)
        if found:
            return found
    around = [location.activity or location.task for location in known]
    done = all(isinstance(location.element, Indicator | Output) for location in known)
    if done and parsed.facets and {*parsed.facets} <= _CALLED_FOR:
        # 「P2.1.1 需要什麼知識」: what the activity it stands in calls for.
        ids = tuple(dict.fromkeys(place.id for place in around if place is not None))
        if ids:
            return listed(sources, parsed, ids, _)
    answer, topic = _quoted(sources, parsed, known, _)
    missing = [code.printed for code in parsed.codes if not code.ids]
    if missing:
        said = [
            say.unknown_code(code, [sources.atlas[c] for c in parsed.standards], _)
            for code in missing
        ]
        answer = replace(answer, lead="\n".join((answer.lead, *said)))
    return answer, topic


def _is_called(sources: Sources, place: Location, terms: str) -> bool:
    """Whether these words, and enough of them, stand in the title, in either language."""
    said = fold(terms)
    enough = len(said.split()) > 1 if said.isascii() else weight_of(said) > ELLIPTIC
    chunk = sources.index.chunk(place.element.id)
    return enough and any(_joined(said) in _joined(fold(title)) for title in titles_of(chunk))


def _joined(words: str) -> str:
    return "".join(words.split())


def _of_none(
    parsed: ParsedQuestion, absent: str, known: Sequence[Location], _: Translator
) -> Answer:
    """Items asked for of a standard that isn't loaded: not answered from others, but they are near.

    Those of another version of it come first.
    """
    base = base_and_version(absent)[0]
    near = sorted(known, key=lambda one: base_and_version(one.standard.code)[0] != base)
    unknown = plain(parsed, say.unknown_code(absent, (), _))
    return replace(unknown, nearest=compose.grouped(near[:NEAREST], _))


def _quoted(
    sources: Sources, parsed: ParsedQuestion, locations: Sequence[Location], _: Translator
) -> Found:
    lead = say.looked_up(locations, _)
    locations = [*locations, *notes_on(sources, locations)]
    topic = topic_of(locations)
    codes = tuple(code.printed for code in parsed.codes)
    return built(parsed, lead, locations, _), replace(topic, codes=codes)


def _whether_it_lists(
    sources: Sources,
    parsed: ParsedQuestion,
    place: Location,
    known: Sequence[Location],
    _: Translator,
) -> Found | None:
    """「T2 需要 K11 嗎」: yes or no, with what was asked; None where it has a part of them."""
    items = [location for location in known if location is not place]
    held = {*inside(sources, place)}
    listed_there = {item.element.id in held for item in items}
    if len(listed_there) != 1 or any(item.standard is not place.standard for item in items):
        return None
    (yes,) = listed_there
    said = say.calls_for(place, items, _) if yes else say.calls_for_none(place, items, _)
    answer = built(parsed, say.yes_or_no(yes, said, _), [place, *items], _)
    return answer, topic_of([place, *items])


def notes_on(sources: Sources, locations: Sequence[Location]) -> list[Location]:
    """The notes that the items themselves refer to, each once."""
    ids = (
        note
        for location in locations
        if isinstance(location.element, Indicator)
        for note in location.element.notes
    )
    return [sources.atlas[note] for note in dict.fromkeys(ids)]


def _neighbours(sources: Sources, printed: str, standards: Sequence[str]) -> list[Location]:
    """Items that a code which nobody prints is near to: what it would stand under, or beside.

    P1.1.99 is near T1.1, K99 near the last K.
    """
    letter, number = printed[:1].upper(), printed[1:].rpartition(".")[0]
    codes = {f"T{number}", f"E{number}", f"R{number}"} if number else set()
    alike = [
        sources.atlas[chunk.id]
        for chunk in sources.index.chunks
        if (not standards or chunk.standard in standards)
        and (chunk.code in codes if codes else chunk.code[:1] == letter)
        and chunk.kind is not ItemKind.STANDARD
    ]
    return alike[:NEAREST] if codes else alike[-NEAREST:]
