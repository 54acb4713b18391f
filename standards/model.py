"""What a competency standard is: frozen values, the same for every family and publisher.

An item's `id` is `CODE/ITEM` and never changes; its `code` is what a person reads, as printed
(dots and letters mended). Two texts printed under one code share the `code` and differ in `id`
(`KRM4224-001v1/S05a`, `…/S05b`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Family(StrEnum):
    """Which kind of document a standard was printed as."""

    ICAP_OCCUPATION = "icap-occupation"
    ICAP_UNIT = "icap-unit"
    HKQF_UNIT = "hkqf-unit"


class Language(StrEnum):
    """A language that people are spoken to in, as a BCP 47 tag."""

    ZH_HANT = "zh-Hant"
    EN = "en"


class ItemKind(StrEnum):
    """What an item of a standard is."""

    STANDARD = "standard"
    TASK = "task"
    ACTIVITY = "activity"
    OUTPUT = "output"
    INDICATOR = "indicator"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    ATTITUDE = "attitude"
    ASSESSMENT = "assessment"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Output:
    """工作產出: what an activity yields."""

    id: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """行為指標, a unit's criterion or an HKQF performance requirement: what one sees done."""

    id: str
    code: str
    text: str
    notes: tuple[str, ...] = ()
    """Ids of the notes that explain a term of this text."""


@dataclass(frozen=True, slots=True)
class Activity:
    """工作活動 (工作任務 where the document heads the first column 主要職責)."""

    id: str
    code: str
    title: str
    level: int | None = None
    outputs: tuple[Output, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    knowledge: tuple[str, ...] = ()
    """Ids; empty where the document gives them for the whole task."""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """工作任務 (主要職責), a unit's element, or an HKQF group of performance requirements."""

    id: str
    code: str
    title: str
    level: int | None = None
    knowledge: tuple[str, ...] = ()
    """Ids; empty where the document gives them per activity."""
    skills: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    """Units only: their criteria stand right under the task."""
    activities: tuple[Activity, ...] = ()

    def all_indicators(self) -> Iterator[Indicator]:
        """The task's own indicators and those of its activities, in the document's order."""
        yield from self.indicators
        for activity in self.activities:
            yield from activity.indicators

    def all_outputs(self) -> Iterator[Output]:
        """The outputs of the task's activities, in the document's order."""
        for activity in self.activities:
            yield from activity.outputs

    def all_knowledge(self) -> tuple[str, ...]:
        """Distinct ids, the task's own first, in the document's order."""
        return tuple(dict.fromkeys((*self.knowledge, *_each(self.activities, "knowledge"))))

    def all_skills(self) -> tuple[str, ...]:
        """Distinct ids, the task's own first, in the document's order."""
        return tuple(dict.fromkeys((*self.skills, *_each(self.activities, "skills"))))


def _each(activities: tuple[Activity, ...], name: str) -> Iterator[str]:
    for activity in activities:
        yield from getattr(activity, name)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """職能內涵 K: what one must know."""

    id: str
    code: str
    text: str
    items: tuple[str, ...] = ()
    """The bullets printed under it."""


@dataclass(frozen=True, slots=True)
class Skill:
    """職能內涵 S: what one must be able to do."""

    id: str
    code: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attitude:
    """職能內涵 A: it belongs to the whole standard, not to a task."""

    id: str
    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """One line under a heading of 評量設計參考."""

    id: str
    code: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A heading of 評量設計參考 with its entries, or one HKQF assessment criterion."""

    id: str
    code: str
    text: str
    items: tuple[AssessmentEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """說明與補充事項, 【註n】 or an HKQF remark."""

    id: str
    code: str
    title: str
    """The label the group stands under; empty where it has none."""
    items: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    """Ids of the indicators that carry the note's mark."""


@dataclass(frozen=True, slots=True)
class Version:
    """One row of the version table, as printed."""

    version: str
    code: str
    title: str
    status: str
    note: str
    date: str


class FindingKind(StrEnum):
    """What was noticed while reading. The first group was mended, the second left as printed."""

    MENDED_CUT = "mended-cut"
    """A page break cut an item in two; the halves were joined."""
    MOVED_ITEM = "moved-item"
    """An item stood in another activity's row; its code says where it belongs."""
    MENDED_CODE = "mended-code"
    """A code had a trailing dot or a wrong letter; it was read as what it must be."""
    REPEATED_HEADING = "repeated-heading"
    """A heading was printed twice; its parts were read as one."""
    SHARED_CODE = "shared-code"
    """One code was printed with two different texts; both are kept, as `a` and `b`."""
    LOST_NUMBERS = "lost-numbers"
    """Entries lost their numbers; they were told apart by what stands between them."""
    FLATTENED_LIST = "flattened-list"
    """A list stood under an entry of another list; its entries were listed after that entry."""

    SUSPECTED_SLIP = "suspected-slip"
    """The print looks wrong; it was kept as it is."""
    SIMPLIFIED_CHARACTER = "simplified-character"
    """A Simplified character in a Traditional text; kept as printed."""
    MISMATCH = "mismatch"
    """Two places of the document do not agree; both are kept as printed."""
    UNPLACED = "unplaced"
    """Text that could not be placed in the standard; nothing of it was used."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mend or a suspicion, so that a person can check what the reader did.

    `why` is an English sentence and a message id of the catalogues; `params` fill its {holes}.
    """

    kind: FindingKind
    where: str
    """An item's id, or `line N` (counted from 1) where no item is concerned."""
    printed: str
    read_as: str
    why: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose document it is and where it came from."""

    publisher: str = ""
    title: str = ""
    source: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """One competency standard, whole."""

    id: str
    code: str
    title: str
    family: Family
    language: Language
    level: int | None = None
    credit: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    """Every other header field: printed label (spaces removed) to printed value, in order."""
    versions: tuple[Version, ...] = ()
    tasks: tuple[Task, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    skills: tuple[Skill, ...] = ()
    attitudes: tuple[Attitude, ...] = ()
    assessment: tuple[Assessment, ...] = ()
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    task_label: str = ""
    """What the document calls a `Task`: 工作任務, 主要職責, 工作任務與行為指標, Performance
    Requirements. 工作任務 means T1 in one standard and T1.1 in another; this tells which."""
    activity_label: str = ""
    """What the document calls an `Activity`; empty for units, which have none."""
    source: Source = Source()
