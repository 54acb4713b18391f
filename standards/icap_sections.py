"""The sections under the table of an iCAP standard: attitudes, and 說明與補充事項."""

import re
from dataclasses import dataclass, field

from standards import codes
from standards.codes import coded
from standards.drafts import Draft, NoteDraft, Remark, note_mark
from standards.ledger import Ledger
from standards.model import Attitude, FindingKind
from standards.rows import Line
from standards.runs import Run
from standards.sentences import Why

_DASH = re.compile(r"[-–•●*]\s*(?=\S)")
_COLON = re.compile(r"[：:]")
_LABEL = re.compile(r"(?P<label>[^：:。，；]{1,60})[：:](?!\d|//)(?P<rest>.*)", re.DOTALL)


def attitude(draft: Draft) -> Attitude:
    """The attitude of `draft`: its name stands before the first colon."""
    title, *definition = _COLON.split(draft.text, maxsplit=1)
    return Attitude(draft.id, draft.code, title.strip(), "".join(definition).strip())


@dataclass(slots=True)
class Attitudes:
    """Gathers the lines under 職能內涵 (A=attitude 態度)."""

    ledger: Ledger
    drafts: list[Draft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _coded: bool = False

    def read(self, line: Line) -> None:
        """Take in one line, with its code or, if no attitude has one, numbered by its place."""
        run, dash = _undashed(line.run)
        head, found = coded(run, codes.ATTITUDE, "A", lambda *_: self._next())
        if found and not head:
            self.ledger.layout(dash)
            self._coded = True
            for one in found:
                draft = Draft(one.code, one.text, [one.printed[: -len(one.text) or None]])
                self.drafts.append(draft)
                for printed, read_as, why in one.slips:
                    params = {"letter": one.letter}
                    self.remarks.append(
                        Remark(FindingKind.MENDED_CODE, draft, printed, read_as, why, params)
                    )
        elif self._coded and not dash and self.drafts:
            self.drafts[-1].extend(run)
        elif not self._coded:
            self.ledger.layout(dash)
            draft = Draft(f"A{self._next():02d}", run)
            self.drafts.append(draft)
            self.remarks.append(Remark(FindingKind.MENDED_CODE, draft, "", draft.code, Why.NO_CODE))

    def _next(self) -> int:
        return len(self.drafts) + 1


@dataclass(slots=True)
class Notes:
    """Gathers the lines under 說明與補充事項: one note for each labelled group."""

    ledger: Ledger
    drafts: list[NoteDraft] = field(default_factory=list)
    _open: bool = False
    """Whether the last label stood alone, so that the lines after it are its own."""

    def read(self, line: Line) -> None:
        """Take in one line: a label, a label with its text, or a text."""
        run, dash = _undashed(line.run)
        self.ledger.layout(dash)
        mark = note_mark(run)
        labelled = _LABEL.fullmatch(run.text)
        if mark is None and self.drafts and (line.indent or (self._open and not labelled)):
            self.drafts[-1].entries.append(run)
        elif mark is not None or labelled:
            self._begin(run, mark, labelled)
        elif self.drafts and not self.drafts[-1].run:
            self.drafts[-1].entries.append(run)
        else:
            self.drafts.append(NoteDraft(self._code(), Run(), entries=[run]))
            self._open = False

    def last_open(self) -> NoteDraft | None:
        """The note whose label stood alone and that has nothing yet."""
        return self.drafts[-1] if self._open and not self.drafts[-1].entries else None

    def _begin(self, run: Run, mark: re.Match[str] | None, labelled: re.Match[str] | None) -> None:
        draft = NoteDraft(self._code(), run)
        if mark is not None:
            draft.number = int(mark[1])
        if labelled:
            draft.run = run[: labelled.end("label")]
            draft.marks.append(run[labelled.end("label") : labelled.start("rest")])
            if rest := run[labelled.start("rest") :]:
                draft.entries.append(rest)
        if mark is not None:
            draft.marks.append(draft.run[: mark.end()])
            draft.run = draft.run[mark.end() :]
        self.drafts.append(draft)
        self._open = not draft.entries

    def _code(self) -> str:
        return f"N{len(self.drafts) + 1}"


def _undashed(run: Run) -> tuple[Run, Run]:
    """`run` without the dash it begins with, and that dash."""
    match = _DASH.match(run.text)
    end = match.end() if match else 0
    return run[end:], run[:end]
