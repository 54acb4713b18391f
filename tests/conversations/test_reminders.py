"""When a reminder is sent: not before it is due, not in quiet hours, once a day at most."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reminders import (
    NIGHT,
    MemoryReminderStore,
    QuietHours,
    Reminder,
    Reminders,
    not_quiet,
)
from conversations.zones import OFFERED, zone_named
from standards.model import Language

DAY = timedelta(days=1)
ME = "telegram:1"
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
quiets = st.builds(QuietHours, walls, walls)
zones = st.sampled_from([*OFFERED, "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"])
moments = st.floats(0, 19 * 365).map(lambda days: datetime(2011, 12, 1, tzinfo=UTC) + days * DAY)


def wall(at: datetime, zone: str) -> time:
    return at.astimezone(ZoneInfo(zone)).time()


@given(moments, quiets, zones)
def test_it_is_never_sent_in_quiet_hours_nor_before_it_is_due_nor_later_than_need_be(
    due: datetime, quiet: QuietHours, zone: str
) -> None:
    at = not_quiet(due, quiet, zone)
    assert at >= due
    assert at.utcoffset() == timedelta(0)
    assert not quiet.holds(wall(at, zone))
    if at > due:
        # All that lies between is quiet, up to the very second before.
        step = max((at - due) / 40, timedelta(seconds=1))
        between = [due + number * step for number in range(40) if due + number * step < at]
        assert all(quiet.holds(wall(each, zone)) for each in between)
        assert quiet.holds(wall(at - timedelta(microseconds=1), zone))


@given(moments, quiets, zones, st.integers(0, 9), moments | st.none())
def test_a_days_peace_follows_every_reminder(
    due: datetime, quiet: QuietHours, zone: str, unheeded: int, sent: datetime | None
) -> None:
    kept = Reminder(ME, True, Language.EN, zone, quiet, due, sent, unheeded)
    at = kept.send_at
    assert at is not None
    assert sent is None or at >= sent + DAY
    after = kept.claimed(at).send_at
    assert after is not None
    assert after >= at + DAY
    assert not quiet.holds(wall(after, zone))


def test_quiet_hours_may_span_midnight_or_not_and_may_be_none() -> None:
    siesta, none = QuietHours(time(12), time(15)), QuietHours(time(9), time(9))
    assert [NIGHT.holds(time(hour)) for hour in (20, 21, 0, 8, 9)] == [0, 1, 1, 1, 0]
    assert [siesta.holds(time(hour)) for hour in (11, 12, 14, 15)] == [0, 1, 1, 0]
    assert not any(none.holds(time(hour)) for hour in range(24))


@pytest.mark.parametrize(
    ("due", "sent"),
    [
        # 20:30 in Taipei is before the quiet, 21:00 in it, 01:00 too; 09:00 the first after.
        ("2026-01-05T12:30", "2026-01-05T12:30"),
        ("2026-01-05T13:00", "2026-01-06T01:00"),
        ("2026-01-05T17:00", "2026-01-06T01:00"),
        ("2026-01-06T01:00", "2026-01-06T01:00"),
    ],
)
def test_at_night_it_waits_for_the_learners_morning(due: str, sent: str) -> None:
    at = not_quiet(datetime.fromisoformat(f"{due}+00:00"), NIGHT, "Asia/Taipei")
    assert at == datetime.fromisoformat(f"{sent}+00:00")


def test_when_clocks_change_the_morning_is_still_at_nine() -> None:
    berlin = "Europe/Berlin"
    # Winter time until 29 March 2026, 02:00; summer time until 25 October, 03:00.
    for evening, morning in (
        ("2026-03-27T22:00", "2026-03-28T08:00"),
        ("2026-03-28T22:00", "2026-03-29T07:00"),
        ("2026-10-23T22:00", "2026-10-24T07:00"),
        ("2026-10-24T22:00", "2026-10-25T08:00"),
    ):
        at = not_quiet(datetime.fromisoformat(f"{evening}+00:00"), NIGHT, berlin)
        assert at == datetime.fromisoformat(f"{morning}+00:00")


def test_an_hour_that_is_skipped_or_comes_twice_is_no_trouble() -> None:
    quiet, berlin = QuietHours(time(22), time(2, 30)), "Europe/Berlin"
    skipped = not_quiet(datetime(2026, 3, 28, 23, tzinfo=UTC), quiet, berlin)
    assert wall(skipped, berlin) == time(3, 30)
    twice = not_quiet(datetime(2026, 10, 24, 22, tzinfo=UTC), quiet, berlin)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    # Half an hour on, the clock says 02:00 once more, and it is quiet once more.
    again = not_quiet(datetime(2026, 10, 25, 1, tzinfo=UTC), quiet, berlin)
    assert again == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_who_does_not_answer_is_reminded_less_and_less() -> None:
    kept = Reminder(ME, True, zone="UTC", due=datetime(2026, 1, 5, 12, tzinfo=UTC))
    days = []
    for _ in range(6):
        at = kept.send_at
        assert at is not None
        days.append(at.day)
        kept = kept.claimed(at)
    assert days == [5, 6, 8, 12, 19, 26]
    assert kept.answered(kept.due).send_at == datetime(2026, 1, 27, 12, tzinfo=UTC)


def test_none_is_sent_while_off_or_before_the_first_answer() -> None:
    kept = Reminder(ME, is_on=True)
    assert kept.send_at is None
    assert replace(kept, due=datetime(2026, 1, 5, tzinfo=UTC), is_on=False).send_at is None


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 5, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


async def test_a_claim_that_reached_nobody_is_taken_back_and_sent_later() -> None:
    clock = Clock()
    reminders = Reminders(MemoryReminderStore(), clock)
    await reminders.switch_on(ME, Language.EN, clock.time)
    claim = await reminders.claim("telegram:")
    assert claim is not None
    assert await reminders.claim("telegram:") is None
    await reminders.release(claim)
    again = await reminders.claim("telegram:")
    assert again == claim
    clock.time += DAY
    tomorrow = await reminders.claim("telegram:")
    assert tomorrow is not None
    # Too late for yesterday's: that would bring today's a second time.
    await reminders.release(claim)
    assert await reminders.claim("telegram:") is None


async def test_whoever_is_present_is_told_at_night_too_but_not_twice_a_day() -> None:
    clock = Clock()
    clock.time = datetime(2026, 1, 5, 15, tzinfo=UTC)
    reminders = Reminders(MemoryReminderStore(), clock)
    assert not await reminders.claim_present(ME)
    await reminders.switch_on(ME, Language.EN, clock.time)
    assert await reminders.claim("telegram:") is None
    assert await reminders.claim_present(ME)
    assert not await reminders.claim_present(ME)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Asia/Taipei", "Asia/Taipei"),
        ("asia/hong kong", "Asia/Hong_Kong"),
        ("utc", "UTC"),
        ("../etc/passwd", None),
        ("Asia", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_its_name(typed: str, name: str | None) -> None:
    assert zone_named(typed) == name


def test_the_zones_offered_exist() -> None:
    assert [zone_named(name) for name in OFFERED] == list(OFFERED)
