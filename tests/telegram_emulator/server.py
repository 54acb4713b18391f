"""The Bot API over HTTP for one bot token, as strict as Telegram and stricter where it is lax."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiogram.types import BufferedInputFile
from aiohttp import web

from telegram_emulator import faults, judge
from telegram_emulator.delivery import Delivery
from telegram_emulator.errors import Refused, bad_request
from telegram_emulator.judge import Method
from telegram_emulator.methods import HANDLERS
from telegram_emulator.people import WITHIN, Group, Person
from telegram_emulator.service import NotEmulated, Service
from telegram_emulator.state import InlineQuery, Message, State, Tap, User
from telegram_emulator.updates import Update, Updates

TOKEN = "7000000001:AAEmulatedTokenOfTheCompetencyBot0_x"

Happening = Update | Message | Tap | InlineQuery

# What would change the meaning of a request, and is not carried out here.
_NOT_EMULATED = frozenset(
    {
        "business_connection_id",
        "direct_messages_topic_id",
        "ephemeral_message_parameters",
        "receiver_user_id",
        "rich_message",
        "suggested_post_parameters",
    }
)
_WITHOUT = {
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "text": "message text is empty",
}
_DELIVERY = frozenset({"getupdates", "setwebhook", "deletewebhook", "getwebhookinfo"})


@dataclass(slots=True)
class Call:
    """One request of the bot: what it asked for and what came of it."""

    method: str
    params: dict[str, Any]
    result: Any = None
    error: Refused | None = None


@dataclass(slots=True)
class _Planned:
    method: str | None
    chat_id: int | None
    fault: faults.Fault
    times: int


@dataclass(slots=True)
class _Traffic:
    under_way: int = 0
    last: float = field(default_factory=time.monotonic)


class Emulator:
    """api.telegram.org on this machine; use as `async with Emulator() as emulator`.

    Leaving the block judges the bot: see `judge`. With `judged=False` it does not.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        name: str = "Competency",
        username: str = "competency_test_bot",
        clock: Callable[[], float] = time.time,
        sees_all_group_messages: bool = False,
        judged: bool = True,
    ) -> None:
        bot = User(int(token.split(":")[0]), name, is_bot=True, username=username)
        self.token = token
        self.state = State(bot, clock, sees_all_group_messages)
        self.updates = Updates()
        self.violations: list[str] = []
        self.calls: list[Call] = []
        self.service = Service(self.state, self.updates, self.violations.append)
        self._delivery = Delivery(self.service)
        self._judged = judged
        self._planned: list[_Planned] = []
        self._traffic = _Traffic()
        self._people: dict[int, Person] = {}
        self._runner: web.AppRunner | None = None
        self.busy: Callable[[], bool] = lambda: False
        """Set it to something that says whether the bot is at work on an update."""
        self.weather: Callable[[str], faults.Fault | None] = lambda method: None
        """Set it to something that says which fault a request meets that no test has planned."""
        self.url = ""

    # --- where the bot finds it

    @property
    def base_url(self) -> str:
        """For `ApplicationBuilder.base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For `ApplicationBuilder.base_file_url`."""
        return f"{self.url}/file/bot"

    async def start(self) -> None:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        self.updates.is_closing = True
        self.updates.wake()
        await self._delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()
        if kind is None and self._judged:
            self.judge()

    # --- the people's side

    def person(
        self,
        id: int | None = None,
        first_name: str = "Ann",
        language_code: str | None = "en",
        *,
        last_name: str | None = None,
        username: str | None = None,
    ) -> Person:
        """The person of that id, made at the first call. The bot knows nobody who never wrote."""
        free = (candidate for candidate in itertools.count(1001) if candidate not in self._people)
        number = next(free) if id is None else id
        if number not in self._people:
            user = User(number, first_name, False, last_name, username, language_code)
            self._people[number] = Person(self, user)
        return self._people[number]

    def group(
        self,
        *members: Person,
        title: str = "Team",
        id: int | None = None,
        type: str = "supergroup",
        is_forum: bool = False,
        username: str | None = None,
    ) -> Group:
        """A group with the bot in it."""
        return Group.make(self, members, title, id, type, is_forum, username)

    def deliver(self, kind: str, body: dict[str, Any]) -> Update:
        """Sends the bot an update, judged like everything else."""
        self._traffic.last = time.monotonic()
        update = self.updates.add(kind, body)
        self.violations += judge.update(update)
        return update

    def redeliver(self, happening: Happening) -> None:
        """Sends the update of a message, a tap or a query once more, under its old id."""
        self.updates.deliver(_update(happening), again=True)

    def duplicate(self, happening: Happening) -> Update:
        """Sends the same happening once more, under a new update id."""
        return self.updates.duplicate(_update(happening))

    def held(self) -> AbstractContextManager[list[Update]]:
        """Keeps updates back in a list; on leaving, it is delivered in its order by then."""
        return self.updates.held()

    def expire_taps(self) -> None:
        """Makes every unanswered tap and inline query too old to be answered."""
        for tap in self.state.taps.values():
            tap.is_too_old = True
        for query in self.state.inline_queries.values():
            query.is_too_old = True

    # --- faults

    def fails(
        self,
        method: str | None,
        fault: faults.Fault,
        *,
        times: int = 1,
        chat: Person | Group | None = None,
    ) -> None:
        """The next `times` requests of `method` (None: any but getUpdates) meet `fault`."""
        chat_id = None if chat is None else chat.chat.id
        self._planned.append(_Planned(method and method.lower(), chat_id, fault, times))

    # --- what was seen

    def calls_to(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def refusals(self) -> list[Call]:
        """The requests that were refused."""
        return [call for call in self.calls if call.error is not None]

    @property
    def unanswered_taps(self) -> list[Tap]:
        return [tap for tap in self.state.taps.values() if not tap.is_answered]

    @property
    def last_update(self) -> Update:
        return self.updates.history[-1]

    @property
    def webhook_attempts(self) -> int:
        """How often an update was pushed, redeliveries included."""
        return self._delivery.webhook.attempts if self._delivery.webhook else 0

    def judge(self) -> None:
        """Raises AssertionError with everything that neither Telegram nor aiogram would accept."""
        if self.violations:
            raise AssertionError("\n".join(["the judge found:", *self.violations]))

    async def quiet(self, moment: float = 0.05, within: float = WITHIN) -> None:
        """Waits until every update is confirmed and the bot has asked nothing for `moment` seconds.

        Work that nothing on the wire shows is waited for only where `busy` tells of it.
        """
        deadline = time.monotonic() + within
        while not self._is_quiet(moment):
            if time.monotonic() > deadline:
                waiting = ", ".join(f"{update.id} {update.kind}" for update in self.updates.pending)
                raise AssertionError(
                    f"not quiet after {within} s: unconfirmed updates: {waiting or 'none'}; "
                    f"requests under way: {self._traffic.under_way}"
                )
            await asyncio.sleep(0.005)

    async def polled(self, within: float = WITHIN) -> None:
        """Waits until the bot asks for updates."""
        deadline = time.monotonic() + within
        while not self.updates.is_polled:
            if time.monotonic() > deadline:
                raise AssertionError(f"nobody asked for updates within {within} s")
            await asyncio.sleep(0.005)

    def _is_quiet(self, moment: float) -> bool:
        calm = time.monotonic() - self._traffic.last >= moment
        idle = not self.updates.pending and not self._traffic.under_way
        return calm and idle and not self.busy()

    # --- HTTP

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        polling = name.lower() == "getupdates"
        refused = self._wrong_token(request)
        if refused is not None:
            return web.json_response(refused.json(), status=refused.code)
        values = await _values(request)
        self._traffic.last = time.monotonic()
        if not polling:
            self._traffic.under_way += 1
        try:
            return await self._respond(request, name, values)
        finally:
            self._traffic.last = time.monotonic()
            if not polling:
                self._traffic.under_way -= 1

    def _wrong_token(self, request: web.Request) -> Refused | None:
        token = request.match_info["token"]
        if token == self.token:
            return None
        return Refused(401) if ":" in token else Refused(404)

    async def _respond(
        self, request: web.Request, name: str, raw: dict[str, Any]
    ) -> web.StreamResponse:
        model = judge.method(name)
        call = Call(model.__api_method__ if model else name, raw)
        if name.lower() != "getupdates":
            self.calls.append(call)
        if model is None:
            self.violations.append(f"unknown method {name}")
            call.error = Refused(404)
            return web.json_response(call.error.json(), status=404)
        call.params = judge.decode(model, raw)
        fault = self._fault(name.lower(), call.params)
        if fault is not None and not fault.done:
            call.error = fault.refusal
            return await faults.strike(fault, request, b"{}")
        body, status = await self._carry_out(model, name.lower(), call)
        if fault is not None:
            return await faults.strike(fault, request, body)
        return web.Response(body=body, status=status, content_type="application/json")

    async def _carry_out(self, model: Method, name: str, call: Call) -> tuple[bytes, int]:
        try:
            call.result = await self._result(model, name, call.params)
        except Refused as error:
            call.error = error
        except NotEmulated as error:
            self.violations.append(f"{call.method}: {error} is not emulated")
            call.error = bad_request(f"{error} is not emulated")
        if call.error is not None:
            return json.dumps(call.error.json()).encode(), call.error.code
        self.violations += judge.answer(model, call.result)
        return json.dumps({"ok": True, "result": call.result}).encode(), 200

    async def _result(self, model: Method, name: str, params: dict[str, Any]) -> Any:
        lacking = judge.missing(model, params)
        wrong = judge.request(model, params)
        self.violations += [*wrong, *judge.deprecated(model, params)]
        if lacking:
            raise bad_request(_WITHOUT.get(lacking[0], f'parameter "{lacking[0]}" is required'))
        if wrong:
            raise bad_request(wrong[0])
        for parameter in _NOT_EMULATED.intersection(params):
            raise NotEmulated(f"parameter {parameter}")
        values = judge.typed(model, params)
        if name in _DELIVERY:
            return await self._deliveries(name, values)
        handler = HANDLERS.get(name)
        if handler is None:
            raise NotEmulated("this method")
        return handler(self.service, values)

    async def _deliveries(self, name: str, values: dict[str, Any]) -> Any:
        match name:
            case "getupdates":
                return await self._delivery.get_updates(values)
            case "setwebhook":
                return self._delivery.set_webhook(values)
            case "deletewebhook":
                return self._delivery.delete_webhook(values)
        return self._delivery.webhook_info()

    def _fault(self, name: str, params: dict[str, Any]) -> faults.Fault | None:
        for planned in self._planned:
            fits = planned.method == name or (planned.method is None and name != "getupdates")
            if fits and planned.chat_id in {None, params.get("chat_id")}:
                planned.times -= 1
                if planned.times <= 0:
                    self._planned.remove(planned)
                return planned.fault
        return self.weather(name)

    async def _download(self, request: web.Request) -> web.Response:
        refused = self._wrong_token(request)
        path = request.match_info["path"]
        found = [file for file in self.state.files.values() if file.path == path]
        if refused is None and not found:
            refused = Refused(404)
        if refused is not None:
            return web.json_response(refused.json(), status=refused.code)
        self._traffic.last = time.monotonic()
        return web.Response(body=found[0].content, content_type=found[0].mime_type)


def _update(happening: Happening) -> Update:
    update = happening if isinstance(happening, Update) else happening.update
    if update is None:
        raise AssertionError("the bot was never told of it")
    return update


async def _values(request: web.Request) -> dict[str, Any]:
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return values | body
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file:
                values[name] = BufferedInputFile(value.file.read(), value.filename)
        else:
            values[name] = value
    return values
