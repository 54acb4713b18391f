"""What is counted while the bot runs, for Prometheus; nothing in it leads to a person.

The only module that knows prometheus-client; importing it is left to whoever runs the bot.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counts of one process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._updates = Counter(
            "competency_updates",
            "Updates handled, by kind and by what became of them.",
            ("kind", "outcome"),
            registry=registry,
        )
        self._seconds = Histogram(
            "competency_update_seconds",
            "Seconds from taking an update in hand to having answered it, Telegram's own included.",
            ("kind",),
            buckets=SECONDS,
            registry=registry,
        )
        self._again = Counter(
            "competency_updates_again",
            "Updates that came again and were let be.",
            registry=registry,
        )
        self._dropped = Counter(
            "competency_updates_dropped",
            "Updates not handled because their sender sent far too many.",
            registry=registry,
        )
        self._waiting = Gauge(
            "competency_inbox_waiting", "Updates that wait or are being handled.", registry=registry
        )
        self._aside = Gauge(
            "competency_inbox_aside", "Updates set aside in the last week.", registry=registry
        )
        self._retries = Counter(
            "competency_retries",
            "What was tried again, by what it was.",
            ("what",),
            registry=registry,
        )
        self._calls = Counter(
            "competency_telegram_calls",
            "Requests to Telegram, by method and by how they ended.",
            ("method", "outcome"),
            registry=registry,
        )
        self._answers = Counter(
            "competency_answers",
            "Questions answered, by the kind of answer.",
            ("kind",),
            registry=registry,
        )
        self._database = Counter(
            "competency_database_failures",
            "Times that the database could not be read or written.",
            registry=registry,
        )
        self._polled = Gauge(
            "competency_last_update_fetch_seconds",
            "When Telegram last answered a request for updates, in seconds since 1970.",
            registry=registry,
        )
        for kind in ("message", "callback_query"):
            self._seconds.labels(kind)

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """An update was handled."""
        self._updates.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def came_again(self, updates: int) -> None:
        """So many updates were known."""
        self._again.inc(updates)

    def dropped(self) -> None:
        """An update was not handled."""
        self._dropped.inc()

    def waiting(self, updates: int) -> None:
        """So many wait now."""
        self._waiting.set(updates)

    def retried(self, what: str) -> None:
        """Something was tried again."""
        self._retries.labels(what).inc()

    def called(self, method: str, outcome: str) -> None:
        """A request to Telegram ended."""
        self._calls.labels(method, outcome).inc()

    def answered(self, kind: str) -> None:
        """A question was answered."""
        self._answers.labels(kind).inc()

    def database_failed(self) -> None:
        """The database could not be used."""
        self._database.inc()

    def fetched(self) -> None:
        """Telegram answered a request for updates."""
        self._polled.set_to_current_time()

    def aside(self, updates: int) -> None:
        """So many are set aside now."""
        self._aside.set(updates)

    def text(self) -> bytes:
        """All of it, in Prometheus's format."""
        return generate_latest(self.registry)
