"""The wiring: settings become a library, an index, an assistant and an engine.

Each function imports what it builds when it is called, so that a command that only lists standards
never loads an index, and `--help` loads nothing at all.
"""

import asyncio
import gc
import random
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.data_folder import DATABASE, OFFERED, STANDARDS
from bot.settings import Settings
from standards.library import Library, Prepare
from standards.model import Language, Standard

if TYPE_CHECKING:
    from bot.engine import Engine
    from conversations.ask import Assistant
    from conversations.assigning import Assigning
    from conversations.current import CurrentAssistant
    from conversations.database import Database
    from conversations.organisation import Organisation
    from index.embed import Embedder
    from index.reranker import Reranker
    from index.search import Index


def library_of(settings: Settings) -> Library:
    """The shipped standards and those added, under the data folder."""
    return Library(settings.data / STANDARDS)


def embedder_of(settings: Settings) -> "Callable[[], Embedder]":
    """Loads the embedded model, or the one that EMBEDDING_MODEL names, when it is first needed."""
    if settings.embedding_model:
        model = settings.embedding_model

        def load() -> "Embedder":
            from index.sentence_embedder import SentenceEmbedder

            return SentenceEmbedder(model)

        return load

    from index.static_embedder import embedded

    return embedded


def reranker_of(settings: Settings) -> "Callable[[], Reranker] | None":
    """Loads the cross-encoder that RERANKING_MODEL names, when it is first needed."""
    model = settings.reranking_model
    if model is None:
        return None

    def load() -> "Reranker":
        from index.cross_encoder import CrossEncoderReranker

        return CrossEncoderReranker(model)

    return load


def index_of(settings: Settings, library: Library) -> "Index":
    """The index of everything in `library`, brought up to date."""
    from index.search import Index

    return Index.open(settings.data / "index", library.standards(), embedder_of(settings))


def getting_ready(settings: Settings) -> Prepare:
    """Builds the index of standards that are about to be in force; raises what `index_of` does.

    What counts is the library's list: an index that is ahead of it is brought back by whoever
    opens it next.
    """

    def prepare(standards: Sequence[Standard]) -> None:
        from index.search import Index

        Index.open(settings.data / "index", standards, embedder_of(settings)).close()

    return prepare


@contextmanager
def assistant_of(settings: Settings) -> "Iterator[Assistant]":
    """An assistant over the loaded standards; its index is closed afterwards."""
    from conversations.ask import Assistant

    library = library_of(settings)
    index = index_of(settings, library)
    try:
        yield Assistant(index, library.standards(), reranker=reranker_of(settings))
    finally:
        index.close()


@contextmanager
def current_assistant_of(settings: Settings, library: Library) -> "Iterator[CurrentAssistant]":
    """The same for what runs long: it takes up what is added or removed meanwhile."""
    from conversations.current import CurrentAssistant

    index = index_of(settings, library)
    try:
        yield CurrentAssistant(index, library.standards, reranker_of(settings))
    finally:
        index.close()


@asynccontextmanager
async def database_of(settings: Settings) -> "AsyncIterator[Database]":
    """What conversations leave behind, without what is too old; closed afterwards."""
    from conversations.database import open_database
    from conversations.retention import forget

    database = await open_database(_kept_in(settings))
    try:
        await forget(database.kept(settings.retention), _now())
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def organisation_of(settings: Settings) -> "AsyncIterator[Organisation]":
    """Teams and roles, as `database_of` keeps them."""
    async with database_of(settings) as database:
        yield database.organisation(_now)


@asynccontextmanager
async def assigning_of(settings: Settings) -> "AsyncIterator[tuple[Organisation, Assigning]]":
    """Teams, and what is assigned in them; people are told by the bot once it runs."""
    from conversations.assigning import Assigning

    library = library_of(settings)
    async with database_of(settings) as database:
        organisation = database.organisation(_now)
        grounding = database.grounding.among(library.standards, library.past)
        notices = database.telling(_now, settings.zone)
        yield organisation, Assigning(organisation, grounding, notices, _now)


def has_database(settings: Settings) -> bool:
    """Whether anybody has talked yet, so that a command that only looks makes no file."""
    return _kept_in(settings).exists()


def _kept_in(settings: Settings) -> Path:
    return settings.data / DATABASE


@asynccontextmanager
async def engine_of(
    settings: Settings, *, at_the_computer: bool = False
) -> "AsyncIterator[Engine]":
    """The conversation with its stores; everything is closed afterwards.

    Standards are added by editors, and `at_the_computer` by whoever sits there.
    """
    async with parts_of(settings, at_the_computer=at_the_computer) as parts:
        yield parts.engine


@dataclass(frozen=True, slots=True)
class Parts:
    """The conversation, and what its stores are in."""

    engine: "Engine"
    database: "Database"
    has_index: Callable[[], bool]
    """Whether the index is loaded, so that questions need not wait for it."""


@asynccontextmanager
async def parts_of(
    settings: Settings,
    answered: Callable[[str], None] | None = None,
    *,
    at_the_computer: bool = False,
) -> "AsyncIterator[Parts]":
    """The conversation and its stores; everything is closed afterwards.

    `answered` is told the kind of every answer to a question; `at_the_computer` is as in
    `engine_of`.
    """
    from bot.counted import CountedAssistant
    from bot.engine import Engine
    from bot.handlers.importing import ByRole, Intake
    from bot.offers import Offers
    from conversations.play import Play
    from conversations.reminders import Reminders
    from conversations.retention import Forgetting

    library = library_of(settings)
    with current_assistant_of(settings, library) as assistant:
        # Chroma takes a moment to load; questions that come before it are answered without.
        warming = asyncio.create_task(asyncio.to_thread(assistant.warm))
        try:
            async with database_of(settings) as database:
                grounding = database.grounding.among(library.standards, library.past)
                engine = Engine(
                    assistant=assistant
                    if answered is None
                    else CountedAssistant(assistant, answered),
                    play=Play(
                        database.quizzes,
                        library.get,
                        _now,
                        random.Random(),
                        grounding=grounding,
                    ),
                    people=database.people,
                    threads=database.threads,
                    asked=database.asked,
                    feedback=database.feedback,
                    acceptances=database.acceptances,
                    preferences=database.preferences,
                    polls=database.polls,
                    self_ratings=database.self_ratings,
                    notices=database.notices,
                    texts=database.texts,
                    awaited=database.awaited,
                    organisation=database.organisation(_now),
                    reminders=Reminders(database.reminders, _now, settings.zone),
                    standards=library.standards,
                    past=library.past,
                    intake=Intake(
                        editors=ByRole(
                            database.organisation(_now), at_the_computer=at_the_computer
                        ),
                        library=library,
                        offers=Offers(settings.data / OFFERED),
                        prepare=getting_ready(settings),
                        follow=assistant.follow,
                    ),
                    now=_now,
                    language=settings.language or Language.ZH_HANT,
                    personal_data=database.personal_data,
                    retention=settings.retention,
                    forgetting=Forgetting(database.kept(settings.retention), _now),
                )
                yield Parts(engine, database, partial(_has_succeeded, warming))
        finally:
            await warming


def _has_succeeded(task: asyncio.Task[None]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def settle() -> None:
    """Lets the garbage collector look less often, and not at what is loaded by now.

    A large team's summary makes tens of thousands of small objects, which would set it off again
    and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _now() -> datetime:
    return datetime.now(UTC)
