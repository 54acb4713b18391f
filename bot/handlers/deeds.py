"""The log of deeds: for owners, and for those whose card was looked at."""

from bot.callbacks import DeedAction, ShowLog, ShowLooks
from bot.handlers.visit import Visit
from bot.message import Reply
from bot.views import deeds as view
from bot.wall_clock import WallClock
from conversations.organisation import Organisation


class Deeds:
    """Who did what, as far as the one who asks may know."""

    def __init__(self, organisation: Organisation, clock: WallClock) -> None:
        self._organisation = organisation
        self._clock = clock

    async def log(self, visit: Visit) -> Reply:
        """`/log`: the newest lines. Raises NotAllowed for all but owners."""
        return await self._log(visit, 0, edit=False)

    async def pressed(self, visit: Visit, action: DeedAction) -> Reply:
        """A page of the log, or of the looks at one's own card."""
        match action:
            case ShowLog(page):
                return await self._log(visit, page, edit=True)
            case ShowLooks(page):
                return await self._looks(visit, page)

    async def _log(self, visit: Visit, page: int, *, edit: bool) -> Reply:
        most = view.LINES_A_PAGE
        lines = await self._organisation.log(visit.person, most + 1, page * most)
        if page and not lines:
            # The oldest ones were forgotten meanwhile.
            return await self._log(visit, 0, edit=edit)
        shown = lines[:most]
        names = await self._organisation.names_in_log(visit.person, shown)
        local = await self._clock.of(visit.person)
        dated = [(local(each.at), each) for each in shown]
        more = len(lines) > most
        return Reply((view.log(dated, names, page, more, visit.say),), edit=edit)

    async def _looks(self, visit: Visit, page: int) -> Reply:
        looks = await self._organisation.lookers_at(visit.person)
        local = await self._clock.of(visit.person)
        dated = [(local(each.at), each) for each in looks]
        return Reply((view.looks(dated, page, visit.say),), edit=True)
