"""What was seen at work: recorded by a manager, told to the learner, who may comment on it."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.callbacks import (
    AddNote,
    CommentOn,
    Observe,
    ObservingAction,
    Outcome,
    ShowLearnerTask,
    ShowObservation,
    ShowTarget,
    StaleButton,
    WithdrawComment,
    WithdrawObservation,
)
from bot.handlers.awaiting import Awaiting
from bot.handlers.learners import Found, Learners
from bot.handlers.visit import Visit, with_way_back
from bot.held import Held
from bot.message import Message, Reply
from bot.places import code_of
from bot.views import observing as view
from bot.wall_clock import WallClock
from conversations.awaited import Awaited
from conversations.notices import NoticeKind, Notices
from conversations.observing import Observation
from conversations.organisation import Organisation
from conversations.play import Play
from conversations.roles import Action as Right
from conversations.team_standing import LearnerStanding
from conversations.teams import seat_of

NOTE, COMMENT, REASON = "note", "comment", "reason"
"""What is awaited."""
MONTH = timedelta(days=365) / 12


class Observing:
    """Everybody's observations, through the organisation, which asks who may."""

    def __init__(
        self,
        organisation: Organisation,
        learners: Learners,
        awaiting: Awaiting,
        notices: Notices,
        play: Play,
        held: Held,
        clock: WallClock,
        now: Callable[[], datetime],
    ) -> None:
        self._organisation = organisation
        self._learners = learners
        self._awaiting = awaiting
        self._notices = notices
        self._play = play
        self._held = held
        self._clock = clock
        self._now = now
        awaiting.answered_by(NOTE, self._noted)
        awaiting.answered_by(COMMENT, self._commented)
        awaiting.answered_by(REASON, self._withdrawn)

    async def pressed(self, visit: Visit, action: ObservingAction) -> Reply:
        """The screen a button opens, or what became of what was recorded."""
        match action:
            case ShowTarget(team, seat, target, months):
                screen = await self._target(visit, team, seat, target, months)
            case Observe(team, seat, target, months, outcome):
                return await self._observe(visit, team, seat, target, months, outcome)
            case AddNote(team, seat, id):
                return await self._ask_for_note(visit, team, seat, id)
            case WithdrawObservation(team, seat, id):
                return await self._ask_for_reason(visit, team, seat, id)
            case ShowObservation(id):
                screen = await self._one(visit, id)
            case CommentOn(id):
                return await self._ask_for_comment(visit, id)
            case WithdrawComment(id):
                return await self._comment_withdrawn(visit, id)
        return Reply((await with_way_back(self._play, visit, screen),), edit=True)

    # A manager's

    async def _observable(
        self, visit: Visit, team: str, seat: str, target: str, months: int
    ) -> tuple[LearnerStanding, Found]:
        """Where the learner of that seat stands, and `target` among it, for who may record it.

        Raises `StaleButton` where it is nothing that is seen at work, or not for so long.
        """
        await self._organisation.require(visit.person, Right.OBSERVE, team)
        if months not in view.MONTHS:
            raise StaleButton(target)
        person = await self._learners.person(visit, team, seat)
        stands = await self._learners.standing(visit, team, person, code_of(target))
        found = self._learners.found(stands, target)
        _standard, _summary, _place, scope = found
        if target not in scope.seen:
            raise StaleButton(target)
        return stands, found

    async def _target(
        self, visit: Visit, team: str, seat: str, target: str, months: int
    ) -> Message:
        stands, found = await self._observable(visit, team, seat, target, months)
        standard, summary, place, scope = found
        seen = stands.tasks[scope.task].observations
        before = next((each for each in seen if each.target == target), None)
        return view.target(
            stands,
            standard,
            place,
            before,
            summary.as_of,
            seat,
            months,
            ShowLearnerTask(team, seat, scope.task),
            visit.say,
        )

    async def _observe(
        self, visit: Visit, team: str, seat: str, target: str, months: int, outcome: Outcome
    ) -> Reply:
        stands, found = await self._observable(visit, team, seat, target, months)
        _standard, summary, _place, scope = found
        person = stands.learner.key
        seen, is_new = await self._organisation.observe(
            visit.person,
            team,
            person,
            target,
            performed=outcome is Outcome.PERFORMED,
            valid=round(months * MONTH / timedelta(days=1)) * timedelta(days=1),
        )
        if is_new:
            await self._tell(visit.person, person, stands.team.name, seen)
        above = (view.note_row(team, seat, seen.id, visit.say),) if not seen.note else ()
        screen = await self._learners.task(visit, team, person, seat, scope.task, above=above)
        said = view.kept(seen, stands.learner.name, summary.as_of, visit.say)
        return Reply((await with_way_back(self._play, visit, screen),), edit=True, toast=said)

    async def _tell(self, observer: str, person: str, team: str, seen: Observation) -> None:
        kept = await self._organisation.observation(person, seen.id)
        await self._notices.tell(
            person,
            NoticeKind.OBSERVED,
            {
                "id": str(seen.id),
                "target": seen.target,
                "observer": kept.observer if kept else "",
                "team": team,
                "performed": "yes" if seen.performed else "",
            },
            named=observer,
        )

    async def _ask_for_note(self, visit: Visit, team: str, seat: str, id: int) -> Reply:
        await self._organisation.require(visit.person, Right.OBSERVE, team)
        person = await self._learners.person(visit, team, seat)
        stands = await self._learners.standing(visit, team, person, "")
        await self._awaiting.expect(visit.person, NOTE, json.dumps([team, seat, id]))
        return Reply((view.ask_for_note(stands.learner.name, visit.say),))

    async def _noted(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        team, seat, id = json.loads(awaited.about)
        await self._organisation.require(visit.person, Right.OBSERVE, team)
        person = await self._learners.person(visit, team, seat)
        if not await self._organisation.note(visit.person, team, person, id, words):
            return Reply((view.no_such(visit.say),))
        seen = await self._organisation.observation(person, id)
        if seen is None:
            return Reply((view.no_such(visit.say),))
        task = self._task_of(seen.target)
        screen = await self._learners.task(visit, team, person, seat, task)
        return Reply((screen,), toast=visit.say("Your note is kept."))

    async def _ask_for_reason(self, visit: Visit, team: str, seat: str, id: int) -> Reply:
        await self._organisation.require(visit.person, Right.WITHDRAW_OBSERVATION, team)
        person = await self._learners.person(visit, team, seat)
        seen = await self._organisation.observation(person, id)
        if seen is None or seen.team != team or seen.withdrawn_at is not None:
            return Reply((view.no_such(visit.say),))
        stands = await self._learners.standing(visit, team, person, "")
        await self._awaiting.expect(visit.person, REASON, json.dumps([team, seat, id]))
        return Reply((view.ask_for_reason(seen, stands.learner.name, visit.say),))

    async def _withdrawn(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        team, seat, id = json.loads(awaited.about)
        await self._organisation.require(visit.person, Right.WITHDRAW_OBSERVATION, team)
        person = await self._learners.person(visit, team, seat)
        seen = await self._organisation.withdraw_observation(visit.person, team, person, id, words)
        if seen is None:
            return Reply((view.no_such(visit.say),))
        await self._notices.tell(
            person,
            NoticeKind.OBSERVATION_WITHDRAWN,
            {
                "id": str(seen.id),
                "target": seen.target,
                "observer": await self._organisation.name_in(team, visit.person),
                "team": (await self._organisation.team(visit.person, team)).name,
                "why": seen.withdrawn_why,
            },
            named=visit.person,
        )
        task = self._task_of(seen.target)
        screen = await self._learners.task(visit, team, person, seat, task)
        return Reply((screen,), toast=view.withdrawn(seen, visit.say))

    def _task_of(self, target: str) -> str:
        _standard, place = self._held.place(target)
        if place.task is None:
            raise StaleButton(target)
        return place.task.id

    # The learner's

    async def _one(self, visit: Visit, id: int) -> Message:
        seen = await self._organisation.observation(visit.person, id)
        if seen is None:
            raise StaleButton(id)
        standard, place = self._held.place(seen.target)
        now = await self._clock.reads(visit.person, self._now())
        return view.one(seen, standard, place, now, visit.say)

    async def _ask_for_comment(self, visit: Visit, id: int) -> Reply:
        seen = await self._organisation.observation(visit.person, id)
        if seen is None:
            raise StaleButton(id)
        if seen.team is not None:
            await self._organisation.require(visit.person, Right.COMMENT, seen.team)
        await self._awaiting.expect(visit.person, COMMENT, str(id))
        return Reply((view.ask_for_comment(seen, visit.say),))

    async def _comment_withdrawn(self, visit: Visit, id: int) -> Reply:
        seen = await self._organisation.withdraw_comment(visit.person, id)
        if seen is None:
            raise StaleButton(id)
        screen = await with_way_back(self._play, visit, await self._one(visit, id))
        return Reply((screen,), edit=True, toast=visit.say("Your comment is withdrawn."))

    async def _commented(self, visit: Visit, awaited: Awaited, words: str) -> Reply:
        seen = await self._organisation.comment(visit.person, int(awaited.about), words)
        if seen is None:
            return Reply((view.no_such(visit.say),))
        if seen.by is not None and seen.team is not None:
            await self._notices.tell(
                seen.by,
                NoticeKind.COMMENTED,
                {
                    "team": seen.team,
                    "seat": seat_of(visit.person),
                    "name": await self._organisation.name_in(seen.team, visit.person),
                    "target": seen.target,
                },
                named=visit.person,
            )
        screen = view.commented(seen, visit.say)
        return Reply((await with_way_back(self._play, visit, screen),))
