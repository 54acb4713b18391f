"""Writes into the documents what they show of the program: `make docs`; a test compares.

The pictures of the editor's guide are made by `pictures.py`.

Each part stands between two comments, `<!-- NAME: written by make docs -->` and `<!-- /NAME -->`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from conversations.quiz import mermaid
from conversations.readiness import CRITICAL, DEFAULT, fewest_right
from conversations.simulation import Figures, simulate
from docs.painting import painted
from docs.pictures import FOLDER, PICTURES
from standards.item_bank import FOLDER as BANK

ROOT = Path(__file__).parents[1]
LEARNERS, SEED = 4_000, 7
"""Of the published error rates: each share is then known to 2 percentage points (95 %)."""
EXAMPLE = "KRM4224-001v1-T1-s01"
"""The item that is shown to editors, the first one of its file."""
WRONG = (0, 1, 2)


def picture() -> str:
    """The quiz's table of transitions."""
    return f"```mermaid\n{mermaid()}\n```"


def fewest() -> str:
    """The fewest right answers for a pass, by the number of wrong ones."""
    rows = [["pass mark / certainty", *(f"{wrong} wrong" for wrong in WRONG)]]
    for criterion in (DEFAULT, CRITICAL):
        right = [(fewest_right(criterion, wrong), wrong) for wrong in WRONG]
        rows.append(
            [
                f"{criterion.cut:.0%} / {criterion.confidence:.0%}",
                *(f"{each} of {each + wrong}" for each, wrong in right),
            ]
        )
    return _table(rows)


def errors() -> str:
    """What the simulator gives; takes a minute."""
    return error_table(simulate(LEARNERS, SEED))


def error_table(figures: Iterable[Figures]) -> str:
    """A row an ability, shares in whole percents."""
    rows = [["truly right", "passed", "gap", "neither", "questions on average"]]
    for each in figures:
        shares = (f"{share:.0%}" for share in (each.passed, each.gap, each.unsure))
        rows.append([f"{each.ability}%", *shares, f"{each.mean_items:.1f}"])
    return _table(rows)


def example() -> str:
    """An item of the bank, as it stands in its file."""
    first = re.split(r"\n(?=- id: )", (BANK / "KRM4224-001v1.yaml").read_text("utf-8"))[0]
    if not first.startswith(f"- id: {EXAMPLE}\n"):
        raise LookupError(f"{EXAMPLE} is not the first item of its file any more")
    return f"```yaml\n{first.rstrip()}\n```"


PARTS: Mapping[tuple[str, str], Callable[[], str]] = MappingProxyType(
    {
        ("README.md", "quiz"): picture,
        ("docs/checks.md", "quiz"): picture,
        ("docs/checks.md", "fewest"): fewest,
        ("docs/checks.md", "errors"): errors,
        ("docs/items.md", "example"): example,
    }
)
"""What makes which part of which document."""


def part(text: str, name: str) -> str:
    """What stands in a document's part. Raises LookupError where there is no such part."""
    found = _between(name).search(text)
    if found is None:
        raise LookupError(f"no part {name}")
    return found["body"]


def with_part(text: str, name: str, body: str) -> str:
    """The document with `body` in that part. Raises LookupError where there is no such part."""
    part(text, name)
    return _between(name).sub(lambda found: f"{found['begin']}{body}{found['end']}", text)


def _between(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<begin><!-- {name}: written by make docs -->\n)"
        rf"(?P<body>.*?)(?P<end>\n<!-- /{name} -->)",
        re.DOTALL,
    )


def _table(rows: list[list[str]]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def main() -> None:
    """Writes every part anew, and paints every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, scene in PICTURES.items():
        (FOLDER / name).write_bytes(painted(scene()))
    for (path, name), make in PARTS.items():
        document = ROOT / path
        text = document.read_text("utf-8")
        document.write_text(with_part(text, name, make()), "utf-8")


if __name__ == "__main__":
    main()
