"""The stores on a database file; SQLAlchemy is not loaded before a file is opened."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from conversations.appointments import AppointmentStore
from conversations.asked import KEPT, AskedStore
from conversations.assignments import AssignmentStore
from conversations.audit import AuditStore
from conversations.awaited import AwaitedStore
from conversations.feedback import FeedbackStore
from conversations.grounds import Grounding
from conversations.inbox import InboxStore
from conversations.invites import InviteStore
from conversations.lease import LeaseStore
from conversations.notices import NOTICES_KEPT, Notices, NoticeStore
from conversations.observing import ObservationStore
from conversations.organisation import Organisation
from conversations.people import PeopleStore
from conversations.personal_data import PersonalDataStore
from conversations.policies import PolicyStore
from conversations.polls import PollStore
from conversations.preferences import PreferenceStore
from conversations.privacy import AcceptanceStore
from conversations.reminders import Reminders, ReminderStore
from conversations.renewing import TextStore
from conversations.retention import Kept, Retention
from conversations.self_rating import SelfRatingStore
from conversations.store import QuizStore
from conversations.teams import TeamStore
from conversations.threads import ThreadStore
from conversations.voiding import VoidStore


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; `close` lets go of its file."""

    quizzes: QuizStore
    people: PeopleStore
    threads: ThreadStore
    asked: AskedStore
    feedback: FeedbackStore
    voids: VoidStore
    observations: ObservationStore
    policies: PolicyStore
    acceptances: AcceptanceStore
    reminders: ReminderStore
    preferences: PreferenceStore
    polls: PollStore
    self_ratings: SelfRatingStore
    personal_data: PersonalDataStore
    audit: AuditStore
    teams: TeamStore
    appointments: AppointmentStore
    invites: InviteStore
    assignments: AssignmentStore
    notices: NoticeStore
    texts: TextStore
    awaited: AwaitedStore
    leases: LeaseStore
    inbox: Callable[[int], InboxStore]
    """That of the bot with the number given."""
    close: Callable[[], Awaitable[None]]

    @property
    def grounding(self) -> Grounding:
        """What states are computed from, read from here."""
        return Grounding(
            self.quizzes, self.voids, self.observations, self.policies, self.assignments
        )

    def organisation(self, now: Callable[[], datetime]) -> Organisation:
        """What people do with teams, by the clock `now`."""
        return Organisation(
            self.appointments,
            self.teams,
            self.invites,
            self.assignments,
            self.audit,
            now,
            observations=self.observations,
        )

    def kept(self, retention: Retention) -> tuple[Kept, ...]:
        """What is deleted once it is too old."""
        return (
            (self.asked, KEPT),
            (self.feedback, KEPT),
            (self.awaited, timedelta()),
            (self.quizzes, retention.answers),
            (self.observations, retention.answers),
            (self.teams, retention.teams),
            (self.appointments, retention.teams),
            (self.invites, retention.teams),
            # After the times in teams, which say whose assignments go on.
            (self.assignments, retention.teams),
            (self.audit, retention.log),
            (self.notices, NOTICES_KEPT),
        )

    def telling(self, now: Callable[[], datetime], zone: str) -> Notices:
        """What people are told, by the clock `now`; `zone` is as in Reminders."""
        return Notices(self.notices, Reminders(self.reminders, now, zone), now)


async def open_database(path: Path) -> Database:
    """Opens the SQLite file at `path`, made (for its owner alone) or brought up to date if need be.

    Raises DatabaseUnusable, the file untouched, where it is damaged, not ours, newer than this
    program or out of reach.
    """
    from conversations.database.acceptances import AcceptanceTable
    from conversations.database.appointments import AppointmentTable
    from conversations.database.asked import AskedTable
    from conversations.database.assignments import AssignmentTable
    from conversations.database.audit import AuditTable
    from conversations.database.awaited import AwaitedTable
    from conversations.database.connection import connect
    from conversations.database.feedback import FeedbackTables
    from conversations.database.inbox import InboxTable
    from conversations.database.invites import InviteTable
    from conversations.database.leases import LeaseTable
    from conversations.database.notices import NoticeTables
    from conversations.database.observing import ObservationTable
    from conversations.database.people import PeopleTable
    from conversations.database.personal_data import PersonalDataTables
    from conversations.database.policies import PolicyTable
    from conversations.database.polls import PollTable
    from conversations.database.preferences import PreferenceTable
    from conversations.database.quizzes import QuizTables
    from conversations.database.reminders import ReminderTable
    from conversations.database.renewing import TextTable
    from conversations.database.self_ratings import SelfRatingTable
    from conversations.database.teams import TeamTable
    from conversations.database.threads import ThreadTable
    from conversations.database.voiding import VoidTable

    engine = await connect(path)
    return Database(
        QuizTables(engine),
        PeopleTable(engine),
        ThreadTable(engine),
        AskedTable(engine),
        FeedbackTables(engine),
        VoidTable(engine),
        ObservationTable(engine),
        PolicyTable(engine),
        AcceptanceTable(engine),
        ReminderTable(engine),
        PreferenceTable(engine),
        PollTable(engine),
        SelfRatingTable(engine),
        PersonalDataTables(engine, path),
        AuditTable(engine),
        TeamTable(engine),
        AppointmentTable(engine),
        InviteTable(engine),
        AssignmentTable(engine),
        NoticeTables(engine),
        TextTable(engine),
        AwaitedTable(engine),
        LeaseTable(engine),
        partial(InboxTable, engine),
        close=engine.dispose,
    )
