"""What importing loads."""

import subprocess
import sys

import pytest

HEAVY = {
    "PIL",
    "chromadb",
    "lxml",
    "openpyxl",
    "prometheus_client",
    "pypdfium2",
    "sentence_transformers",
    "sqlalchemy",
    "starlette",
    "telegram",
    "torch",
    "uvicorn",
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


def test_without_a_port_of_its_own_the_bot_loads_nothing_of_the_web() -> None:
    script = (
        "import sys, bot.telegram.application; print({'starlette', 'uvicorn'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
