"""Quiz items made from a standard's own words: what stands where, what calls for what.

They test recall of the document and nothing more. A distractor is provably false: nothing like
it stands under the task that is asked about, and it is of the key's kind and level. Among the
legal ones those are chosen that make the key hard to guess: near in the document, of like length,
and sharing the words by which the stem might give the key away.
"""

from collections import Counter
from collections.abc import Container, Sequence
from hashlib import sha256
from random import Random

from conversations.distractors import distractors, lean_of
from conversations.errors import NothingToAsk
from conversations.evidence import ItemVersion, Kind
from conversations.item_lint import OPTIONS, lint
from conversations.language import N_, Translator
from conversations.quiz import Option, QuizItem
from conversations.recall_frames import Choice, Draft, Frames, RecallQuestion
from standards.model import ItemKind, Standard

FEWEST = 3
"""Fewer items than this are no quiz."""


def recall_items(
    standard: Standard,
    scope: str,
    rng: Random,
    count: int = 5,
    *,
    translate: Translator,
    voided: Container[ItemVersion] = (),
) -> tuple[QuizItem, ...]:
    """Up to `count` items on `scope`, the standard's code or a task's id, none on the same target.

    They are spread over the scope's tasks, or the task's activities, and mixed in kind. A poor
    task yields fewer, and what is `voided` is left out. The same `rng` gives the same items. Raises
    NothingToAsk where the scope is unknown or has fewer than FEWEST sound items.
    """
    if scope != standard.code and scope not in {task.id for task in standard.tasks}:
        raise NothingToAsk(N_("I know no task {task}."), task=scope)
    frames = Frames(standard, translate)
    # What is printed for the whole standard holds for each task: asked where a task is poor.
    drafts = [
        draft
        for draft in frames.drafts()
        if scope in (standard.code, draft.task) or draft.frame in _OF_THE_WHOLE
    ]
    rng.shuffle(drafts)
    whole = scope == standard.code
    chosen = _chosen(drafts, rng, count, standard, by_task=whole, voided=voided)
    if len(chosen) < min(FEWEST, count):
        raise NothingToAsk(
            N_("{scope} holds too little for a quiz."), scope=scope.partition("/")[2] or scope
        )
    rng.shuffle(chosen)
    return tuple(chosen)


def recall_bank(standard: Standard, rng: Random, *, translate: Translator) -> tuple[QuizItem, ...]:
    """The sound items that `standard` yields, at most one for each frame and target, in its order.

    Items whose keys would make the longest option, or the shortest, a good guess are left out.
    """
    drafts = Frames(standard, translate).drafts()
    leans: Counter[int] = Counter()
    bank: list[QuizItem] = []
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        if (draft.frame, draft.target) in seen:
            continue
        item = _item(draft, rng, standard, leans)
        if item:
            seen.add((draft.frame, draft.target))
            bank.append(item)
            leans[lean_of(item)] += 1
    return tuple(_evened(bank, rng))


def _evened(bank: list[QuizItem], rng: Random) -> list[QuizItem]:
    telling = {item.id: lean_of(item) for item in bank if not _of_one_length(item)}
    surplus = True
    while surplus:
        surplus = False
        for lean in (-1, 1):
            leaning = [item_id for item_id in telling if telling[item_id] == lean]
            allowed = (len(telling) - len(leaning)) // (OPTIONS - 1)
            for item_id in rng.sample(leaning, max(0, len(leaning) - allowed)):
                del telling[item_id]
                surplus = True
    return [item for item in bank if item.id in telling or _of_one_length(item)]


def _of_one_length(item: QuizItem) -> bool:
    return len({len(option.text) for option in item.options}) == 1


_OF_THE_WHOLE = ("standard-level", "credit")
_ONCE = (*_OF_THE_WHOLE, "level", "attitude-description", "description-attitude", "listing")
"""Frames that are asked once in a quiz: they tell little of the work itself."""
_OFTEN = (f"to-{ItemKind.INDICATOR}", f"from-{ItemKind.INDICATOR}")


def _chosen(
    drafts: Sequence[Draft],
    rng: Random,
    count: int,
    standard: Standard,
    *,
    by_task: bool,
    voided: Container[ItemVersion],
) -> list[QuizItem]:
    order = {id(draft): place for place, draft in enumerate(drafts)}
    parts: Counter[str] = Counter()
    frames: Counter[str] = Counter()
    stems: set[str] = set()
    targets: set[str] = set()
    leans: Counter[int] = Counter()
    chosen: list[QuizItem] = []

    # A third of the keys may be the longest, a third the shortest; thirds are rounded by chance,
    # and one item is taken to have options of one length, as questions about levels do.
    room = {lean: int((count - 1) / OPTIONS + rng.random()) for lean in (-1, 1)}

    def part_of(draft: Draft) -> str:
        return draft.task if by_task else draft.part

    def is_spare(draft: Draft) -> bool:
        of_the_whole = draft.task == standard.code and (not by_task or parts[draft.task] > 0)
        return of_the_whole or (draft.frame in _ONCE and frames[draft.frame] > 0)

    def rank(draft: Draft) -> tuple[float, int]:
        used = parts[part_of(draft)] + (draft.task == standard.code)
        # Indicators are what people do at work, so they are asked twice as often as the rest.
        weight = 2 if draft.frame in _OFTEN else 1
        return used + (frames[draft.frame] + 1) / weight, order[id(draft)]

    # A stem is asked a second time only when no fresh one is left, a spare frame last of all.
    for repeats, spares in ((False, False), (True, False), (True, True)):
        left = list(drafts)
        while left and len(chosen) < count:
            draft = min(left, key=rank)
            left.remove(draft)
            if draft.target in targets or (is_spare(draft) and not spares):
                continue
            item = _item(draft, rng, standard, leans)
            if item is None or item.asked in voided:
                continue
            lean = lean_of(item)
            if not repeats and (item.stem in stems or leans[lean] >= room.get(lean, count)):
                continue
            chosen.append(item)
            leans[lean] += 1
            parts[part_of(draft)] += 1
            frames[draft.frame] += 1
            stems.add(item.stem)
            targets.add(draft.target)
    return chosen


def _item(draft: Draft, rng: Random, standard: Standard, leans: Counter[int]) -> QuizItem | None:
    """The draft with the distractors that give least away, or None where it can't be sound.

    Other levels are drawn on only where the key's own has nothing to set beside it. `leans`
    counts how the keys of the items beside it lean.
    """
    question = draft.write()
    peers = tuple(choice for choice in question.distractors if choice.peer)
    for pool in dict.fromkeys((peers, question.distractors)):
        if picked := distractors(question, pool, rng, leans):
            item = _written(draft, question, picked, rng, standard)
            if not lint(item):
                return item
    return None


def _written(
    draft: Draft,
    question: RecallQuestion,
    picked: Sequence[Choice],
    rng: Random,
    standard: Standard,
) -> QuizItem:
    options = [
        Option(question.key.text, True, question.key.reason),
        *(Option(choice.text, False, choice.reason) for choice in picked),
    ]
    rng.shuffle(options)
    wording = (draft.frame, draft.target, question.stem, question.key.text)
    return QuizItem(
        id=sha256("\x1f".join(wording).encode()).hexdigest()[:16],
        standard=standard.code,
        task=draft.task,
        targets=(draft.target,),
        kind=Kind.RECALL,
        stem=question.stem,
        options=tuple(options),
        explanation=question.explanation,
    )
