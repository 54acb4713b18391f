"""What tests of answers ask."""

from collections.abc import Iterator

import pytest

from conversations.answering.sources import Sources
from conversations.ask import Assistant
from index.search import Index
from index.static_embedder import embedded
from standards.library import shipped


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real thing: five standards, the embedded model, an index on disk."""
    index = Index.open(tmp_path_factory.mktemp("index"), shipped(), embedded)
    yield Assistant(index, shipped())
    index.close()


@pytest.fixture(scope="module")
def sources(assistant: Assistant) -> Sources:
    """What it answers from."""
    return assistant.sources
