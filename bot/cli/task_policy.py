"""What the commands on tasks' policies share: the task that is meant, and reading and changing."""

import asyncio

from bot.app import database_of
from bot.cli.context import Context
from bot.settings import SettingsError
from conversations.language import N_
from conversations.policies import Policy
from standards.library import Library


def task_of(library: Library, named: str) -> str:
    """The id of a task, whatever the case of its letters.

    Raises SettingsError where there is no such task, and UnknownStandard.
    """
    code, slash, _rest = named.strip().partition("/")
    tasks = library.get(code).tasks if slash else ()
    for task in tasks:
        if task.id.casefold() == named.strip().casefold():
            return task.id
    raise SettingsError(N_("I know no task {task}."), task=named)


def kept(context: Context) -> tuple[Policy, ...]:
    """Every policy."""

    async def read() -> tuple[Policy, ...]:
        async with database_of(context.settings) as database:
            return await database.policies.all()

    return asyncio.run(read())


def put(context: Context, policy: Policy) -> None:
    """Keeps the policy."""

    async def write() -> None:
        async with database_of(context.settings) as database:
            await database.policies.set(policy)

    asyncio.run(write())


def lift(context: Context, task: str, kind: type[Policy]) -> bool:
    """Takes the policy off the task; False where there is none."""

    async def write() -> bool:
        async with database_of(context.settings) as database:
            return await database.policies.lift(task, kind)

    return asyncio.run(write())
