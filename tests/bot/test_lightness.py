"""What importing loads."""

import subprocess
import sys
from pathlib import Path

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


def test_an_index_of_the_shipped_standards_that_is_up_to_date_is_warmed_without_chroma(
    tmp_path: Path,
) -> None:
    script = (
        "import sys, bot.settings, bot.app\n"
        f"settings = bot.settings.Settings.from_env({{'COMPETENCY_DATA': {str(tmp_path)!r}}})\n"
        "with bot.app.assistant_of(settings) as assistant:\n"
        "    assistant.warm()\n"
        "print('chromadb' in sys.modules)"
    )
    loaded = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert loaded == ["True", "False"]
