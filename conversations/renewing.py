"""Telling those whom it concerns, once each, that a standard has a new text.

Nothing has to be recomputed for it: states follow from the log. That a text was told of is kept, so
that people are only sought when there is one that was not.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.evidence import AnswerRecord
from conversations.grounds import Grounding
from conversations.notices import NoticeKind, Notices
from conversations.organisation import Organisation
from conversations.store import QuizStore
from conversations.succession import Lineage
from conversations.task_text import fingerprints, text_version
from standards.model import Standard
from standards.versions import base_and_version

TOGETHER = 200
"""People whose answers are read in one go."""


class TextStore(Protocol):
    """Keeps which text of each standard people were told of."""

    async def told(self) -> Mapping[str, str]:
        """The text's version, by the standard's code."""

    async def keep(self, code: str, version: str, at: datetime) -> None:
        """Keeps that everybody was told of that one."""


class MemoryTextStore:
    """A TextStore that forgets everything at the end of the process."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}

    async def told(self) -> Mapping[str, str]:
        """The text's version, by the standard's code."""
        return dict(self._told)

    async def keep(self, code: str, version: str, at: datetime) -> None:
        """Keeps that everybody was told of that one."""
        self._told[code] = version


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a new text means for one learner: how many of the tasks they were asked about."""

    kept: int
    """Are unchanged, whatever their code."""
    changed: int
    """Have a new text."""
    gone: int
    """Are no longer there."""
    from_older: bool
    """They were asked about an older version."""

    @property
    def concerns(self) -> bool:
        """Whether there is anything to tell."""
        return self.from_older or bool(self.changed or self.gone)


def renewed(
    standard: Standard, texts: Mapping[str, str], given: Sequence[AnswerRecord], lineage: Lineage
) -> Renewed:
    """What the text of `standard` means for whoever gave these answers; `texts` as fingerprints."""
    base, number = base_and_version(standard.code)
    mine = [each for each in given if base_and_version(each.standard)[0] == base]
    mine = [each for each in mine if base_and_version(each.standard)[1] <= number]
    newest: dict[str, AnswerRecord] = {}
    for record in sorted(lineage.records(mine), key=lambda each: each.at):
        newest[record.task] = record
    newest.pop(standard.code, None)
    fates = Counter(
        "gone"
        if task not in texts
        else "changed"
        if record.task_text not in ("", texts[task])
        else "kept"
        for task, record in newest.items()
    )
    older = any(each.standard != standard.code for each in mine)
    return Renewed(fates["kept"], fates["changed"], fates["gone"], older)


class Renewing:
    """Looks for new texts among the standards in force, and has people told."""

    def __init__(
        self,
        texts: TextStore,
        quizzes: QuizStore,
        organisation: Organisation,
        grounding: Grounding,
        notices: Notices,
        standards: Callable[[], Sequence[Standard]],
        now: Callable[[], datetime],
    ) -> None:
        self._texts = texts
        self._quizzes = quizzes
        self._organisation = organisation
        self._grounding = grounding
        self._notices = notices
        self._standards = standards
        self._now = now
        self._looked_at: Sequence[Standard] | None = None

    async def tell(self) -> int:
        """Has everybody told of what is new, and gives how many; soon done where nothing is."""
        standards = self._standards()
        if standards is self._looked_at:
            return 0
        lineage, told = self._grounding.lineage, await self._texts.told()
        new = [
            each for each in lineage.newest(standards) if told.get(each.code) != text_version(each)
        ]
        number = await self._tell(new, lineage) if new else 0
        for standard in new:
            await self._texts.keep(standard.code, text_version(standard), self._now())
        self._looked_at = standards
        return number

    async def _tell(self, new: Sequence[Standard], lineage: Lineage) -> int:
        number = 0
        texts = {each.code: fingerprints(each) for each in new}
        assigned = {
            each.code: await self._organisation.concerned(
                {one.code for one in lineage.before(each)}
            )
            for each in new
        }
        answered = await self._quizzes.answered_by()
        persons = sorted({*answered, *(one for each in assigned.values() for one in each)})
        for start in range(0, len(persons), TOGETHER):
            given = await self._quizzes.answers_of_many(persons[start : start + TOGETHER])
            for person, records in given.items():
                for standard in new:
                    found = renewed(standard, texts[standard.code], records, lineage)
                    mine = person in assigned[standard.code]
                    if found.concerns or mine:
                        number += await self._told(person, standard, found, lineage, mine)
        return number

    async def _told(
        self, person: str, standard: Standard, found: Renewed, lineage: Lineage, assigned: bool
    ) -> bool:
        params = {
            "standard": standard.code,
            "old": next((each.code for each in lineage.before(standard)), ""),
            "kept": str(found.kept),
            "changed": str(found.changed),
            "gone": str(found.gone),
            "assigned": str(int(assigned)),
        }
        once = f"standard {standard.code} {text_version(standard)}"
        told = await self._notices.tell(person, NoticeKind.STANDARD_CHANGED, params, once=once)
        return told is not None
