"""Dialogues of every kind of user, played over the emulator and compared with what stands written.

    PYTHONPATH=.:tests python tests/dialogues/replay.py [--write] [NAME ...]

Each `.txt` beside this file is a dialogue as a person sees it. What they do stands at the beginning
of a line, what they see is indented. `--write` writes down what is seen now, to be read like code.
Ends with status 1 where something else is seen than what stands written. Every request and answer
on the way is held against aiogram's models of the Bot API.

    Ann: how are returns handled?       writes that
    Ann: [Standards]                    presses that button, on the newest message that has it
    Ann: (an older [Standards])         presses one that is not shown any more
    Ann: (edits) and refunds?           changes what they wrote last
    Ann: (right) or (wrong)             answers the question of the quiz
    Ann: (finishes, 5 right)            answers all that is left, so many rightly, unseen
    Ann: (opens the link)               follows the newest link that anybody was shown
    Ann: (opens quiz)                   follows a link that carries that
    Ann: (sends a picture) or (sends a.txt)
    Ann: (types) returns                types to the bot from some other chat
    Ann in Export: /ask returns         does it in that group; `Ann in Export, replying:` to us
    (3 days pass)
"""

import argparse
import asyncio
import difflib
import logging
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from bot.callbacks import AnswerQuestion, NextQuestion, encode
from bot_twins import DOCUMENTS
from conversations.quiz import Phase
from dialogues.stage import Part, Scene, Stage, indexed, set_up
from telegram_emulator.people import Group, Person
from telegram_emulator.state import Json, Message, Tap

HERE = Path(__file__).parent
WRITTEN = tuple(sorted(path.stem for path in HERE.glob("*.txt")))

_STEP = re.compile(
    r"(?P<who>[^\s:,(][^:,(]*?)(?: in (?P<place>[^:,]+))?(?P<reply>, replying)?: (?P<act>.+)"
)
_PASSES = re.compile(r"\((?P<number>\d+) (?P<unit>days?|hours?|minutes?) pass(?:es)?\)")
_FINISHES = re.compile(r"\(finishes, (\d+) right\)")
_LINK = re.compile(r"[?]start=([\w-]+)")
_HIDDEN = (
    (re.compile(r"\b(join|own)-[\w-]{16,}"), r"\1-…"),
    (re.compile(r"\b(assignment)-[\w-]+"), r"\1-…"),
    (re.compile(r"(lists the invite as) \w+"), r"\1 …"),
)
"""What is made anew each time."""


class WrongDialogue(ValueError):
    """A line of a dialogue can't be read or done."""


def scene_of(script: str) -> Scene:
    """What its head says: `Cast: Ann (en, learner)`, `Team:`, `Assigned:`, `Group: Export: Ann`."""
    told = dict(
        (line.partition(": ")[0], line.partition(": ")[2])
        for line in script.splitlines()
        if re.match(r"(Cast|Team|Assigned|Group): ", line)
    )
    groups: dict[str, tuple[str, ...]] = {}
    if "Group" in told:
        title, _, members = told["Group"].partition(": ")
        groups[title] = tuple(members.split(", "))
    return Scene(Part.read(told["Cast"]), told.get("Team", ""), told.get("Assigned", ""), groups)


@dataclass
class _Watch:
    """What stood in every chat when it was last looked at."""

    stage: Stage
    shown: dict[tuple[int, int], int] = field(default_factory=dict)
    buttons: list[tuple[Message, Json]] = field(default_factory=list)
    """Every button that was ever seen, oldest first."""
    links: list[str] = field(default_factory=list)

    def chats(self) -> Iterator[tuple[str, Person | Group]]:
        yield from self.stage.people.items()
        for title, group in self.stage.groups.items():
            yield f"in {title}", group

    def news(self, before: str) -> Iterator[str]:
        """What came or changed since, `before` being whose chat goes without saying."""
        for name, place in self.chats():
            for message in place.messages:
                key, words = (place.id, message.id), _written(message)
                last = self.shown.get(key)
                if last == message.changed:
                    continue
                self.shown[key] = message.changed
                self.buttons += [(message, button) for button in message.buttons]
                self.links += _LINK.findall(words)
                self.links += [link for one in message.buttons for link in _LINK.findall(str(one))]
                where = "" if name == before else f" {name}" if place in self._groups() else ""
                if not where and name != before:
                    where = f" to {name}"
                how = "" if last is None else ", in place of that"
                yield f"  bot{where}{how}:"
                yield from (f"    {line}".rstrip() for line in _hidden(words).splitlines())

    def _groups(self) -> list[Group]:
        return list(self.stage.groups.values())


def _written(message: Message) -> str:
    lines = [] if message.reply_to is None else [f"│ {message.reply_to.text.splitlines()[0]}"]
    if message.file is not None:
        lines.append("<a picture>" if "photo" in message.extra else f"<{message.file.name}>")
    lines += [message.text] if message.text else []
    if message.poll is not None:
        lines += [f"( ) {option}" for option in message.poll.options]
    lines += [" ".join(_label(button) for button in row) for row in _rows(message)]
    return "\n".join(lines)


def _rows(message: Message) -> Iterator[list[Json]]:
    left = list(message.buttons)
    for row in message.rows:
        yield [left.pop(0) for _label_ in row]


def _label(button: Json) -> str:
    start = _LINK.search(str(button.get("url", "")))
    return f"[{button['text']}]" if start is None else f"[{button['text']} ↗]"


def _hidden(words: str) -> str:
    for pattern, instead in _HIDDEN:
        words = pattern.sub(instead, words)
    return words


async def replayed(name: str, data: Path) -> str:
    """The dialogue as it is seen now; `data` is as `stage.indexed` makes it."""
    script = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        async with set_up(scene_of(script), data, Path(folder)) as stage:
            return await _play(script, stage)


async def _play(script: str, stage: Stage) -> str:
    watch, lines, steps = _Watch(stage), [], 0
    for number, line in enumerate(script.splitlines(), start=1):
        if line.startswith(" ") or (steps and not line):
            continue
        step, passes = _STEP.fullmatch(line), _PASSES.fullmatch(line)
        if line.startswith("#") or re.match(r"(Cast|Team|Assigned|Group): ", line) or not line:
            lines += ["", line] if steps else [line]
            continue
        lines += ["", line] if steps else [line]
        steps += 1
        if passes is not None:
            unit = passes["unit"].rstrip("s") + "s"
            stage.clock.pass_(**{unit: int(passes["number"])})
            await stage.settled()
            lines += watch.news("")
            continue
        if step is None or step["who"] not in stage.people:
            raise WrongDialogue(f"line {number}: {line}")
        try:
            said = await _done(stage, watch, step)
        except AssertionError as error:
            shown = "\n".join(lines[-30:])
            raise WrongDialogue(f"line {number}: {line}\n{error}\n\n{shown}") from None
        lines += said
        stage.clock.pass_(seconds=20)
    return "\n".join(lines) + "\n"


async def _done(stage: Stage, watch: _Watch, step: re.Match[str]) -> list[str]:
    """Does it, and gives what comes of it."""
    who, act, title = stage.people[step["who"]], step["act"], step["place"]
    group = stage.groups[title] if title else None
    where = f"in {title}" if title else step["who"]
    said: list[str] = []
    if act.startswith("(types) "):
        asked = await who.asks_inline(act.removeprefix("(types) "))
        await stage.settled()
        said.append(f"  above the cards: [{asked.answer['button']['text']} ↗]")
        for result in asked.results:
            keys = [one for row in result["reply_markup"]["inline_keyboard"] for one in row]
            watch.links += [link for one in keys for link in _LINK.findall(str(one))]
            said += [f"  card: {result['title']}", f"        {result.get('description', '')}"]
            body = unescape(re.sub(r"<[^>]+>", "", result["input_message_content"]["message_text"]))
            said += [f"    {line}".rstrip() for line in body.splitlines()]
            said.append("    " + " ".join(_label(one) for one in keys))
        return said
    tap = await _acted(stage, watch, who, act, group, reply=bool(step["reply"]))
    await stage.settled()
    if isinstance(tap, Tap) and tap.notice:
        said.append(f"  notice to {step['who']} alone: {tap.notice}")
    said += watch.news(step["who"] if isinstance(tap, Tap) and tap.url else where)
    return said or ["  (nothing)"]


async def _acted(
    stage: Stage, watch: _Watch, who: Person, act: str, group: Group | None, *, reply: bool
) -> Tap | None:
    place: Person | Group = group or who
    if (pressed := re.fullmatch(r"\[(.+)\]", act)) is not None:
        tap = await who.taps(pressed[1].removesuffix(" ↗"), chat=group)
        if tap.url is not None:
            await who.opens(_LINK.findall(tap.url)[0])
        return tap
    if (pressed := re.fullmatch(r"\(an older \[(.+)\]\)", act)) is not None:
        for message, button in reversed(watch.buttons):
            if button["text"] == pressed[1] and message in place.messages:
                return await who.presses(message, str(button["callback_data"]))
        raise AssertionError("no such button was ever shown")
    if act.startswith("(edits) "):
        own = [each for each in place.history if each.sender is who.user]
        await who.edits(own[-1], act.removeprefix("(edits) "))
    elif act in ("(right)", "(wrong)"):
        await _answer(stage, who, right=act == "(right)")
    elif (finishes := _FINISHES.fullmatch(act)) is not None:
        await _finish(stage, who, int(finishes[1]))
    elif act == "(opens the link)":
        await who.opens(watch.links[-1])
    elif act == "(opens the owner's link)":
        await who.opens(stage.ownership)
    elif act.startswith("(opens "):
        await who.opens(act.removeprefix("(opens ").removesuffix(")"))
    elif act == "(sends a picture)":
        await who.sends_photo(chat=group)
    elif act.startswith("(sends "):
        file = act.removeprefix("(sends ").removesuffix(")")
        await who.sends_document(file, (DOCUMENTS / file).read_bytes(), chat=group)
    elif act.startswith("("):
        raise AssertionError("nobody can do that")
    else:
        await who.says(act, chat=group, reply_to=place.newest if reply else None)
    return None


async def _answer(stage: Stage, who: Person, *, right: bool) -> None:
    quiz = await stage.database.quizzes.open_quiz(f"telegram:{who.user.id}")
    assert quiz is not None, "no quiz is open"
    assert quiz.phase is Phase.ASKING, "no question is open"
    option = quiz.item.key if right else (quiz.item.key + 1) % len(quiz.item.options)
    data = encode(AnswerQuestion(quiz.id, quiz.position, option))
    if any(button.get("callback_data") == data for each in who.messages for button in each.buttons):
        await who.taps(data)
    else:
        await who.votes(None, [option])


async def _finish(stage: Stage, who: Person, right: int) -> None:
    key, left = f"telegram:{who.user.id}", right
    while (quiz := await stage.database.quizzes.open_quiz(key)) is not None:
        if quiz.phase is Phase.ASKING:
            await _answer(stage, who, right=left > 0)
            left -= 1
        else:
            await who.taps(encode(NextQuestion(quiz.id, quiz.position)))
        await stage.settled()


def differences(name: str, seen: str) -> str:
    """What is seen otherwise than it stands written; nothing where all is the same."""
    stands = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    lines = difflib.unified_diff(
        stands.splitlines(), seen.splitlines(), f"{name}.txt", "seen now", lineterm=""
    )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=WRITTEN, help="which; all without one")
    parser.add_argument("--write", action="store_true", help="write down what is seen now")
    options = parser.parse_args()
    # Chores that take longer than the little time between them are no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    told = 0
    with tempfile.TemporaryDirectory() as folder:
        data = indexed(Path(folder))
        for name in options.names:
            seen = asyncio.run(replayed(name, data))
            found = differences(name, seen)
            if options.write:
                (HERE / f"{name}.txt").write_text(seen, encoding="utf-8")
            elif found:
                told += 1
                sys.stdout.write(found + "\n")
            sys.stdout.write(
                f"{name}: {'written' if options.write else 'other' if found else 'as written'}\n"
            )
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
