"""What the environment may say."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.logs import LogFormat
from bot.settings import Settings, SettingsError
from conversations.retention import Retention
from standards.model import Language

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


def test_nothing_set_gives_defaults() -> None:
    settings = Settings.from_env({})
    assert settings.data.is_absolute()
    assert settings.telegram_token is None
    assert settings.embedding_model is None
    assert settings.language is None
    assert settings.retention == Retention(timedelta(365), timedelta(365), timedelta(730))
    assert settings.zone == "Asia/Taipei"
    assert settings.telegram_api_base == "https://api.telegram.org"


def test_everything_set_is_taken(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "COMPETENCY_DATA": str(tmp_path),
            "TELEGRAM_TOKEN": f" {TOKEN}\n",
            "TELEGRAM_BOT": "@competency_bot",
            "EMBEDDING_MODEL": "some/model",
            "RERANKING_MODEL": "some/reader",
            "COMPETENCY_LANGUAGE": "en",
            "COMPETENCY_KEEP_DAYS": "30",
            "COMPETENCY_KEEP_TEAM_DAYS": "60",
            "COMPETENCY_KEEP_LOG_DAYS": "90",
            "COMPETENCY_TIMEZONE": "asia/hong_kong",
            "TELEGRAM_API_BASE": "http://localhost:8081/",
            "WEBHOOK_URL": "https://bot.example.org/hook/",
            "WEBHOOK_SECRET": "0123456789_abcdef",
            "WEBHOOK_PORT": "8443",
            "METRICS_PORT": "9100",
            "LISTEN_HOST": "0.0.0.0",
            "LOG_FORMAT": "json",
        }
    )
    assert settings == Settings(
        tmp_path,
        TOKEN,
        "competency_bot",
        "some/model",
        "some/reader",
        Language.EN,
        Retention(timedelta(days=30), timedelta(days=60), timedelta(days=90)),
        "Asia/Hong_Kong",
        "http://localhost:8081",
        "http://localhost:8081",
        "https://bot.example.org/hook",
        "0123456789_abcdef",
        8443,
        9100,
        "0.0.0.0",
        LogFormat.JSON,
    )


def test_files_may_come_from_another_server() -> None:
    settings = Settings.from_env({"TELEGRAM_FILE_BASE": "http://files:1"})
    assert settings.telegram_file_base == "http://files:1"
    assert settings.telegram_api_base == "https://api.telegram.org"


def test_an_empty_value_counts_as_unset() -> None:
    unset = Settings.from_env({})
    assert Settings.from_env({"TELEGRAM_TOKEN": " ", "COMPETENCY_DATA": ""}) == unset


def test_the_token_is_not_in_the_settings_words() -> None:
    assert TOKEN not in repr(Settings.from_env({"TELEGRAM_TOKEN": TOKEN}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "not a token"),
        ("COMPETENCY_LANGUAGE", "fr"),
        ("COMPETENCY_KEEP_DAYS", "0"),
        ("COMPETENCY_TIMEZONE", "Asia/Atlantis"),
        ("COMPETENCY_KEEP_DAYS", "a year"),
        ("COMPETENCY_KEEP_TEAM_DAYS", "0"),
        ("COMPETENCY_KEEP_LOG_DAYS", "-1"),
        ("TELEGRAM_API_BASE", "localhost:8081"),
        ("TELEGRAM_API_BASE", "http://"),
        ("TELEGRAM_API_BASE", "http://host:port"),
        ("TELEGRAM_FILE_BASE", "file:///etc"),
        ("COMPETENCY_DATA", "~no-such-person/x"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_URL", "https://bot.example.org/?a=b"),
        ("WEBHOOK_PORT", "http"),
        ("METRICS_PORT", "65536"),
        ("METRICS_PORT", "0"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        Settings.from_env({name: value})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("secret", ["short", "sixteen letters!", "x" * 257])
def test_a_bad_secret_is_not_repeated(secret: str) -> None:
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET") as caught:
        Settings.from_env({"WEBHOOK_SECRET": secret})
    assert secret not in str(caught.value)


def test_the_secret_is_not_in_the_settings_words() -> None:
    secret = "0123456789_abcdef"
    assert secret not in repr(Settings.from_env({"WEBHOOK_SECRET": secret}))


def test_a_bad_token_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"TELEGRAM_TOKEN": f"{TOKEN}!"})
    assert TOKEN not in str(caught.value)
