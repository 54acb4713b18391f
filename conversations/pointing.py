"""Which of what was shown or spoken of is pointed at: 「第二個」, the last one, 「另一個」."""

import re
from dataclasses import replace

from conversations import ways_of_asking as ways
from conversations.facets import KIND_OF, Facet
from conversations.question import ParsedQuestion
from conversations.spoken_codes import MOST_TASKS, number_of
from conversations.topic import SHOWN, Topic
from index.fold import fold
from index.lookup import CodeMention, Lookup

ELLIPTIC = 3
"""A follow-up says little of its own: 「那技能呢？」 leaves no more than this to search for."""
NEXT, LAST, BEFORE = 0, -1, -SHOWN - 1
"""Beside the numbers of a list, which count from its end below 0."""
_PICKING, _POINTING = 8, 24
"""「第一個規劃推廣活動有什麼指標」 may say what the first one is, and not much else; "is the third
one a gambler? not in a job ad" points to it whatever it says."""
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
    last_few = ways.pattern(ways.LAST_FEW).search(rest)
    if last_few:
        return [last_few.span()], tuple(range(-number_of(last_few), 0))
    from_the_end = ways.pattern(ways.FROM_THE_END).search(rest)
    if from_the_end:
        counted = number_of(from_the_end) if any(from_the_end.groups()) else 2
        return [from_the_end.span()], (-counted,)
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


def picked(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> tuple[str, ...]:
    """The items of what was shown last that the question means."""
    listed = shown(topic)
    pointed = ways.found(ways.THE_NTH_ONE, fold(parsed.text))
    most = (_POINTING if pointed else _PICKING) if parsed.nth else ELLIPTIC
    if parsed.weight > most or not listed:
        return ()
    wanted = parsed.nth
    if not wanted:
        # 「第二個任務」 after a list is one of that list, whatever the document calls T2.
        numbered = [code for code in parsed.codes if len({*code.ids}) != 1]
        match = ways.pattern(ways.NTH).search(fold(numbered[0].printed)) if numbered else None
        wanted = (number_of(match),) if match else ()
    if wanted_beside(wanted):
        looked_up = topic.shown[0] if topic.codes else ""
        here = topic.picked or looked_up or (topic.places or listed)[-1]
        found = beside(here, 1 if wanted == (NEXT,) else -1, lookup)
        return (found,) if found else ()
    misspoke = ways.found(ways.MISSPOKE, fold(parsed.text))
    if misspoke and len(topic.places) == 1 and topic.places[0] not in listed:
        # 「我講錯了，是第三項」 after what the fourth one has.
        numbered_so = (_numbered_like(topic.places[0], nth, lookup) for nth in wanted)
        return tuple(filter(None, numbered_so))
    if len(listed) == 1 and ways.found(ways.NTH_PART, fold(parsed.text)):
        # "Outputs of the first part?" after what task 3 is about.
        parts = tuple(filter(is_task, _under(listed[0], lookup)))
        listed = parts if all(-len(parts) <= nth <= len(parts) for nth in wanted) else listed
    if len(listed) == 1:
        found_like = (_numbered_like(listed[0], nth, lookup) for nth in wanted)
        return tuple(filter(None, found_like))
    within = [nth for nth in wanted if -len(listed) <= nth <= len(listed)]
    items = tuple(listed[nth - 1 if nth > 0 else nth] for nth in within)
    if items and parsed.codes and not parsed.nth and not any(map(is_task, items)):
        # 「第二個任務呢」 after what the first one has: a task of the standard, none of the list.
        ids = (id_ for code in parsed.codes for id_ in code.ids)
        return tuple(id_ for id_ in ids if id_.partition("/")[0] in topic.standards) or items
    return items


def _under(place: str, lookup: Lookup) -> list[str]:
    """What the document prints by number under a task or an activity."""
    return [id_ for n in range(1, MOST_TASKS + 1) if (id_ := f"{place}.{n}") in lookup]


def shown(topic: Topic) -> tuple[str, ...]:
    """The list shown last; where it is no list but a standard, the two that were spoken of."""
    of_header = topic.shown == topic.standards or not {*topic.facets} & {*KIND_OF}
    if len(topic.shown) == 1 and of_header and topic.facets and len(topic.earlier) == 1:
        return (*topic.earlier, *topic.standards)
    return topic.shown


def about(items: tuple[str, ...], parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    """The question asked of some items of the list."""
    standards = tuple(dict.fromkeys(item.partition("/")[0] for item in items))
    codes = [item.partition("/")[2] for item in items]
    asked = replace(parsed, standards=standards, codes=(), picked=items, refers_back=True)
    if not all(codes):
        return asked
    if all(code[0] in _PLACES for code in codes):
        # 「第一個有什麼指標」, 「第二個呢」: what was asked of one is asked of the next.
        asked_of_one = (
            parsed.nth == (NEXT,)
            or any(place in topic.shown for place in topic.places)
            or (len(topic.places) == 1 and all(map(is_task, (*topic.places, *items))))
        ) and not ways.found(ways.WHAT_IT_IS, fold(parsed.text))
        same = topic.facets if asked_of_one and not parsed.explained else ()
        # 「下一步」 and "the step before" name no activities of it.
        stepped = wanted_beside(parsed.nth) and parsed.facets == (Facet.ACTIVITIES,)
        facets = () if stepped else parsed.facets
        return replace(asked, places=items, facets=facets or same)
    mentions = (CodeMention(code, (item,)) for code, item in zip(codes, items, strict=True))
    return replace(asked, codes=tuple(mentions), facets=())


def wanted_beside(nth: tuple[int, ...]) -> bool:
    """Whether what stands before or after is asked for."""
    return nth in ((NEXT,), (BEFORE,))


def is_task(item: str) -> bool:
    """Whether it may be what 任務 means: T2, T2.1, E2, R2; not the criterion E1.2."""
    return re.fullmatch(r"T[\d.]+|[ER]\d+", item.partition("/")[2]) is not None


def other_one(topic: Topic) -> str | None:
    """The id of the one of two that is not spoken of now; None where there were no two."""
    if len(topic.shown) == 2 and topic.picked in topic.shown:
        return next(item for item in topic.shown if item != topic.picked)
    if len(topic.places) == 1 and len(topic.passed) == 1 and topic.passed != topic.places:
        return topic.passed[0]
    if len(topic.standards) == 1 and len(topic.earlier) == 1 and topic.earlier != topic.standards:
        return topic.earlier[0]
    return None


def beside(item: str, step: int, lookup: Lookup) -> str | None:
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
    under = _under(f"{parent[1]}{int(parent[2]) + step}", lookup)
    return under[0 if step > 0 else -1] if under else None


def _numbered_like(item: str, nth: int, lookup: Lookup) -> str | None:
    """The n-th of those that an item stands among: E4 is the fourth after E2."""
    match = re.fullmatch(r"(.*/.*?)(\d+)", item)
    if match is None:
        return None
    like = [
        id_ for n in range(1, SHOWN + 1) if (id_ := f"{match[1]}{n:0{len(match[2])}}") in lookup
    ]
    return like[nth - 1 if nth > 0 else nth] if -len(like) <= nth <= len(like) and nth else None
