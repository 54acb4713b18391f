"""A database that forgets everything at the end of the process, of the stores in memory."""

from typing import Any

from conversations.appointments import MemoryAppointmentStore
from conversations.assignments import MemoryAssignmentStore
from conversations.audit import MemoryAuditStore
from conversations.awaited import MemoryAwaitedStore
from conversations.database import Database
from conversations.inbox import MemoryInboxStore
from conversations.invites import MemoryInviteStore
from conversations.lease import MemoryLeaseStore
from conversations.notices import MemoryNoticeStore
from conversations.personal_data import MemoryPersonalData
from conversations.polls import MemoryPollStore
from conversations.preferences import MemoryPreferenceStore
from conversations.privacy import MemoryAcceptanceStore
from conversations.reminders import MemoryReminderStore
from conversations.renewing import MemoryTextStore
from conversations.self_rating import MemorySelfRatingStore
from conversations.store import (
    MemoryAskedStore,
    MemoryFeedbackStore,
    MemoryObservationStore,
    MemoryPeopleStore,
    MemoryPolicyStore,
    MemoryQuizStore,
    MemoryThreadStore,
    MemoryVoidStore,
)
from conversations.teams import MemoryTeamStore


def in_memory() -> Database:
    """A new one, which is empty."""

    async def close() -> None:
        return

    audit = MemoryAuditStore()
    teams = MemoryTeamStore(audit)
    appointments = MemoryAppointmentStore(audit)
    stores: dict[str, Any] = {
        "quizzes": MemoryQuizStore(),
        "people": MemoryPeopleStore(),
        "threads": MemoryThreadStore(),
        "observations": MemoryObservationStore(
            lambda key: appointments.name_of(key) or teams.name_of(key), audit
        ),
        "acceptances": MemoryAcceptanceStore(),
        "reminders": MemoryReminderStore(),
        "preferences": MemoryPreferenceStore(),
        "polls": MemoryPollStore(),
        "self_ratings": MemorySelfRatingStore(),
        "audit": audit,
        "teams": teams,
        "appointments": appointments,
        "invites": MemoryInviteStore(teams, appointments, audit),
        "assignments": MemoryAssignmentStore(teams, audit),
        "notices": MemoryNoticeStore(),
        "awaited": MemoryAwaitedStore(),
    }
    inbox = MemoryInboxStore()
    others: dict[str, Any] = {
        "asked": MemoryAskedStore(),
        "feedback": MemoryFeedbackStore(),
        "voids": MemoryVoidStore(),
        "policies": MemoryPolicyStore(),
        "texts": MemoryTextStore(),
        "leases": MemoryLeaseStore(),
    }
    return Database(
        **stores,
        **others,
        personal_data=MemoryPersonalData(*stores.values(), inbox),
        inbox=lambda bot: inbox,
        close=close,
    )
