"""What importing loads."""

import subprocess
import sys

import pytest

HEAVY = {
    *("PIL", "telegram", "chromadb", "sentence_transformers", "torch", "sqlalchemy"),
    *("lxml", "openpyxl", "pypdfium2"),
}


@pytest.mark.parametrize(
    "modules", ["bot", "bot.__main__", "bot.settings", "bot.message, bot.callbacks", "bot.engine"]
)
def test_importing_loads_nothing_heavy(modules: str) -> None:
    script = f"import sys, {modules}; print(*{HEAVY!r} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
