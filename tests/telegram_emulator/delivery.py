"""How updates reach the bot: getUpdates, or pushes to its webhook."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from telegram_emulator import judge, limits
from telegram_emulator.errors import bad_request
from telegram_emulator.service import Params, Service
from telegram_emulator.state import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 0.05
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret: str | None
    max_connections: int
    attempts: int = 0
    last_error: str | None = None
    last_error_date: int = 0


class Delivery:
    """The two ways, of which only one works at a time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._pushing: asyncio.Task[None] | None = None
        self.webhook: Webhook | None = None

    async def get_updates(self, params: Params) -> list[Json]:
        self._subscribe(params)
        updates = await self._service.updates.get(
            params.get("offset"), params.get("limit", 100), params.get("timeout", 0)
        )
        return [update.json() for update in updates]

    def set_webhook(self, params: Params) -> bool:
        url = params["url"]
        if not url:
            return self.delete_webhook(params)
        parts = urlsplit(url)
        # Telegram insists on HTTPS; on this machine there is no certificate to show.
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = params.get("max_connections", 40)
        if connections not in limits.WEBHOOK_CONNECTIONS:
            raise bad_request("max_connections must be between 1 and 100")
        self._stop()
        self._subscribe(params)
        if params.get("drop_pending_updates"):
            self._service.updates.drop()
        self.webhook = Webhook(url, secret, connections)
        self._service.updates.webhook_is_set = True
        self._service.updates.end_polls()
        self._pushing = asyncio.create_task(self._push(self.webhook))
        return True

    def delete_webhook(self, params: Params) -> bool:
        self._stop()
        if params.get("drop_pending_updates"):
            self._service.updates.drop()
        return True

    def webhook_info(self) -> Json:
        hook, updates = self.webhook, self._service.updates
        info: dict[str, Any] = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending),
        }
        if updates.allowed is not None:
            info["allowed_updates"] = updates.allowed
        if hook is not None:
            info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
            if hook.last_error is not None:
                info["last_error_date"] = hook.last_error_date
                info["last_error_message"] = hook.last_error
        return info

    async def close(self) -> None:
        pushing = self._pushing
        self._stop()
        if pushing is not None:
            await asyncio.wait([pushing])

    def _stop(self) -> None:
        if self._pushing is not None:
            self._pushing.cancel()
        self._pushing = self.webhook = None
        self._service.updates.webhook_is_set = False

    def _subscribe(self, params: Params) -> None:
        allowed = params.get("allowed_updates")
        unknown = set(allowed or ()) - judge.update_kinds()
        if unknown:
            self._service.complain(f"allowed_updates: unknown {', '.join(sorted(unknown))}")
        self._service.updates.subscribe(allowed)

    async def _push(self, hook: Webhook) -> None:
        updates = self._service.updates
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        async with aiohttp.ClientSession(headers=headers) as session:
            while True:
                if not updates.pending:
                    await updates.wait(60)
                    continue
                update = updates.pending[0]
                error = await self._post(session, hook, update.json())
                if error is None:
                    updates.taken()
                    continue
                hook.last_error, hook.last_error_date = error, self._service.state.now()
                await asyncio.sleep(RETRY_SECONDS)

    async def _post(self, session: aiohttp.ClientSession, hook: Webhook, body: Json) -> str | None:
        hook.attempts += 1
        try:
            async with session.post(hook.url, json=body) as response:
                await response.read()
                if response.ok:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}"
