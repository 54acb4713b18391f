"""A question that leans on what was said before: 「那技能呢？」, 「第二個呢」, and the outputs?

What it lacks (the place, the part of a standard, the subject) is taken from the conversation, what
it has stands in place of it.
"""

from dataclasses import replace
from string import ascii_lowercase

from conversations import ways_of_asking as ways
from conversations.facets import KIND_OF, OF_A_PLACE, Facet
from conversations.pointing import (
    BEFORE,
    ELLIPTIC,
    about,
    is_task,
    other_one,
    picked,
    shown,
    wanted_beside,
)
from conversations.question import ParsedQuestion, weight_of
from conversations.small_talk import SmallTalk
from conversations.spoken_codes import is_typed
from conversations.topic import Topic
from index.fold import fold
from index.lookup import CodeMention, Lookup
from standards.model import Language

OF_PLACES = {Facet.TASKS, Facet.ACTIVITIES, Facet.NOTES, Facet.ASSESSMENT}
"""「這是第幾條任務」 asks for a place, not for an item of that kind beside what was found."""
FEW = 3
"""So few that were quoted are asked about together: 「是第幾條」."""
REMEMBERED = 5
"""So many of the items that were quoted last say where the conversation is."""
_ASKING = (
    *(ways.POINTING, ways.FILLING, ways.COMPARING, ways.SHARED, ways.ONLY),
    *(ways.MOST, ways.FEWEST, ways.HIGHEST, ways.LOWEST),
)
"""By these sets and comparisons are asked for; they name nothing to search for."""
_LITTLE = 8
"""「做這件事要會哪些軟體或平台操作」 asks for a part of the place, not for all that is there."""
_ALONE = 6
"""So little, 「要跟誰對」, seldom stands alone in a conversation."""


def said_again(
    folded: str, text: str, spoken: Language, topic: Topic, talk: SmallTalk | None
) -> ParsedQuestion | None:
    """「英文怎麼說」, "what does the original say?": the last answer, in that language.

    None where it asks for something else. Where nothing was quoted before, it is a wish to be
    spoken to in that language.
    """
    said = folded.strip(" \t?？!！。.,，")
    if talk and talk is not SmallTalk.LANGUAGE:
        return None
    for words, language in (
        (ways.IN_ENGLISH, Language.EN),
        (ways.IN_CHINESE, Language.ZH_HANT),
        (ways.ORIGINAL, spoken),
    ):
        if ways.pattern(words).fullmatch(said):
            original = words == ways.ORIGINAL
            if topic.quoted:
                return ParsedQuestion(
                    text, language, topic.facets, again=topic.quoted, original=original
                )
            return None if original else ParsedQuestion(text, spoken, small_talk=SmallTalk.LANGUAGE)
    for words, language in (
        (ways.ONCE_MORE_IN_ENGLISH, Language.EN),
        (ways.ONCE_MORE_IN_CHINESE, Language.ZH_HANT),
    ):
        if topic.quoted and ways.found(words, said):
            return ParsedQuestion(text, language, topic.facets, again=topic.quoted)
    return None


def with_topic(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> ParsedQuestion:
    """The question with what it leaves unsaid taken from the conversation."""
    if len(parsed.text.strip()) == 1 and fold(parsed.text.strip()) in ascii_lowercase:
        # The letter of an answer to no quiz that is open asks for nothing.
        return parsed
    if parsed.explained or parsed.further:
        asked_on = _of_what_was_quoted(parsed, topic)
        if asked_on:
            return asked_on
    if not topic.standards:
        # A list of standards is about none of them yet.
        chosen = () if parsed.standards else picked(parsed, topic, lookup)
        return about(chosen, parsed, topic) if chosen else parsed
    parsed = _of_the_other(parsed, topic)
    if _asks_how_worded(parsed, topic):
        return replace(
            parsed, subject=topic.subject, comparing=False, differing=False, sharing=False
        )
    beside = _beside_the_topic(parsed, topic)
    if beside:
        return beside
    if parsed.standards:
        return _of_another_standard(parsed, topic, lookup)
    parsed = _near_the_topic(parsed, topic)
    chosen = picked(parsed, topic, lookup)
    belonging = ways.found(ways.BELONGING, fold(parsed.text))
    if chosen and belonging:
        return _where_it_stands(parsed, chosen)
    if chosen:
        return about(chosen, replace(parsed, terms=_own_words(parsed)), topic)
    if (
        parsed.nth
        and not wanted_beside(parsed.nth)
        and shown(topic)
        and parsed.weight <= ELLIPTIC
        and not parsed.codes
    ):
        return replace(parsed, beyond=len(shown(topic)))
    if topic.compared and parsed.facets and parsed.weight <= ELLIPTIC and not parsed.codes:
        # 「那知識呢？」 after a comparison: they are compared in that, too.
        return replace(
            parsed,
            standards=topic.standards,
            places=topic.places,
            comparing=True,
            lacking=topic.lacking,
            refers_back=True,
        )
    if parsed.codes:
        told_apart = parsed.refers_back or parsed.facets or parsed.listing
        told_apart = told_apart or ways.found(ways.THOSE_ALONE, fold(parsed.text))
        told_apart = told_apart or _asks_the_same_of_a_task(parsed, topic)
        if told_apart or parsed.comparing or len(parsed.codes) > 1:
            return _code_under_topic(parsed, topic)
        return replace(parsed, codes=tuple(_topic_first(code, topic) for code in parsed.codes))
    if parsed.reverse and parsed.weight <= 1 and topic.codes:
        # 「還有哪些任務也要？」 of the skill that was looked up.
        return replace(parsed, codes=tuple(lookup.codes(" ".join(topic.codes), topic.standards)))
    if parsed.where and parsed.mentioning and topic.subject:
        around = ways.pattern(ways.AROUND_PLACES).sub(" ", parsed.terms)
        if weight_of(around) <= 1:
            # 「哪些職位有寫這個」
            return _where_it_stands(parsed, topic.subject)
    called_for = tuple(item for item in topic.subject if _is_called_for(item))
    if parsed.reverse and parsed.weight <= 1 and called_for:
        # 「是哪些任務會用到」 of the skill that was found.
        return _where_it_stands(parsed, called_for)
    if topic.subject and parsed.mentioning and _of_others(parsed):
        return replace(parsed, facets=(), subject=topic.subject, refers_back=True)
    if parsed.weight <= 1 and topic.quoted and belonging:
        return _where_it_stands(parsed, topic.quoted[:1])
    quoted = topic.subject or (topic.quoted if len(topic.quoted) <= FEW else ())
    if quoted and ways.found(ways.WHICH_LINE, fold(parsed.text)) and _says_no_more(parsed):
        if {*parsed.facets} <= {Facet.CODE}:
            # 「是第幾條」 of what was found.
            return _looked_up(parsed, quoted)
        if {*parsed.facets} <= {*KIND_OF} - OF_PLACES:
            # 「這方面的知識是哪一條」
            return replace(parsed, subject=quoted, standards=topic.standards)
    the_same = parsed.refers_back and not ways.found(ways.WHAT_IT_IS, fold(parsed.text))
    if parsed.places and the_same and not parsed.facets and parsed.weight <= ELLIPTIC:
        # 「那回覆客人問題那塊咧」 after what to know for another.
        return replace(parsed, facets=tuple(each for each in topic.facets if each in OF_A_PLACE))
    if parsed.places or (parsed.reverse and parsed.weight > 1) or parsed.unknown_role:
        return parsed
    if parsed.weight == 0 and topic.codes and not parsed.facets:
        return replace(parsed, codes=tuple(lookup.codes(" ".join(topic.codes), topic.standards)))
    return _of_the_same_place(parsed, topic)


def _of_the_same_place(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    """「那技能呢」: asked of the place that was spoken of.

    Words of its own stand in place of it: they may name another, 「那出貨作業呢」, or ask for what
    nobody spoke of yet.
    """
    words = _own_words(parsed)
    own = weight_of(words)
    same = replace(
        parsed,
        terms=words if own <= 1 else parsed.terms,
        standards=topic.standards,
        places=() if parsed.about_whole else topic.places,
        facets=parsed.facets or topic.facets,
        refers_back=True,
    )
    if (parsed.extreme or parsed.count_of) and not parsed.facets and own <= 1:
        # 「哪個最高」 after the level of one: of all, or of those that were compared.
        among = topic.standards if topic.compared else ()
        return replace(same, standards=among, places=())
    if topic.quoted and own <= ELLIPTIC and _of_others(parsed):
        return replace(parsed, facets=(), subject=topic.subject or topic.quoted, refers_back=True)
    if own <= 1:
        if parsed.facets or parsed.refers_back or parsed.counting:
            return same
        # 「要跟誰對」 has no word of its own: what was found says it, or nothing does.
        if topic.subject:
            return replace(parsed, asked_on=topic.quoted, subject=topic.subject)
        return parsed
    if len(topic.shown) > 1 and ways.found(ways.OF_THEM, fold(parsed.text)):
        return replace(parsed, among=topic.shown)
    another = ways.found(ways.A_PART, fold(parsed.text))
    if parsed.facets and (parsed.points or parsed.about_whole) and own <= _LITTLE and not another:
        return same
    return (
        replace(parsed, otherwise=replace(same, places=()))
        if parsed.refers_back or parsed.facets
        else parsed
    )


def _own_words(parsed: ParsedQuestion) -> str:
    """The words left to search for without those that only ask or fill."""
    said = parsed.terms
    for words in _ASKING:
        said = ways.pattern(words).sub(" ", said)
    return said


def _of_others(parsed: ParsedQuestion) -> bool:
    """「別份也有嗎」: the like of it, in all the others."""
    asks = ways.found(ways.ELSEWHERE, fold(parsed.text)) and not parsed.codes
    own = ways.pattern(ways.ELSEWHERE).sub(" ", _own_words(parsed))
    return asks and weight_of(own) <= ELLIPTIC


def _asks_how_worded(parsed: ParsedQuestion, topic: Topic) -> bool:
    """「貿易經理的寫法有不一樣嗎」 of what was found in another."""
    other = len(parsed.standards) == 1 and parsed.standards != topic.standards
    named = parsed.lacking or parsed.facets or parsed.places or parsed.codes
    if named or not (other and topic.subject and ways.found(ways.WORDING, fold(parsed.text))):
        return False
    return weight_of(ways.pattern(ways.WORDING).sub(" ", _own_words(parsed))) <= 1


def _says_no_more(parsed: ParsedQuestion) -> bool:
    own = ways.pattern(ways.AROUND_LINE).sub(" ", parsed.terms)
    return weight_of(own) <= 1 and not parsed.places


def _looked_up(parsed: ParsedQuestion, items: tuple[str, ...]) -> ParsedQuestion:
    codes = tuple(map(CodeMention.of, items))
    return replace(
        parsed, codes=codes, facets=(), counting=False, listing=False, terms="", refers_back=True
    )


def _where_it_stands(parsed: ParsedQuestion, items: tuple[str, ...]) -> ParsedQuestion:
    """「這條是哪個任務底下的」: asked of the item that was looked up, or found first."""
    codes = tuple(map(CodeMention.of, items))
    return replace(parsed, codes=codes, facets=(), reverse=True, refers_back=True)


def _is_called_for(item: str) -> bool:
    """Whether it is knowledge, a skill or an attitude."""
    return item.partition("/")[2][:1] in ("K", "S", "A")


def _of_what_was_quoted(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion | None:
    """「為什麼」, 「再說清楚一點」, 「還有嗎」 of what the last answer quoted.

    None where the question names something itself.
    """
    named = parsed.standards or parsed.codes or parsed.places or parsed.nth
    if named or parsed.facets or parsed.weight > 1 or not topic.quoted:
        return None
    of_header = bool(topic.facets) and not {*topic.facets} & {*KIND_OF}
    if of_header and ways.found(ways.THE_OTHERS, fold(parsed.text)):
        # 「其他的呢」 after the level of one: that of each.
        return replace(parsed, facets=topic.facets, further=False)
    # What was found or looked up may have more beside it, a list is complete.
    subject = topic.subject or (topic.quoted if topic.codes else ())
    return replace(parsed, asked_on=topic.quoted, subject=subject, refers_back=True)


def _of_the_other(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    """「另一個呢」, 「上一個的級別」: asked of the one that was spoken of before this one."""
    folded = fold(parsed.text)
    most = _LITTLE if parsed.facets else ELLIPTIC
    if parsed.standards or parsed.places or parsed.codes or parsed.weight > most:
        return parsed
    if ways.found(ways.PREVIOUS, folded) and topic.picked and len(topic.shown) > 2:
        return replace(parsed, nth=(BEFORE,))
    if parsed.nth or not (ways.found(ways.OTHER, folded) or ways.found(ways.PREVIOUS, folded)):
        return parsed
    other = other_one(topic)
    if other is None:
        return parsed
    standard, _slash, item = other.partition("/")
    same = parsed.facets or topic.facets
    places = (other,) if item else ()
    return replace(parsed, standards=(standard,), places=places, facets=same, refers_back=True)


def _near_the_topic(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    """The question with where the conversation is, and whether it goes on from there."""
    told = topic.quoted[:REMEMBERED]
    near = tuple(dict.fromkeys((*topic.places, *told)))
    tells = not ways.found(ways.ASKING, fold(parsed.text))
    goes_on = parsed.refers_back or parsed.points or parsed.weight <= _ALONE or tells
    goes_on = goes_on or ways.found(ways.LEADING_ON, fold(parsed.text))
    return replace(parsed, near=near, told=told, continues=bool(near) and goes_on)


def _beside_the_topic(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion | None:
    """「跟貿易經理比呢」, 「跟 T3 比呢」: what was spoken of, compared with what is named."""
    folded = fold(parsed.text)
    with_it = topic.compared and ways.found(ways.AND_WITH, folded)
    asks = parsed.comparing or parsed.sharing or parsed.lacking or with_it
    if not asks or len(parsed.standards) > 1:
        return None
    said = ways.pattern(ways.COMPARING).sub(" ", parsed.terms)
    said = ways.pattern(ways.MOVING).sub(" ", said) if parsed.lacking else said
    if weight_of(said) > ELLIPTIC:
        return None
    named = parsed.standards or parsed.codes or parsed.places
    they = ways.found(ways.THEY, folded) or weight_of(said) == 0
    two = (*topic.passed, *topic.places)
    if not named and they and len({*two}) == len(two) == 2:
        codes = tuple(map(CodeMention.of, two))
        return replace(parsed, codes=codes, facets=parsed.facets or topic.facets)
    if not named and they and len(topic.standards) == 1:
        if len(topic.earlier) != 1 or topic.earlier == topic.standards:
            return None
        both = (*topic.earlier, *topic.standards)
        return replace(parsed, standards=both, facets=parsed.facets or topic.facets)
    alike = weight_of(said) == 0 and parsed.polar and bool(topic.facets)
    if not (parsed.refers_back or with_it or alike or ways.found(ways.WITH, folded)):
        return None
    if len(parsed.codes) == 1 and len(topic.places) == 1:
        (place,), (code,) = topic.places, parsed.codes
        of = place.partition("/")[0]
        ids = tuple(id_ for id_ in code.ids if id_.partition("/")[0] == of) or code.ids
        if parsed.standards or place in ids:
            ids = code.ids
        before = CodeMention.of(place)
        codes = (before, replace(code, ids=ids))
        return replace(parsed, standards=(), codes=codes, facets=parsed.facets or topic.facets)
    first = topic.standards[:1] if topic.compared else topic.standards
    if parsed.codes or parsed.places or not parsed.standards or len(first) != 1:
        return None
    if parsed.standards == first:
        return None
    standards = (*first, *parsed.standards)
    facets = parsed.facets or topic.facets
    return replace(parsed, standards=standards, facets=facets, comparing=True)


def _of_another_standard(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> ParsedQuestion:
    """「那貿易經理呢？」: the same code, facets or subject of another standard."""
    bare = parsed.name_alone and parsed.standards != topic.standards
    pointed = parsed.refers_back or parsed.points
    if parsed.counterpart and pointed and topic.subject and parsed.standards != topic.standards:
        # "Does the retail job have anything like that?"
        like = ways.pattern(ways.COUNTERPART).sub(" ", parsed.terms)
        if weight_of(like) <= ELLIPTIC:
            return replace(parsed, subject=topic.subject, counterpart=False, refers_back=True)
    if not (parsed.refers_back or bare) or parsed.places:
        return parsed
    if parsed.facets or parsed.codes or parsed.weight > ELLIPTIC:
        return parsed
    codes = tuple(lookup.codes(" ".join(topic.codes), parsed.standards)) if topic.codes else ()
    if any(code.ids for code in codes):
        return replace(parsed, codes=codes)
    elsewhere = parsed.standards != topic.standards or parsed.mentioning
    if parsed.weight <= 1 and topic.subject and elsewhere:
        return replace(parsed, subject=topic.subject, refers_back=True)
    return replace(parsed, facets=topic.facets)


def _asks_the_same_of_a_task(parsed: ParsedQuestion, topic: Topic) -> bool:
    """「第二個任務？」 after a part of the first: a number in words, and nothing else."""
    if not topic.places or parsed.weight or ways.found(ways.WHAT_IT_IS, fold(parsed.text)):
        return False
    return all(
        mention.ids and all(map(is_task, mention.ids)) and not is_typed(mention)
        for mention in parsed.codes
    )


def _topic_first(code: CodeMention, topic: Topic) -> CodeMention:
    """A code's items with those of the standards that were spoken of in front."""
    return replace(
        code,
        ids=tuple(sorted(code.ids, key=lambda id_: id_.partition("/")[0] not in topic.standards)),
    )


def _code_under_topic(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    codes = tuple(
        replace(
            mention,
            ids=tuple(i for i in mention.ids if i.partition("/")[0] in topic.standards)
            or mention.ids,
        )
        for mention in parsed.codes
    )
    return replace(
        parsed, codes=codes, standards=topic.standards, facets=parsed.facets or topic.facets
    )
