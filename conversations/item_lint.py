"""The mechanical rules of good quiz items: every break of one is named, with a sentence.

Some hold for every item, some only for those generated from a standard's words, whose stems are a
title and a question, and some only for those that people write, whose stems tell of a situation.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations
from typing import Protocol

from conversations.language import N_
from conversations.likeness import given_away, names, normalised, telling, too_alike
from conversations.quiz import Option, QuizItem
from standards.graph import Graph
from standards.item_bank import Wording, WrittenItem
from standards.model import Language, Standard

OPTIONS = 3
"""Three good options beat four with a filler (Rodriguez 2005)."""
MOST_OPTIONS = 4
"""What a writer may offer where all four are good."""
LONGEST_KEY = 1.5
"""The key is at most this many times as long as the distractors are on average."""
LENGTH_BAND = 2.5
"""The longest option is at most this many times as long as the shortest, and _SLACK more."""
_SLACK = 4
NEARLY_THE_SAME = 0.8
RARE = 3
"""A word in at most this many items of the bank is rare: sharing it is a cue."""
MESSAGE = 3_800
"""Telegram's message holds 4,096 characters; the rest is left for what stands around an item."""


class Rule(StrEnum):
    """What an item can break."""

    OPTION_COUNT = "option-count"
    ONE_KEY = "one-key"
    CODE_SHOWN = "code-shown"
    LAYOUT_MARK = "layout-mark"
    SAME_OPTIONS = "same-options"
    SAME_FORM = "same-form"
    LENGTH_BAND = "length-band"
    LONG_KEY = "long-key"
    NAMED_KEY = "named-key"
    SHARED_WORD = "shared-word"
    ABSOLUTE = "absolute"
    ALL_OR_NONE = "all-or-none"
    NEGATIVE = "negative"
    NO_REASON = "no-reason"
    CITATION = "citation"
    TARGET = "target"
    LANGUAGES = "languages"
    MESSAGE_LENGTH = "message-length"
    REPEATED_STEM = "repeated-stem"
    KEY_LENGTHS = "key-lengths"
    KEY_POSITIONS = "key-positions"


@dataclass(frozen=True, slots=True)
class Break:
    """One break of a rule; `msgid` is an English sentence whose {holes} `params` fill."""

    rule: Rule
    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """A break and where it is."""

    item: str | None
    """The item's id; None where the whole bank is meant."""
    language: Language | None
    """None where it is the same in every language."""
    broken: Break


class Asked(Protocol):
    """What the rules look at: an item in the words in which it is asked."""

    @property
    def stem(self) -> str: ...
    @property
    def options(self) -> tuple[Option, ...]: ...
    @property
    def explanation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    stem: str
    options: tuple[Option, ...]
    explanation: str


Check = Callable[[Asked], Iterator[Break]]

# An item's code (P1.1.1, K01, S05a) or a standard's (IIS3513-005v2, KPS5R0258v2, 110985L5).
_CODE = re.compile(
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
_NEGATIVE = re.compile(
    r"不(?!同|動產|斷)|(?<![除])非(?!營利|常)|未(?!來)|無(?!線)|沒有|並非|除了|除外|切勿"
    r"|\b(?:not|no|except|without|neither|nor|none)\b|n't\b",
    re.IGNORECASE,
)
# A situation may well hold a “not”; only the question must not ask for what is wrong.
_ASKS_FOR_WRONG = re.compile(
    r"何者(?:不|非|有誤|錯誤)"
    r"|[哪何][^，。？]{0,8}(?:不正確|不應|不該|不屬於|不是|不適|不宜|不包括|(?<!能)不能|有誤|錯誤)"
    r"|並非|切勿"
    r"|\b(?:which|what|who)\b(?:(?!\b(?:so|that|to|how|why)\b)[^,?]){0,40}?"
    r"(?:\b(?:not|never|except|cannot|least|incorrect)\b|n't\b)",
    re.IGNORECASE,
)
_SHOUTED_NOT = re.compile(r"\b(?:NOT|EXCEPT)\b")
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[^。！？!?.]+[。！？!?.]*\s*$")
_COUNT = re.compile(r"[\d一二兩三四五六七八九十百千萬]")
_NUMBER = re.compile(r"[\d.,:%/ -]+")


def lint(item: QuizItem) -> tuple[Break, ...]:
    """What is wrong with a generated item as far as its words can tell; empty for a sound one."""
    return tuple(found for check in _GENERATED for found in check(item)) + tuple(
        _cites(item, item.standard)
    )


def lint_bank(
    items: Sequence[WrittenItem], standards: Iterable[Standard]
) -> tuple[ItemFinding, ...]:
    """What is wrong with the written items of these standards, each by itself and side by side.

    Retired items are left alone: nobody is asked them any more.
    """
    used = [item for item in items if item.status != "retired"]
    graphs = {standard.code: Graph(standard) for standard in standards}
    rare = rare_words(used)
    return tuple(
        found
        for item in used
        for found in (*_about(item, graphs.get(item.standard)), *_in_words(item, rare))
    ) + tuple(_repeated(used))


# In every item ---------------------------------------------------------------------------------


def one_key(item: Asked) -> Iterator[Break]:
    """Exactly one option is right."""
    keys = sum(option.correct for option in item.options)
    if keys != 1:
        yield Break(Rule.ONE_KEY, N_("It has {n} right options instead of one."), {"n": keys})


def no_code(item: Asked) -> Iterator[Break]:
    """No code is seen before the answer."""
    for text in _shown(item):
        if code := _CODE.search(text):
            yield Break(
                Rule.CODE_SHOWN,
                N_("It shows the code {code} before the answer."),
                {"code": code[0]},
            )


def no_layout(item: Asked) -> Iterator[Break]:
    """No bullet or other mark of layout is left in it."""
    for text in _shown(item):
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
    key, distractors = _key_and_distractors(item)
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
    key, _distractors = _key_and_distractors(item)
    if key and names(item.stem, key):
        yield Break(Rule.NAMED_KEY, N_("The stem says what the key says."))


def no_absolute(item: Asked) -> Iterator[Break]:
    """Absolutes are mostly wrong, and people know it."""
    for text in _shown(item):
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


# In generated items ----------------------------------------------------------------------------


def three_options(item: Asked) -> Iterator[Break]:
    """There are as many options as there are good ones to be had."""
    if len(item.options) != OPTIONS:
        yield Break(
            Rule.OPTION_COUNT,
            N_("It has {n} options instead of {wanted}."),
            {"n": len(item.options), "wanted": OPTIONS},
        )


def unlike_options(item: Asked) -> Iterator[Break]:
    """No two options may mean the same: nobody has checked which of them is true."""
    for one, other in combinations(item.options, 2):
        if normalised(one.text) != normalised(other.text) and nearly_the_same(one.text, other.text):
            yield Break(
                Rule.SAME_OPTIONS,
                N_("Two options are nearly the same: “{one}”, “{other}”."),
                {"one": one.text, "other": other.text},
            )


def no_word_given_away(item: Asked) -> Iterator[Break]:
    """A title and its key share no telling word that no distractor has."""
    key, distractors = _key_and_distractors(item)
    if key and (words := given_away(item.stem, key, distractors)):
        yield _shared_word(words)


def no_negative(item: Asked) -> Iterator[Break]:
    """The stem holds no negative at all."""
    if word := _NEGATIVE.search(item.stem):
        yield Break(Rule.NEGATIVE, N_("Its stem holds a negative: “{word}”."), {"word": word[0]})


def _cites(item: Asked, standard: str) -> Iterator[Break]:
    if not _CODE.search(item.explanation) and standard not in item.explanation:
        yield Break(Rule.CITATION, N_("Its explanation cites no code."))


# In written items ------------------------------------------------------------------------------


def three_or_four_options(item: Asked) -> Iterator[Break]:
    """Three options, four where all are good."""
    if not OPTIONS <= len(item.options) <= MOST_OPTIONS:
        yield Break(
            Rule.OPTION_COUNT,
            N_("It has {n} options; there are {fewest} or {most}."),
            {"n": len(item.options), "fewest": OPTIONS, "most": MOST_OPTIONS},
        )


def one_form(item: Asked) -> Iterator[Break]:
    """All options are sentences or none is, all are numbers or none is."""
    forms = {
        (option.text[-1:] in "。！？.!?", bool(_NUMBER.fullmatch(option.text)))
        for option in item.options
    }
    if len(forms) > 1:
        yield Break(
            Rule.SAME_FORM, N_("Its options differ in form: some are sentences or numbers.")
        )


def one_length_band(item: Asked) -> Iterator[Break]:
    """No option stands out by its length."""
    lengths = sorted(len(option.text) for option in item.options)
    if lengths and lengths[-1] > LENGTH_BAND * lengths[0] + _SLACK:
        yield Break(
            Rule.LENGTH_BAND,
            N_("Its options are {shortest} to {longest} characters long, too far apart."),
            {"shortest": lengths[0], "longest": lengths[-1]},
        )


def asks_for_what_is_right(item: Asked) -> Iterator[Break]:
    """The question, the stem's last sentence, doesn't ask for what is wrong."""
    last = _SENTENCE.search(_QUOTED.sub("", item.stem))
    word = _SHOUTED_NOT.search(item.stem) or _ASKS_FOR_WRONG.search(last[0] if last else "")
    if word:
        yield Break(Rule.NEGATIVE, N_("It asks for what is wrong: “{word}”."), {"word": word[0]})


def no_rare_word_shared(item: Asked, rare: frozenset[str]) -> Iterator[Break]:
    """No rare word stands in stem and key alone.

    Where a distractor shares a rare word of its own with the stem, the words point both ways. A
    count (三場) is made of common words.
    """
    key, distractors = _key_and_distractors(item)
    if not key:
        return
    shared = {
        word
        for word in given_away(item.stem, key, distractors) & rare
        if not _COUNT.match(word) and not any(_inflects(word, text) for text in distractors)
    }
    if shared and not any(given_away(item.stem, text, (key,)) & rare for text in distractors):
        yield _shared_word(shared)


def fits_a_message(item: Asked) -> Iterator[Break]:
    """The item, answered, with all its reasons, can be sent as one message."""
    size = sum(
        len(text) + 2
        for text in (*_shown(item), *(each.reason for each in item.options), item.explanation)
    )
    if size > MESSAGE:
        yield Break(
            Rule.MESSAGE_LENGTH,
            N_("With its reasons it is {n} characters long; a message has room for {limit}."),
            {"n": size, "limit": MESSAGE},
        )


def rests_on_its_task(item: WrittenItem, graph: Graph | None) -> Iterator[Break]:
    """Task and targets exist, and none belongs to another task only.

    What a unit prints for the whole (its knowledge, its notes, assessment criteria) belongs to each
    of its tasks.
    """
    if graph is None or item.task not in {task.id for task in graph.standard.tasks}:
        yield Break(Rule.TARGET, N_("There is no task {task}."), {"task": item.task})
        return
    for target in item.targets:
        if graph.item(target) is None:
            yield Break(Rule.TARGET, N_("There is no {target}."), {"target": target})
        elif (tasks := graph.tasks_of(target)) and item.task not in {task.id for task in tasks}:
            yield Break(
                Rule.TARGET,
                N_("{target} does not belong to {task}."),
                {"target": target, "task": item.task},
            )


def is_bilingual(item: WrittenItem) -> Iterator[Break]:
    """Both languages are there, with the same options and a key among them."""
    for language in Language:
        if language not in item.wordings:
            yield Break(
                Rule.LANGUAGES, N_("It is not written in {language}."), {"language": language}
            )
    lettered = {
        tuple(option.letter for option in wording.options) for wording in item.wordings.values()
    }
    if len(lettered) > 1:
        yield Break(Rule.LANGUAGES, N_("It has other options in one language than in the other."))


def cites_its_target(item: WrittenItem, wording: Wording) -> Iterator[Break]:
    """The explanation names what the item rests on first by its code."""
    code = item.targets[0].partition("/")[2]
    # Two texts under one code are told apart by a letter that is not printed.
    printed = re.escape(code) if code[-1].isdigit() else f"{re.escape(code[:-1])}{code[-1]}?"
    if not re.search(rf"(?<![A-Za-z0-9]){printed}(?![A-Za-z0-9]|\.\d)", wording.explanation):
        yield Break(Rule.CITATION, N_("Its explanation does not cite {code}."), {"code": code})


def rare_words(items: Iterable[WrittenItem]) -> frozenset[str]:
    """The telling words that stand in at most RARE of the items, in whichever language."""
    found = Counter(
        word
        for item in items
        for word in frozenset[str]().union(
            *(
                telling(text)
                for wording in item.wordings.values()
                for text in _shown(asked(item, wording))
            )
        )
    )
    return frozenset(word for word, times in found.items() if times <= RARE)


def asked(item: WrittenItem, wording: Wording) -> Asked:
    """A written item as it is asked in one language."""
    return _Asked(
        wording.stem,
        tuple(
            Option(option.text, option.letter == item.key, option.reason)
            for option in wording.options
        ),
        wording.explanation,
    )


_EVERYWHERE: tuple[Check, ...] = (
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
_GENERATED: tuple[Check, ...] = (
    three_options,
    *_EVERYWHERE,
    unlike_options,
    no_word_given_away,
    no_negative,
)
_WRITTEN: tuple[Check, ...] = (
    three_or_four_options,
    *_EVERYWHERE,
    one_form,
    one_length_band,
    asks_for_what_is_right,
    fits_a_message,
)


def _about(item: WrittenItem, graph: Graph | None) -> Iterator[ItemFinding]:
    for found in (*rests_on_its_task(item, graph), *is_bilingual(item)):
        yield ItemFinding(item.id, None, found)


def _in_words(item: WrittenItem, rare: frozenset[str]) -> Iterator[ItemFinding]:
    for language, wording in item.wordings.items():
        words = asked(item, wording)
        for found in (
            *(each for check in _WRITTEN for each in check(words)),
            *no_rare_word_shared(words, rare),
            *cites_its_target(item, wording),
        ):
            yield ItemFinding(item.id, language, found)


def _repeated(items: Sequence[WrittenItem]) -> Iterator[ItemFinding]:
    """No two items are asked in the same words."""
    first: dict[str, str] = {}
    for item in items:
        for language, wording in item.wordings.items():
            twin = first.setdefault(normalised(wording.stem), item.id)
            if twin != item.id:
                broken = Break(
                    Rule.REPEATED_STEM, N_("{other} is asked in the same words."), {"other": twin}
                )
                yield ItemFinding(item.id, language, broken)


def _shown(item: Asked) -> list[str]:
    """What is seen before the answer."""
    return [item.stem, *(option.text for option in item.options)]


def _key_and_distractors(item: Asked) -> tuple[str | None, list[str]]:
    """No key where there is not exactly one; another rule says so."""
    keys = [option.text for option in item.options if option.correct]
    distractors = [option.text for option in item.options if not option.correct]
    return (keys[0] if len(keys) == 1 else None), distractors


def _inflects(word: str, text: str) -> bool:
    """Whether `text` has `word` in another of its forms: dealer, dealers."""
    return word.isascii() and any(
        other.startswith(word[:-1]) and abs(len(other) - len(word)) <= 2
        for other in telling(text)
        if len(word) > 3
    )


def _shared_word(words: Iterable[str]) -> Break:
    return Break(
        Rule.SHARED_WORD,
        N_("Only stem and key share: {words}"),
        {"words": ", ".join(sorted(words))},
    )


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two options can hardly be told apart: by their letters or by what they hold."""
    first, second = normalised(one), normalised(other)
    return too_alike(one, other) or SequenceMatcher(None, first, second).ratio() >= NEARLY_THE_SAME
