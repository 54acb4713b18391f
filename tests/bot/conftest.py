"""What the tests of the two faces share."""

import pytest

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
