"""The rules for every item."""

import re
from collections.abc import Iterator
from itertools import combinations

from conversations.item_lint.as_asked import Asked, Check, key_and_distractors, shown
from conversations.item_lint.broken import Break, Rule
from conversations.language import N_
from conversations.likeness import names, normalised

OPTIONS = 3
"""Three good options beat four with a filler (Rodriguez 2005)."""
LONGEST_KEY = 1.5
"""The key is at most this many times as long as the distractors are on average."""

# An item's code (P1.1.1, K01, S05a) or a standard's (IIS3513-005v2, KPS5R0258v2, 110985L5).
CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[TOPKSANEGRC]\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?"
    r"|[A-Z]{3}\d{4}-\d{3}(?:v\d+)?|[A-Z]{3}\d[A-Z]\d{4}(?:v\d+)?|\d{6}L\d)(?![A-Za-z0-9])"
)
_BULLET = re.compile(r"[•●■○▪\uf09f]|【註\s*\d+】|<[a-z/]")
_ABSOLUTE = re.compile(
    r"一定(?!程度|的?期)|絕不|絕對|永遠|從不|\b(?:always|never)\b", re.IGNORECASE
)
_ALL_OR_NONE = re.compile(
    r"以上皆[是非]|以上都|皆非|\b(?:all|none|both) of (?:the|these) (?:above|options)\b",
    re.IGNORECASE,
)


def one_key(item: Asked) -> Iterator[Break]:
    """Exactly one option is right."""
    keys = sum(option.correct for option in item.options)
    if keys != 1:
        yield Break(Rule.ONE_KEY, N_("It has {n} right options instead of one."), {"n": keys})


def no_code(item: Asked) -> Iterator[Break]:
    """No code is seen before the answer."""
    for text in shown(item):
        if code := CODE.search(text):
            yield Break(
                Rule.CODE_SHOWN,
                N_("It shows the code {code} before the answer."),
                {"code": code[0]},
            )


def no_layout(item: Asked) -> Iterator[Break]:
    """No bullet or other mark of layout is left in it."""
    for text in shown(item):
        if mark := _BULLET.search(text):
            yield Break(
                Rule.LAYOUT_MARK, N_("It shows a mark of layout: {mark}"), {"mark": mark[0]}
            )


def different_options(item: Asked) -> Iterator[Break]:
    """Options differ by more than width, case, punctuation and spaces."""
    for one, other in combinations(item.options, 2):
        if normalised(one.text) == normalised(other.text):
            yield Break(
                Rule.SAME_OPTIONS, N_("Two options read the same: “{text}”."), {"text": one.text}
            )


def no_long_key(item: Asked) -> Iterator[Break]:
    """The key is hardly longer than its distractors."""
    key, distractors = key_and_distractors(item)
    if not (key and distractors):
        return
    mean = sum(map(len, distractors)) / len(distractors)
    if len(key) > LONGEST_KEY * mean:
        yield Break(
            Rule.LONG_KEY,
            N_("The key has {n} characters, its distractors {mean} on average."),
            {"n": len(key), "mean": round(mean)},
        )


def no_named_key(item: Asked) -> Iterator[Break]:
    """The stem doesn't hold most of what the key says."""
    key, _distractors = key_and_distractors(item)
    if key and names(item.stem, key):
        yield Break(Rule.NAMED_KEY, N_("The stem says what the key says."))


def no_absolute(item: Asked) -> Iterator[Break]:
    """Absolutes are mostly wrong, and people know it."""
    for text in shown(item):
        if word := _ABSOLUTE.search(text):
            yield Break(Rule.ABSOLUTE, N_("It uses an absolute: “{word}”."), {"word": word[0]})


def no_all_or_none(item: Asked) -> Iterator[Break]:
    """No option speaks of the other options."""
    for option in item.options:
        if _ALL_OR_NONE.search(option.text):
            yield Break(
                Rule.ALL_OR_NONE,
                N_("“{text}” speaks of the other options; they are shuffled."),
                {"text": option.text},
            )


def reasons(item: Asked) -> Iterator[Break]:
    """Every option has its reason."""
    for option in item.options:
        if not option.reason.strip():
            yield Break(
                Rule.NO_REASON, N_("The option “{text}” has no reason."), {"text": option.text}
            )


EVERYWHERE: tuple[Check, ...] = (
    one_key,
    no_code,
    no_layout,
    different_options,
    no_long_key,
    no_named_key,
    no_absolute,
    no_all_or_none,
    reasons,
)
