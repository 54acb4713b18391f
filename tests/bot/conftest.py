"""What the tests of the two faces share."""

from pathlib import Path

import pytest

from bot.app import index_of, library_of
from bot.settings import Settings
from bot_twins import World
from conversations.privacy import MemoryAcceptanceStore


@pytest.fixture
def world() -> World:
    """Stores and a scripted assistant, all in memory."""
    return World()


@pytest.fixture
def newcomers() -> World:
    """The same, where nobody has read the privacy notice yet."""
    return World(acceptances=MemoryAcceptanceStore())


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index is built, to be copied."""
    settings = Settings(data=tmp_path_factory.mktemp("indexed"))
    index_of(settings, library_of(settings)).close()
    return settings.data
