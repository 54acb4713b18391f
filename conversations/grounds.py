"""What a learner's states are computed from: the log of answers and all that bears on it."""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from conversations.assignments import Assignment, AssignmentStore, critical_tasks
from conversations.evidence import NO_ANSWERS, AnswerRecord, ItemVersion, Mark
from conversations.observing import Observation, ObservationStore
from conversations.policies import Policies, PolicyStore
from conversations.store import (
    MemoryObservationStore,
    MemoryPolicyStore,
    MemoryVoidStore,
    QuizStore,
)
from conversations.succession import Lineage
from conversations.voiding import VoidedItems, VoidStore
from standards.model import Standard


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything that one learner's states rest on."""

    records: tuple[AnswerRecord, ...] = ()
    """Every answer, oldest first, those that don't count included; as ones about the versions of
    standards that are in force."""
    observations: tuple[Observation, ...] = ()
    voided: Container[ItemVersion] = field(default_factory=VoidedItems)
    policies: Policies = field(default_factory=Policies)
    assigned: tuple[Assignment, ...] = ()
    """What the learner is asked to show, on the versions in force, most urgent first."""


class Basis(NamedTuple):
    """Grounds, with no more of the answers than by what it is noticed that they changed."""

    answers: Mark
    others: Grounds
    """Without records."""


def basis(grounds: Grounds) -> Basis:
    """The basis of grounds that were read."""
    records = grounds.records
    mark = Mark(len(records), records[0].at, records[-1].at) if records else NO_ANSWERS
    return Basis(mark, replace(grounds, records=()))


class Grounding:
    """Reads grounds; a store that is not given is empty.

    `in_force` and `past` give the versions of standards there are, which may change; without them,
    every answer is taken as it was given.
    """

    def __init__(
        self,
        quizzes: QuizStore,
        voids: VoidStore | None = None,
        observations: ObservationStore | None = None,
        policies: PolicyStore | None = None,
        assignments: AssignmentStore | None = None,
        in_force: Callable[[], Sequence[Standard]] = tuple,
        past: Callable[[], Sequence[Standard]] = tuple,
    ) -> None:
        self._quizzes = quizzes
        self._voids = voids or MemoryVoidStore()
        self._observations = observations or MemoryObservationStore()
        self._policies = policies or MemoryPolicyStore()
        self._assignments = assignments
        self._in_force = in_force
        self._past = past
        self._versions: tuple[Sequence[Standard], Sequence[Standard]] | None = None
        self._lineage = Lineage(())

    def among(
        self,
        in_force: Callable[[], Sequence[Standard]],
        past: Callable[[], Sequence[Standard]] = tuple,
    ) -> "Grounding":
        """The same, by these versions of standards."""
        stores = (self._quizzes, self._voids, self._observations, self._policies, self._assignments)
        return Grounding(*stores, in_force, past)

    @property
    def lineage(self) -> Lineage:
        """The versions there are now."""
        versions = self._in_force(), self._past()
        if self._versions is None or any(
            one is not other for one, other in zip(versions, self._versions, strict=True)
        ):
            self._versions, self._lineage = versions, Lineage(*versions)
        return self._lineage

    async def of(self, person: str) -> Grounds:
        """Of the person of that key, for whom also what they are assigned as critical is so."""
        mine = await self._assignments.of_person(person) if self._assignments else ()
        lineage = self.lineage
        assigned = tuple(lineage.followed(each).now for each in mine)
        return Grounds(
            lineage.records(await self._quizzes.answers_of(person)),
            lineage.observations(await self._observations.of(person)),
            await self.voided(),
            Policies((*critical_tasks(assigned), *await self._policies.all())),
            assigned,
        )

    async def of_many(self, persons: Collection[str]) -> dict[str, Grounds]:
        """Of each of them, by key; in a few readings, however many they are."""
        answers = await self._quizzes.answers_of_many(persons)
        lineage = self.lineage
        return {
            person: replace(others, records=lineage.records(answers[person]))
            for person, others in (await self._others_of_many(persons)).items()
        }

    async def basis_of_many(self, persons: Collection[str]) -> dict[str, Basis]:
        """The basis of what `of_many` gives, in a fraction of its time."""
        marks = await self._quizzes.marks_of_many(persons)
        others = await self._others_of_many(persons)
        return {person: Basis(marks[person], others[person]) for person in others}

    async def _others_of_many(self, persons: Collection[str]) -> Mapping[str, Grounds]:
        """Without records."""
        observations = await self._observations.of_many(persons)
        voided = await self.voided()
        policies = await self._policies.all()
        of_all = Policies(policies)
        mine = await self._assignments.of_many(persons) if self._assignments else {}
        lineage = self.lineage
        # What a team is assigned comes again with each of its people.
        every = {each.id: each for theirs in mine.values() for each in theirs}
        followed = {id: lineage.followed(each).now for id, each in every.items()}
        assigned = {
            person: tuple(followed[each.id] for each in mine.get(person, ())) for person in persons
        }
        critical = {person: critical_tasks(theirs) for person, theirs in assigned.items()}
        return {
            person: Grounds(
                (),
                lineage.observations(observations[person]),
                voided,
                Policies((*critical[person], *policies)) if critical[person] else of_all,
                assigned[person],
            )
            for person in persons
        }

    async def voided(self) -> VoidedItems:
        """The items that count for nobody."""
        return VoidedItems(await self._voids.all())
