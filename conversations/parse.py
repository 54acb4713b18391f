"""Takes a question apart."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from conversations import ways_of_asking as ways
from conversations.amounts import amount_in
from conversations.facets import (
    KIND_OF,
    PLACES,
    Facet,
    FacetMention,
    asks_for_a_count,
    counts_in,
    facets_in,
)
from conversations.follow_up import said_again, with_topic
from conversations.halves import halves
from conversations.hearing import Form, Heard, Wanted, heard
from conversations.names import NameMention, Names
from conversations.pointing import is_task, nth_in
from conversations.question import ParsedQuestion, weight_of
from conversations.sides import Side, aimed_at, nearest, side_asked
from conversations.small_talk import SmallTalk, small_talk_in
from conversations.spoken_codes import (
    in_a_range,
    level_in,
    numbered_tasks,
    with_typed_codes,
    without_numbered_tasks,
)
from conversations.topic import Topic
from index.fold import fold
from index.lookup import CodeMention, Lookup
from standards.model import Language

HEARD = 0.4
"""From these log-odds on, three in five, a part counts as asked for though nothing names it."""
HEARD_SO = 1.0
"""From these a form, where two standards are named, or one beside the conversation's."""
HEARD_ALONE = 3.0
"""And from these where none is and no conversation goes on."""
_NO_ASKING = 4
"""So little beside a name, 國貿條規, makes a word of the trade with it."""
_ONE_THING = 6
"""Excel or 國貿條規 said alone asks what there is on it."""
_OF_TWO = (Form.COMPARE, Form.SHARED, Form.MORE, Form.LACK)
_TOLD = (
    *(ways.COMPARING, ways.SHARED, ways.LACKING, ways.HIGHEST, ways.LOWEST, ways.MOST),
    *(ways.FEWEST, ways.REVERSE, ways.WHICH_PLACE, ways.WHICH_STANDARD, ways.COUNTERPART),
    ways.MENTION,
)
"""Where one of these is said, it tells the form."""
_ABBREVIATION = re.compile(r"[A-Z]{2,4}s?\W*")


def language_of_text(text: str, otherwise: Language = Language.ZH_HANT) -> Language:
    """The language to answer `text` in: Chinese if it has a Chinese character, English if it has
    a Latin word, `otherwise` for bare codes and signs, and for KPI or EDI alone."""
    if re.search(r"[㐀-鿿豈-﫿]", text):
        return Language.ZH_HANT
    if _ABBREVIATION.fullmatch(text.strip()):
        return otherwise
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\b[A-Za-z]{0,4}\d[\w.-]*", " ", text))
    return Language.EN if words else otherwise


def parse(
    text: str,
    names: Names,
    lookup: Lookup,
    topic: Topic | None = None,
    language: Language | None = None,
    misprints: Mapping[str, str] | None = None,
    *,
    listening: bool = True,
) -> ParsedQuestion:
    """Takes `text` apart. A topic is used only where the question names no place of its own.

    `misprints` maps codes as the documents misprint them, folded, to the ids they stand for.
    `listening`: whether all of its words together may tell what none of them names.
    """
    topic = _unless_left(fold(text), topic)
    folded = ways.pattern(ways.SOMETHING_ELSE).sub("", fold(text))
    folded = ways.pattern(ways.POLITE).sub("", folded)
    if topic and topic.standards:
        folded = ways.pattern(ways.TAKEN_BACK).sub(_instead, folded)
    folded = _as_one_of_a_list(_as_one_code(folded), topic)
    spoken = language or language_of_text(text)
    talk = small_talk_in(folded)
    if talk is None and ways.found(ways.POLITE, fold(text)):
        # 「Cool, thanks!」 is all politeness.
        talk = small_talk_in(fold(text))
    again = said_again(folded, text, spoken, topic or Topic(), talk)
    if again:
        return again
    if talk and not _asks_on(talk, folded, topic or Topic()):
        return ParsedQuestion(text, spoken, small_talk=talk)

    for words, wanted in (
        (ways.SAY_IN_ENGLISH, Language.EN),
        (ways.SAY_IN_CHINESE, Language.ZH_HANT),
    ):
        said_in = ways.pattern(words).search(folded)
        if said_in and language_of_text(text) is not wanted:
            spoken = wanted
            folded = _blank(folded, [said_in.span()])
    items = lookup.titles(folded)
    titled = [_span_of(lookup.title(id_, folded), folded) for id_ in items if "/" in id_]
    mentions = [
        mention
        for mention in names.mentions(folded)
        if mention.sure or not any(a <= mention.start and mention.end <= b for a, b in titled)
    ]
    if ways.found(ways.TAKEN_FROM, folded):
        mentions = _without_asked_for(mentions, folded)
    named = [mention for mention in mentions if mention.sure]
    bare_names = [(mention.start, mention.end) for mention in mentions]
    unnamed_rest = _blank(folded, bare_names)
    sounds = heard(unnamed_rest)
    spoken_of = topic is not None and bool(topic.standards)
    form = _form_heard(sounds, folded, mentions, spoken_of) if listening else None
    negated = ways.found(ways.NOT, ways.pattern(ways.ALIKE_OR_NOT).sub(" ", folded))
    spans = [(mention.start, mention.end) for mention in mentions]
    several = (
        ways.found(ways.COMPARING, folded)
        or form in _OF_TWO
        or ways.found(ways.COUNTERPART, folded)
        or ways.found(ways.LACKING, folded)
        or aimed_at(folded, spans) is not None
        or (_of_one_alone(folded, mentions) and _names_items(folded))
        or len(lookup.codes(folded)) > 1
    )
    joined = any(
        re.fullmatch(fold(ways.JOINED), folded[one.end : other.start])
        or ways.found(ways.EITHER, folded[one.end : other.start])
        or ways.found(ways.JOINED_LOOSELY, folded[one.end : other.start])
        for one, other in pairwise(mentions)
        if one.sure or other.sure
    )
    # In 「跟跨境比呢」 the other one was spoken of before.
    with_it = spoken_of and ways.found(ways.WITH, folded)
    beside = (len(mentions) > 1 and (several or joined)) or (len(mentions) == 1 and with_it)
    if beside or (
        not named
        and (
            lookup.codes(with_typed_codes(_blank(folded, bare_names)))
            or _says_little(folded, bare_names)
            or (len(mentions) == 1 and _asks_of_a_standard(folded))
            or (len(mentions) == 1 and ways.found(ways.A_PART, folded))
            or (len(mentions) == 1 and ways.found(ways.LACKING, folded))
            or (mentions and form)
        )
    ):
        surely = {mention.codes for mention in mentions if mention.sure}
        # 「留住客人」 beside two names is what is asked about, and no second name of one of them.
        named = [
            each for each in mentions if each.sure or len(surely) < 2 or each.codes not in surely
        ]
    rest = _blank(folded, [(mention.start, mention.end) for mention in named])
    standards = tuple(dict.fromkeys(code for mention in named for code in mention.codes))
    name_alone = bool(named) and not _ALONE.sub("", rest)
    nameless = " ".join(rest.split()) if named and not name_alone else ""
    spans, numbered = numbered_tasks(
        rest, standards, lookup, _spoken_of(topic, rest) if topic else ()
    )
    rest = with_typed_codes(_blank(rest, spans))
    codes = (*_codes(rest, named, lookup), *_misprinted(rest, misprints or {}))
    for mention in codes:
        rest = rest.replace(mention.printed.lower(), " " * len(mention.printed))
    if in_a_range(folded):
        codes = tuple(mention for mention in codes if mention.ids) or codes[:1]
    codes = (*(replace(code, printed=_as_written(code.printed, text)) for code in codes), *numbered)
    counterpart = ways.found(ways.COUNTERPART, folded)
    within = () if counterpart else standards
    titles, places = _titled(rest, lookup.titles(rest, items), within, lookup)
    where = ways.found(ways.WHICH_PLACE, folded)
    if where and not items:
        items = lookup.short_titles(folded)
    items = [id_ for id_ in items if "/" in id_ and not _is_place(id_)]
    if any(id_.partition("/")[0] in standards for id_ in items):
        items = [id_ for id_ in items if id_.partition("/")[0] in standards]
    codes = tuple(_narrowed(code, (*places, *items)) for code in codes)
    if ways.found(ways.COMPARING, folded) and any(code.ids for code in codes):
        # 「E2 和貿易經理的 T1 比較」: the one that the named standard doesn't print is another's.
        codes = tuple(
            code if code.ids else next(iter(lookup.codes(code.printed)), code) for code in codes
        )
    with_titles, rest = rest, _blank(rest, titles)
    amount = amount_in(rest)
    of_places = amount is not None and ways.found(ways.THEN_PLACES, rest[amount[0][1] :])
    if amount and facets_in(rest):
        rest = _blank(rest, [amount[0]])
    nth = nth_in(rest)
    rest = _blank(rest, nth[0])
    polar = ways.found(ways.POLAR, folded.strip())
    level = level_in(rest) if polar or not codes else None
    if level:
        rest = _blank(rest, [level[0]])
    facets = facets_in(rest)
    origin = ways.pattern(ways.TAKEN_FROM).search(rest) if standards or spoken_of else None
    if origin and weight_of(_terms(_blank(rest, [origin.span()]))) > 1:
        # "The stock taken from the shop" is a matter of its own.
        origin = None
    if origin:
        facets = (FacetMention(Facet.NOTES, *origin.span(), origin[0]),)
    asks_for_all = ways.found(ways.LISTING, folded) or asks_for_a_count(folded)
    listens = (
        listening
        and (
            named
            or spoken_of
            or ways.found(ways.EXHAUSTIVE, folded)
            or ways.found(ways.A_PART, folded)
            or sounds.facets(HEARD_ALONE)
            or (sounds.facets(HEARD_SO) and asks_for_all)
        )
        and weight_of(unnamed_rest) > _NO_ASKING
        and not codes
        and {mention.facet for mention in facets} <= PLACES
        and not (topic and topic.codes)
        and not any(ways.found(words, folded) for words in (ways.HIGHEST, ways.LOWEST))
        and (form or not ways.found(ways.WHO, folded))
    )
    # What a standard is about is told with its tasks, unless its description is named.
    told = (Facet.DESCRIPTION, *(PLACES if facets else ()))
    # 「第三個細講一下」 asks for no part of it, 「第三個要寫哪些書面的東西」 does.
    least = HEARD_SO if ways.found(ways.NTH, folded) else HEARD
    unnamed = sounds.facets(least) if listens else ()
    unnamed = tuple(facet for facet in unnamed if facet not in told)
    # Heard once more: codes in `rest` have been written out, so that its words stand elsewhere.
    asked_for: list[Wanted] = [*unnamed, *([form] if form in _OF_TWO else [])]
    rest = _blank(rest, heard(rest).spans(asked_for)) if asked_for else rest
    about_whole = ways.found(ways.WHOLE, rest)
    unknown_role = not standards and ways.found(ways.ROLE, rest)
    parts = [(mention.start, mention.end) for mention in facets]
    rest = _blank(rest, parts)
    explained, further = (_nothing_but(words, rest) for words in (ways.EXPLAINED, ways.FURTHER))
    terms = "" if explained or further else _terms(rest)

    terms, called = _as_the_standards_call_it(terms, spoken)
    said = tuple(dict.fromkeys((*(mention.facet for mention in facets), *unnamed)))
    unrecorded = [mention.words for mention in facets if mention.facet is Facet.UNRECORDED]
    if {*said} - {Facet.UNRECORDED} and all(ways.found(ways.HIRING, each) for each in unrecorded):
        said = tuple(facet for facet in said if facet is not Facet.UNRECORDED)
    things = _spots(folded, codes, places, lookup) if codes or places else [*_ends(named)]
    side = side_asked(folded, *things) if len(things) == 2 else Side.ALL
    of_levels = any(
        ways.found(words, folded) for words in (ways.HIGHER, ways.LOWER, ways.SAME_LEVEL)
    )
    if of_levels and not said and len(standards) == 2 and weight_of(terms) <= _NO_ASKING:
        said = (Facet.LEVEL,)
    lacking = ways.found(ways.LACKING, folded) or form is Form.LACK
    kept = ways.found(ways.HELD_ALREADY, folded)
    comparing = ways.found(ways.COMPARING, folded) or form in (Form.COMPARE, Form.MORE)
    needing = ways.found(ways.NEEDING, folded) or ways.found(ways.MENTION, folded)
    where = where or (polar and ways.found(ways.EVERY_PLACE, folded))
    where = where or (needing and ways.found(ways.WHO, folded))
    called_for = bool(codes) and not any(map(_of_places, codes))
    where = where or (called_for and ways.found(ways.EVERY_PLACE, folded))
    if len(standards) == len(_ends(named)) == 2 and not (codes or places):
        aim = aimed_at(folded, things)
        lacking = lacking or (aim is not None and not ways.found(ways.COMPARED, folded))
        lacking = lacking and not kept
        if lacking and aim == 0:
            standards = standards[::-1]
        if kept:
            negated, side = False, Side.ALL
    only = _set_apart(folded, named, ways.ONLY)
    if not only and len(standards) == 1 and ways.found(ways.OTHERS_LACK, folded):
        only = standards
    without = _set_apart(folded, named, ways.NOT) if negated else ()
    if side in (Side.FIRST, Side.SECOND) and not (codes or places or lacking or only or without):
        only, without = standards[:: 1 if side is Side.FIRST else -1][:1], ()
    parsed = ParsedQuestion(
        text=text,
        language=spoken,
        facets=_asked_for(said, counts_in(folded)) or ((Facet.LEVEL,) if level and codes else ()),
        counting=asks_for_a_count(folded),
        standards=standards,
        older=tuple(
            _as_written(folded[mention.start : mention.end], text)
            for mention in named
            if mention.older
        ),
        codes=codes,
        places=tuple(dict.fromkeys(places)),
        items=tuple(items),
        terms=terms,
        nameless=nameless,
        asked_about=_asked_about(rest),
        called=called,
        listing=ways.found(ways.LISTING, folded),
        per_task={Facet.LEVEL, Facet.TASKS} <= {mention.facet for mention in facets},
        exhaustive=ways.found(ways.EXHAUSTIVE, folded),
        polar=polar,
        about_all=ways.found(ways.ALL, folded),
        about_whole=about_whole,
        only=only,
        without=without,
        negated=negated,
        bare=_bare(said, about_whole, standards) if negated else None,
        in_each=ways.found(ways.IN_EACH, folded),
        so_many=amount[1] if amount and not of_places else None,
        in_so_many=amount[1] if amount and of_places else None,
        within=_within(said, folded),
        needs_not=ways.found(ways.NEEDS_NOT, folded),
        only_there=ways.found(ways.ONLY, folded) and bool(codes or places),
        sharing=(
            (ways.found(ways.SHARED, folded) or form is Form.SHARED)
            and not ways.found(ways.DIFFERENT, folded)
        )
        or (kept and len(standards) == 2),
        differing=ways.found(ways.DIFFERENT, folded) and not ways.found(ways.SHARED, folded),
        refers_back=ways.found(ways.BACK, folded),
        comparing=comparing,
        unknown_role=unknown_role,
        changing=lacking or (kept and len(standards) == 2),
        lacking=lacking,
        side=side,
        counterpart=counterpart,
        halves=()
        if codes
        else halves(_blank(with_titles, parts), folded, _named_at(named), _terms),
        reverse=not {*said} & _OF_STANDARDS
        and not (len(codes) > 1 and (comparing or all(map(_of_places, codes))))
        and (ways.found(ways.REVERSE, folded) or (where and needing) or form is Form.REVERSE),
        where=where,
        who=ways.found(ways.WHO, folded),
        mentioning=ways.found(ways.MENTION, folded),
        which_standard=ways.found(ways.WHICH_STANDARD, folded) or form is Form.WHICH,
        level=level[1] if level else None,
        extreme=_extreme(folded),
        count_of=_count_of(folded)
        or ("most" if form is Form.MORE and {*said} & {*KIND_OF} else ""),
        nth=nth[1],
        name_alone=name_alone,
        points=ways.found(ways.POINTING, folded),
        explained=explained,
        further=further and not facets,
        heard=tuple(map(str, (*unnamed, *([form] if form else [])))),
    )
    return with_topic(parsed, topic or Topic(), lookup)


def _form_heard(
    sounds: Heard, folded: str, mentions: Sequence[NameMention], spoken_of: bool
) -> Form | None:
    """The form that a question sounds like, where no words tell it."""
    form = sounds.form(HEARD_SO)
    if form is None or any(ways.found(words, folded) for words in _TOLD):
        return None
    if facets_in(folded) and (ways.found(ways.ONLY, folded) or ways.found(ways.NOT, folded)):
        return None
    named = len({mention.codes for mention in mentions})
    if form in _OF_TWO:
        return form if named > 1 or (named and spoken_of and form is Form.LACK) else None
    if named or spoken_of or form is Form.AGAIN or weight_of(folded) <= _ONE_THING:
        return None
    if ways.found(ways.POINTING, folded):
        return None
    return sounds.form(HEARD_ALONE)


def _instead(taken_back: re.Match[str]) -> str:
    """What asks the same of something else: 「不是，我是問跨境的」 is 「那跨境的」."""
    return "and " if taken_back[0].strip(" ,.")[:1].isascii() else fold("那")


def _unless_left(folded: str, topic: Topic | None) -> Topic | None:
    """The topic; none where the question says that it is about something else, 「換個話題」, and
    doesn't point back to it."""
    said = ways.pattern(ways.SOMETHING_ELSE).match(folded)
    if said is None or topic is None:
        return topic
    rest = folded[said.end() :]
    return topic if ways.found(ways.POINTING, rest) or weight_of(_terms(rest)) <= 1 else None


def _as_one_of_a_list(folded: str, topic: Topic | None) -> str:
    """A number alone, after a list, as one of it: 2 is 第2個."""
    alone = re.fullmatch(r"\W*(\d{1,2})\W*", folded)
    listed = topic is not None and len(topic.shown) > 1
    return fold(f"第{alone[1]}個") if alone and listed else folded


def _asks_on(talk: SmallTalk, folded: str, topic: Topic) -> bool:
    """Whether what says nothing by itself, 「然後呢」 and why, asks of what was quoted."""
    asking = (ways.EXPLAINED, ways.FURTHER, ways.NEXT)
    return (
        talk is SmallTalk.REPLY
        and bool(topic.quoted)
        and any(ways.found(words, folded) for words in asking)
    )


_ALONE = re.compile(
    fold(
        r"那麼?|呢|的(?:部分|那份)?|咧|勒|也?(?:有|要)(?=嗎)|嗎|換成?|改成?|一樣的?|同樣的?|問題"
        r"|\b(?:and|the|what about|how about|ok|now|same|thing|question|but|for)\b|[^\w]"
    )
)
"""What may stand around a name that is said alone."""


_SHORT = 8
"""A longer question's 3.3 may be a number of its own."""


def _spoken_of(topic: Topic, rest: str) -> tuple[str, ...]:
    """The standards in which a short question's numbers, 「最後一個任務」 and 3.3, are looked for.

    Those of the conversation; none where the list shown last is one of tasks, for the last of it.
    """
    said = re.sub(r"\d", "", ways.pattern(ways.LAST).sub(" ", rest))
    of_the_list = said != re.sub(r"\d", "", rest) and topic.shown and is_task(topic.shown[-1])
    return () if of_the_list or weight_of(_terms(said)) > _SHORT else topic.standards


def _nothing_but(words: str, rest: str) -> bool:
    """Whether these words stand there, and but for them nothing to search for."""
    pattern = ways.pattern(words)
    return pattern.search(rest) is not None and weight_of(_terms(pattern.sub(" ", rest))) == 0


def _misprinted(rest: str, misprints: Mapping[str, str]) -> tuple[CodeMention, ...]:
    words = re.findall(r"[a-z]?\d+(?:\.\d+)+", rest)
    return tuple(CodeMention(word, (misprints[word],)) for word in words if word in misprints)


def _titled(
    rest: str, ids: Sequence[str], standards: tuple[str, ...], lookup: Lookup
) -> tuple[list[tuple[int, int]], tuple[str, ...]]:
    """Where titles of tasks and activities, of these ids, stand in `rest`, and their ids."""
    spans, places = [], []
    for id_ in _of_the_kind_said(ids, rest):
        code = id_.partition("/")[0]
        title = lookup.title(id_, rest)
        start = rest.find(title)
        if _is_place(id_) and start >= 0 and (not standards or code in standards):
            spans.append((start, start + len(title)))
            places.append(id_)
    in_order = sorted(zip(spans, places, strict=True), key=lambda each: each[0][0])
    found = [place for _span, place in in_order]
    # Beside another of its activities, a title that a task shares with its first is that one's.
    of_tasks = [place.rpartition(".")[0] for place in found]
    titles = {place: lookup.title(place, rest) for place in found}
    namesakes = {
        task
        for place, task in zip(found, of_tasks, strict=True)
        if of_tasks.count(task) > 1 and titles.get(task) == titles[place]
    }
    return spans, tuple(place for place in found if place not in namesakes)


def _span_of(words: str, folded: str) -> tuple[int, int]:
    """Where the words stand, or an empty span."""
    start = folded.find(words)
    return (start, start + len(words)) if start >= 0 else (0, 0)


def _of_places(code: CodeMention) -> bool:
    return bool(code.ids) and all(map(_is_place, code.ids))


def _of_the_kind_said(ids: Sequence[str], rest: str) -> Sequence[str]:
    """Without the task where the title is its first activity's, too, and 活動 is said; and the
    reverse."""
    if ways.found(ways.TASK, rest) == ways.found(ways.ACTIVITY, rest):
        return ids
    other = r".*/[TER]\d+" if ways.found(ways.ACTIVITY, rest) else r".*/T\d+\.\d+"
    kept = [id_ for id_ in ids if not re.fullmatch(other, id_)]
    tasks = {id_.partition(".")[0] for id_ in kept}
    return [id_ for id_ in ids if id_ in kept or id_.partition(".")[0] not in tasks]


def _is_place(id_: str) -> bool:
    """Whether the item is a task, an activity or a heading of assessment; an entry below one
    (role play, 報告) is a word of the trade, too."""
    item = id_.partition("/")[2]
    return item[:1] in {*"TER"} or (item[:1] == "G" and "." not in item)


def _narrowed(code: CodeMention, places: tuple[str, ...]) -> CodeMention:
    """A code that several standards print means the one whose title stands beside it."""
    named = tuple(id_ for id_ in code.ids if id_ in places)
    return replace(code, ids=named) if named else code


_TORN = re.compile(r"\b([a-z]{3}\d{4})\s*-\s*(\d{3})(?:\s*(v\d))?\b|\b(\d{6})\s+(l\d)\b")
_WHICH = re.compile(fold(r"(?<=[要會懂有是做學備括含列])那(?=些|幾)"))
"""那些 after a verb is 哪些 mistyped, as most people type it."""


def _as_one_code(folded: str) -> str:
    """`folded` with a standard's code that was torn apart in one piece: `110985 L5`."""
    closed = _TORN.sub(
        lambda match: (
            "-".join(filter(None, match.groups()[:2])) + (match[3] or "")
            if match[1]
            else f"{match[4]}{match[5]}"
        ),
        folded,
    )
    return _WHICH.sub("哪", closed)


_IN_A_PLACE = {Facet.OUTPUTS, Facet.INDICATORS, Facet.KNOWLEDGE, Facet.SKILLS, Facet.LEVEL}


def _asked_for(facets: tuple[Facet, ...], counts: int) -> tuple[Facet, ...]:
    """The facets without those that only say where: 「品牌管理任務的知識」 asks for knowledge.

    「幾個任務、幾項知識」 counts each.
    """
    if counts > 1 and counts >= len(facets):
        return facets
    if _IN_A_PLACE & set(facets):
        return tuple(f for f in facets if f not in (Facet.TASKS, Facet.ACTIVITIES))
    if Facet.ACTIVITIES in facets:
        return tuple(f for f in facets if f is not Facet.TASKS)
    return facets


def _codes(rest: str, named: Sequence[NameMention], lookup: Lookup) -> tuple[CodeMention, ...]:
    """The codes in `rest`, where names are blank: each in the standard last named before it.

    A code before any name belongs to the first: 「T1 of the retail standard」.
    """
    if not named:
        return tuple(lookup.codes(rest))
    if len(lookup.codes(rest)) == 1:
        owner = _owner(rest, named)
        if owner:
            return tuple(lookup.codes(rest, owner))
        # 「K9 在貿易經理和零售電商各是什麼」: the one code in each of them.
        return tuple(lookup.codes(rest, [code for mention in named for code in mention.codes]))
    starts = [0, *(_with_code(rest, mention.start) for mention in named[1:]), len(rest)]
    found = [
        code
        for mention, start, end in zip(named, starts, starts[1:], strict=False)
        for code in lookup.codes(rest[start:end], mention.codes)
    ]
    return tuple(dict.fromkeys(found))


_CODE = r"[topksanegrc]\d[\d.]*[ab]?"
_OWN = re.compile(rf"\s*(?:的|裡面?的?|['’]s)?\s*{_CODE}(?![a-z0-9.])")


def _owner(rest: str, named: Sequence[NameMention]) -> tuple[str, ...]:
    """The codes of the standard that the one code is said to be of: 「跨境的 T3 在零售…」.

    None where it is said of several: 「跨境和零售的 T3」.
    """
    owners = [
        mention.codes
        for mention in named
        if not _joined(mention, named, rest)
        and (_OWN.match(rest, mention.end) or _CODE_OF.search(rest[: mention.start].rstrip() + " "))
    ]
    return owners[0] if len(owners) == 1 else ()


def _joined(mention: NameMention, named: Sequence[NameMention], rest: str) -> bool:
    """Whether it stands beside another name as one of two."""
    pairs = [two for two in pairwise(named) if mention in two]
    return any(re.fullmatch(fold(ways.JOINED), rest[one.end : other.start]) for one, other in pairs)


_CODE_OF = re.compile(r"\b[topksanegrc]\d[\d.]*\s+(?:of|in|from|for)\s+(?:the\s+)?$")


def _with_code(rest: str, start: int) -> int:
    """Where a name that starts there begins with the code that is said to be its: T4 of …."""
    before = _CODE_OF.search(rest[:start])
    return before.start() if before else start


def _ends(named: Sequence[NameMention]) -> list[tuple[int, int]]:
    """Where each standard is first named."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for mention in named:
        found.setdefault(mention.codes, (mention.start, mention.end))
    return [*found.values()]


def _spots(
    folded: str, codes: Sequence[CodeMention], places: Sequence[str], lookup: Lookup
) -> list[tuple[int, int]]:
    """Where items are named by code or title, in the order of the text."""
    words = (
        *(fold(code.printed) for code in codes),
        *(lookup.title(id_, folded) for id_ in places),
    )
    found = {folded.find(said): len(said) for said in dict.fromkeys(words) if said in folded}
    return [(start, start + found[start]) for start in sorted(found)]


def _set_apart(folded: str, named: Sequence[NameMention], words: str) -> tuple[str, ...]:
    """The standards that these words are said of: to each word the nearest name."""
    asked = ways.pattern(ways.ALIKE_OR_NOT).sub(lambda match: " " * len(match[0]), folded)
    spans = [(one.start, one.end) for one in named]
    found: dict[str, None] = {}
    for match in ways.pattern(words).finditer(asked):
        number = nearest(match.span(), spans)
        if number is not None and not ways.found(ways.OTHERS, folded[: match.start()]):
            for each in _said_together(folded, named, number):
                found |= dict.fromkeys(each.codes)
    return tuple(found)


def _said_together(folded: str, named: Sequence[NameMention], number: int) -> Sequence[NameMention]:
    """The name of this number and those before it that are joined to it: 「跨境、零售都沒有」."""
    first = number
    while first > 0 and ways.pattern(ways.TOGETHER).fullmatch(
        folded, named[first - 1].end, named[first].start
    ):
        first -= 1
    return named[first : number + 1]


def _extreme(folded: str) -> str:
    if ways.found(ways.HIGHEST, folded):
        return "highest"
    return "lowest" if ways.found(ways.LOWEST, folded) else ""


def _count_of(folded: str) -> str:
    if ways.found(ways.MOST, folded):
        return "most"
    return "fewest" if ways.found(ways.FEWEST, folded) else ""


def _bare(facets: Sequence[Facet], whole: bool, standards: Sequence[str]) -> Facet | None:
    """What is asked for that lists none of something: 「哪些任務沒有產出」."""
    if not any(facet in KIND_OF and facet not in PLACES for facet in facets):
        return None
    for place in (Facet.ACTIVITIES, Facet.TASKS):
        if place in facets:
            return place
    return Facet.STANDARDS if (Facet.STANDARDS in facets or whole) and not standards else None


def _named_at(mentions: Sequence[NameMention]) -> list[tuple[int, int, str]]:
    """Where which standard is named, where a name is that of one only."""
    return [(each.start, each.end, each.codes[0]) for each in mentions if len(each.codes) == 1]


def _asked_about(rest: str) -> str:
    for words in (ways.ALL, ways.ONLY, ways.NOT, ways.OF_SETS):
        rest = ways.pattern(words).sub(" ", rest)
    return _terms(rest)


def _within(facets: Sequence[Facet], folded: str) -> Facet | None:
    """Whether tasks or activities are spoken of."""
    for facet, words in ((Facet.ACTIVITIES, ways.ACTIVITY), (Facet.TASKS, ways.TASK)):
        if facet in facets or ways.found(words, folded):
            return facet
    return None


def _terms(rest: str) -> str:
    """What is left of folded words without those that only do the asking."""
    return " ".join(
        re.sub(r"[^\w㐀-鿿%/+-]+", " ", ways.pattern(ways.FRAME).sub(" ", rest)).split()
    )


def _as_the_standards_call_it(terms: str, spoken: Language) -> tuple[str, tuple[str, ...]]:
    """Folded words with 個資 as 個人資料保護, and what was put there."""
    put_in: list[str] = []
    for names, chinese, english in ways.SAME:
        same = english if spoken is Language.EN and english else chinese
        if ways.found(names, terms):
            put_in.append(same)
            terms = ways.pattern(names).sub(fold(same), terms)
    return terms, tuple(put_in)


_OF_STANDARDS = {Facet.PREREQUISITES, Facet.CREDIT, Facet.VERSIONS, Facet.RANGE, Facet.CODE}
"""What only a standard has."""


def _asks_of_a_standard(folded: str) -> bool:
    """Whether a short name can only be meant as one: 「跨境要什麼學歷」."""
    return any(mention.facet in _OF_STANDARDS for mention in facets_in(folded))


def _without_asked_for(mentions: Sequence[NameMention], folded: str) -> list[NameMention]:
    """The names without that of the kind of standard which is asked for: the retail unit of "which
    retail unit was 110985L5 taken from"."""
    kept = [each for each in mentions if not ways.found(ways.WHICH_BEFORE, folded[: each.start])]
    return kept or list(mentions)


def _says_little(folded: str, names: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but a facet, or which of it, is asked beside these names: 「電商要懂什麼」,
    「電商有哪些任務是四級」, 「電商沒有任何產出的任務」."""
    rest = without_numbered_tasks(_blank(folded, names))
    facets = [(mention.start, mention.end) for mention in facets_in(rest)]
    rest = _blank(rest, facets)
    level = level_in(rest)
    amount = amount_in(rest)
    terms = _terms(_blank(rest, [found[0] for found in (level, amount) if found]))
    for words in _OF_A_SET if facets else (ways.COMPARING,):
        terms = ways.pattern(words).sub(" ", terms)
    return bool(names) and weight_of(terms) <= 1


def _of_one_alone(folded: str, mentions: Sequence[NameMention]) -> bool:
    """Whether something is said to be there or not there of one of these names: 「零售沒有的」."""
    return any(_set_apart(folded, mentions, words) for words in (ways.NOT, ways.ONLY))


def _names_items(folded: str) -> bool:
    return any(mention.facet in KIND_OF for mention in facets_in(folded))


_OF_A_SET = (
    ways.NOT,
    ways.ONLY,
    ways.COMPARING,
    ways.LEFT_OF_COMPARING,
    ways.STANDING,
    ways.NEEDING,
)
"""Words that say which of what is asked for are meant, and not what it is about."""


def _as_written(folded_code: str, text: str) -> str:
    """A code in the letters the person gave it."""
    written = re.search(re.escape(folded_code), unicodedata.normalize("NFKC", text), re.IGNORECASE)
    return written.group() if written else folded_code


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with these spans turned to spaces, so that every other position stays."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
