"""One learner of a team, for those who may look at them; every look can be read by the learner."""

from collections.abc import Callable
from datetime import datetime

from bot.callbacks import LearnerAction, ShowLearner, ShowLearnerTask, StaleButton
from bot.handlers.visit import Visit, with_way_back
from bot.held import Held
from bot.message import Message, Reply, Row
from bot.places import Place, code_of, place_of
from bot.views import learner as view
from bot.wall_clock import WallClock
from conversations.organisation import Organisation
from conversations.play import Play
from conversations.readiness import TaskScope, scopes
from conversations.roles import Action as Right
from conversations.team_standing import LearnerStanding, TeamReading
from conversations.team_summary import TeamSummary
from standards.model import Standard, Task

Found = tuple[Standard, TeamSummary, Place, TaskScope]
"""An item's standard, where the learner stands on it, the item's place, and its task's scope."""


class Learners:
    """Every learner's page and their tasks, computed each time."""

    def __init__(
        self,
        reading: TeamReading,
        organisation: Organisation,
        play: Play,
        held: Held,
        clock: WallClock,
        now: Callable[[], datetime],
    ) -> None:
        self._reading = reading
        self._organisation = organisation
        self._play = play
        self._held = held
        self._clock = clock
        self._now = now

    async def pressed(self, visit: Visit, action: LearnerAction) -> Reply:
        """The page of a learner, or of one of their tasks."""
        match action:
            case ShowLearner(team, seat, code, page):
                person = await self.person(visit, team, seat)
                stands = await self.standing(visit, team, person, code)
                may = await self._reading.may(visit.person, team)
                screen = view.learner(stands, seat, page, may, visit.say)
            case ShowLearnerTask(team, seat, task, page):
                person = await self.person(visit, team, seat)
                screen = await self.task(visit, team, person, seat, task, page)
        return Reply((await with_way_back(self._play, visit, screen),), edit=True)

    async def person(self, visit: Visit, team: str, seat: str) -> str:
        """The key of the learner of that seat.

        Raises `StaleButton` where nobody in the team has it any more.
        """
        person = await self._reading.person(visit.person, team, seat)
        if person is None:
            raise StaleButton(seat)
        return person

    async def standing(self, visit: Visit, team: str, person: str, code: str) -> LearnerStanding:
        """Where the learner stands; it is logged that somebody looked."""
        await self._organisation.require(visit.person, Right.SEE_LEARNER, team)
        if code:
            self._held.standard(code)
        now = await self._clock.reads(visit.person, self._now())
        return await self._reading.learner(visit.person, team, person, self._held.all(), code, now)

    async def task(
        self,
        visit: Visit,
        team: str,
        person: str,
        seat: str,
        task: str,
        page: int = 0,
        above: tuple[Row, ...] = (),
    ) -> Message:
        """The page of one of the learner's tasks; `above` are rows over all others."""
        stands = await self.standing(visit, team, person, code_of(task))
        standard, summary, place, scope = self.found(stands, task)
        if not isinstance(place.item, Task):
            raise StaleButton(task)
        may = await self._reading.may(visit.person, team)
        if visit.person == person:
            may -= {Right.OBSERVE}
        return view.task(
            stands, standard, summary, place.item, scope, seat, page, may, visit.say, above=above
        )

    def found(self, stands: LearnerStanding, item: str) -> Found:
        """Where an item of a task stands.

        Raises `StaleButton` where the standard has it no more.
        """
        standard, summary = stands.standard, stands.summary
        place = None if standard is None else place_of(standard, item)
        if standard is None or summary is None or place is None or place.task is None:
            raise StaleButton(item)
        task = place.task.id
        return standard, summary, place, next(s for s in scopes(standard) if s.task == task)
