"""The mechanical rules of good quiz items; every break of one is named in a short sentence."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from conversations.likeness import given_away, names, normalised, too_alike
from conversations.quiz import QuizItem

OPTIONS = 3
"""Three good options beat four with a filler (Rodriguez 2005)."""
LONGEST_KEY = 1.5
"""The key is at most this many times as long as the distractors are on average."""
NEARLY_THE_SAME = 0.8

# An item's code (P1.1.1, K01, S05a) or a standard's (IIS3513-005v2, KPS5R0258v2, 110985L5).
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[TOPKSANEGRC]\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?"
    r"|[A-Z]{3}\d{4}-\d{3}(?:v\d+)?|[A-Z]{3}\d[A-Z]\d{4}(?:v\d+)?|\d{6}L\d)(?![A-Za-z0-9])"
)
_BULLET = re.compile(r"[•●■○▪\uf09f]|【註\s*\d+】|<[a-z/]")
_ABSOLUTE = re.compile(r"一定(?!程度|的?期)|絕不|絕對|永遠|\b(?:always|never)\b", re.IGNORECASE)
_ALL_OR_NONE = re.compile(
    r"以上皆[是非]|以上都|皆非|\b(?:all|none|both) of (?:the|these) (?:above|options)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"不(?!同|動產|斷)|(?<![除])非(?!營利|常)|未(?!來)|無(?!線)|沒有|並非|除了|除外|切勿"
    r"|\b(?:not|no|except|without|neither|nor|none)\b|n't\b",
    re.IGNORECASE,
)


def lint(item: QuizItem) -> tuple[str, ...]:
    """What is wrong with `item` as far as its words can tell; empty for a sound one."""
    return tuple(_problems(item))


def _problems(item: QuizItem) -> Iterator[str]:
    texts = [option.text for option in item.options]
    keys = [option.text for option in item.options if option.correct]
    shown = [item.stem, *texts]

    if len(texts) != OPTIONS:
        yield f"has {len(texts)} options instead of {OPTIONS}"
    if len(keys) != 1:
        yield f"has {len(keys)} keys instead of 1"
        return
    if any(_CODE.search(text) for text in shown):
        yield "shows a code before the answer"
    if any(_BULLET.search(text) for text in shown):
        yield "shows a mark of layout"
    if len({normalised(text) for text in texts}) < len(texts):
        yield "has two options that read the same"
    elif any(nearly_the_same(one, other) for one, other in combinations(texts, 2)):
        yield "has two options that are nearly the same"

    distractors = [text for text in texts if text != keys[0]]
    if distractors and len(keys[0]) > LONGEST_KEY * sum(map(len, distractors)) / len(distractors):
        yield "has a key that is much longer than its distractors"
    if names(item.stem, keys[0]):
        yield "has a stem that names the key"
    if given_away(item.stem, keys[0], distractors):
        yield "has a word that only stem and key share"
    if any(_ABSOLUTE.search(text) for text in shown):
        yield "uses an absolute"
    if any(_ALL_OR_NONE.search(text) for text in texts):
        yield "offers all or none of the options"
    if _NEGATIVE.search(item.stem):
        yield "has a negative in its stem"
    if not all(option.reason.strip() for option in item.options):
        yield "has an option without a reason"
    if not _CODE.search(item.explanation) and item.standard not in item.explanation:
        yield "has an explanation that cites no code"


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two options can hardly be told apart: by their letters or by what they hold."""
    first, second = normalised(one), normalised(other)
    return too_alike(one, other) or SequenceMatcher(None, first, second).ratio() >= NEARLY_THE_SAME
