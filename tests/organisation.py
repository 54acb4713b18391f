"""An organisation on stores in memory or in a file, with a clock that a test steps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from conversations.appointments import AppointmentStore, MemoryAppointmentStore
from conversations.assignments import AssignmentStore, MemoryAssignmentStore
from conversations.audit import AuditStore, MemoryAuditStore
from conversations.database import Database, open_database
from conversations.invites import InviteStore, MemoryInviteStore
from conversations.observing import ObservationStore
from conversations.organisation import Organisation
from conversations.roles import OPERATOR, Action, Role
from conversations.store import MemoryObservationStore
from conversations.teams import MemoryTeamStore, Team, TeamStore
from quiz_samples import NOON

OWNER, LIN, WANG, ANNA, BO = (f"telegram:{number}" for number in range(1, 6))
"""An owner, two managers and two learners."""
STRANGER = "telegram:99"


@dataclass
class Clock:
    """Stands still until a test moves it."""

    time: datetime = NOON

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class Kept:
    """The stores of an organisation, and the organisation on them."""

    audit: AuditStore
    teams: TeamStore
    appointments: AppointmentStore
    invites: InviteStore
    assignments: AssignmentStore
    observations: ObservationStore
    clock: Clock = field(default_factory=Clock)
    secret: Callable[[], str] | None = None

    @property
    def organisation(self) -> Organisation:
        stores = (self.appointments, self.teams, self.invites, self.assignments, self.audit)
        if self.secret is None:
            return Organisation(*stores, self.clock, observations=self.observations)
        return Organisation(*stores, self.clock, self.secret, self.observations)


def in_memory() -> Kept:
    """On the twins in memory."""
    audit = MemoryAuditStore()
    teams = MemoryTeamStore(audit)
    appointments = MemoryAppointmentStore(audit)
    return Kept(
        audit,
        teams,
        appointments,
        MemoryInviteStore(teams, appointments, audit),
        MemoryAssignmentStore(teams, audit),
        MemoryObservationStore(lambda key: appointments.name_of(key) or teams.name_of(key), audit),
    )


def on(database: Database) -> Kept:
    """On an open database."""
    return Kept(
        database.audit,
        database.teams,
        database.appointments,
        database.invites,
        database.assignments,
        database.observations,
    )


async def in_file(path: Path) -> tuple[Database, Kept]:
    """On a database at that path, which the test closes."""
    database = await open_database(path)
    return database, on(database)


async def founded(kept: Kept) -> tuple[Team, Team]:
    """Two teams: that of LIN with ANNA and BO as learners, and WANG's, which is empty."""
    organisation = kept.organisation
    await organisation.name_owner(OPERATOR, OWNER)
    export = await organisation.create_team(OWNER, "外貿部")
    shop = await organisation.create_team(OWNER, "Web shop")
    await organisation.appoint_manager(OWNER, export.id, LIN)
    await organisation.appoint_manager(OWNER, shop.id, WANG)
    for person, name in ((ANNA, "Anna"), (BO, "小波")):
        await organisation.add_member(OWNER, export.id, person, Role.LEARNER, name)
    return export, shop


async def deeds(kept: Kept) -> list[tuple[str, Action, str | None]]:
    """The log, oldest first: who, what, whom."""
    lines = reversed(await kept.audit.entries(1000))
    return [(each.who, each.action, each.whom) for each in lines]
