"""Where somebody stands, why, and how they see themselves."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.callbacks import (
    RateSelf,
    SetPicture,
    ShowStanding,
    ShowWhy,
    StaleButton,
    StandingAction,
)
from bot.card.tiles import Card, card
from bot.handlers.visit import Visit, with_successor, with_way_back
from bot.held import Held
from bot.message import Reply
from bot.views import changes, my_assignments
from bot.views import me as view
from bot.views import standing as standing_view
from bot.wall_clock import WallClock
from conversations.assigning import Assigning
from conversations.observing import Observation
from conversations.play import Play
from conversations.preferences import PreferenceStore
from conversations.readiness import TaskReadiness, scopes
from conversations.self_rating import SelfLevel, SelfRatingStore
from conversations.standing import answered_standards, asked_standards, standing
from conversations.succession import gone
from standards.model import Standard, Task


class Standing:
    """Everybody's states, computed from their answers each time."""

    def __init__(
        self,
        play: Play,
        preferences: PreferenceStore,
        self_ratings: SelfRatingStore,
        held: Held,
        clock: WallClock,
        now: Callable[[], datetime],
        assigned: Assigning,
    ) -> None:
        self._play = play
        self._preferences = preferences
        self._self_ratings = self_ratings
        self._held = held
        self._clock = clock
        self._now = now
        self._assigned = assigned

    async def commanded(self, visit: Visit) -> Reply:
        """`/me`: the standard answered last, with a picture."""
        return await self._standing(visit, "", 0, drawn=True)

    async def opened(self, visit: Visit, code: str) -> Reply:
        """Where they stand on the standard that a link leads to.

        Raises `StaleButton` where it is no longer there.
        """
        return replace(await self._standing(visit, code, 0), edit=False)

    async def pressed(self, visit: Visit, action: StandingAction) -> Reply:
        """The states on a standard, or why one is as it is, after what was set."""
        match action:
            case ShowStanding(code, page):
                return await self._standing(visit, code, page)
            case SetPicture(dark, code, page):
                await self._preferences.set_dark(visit.person, dark)
                return await self._standing(visit, code, page, drawn=True)
            case ShowWhy(task):
                return await self._why(visit, task)
            case RateSelf(task, level):
                return await self._rate_self(visit, task, level)

    async def _standing(self, visit: Visit, code: str, page: int, *, drawn: bool = False) -> Reply:
        """`drawn`: with a picture beside the text."""
        picture: Card | None = None
        grounds = await self._play.grounds(visit.person)
        dark = (await self._preferences.get(visit.person)).dark
        held = {standard.code: standard for standard in self._held.all()}
        answered = [held[each] for each in asked_standards(grounds) if each in held]
        chosen = next(iter(answered), None)
        if code:
            # A newer version takes the place of the one whose button was pressed.
            chosen = self._play.lineage.current(code) or self._held.standard(code)
        if chosen is None:
            removed = answered_standards(grounds.records)
            screen = (
                standing_view.removed(removed, visit.say)
                if removed
                else standing_view.nothing_yet(visit.say)
            )
        else:
            now = self._now()
            tasks = await asyncio.to_thread(standing, chosen, grounds, now)
            as_of = await self._clock.reads(visit.person, now)
            stands = {task.task: task for task in tasks}
            own = await self._self_ratings.all_of(visit.person)
            others = [each for each in answered if each is not chosen]
            mine = await self._assigned.mine(visit.person, as_of.date(), grounds)
            lost = gone(grounds.records, chosen)
            screen = view.me(
                chosen,
                stands,
                as_of,
                page,
                visit.say,
                others=others,
                to_why=ShowWhy,
                to_card=ShowStanding,
                own=own,
                dark=dark if visit.event.graphic else None,
                asked=(
                    *my_assignments.mine(mine, chosen.code, visit.say),
                    *changes.vanished(lost, self._play.lineage.before(chosen), visit.say),
                ),
                more=changes.to_changes(chosen, bool(self._play.lineage.before(chosen)), visit.say),
            )
            screen = with_successor(self._held, visit, chosen.code, screen)
            if drawn:
                asked = my_assignments.on_card(mine, chosen.code, visit.say)
                picture = card(chosen, stands, as_of, visit.say, number=page, asked=asked)
        screen = await with_way_back(self._play, visit, screen)
        return Reply((screen,), edit=not drawn, card=picture, dark=dark)

    async def _why(self, visit: Visit, task: str) -> Reply:
        standard, place = self._held.place(task)
        if place.task is None:
            raise StaleButton(task)
        grounds, now = await self._play.grounds(visit.person), self._now()
        stands = await asyncio.to_thread(standing, standard, grounds, now)
        readiness = next(each for each in stands if each.task == place.task.id)
        back = ShowStanding(standard.code)
        own = await self._self_ratings.of(visit.person, place.task.id)
        as_of = await self._clock.reads(visit.person, now)
        earlier = _no_longer_counting(standard, readiness, grounds.observations)
        screen = view.why(standard, place.task, readiness, as_of, back, visit.say, own, earlier)
        return Reply((await with_way_back(self._play, visit, screen),), edit=True)

    async def _rate_self(self, visit: Visit, task: str, level: int) -> Reply:
        levels = tuple(SelfLevel)
        if level >= len(levels) or not isinstance(self._held.place(task)[1].item, Task):
            raise StaleButton(task)
        await self._self_ratings.rate(visit.person, task, levels[level], self._now())
        return await self._why(visit, task)


def _no_longer_counting(
    standard: Standard, readiness: TaskReadiness, seen: Iterable[Observation]
) -> list[Observation]:
    """What was seen of the task but is withdrawn, or was seen anew since; newest first."""
    scope = next(each for each in scopes(standard) if each.task == readiness.task)
    counting = {each.id for each in readiness.observations}
    old = [each for each in seen if each.target in scope.seen and each.id not in counting]
    return sorted(old, key=lambda each: (each.at, each.id), reverse=True)
