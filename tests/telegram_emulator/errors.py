"""The one exception of the server side: a request that Telegram refuses, in Telegram's words."""

from collections.abc import Mapping
from typing import Any

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class Refused(Exception):
    """An answer `{"ok": false}` with Telegram's `error_code` and `description`."""

    def __init__(self, code: int, reason: str = "", **parameters: Any) -> None:
        prefix = PREFIXES.get(code, "Bad Request")
        self.code = code
        self.description = f"{prefix}: {reason}" if reason else prefix
        self.parameters = parameters
        super().__init__(f"{code} {self.description}")

    def json(self) -> Mapping[str, Any]:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> Refused:
    return Refused(400, reason)


def forbidden(reason: str) -> Refused:
    return Refused(403, reason)


def too_many_requests(retry_after: int) -> Refused:
    return Refused(429, f"retry after {retry_after}", retry_after=retry_after)


def not_modified() -> Refused:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


def query_too_old() -> Refused:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
