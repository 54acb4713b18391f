"""The terminal's face: in a pipe, and under a person's fingers."""

import asyncio
import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.handlers.importing import Intake
from bot.offers import Offers
from bot.terminal import chat
from bot_twins import DOCUMENTS, World
from conversations.notices import Notice, NoticeKind
from conversations.quiz import Phase
from conversations.teams import seat_of
from organisation import ANNA, OWNER
from standards.library import Library
from standards.model import Language
from team_at_work import CODE, INDICATOR, at_work

ME = "terminal:me"
ROOT = Path(__file__).parents[2]


async def talk(world: World, *lines: str, language: Language | None = Language.EN) -> str:
    """What is printed when the lines come through a pipe."""
    out = io.StringIO()
    status = await chat(world.engine(), ME, language, io.StringIO("\n".join(lines)), out)
    assert status == 0
    return out.getvalue()


async def test_an_empty_pipe_is_greeted_and_let_go(world: World) -> None:
    out = await talk(world)
    assert "Hello!" in out
    assert "Goodbye!" in out


async def test_a_pipe_gets_no_prompt_and_no_colours(world: World) -> None:
    out = await talk(world, "outsourcing", "1")
    assert "\x1b" not in out
    assert not any(line.startswith(">") for line in out.splitlines())


async def test_a_question_is_answered(world: World) -> None:
    assert "R2.2" in await talk(world, "duties and responsibilities")


async def test_buttons_are_numbered_and_pressed_by_number(world: World) -> None:
    out = await talk(world, "1", "3")
    assert "[1] Standards  [2] Quiz" in out
    assert "KPS1420-001v2 · level" in out


@pytest.mark.parametrize("typed", ["１", "1.", "１．", "[1]", "［１］", "1、"])
async def test_a_number_may_be_typed_as_people_type_it(world: World, typed: str) -> None:
    out = await talk(world, typed, "3")
    assert "KPS1420-001v2 · level" in out
    assert world.assistant.questions == []


async def test_a_number_beyond_all_counting_is_no_button(world: World) -> None:
    assert "Goodbye!" in await talk(world, "9" * 5000)


class Choosing(io.StringIO):
    """A person who presses the newest button of each label in turn, by its number."""

    def __init__(self, screen: io.StringIO, labels: Sequence[str]) -> None:
        super().__init__()
        self._screen = screen
        self._labels = iter(labels)

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
        label = next(self._labels, None)
        if label is None:
            return ""
        found = re.findall(rf"\[(\d+)\] {re.escape(label)}", self._screen.getvalue())
        return f"{found[-1]}\n"


class Interrupting(io.StringIO):
    """A screen during whose first lines the person presses Ctrl-C, as asyncio's runner tells it."""

    def write(self, words: str) -> int:
        task = asyncio.current_task()
        if "Hello!" in words and task is not None:
            task.cancel()
        return super().write(words)


async def test_ctrl_c_while_the_screen_is_written_is_not_lost(world: World) -> None:
    out = Interrupting()
    lines = io.StringIO("outsourcing\n")
    assert await chat(world.engine(), ME, Language.EN, lines, out) == 0
    assert "Everything answered so far is kept" in out.getvalue()
    assert lines.tell() == 0


async def test_a_rating_is_thanked_for_without_saying_the_answer_again(world: World) -> None:
    out = await talk(world, "duties and responsibilities", "4")
    assert "[3] 👍 Helpful  [4] 👎 Not helpful" in out
    assert out.count("R2.2") == 1
    assert out.count("[2] Check what I know") == 2
    assert "Thanks, noted." in out
    assert [one.question for one in await world.feedback.unanswered()] == [
        "duties and responsibilities"
    ]


async def test_numbers_hold_for_the_newest_screen_only(world: World) -> None:
    out = await talk(world, "/cancel", "9")
    assert "There is no [9] on this screen" in out
    assert world.assistant.questions == []


async def test_a_button_pressed_twice_is_told_to_be_done_with(world: World) -> None:
    out = await talk(world, "duties and responsibilities", "4", "4")
    assert out.count("Thanks, noted.") == 1
    assert "[4] was on the screen before this one and is done with" in out
    assert len(await world.feedback.unanswered()) == 1


async def test_a_wrong_number_leaves_the_screen_as_it_was(world: World) -> None:
    assert "There are 5" in await talk(world, "99", "1")


async def test_commands_work_and_blank_lines_do_nothing(world: World) -> None:
    out = await talk(world, "", "   ", "/help")
    assert out.count("/standards") == 1


@pytest.mark.parametrize("word", ["exit", "/quit", "離開", "EXIT"])
async def test_leaving_leaves(world: World, word: str) -> None:
    out = await talk(world, word, "outsourcing")
    assert "Goodbye!" in out
    assert world.assistant.questions == []


@pytest.mark.parametrize(
    ("language", "kept", "waits"),
    [
        (
            Language.EN,
            "Goodbye! Your answers are kept.",
            "Goodbye! Your answers are kept, and an open quiz waits for you.",
        ),
        (
            Language.ZH_HANT,
            "再見！你的作答都留著。",
            "再見！你的作答都留著，沒做完的測驗也會等你回來。",
        ),
    ],
)
async def test_a_quiz_is_said_to_wait_only_for_whom_one_is_open(
    world: World, language: Language, kept: str, waits: str
) -> None:
    assert (await talk(world, "exit", language=language)).splitlines()[-1] == kept
    assert (await talk(world, "/quiz", "2", "2", "2", language=language)).splitlines()[-1] == waits
    assert (await talk(world, "/cancel", language=language)).splitlines()[-1] == kept


async def test_a_quiz_is_played_by_number_and_by_letter(world: World) -> None:
    out = await talk(world, "/quiz", "2", "2", "2", "1", "1", "b")
    assert "Question 2/" in out
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    assert [answer.option for answer in quiz.answers] == [0, 1]


@pytest.mark.parametrize("number", ["1", "2", "3"])
async def test_an_answer_typed_twice_does_not_end_the_quiz(world: World, number: str) -> None:
    # Its first question rests on one item, so that the review's third button is the last.
    out = await talk(world, "/quiz", "2", "2", "3", number, number)
    assert f"Your answer: {'ABC'[int(number) - 1]}." in out
    assert "Quiz stopped" not in out
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    assert [answer.option for answer in quiz.answers] == [int(number) - 1]


async def test_an_open_quiz_is_shown_at_the_next_start_with_options_from_1(world: World) -> None:
    await talk(world, "/quiz", "2", "2", "2", "1", "1")
    out = await talk(world, "2")
    assert "You have a quiz open" in out
    assert "Question 2/" in out
    quiz = await world.quizzes.open_quiz(ME)
    assert quiz is not None
    assert quiz.phase is Phase.REVIEWING
    assert quiz.answers[1].option == 1


async def test_the_language_asked_for_is_kept_and_the_devices_is_not(world: World) -> None:
    await talk(world, language=Language.EN)
    out = io.StringIO()
    await chat(world.engine(), ME, None, io.StringIO(""), out, locale="zh_TW.UTF-8")
    assert "Hello!" in out.getvalue()
    await chat(world.engine(), "terminal:new", None, io.StringIO(""), out, locale="zh_TW.UTF-8")
    assert "你好" in out.getvalue()
    assert (await world.people.get("terminal:new")).language is None


async def test_an_error_is_apologised_for_and_the_chat_goes_on(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.assistant.breaks = True
    out = await talk(world, "outsourcing", "/help")
    assert "Something went wrong" in out
    assert "/standards" in out
    assert "fire" not in out
    assert "the index is on fire" in caplog.text


async def test_bytes_that_are_no_text_do_not_end_the_chat(world: World) -> None:
    lines = io.TextIOWrapper(io.BytesIO(b"caf\xe9\n/help\n"), encoding="utf-8")
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    await chat(world.engine(), ME, Language.ZH_HANT, lines, out)
    out.seek(0)
    assert "/standards" in out.read()


async def test_chinese_is_understood_where_the_locale_is_not(world: World) -> None:
    lines = io.TextIOWrapper(io.BytesIO("外包\n".encode()), encoding="ascii")
    await chat(world.engine(), ME, Language.EN, lines, io.StringIO())
    assert [question for question, *_rest in world.assistant.questions] == ["外包"]


# A real process

CHAT = """
import asyncio, sys
from bot_twins import World
from bot.terminal import chat
from standards.model import Language
world = World()
world.assistant.slow["wait"] = asyncio.Event()
sys.exit(asyncio.run(chat(world.engine(), "terminal:me", Language.EN)))
"""


class Terminal:
    """A chat in a process of its own under a pseudo terminal."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHAT],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={
                **os.environ,
                "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
                "PYTHONUTF8": "1",
                "TERM": "dumb",
            },
            start_new_session=True,
            close_fds=True,
            # A shell starts what it puts in the background deaf to Ctrl-C; who sits here is not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(slave)
        self.seen = ""

    def types(self, line: str) -> None:
        os.write(self._master, f"{line}\n".encode())

    def waits_for(self, words: str, within: float = 60) -> None:
        deadline = time.monotonic() + within
        while words not in self.seen:
            assert time.monotonic() < deadline, f"no {words!r} in:\n{self.seen}"
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self._master, 65536).decode(errors="replace")
                except OSError:
                    break
        assert words in self.seen, self.seen

    def interrupts(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def ends(self) -> int:
        return self.process.wait(60)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.mark.slow
def test_ctrl_c_at_the_prompt_says_what_is_kept_and_leaves_quietly() -> None:
    terminal = Terminal()
    try:
        terminal.waits_for("> ")
        terminal.types("/quiz")
        terminal.waits_for("Today")
        terminal.waits_for("> ")
        time.sleep(0.2)
        terminal.interrupts()
        terminal.waits_for("Everything answered so far is kept")
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.seen
    finally:
        terminal.close()


@pytest.mark.slow
def test_ctrl_c_during_an_answer_leaves_as_quietly() -> None:
    terminal = Terminal()
    try:
        terminal.waits_for("> ")
        terminal.types("wait")
        time.sleep(0.5)
        terminal.interrupts()
        terminal.waits_for("Everything answered so far is kept")
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.seen
    finally:
        terminal.close()


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CHAT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "PYTHONUTF8": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"/help\n" * 50)
    process.stdin.close()
    assert process.wait(20) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


async def test_a_file_is_written_beside_others_and_its_path_told(
    world: World, tmp_path: Path
) -> None:
    team = await at_work(world)
    await world.organisation.appoint_manager(OWNER, team.id, ME)
    # A learner's comment leads to their task, and from there to the team's files.
    params = {"team": team.id, "seat": seat_of(ANNA), "name": "Anna", "target": INDICATOR}
    await world.notices.add(Notice(ME, NoticeKind.COMMENTED, params, world.time, world.time))
    name = f"外貿部-{CODE}-{world.time.date().isoformat()}"
    (tmp_path / f"{name}.csv").write_text("mine")
    out = io.StringIO()
    ways = ("Read it", "The team on this", "‹ Back", "‹ Back", "Take it along", "Table")
    typed = Choosing(out, ways)
    assert await chat(world.engine(), ME, Language.EN, typed, out, folder=tmp_path) == 0
    written = tmp_path / f"{name}-2.csv"
    assert f"Written to {written}" in out.getvalue().replace("\n", "")
    assert written.read_bytes().startswith(b"\xef\xbb\xbf")
    assert written.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / f"{name}.csv").read_text() == "mine"


class Everybody:
    async def may_edit(self, person: str) -> bool:
        return True

    async def edited(self, person: str, code: str) -> None:
        pass


@pytest.fixture
def library(world: World, tmp_path: Path) -> Library:
    """One that everybody may add to."""
    library = Library(tmp_path / "data" / "standards")
    world.intake = Intake(
        editors=Everybody(),
        library=library,
        offers=Offers(tmp_path / "data" / "offered"),
        prepare=lambda standards: None,
        follow=lambda: None,
    )
    return library


@pytest.mark.parametrize("quoted", ["{}", "'{}'", '"{}"', "escaped"])
async def test_a_file_is_added_by_its_path(
    world: World, library: Library, tmp_path: Path, quoted: str
) -> None:
    file = tmp_path / "my unit.txt"
    text = (DOCUMENTS / "110985L5.txt").read_text("utf-8")
    file.write_text(text.replace("110985L5", "110999L5"), "utf-8")
    path = str(file).replace(" ", "\\ ") if quoted == "escaped" else quoted.format(file)
    out = await talk(world, f"/add {path}", "1")
    assert "my unit.txt" in out
    assert "[1] Add  [2] Not now" in out
    assert "Added 110999L5 Manage" in out
    assert library.get("110999L5").source.file == "my unit.txt"


async def test_a_file_that_is_not_there_is_a_sentence(
    world: World, library: Library, tmp_path: Path
) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "~nobody-of-this-name/x", "a\0b"):
        out = await talk(world, f"/add {path}")
        assert "is not there." in out
    assert "Send me the file" in await talk(world, "/add")
