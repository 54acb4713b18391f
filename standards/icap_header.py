"""The head of an iCAP occupational standard: its version table and its header block."""

from standards.ledger import Ledger
from standards.mending import CUT, mended
from standards.model import Version
from standards.rows import Line, key
from standards.runs import Run
from standards.sentences import Why

CODE = "職能基準代碼"
LEVEL = "基準級別"
NAMES = ("職業", "職類")
"""The labels that a standard's own name may stand behind, the more exact first."""

_GROUPS = frozenset({"職能基準名稱(擇一填寫)", "職能基準名稱", "所屬類別"})
"""Labels over other labels: they have no value of their own."""
_LABELS = frozenset(
    {
        CODE,
        *NAMES,
        "職類別",
        "職類別代碼",
        "職業別",
        "職業別代碼",
        "行業別",
        "行業別代碼",
        "工作描述",
        LEVEL,
    }
)
_SEVERAL = frozenset({"職類別", "職類別代碼", "職業別", "職業別代碼", "行業別", "行業別代碼"})
"""Labels that one standard may have in several rows."""
_VERSION_COLUMNS = ("版本", CODE, "職能基準名稱", "狀態", "更新說明", "發展更新日期")
_VERSIONS = "versions"
_WIDTH = 6
"""Cells of a row of the header block; rows of the table of tasks have more."""
_LONGEST_LABEL = 20


class Header:
    """Gathers the rows above the table of tasks, by label and never by column."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns: dict[str, int] = {}
        self._values: dict[str, list[Run]] = {}
        self._repeated = ""
        """The label of the last value, if it has one already."""
        self.versions: list[Version] = []

    def value(self, label: str) -> str:
        """The value printed behind `label`; empty without one."""
        return next((self._text(own) for own in self._values if key(own) == label), "")

    def fields(self) -> dict[str, str]:
        """Every field with a printed label but the standard's code, name and level."""
        return {
            label: self._text(label) for label in self._values if key(label) not in (CODE, LEVEL)
        }

    def read(self, line: Line) -> None:
        """Take in one row; what is neither label nor value is left unplaced."""
        keys = line.keys
        if "版本" in keys and "狀態" in keys:
            self._columns = {name: keys.index(name) for name in _VERSION_COLUMNS if name in keys}
            for cell in line.cells:
                self._ledger.layout(cell)
        elif self._columns and not any(own in _LABELS or own in _GROUPS for own in keys):
            self._version(line)
        else:
            self._columns = {}
            self._block(line)

    def _version(self, line: Line) -> None:
        values = []
        for name in _VERSION_COLUMNS:
            index = self._columns.get(name, len(line.cells))
            cell = line.cells[index] if index < len(line.cells) else Run()
            self._ledger.field(cell, _VERSIONS)
            values.append(mended(cell))
        self.versions.append(Version(*values))

    def _block(self, line: Line) -> None:
        filled = [cell for cell in line.cells if cell]
        known = any(key(cell.text) in _LABELS or key(cell.text) in _GROUPS for cell in filled)
        if not known and len(line.cells) > _WIDTH:
            return
        if not known and len(filled) == 1:
            self._continue(filled[0])
            return
        if not known and (len(filled) > 2 or len(filled[0]) > _LONGEST_LABEL):
            return
        label = ""
        for index, cell in enumerate(filled):
            name = key(cell.text)
            if name in _GROUPS:
                self._ledger.layout(cell)
                label = ""
            elif name in _LABELS or (not known and index == 0):
                printed = "".join(cell.text.split())
                label = next((own for own in self._values if key(own) == name), printed)
                self._ledger.field(cell, label)
                has_one = bool(self._values.setdefault(label, [])) and name not in _SEVERAL
                self._repeated = label if has_one else ""
            elif label and self._repeated:
                self._ledger.leave(cell, Why.REPEATED_LABEL, label=label)
                label = ""
            elif label:
                self._ledger.field(cell, label)
                self._values[label].append(cell)
                label = ""

    def _continue(self, cell: Run) -> None:
        """What the next page has of the last value."""
        if self._repeated:
            self._ledger.leave(cell, Why.REPEATED_LABEL, label=self._repeated)
        elif self._values:
            label = next(reversed(self._values))
            if parts := self._values[label]:
                self._ledger.field(cell, label)
                parts[-1] = Run.joined((parts[-1], CUT, cell))

    def _text(self, label: str) -> str:
        return "\n".join(mended(part) for part in self._values[label])
