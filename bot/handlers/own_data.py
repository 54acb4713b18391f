"""Everything about oneself: given as a file, and erased after one confirmation."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.callbacks import AskToErase, EraseMe, GiveMyData, OwnDataAction
from bot.data_folder import OFFERED
from bot.handlers.visit import Visit
from bot.held import Held
from bot.message import Document, Reply
from bot.offers import Offers
from bot.views import own_data as view
from bot.wall_clock import WallClock
from conversations.errors import LastOwner
from conversations.notices import NoticeKind, Notices
from conversations.organisation import Alone, Organisation
from conversations.personal_data import Holdings, PersonalDataStore, as_document
from conversations.play import Play

CONFIRMED_WITHIN = timedelta(minutes=15)
"""An older button shows once more what would go: that may be something else by then."""


class OwnData:
    """Each person's own; nobody else's is ever looked at."""

    def __init__(
        self,
        personal_data: PersonalDataStore,
        organisation: Organisation,
        notices: Notices,
        play: Play,
        held: Held,
        clock: WallClock,
        now: Callable[[], datetime],
        offers: Offers | None = None,
    ) -> None:
        self._personal_data = personal_data
        self._organisation = organisation
        self._notices = notices
        self._play = play
        self._held = held
        self._clock = clock
        self._now = now
        self._offers = offers
        self._traces_left = False

    async def given(self, visit: Visit, *, edit: bool = False) -> Reply:
        """`/mydata`: the file, and in words what is in it."""
        holdings = await self._holdings(visit.person)
        if holdings is None:
            return Reply((view.nothing_kept(visit.say),), edit=edit)
        now = self._now()
        content = await asyncio.to_thread(_as_json, await self._document(visit, holdings, now))
        file = Document(f"mydata-{now:%Y-%m-%d}.json", content, view.about_the_file(visit.say))
        return Reply((view.given(holdings, visit.say),), edit=edit, documents=(file,))

    async def _holdings(self, person: str) -> Holdings | None:
        """All that is kept about the person; None where that is but the message in hand.

        It is written down while it is handled, and they are known for so long.
        """
        holdings = await self._all_of(person)
        if holdings is None:
            return None
        known = any(row["language"] for row in holdings.rows["people"])
        return holdings if known or set(holdings.rows) - {"people", "inbox"} else None

    async def _all_of(self, person: str) -> Holdings | None:
        """In the database, and the files that wait beside it."""
        holdings = await self._personal_data.of(person)
        if holdings is None or self._offers is None:
            return holdings
        return await asyncio.to_thread(self._offers.beside, holdings)

    async def _document(self, visit: Visit, holdings: Holdings, now: datetime) -> dict[str, Any]:
        grounds = await self._play.grounds(visit.person)
        return await asyncio.to_thread(
            as_document, holdings, grounds, self._held.find, now, visit.say
        )

    async def asked(self, visit: Visit, *, edit: bool = False) -> Reply:
        """`/forgetme`: what would go and what would stay.

        The only owner is told to name another one first: without one nobody could be made manager,
        and nobody would answer for what is kept of everybody else. It costs them no right, since
        whoever runs the bot can erase them all the same. A team's only manager may go, since an
        owner can name another.
        """
        holdings = await self._holdings(visit.person)
        if holdings is None:
            return Reply((view.nothing_kept(visit.say),), edit=edit)
        alone = await self._organisation.leaving_alone(visit.person)
        if alone.owner:
            return Reply((view.only_owner(visit.say),), edit=edit)
        until = self._minute(CONFIRMED_WITHIN)
        quiz_open = await self._play.open_quiz(visit.person) is not None
        screen = view.before_erasing(holdings, alone, until, visit.say, quiz_open=quiz_open)
        return Reply((screen,), edit=edit)

    async def pressed(self, visit: Visit, action: OwnDataAction) -> Reply:
        """The same, pressed; or all of it erased."""
        match action:
            case GiveMyData():
                return await self.given(visit, edit=True)
            case AskToErase():
                return await self.asked(visit, edit=True)
            case EraseMe(until):
                if self._minute() > until or until > self._minute(CONFIRMED_WITHIN):
                    return await self.asked(visit, edit=True)
                return await self._erase(visit)

    async def _erase(self, visit: Visit) -> Reply:
        holdings = await self._all_of(visit.person)
        alone = await self._organisation.leaving_alone(visit.person)
        # Their zone goes with them.
        now = await self._clock.reads(visit.person, self._now())
        try:
            erased = await self._personal_data.erase(visit.person, now, spare_owner=True)
        except LastOwner:
            return Reply((view.only_owner(visit.say),), edit=True)
        if erased is None or holdings is None:
            return Reply((view.nothing_kept(visit.say),), edit=True)
        rows = dict(erased.rows)
        if self._offers is not None and (
            files := await asyncio.to_thread(self._offers.erase, visit.person)
        ):
            rows[OFFERED] = files
        self._traces_left = not await self._personal_data.scrub()
        await self._tell_owners(alone)
        receipt = view.Receipt(now, rows, holdings.staying(), clean=not self._traces_left)
        content = view.receipt_file(receipt, visit.say).encode()
        file = Document(f"receipt-{now:%Y-%m-%d}.txt", content, view.about_the_receipt(visit.say))
        screen = view.erased(receipt, visit.say)
        return Reply((screen,), edit=True, documents=(file,), erased=True)

    async def _tell_owners(self, alone: Alone) -> None:
        for team in alone.teams:
            for owner in await self._organisation.owners():
                await self._notices.tell(
                    owner, NoticeKind.TEAM_WITHOUT_MANAGER, {"team": team.name}
                )

    async def scrub_again(self) -> None:
        """Takes out the traces that an erasure had to leave because the file was being read."""
        if self._traces_left:
            self._traces_left = not await self._personal_data.scrub()

    def _minute(self, later: timedelta = timedelta()) -> int:
        return int((self._now() + later).astimezone(UTC).timestamp()) // 60


def _as_json(document: dict[str, Any]) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()
