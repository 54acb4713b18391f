"""What a learner's states are computed from: the log of answers and all that bears on it."""

from collections.abc import Collection, Container
from dataclasses import dataclass, field

from conversations.assignments import AssignmentStore, critical_tasks
from conversations.evidence import AnswerRecord, ItemVersion
from conversations.observing import Observation, ObservationStore
from conversations.policies import Policies, PolicyStore
from conversations.store import (
    MemoryObservationStore,
    MemoryPolicyStore,
    MemoryVoidStore,
    QuizStore,
)
from conversations.voiding import VoidedItems, VoidStore


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything that one learner's states rest on."""

    records: tuple[AnswerRecord, ...] = ()
    """Every answer, oldest first, those that don't count included."""
    observations: tuple[Observation, ...] = ()
    voided: Container[ItemVersion] = field(default_factory=VoidedItems)
    policies: Policies = field(default_factory=Policies)


class Grounding:
    """Reads grounds; a store that is not given is empty."""

    def __init__(
        self,
        quizzes: QuizStore,
        voids: VoidStore | None = None,
        observations: ObservationStore | None = None,
        policies: PolicyStore | None = None,
        assignments: AssignmentStore | None = None,
    ) -> None:
        self._quizzes = quizzes
        self._voids = voids or MemoryVoidStore()
        self._observations = observations or MemoryObservationStore()
        self._policies = policies or MemoryPolicyStore()
        self._assignments = assignments

    async def of(self, person: str) -> Grounds:
        """Of the person of that key, for whom also what they are assigned as critical is so."""
        mine = await self._assignments.of_person(person) if self._assignments else ()
        return Grounds(
            await self._quizzes.answers_of(person),
            await self._observations.of(person),
            await self.voided(),
            Policies((*critical_tasks(mine), *await self._policies.all())),
        )

    async def of_many(self, persons: Collection[str]) -> dict[str, Grounds]:
        """Of each of them, by key; in a few readings, however many they are."""
        answers = await self._quizzes.answers_of_many(persons)
        observations = await self._observations.of_many(persons)
        voided = await self.voided()
        policies = await self._policies.all()
        of_all = Policies(policies)
        mine = await self._assignments.of_many(persons) if self._assignments else {}
        critical = {person: critical_tasks(theirs) for person, theirs in mine.items()}
        return {
            person: Grounds(
                records,
                observations[person],
                voided,
                Policies((*critical[person], *policies)) if critical.get(person) else of_all,
            )
            for person, records in answers.items()
        }

    async def voided(self) -> VoidedItems:
        """The items that count for nobody."""
        return VoidedItems(await self._voids.all())
