"""Only one bot runs with a token and a data folder."""

import asyncio
import fcntl
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import lease
from bot.lease import LOCK, leased
from bot.telegram.errors import CannotRun
from conversations.lease import Lease, MemoryLeaseStore

BOT = "telegram:1"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def store() -> MemoryLeaseStore:
    return MemoryLeaseStore()


async def test_a_second_bot_on_the_same_machine_is_refused_at_once(
    store: MemoryLeaseStore, tmp_path: Path
) -> None:
    async with leased(store, BOT, tmp_path, now):
        with pytest.raises(CannotRun, match="running already"):
            async with leased(store, BOT, tmp_path, now):
                pass
    async with leased(store, BOT, tmp_path, now) as lost:
        assert not lost.is_set()


async def test_whoever_was_killed_here_is_followed_at_once(
    store: MemoryLeaseStore, tmp_path: Path
) -> None:
    left = Lease(f"{platform.node()}/1/dead", now() + timedelta(hours=1))
    await store.take(BOT, left, now(), over=None)
    async with asyncio.timeout(1), leased(store, BOT, tmp_path, now):
        pass


async def test_whoever_was_killed_elsewhere_is_followed_when_the_lease_has_run_out(
    store: MemoryLeaseStore, tmp_path: Path
) -> None:
    left = Lease("another machine/1/dead", now() + timedelta(seconds=0.2))
    await store.take(BOT, left, now(), over=None)
    async with asyncio.timeout(2), leased(store, BOT, tmp_path, now):
        assert now() >= left.until


async def test_whoever_goes_on_elsewhere_is_not_followed(
    store: MemoryLeaseStore, tmp_path: Path
) -> None:
    running = Lease("another machine/1/alive", now() + timedelta(seconds=0.2))
    await store.take(BOT, running, now(), over=None)

    async def go_on() -> None:
        await asyncio.sleep(0.1)
        await store.renew(BOT, Lease(running.holder, now() + timedelta(hours=1)))

    going = asyncio.create_task(go_on())
    with pytest.raises(CannotRun, match="running already"):
        async with leased(store, BOT, tmp_path, now):
            pass
    await going


async def test_without_a_lock_the_lease_alone_tells(
    store: MemoryLeaseStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "fcntl", None)
    monkeypatch.setattr(lease, "LASTS", timedelta(seconds=0.3))
    monkeypatch.setattr(lease, "RENEWED_EVERY", 0.05)
    async with leased(store, BOT, tmp_path, now) as lost:
        with pytest.raises(CannotRun):
            async with leased(store, BOT, tmp_path, now):
                pass
        assert not lost.is_set()


async def test_who_has_lost_the_lease_is_told(
    store: MemoryLeaseStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWED_EVERY", 0.02)
    async with leased(store, BOT, tmp_path, now) as lost:
        later = now() + timedelta(days=1)
        await store.take(BOT, Lease("somebody", later), later, over=None)
        await asyncio.wait_for(lost.wait(), 2)


async def test_the_lock_goes_with_whoever_holds_it(store: MemoryLeaseStore, tmp_path: Path) -> None:
    async with leased(store, BOT, tmp_path, now):
        pass
    with (tmp_path / LOCK).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
