"""What the environment says, read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from bot.logs import LogFormat
from conversations import zones
from conversations.language import N_
from conversations.retention import Retention
from standards.model import Language

TELEGRAM = "https://api.telegram.org"
WEBHOOK_PORT = 8080
LOOPBACK = "127.0.0.1"


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
    webhook_url: str | None = None
    """Where Telegram sends updates (WEBHOOK_URL); it is polled without."""
    webhook_secret: str | None = field(default=None, repr=False)
    """What Telegram shows with each (WEBHOOK_SECRET); one is made at each start without."""
    webhook_port: int = WEBHOOK_PORT
    """Where they are listened for (WEBHOOK_PORT)."""
    metrics_port: int | None = None
    """Where health and metrics are told (METRICS_PORT); metrics nowhere without."""
    listen_host: str = LOOPBACK
    """The address of this machine that both ports are on (LISTEN_HOST)."""
    log_format: LogFormat = LogFormat.TEXT
    """LOG_FORMAT."""

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
            webhook_url=_webhook(told),
            webhook_secret=_secret(told),
            webhook_port=_port(told, "WEBHOOK_PORT") or WEBHOOK_PORT,
            metrics_port=_port(told, "METRICS_PORT"),
            listen_host=told.get("LISTEN_HOST", LOOPBACK),
            log_format=_log_format(told),
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


def _webhook(told: Mapping[str, str]) -> str | None:
    if "WEBHOOK_URL" not in told:
        return None
    url = _base(told, "WEBHOOK_URL", "")
    if urlsplit(url).query or urlsplit(url).fragment:
        raise SettingsError(
            N_("WEBHOOK_URL is {value!r}; it must be an address without ? and #."), value=url
        )
    return url


def _secret(told: Mapping[str, str]) -> str | None:
    secret = told.get("WEBHOOK_SECRET")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingsError(
            N_("WEBHOOK_SECRET must be 16 to 256 letters of A-Z, a-z, 0-9, _ and -.")
        )
    return secret


def _port(told: Mapping[str, str], name: str) -> int | None:
    if name not in told:
        return None
    port = told[name]
    if not re.fullmatch(r"[1-9][0-9]{0,4}", port) or int(port) > 65535:
        raise SettingsError(
            N_("{name} is {value!r}; it must be a port, a number from 1 to 65535."),
            name=name,
            value=port,
        )
    return int(port)


def _log_format(told: Mapping[str, str]) -> LogFormat:
    if "LOG_FORMAT" not in told:
        return LogFormat.TEXT
    try:
        return LogFormat(told["LOG_FORMAT"])
    except ValueError:
        raise SettingsError(
            N_("LOG_FORMAT is {value!r}; it must be text or json."), value=told["LOG_FORMAT"]
        ) from None
