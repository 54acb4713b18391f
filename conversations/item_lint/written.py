"""The rules for items that people write, whose stems tell of a situation, and for all of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from conversations.item_lint.as_asked import Asked, Check, asked, key_and_distractors, shown
from conversations.item_lint.broken import Break, ItemFinding, Rule, shared_word
from conversations.item_lint.every import EVERYWHERE, OPTIONS
from conversations.language import N_
from conversations.likeness import given_away, normalised, telling
from standards.graph import Graph
from standards.item_bank import Wording, WrittenItem
from standards.model import Language, Standard

MOST_OPTIONS = 4
"""What a writer may offer where all four are good."""
LENGTH_BAND = 2.5
"""The longest option is at most this many times as long as the shortest, and _SLACK more."""
_SLACK = 4
RARE = 3
"""A word in at most this many items of the bank is rare: sharing it is a cue."""
MESSAGE = 3_800
"""Telegram's message holds 4,096 characters; the rest is left for what stands around an item."""

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
    key, distractors = key_and_distractors(item)
    if not key:
        return
    shared = {
        word
        for word in given_away(item.stem, key, distractors) & rare
        if not _COUNT.match(word) and not any(_inflects(word, text) for text in distractors)
    }
    if shared and not any(given_away(item.stem, text, (key,)) & rare for text in distractors):
        yield shared_word(shared)


def fits_a_message(item: Asked) -> Iterator[Break]:
    """The item, answered, with all its reasons, can be sent as one message."""
    size = sum(
        len(text) + 2
        for text in (*shown(item), *(each.reason for each in item.options), item.explanation)
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
                for text in shown(asked(item, wording))
            )
        )
    )
    return frozenset(word for word, times in found.items() if times <= RARE)


_WRITTEN: tuple[Check, ...] = (
    three_or_four_options,
    *EVERYWHERE,
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


def _inflects(word: str, text: str) -> bool:
    """Whether `text` has `word` in another of its forms: dealer, dealers."""
    return word.isascii() and any(
        other.startswith(word[:-1]) and abs(len(other) - len(word)) <= 2
        for other in telling(text)
        if len(word) > 3
    )
