"""The shipped standards as JSON, compared with files that were checked against the documents.

`python tests/standards/test_golden.py` writes them anew; the difference is reviewed like code.
"""

import json
from pathlib import Path

import pytest

from standards.as_json import standard_json
from standards.library import shipped
from standards.model import Standard

GOLDEN = Path(__file__).parent / "data" / "golden"


def written(standard: Standard) -> str:
    return json.dumps(standard_json(standard), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("standard", shipped(), ids=lambda standard: standard.code)
def test_a_shipped_standard_reads_as_it_was_checked(standard: Standard) -> None:
    assert written(standard) == (GOLDEN / f"{standard.code}.json").read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for one in shipped():
        (GOLDEN / f"{one.code}.json").write_text(written(one), "utf-8")
