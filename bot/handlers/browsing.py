"""Reading the standards: from the list down to an item."""

from collections.abc import Awaitable, Callable

from bot.callbacks import (
    BrowseAction,
    Home,
    ListStandards,
    ShowActivity,
    ShowItem,
    ShowMore,
    ShowPart,
    ShowStandard,
    ShowTask,
    StaleButton,
)
from bot.handlers.serving import Serving
from bot.handlers.visit import Visit, with_successor, with_way_back
from bot.held import Held
from bot.message import Message, Reply
from bot.places import code_of
from bot.views import home, standards
from bot.views import item as item_view
from bot.views import task as task_view
from conversations.language import Translator
from conversations.play import Play
from standards.model import Activity, Task


class Browsing:
    """Screens that depend on nothing but the standards, and the first one.

    That one says what is `assigned`, too.
    """

    def __init__(
        self,
        held: Held,
        play: Play,
        serving: Serving,
        assigned: Callable[[Visit], Awaitable[str | None]],
    ) -> None:
        self._held = held
        self._play = play
        self._serving = serving
        self._assigned = assigned

    def commanded(self, visit: Visit) -> Reply:
        """`/standards`: the list, from its first page."""
        return Reply((standards.standards_list(self._held.all(), 0, visit.say),))

    async def opened(self, visit: Visit, id: str) -> Reply:
        """The screen of an item, or of a standard by its code, that a link leads to.

        Raises `StaleButton` where it is no longer there.
        """
        screen = self._screen(self._opening(id), visit.say)
        if visit.event.private:
            screen = await with_way_back(self._play, visit, screen)
        return Reply((screen,))

    async def home(self, visit: Visit) -> Message:
        """The first screen."""
        if not visit.event.private:
            return home.in_group(visit.say)
        quiz = await self._play.open_quiz(visit.person)
        return home.home(
            visit.say,
            await self._serving.reader(visit.person),
            await self._assigned(visit),
            None if quiz is None else quiz.id,
        )

    def _opening(self, id: str) -> BrowseAction:
        if code_of(id) == id:
            return ShowStandard(id)
        match self._held.place(id)[1].item:
            case Task():
                return ShowTask(id)
            case Activity():
                return ShowActivity(id)
            case _:
                return ShowItem(id)

    async def pressed(self, visit: Visit, action: BrowseAction) -> Reply:
        """The screen that a button opens, in place of the one it stood on."""
        if isinstance(action, Home):
            return Reply((await self.home(visit),), edit=True)
        if isinstance(action, ShowMore):
            screen = await self._serving.help(visit)
        else:
            screen = self._screen(action, visit.say)
        if visit.event.private:
            screen = await with_way_back(self._play, visit, screen)
        if isinstance(action, ShowStandard):
            screen = with_successor(self._held, visit, action.code, screen)
        return Reply((screen,), edit=True)

    def _screen(self, action: BrowseAction, say: Translator) -> Message:
        match action:
            case ListStandards(page):
                return standards.standards_list(self._held.all(), page, say)
            case ShowStandard(code, page):
                return standards.standard(self._held.standard(code), page, say)
            case ShowPart(code, part, page):
                return standards.part(self._held.standard(code), part, page, say)
            case ShowTask(item_id, page):
                standard, place = self._held.place(item_id)
                if isinstance(place.item, Task):
                    return task_view.task(standard, place.item, page, say)
            case ShowActivity(item_id, page):
                standard, place = self._held.place(item_id)
                if isinstance(place.item, Activity) and place.task is not None:
                    return task_view.activity(standard, place.task, place.item, page, say)
            case ShowItem(item_id, origin):
                standard, place = self._held.place(item_id)
                return item_view.item(standard, place, origin, say)
        raise StaleButton(action)
