"""An organisation on the stores in memory, and on those in a file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from organisation import Kept, in_file, in_memory


@pytest.fixture(params=["memory", "sqlite"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    if request.param == "memory":
        yield in_memory()
        return
    database, stores = await in_file(tmp_path / "bot.db")
    yield stores
    await database.close()
