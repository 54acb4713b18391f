"""How python-telegram-bot's requests go out: by aiohttp.

Its own client, httpx, takes the processor three times as long for a request, and a tap is answered
by two of them.
"""

from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
"""How long it may take to connect, or until one of the connections is free."""
ANSWER_SECONDS = 5.0
SEND_SECONDS = 5.0
UPLOAD_SECONDS = 120.0
IDLE_SECONDS = 5.0
"""How long a connection that nobody uses stays open."""
_FORM = "application/x-www-form-urlencoded"


class Unsent(Exception):
    """Why a request reached nobody."""


class Unanswered(Exception):
    """Why a request has no whole answer; `status` is that of half an answer."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status


class AiohttpRequest(BaseRequest):
    """Requests over up to so many `connections` at a time."""

    __slots__ = ("_connections", "_session")

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take where nothing else is said."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Makes it ready for requests."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections,
                    keepalive_timeout=IDLE_SECONDS,
                    # The certificates of `certifi`, or those that SSL_CERT_FILE names.
                    ssl=httpx.create_ssl_context(),
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer.

        Raises TimedOut and NetworkError, because of an Unsent or an Unanswered.
        """
        if self._session is None:
            raise RuntimeError("the requests are not initialized")
        files = request_data is not None and request_data.contains_files
        connect = _given(connect_timeout, CONNECT_SECONDS)
        send = _given(write_timeout, UPLOAD_SECONDS if files else SEND_SECONDS)
        answer = _given(read_timeout, ANSWER_SECONDS)
        limits = aiohttp.ClientTimeout(
            total=None if None in (connect, send, answer) else connect + send + answer,
            connect=connect,
            sock_read=answer,
        )
        status: int | None = None
        try:
            async with self._session.request(
                method,
                url,
                timeout=limits,
                allow_redirects=False,
                proxy=_proxy_of(*urlsplit(url)[:2]),
                **_body(request_data),
            ) as response:
                status = response.status
                return status, await response.read()
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise _failed(error) from Unsent(_named(error))
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _failed(error) from Unanswered(_named(error), status)


@cache
def _proxy_of(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for it; aiohttp would look for it at every request."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _given(seconds: Any, otherwise: float) -> Any:
    return otherwise if seconds is BaseRequest.DEFAULT_NONE else seconds


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        form = request_data.url_encoded_parameters().encode()
        return {"data": form, "headers": {"Content-Type": _FORM}}
    # Names of files as they are: Telegram shows them.
    parts = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        parts.add_field(name, value)
    for name, (file, content, kind) in request_data.multipart_data.items():
        parts.add_field(name, content, filename=file, content_type=kind)
    return {"data": parts}


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _failed(error: Exception) -> TelegramError:
    return (TimedOut if isinstance(error, TimeoutError) else NetworkError)(_named(error))
