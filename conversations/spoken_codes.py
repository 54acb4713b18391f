"""Codes as people say and type them, rewritten as the documents print them.

`k10 到 k15` becomes six codes, `p 1.1.2` is P1.1.2, 註3 is N3; 任務五 and the fifth task are the
fifth task, whether its document calls it T5, E5 or R5.
"""

import re
from collections.abc import Sequence

from conversations.ways_of_asking import pattern
from index.fold import fold
from index.lookup import CodeMention, Lookup

MOST_TASKS = 30
LONGEST_RANGE = 60
"""Codes; a longer range is a slip of typing."""

_NOTE = (
    r"(?:(?<![關專備加標])註|附註|備註|\bnotes?)\s*(?:(\d{1,2})(?!\d)"
    r"|(十?[一二三四五六七八九]|十)(?![一二三四五六七八九十個下些般樣份項條種點]))"
)
_SPACED = r"(?<![a-z0-9'’])(?:([topksaegrc])\s+(?=\d{1,2}\.\d)|([kpt])\s+(?=\d{1,2}(?![\d.])))"
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,2}"
# A comma, dash, middle dot, full stop or underscore for the dot, l and i for 1, o for 0: p1,1,1
# and ko1 and ti.1; a dash behind the letter: s-14.
_SLIP = (
    r"(?<![a-z0-9.,\-_])([topksanegrc])\s?([0-9lio]{1,2})((?:\s?[.,\-·．。_]\s?[0-9li]{1,2}){1,2})(?![a-z0-9.,\-_]*[a-z0-9])"
    r"|(?<![a-z0-9.])([ksa])(o[1-9])(?![a-z0-9.])"
    r"|(?<![a-z0-9.\-_])([topksanegrc])[\-_](\d{1,2})(?![a-z0-9.\-_]*[a-z0-9])"
)
_RANGE = (
    rf"(?<![a-z0-9.])([topksanegrc])({_NUMBER})\s*(?:到|至|~|-|–|—|―|\bto\b|\bthrough\b|\bthru\b)\s*"
    rf"(?:([topksanegrc])\s*)?({_NUMBER})(?![\d.]*\d)"
)
_NTH_TASK = (
    r"第\s*([一二三四五六七八九1-9])\s*(?:個|項|大)?(?:工作)?(?:任務|職責|主要職責|要素)"
    r"|\b(first|second|third|fourth|fifth) (?:task|element|duty|group)\b"
    r"|(?:任務|職責|要素)\s*([一二三四五六七八九1-9])(?![\d.覽般樣起些下直定共個項種大份條])"
    r"|\b(?:task|element|duty)\s+([1-9])(?![\d.])"
    r"|(?<!which )(?<!what )\b(?:task|element|duty)\s+"
    r"(one(?! (?:has|must|should|can|needs?|does|do|is)\b)|two|three|four|five)\b"
)
_NUMBERED = (
    r"(?<![\w.])(?<!\b[a-z]\s)(?:([一二三四五六七八九])\s*[.．、\-]\s*|(\d{1,2})\.)"
    r"(\d{1,2})(?:\.(\d{1,2}))?(?![\w.%]|\s*(?:年|月|日|倍|萬|元|years?|times|percent))"
)
"""A number as printed beside a criterion, under the numeral of its element: 四.4, 4.4, 1.2.3."""
_LAST_TASK = (
    r"最後(?:一)?(?:個|項)?(?:大)?(?:工作)?(?:任務|職責|主要職責|要素)"
    r"|\b(?:the )?last (?:task|element|duty|group)\b"
)
_LEVEL = (
    r"(?:級別|等級)\s*(?:是|為|=|:)?\s*(?:第\s*)?([1-7一二三四五六七])(?![\d.樣])級?"
    r"|第?\s*([1-7一二三四五六七])\s*級(?:的|是|在|$|(?=[?？嗎吧呢]|任務|職責|工作|活動))"
    r"|\blevel[ -]?(?:is |of |at )?([1-7])(?![\d.])"
)
_NUMBERS = {
    number: n
    for n, words in enumerate(
        (
            "一 first one",
            "二 second 兩 两 two",
            "三 third three",
            "四 fourth four",
            "五 fifth five",
            "六",
            "七",
            "八",
            "九",
        ),
        1,
    )
    for number in (*words.split(), str(n))
}


def number_of(match: re.Match[str]) -> int:
    """The number in the first group that matched: 二, 2 or second."""
    number = next(filter(None, match.groups()))
    return int(number) if number.isdecimal() else _NUMBERS[number]


def is_typed(mention: CodeMention) -> bool:
    """Whether it is as documents print it: T2, not 第二個任務, which asks what stands there."""
    return re.fullmatch(r"[a-z]\s?[\d.]+", fold(mention.printed)) is not None


def with_typed_codes(rest: str) -> str:
    """Folded text with notes, spaced codes, slips and ranges as plain codes."""
    rest = pattern(_SLIP).sub(_mended, rest)
    rest = pattern(_NOTE).sub(lambda match: f" n{_note_number(match)} ", rest)
    rest = pattern(_SPACED).sub(lambda match: match[1] or match[2], rest)
    return pattern(_RANGE).sub(_spelled_out, rest)


def _note_number(match: re.Match[str]) -> int:
    if match[1]:
        return int(match[1])
    ones = match[2].removeprefix("十")
    return 10 * (ones != match[2]) + _NUMBERS.get(ones, 0)


def _mended(match: re.Match[str]) -> str:
    letter = match[1] or match[4] or match[6]
    number, rest = match[2] or match[5] or match[7], match[3] or ""
    digits = re.sub(r"[,\-·．。_]", ".", re.sub(r"\s", "", number + rest))
    return letter + digits.replace("l", "1").replace("i", "1").replace("o", "0")


def _spelled_out(match: re.Match[str]) -> str:
    letter, first, again, last = match.groups()
    place, _, start = first.rpartition(".")
    end_place, _, end = last.rpartition(".")
    if (again or letter) != letter or (end_place and end_place != place):
        return match[0]
    count = int(end) - int(start) + 1
    if not 1 < count <= LONGEST_RANGE:
        return match[0]
    head = f"{letter}{place}." if place else letter
    return " ".join(f"{head}{int(start) + step}" for step in range(count)) + " "


def in_a_range(folded: str) -> bool:
    """Whether the text names a range: codes of it that nobody prints are passed over."""
    found = pattern(_RANGE).search(pattern(_SPACED).sub(lambda m: m[1] or m[2], folded))
    return found is not None and _spelled_out(found) != found[0]


def numbered_tasks(
    rest: str, standards: Sequence[str], lookup: Lookup, spoken_of: Sequence[str] = ()
) -> tuple[list[tuple[int, int]], tuple[CodeMention, ...]]:
    """Where tasks are named by their number, and what they may mean.

    `spoken_of`: the standards of the conversation, for what says nothing without one.
    """
    spans, mentions = [], []
    for match in pattern(_NTH_TASK).finditer(rest):
        codes = " ".join(f"{letter}{number_of(match)}" for letter in "ter")
        found = lookup.codes(codes, standards or None)
        ids = tuple(id_ for code in found for id_ in code.ids)
        spans.append(match.span())
        mentions.append(CodeMention(match[0].strip(), ids))
    named = standards or spoken_of
    for match in pattern(_NUMBERED).finditer(rest) if named else ():
        place = f"{_NUMBERS[match[1]] if match[1] else match[2]}.{match[3]}"
        whole = f"{place}.{match[4]}" if match[4] else place
        letters = "p" if match[4] else "terg"
        found = lookup.codes(" ".join(letter + whole for letter in letters), named)
        ids = tuple(id_ for code in found for id_ in code.ids)
        if ids:
            spans.append(match.span())
            mentions.append(CodeMention(match[0].strip(), ids))
    last = pattern(_LAST_TASK).search(rest) if named else None
    if last:
        spans.append(last.span())
        mentions.append(CodeMention(last[0], _last_tasks(named, lookup)))
    return spans, tuple(mentions)


def without_numbered_tasks(folded: str) -> str:
    """The text with spaces for every 任務二 and second task in it."""
    return pattern(_NTH_TASK).sub(lambda match: " " * len(match[0]), folded)


def _last_tasks(standards: Sequence[str], lookup: Lookup) -> tuple[str, ...]:
    """The task with the highest number of each standard."""
    found: dict[str, str] = {}
    for number in range(1, MOST_TASKS + 1):
        codes = " ".join(f"{letter}{number}" for letter in "ter")
        for mention in lookup.codes(codes, standards):
            found |= {id_.partition("/")[0]: id_ for id_ in mention.ids}
    return tuple(found.values())


def level_in(rest: str) -> tuple[tuple[int, int], int] | None:
    """Where a level is named by its number, and which: 「六級的任務」, level 5."""
    match = pattern(_LEVEL).search(rest)
    return (match.span(), number_of(match)) if match else None
