"""Which commands serve whom, beside those that serve everybody."""

from bot.handlers.visit import Visit
from bot.views import home
from conversations.organisation import Organisation
from conversations.roles import Role


class Serving:
    """Follows from what each is, now."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation

    async def of(self, person: str) -> tuple[str, ...]:
        """Of home.OF_ROLES, those that serve the person."""
        actor = await self._organisation.actor(person)
        owns = Role.OWNER in actor.roles
        return (*((home.TEAM,) if owns or actor.posts else ()), *((home.PEOPLE,) if owns else ()))

    async def shown(self, visit: Visit) -> tuple[str, ...]:
        """The same, and none in a group, where nothing says what somebody is."""
        return await self.of(visit.person) if visit.event.private else ()
