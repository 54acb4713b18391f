"""How many of something a place must list: 「只有一條」, 兩項以上, more than one."""

import re
from functools import cache

from index.fold import fold

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "1 一 one a",
            "2 二 兩 两 two",
            "3 三 three",
            "4 四 four",
            "5 五 five",
            "6 六 six",
            "7 七 seven",
            "8 八 eight",
            "9 九 nine",
            "10 十 ten",
        ),
        start=1,
    )
    for word in words.split()
}
_N = rf"({'|'.join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))})"
_OF = r"\s*(?:個|項|條|份|種|樣|張)"
_MORE = rf"(?:超過|多於|不[只止]|大於){_N}{_OF}|\b(?:more|over) than {_N}\b|\bover {_N}\b"
_FEWER = rf"(?:少於|不到|不足|未滿|小於){_N}{_OF}|\b(?:fewer|less) than {_N}\b"
_LEAST = rf"(?:至少|起碼){_N}{_OF}|{_N}{_OF}(?:或)?以上|\bat least {_N}\b|\b{_N} or more\b"
_MOST = (
    rf"(?:至多|最多){_N}{_OF}|{_N}{_OF}(?:或)?以[下內]|\bat most {_N}\b|\b{_N} or (?:fewer|less)\b"
)
_EXACTLY = (
    rf"(?:只|僅|剛好|恰好|正好|就)(?:有|要|列|需要?|列出|產出|交)*(?:出|了)?{_N}{_OF}"
    rf"|有{_N}{_OF}(?:(?=.{{1,6}}的(?:工作)?(?:任務|職責|活動))|的?[\s?？]*$)"
    rf"|\b(?:only|just|exactly|a single) {_N}\b"
)

Amount = tuple[int, int | None]
"""The least and the most; None for no end."""


def amount_in(folded: str) -> tuple[tuple[int, int], Amount] | None:
    """Where the text says how many, and how many that is."""
    for words, least, most in (
        (_MORE, 1, None),
        (_FEWER, None, -1),
        (_LEAST, 0, None),
        (_MOST, None, 0),
        (_EXACTLY, 0, 0),
    ):
        match = _pattern(words).search(folded)
        if match:
            number = _NUMBERS[next(filter(None, match.groups()))]
            low = 0 if least is None else number + least
            return match.span(), (low, None if most is None else number + most)
    return None


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(fold(words))
