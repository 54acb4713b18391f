"""What the tests of the two faces share."""

import pytest

from bot_twins import World


@pytest.fixture
def world() -> World:
    """Stores and a scripted assistant, all in memory."""
    return World()
