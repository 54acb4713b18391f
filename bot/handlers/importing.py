"""A standard sent as a file: understood, shown, and added by an editor's word."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.callbacks import (
    AddDocument,
    DropDocument,
    ImportAction,
    ShowDifference,
    ShowFindings,
    ShowOffer,
    StaleButton,
)
from bot.events import Sent
from bot.handlers.visit import Visit
from bot.message import Reply
from bot.offers import Offer, Offers
from bot.views import apologies
from bot.views import importing as view
from conversations.organisation import Organisation
from conversations.roles import OPERATOR, Action
from index.errors import IndexFailure
from standards.document import FILE_LIMIT, FILE_LIMIT_MB
from standards.errors import StandardError, UnreadableDocument
from standards.incoming import Incoming, Verdict
from standards.library import KEPT, Library, Prepare
from standards.sentences import Refusal

OFFER_KEPT = timedelta(days=1)


class Editors(Protocol):
    """Who may change the standards."""

    async def may_edit(self, person: str) -> bool:
        """Whether that person may."""

    async def edited(self, person: str, code: str) -> None:
        """Writes down that they changed the standard of that code."""


class ByRole:
    """Editors and owners; at the computer itself whoever sits there, who holds the data folder."""

    def __init__(self, organisation: Organisation, *, at_the_computer: bool = False) -> None:
        self._organisation = organisation
        self._at_the_computer = at_the_computer

    async def may_edit(self, person: str) -> bool:
        """Whether their role allows it."""
        return await self._organisation.may(self._actor(person), Action.EDIT_STANDARDS)

    async def edited(self, person: str, code: str) -> None:
        """Writes a line of the log of deeds."""
        await self._organisation.record(self._actor(person), Action.EDIT_STANDARDS, detail=code)

    def _actor(self, person: str) -> str:
        return OPERATOR if self._at_the_computer else person


@dataclass(frozen=True, slots=True)
class Intake:
    """What adding a standard takes.

    `follow` lets the assistant take up what was added; it and `prepare` may take seconds, and are
    called in a thread.
    """

    editors: Editors
    library: Library
    offers: Offers
    """What waits to be decided."""
    prepare: Prepare
    follow: Callable[[], None]


class Importing:
    """Everybody's files. Without an intake nobody adds anything."""

    def __init__(self, intake: Intake | None, now: Callable[[], datetime]) -> None:
        self._intake = intake
        self._now = now
        # One person's events come one by one, but two editors may press at once.
        self._adding = asyncio.Lock()

    async def commanded(self, visit: Visit) -> Reply:
        """`/add` alone: how it is done."""
        if await self._open_to(visit) is None:
            return Reply((view.for_editors(visit.say),))
        return Reply((view.send_one(visit.say),))

    async def sent(self, visit: Visit, file: Sent) -> Reply:
        """A file came: what is understood of it, and the choice."""
        intake = await self._open_to(visit)
        if intake is None:
            return Reply((view.for_editors(visit.say),))
        if file.size > FILE_LIMIT:
            raise UnreadableDocument(Refusal.TOO_LARGE, file=file.name, limit=str(FILE_LIMIT_MB))
        data = await file.fetch()
        offer = await asyncio.to_thread(
            intake.offers.keep, visit.person, file.name, data, self._now()
        )
        try:
            coming = await _understood(intake, offer)
        except StandardError as error:
            intake.offers.drop(offer.token)
            return Reply((apologies.apology(error, visit.say),))
        return Reply((view.preview(coming, offer.name, offer.token, visit.say),))

    async def pressed(self, visit: Visit, action: ImportAction) -> Reply:
        """A button under a preview."""
        intake = await self._open_to(visit)
        if intake is None:
            return Reply((view.for_editors(visit.say),))
        offer = intake.offers.get(action.token, visit.person)
        if offer is None:
            raise StaleButton(action.token)
        if isinstance(action, DropDocument):
            intake.offers.drop(offer.token)
            return Reply((view.dropped(offer.name, visit.say),), edit=True)
        coming = await _understood(intake, offer)
        match action:
            case ShowOffer():
                screen = view.preview(coming, offer.name, offer.token, visit.say)
            case ShowFindings(token, page):
                screen = view.findings(coming, token, page, visit.say)
            case ShowDifference(token, page):
                screen = view.changes(coming, token, page, visit.say)
            case AddDocument(token, verdict):
                if coming.verdict is not verdict:
                    # What is loaded changed since: look at it again before deciding.
                    screen = view.preview(coming, offer.name, token, visit.say)
                else:
                    return await self._add(intake, visit, offer, coming)
        return Reply((screen,), edit=True)

    async def forget(self) -> None:
        """Deletes files that nobody decided on, and what was removed a day ago."""
        if self._intake is None:
            return
        now = self._now()
        await asyncio.to_thread(self._intake.offers.forget, now - OFFER_KEPT)
        await asyncio.to_thread(self._intake.library.purge, now - KEPT)

    async def _open_to(self, visit: Visit) -> Intake | None:
        """The intake, for whoever may edit."""
        if self._intake is None or not await self._intake.editors.may_edit(visit.person):
            return None
        return self._intake

    async def _add(self, intake: Intake, visit: Visit, offer: Offer, coming: Incoming) -> Reply:
        async with self._adding:
            try:
                (standard,) = await asyncio.to_thread(
                    intake.library.add,
                    [offer.path],
                    supersede=coming.verdict in (Verdict.NEWER, Verdict.CHANGED),
                    names={offer.path: offer.name},
                    prepare=intake.prepare,
                )
            except IndexFailure as error:
                return Reply((view.not_added(error, visit.say),))
            await asyncio.to_thread(intake.follow)
        await intake.editors.edited(visit.person, standard.code)
        intake.offers.drop(offer.token)
        replaced = coming.other.code if coming.other else ""
        return Reply((view.added(standard, replaced, visit.say),), edit=True)


async def _understood(intake: Intake, offer: Offer) -> Incoming:
    return await asyncio.to_thread(intake.library.preview, offer.path, offer.name)
