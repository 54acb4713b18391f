"""Standards become chunks: one for each item that can answer a question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from standards.model import (
    Activity,
    Assessment,
    Indicator,
    ItemKind,
    Knowledge,
    Language,
    Note,
    Output,
    Skill,
    Standard,
    Task,
)
from standards.renderings import Rendering, Renderings

NO_RENDERINGS = Renderings()
CHUNKER = 1
"""Raised when the same chunk is to be embedded differently; every vector is then made anew."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a standard that is searched and cited as one.

    A chunk's id is its item's id (`IIS3513-005v2/P1.1.4`, or the bare code for the standard
    itself), so it is the same in every run and a hit is a citation.
    """

    id: str
    standard: str
    """The standard's code."""
    kind: ItemKind
    language: Language
    code: str
    title: str
    """The item's own words: an indicator's text, a task's title, an attitude's name."""
    body: str
    """The rest of what the item says: bullets, an attitude's definition, a task's members."""
    context: str
    """Where it stands: the titles of its activity, task and standard, the nearest first."""
    rendering: str = ""
    """The title and the body in the other language, unofficial."""
    phrasings: str = ""
    """Everyday ways to ask for it, one a line."""

    @property
    def text(self) -> str:
        """What is embedded: the item's own words, twice, and all that says the same.

        Not where it stands, which its neighbours share. Measured with the embedded model on 1,852
        everyday phrasings, each held out of its own item, recall@5 in Chinese and in English:
        title .075 .081, with the body .086 .075, with the context .048 .050; title and
        phrasings .137 .137; title, body, phrasings and rendering .159 .144, with the title twice
        .149 .148. (Elsewhere phrasings hurt what is embedded, arXiv 2510.09557, but with models
        that read in context; here a text is the mean of its words.) The title twice, because
        phrasings drown it: asked by half of its own title, .73 of items come first, else .59.
        """
        parts = (self.title, self.title, self.body, self.phrasings, self.rendering)
        return "\n".join(part for part in parts if part)

    def speaks(self, language: Language) -> bool:
        """Whether a question in `language` can have words in common with it."""
        return language == self.language or bool(self.rendering)

    @property
    def digest(self) -> str:
        """Changes exactly when the id or what is embedded does."""
        return sha256(f"{self.id}\x1f{self.text}".encode()).hexdigest()[:16]


def chunks_of(standard: Standard, renderings: Renderings = NO_RENDERINGS) -> Iterator[Chunk]:
    """Every chunk of `standard`, in the document's order, ids unique."""
    return _Chunker(standard, renderings).chunks()


class _Chunker:
    def __init__(self, standard: Standard, renderings: Renderings) -> None:
        self._standard = standard
        self._renderings = renderings
        self._words = {item.id: item.text for item in standard.knowledge}
        self._words |= {item.id: item.text for item in standard.skills}
        self._indicators = {
            indicator.id: indicator.text
            for task in standard.tasks
            for indicator in task.all_indicators()
        }
        self._tasks_of: dict[str, list[str]] = {}
        for task in standard.tasks:
            for id_ in (*task.all_knowledge(), *task.all_skills()):
                self._tasks_of.setdefault(id_, []).append(task.title)

    def chunks(self) -> Iterator[Chunk]:
        yield self._standard_itself()
        for task in self._standard.tasks:
            yield from self._of_task(task)
        for knowledge in self._standard.knowledge:
            yield self._of_content(ItemKind.KNOWLEDGE, knowledge)
        for skill in self._standard.skills:
            yield self._of_content(ItemKind.SKILL, skill)
        for attitude in self._standard.attitudes:
            yield self._chunk(
                ItemKind.ATTITUDE, attitude.id, attitude.code, attitude.title, (attitude.text,)
            )
        for assessment in self._standard.assessment:
            yield from self._of_assessment(assessment)
        for note in self._standard.notes:
            yield self._of_note(note)

    def _chunk(
        self,
        kind: ItemKind,
        id_: str,
        code: str,
        title: str,
        body: Iterable[str] = (),
        context: Iterable[str] = (),
        rendered: Iterable[str] = (),
    ) -> Chunk:
        standard = self._standard
        if kind is not ItemKind.STANDARD:
            context = (*context, standard.title)
        rendering = self._renderings.items.get(id_, _NOT_RENDERED)
        return Chunk(
            id=id_,
            standard=standard.code,
            kind=kind,
            language=standard.language,
            code=code,
            title=title,
            body=_lines(body),
            context=_lines(context),
            rendering=_lines((rendering.whole, *rendered)),
            phrasings=_lines(line for lines in rendering.phrasings.values() for line in lines),
        )

    def _standard_itself(self) -> Chunk:
        standard = self._standard
        level, credit = _LEVEL_AND_CREDIT[standard.language]
        return self._chunk(
            ItemKind.STANDARD,
            standard.id,
            standard.code,
            standard.title,
            (
                *(f"{label} {value}" for label, value in standard.fields.items() if value),
                "" if standard.level is None else f"{level} {standard.level}",
                "" if standard.credit is None else f"{credit} {standard.credit}",
                *(task.title for task in standard.tasks),
            ),
            rendered=self._renderings.fields.values(),
        )

    def _of_task(self, task: Task) -> Iterator[Chunk]:
        yield self._chunk(
            ItemKind.TASK,
            task.id,
            task.code,
            task.title,
            (
                *(activity.title for activity in task.activities),
                *(output.text for output in task.all_outputs()),
                # Units have no activities: what their tasks hold is the indicators.
                *(indicator.text for indicator in task.indicators),
                *self._named((*task.all_knowledge(), *task.all_skills())),
            ),
        )
        for indicator in task.indicators:
            yield self._of_indicator(indicator, (task.title,))
        for activity in task.activities:
            yield from self._of_activity(activity, task)

    def _of_activity(self, activity: Activity, task: Task) -> Iterator[Chunk]:
        yield self._chunk(
            ItemKind.ACTIVITY,
            activity.id,
            activity.code,
            activity.title,
            (
                *(output.text for output in activity.outputs),
                *self._named((*activity.knowledge, *activity.skills)),
            ),
            (task.title,),
        )
        place = (activity.title, task.title)
        for output in activity.outputs:
            yield self._of_output(output, place)
        for indicator in activity.indicators:
            yield self._of_indicator(indicator, place)

    def _of_output(self, output: Output, place: Sequence[str]) -> Chunk:
        return self._chunk(ItemKind.OUTPUT, output.id, output.code, output.text, (), place)

    def _of_indicator(self, indicator: Indicator, place: Sequence[str]) -> Chunk:
        kind = ItemKind.INDICATOR
        return self._chunk(kind, indicator.id, indicator.code, indicator.text, (), place)

    def _of_content(self, kind: ItemKind, item: Knowledge | Skill) -> Chunk:
        tasks = self._tasks_of.get(item.id, ())
        return self._chunk(kind, item.id, item.code, item.text, item.items, tasks)

    def _of_assessment(self, assessment: Assessment) -> Iterator[Chunk]:
        yield self._chunk(
            ItemKind.ASSESSMENT,
            assessment.id,
            assessment.code,
            assessment.text,
            (line for entry in assessment.items for line in (entry.text, *entry.items)),
        )
        for entry in assessment.items:
            yield self._chunk(
                ItemKind.ASSESSMENT,
                entry.id,
                entry.code,
                entry.text,
                entry.items,
                (assessment.text,),
            )

    def _of_note(self, note: Note) -> Chunk:
        title, *body = (note.title, *note.items) if note.title else (note.items or ("",))
        explained = (self._indicators.get(id_, "") for id_ in note.refers_to)
        return self._chunk(ItemKind.NOTE, note.id, note.code, title, body, explained)

    def _named(self, ids: Iterable[str]) -> Iterator[str]:
        return (self._words.get(id_, "") for id_ in dict.fromkeys(ids))


_NOT_RENDERED = Rendering()
_LEVEL_AND_CREDIT = {Language.ZH_HANT: ("職能級別", "學分"), Language.EN: ("Level", "Credit")}


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part))
