"""Three weeks of an organisation, played by its people over Telegram on a clock that is stepped.

An owner, two managers, somebody of the staff, two teams of learners whose chance of a right answer
is given, and a stranger. Everybody presses only what they see. Beside it a log of their own is kept
of each answer and each deed, for whoever compares.
"""

import random
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.callbacks import (
    EVERYBODY,
    Action,
    AnswerQuestion,
    AssignTo,
    ChoosePractice,
    ClaimOwnership,
    CommentOn,
    DecideNomination,
    DraftAssignment,
    DraftInvite,
    EraseMe,
    ExportTeam,
    FileKind,
    HandOver,
    HandOverTo,
    JoinAs,
    MakeInvite,
    NewTeam,
    NextQuestion,
    Observe,
    Outcome,
    RemindSeat,
    RemoveFellow,
    RevokeInvite,
    ShowAssignment,
    ShowAssignments,
    ShowChanges,
    ShowCrew,
    ShowEveryone,
    ShowFellow,
    ShowFiles,
    ShowInvite,
    ShowInvites,
    ShowLearner,
    ShowLearnerTask,
    ShowLog,
    ShowLooks,
    ShowObservation,
    ShowPeople,
    ShowStanding,
    ShowSteps,
    ShowSummary,
    ShowTarget,
    ShowTaskAcross,
    ShowTeam,
    ShowTeams,
    ShowTeamTasks,
    ShowWhy,
    StartCheck,
    Step,
    StopReminders,
    SwitchReminders,
    Understood,
    WithdrawObservation,
)
from bot.links import own_of
from bot_serving import serving_engine
from bot_twins import DOCUMENTS, standards
from conversations.database import Database, open_database
from conversations.evidence import AnswerRecord
from conversations.roles import Action as Deed
from conversations.roles import Role
from conversations.teams import seat_of
from lives import engine_on
from organisation import Clock
from player import Player, action_of, anything, shows
from standards.model import Source, Standard
from standards.read import read
from telegram_emulator.server import Emulator
from telegram_emulator.state import Message

MONDAY = datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
"""Five past nine in Taipei."""
FIRST, SECOND = "KRM4224-001v1", "KPS5R0258v2"
"""What the two teams are assigned."""
NEWER = "KRM4224-001v2"
"""What takes the place of FIRST in the third week."""
NAMES = (
    "林妤瑄",
    "Alexandra Papadopoulos",
    "陳冠宇",
    "Nguyễn Thị Ánh",
    "歐陽娜娜",
    "Boris",
    "張雅婷",
    "François Müller",
    "李承恩",
    "王淑芬",
    "Mei-Ling Wu",
    "蔡宗翰",
    "黃怡君",
    "Siti Rahmawati",
    "吳俊傑",
    "劉佩珊",
    "Kenji Tanaka",
    "楊子萱",
    "許志豪",
    "鄭雅文",
    "Ploy Srisai",
    "謝孟哲",
    "郭品妍",
    "Olu Adeyemi",
    "曾柏翰",
    "邱詩涵",
    "Grace Hopper-Lee",
    "廖建宏",
    "徐曉彤",
    "周哲維",
)


def newer(*, code: str = NEWER) -> Standard:
    """FIRST under a new code: its second task reworded, its last one gone."""
    text = (DOCUMENTS / f"{FIRST}.txt").read_text(encoding="utf-8").replace(FIRST, code)
    standard = read(text, Source(file=code)).standard
    first, second, *others = standard.tasks
    reworded = replace(second, title=f"{second.title}與查核")
    return replace(standard, tasks=(first, reworded, *others[:-1]))


@dataclass(frozen=True, slots=True)
class Cast:
    """How large it is played."""

    learners: int
    """In both teams together."""
    days: Sequence[int]
    """On which of the 21 days there are checks."""
    attendance: float = 0.75
    """How often a learner takes the check of a day."""


@dataclass
class Learner:
    """Somebody who answers by chance."""

    player: Player
    ability: float
    chance: random.Random
    team: int
    answers: list[AnswerRecord] = field(default_factory=list)
    """What they answered, as they know it: not read from the database."""
    is_in: bool = True
    never_starts: bool = False

    @property
    def name(self) -> str:
        return self.player.name


@dataclass(frozen=True, slots=True)
class Done:
    """A line that belongs into the log."""

    who: str
    action: Deed
    whom: str | None


@dataclass
class Played:
    """Everything that was played, and where it can be looked up."""

    emulator: Emulator
    database: Database
    path: Path
    clock: Clock
    loaded: list[tuple[Standard, ...]]
    owner: Player
    lin: Player
    wang: Player
    staff: Player
    stranger: Player
    learners: list[Learner]
    names: tuple[str, str] = ("外貿部", "Shop floor")
    teams: list[str] = field(default_factory=list)
    deeds: list[Done] = field(default_factory=list)
    erased: list[Learner] = field(default_factory=list)
    removed: list[Learner] = field(default_factory=list)
    observed: list[Learner] = field(default_factory=list)
    reminded: list[Learner] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    """The data of buttons that managers and the owner had."""
    files: dict[str, bytes] = field(default_factory=dict)
    """The files that were taken along at the end, by team and kind."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    """Everyone in words, for each team."""

    def of(self, team: int) -> list[Learner]:
        """Who is a learner of that team now."""
        return [each for each in self.learners if each.team == team and each.is_in]

    @property
    def everybody(self) -> list[Player]:
        people = [self.owner, self.lin, self.wang, self.staff, self.stranger]
        return [*people, *(each.player for each in self.learners)]

    def did(self, who: Player, action: Deed, whom: Player | None = None) -> None:
        self.deeds.append(Done(who.key, action, whom.key if whom else None))


@asynccontextmanager
async def played(cast: Cast, folder: Path, seed: int = 20260302) -> AsyncIterator[Played]:
    """The whole of it; what it left behind can be looked at until the end."""
    clock = Clock(MONDAY)
    path = folder / "conversations.db"
    database = await open_database(path)
    loaded = [standards()]
    engine = engine_on(database, clock, held=lambda: loaded[0])
    try:
        async with Emulator(clock=lambda: clock().timestamp()) as emulator:
            play = _company(cast, seed, emulator, database, path, clock, loaded)
            async with serving_engine(emulator, engine, chores_every=0.15):
                await _found(play)
                await _weeks(play, cast)
                await _end(play)
                await emulator.quiet(0.3)
            yield play
    finally:
        await database.close()


def _company(
    cast: Cast,
    seed: int,
    emulator: Emulator,
    database: Database,
    path: Path,
    clock: Clock,
    loaded: list[tuple[Standard, ...]],
) -> Played:
    def player(name: str, language: str = "zh-hant") -> Player:
        return Player(emulator, emulator.person(first_name=name, language_code=language))

    chance = random.Random(seed)
    owner, lin, wang = player("Olga", "en"), player("林經理"), player("Wang Wei", "en")
    staff, stranger = player("沈同仁"), player("Eve", "en")
    learners = []
    for number in range(cast.learners):
        name = NAMES[number % len(NAMES)]
        language = "en" if name.isascii() else "zh-hant"
        ability = 0.45 + 0.52 * (number * 7 % cast.learners) / max(1, cast.learners - 1)
        learner = Learner(
            player(name, language), ability, random.Random(f"{seed}/{number}"), number % 2
        )
        learners.append(learner)
    chance.shuffle(learners)
    # The last of the first team never starts.
    next(each for each in reversed(learners) if each.team == 0).never_starts = True
    return Played(
        emulator, database, path, clock, loaded, owner, lin, wang, staff, stranger, learners
    )


# The first day


async def _found(play: Played) -> None:
    offered = await play.database.organisation(play.clock).offer_ownership()
    assert offered is not None
    owner, lin, wang = play.owner, play.lin, play.wang
    await owner.says(f"/start {own_of(offered.code)}", shows(ClaimOwnership))
    await owner.presses(ClaimOwnership, shows(NewTeam))
    play.did(owner, Deed.NAME_OWNER, owner)
    for name in play.names:
        shown = await owner.says("/team")
        if not shows(NewTeam)(shown):
            await owner.presses(ShowTeams, shows(NewTeam))
        await owner.presses(NewTeam)
        made = await owner.says(name, shows(ShowInvites))
        play.teams.append(_team_of(made))
        play.did(owner, Deed.CREATE_TEAM)
    for team, manager in zip(play.teams, (lin, wang), strict=True):
        link = await _invites(play, owner, team, Role.MANAGER, 1)
        await _opens(manager, link)
        play.did(manager, Deed.NOMINATE_MANAGER, manager)
        await owner.hears(_names(manager))
        await owner.says("/people", shows(DecideNomination, team=team, confirm=True))
        seat = seat_of(manager.key)
        await owner.presses(DecideNomination, team=team, seat=seat, confirm=True)
        play.did(owner, Deed.APPOINT_MANAGER, manager)
        await manager.hears(shows(ShowTeam, team=team))
    for number, manager in enumerate((lin, wang)):
        team, uses = play.teams[number], 20 if number == 0 else 100
        link = await _invites(play, manager, team, Role.LEARNER, uses)
        for learner in play.of(number):
            play.clock.pass_(seconds=20)
            await _opens(learner.player, link)
            play.did(learner.player, Deed.ADD_MEMBER, learner.player)
        if number == 0:
            await _revokes(play, manager, team)
            await play.stranger.says(f"/start {link}")
    link = await _invites(play, lin, play.teams[0], Role.STAFF, 1)
    await _opens(play.staff, link)
    play.did(play.staff, Deed.ADD_MEMBER, play.staff)
    await play.staff.says("/team")
    await _assigns(play, lin, play.teams[0], FIRST, "2026-03-20", critical=True)
    await _assigns(play, wang, play.teams[1], SECOND, "2026-03-31", verified=True)
    for learner in play.learners:
        await learner.player.hears(shows(ShowStanding))
        if learner.chance.random() < 0.5:
            await learner.player.says("/reminders", shows(SwitchReminders, on=True))
            await learner.player.presses(SwitchReminders, on=True)


def _team_of(message: Message) -> str:
    """The team that a message leads to the people of."""
    for action in map(action_of, message.buttons):
        if isinstance(action, ShowCrew):
            return action.team
    raise AssertionError(message)


def _names(player: Player) -> Callable[[Message], bool]:
    return lambda message: player.name in message.text and "/people" not in message.text


async def _to_team(player: Player, team: str) -> Message:
    shown = await player.says("/team", lambda message: bool(message.buttons))
    if shows(ShowTeam, team=team)(shown):
        shown = await player.presses(ShowTeam, shows(ShowInvites), team=team)
    return shown


async def _invites(play: Played, who: Player, team: str, role: Role, uses: int) -> str:
    await _to_team(who, team)
    await who.presses(ShowInvites, shows(DraftInvite), team=team)
    await who.presses(DraftInvite, shows(MakeInvite), team=team)
    for chosen in ({"role": role}, {"uses": uses}):
        if not shows(MakeInvite, **chosen)(who.person.newest):
            await who.presses(DraftInvite, shows(MakeInvite, **chosen), **chosen)
    made = await who.presses(MakeInvite, "start=join-", role=role, uses=uses)
    play.did(who, Deed.INVITE)
    found = re.search(r"start=(join-[\w-]+)", made.text)
    assert found is not None
    return found[1]


async def _opens(player: Player, start: str) -> None:
    """With the notice first, and a name."""
    await player.says(f"/start {start}", shows(Understood))
    await player.presses(Understood, shows(JoinAs))
    await player.presses(JoinAs, anything)


async def _revokes(play: Played, manager: Player, team: str) -> None:
    await _to_team(manager, team)
    await manager.presses(ShowInvites, shows(ShowInvite), team=team)
    await manager.presses(ShowInvite, shows(RevokeInvite))
    await manager.presses(RevokeInvite, shows(RevokeInvite, sure=True))
    await manager.presses(RevokeInvite, sure=True)
    play.did(manager, Deed.REVOKE_INVITE)


async def _assigns(
    play: Played,
    manager: Player,
    team: str,
    code: str,
    due: str,
    *,
    critical: bool = False,
    verified: bool = False,
) -> None:
    await _to_team(manager, team)
    await manager.presses(ShowAssignments, shows(AssignTo), team=team)
    await manager.presses(AssignTo, shows(AssignTo, seat=EVERYBODY))
    await manager.presses(AssignTo, shows(AssignTo, standard=code), seat=EVERYBODY)
    await manager.presses(AssignTo, shows(DraftAssignment, step=Step.WANTED), standard=code)
    await manager.presses(DraftAssignment, shows(DraftAssignment, step=Step.DUE), step=Step.WANTED)
    wanted = ".v.." if verified else ".p.."
    await manager.presses(
        DraftAssignment, shows(DraftAssignment, step=Step.TYPE_DUE), terms=wanted, step=Step.DUE
    )
    await manager.presses(DraftAssignment, step=Step.TYPE_DUE)
    asked = await manager.says(due, shows(DraftAssignment, step=Step.CRITICAL))
    if critical:
        first = next(
            each
            for each in map(action_of, asked.buttons)
            if isinstance(each, DraftAssignment) and each.step is Step.CRITICAL
        )
        await manager.presses(
            DraftAssignment,
            shows(DraftAssignment, step=Step.CONFIRM, terms=first.terms),
            step=Step.CRITICAL,
            terms=first.terms,
        )
    await manager.presses(
        DraftAssignment, shows(DraftAssignment, step=Step.KEEP), step=Step.CONFIRM
    )
    await manager.presses(DraftAssignment, step=Step.KEEP)
    play.did(manager, Deed.ASSIGN)


# Three weeks


async def _weeks(play: Played, cast: Cast) -> None:
    happenings = {
        4: _reminds,
        7: _sees_at_work,
        9: _removes,
        11: _hands_over,
        14: _renews,
        16: _erases,
    }
    for day in range(21):
        play.clock.time = MONDAY + timedelta(days=day)
        if day in cast.days:
            for learner in play.learners:
                is_here = learner.chance.random() < cast.attendance
                if learner.is_in and not learner.never_starts and is_here:
                    await takes_check(play, learner)
        if day in happenings:
            play.clock.time = MONDAY + timedelta(days=day, hours=6)
            await happenings[day](play)
    play.clock.time = MONDAY + timedelta(days=20, hours=7)


async def takes_check(play: Played, learner: Learner) -> None:
    """Today's check, answered with their chance of being right."""
    player = learner.player
    opened = await player.says(
        "/quiz", lambda it: not shows(StopReminders)(it) and bool(it.buttons), settled=False
    )
    if shows(StartCheck)(opened):
        # A question, or the word that there is none which counts.
        await player.presses(
            StartCheck,
            lambda it: shows(AnswerQuestion)(it) or shows(ChoosePractice)(it),
            settled=False,
        )
    while (quiz := await play.database.quizzes.open_quiz(player.key)) is not None:
        play.clock.pass_(seconds=15)
        item, position = quiz.item, quiz.position
        right = learner.chance.random() < learner.ability
        wrong = [place for place in range(len(item.options)) if place != item.key]
        option = item.key if right else learner.chance.choice(wrong)
        await player.steps(AnswerQuestion, quiz=quiz.id, position=position, option=option)
        learner.answers.append(
            AnswerRecord(
                item=item.id,
                version=item.version,
                standard=item.standard,
                task=item.task,
                targets=item.targets,
                kind=item.kind,
                correct=right,
                at=play.clock(),
                task_text=item.task_text,
            )
        )
        await player.steps(NextQuestion, quiz=quiz.id, position=position)


async def _reminds(play: Played) -> None:
    """The first week is over: the one who never started is reminded by the manager."""
    lin = play.lin
    await _to_team(lin, play.teams[0])
    await lin.presses(ShowSummary, shows(ShowSteps))
    await lin.presses(ShowSteps)
    late = next(each for each in play.of(0) if each.never_starts)
    await _to_team(lin, play.teams[0])
    await lin.presses(ShowAssignments, shows(ShowAssignment))
    await lin.presses(ShowAssignment, shows(RemindSeat))
    await _turns_to(lin, ShowAssignment, RemindSeat, seat=seat_of(late.player.key))
    await lin.presses(RemindSeat, seat=seat_of(late.player.key))
    play.did(lin, Deed.REMIND, late.player)
    play.reminded.append(late)
    await late.player.hears(shows(StartCheck))


async def _sees_at_work(play: Played) -> None:
    """Each manager sees the best of their learners at work, who comments on it."""
    for number, manager in enumerate((play.lin, play.wang)):
        best = max(play.of(number), key=lambda each: each.ability)
        await _to_team(manager, play.teams[number])
        await manager.presses(ShowSummary, shows(ShowEveryone))
        await manager.presses(ShowEveryone, shows(ShowLearner))
        seat = seat_of(best.player.key)
        await _turns_to(manager, ShowEveryone, ShowLearner, seat=seat)
        await manager.presses(ShowLearner, shows(ShowLearnerTask), seat=seat)
        # Three taps from the learner's row.
        await manager.presses(ShowLearnerTask, shows(ShowTarget))
        await manager.presses(ShowTarget, shows(Observe))
        await manager.presses(Observe, outcome=Outcome.PERFORMED)
        play.did(manager, Deed.OBSERVE, best.player)
        play.observed.append(best)
        player = best.player
        await player.hears(shows(ShowObservation))
        await player.presses(ShowObservation, shows(CommentOn))
        await player.presses(CommentOn)
        await player.says("那天訂單特別多。" if number == 0 else "It was a busy day.")
        await manager.hears(shows(ShowLearnerTask, seat=seat))
        if number == 0:
            await _records_anew(play, manager, best)


async def _records_anew(play: Played, manager: Player, best: Learner) -> None:
    """What was recorded is withdrawn with a reason, which the learner reads, and recorded again."""
    seat = seat_of(best.player.key)
    await manager.presses(ShowLearnerTask, shows(ShowTarget), seat=seat)
    await manager.presses(ShowTarget, shows(WithdrawObservation))
    await manager.presses(WithdrawObservation)
    await manager.says("日期記錯了。", shows(ShowTarget))
    play.did(manager, Deed.WITHDRAW_OBSERVATION, best.player)
    await best.player.hears(lambda message: "日期記錯了。" in message.text)
    await manager.presses(ShowTarget, shows(Observe))
    await manager.presses(Observe, outcome=Outcome.PERFORMED)
    play.did(manager, Deed.OBSERVE, best.player)
    play.observed.append(best)
    await best.player.hears(shows(ShowObservation))


async def _turns_to(
    player: Player, page: type[Action], wanted: type[Action], **fields: object
) -> None:
    """Turns pages until the button is there."""
    for number in range(1, 20):
        if shows(wanted, **fields)(player.person.newest):
            return
        await player.presses(page, page=number)


async def _removes(play: Played) -> None:
    """Somebody of the second team is taken out."""
    wang, gone = play.wang, play.of(1)[0]
    await _to_team(wang, play.teams[1])
    await wang.presses(ShowCrew, shows(ShowFellow), team=play.teams[1])
    seat = seat_of(gone.player.key)
    await _turns_to(wang, ShowCrew, ShowFellow, seat=seat)
    await wang.presses(ShowFellow, shows(RemoveFellow), seat=seat)
    await wang.presses(RemoveFellow, shows(RemoveFellow, sure=True))
    await wang.presses(RemoveFellow, sure=True)
    gone.is_in = False
    play.removed.append(gone)
    play.did(wang, Deed.REMOVE_MEMBER, gone.player)
    await gone.player.hears(shows(ShowTeams))


async def _hands_over(play: Played) -> None:
    """The first team goes to somebody of its staff, once the owner has said so."""
    lin, staff, team = play.lin, play.staff, play.teams[0]
    await _to_team(lin, team)
    await lin.presses(HandOver, shows(HandOverTo))
    seat = seat_of(staff.key)
    await _turns_to(lin, HandOver, HandOverTo, seat=seat)
    await lin.presses(HandOverTo, shows(HandOverTo, sure=True), seat=seat)
    await lin.presses(HandOverTo, sure=True)
    play.did(lin, Deed.HAND_OVER_TEAM, staff)
    owner = play.owner
    await owner.hears(shows(ShowPeople))
    await owner.says("/people", shows(DecideNomination, seat=seat, confirm=True))
    await owner.presses(DecideNomination, seat=seat, confirm=True)
    play.did(owner, Deed.APPOINT_MANAGER, staff)
    await staff.hears(shows(ShowTeam, team=team))


async def _renews(play: Played) -> None:
    """A newer version of the first team's standard is added."""
    play.loaded[0] = (*play.loaded[0], newer())
    who = [each for each in play.of(0) if each.answers]
    for learner in who:
        await learner.player.hears(shows(ShowChanges))
    await who[0].player.presses(ShowChanges)


async def _erases(play: Played) -> None:
    """Somebody of the first team has everything about them erased."""
    gone = next(each for each in play.of(0) if each.answers and each not in play.observed)
    player = gone.player
    await player.says("/mydata", lambda message: message.file is not None)
    await player.says("/forgetme", shows(EraseMe))
    await player.presses(EraseMe, lambda message: not shows(EraseMe)(message))
    gone.is_in = False
    play.erased.append(gone)


# The end


async def _end(play: Played) -> None:
    owner, staff, wang = play.owner, play.staff, play.wang
    for number, manager in enumerate((staff, wang)):
        team = play.teams[number]
        shown = await _to_team(manager, team)
        play.copied += [str(each["callback_data"]) for each in shown.buttons]
        before = len(manager.person.messages)
        shown = await manager.presses(ShowSummary, shows(ShowSteps))
        play.copied += [str(each["callback_data"]) for each in shown.buttons]
        for message in manager.person.messages[before:]:
            if message.file is not None:
                play.pictures[f"summary-{number + 1}"] = message.file.content
        await manager.presses(ShowSteps)
        await _to_team(manager, team)
        await manager.presses(ShowSummary, shows(ShowEveryone))
        shown = await manager.presses(ShowEveryone, shows(ShowLearner))
        pages = [shown.text]
        while shows(ShowEveryone, page=len(pages))(shown):
            page = len(pages)
            shown = await manager.presses(ShowEveryone, shows(ShowLearner), page=page)
            pages.append(shown.text)
        play.texts.append("\n".join(pages))
        await _to_team(manager, team)
        await manager.presses(ShowSummary, shows(ShowTeamTasks))
        await manager.presses(ShowTeamTasks, shows(ShowTaskAcross))
        await manager.presses(ShowTaskAcross, shows(ShowLearnerTask))
        await manager.presses(ShowLearnerTask)
        await _to_team(manager, team)
        await manager.presses(ShowSummary, shows(ShowFiles))
        await manager.presses(ShowFiles, shows(ExportTeam))
        for form in FileKind:
            if not shows(ExportTeam, kind=form)(manager.person.newest):
                await manager.presses(ShowFiles, shows(ExportTeam, kind=form))
            before = len(manager.person.messages)
            shown = await manager.presses(ExportTeam, shows(ShowFiles), kind=form)
            play.did(manager, Deed.EXPORT_TEAM)
            files = [each.file for each in manager.person.messages[before:] if each.file]
            for place, file in enumerate(files):
                part = f"-{place + 1}" if len(files) > 1 else ""
                play.files[f"team-{number + 1}{part}.{form}"] = file.content
    for command in ("/me", "/privacy"):
        await play.observed[0].player.says(command)
    await play.observed[0].player.presses(ShowLooks)
    await play.observed[0].player.says("/me", shows(ShowWhy))
    await play.observed[0].player.presses(ShowWhy)
    await owner.says("/people")
    await owner.says("/log", shows(ShowLog))
    for data in sorted(set(play.copied)):
        await play.stranger.presses_copied(data)
    for command in ("/team", "/people", "/log", "/me"):
        await play.stranger.says(command)
