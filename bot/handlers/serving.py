"""What serves whom, beside that which serves everybody."""

from bot.handlers.visit import Visit
from bot.message import Message
from bot.views import home
from conversations.organisation import Organisation
from conversations.roles import Action, Actor, Role, allowed


class Serving:
    """Follows from what each is, now."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation

    async def of(self, person: str) -> tuple[str, ...]:
        """Of home.OF_ROLES, those that serve the person."""
        return _commands(await self._organisation.actor(person))

    async def reader(self, person: str) -> home.Reader:
        """What decides which ways are offered to the person."""
        actor = await self._organisation.actor(person)
        posts = {role for _team, role in actor.posts}
        return home.Reader(
            _commands(actor),
            leads=Role.OWNER in actor.roles or Role.MANAGER in posts,
            learns=Role.LEARNER in posts,
        )

    async def help(self, visit: Visit, unknown: str | None = None) -> Message:
        """What can be done; in a group nothing says what somebody is."""
        if not visit.event.private:
            return home.in_group(visit.say, unknown=unknown)
        return home.help_(visit.say, await self.reader(visit.person), unknown=unknown)


def _commands(actor: Actor) -> tuple[str, ...]:
    serves = {
        home.TEAM: Role.OWNER in actor.roles or bool(actor.posts),
        home.PEOPLE: allowed(actor, Action.SEE_PEOPLE),
        home.LOG: allowed(actor, Action.READ_LOG),
        home.ADD: allowed(actor, Action.EDIT_STANDARDS),
    }
    return tuple(name for name, does in serves.items() if does)
