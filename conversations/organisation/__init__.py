"""What people do with roles, teams, invites and assignments: asked if allowed, done, and logged.

A module for each subject has its deeds; `rights.py` is where each of them asks who may what.
"""

from conversations.organisation.appointments import Alone, Appointments
from conversations.organisation.assignments import Assignments
from conversations.organisation.invites import Invites
from conversations.organisation.log import LOOKS_SHOWN, Log, LogNames, Look
from conversations.organisation.observations import Observations
from conversations.organisation.rights import NOT_IN
from conversations.organisation.secret import SECRET_BYTES, random_secret
from conversations.organisation.teams import Fellow, Place, Teams

__all__ = [
    "LOOKS_SHOWN",
    "NOT_IN",
    "SECRET_BYTES",
    "Alone",
    "Fellow",
    "LogNames",
    "Look",
    "Organisation",
    "Place",
    "random_secret",
]


class Organisation(Appointments, Teams, Invites, Assignments, Observations, Log):
    """Every method is done in somebody's name: `who`, their key or OPERATOR.

    Raises NotAllowed, before anything else and nothing done, where RULES don't let them; then
    UnknownTeam for a team that there is not, or that is archived and can't be changed any more.
    """
