"""Where quizzes are kept, as a protocol, and twins of all stores that live in memory."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from itertools import count
from typing import Protocol

from conversations.asked import KEPT, AskedQuestion, concealed
from conversations.audit import Entry, MemoryAuditStore
from conversations.evidence import NO_ANSWERS, AnswerRecord, Mark
from conversations.exposure import Exposure, exposure_of
from conversations.feedback import Rating, Unanswered, by_frequency
from conversations.observing import Observation
from conversations.people import Person, called
from conversations.policies import Critical, Policy
from conversations.quiz import OPEN, Phase, Quiz
from conversations.row import Row
from conversations.voiding import Void
from standards.model import Language


class QuizStore(Protocol):
    """Keeps quizzes so that every answer counts once, however many taps and processes."""

    async def add(self, quiz: Quiz) -> bool:
        """Keeps a new quiz; False, and nothing kept, while its person has another one open."""

    async def load(self, person: str, quiz_id: str) -> Quiz | None:
        """The quiz, if it is this person's own."""

    async def open_quiz(self, person: str) -> Quiz | None:
        """The person's quiz that still goes on."""

    async def save(self, before: Quiz, after: Quiz) -> bool:
        """Keeps one step; False, and nothing kept, if the stored quiz is not `before` any more."""

    async def answers_of(self, person: str) -> tuple[AnswerRecord, ...]:
        """Every answer of the person, oldest first; none where nobody is known by that key."""

    async def answers_of_many(
        self, persons: Collection[str]
    ) -> dict[str, tuple[AnswerRecord, ...]]:
        """The same of each of them, in one reading."""

    async def marks_of_many(self, persons: Collection[str]) -> dict[str, Mark]:
        """Of each of them, what changes whenever an answer comes or goes; it takes little time."""

    async def answered_by(self) -> tuple[str, ...]:
        """The keys of all who ever answered, in alphabetical order."""

    async def exposures(self) -> tuple[Exposure, ...]:
        """Every answer of everybody with what was shown, oldest first."""

    async def forget(self, before: datetime) -> int:
        """Deletes the answers given before that moment; gives how many they were.

        An open quiz that loses an answer is ended. A quiz begun before that moment and left
        without an answer is deleted with its questions.
        """


class MemoryQuizStore:
    """A QuizStore that forgets everything at the end of the process."""

    def __init__(self, quizzes: Iterable[Quiz] = ()) -> None:
        self._quizzes = {quiz.id: quiz for quiz in quizzes}

    async def add(self, quiz: Quiz) -> bool:
        """Keeps a new quiz, unless its person has one open."""
        if await self.open_quiz(quiz.person):
            return False
        self._quizzes[quiz.id] = quiz
        return True

    async def load(self, person: str, quiz_id: str) -> Quiz | None:
        """The person's own quiz."""
        quiz = self._quizzes.get(quiz_id)
        return quiz if quiz and quiz.person == person else None

    async def open_quiz(self, person: str) -> Quiz | None:
        """The person's quiz that still goes on."""
        mine = (quiz for quiz in self._quizzes.values() if quiz.person == person)
        return next((quiz for quiz in mine if quiz.phase in OPEN), None)

    async def save(self, before: Quiz, after: Quiz) -> bool:
        """Keeps one step from `before`."""
        if self._quizzes.get(before.id) != before:
            return False
        self._quizzes[before.id] = after
        return True

    async def answers_of(self, person: str) -> tuple[AnswerRecord, ...]:
        """Every answer of the person."""
        mine = (quiz for quiz in self._quizzes.values() if quiz.person == person)
        records = (record for quiz in mine for record in quiz.records())
        return tuple(sorted(records, key=lambda record: record.at))

    async def answers_of_many(
        self, persons: Collection[str]
    ) -> dict[str, tuple[AnswerRecord, ...]]:
        """Every answer of each person."""
        return {person: await self.answers_of(person) for person in persons}

    async def marks_of_many(self, persons: Collection[str]) -> dict[str, Mark]:
        """How many each answered, and when first and last."""
        given = await self.answers_of_many(persons)
        return {
            person: Mark(len(mine), mine[0].at, mine[-1].at) if mine else NO_ANSWERS
            for person, mine in given.items()
        }

    async def answered_by(self) -> tuple[str, ...]:
        """The keys of all who ever answered."""
        return tuple(sorted({quiz.person for quiz in self._quizzes.values() if quiz.answers}))

    async def exposures(self) -> tuple[Exposure, ...]:
        """Every answer of everybody."""
        given = [
            exposure_of(
                quiz.person, quiz.items[answer.position], answer, quiz.language, quiz.purpose
            )
            for _id, quiz in sorted(self._quizzes.items())
            for answer in quiz.answers
        ]
        return tuple(sorted(given, key=lambda each: each.record.at))

    async def forget(self, before: datetime) -> int:
        """Deletes old answers, and the quizzes that are left without one."""
        forgotten = 0
        for quiz in list(self._quizzes.values()):
            left = tuple(answer for answer in quiz.answers if answer.at >= before)
            if lost := len(quiz.answers) - len(left):
                forgotten += lost
                phase = Phase.ENDED if quiz.phase in OPEN else quiz.phase
                self._quizzes[quiz.id] = replace(quiz, answers=left, phase=phase)
            if not left and quiz.started_at < before:
                del self._quizzes[quiz.id]
        return forgotten

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every quiz with its questions and answers."""
        for id, quiz in sorted(self._quizzes.items()):
            yield (
                quiz.person,
                "quizzes",
                {
                    "id": id,
                    "person": quiz.person,
                    "scope": quiz.scope,
                    "language": quiz.language,
                    "phase": quiz.phase,
                    "position": quiz.position,
                    "started_at": quiz.started_at.isoformat(),
                    "purpose": quiz.purpose,
                },
            )
            for position, item in enumerate(quiz.items):
                row = {**asdict(item), "targets": list(item.targets)}
                row["options"] = [asdict(option) for option in item.options]
                row["item"] = row.pop("id")
                yield quiz.person, "quiz_questions", {"quiz": id, "position": position, **row}
            for answer in quiz.answers:
                given = {"option": answer.option, "at": answer.at.isoformat()}
                row = {"quiz": id, "position": answer.position, **given}
                yield quiz.person, "answers", row

    def let_go(self, key: str) -> None:
        """Forgets the person's quizzes."""
        self._quizzes = {id: quiz for id, quiz in self._quizzes.items() if quiz.person != key}


class MemoryPeopleStore:
    """A PeopleStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}

    async def get(self, key: str) -> Person:
        """The person of `key`."""
        return self._people.get(key, Person(key))

    async def set_language(self, key: str, language: Language) -> None:
        """Keeps the language that the person chose."""
        self._people[key] = Person(key, language)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Who chose what."""
        for key, person in sorted(self._people.items()):
            yield key, "people", {"key": key, "language": person.language}

    def let_go(self, key: str) -> None:
        """Forgets the person's choice."""
        self._people.pop(key, None)


class MemoryThreadStore:
    """A ThreadStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._topics: dict[str, tuple[str, datetime]] = {}

    async def load(self, key: str) -> str | None:
        """The topic kept last."""
        topic, _at = self._topics.get(key, (None, None))
        return topic

    async def save(self, key: str, topic: str, at: datetime) -> None:
        """Keeps `topic` in place of the one before."""
        self._topics[key] = topic, at

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every topic."""
        for key, (topic, at) in sorted(self._topics.items()):
            yield key, "threads", {"person": key, "topic": topic, "at": at.isoformat()}

    def let_go(self, key: str) -> None:
        """Forgets the person's topic."""
        self._topics.pop(key, None)


class MemoryAskedStore:
    """An AskedStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._asked: dict[str, AskedQuestion] = {}

    async def save(self, key: str, asked: AskedQuestion) -> None:
        """Keeps `asked`, and forgets what is too old."""
        await self.forget(asked.at - KEPT)
        self._asked[concealed(key)] = asked

    async def load(self, key: str) -> AskedQuestion | None:
        """What was asked."""
        return self._asked.get(concealed(key))

    async def forget(self, before: datetime) -> None:
        """Forgets what was asked before that moment."""
        self._asked = {name: asked for name, asked in self._asked.items() if asked.at >= before}


class MemoryFeedbackStore:
    """A FeedbackStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._ratings: dict[str, tuple[Rating, datetime]] = {}
        self._unanswered: dict[str, Unanswered] = {}

    async def add(self, question: Unanswered) -> None:
        """Keeps or counts a question for the editors."""
        kept = self._unanswered.get(question.folded)
        self._unanswered[question.folded] = kept.again(question) if kept else question

    async def rate(self, vote: str, rating: Rating, question: Unanswered) -> None:
        """Keeps the last rating of a vote."""
        before, _at = self._ratings.get(vote, (None, None))
        self._ratings[vote] = (rating, question.last_asked)
        if rating is before:
            return
        if rating is Rating.NOT_HELPFUL:
            await self.add(question)
        elif before is Rating.NOT_HELPFUL and (kept := self._unanswered.pop(question.folded, None)):
            left = kept.taken_back()
            if left is not None:
                self._unanswered[left.folded] = left

    async def unanswered(self) -> tuple[Unanswered, ...]:
        """The questions for the editors."""
        return tuple(sorted(self._unanswered.values(), key=by_frequency, reverse=True))

    async def clear(self) -> int:
        """Empties the editors' list."""
        cleared = len(self._unanswered)
        self._unanswered.clear()
        return cleared

    async def ratings(self) -> dict[Rating, int]:
        """How many ratings of each kind are kept."""
        given = [rating for rating, _at in self._ratings.values()]
        return {rating: given.count(rating) for rating in Rating}

    async def forget(self, before: datetime) -> None:
        """Forgets old ratings."""
        self._ratings = {vote: kept for vote, kept in self._ratings.items() if kept[1] >= before}


class MemoryVoidStore:
    """A VoidStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._voids: list[Void] = []

    async def add(self, void: Void) -> None:
        """Keeps `void`."""
        self._voids = [
            each
            for each in self._voids
            if each.item != void.item or void.version not in (None, each.version)
        ]
        self._voids.append(void)

    async def restore(self, item: str) -> int:
        """Lets the item count again."""
        before = len(self._voids)
        self._voids = [each for each in self._voids if each.item != item]
        return before - len(self._voids)

    async def all(self) -> tuple[Void, ...]:
        """Every void kept."""
        return tuple(sorted(self._voids, key=lambda void: (void.item, void.version or 0)))


class MemoryObservationStore:
    """An ObservationStore that forgets everything at the end of the process.

    `name_of` gives the name of an observer by their key.
    """

    def __init__(
        self,
        name_of: Callable[[str], str] = lambda _key: "",
        audit: MemoryAuditStore | None = None,
    ) -> None:
        self._name_of = name_of
        self._audit = audit
        self._seen: dict[str, dict[int, Observation]] = {}
        self._numbers = count(1)

    async def add(self, person: str, observation: Observation, entry: Entry | None = None) -> int:
        """Keeps one more observation."""
        id = next(self._numbers)
        observer = "" if observation.by else observation.observer
        self._seen.setdefault(person, {})[id] = replace(observation, observer=observer, id=id)
        if entry is not None and self._audit is not None:
            self._audit.write(entry)
        return id

    async def note(self, person: str, id: int, by: str, note: str) -> bool:
        """Writes the observer's note, once."""
        kept = self._seen.get(person, {}).get(id)
        if kept is None or kept.by != by or kept.note:
            return False
        self._seen[person][id] = replace(kept, note=note)
        return True

    async def comment(self, person: str, id: int, comment: str) -> bool:
        """Writes the learner's comment."""
        kept = self._seen.get(person, {}).get(id)
        if kept is None:
            return False
        self._seen[person][id] = replace(kept, comment=comment)
        return True

    async def withdraw(self, person: str, id: int, at: datetime, why: str, entry: Entry) -> bool:
        """Takes it back, once."""
        kept = self._seen.get(person, {}).get(id)
        if kept is None or kept.withdrawn_at is not None:
            return False
        self._seen[person][id] = replace(kept, withdrawn_at=at, withdrawn_why=why)
        if self._audit is not None:
            self._audit.write(entry)
        return True

    async def of(self, person: str) -> tuple[Observation, ...]:
        """What was seen of the person."""
        seen = [self._named(each) for each in self._seen.get(person, {}).values()]
        return tuple(sorted(seen, key=lambda each: each.at))

    def _named(self, each: Observation) -> Observation:
        if each.by is None:
            return each
        return replace(each, observer=called(self._name_of(each.by), each.by))

    async def of_many(self, persons: Collection[str]) -> dict[str, tuple[Observation, ...]]:
        """What was seen of each person."""
        return {person: await self.of(person) for person in persons}

    async def forget(self, before: datetime) -> int:
        """Forgets old ones."""
        old = [
            (person, id)
            for person, seen in self._seen.items()
            for id, each in seen.items()
            if each.valid_until < before
        ]
        for person, id in old:
            del self._seen[person][id]
        return len(old)

    def held(self) -> Iterator[tuple[str, str, Row]]:
        """Every observation, numbered from 1."""
        for person, seen in self._seen.items():
            for each in seen.values():
                moments = {
                    "at": each.at.isoformat(),
                    "valid_until": each.valid_until.isoformat(),
                    "withdrawn_at": each.withdrawn_at and each.withdrawn_at.isoformat(),
                }
                row = {"person": person, **asdict(each), **moments}
                row["seen_by"] = row.pop("by")
                yield person, "observations", row
                if each.by is not None:
                    others = {name: row[name] for name in row if name not in ("person", "seen_by")}
                    yield each.by, "observations.seen_by", others

    def let_go(self, key: str) -> None:
        """Forgets what was seen of the person, and that they saw others."""
        self._seen.pop(key, None)
        for seen in self._seen.values():
            for id, each in seen.items():
                if each.by == key:
                    seen[id] = replace(each, by=None)


class MemoryPolicyStore:
    """A PolicyStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._policies: dict[tuple[str, type[Policy]], Policy] = {}

    async def set(self, policy: Policy) -> None:
        """Keeps `policy`."""
        self._policies[policy.task, type(policy)] = policy

    async def lift(self, task: str, kind: type[Policy]) -> bool:
        """Takes the policy off the task."""
        return self._policies.pop((task, kind), None) is not None

    async def all(self) -> tuple[Policy, ...]:
        """Every policy kept."""
        return tuple(
            sorted(
                self._policies.values(),
                key=lambda policy: (policy.task, not isinstance(policy, Critical)),
            )
        )
