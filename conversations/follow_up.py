"""A question that leans on what was said before: 「那技能呢？」, 「第二個呢」, and the outputs?"""

import re
from dataclasses import replace

from conversations import ways_of_asking as ways
from conversations.question import ParsedQuestion, weight_of
from conversations.small_talk import SmallTalk
from conversations.spoken_codes import MOST_TASKS, number_of
from conversations.topic import Topic
from index.fold import fold
from index.lookup import CodeMention, Lookup
from standards.model import Language

_ELLIPTIC = 3
"""A follow-up says little of its own: 「那技能呢？」 leaves no more than this to search for."""
NEXT, LAST, BEFORE = 0, -1, -2
_PICKING = 8
"""「第一個規劃推廣活動有什麼指標」 may say what the first one is, and not much else."""
_PLACES = "TER"
"""What the codes of tasks, activities, elements and groups begin with."""


def first_few(n: int) -> tuple[int, ...]:
    """The numbers of the first `n` of a list; of one alone none, since it may be any."""
    return tuple(range(1, n + 1)) if n > 1 else ()


def nth_in(rest: str) -> tuple[list[tuple[int, int]], tuple[int, ...]]:
    """Where some of a list are named by their numbers, and which: 2, LAST, NEXT or BEFORE."""
    few = ways.pattern(ways.FIRST_FEW).search(rest)
    if few:
        return [few.span()], first_few(number_of(few))
    for words, nth in (
        (ways.BEFORE_IT, BEFORE),
        (ways.LAST, LAST),
        (ways.FORMER, 1),
        (ways.NEXT, NEXT),
    ):
        match = ways.pattern(words).search(rest)
        if match:
            return [match.span()], (nth,)
    matches = list(ways.pattern(ways.NTH).finditer(rest))
    return [match.span() for match in matches], tuple(number_of(match) for match in matches)


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
    return None


def with_topic(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> ParsedQuestion:
    """The question with what it leaves unsaid taken from the conversation."""
    if not topic.standards:
        # A list of standards is about none of them yet.
        chosen = () if parsed.standards else _picked(parsed, topic, lookup)
        return _about(chosen, parsed, topic) if chosen else parsed
    beside = _beside_the_topic(parsed, topic)
    if beside:
        return beside
    if parsed.standards:
        return _of_another_standard(parsed, topic, lookup) if parsed.refers_back else parsed
    picked = _picked(parsed, topic, lookup)
    if picked:
        return _about(picked, parsed, topic)
    if (
        parsed.nth
        and parsed.nth != (BEFORE,)
        and topic.shown
        and parsed.weight <= _ELLIPTIC
        and not parsed.codes
    ):
        return replace(parsed, beyond=len(topic.shown))
    if topic.compared and parsed.facets and parsed.weight <= _ELLIPTIC and not parsed.codes:
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
        if told_apart or parsed.comparing or len(parsed.codes) > 1:
            return _code_under_topic(parsed, topic)
        return replace(parsed, codes=tuple(_topic_first(code, topic) for code in parsed.codes))
    if parsed.reverse and parsed.weight <= 1 and topic.codes:
        # 「還有哪些任務也要？」 of the skill that was looked up.
        return replace(parsed, codes=tuple(lookup.codes(" ".join(topic.codes), topic.standards)))
    if parsed.places:
        return parsed
    if parsed.weight == 0 and topic.codes and not parsed.facets:
        return replace(parsed, codes=tuple(lookup.codes(" ".join(topic.codes), topic.standards)))
    bare = parsed.weight <= 1 or (
        (parsed.refers_back or bool(parsed.facets)) and parsed.weight <= _ELLIPTIC
    )
    if bare and (parsed.facets or parsed.refers_back or parsed.counting):
        return replace(
            parsed,
            standards=topic.standards,
            places=() if parsed.about_whole else topic.places,
            facets=parsed.facets or topic.facets,
            refers_back=True,
        )
    return parsed


def _beside_the_topic(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion | None:
    """「跟貿易經理比呢」, 「跟 T3 比呢」: what was spoken of, compared with what is named."""
    if not (parsed.comparing or parsed.sharing or parsed.lacking) or len(parsed.standards) > 1:
        return None
    said = ways.pattern(ways.COMPARING).sub(" ", parsed.terms)
    said = ways.pattern(ways.MOVING).sub(" ", said) if parsed.lacking else said
    if weight_of(said) > _ELLIPTIC:
        return None
    folded = fold(parsed.text)
    named = parsed.standards or parsed.codes or parsed.places
    they = ways.found(ways.THEY, folded) or weight_of(said) == 0
    two = (*topic.passed, *topic.places)
    if not named and they and len({*two}) == len(two) == 2:
        codes = tuple(CodeMention(place.partition("/")[2], (place,)) for place in two)
        return replace(parsed, codes=codes, facets=parsed.facets or topic.facets)
    if not named and they and len(topic.standards) == 1:
        if len(topic.earlier) != 1 or topic.earlier == topic.standards:
            return None
        both = (*topic.earlier, *topic.standards)
        return replace(parsed, standards=both, facets=parsed.facets or topic.facets)
    if not parsed.refers_back and not ways.found(ways.WITH, folded):
        return None
    if len(parsed.codes) == 1 and len(topic.places) == 1:
        (place,), (code,) = topic.places, parsed.codes
        of = place.partition("/")[0]
        ids = tuple(id_ for id_ in code.ids if id_.partition("/")[0] == of) or code.ids
        if parsed.standards or place in ids:
            ids = code.ids
        before = CodeMention(place.partition("/")[2], (place,))
        codes = (before, replace(code, ids=ids))
        return replace(parsed, standards=(), codes=codes, facets=parsed.facets or topic.facets)
    if parsed.codes or parsed.places or not parsed.standards or len(topic.standards) != 1:
        return None
    if parsed.standards == topic.standards:
        return None
    standards = (*topic.standards, *parsed.standards)
    return replace(parsed, standards=standards, facets=parsed.facets or topic.facets)


def _of_another_standard(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> ParsedQuestion:
    """「那貿易經理呢？」: the same code, or the same facets, of another standard."""
    if parsed.facets or parsed.codes or parsed.weight > _ELLIPTIC:
        return parsed
    if topic.codes:
        return replace(parsed, codes=tuple(lookup.codes(" ".join(topic.codes), parsed.standards)))
    return replace(parsed, facets=topic.facets)


def _picked(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> tuple[str, ...]:
    """The items of the list shown last that the question means."""
    if parsed.weight > (_PICKING if parsed.nth else _ELLIPTIC) or not topic.shown:
        return ()
    wanted = parsed.nth
    if not wanted:
        # 「第二個任務」 after a list is one of that list, whatever the document calls T2.
        numbered = [code for code in parsed.codes if len({*code.ids}) != 1]
        match = ways.pattern(ways.NTH).search(fold(numbered[0].printed)) if numbered else None
        wanted = (number_of(match),) if match else ()
    if wanted in ((NEXT,), (BEFORE,)):
        here = topic.picked or (topic.places[-1] if topic.places else topic.shown[-1])
        beside = _beside(here, 1 if wanted == (NEXT,) else -1, lookup)
        return (beside,) if beside else ()
    within = [nth for nth in wanted if nth <= len(topic.shown)]
    picked = tuple(topic.shown[nth - 1 if nth > 0 else nth] for nth in within)
    if picked and parsed.codes and not parsed.nth and not any(map(_is_task, picked)):
        # 「第二個任務呢」 after what the first one has: a task of the standard, none of the list.
        ids = (id_ for code in parsed.codes for id_ in code.ids)
        return tuple(id_ for id_ in ids if id_.partition("/")[0] in topic.standards) or picked
    return picked


def _is_task(item: str) -> bool:
    """Whether it may be what 任務 means: T2, T2.1, E2, R2; not the criterion E1.2."""
    return re.fullmatch(r"T[\d.]+|[ER]\d+", item.partition("/")[2]) is not None


def _beside(item: str, step: int, lookup: Lookup) -> str | None:
    """What the document prints after a task or an activity, or before it: T3.2 after T3.1, T2.3
    before it."""
    match = re.fullmatch(r"(.*?)(\d+)", item)
    if match is None:
        return None
    found = f"{match[1]}{int(match[2]) + step:0{len(match[2])}}"
    if found in lookup:
        return found
    parent = re.fullmatch(r"(.*?)(\d+)\.\d+", item)
    if parent is None:
        return None
    beside = f"{parent[1]}{int(parent[2]) + step}"
    under = [id_ for n in range(1, MOST_TASKS + 1) if (id_ := f"{beside}.{n}") in lookup]
    return under[0 if step > 0 else -1] if under else None


def _about(items: tuple[str, ...], parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    """The question asked of some items of the list."""
    standards = tuple(dict.fromkeys(item.partition("/")[0] for item in items))
    codes = [item.partition("/")[2] for item in items]
    asked = replace(parsed, standards=standards, codes=(), picked=items, refers_back=True)
    if not all(codes):
        return asked
    if all(code[0] in _PLACES for code in codes):
        # 「第一個有什麼指標」, 「第二個呢」: what was asked of one is asked of the next.
        asked_of_one = parsed.nth == (NEXT,) or any(place in topic.shown for place in topic.places)
        same = topic.facets if asked_of_one else ()
        return replace(asked, places=items, facets=parsed.facets or same)
    mentions = (CodeMention(code, (item,)) for code, item in zip(codes, items, strict=True))
    return replace(asked, codes=tuple(mentions), facets=())


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
