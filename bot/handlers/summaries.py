"""Where a team stands: as a picture and in words, by person and by task, and as files."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.callbacks import (
    Action,
    AssignTo,
    ExportTeam,
    FileKind,
    RemindSeat,
    SetTeamPicture,
    ShowEveryone,
    ShowFiles,
    ShowLearner,
    ShowLearnerTask,
    ShowOverview,
    ShowSteps,
    ShowSummary,
    ShowTaskAcross,
    ShowTeamTasks,
    StaleButton,
    SummaryAction,
)
from bot.card.grid import Grid, grid
from bot.handlers.visit import Visit, with_way_back
from bot.held import Held
from bot.message import Message, Reply
from bot.places import code_of
from bot.team_files import documents
from bot.views import team as view
from bot.views import team_tasks
from bot.views import team_ways as ways
from bot.views.labels import way_back
from bot.wall_clock import WallClock
from conversations.organisation import Organisation
from conversations.play import Play
from conversations.preferences import PreferenceStore
from conversations.roles import Action as Right
from conversations.team_standing import TeamReading, TeamStanding
from conversations.team_summary import Act, Step, TeamSummary
from conversations.teams import seat_of
from standards.model import Standard, Task


class Summaries:
    """Every team's summary, computed each time, for those who may see the team."""

    def __init__(
        self,
        reading: TeamReading,
        organisation: Organisation,
        play: Play,
        preferences: PreferenceStore,
        held: Held,
        clock: WallClock,
        now: Callable[[], datetime],
    ) -> None:
        self._reading = reading
        self._organisation = organisation
        self._play = play
        self._preferences = preferences
        self._held = held
        self._clock = clock
        self._now = now

    async def pressed(self, visit: Visit, action: SummaryAction) -> Reply:
        """The screen that a button opens; a picture and a file come as messages of their own."""
        match action:
            case ShowSummary(team, code, page):
                return await self._summary(visit, team, code, page, drawn=True)
            case SetTeamPicture(dark, team, code, page):
                await self._organisation.require(visit.person, Right.SEE_TEAM, team)
                await self._preferences.set_dark(visit.person, dark)
                return await self._summary(visit, team, code, page, drawn=True)
            case ShowOverview(team, code):
                return await self._summary(visit, team, code, 0)
            case ExportTeam(team, code, kind):
                return await self._files(visit, team, code, kind)
            case _:
                screen = await self._screen(visit, action)
                return Reply((await with_way_back(self._play, visit, screen),), edit=True)

    async def _summary(
        self, visit: Visit, team: str, code: str, page: int, *, drawn: bool = False
    ) -> Reply:
        """`drawn`: with the picture's page beside the text."""
        stands = await self._standing(visit, team, code)
        dark = (await self._preferences.get(visit.person)).dark
        may = await self._reading.may(visit.person, team)
        shown = dark if visit.event.graphic else None
        screen = ways.summary(stands, page, may, visit.say, dark=shown)
        screen = await with_way_back(self._play, visit, screen)
        picture: Grid | None = None
        if drawn and stands.summary is not None and stands.standard is not None:
            picture = grid(stands.summary, stands.standard, visit.say, number=page)
        return Reply((screen,), edit=not drawn, card=picture, dark=dark)

    async def _standing(self, visit: Visit, team: str, code: str) -> TeamStanding:
        now = await self._clock.reads(visit.person, self._now())
        if code:
            # Who may not see the team learns nothing of what there is.
            await self._organisation.require(visit.person, Right.SEE_TEAM, team)
            self._held.standard(code)
        return await self._reading.standing(visit.person, team, self._held.all(), code, now)

    async def _screen(self, visit: Visit, action: SummaryAction) -> Message:
        say = visit.say
        match action:
            case ShowTaskAcross(team, task, page):
                stands, standard, summary = await self._whole(visit, team, code_of(task))
                return team_tasks.across(
                    summary,
                    standard,
                    _task(standard, task),
                    team,
                    page,
                    say,
                    to_person=lambda key: ShowLearnerTask(team, seat_of(key), task),
                )
            case ShowEveryone(team, code, page):
                stands, standard, summary = await self._whole(visit, team, code)
                return view.people(
                    summary,
                    standard,
                    page,
                    say,
                    to_page=lambda to: ShowEveryone(team, code, to),
                    to_person=lambda key: ShowLearner(team, seat_of(key), code),
                    rows=(way_back(say, ShowOverview(team, code)),),
                )
            case ShowSteps(team, code, page):
                stands, standard, summary = await self._whole(visit, team, code)
                may = await self._reading.may(visit.person, team)
                return view.next_steps(
                    summary,
                    standard,
                    page,
                    say,
                    to_page=lambda to: ShowSteps(team, code, to),
                    to_act=lambda step: _act(step, team, code, may),
                    rows=(way_back(say, ShowOverview(team, code)),),
                )
            case ShowTeamTasks(team, code, page):
                stands, standard, summary = await self._whole(visit, team, code)
                return team_tasks.tasks(summary, standard, team, page, say)
            case ShowFiles(team, code):
                await self._organisation.require(visit.person, Right.EXPORT_TEAM, team)
                stands, standard, summary = await self._whole(visit, team, code)
                return ways.files(stands, standard, summary, say)
        raise StaleButton(action)

    async def _whole(
        self, visit: Visit, team: str, code: str
    ) -> tuple[TeamStanding, Standard, TeamSummary]:
        stands = await self._standing(visit, team, code)
        if stands.standard is None or stands.summary is None:
            raise StaleButton(code)
        return stands, stands.standard, stands.summary

    async def _files(self, visit: Visit, team: str, code: str, kind: FileKind) -> Reply:
        await self._organisation.require(visit.person, Right.EXPORT_TEAM, team)
        _stands, standard, summary = await self._whole(visit, team, code)
        if not ways.is_offered(kind, summary):
            raise StaleButton(kind)
        made = await asyncio.to_thread(documents, kind, summary, standard, visit.say)
        detail = f"{code}, {kind}"
        await self._organisation.record(visit.person, Right.EXPORT_TEAM, team, detail=detail)
        return Reply((ways.taken(len(made), team, code, visit.say),), documents=made)


def _task(standard: Standard, id: str) -> Task:
    for task in standard.tasks:
        if task.id == id:
            return task
    raise StaleButton(id)


def _act(step: Step, team: str, code: str, may: frozenset[Right]) -> Action:
    """What the step's button does; where it isn't theirs to do, they can look all the same."""
    seat = seat_of(step.person)
    match step.act:
        case Act.ASSIGN if Right.ASSIGN in may:
            return AssignTo(team, seat, code)
        case Act.REMIND if Right.REMIND in may:
            return RemindSeat(team, seat)
        case Act.OBSERVE if step.task is not None and Right.OBSERVE in may:
            return ShowLearnerTask(team, seat, step.task)
    if step.task is not None:
        return ShowLearnerTask(team, seat, step.task)
    return ShowLearner(team, seat, code)
