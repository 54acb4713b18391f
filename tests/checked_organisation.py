"""What a played organisation must have come to, by the log that its players kept themselves."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl  # type: ignore[import-untyped,unused-ignore]  # ships no types
from PIL import Image

from conversations.evidence import AnswerRecord
from conversations.language import Translator, translator
from conversations.roles import Action
from conversations.standing import standing
from played_organisation import FIRST, NEWER, SECOND, Done, Learner, Played
from standards.model import Language, Standard, Task

LANGUAGES = (Language.ZH_HANT, Language.EN)
"""In which each team's manager reads."""


async def check(play: Played) -> None:
    """Raises AssertionError where anything is not as it must be."""
    for number in range(2):
        await _summaries(play, number)
    _nobody_outside_saw_anything(play)
    _everybody_was_told(play)
    await _the_log_is_complete(play)
    await _nothing_is_left_of(play, play.erased)


def standard_of(play: Played, number: int) -> Standard:
    """On which the team is shown at the end."""
    code = (NEWER, SECOND)[number]
    return next(each for each in play.loaded[0] if each.code == code)


def own_records(learner: Learner, standard: Standard) -> tuple[AnswerRecord, ...]:
    """What they answered; under the newer version's ids where there is one.

    That version has the words of all that it kept, but for a title: ids differ by the code alone.
    """
    if standard.code != NEWER:
        return tuple(learner.answers)
    there = _ids(standard)

    def moved(id: str) -> str:
        new = id.replace(FIRST, NEWER)
        return new if new in there else id

    return tuple(
        replace(
            each,
            standard=each.standard.replace(FIRST, NEWER),
            task=moved(each.task),
            targets=tuple(new for old in each.targets if (new := moved(old)) in there),
        )
        for each in learner.answers
    )


def _ids(standard: Standard) -> set[str]:
    found = {each.id for each in standard.knowledge} | {each.id for each in standard.skills}
    for task in standard.tasks:
        found |= {task.id, *_own_ids(task)}
    return found


def _own_ids(task: Task) -> Iterator[str]:
    yield from (each.id for each in task.activities)
    yield from (each.id for each in task.all_indicators())
    yield from (each.id for each in task.all_outputs())


def counted(records: tuple[AnswerRecord, ...], task: Task) -> int:
    """How many answers say something about the task: each question once.

    Three weeks are too short for a question to count a second time.
    """
    belongs = {task.id, *_own_ids(task), *task.all_knowledge(), *task.all_skills()}
    return len(
        {
            each.item
            for each in records
            if each.task == task.id or (each.targets and belongs.issuperset(each.targets))
        }
    )


async def _summaries(play: Played, number: int) -> None:
    standard, say = standard_of(play, number), translator(LANGUAGES[number])
    wanted = {}
    for learner in play.of(number):
        records = own_records(learner, standard)
        grounding = play.database.grounding.among(lambda: play.loaded[0])
        grounds = replace(await grounding.of(learner.player.key), records=records)
        judged = standing(standard, grounds, play.clock())
        for task, stands in zip(standard.tasks, judged, strict=True):
            wanted[learner.name, task.code] = (say(stands.state), counted(records, task))
    assert sum(answers for _state, answers in wanted.values()) > 0
    assert _of_csv(play.files[f"team-{number + 1}.csv"]) == wanted
    assert _of_xlsx(play.files[f"team-{number + 1}.xlsx"]) == wanted
    _text_says(play.texts[number], wanted, say)
    picture = Image.open(BytesIO(play.pictures[f"summary-{number + 1}"]))
    assert picture.width == 1080
    assert picture.width + picture.height <= 10_000
    assert play.files[f"team-{number + 1}.pdf"].startswith(b"%PDF")


def _of_csv(content: bytes) -> dict[tuple[str, str], tuple[str, int]]:
    _head, *rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    return {(row[0], row[1]): (row[3], int(row[4])) for row in rows}


def _of_xlsx(content: bytes) -> dict[tuple[str, str], tuple[str, int]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return {(row[0], row[1]): (row[3], row[4]) for row in rows if row[1]}


def _text_says(text: str, wanted: dict[tuple[str, str], tuple[str, int]], say: Translator) -> None:
    lines = text.splitlines()
    for (name, code), (state, answers) in wanted.items():
        mine = lines[lines.index(name) + 1 :]
        line = next(each for each in mine if f" {code} " in each)
        assert state in line, line
        if answers:
            assert say.count("{n} answer", "{n} answers", answers) in line, line


def _nobody_outside_saw_anything(play: Played) -> None:
    names = {each.name for each in play.learners}
    for learner in play.learners:
        own = {learner.name}
        _saw_none_of(play, learner.player.transcript, names - own)
    outside = play.stranger.transcript
    _saw_none_of(play, outside, {*names, *play.names, play.lin.name, play.wang.name})


def _saw_none_of(play: Played, transcript: str, names: set[str]) -> None:
    shown = [each for each in transcript.split("\n\n") if not each.startswith("> ")]
    for words in shown:
        assert not any(name in words for name in names), words


def _sent(play: Played, who: int) -> list[str]:
    """Every new message to that chat, as it was sent."""
    calls = play.emulator.calls_to("sendMessage")
    return [str(each.params["text"]) for each in calls if int(each.params["chat_id"]) == who]


def _everybody_was_told(play: Played) -> None:
    def told(learner: Learner, *words: str) -> int:
        texts = _sent(play, learner.player.person.user.id)
        return sum(any(each in text for each in words) for text in texts)

    for learner in play.learners:
        assert told(learner, "有新的項目", "something new to work towards") == 1, learner.name
        seen = told(learner, "記錄你在工作中", "has recorded that you did")
        assert seen == play.observed.count(learner), learner.name
        renewed = told(learner, "職能基準有了新內容", "has a new text")
        assert renewed == (learner.team == 0), learner.name
        out = told(learner, "You are not in", "你已不在")
        assert out == (learner in play.removed), learner.name
        reminded = told(learner, "A friendly reminder", f"{play.names[0]}提醒")
        assert reminded == (learner in play.reminded), learner.name
    owner = "\n".join(_sent(play, play.owner.person.user.id))
    for nominee in (play.lin, play.wang, play.staff):
        assert nominee.name in owner


async def _the_log_is_complete(play: Played) -> None:
    kept = Counter(
        Done(each.who, each.action, each.whom)
        for each in await play.database.audit.entries(10_000)
        if each.action is not Action.SEE_LEARNER
    )
    gone = {each.player.key for each in play.erased}
    done = Counter(each for each in play.deeds if each.whom not in gone)
    assert kept == done, (kept - done, done - kept)


async def _nothing_is_left_of(play: Played, erased: list[Learner]) -> None:
    for learner in erased:
        assert await play.database.quizzes.answers_of(learner.player.key) == ()
        number = str(learner.player.person.user.id).encode()
        files = [play.path.read_bytes()]
        assert not any(b"telegram:" + number in content for content in files)
        for content in play.files.values():
            assert learner.name.encode() not in content
