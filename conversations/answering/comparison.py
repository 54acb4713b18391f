"""Two standards side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from conversations import compose, say
from conversations import ways_of_asking as ways
from conversations.answer import Answer, AnswerKind, Group
from conversations.answering.build import as_hits, built, distinct, first, plain, topic_of
from conversations.answering.lists import inside, listed
from conversations.answering.order import ordered
from conversations.answering.places import place_named, place_told, said_of, speaks_of_a_part
from conversations.answering.quoting import OF_A_SIDE, quoted
from conversations.answering.sources import HELD, HITS_SHOWN, NO_CONTENT, Found, Sources
from conversations.answering.told import TITLED_PLACES, Told, likeliest
from conversations.atlas import Location
from conversations.compare import COMPARABLE, Comparison, common, compared, paired
from conversations.compose import place_name, words_of
from conversations.decline import share_of
from conversations.facets import IN_PLACES, KIND_OF, PLACES, Facet, kinds_of
from conversations.halves import Half, Reading
from conversations.language import Translator
from conversations.listing import section
from conversations.question import ParsedQuestion, weight_of
from conversations.sides import Side, side_asked
from conversations.topic import Topic
from index.fold import fold
from index.search import Hit, Query
from standards.model import Activity, ItemKind, Task

SAYS_LITTLE = 6
"""Beside two jobs that somebody goes from one to the other, no more than this is said of them."""
MAY_BE_FRAME = 3
"""A comparison with no more than this left to search for compares the standards as a whole."""
TOUCHED = 0.4
"""A standard says something of a subject if its best item holds this share of it,"""
ALIKE = 0.45
"""or says it in other words: the highest cosine of its best items with the subject is no less;"""
SURELY = 0.5
"""from here on it does even if no other one says anything."""
BEST = 3
"""So many items are its best."""
_MOSTLY = 0.6
"""Each of two places is named by so much of its title."""
_NAMED_IN = 4
"""Letters by which a place is at least named."""
TITLE_TOLD = 0.5
"""Each of two places is told of by words of which some title in its standard has such a cosine."""
_JOINTS = 6
"""So many words of a question are tried as what stands between the two: each costs two searches."""
_READ = 5
"""Hits among which the place is."""
GAP = (Facet.KNOWLEDGE, Facet.SKILLS, Facet.ATTITUDES)
COUNTED = frozenset({Facet.KNOWLEDGE, Facet.SKILLS})
"""Of whole standards that are compared; the others are quoted."""
TOLD_OF = COUNTED | {Facet.OUTPUTS, Facet.LEVEL, Facet.INDICATORS}
"""Of two places told of in other words than their titles, what may be asked for."""
_OF_HEADERS = {
    Facet.LEVEL,
    Facet.CREDIT,
    Facet.PREREQUISITES,
    Facet.VERSIONS,
    Facet.SECTOR,
    Facet.CODE,
}
"""What a standard says once, of itself."""


def _subject(parsed: ParsedQuestion) -> str:
    """What is left to search for without the words that compare."""
    said = parsed.terms
    for words in (ways.COMPARING, ways.COUNTERPART, ways.HAS_LESS):
        said = ways.pattern(words).sub(" ", said)
    for words in (ways.NOT, ways.ONLY, ways.SET_APART) if parsed.side else ():
        said = ways.pattern(words).sub(" ", said)
    for words in (ways.LEFT_OF_COMPARING, ways.OF_BOTH):
        said = ways.pattern(words).sub(" ", said)
    for words in (ways.NOT, ways.MOVE, ways.MOVING) if parsed.changing else ():
        said = ways.pattern(words).sub(" ", said)
    return said


def _said_of_subject(parsed: ParsedQuestion) -> str:
    """The subject in the words that it was spoken of, small ones and all."""
    said = parsed.nameless or fold(parsed.text)
    for words in (ways.COMPARING, ways.COUNTERPART, ways.HAS_LESS, ways.EACH_OF_TWO):
        said = ways.pattern(words).sub(" ", said)
    return " ".join((*said.split(), *parsed.called))


def _in_common(
    sources: Sources, parsed: ParsedQuestion, codes: Sequence[str], _: Translator
) -> Found | None:
    """What all of several standards list, of those that list anything of the kind."""
    facets = [facet for facet in parsed.facets if facet in COMPARABLE]
    if len(facets) != 1:
        return None
    standards = [
        sources.atlas.standards[code]
        for code in codes
        if section(sources.atlas, code, facets[0]).items
    ]
    if len(standards) < 2:
        return None
    found = common(standards, facets[0])
    names = [place_name(sources.atlas[standard.id], _) for standard in standards]
    none = [code for code in codes if code not in {standard.code for standard in standards}]
    lead = "\n".join(
        (
            say.in_common(names, len(found), _),
            *(say.lists_none(sources.atlas[code], facets[:1], _) for code in none),
        )
    )
    locations = [sources.atlas[id_] for ids in found for id_ in ids]
    if not locations:
        return plain(parsed, lead, AnswerKind.EMPTY), None
    return built(parsed, lead, locations, _), topic_of(locations)


def on_a_subject(
    sources: Sources,
    parsed: ParsedQuestion,
    _: Translator,
    kinds: frozenset[ItemKind] | None = None,
) -> Found | None:
    """What two standards, or more, say of one subject, a few items of each.

    `kinds`: the only ones that are asked for; then each must hold the subject in its own words.
    None where fewer than two of them say something. Of two one will do where it surely does, and
    for a kind and a short subject, since a comparison of all of that kind would say less.
    """
    if len(parsed.standards) < 2 or parsed.codes:
        return None
    ends = [sources.atlas[code] for code in parsed.standards]
    return _said_by_each(sources, parsed, ends, _, kinds)


def _said_by_each(
    sources: Sources,
    parsed: ParsedQuestion,
    ends: Sequence[Location],
    _: Translator,
    kinds: frozenset[ItemKind] | None = None,
) -> Found | None:
    """What each of several standards, or places, says of one subject."""
    words = _said_of_subject(parsed)
    said: list[list[Location]] = []
    saying: list[Location] = []
    found: list[Hit] = []
    asks_a_part = bool({*parsed.facets} & {*KIND_OF})
    surely = False
    subject = " ".join(_subject(parsed).split())
    for end in ends:
        of_place = None if end.kind is ItemKind.STANDARD else frozenset(inside(sources, end))
        code = frozenset({end.standard.code})
        scope = Query(words, parsed.language, code, kinds, of_place, about=subject)
        hits = sources.index.search(scope, HITS_SHOWN)
        telling = [hit for hit in hits if hit.chunk.kind is not ItemKind.STANDARD]
        if kinds:
            telling = [hit for hit in telling if share_of(hit, subject) >= HELD]
        best = ordered(sources, words, telling)
        alike = max((hit.vector for hit in best[:BEST]), default=0.0)
        if best and (telling[0].coverage >= TOUCHED or (not kinds and alike >= ALIKE)):
            chosen = quoted(sources, words, best, OF_A_SIDE)
            said.append([sources.atlas[hit.id] for hit in chosen])
            saying.append(end)
            surely = surely or (not asks_a_part and alike >= SURELY)
            found += telling
    one_will_do = surely or (kinds and weight_of(subject) <= MAY_BE_FRAME)
    if len(said) < (1 if one_will_do and len(ends) == 2 else 2):
        return None
    locations = distinct([location for each in said for location in each])
    names = [place_name(end, _) for end in saying]
    lead = say.on_a_subject(names, _) if len(said) > 1 else say.found_in(locations[0], _)
    answer = built(parsed, lead, locations, _)
    # The quotes stand by standard, the hits all together.
    together = ordered(sources, words, found)
    ranks = {hit.id: rank for rank, hit in enumerate(together)}
    best_first = sorted(locations, key=lambda location: ranks[location.element.id])
    return replace(answer, hits=first(best_first, together)), topic_of(locations)


def parts_told(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """「客服這一塊，貿易經理和跨境電商各要交什麼文件」: what each part told of lists.

    None where one of them has no such part, or what they share or lack is asked for.
    """
    if parsed.lacking or parsed.sharing or parsed.differing or not speaks_of_a_part(parsed):
        return None
    if COUNTED & {*parsed.facets}:
        # 「個資那塊各要懂什麼」: what to know says itself what it is about.
        return None
    each = [replace(parsed, standards=(code,), polar=False) for code in parsed.standards]
    places = [place for alone in each if (place := place_told(sources, alone))]
    if len(places) < 2 or len(places) < len(each):
        return None
    return listed(sources, parsed, places, _)


def side_by_side(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """Two standards side by side, or more of them one after the other.

    None where the question is about something in them.
    """
    if parsed.codes or len(parsed.places) == 2:
        return None
    of_header = bool(parsed.facets) and {*parsed.facets} <= _OF_HEADERS
    # Of what only a header says, nothing else is there to search for.
    subject = 0 if of_header else weight_of(_subject(parsed))
    if NO_CONTENT < subject <= MAY_BE_FRAME and not (parsed.facets or parsed.lacking):
        found = on_a_subject(sources, parsed, _)
        if found:
            return found
    if subject > NO_CONTENT and {*parsed.facets} & {*KIND_OF} and not parsed.lacking:
        # 「貿易經理和跨境要懂的法規一樣嗎」 compares what they list of that alone.
        kinds = kinds_of(parsed.facets)
        everyone = parsed.standards or (tuple(sources.atlas.standards) if parsed.about_all else ())
        found = on_a_subject(sources, replace(parsed, standards=everyone), _, kinds)
        if found and len(everyone) == 2 and len(_standards_in(found[0])) == 1:
            # What the one lists among its skills, the other may say in a note.
            found = on_a_subject(sources, replace(parsed, standards=everyone), _) or found
        if found:
            return found
    everywhere = parsed.about_all and parsed.sharing
    if everywhere:
        subject = min(subject, weight_of(parsed.asked_about))
    asks_for_all = parsed.lacking and (parsed.facets or subject <= SAYS_LITTLE)
    asks_for_all = asks_for_all or (
        everywhere and subject <= SAYS_LITTLE and parsed.facets and not parsed.items
    )
    if subject > MAY_BE_FRAME and not asks_for_all:
        return on_a_subject(sources, parsed, _)
    codes = parsed.standards
    if parsed.about_all and not codes:
        codes = tuple(sources.atlas.standards)
    if parsed.sharing and len(codes) > 2:
        shared = _in_common(sources, parsed, codes, _)
        if shared:
            return shared
    if len(codes) > 2 and not parsed.facets:
        return _each(sources, parsed, codes, _)
    if len(codes) == 2 and Facet.LEVEL in parsed.facets:
        answer, topic = listed(sources, parsed, codes, _)
        yes = _level_compares(parsed, *(sources.atlas.standards[code].level for code in codes))
        if yes is not None:
            answer = replace(answer, lead=say.yes_or_no(yes, answer.lead, _))
        return answer, topic
    if len(codes) > 2:
        return listed(sources, parsed, codes, _)
    if len(codes) != 2:
        return None
    if of_header:
        return listed(sources, parsed, codes, _)
    left, right = (sources.atlas.standards[code] for code in codes)
    named = [facet for facet in parsed.facets if facet in COMPARABLE]
    if parsed.facets and not named:
        return None
    facets = named or list(GAP if parsed.lacking else COMPARABLE)
    ends = (sources.atlas[left.id], sources.atlas[right.id])
    part = _part_lacking(sources, parsed, right.code) if subject > NO_CONTENT else None
    if part and not named:
        named = facets = [facet for facet in COMPARABLE if facet in COUNTED]
    if part:
        # 「轉跨境，物流方面還缺哪些知識」
        ends = (ends[0], part)
        pairs = [_paired(sources, *ends, facet) for facet in facets]
    else:
        pairs = [compared(left, right, facet) for facet in facets]
    if not named:
        pairs = [pair for pair in pairs if pair.both or pair.left or pair.right]
    wanted = compose.Wanted(
        whole=not named,
        both=not parsed.lacking,
        apart=not parsed.sharing,
        apart_first=parsed.differing,
        left=not parsed.lacking,
        counted=frozenset() if named or parsed.lacking else COUNTED,
    )
    lead, groups = compose.comparison(sources.atlas, *ends, pairs, wanted, _)
    if parsed.lacking and not named:
        entry = section(sources.atlas, right.id, Facet.PREREQUISITES)
        if entry.items:
            lead = "\n".join((lead, compose.listing_lead(sources.atlas, [entry], _)))
            groups = (*compose.section_groups(sources.atlas, entry, _), *groups)
    if parsed.lacking:
        none = [facet for facet in facets if not section(sources.atlas, left.id, facet).items]
        lead = "\n".join((lead, *((say.lists_none(ends[0], none, _),) if none else ())))
    after = Topic(codes, (), tuple(facets), compared=True, lacking=parsed.lacking)
    return _compared(parsed, lead, groups), after


def _standards_in(answer: Answer) -> set[str]:
    """The codes of the standards that an answer quotes."""
    return {quote.id.partition("/")[0] for quote in answer.citations}


def _part_lacking(sources: Sources, parsed: ParsedQuestion, code: str) -> Location | None:
    """The part of a job that somebody asks of what they lack for it."""
    if not parsed.lacking or not {*parsed.facets} <= COUNTED:
        return None
    subject = " ".join(_subject(parsed).split())
    facets = parsed.facets or tuple(COUNTED)
    alone = replace(parsed, facets=facets, standards=(code,), nameless=subject, terms=subject)
    told = place_told(sources, alone)
    return sources.atlas[told] if told else None


def asked_for(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """What a job asks for, of somebody whose own no standard is for: 「我做客服，想做跨境電商」.

    None where something else is asked of it.
    """
    if not {*parsed.facets} <= {*COMPARABLE}:
        return None
    facets = parsed.facets or (Facet.PREREQUISITES, *GAP)
    return listed(sources, replace(parsed, facets=facets), parsed.standards, _)


def _level_compares(parsed: ParsedQuestion, one: int | None, other: int | None) -> bool | None:
    """Whether the level named first is higher, lower or the same, as is asked; else None."""
    said = fold(parsed.text)
    if not parsed.polar or one is None or other is None:
        return None
    for words, holds in (
        (ways.HIGHER, one > other),
        (ways.LOWER, one < other),
        (ways.EQUAL, one == other),
    ):
        if ways.found(words, said):
            return holds
    return None


def _compared(parsed: ParsedQuestion, lead: str, groups: Sequence[Group]) -> Answer:
    ids = [quote.id for group in groups for quote in group.quotes]
    return Answer(
        parsed.text,
        parsed.language,
        answerable=bool(groups),
        kind=AnswerKind.QUOTED if groups else AnswerKind.EMPTY,
        lead=lead,
        groups=tuple(groups),
        hits=as_hits(ids),
    )


def _each(sources: Sources, parsed: ParsedQuestion, codes: Sequence[str], _: Translator) -> Found:
    """More than two standards: the level of each, and how much it lists."""
    standards = [sources.atlas[code] for code in codes]
    lead = "\n".join(
        say.level_and_figures(each, compose.figures(each.standard, COMPARABLE, _), _)
        for each in standards
    )
    return built(parsed, lead, standards, _), topic_of(standards)


def places_side_by_side(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """Two tasks or activities, of one standard (of each that has them) or of two.

    None where the question is about something else.
    """
    subject = weight_of(_subject(parsed)) > MAY_BE_FRAME
    if not (_two_by_itself(parsed) or (subject and sets_two(parsed))):
        told = None if place_named(sources, parsed) else _half_told(sources, parsed)
        return places_side_by_side(sources, told, _) if told else None
    parsed = _half_named(sources, parsed) or _half_told(sources, parsed) or parsed
    codes = (id_ for code in parsed.codes for id_ in code.ids)
    places = [sources.atlas[id_] for id_ in dict.fromkeys((*codes, *parsed.places))]
    if weight_of(_subject(parsed)) > MAY_BE_FRAME:
        two = len(places) == 2 and all(map(_is_place, places))
        return (
            _said_by_each(sources, parsed, places, _, kinds_of(parsed.facets) or None)
            if two
            else None
        )
    if len(places) == 2 and parsed.facets == (Facet.LEVEL,):
        return listed(sources, parsed, [place.element.id for place in places], _)
    if not all(map(_is_place, places)):
        return None
    of_one = {
        code: [place for place in places if place.standard.code == code]
        for code in dict.fromkeys(place.standard.code for place in places)
    }
    if len(of_one) == 1 and len(places) > 2 and parsed.sharing and len(parsed.facets) == 1:
        return _in_all_of(sources, parsed, places, _)
    each = [places] if len(places) == 2 else [two for two in of_one.values() if len(two) > 1]
    if not each or any(len(two) != 2 for two in each) or not {*parsed.facets} <= {*IN_PLACES}:
        return None
    leads: list[str] = []
    groups: list[Group] = []
    for left, right in each:
        ends = (left, right)
        pairs = [_paired(sources, left, right, facet) for facet in parsed.facets or IN_PLACES]
        # On a phone two tasks are told by their activities, two activities by what differs; how
        # much else there is, is counted, and can be asked for next.
        whole = not (parsed.facets or parsed.side or parsed.sharing)
        divided = whole and all(map(_is_divided, ends))
        by_number = frozenset(IN_PLACES[1:]) if divided else frozenset()
        # 「技能差在哪」 is told by what differs; what doesn't is counted.
        only_apart = parsed.differing and parsed.facets and any(p.left or p.right for p in pairs)
        one_side = parsed.side in (Side.FIRST, Side.SECOND)
        nothing_shared = not any(pair.both for pair in pairs)
        wanted = compose.Wanted(
            whole=not parsed.facets,
            both=not (parsed.side or only_apart),
            apart=not parsed.sharing or bool(parsed.side) or nothing_shared,
            left=not one_side,
            apart_first=parsed.differing,
            counted=by_number,
            shared_counted=by_number | COUNTED if whole else by_number,
            places=not (whole or one_side) and {*parsed.facets} <= COUNTED,
        )
        pairs = [pair for pair in pairs if pair.both or pair.left or pair.right]
        if not pairs:
            return None
        if parsed.side is Side.FIRST:
            ends = (right, left)
            pairs = [replace(pair, left=pair.right, right=pair.left) for pair in pairs]
        lead, found = compose.comparison(sources.atlas, *ends, pairs, wanted, _)
        leads.append(lead)
        groups += found
    answer = _compared(parsed, "\n".join(leads), groups)
    ids = tuple(place.element.id for place in places)
    return answer, Topic(tuple(of_one), ids, parsed.facets, shown=ids, compared=len(ids) == 2)


def _in_all_of(
    sources: Sources, parsed: ParsedQuestion, places: Sequence[Location], _: Translator
) -> Found:
    """What each of several places of one standard lists."""
    (facet,) = parsed.facets
    first, *others = (section(sources.atlas, place.element.id, facet).items for place in places)
    found = [sources.atlas[id_] for id_ in first if all(id_ in other for other in others)]
    lead = say.in_common([place_name(place, _) for place in places], len(found), _)
    if not found:
        return plain(parsed, lead, AnswerKind.EMPTY), None
    return built(parsed, lead, found, _), topic_of(found)


def items_side_by_side(sources: Sources, parsed: ParsedQuestion, _: Translator) -> Found | None:
    """Several items that are named by their titles: 「應對不確定性」和「應對不明狀況」.

    None where nothing is compared, or fewer are named.
    """
    named = [sources.atlas[id_] for id_ in parsed.items]
    if (
        not parsed.comparing
        or parsed.where
        or parsed.codes
        or len({words_of(one) for one in named}) < 2
    ):
        return None
    return built(parsed, say.looked_up(named, _), named, _), topic_of(named)


def _half_named(sources: Sources, parsed: ParsedQuestion) -> ParsedQuestion | None:
    """The question with the two places that it names by most of their titles.

    「訂單結案跟出貨作業」 are 訂單結案作業 and 完成出貨作業. None where it names others, or the two
    are not of one kind.
    """
    if parsed.codes or len(parsed.places) > 1 or len(parsed.standards) > 1:
        return None
    said = fold(parsed.text)
    best: tuple[float, tuple[str, ...], Side] = (_MOSTLY, (), Side.ALL)
    for joint in islice(ways.pattern(ways.BETWEEN).finditer(said), _JOINTS):
        halves = (said[: joint.start()], said[joint.end() :])
        (one, place), (other, beside) = (_place_in(sources, parsed, half) for half in halves)
        alike = place.rpartition("/")[2].count(".") == beside.rpartition("/")[2].count(".")
        if place != beside and alike and min(one, other) >= best[0]:
            spans = ((joint.start() - 1, joint.start()), (joint.end(), joint.end() + _NAMED_IN))
            best = (min(one, other), (place, beside), side_asked(said, *spans))
    return replace(parsed, places=best[1], side=best[2], terms="") if best[1] else None


def _half_told(sources: Sources, parsed: ParsedQuestion) -> ParsedQuestion | None:
    """The question with the two places that its words tell of: 「維護商品資料跟維護庫存數，知識
    差在哪」. None where they don't tell of two, or of what two places have."""
    asked = {*parsed.facets} - PLACES
    if not asked or not asked <= TOLD_OF or parsed.codes or len(parsed.places) > 1:
        return None
    left_out = parsed.negated or parsed.only or parsed.without
    if (left_out and not parsed.comparing) or ways.found(ways.EXCEPT, fold(parsed.text)):
        return None
    if parsed.polar and not (parsed.comparing or parsed.sharing or parsed.side):
        # Whether both need something is no question of all that they have.
        return None
    read = max(_readings(sources, parsed), key=_surely_two, default=None)
    if read is None or _surely_two(read) < TITLE_TOLD:
        return None
    told, reading = read
    one, other = told
    if one.task == other.task and not sets_two(parsed):
        # 「訂單跟出貨那邊要懂哪些知識」 tells of one task in two words.
        return None
    whole = Facet.LEVEL in asked or any(each.place == each.task for each in told)
    if whole and one.task != other.task:
        one, other = (each._replace(place=each.task) for each in told)
    if one.place == other.place:
        return None
    facets = tuple(facet for facet in parsed.facets if facet in asked)
    places = (one.place, other.place)
    return replace(
        parsed,
        facets=facets,
        places=places,
        items=(),
        terms="",
        halves=(),
        side=parsed.side or reading.side,
        lacking=False,
        comparing=True,
    )


def sets_two(parsed: ParsedQuestion) -> bool:
    """Whether two things are set side by side, or what each of them has is asked for."""
    return _two_by_itself(parsed) or ways.found(ways.EACH_OF_TWO, fold(parsed.text))


def _two_by_itself(parsed: ParsedQuestion) -> bool:
    """Whether it compares, whatever it names."""
    two = parsed.comparing or parsed.sharing or parsed.side or parsed.changing or parsed.per_task
    return bool(two)


def _readings(
    sources: Sources, parsed: ParsedQuestion
) -> Iterator[tuple[tuple[Told, Told], Reading]]:
    """What both halves tell of, in each reading."""
    for reading in parsed.halves:
        one, other = (_told_by(sources, parsed, half) for half in (reading.one, reading.other))
        if one and other and one.place != other.place:
            yield (one, other), reading


def _told_by(sources: Sources, parsed: ParsedQuestion, half: Half) -> Told | None:
    scope = frozenset({half.standard} if half.standard else parsed.standards) or None
    return likeliest(sources, parsed, Query(half.words, parsed.language, scope, about=half.words))


def _surely_two(read: tuple[tuple[Told, Told], Reading]) -> float:
    """How near the titles come to the words, of the two the less near."""
    return min(each.signs.cosine for each in read[0])


def _place_in(sources: Sources, parsed: ParsedQuestion, half: str) -> tuple[float, str]:
    """The task or activity most of whose title stands in this half, and how much of it does."""
    scope = frozenset(parsed.standards) or None
    hits = sources.index.search(Query(half, parsed.language, scope, TITLED_PLACES), _READ)
    shares = [(said_of(hit, half)[0], hit.id) for hit in hits]
    return max(shares, key=lambda each: each[0], default=(0.0, ""))


def _is_place(location: Location) -> bool:
    return isinstance(location.element, Task | Activity)


def _is_divided(place: Location) -> bool:
    """Whether it is a task that has activities."""
    return isinstance(place.element, Task) and bool(place.element.activities)


def _paired(sources: Sources, left: Location, right: Location, facet: Facet) -> Comparison:
    """What two places list, by the first line of each item."""
    ours, theirs = (
        [
            (id_, (compose.words_of(sources.atlas[id_]).splitlines()[0],))
            for id_ in section(sources.atlas, place.element.id, facet).items
            if facet is not Facet.ACTIVITIES or sources.atlas[id_].kind is ItemKind.ACTIVITY
        ]
        for place in (left, right)
    )
    return paired(facet, ours, theirs)
