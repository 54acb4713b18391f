"""Faults on demand: what a test makes the wire or the server do to the bot's next requests."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from telegram_emulator.errors import Refused, too_many_requests


@dataclass(frozen=True, slots=True)
class Fault:
    """One way for a request to go wrong; with `done`, only after it was carried out."""

    kind: str
    done: bool = False
    refusal: Refused | None = None
    seconds: float = 0.0


def flood(retry_after: int = 1) -> Fault:
    """429 Too Many Requests, with `retry_after` in seconds."""
    return Fault("refusal", refusal=too_many_requests(retry_after))


def refusal(code: int, reason: str) -> Fault:
    """Any other answer of Telegram's, such as `refusal(403, "user is deactivated")`."""
    return Fault("refusal", refusal=Refused(code, reason))


def server_error(code: int = 502, *, done: bool = False) -> Fault:
    """500 Internal Server Error or 502 Bad Gateway."""
    return Fault("refusal", done, Refused(code))


def half_answer(*, done: bool = True) -> Fault:
    """The connection breaks in the middle of the answer."""
    return Fault("half", done)


def no_answer(*, done: bool = False) -> Fault:
    """The connection breaks before any answer."""
    return Fault("none", done)


def silence(seconds: float = 30.0, *, done: bool = True) -> Fault:
    """No answer for so long that the client's read times out."""
    return Fault("silence", done, seconds=seconds)


async def strike(fault: Fault, request: web.Request, body: bytes) -> web.StreamResponse:
    """Answers `request` as the fault has it; `body` is what the answer would have been."""
    if fault.refusal is not None:
        return web.json_response(fault.refusal.json(), status=fault.refusal.code)
    if fault.kind == "silence":
        await asyncio.sleep(fault.seconds)
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    if fault.kind == "half":
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
