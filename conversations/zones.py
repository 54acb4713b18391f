"""Time zones: those offered, and those that can be named."""

from functools import cache
from zoneinfo import available_timezones

DEFAULT = "Asia/Taipei"
OFFERED = (
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
)


def zone_named(words: str) -> str | None:
    """The IANA name that `words` spell in whatever case, a space for an underline; else None."""
    return _names().get("_".join(words.split()).lower())


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}
