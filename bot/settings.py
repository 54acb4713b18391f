"""What the environment says, read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from conversations import zones
from conversations.language import N_
from conversations.retention import Retention
from standards.model import Language

TELEGRAM = "https://api.telegram.org"


class SettingsError(Exception):
    """A setting that cannot be used, in one sentence; never the token itself."""

    def __init__(self, msgid: str, **params: str) -> None:
        self.msgid = msgid
        self.params = params
        super().__init__(msgid.format(**params))


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run."""

    data: Path
    """Where everything that lasts is kept (COMPETENCY_DATA)."""
    telegram_token: str | None = field(default=None, repr=False)
    """TELEGRAM_TOKEN."""
    bot_name: str | None = None
    """The bot's user name (TELEGRAM_BOT), without the @; links to it need it."""
    embedding_model: str | None = None
    """A model to embed with instead of the embedded one (EMBEDDING_MODEL)."""
    reranking_model: str | None = None
    """A cross-encoder that reads the best hits again (RERANKING_MODEL)."""
    language: Language | None = None
    """The language of the command line and the terminal (COMPETENCY_LANGUAGE)."""
    retention: Retention = field(default_factory=Retention)
    """How long things are kept, in days: answers (COMPETENCY_KEEP_DAYS), what somebody had in a
    team once it is over (COMPETENCY_KEEP_TEAM_DAYS), the log (COMPETENCY_KEEP_LOG_DAYS).
    """
    zone: str = zones.DEFAULT
    """The time zone of people who have set none (COMPETENCY_TIMEZONE)."""
    telegram_api_base: str = TELEGRAM
    """The Bot API server (TELEGRAM_API_BASE), without `/bot`."""
    telegram_file_base: str = TELEGRAM
    """Where its files are fetched (TELEGRAM_FILE_BASE, else the same server), without `/file`."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Raises `SettingsError` for a value that cannot be used; an empty one counts as unset."""
        told = {name: value.strip() for name, value in environ.items() if value.strip()}
        api = _base(told, "TELEGRAM_API_BASE", TELEGRAM)
        return cls(
            data=_data(told),
            telegram_token=_token(told),
            bot_name=bot_name(told["TELEGRAM_BOT"]) if "TELEGRAM_BOT" in told else None,
            embedding_model=told.get("EMBEDDING_MODEL"),
            reranking_model=told.get("RERANKING_MODEL"),
            language=_language(told),
            retention=_retention(told),
            zone=_zone(told),
            telegram_api_base=api,
            telegram_file_base=_base(told, "TELEGRAM_FILE_BASE", api),
        )


def _data(told: Mapping[str, str]) -> Path:
    if "COMPETENCY_DATA" not in told:
        from platformdirs import user_data_path

        return user_data_path("competency-bot", appauthor=False)
    try:
        return Path(told["COMPETENCY_DATA"]).expanduser().absolute()
    except RuntimeError:
        raise SettingsError(
            N_("COMPETENCY_DATA is {value!r}, and there is no such home folder."),
            value=told["COMPETENCY_DATA"],
        ) from None


def _token(told: Mapping[str, str]) -> str | None:
    token = told.get("TELEGRAM_TOKEN")
    if token is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise SettingsError(
            N_(
                "TELEGRAM_TOKEN is not a bot's token; it looks like 123456789:ABC… as BotFather "
                "gives it."
            )
        )
    return token


def bot_name(name: str) -> str:
    """A bot's user name as its links carry it, without the @. Raises `SettingsError`."""
    bare = name.strip().removeprefix("@")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", bare):
        raise SettingsError(
            N_("{name} is not a bot's user name; it looks like @competency_bot."), name=name
        )
    return bare


def _language(told: Mapping[str, str]) -> Language | None:
    if "COMPETENCY_LANGUAGE" not in told:
        return None
    try:
        return Language(told["COMPETENCY_LANGUAGE"])
    except ValueError:
        raise SettingsError(
            N_("COMPETENCY_LANGUAGE is {value!r}; it must be zh-Hant or en."),
            value=told["COMPETENCY_LANGUAGE"],
        ) from None


def _retention(told: Mapping[str, str]) -> Retention:
    usual = Retention()
    return Retention(
        answers=_days(told, "COMPETENCY_KEEP_DAYS", usual.answers),
        teams=_days(told, "COMPETENCY_KEEP_TEAM_DAYS", usual.teams),
        log=_days(told, "COMPETENCY_KEEP_LOG_DAYS", usual.log),
    )


def _days(told: Mapping[str, str], name: str, usual: timedelta) -> timedelta:
    if name not in told:
        return usual
    if not re.fullmatch(r"[1-9][0-9]{0,4}", told[name]):
        raise SettingsError(
            N_("{name} is {value!r}; it must be a number of days, at least 1."),
            name=name,
            value=told[name],
        )
    return timedelta(days=int(told[name]))


def _zone(told: Mapping[str, str]) -> str:
    if "COMPETENCY_TIMEZONE" not in told:
        return zones.DEFAULT
    zone = zones.zone_named(told["COMPETENCY_TIMEZONE"])
    if zone is None:
        raise SettingsError(
            N_("COMPETENCY_TIMEZONE is {value!r}; it must be a name like Asia/Taipei."),
            value=told["COMPETENCY_TIMEZONE"],
        )
    return zone


def _base(told: Mapping[str, str], name: str, default: str) -> str:
    base = told.get(name, default).rstrip("/")
    try:
        parts = urlsplit(base)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise SettingsError(
            N_("{name} is {value!r}; it must be an address like https://host:port."),
            name=name,
            value=base,
        )
    return base
