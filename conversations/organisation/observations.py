"""What managers saw their learners do, and what is said of it."""

from dataclasses import replace
from datetime import timedelta

from conversations.errors import NotAllowed
from conversations.language import N_
from conversations.observing import VALID, Observation, worded
from conversations.organisation.rights import Rights
from conversations.roles import Action

SEEN_TWICE = timedelta(minutes=1)
_NOT_ONESELF = N_("Nobody can say of themselves what they were seen doing.")


class Observations(Rights):
    """What holds for every deed stands at `Organisation`."""

    async def observe(
        self,
        who: str,
        team: str,
        person: str,
        target: str,
        *,
        performed: bool,
        valid: timedelta = VALID,
    ) -> tuple[Observation, bool]:
        """Keeps that a manager saw a learner of the team do it, or try it and not yet master it.

        `target` is the id of an indicator or output. The same once more within SEEN_TWICE is the
        same tap: it gives the observation that is kept already, and False. Raises UnknownPerson for
        somebody who is no learner of the team, and NotAllowed for oneself.
        """
        await self._open_team(who, Action.OBSERVE, team)
        if who == person:
            raise NotAllowed(_NOT_ONESELF)
        await self._learner(team, person)
        now = self._now()
        for each in await self._observations.of(person):
            alike = (each.by, each.team, each.target, each.performed)
            is_same = alike == (who, team, target, performed) and each.withdrawn_at is None
            if is_same and now - each.at < SEEN_TWICE:
                return each, False
        seen = Observation(target, "", now, now + valid, performed, team=team, by=who)
        detail = f"{target}, {'performed' if performed else 'not yet'}"
        entry = self._entry(who, Action.OBSERVE, team, person, detail)
        return replace(seen, id=await self._observations.add(person, seen, entry)), True

    async def note(self, who: str, team: str, person: str, id: int, words: str) -> bool:
        """Adds what the observer has to say; False where it isn't theirs, or has a note already.

        Raises UnusableWords.
        """
        await self._open_team(who, Action.OBSERVE, team)
        return await self._observations.note(person, id, who, worded(words))

    async def observation(self, person: str, id: int) -> Observation | None:
        """One of those that were made of the person themselves."""
        seen = await self._observations.of(person)
        return next((each for each in seen if each.id == id), None)

    async def comment(self, person: str, id: int, words: str) -> Observation | None:
        """Puts what the learner says beside an observation of themselves, instead of what they
        said before; None where there is no such one. Raises UnusableWords.
        """
        return await self._comment(person, id, worded(words))

    async def withdraw_comment(self, person: str, id: int) -> Observation | None:
        """Takes what the learner said back; None where there is no such observation."""
        return await self._comment(person, id, "")

    async def _comment(self, person: str, id: int, words: str) -> Observation | None:
        seen = await self.observation(person, id)
        if seen is None:
            return None
        if seen.team is not None:
            await self.require(person, Action.COMMENT, seen.team)
        kept = await self._observations.comment(person, id, words)
        return replace(seen, comment=words) if kept else None

    async def withdraw_observation(
        self, who: str, team: str, person: str, id: int, why: str
    ) -> Observation | None:
        """Takes back what a manager of the team recorded of one of its learners, and says why.

        The learner can still read it. None where the team has no such observation, or it was
        withdrawn before. Raises UnusableWords, UnknownPerson, and NotAllowed for oneself.
        """
        await self._open_team(who, Action.WITHDRAW_OBSERVATION, team)
        if who == person:
            raise NotAllowed(_NOT_ONESELF)
        await self._learner(team, person)
        seen = await self.observation(person, id)
        if seen is None or seen.team != team:
            return None
        now, why = self._now(), worded(why)
        entry = self._entry(who, Action.WITHDRAW_OBSERVATION, team, person, seen.target)
        if not await self._observations.withdraw(person, id, now, why, entry):
            return None
        return replace(seen, withdrawn_at=now, withdrawn_why=why)
