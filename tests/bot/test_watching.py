"""The watcher of answers outlives its database, says so, and hears of PostgreSQL's commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import text

import bot.turn_watcher
from bot.turn_client import TurnClient
from bot.watch_state import LOOK_WAIT, STALLED_S, WatchState
from bot.web.app_keys import TURN_CLIENT
from musechat.backoff import GrowingWait
from musechat.errors import BadInput
from musechat.turn import TurnState
from store.database import Database, DatabaseUnusable, parse_sqlite_path
from store.notices import CommitListener
from tests.bot.house import SilentBell
from tests.bot.test_turn_client import collect, new_turn, work

WAIT_S = 300


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@asynccontextmanager
async def asking_over(db: Database) -> AsyncIterator[TurnClient]:
    asking = TurnClient(db, SilentBell(), "page")
    await asking.start()
    try:
        yield asking
    finally:
        await asking.close()


@contextmanager
def no_database(db: Database) -> Iterator[None]:
    """A folder stands where the file was: no connection can be opened, as with a disk that is full."""
    path = parse_sqlite_path(db.url)
    assert path is not None
    files = [Path(f"{path}{side}") for side in ("", "-wal", "-shm") if Path(f"{path}{side}").exists()]
    db.close()
    away = [(file, file.rename(f"{file}.away")) for file in files if file.exists()]
    path.mkdir()
    try:
        yield
    finally:
        db.close()
        path.rmdir()
        for file, moved in away:
            moved.rename(file)


async def test_it_survives_a_database_that_cannot_be_opened(sqlite_database: Database) -> None:
    async with asking_over(sqlite_database) as asking:
        turn_id = await asking.submit(new_turn(sqlite_database))
        following = asyncio.create_task(collect(asking, turn_id))
        await until(lambda: turn_id in asking._watcher._seen)
        with no_database(sqlite_database):
            with (
                pytest.raises(BadInput),
                sqlite_database.read(),
            ):  # it comes as bad input, as it should for a command
                pass
            await until(lambda: not asking.watch_health().working)
            assert "data folder" in asking.watch_health().error
            assert asking.watch_health().since is not None
        await asyncio.to_thread(work, sqlite_database, turn_id)
        views = await asyncio.wait_for(following, WAIT_S)
        assert views[-1].state is TurnState.DONE
        await until(lambda: asking.watch_health().working)


@pytest.mark.parametrize("error", [RuntimeError("any"), DatabaseUnusable("data-folder", "full"), MemoryError()])
async def test_no_error_ends_it(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    real, failed = bot.turn_watcher.ledger.load_changes, 0

    def changes(*args: object) -> object:
        nonlocal failed
        if failed < 2:
            failed += 1
            raise error
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(bot.turn_watcher.ledger, "load_changes", changes)
    async with asking_over(sqlite_database) as asking:
        turn_id = await asking.submit(new_turn(sqlite_database))
        await asyncio.to_thread(work, sqlite_database, turn_id)
        hearing = asking.changes()
        assert (await asyncio.wait_for(anext(hearing), WAIT_S)).id == turn_id
        assert failed == 2
        await hearing.aclose()


def test_pauses_grow_to_a_bound_and_start_anew() -> None:
    state = WatchState()
    pauses = [state.fail_look(ValueError("x")) for _ in range(200)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LOOK_WAIT.longest_s
    state.end_look()
    assert state.read_health().working
    assert state.fail_look(ValueError("x")) == pauses[0]


def test_a_look_that_never_comes_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    at = 100.0
    monkeypatch.setattr("bot.watch_state.monotonic", lambda: at)
    state = WatchState()
    state.begin_look()
    assert state.read_health().working
    at += STALLED_S + 1
    assert not state.read_health().working


async def test_the_page_says_while_answers_are_not_found(page: TestClient, stocked: Database) -> None:
    asking = page.app[TURN_CLIENT]  # type: ignore[union-attr]
    turn_id = await asking.submit(new_turn(stocked))
    following = asyncio.create_task(collect(asking, turn_id))
    await until(lambda: turn_id in asking._watcher._seen)
    with no_database(stocked):
        await until(lambda: not asking.watch_health().working)
        async with page.get("/api/health") as reply:
            told = await reply.json()
        assert reply.status == 503
        assert (told["database"], told["answers"]["found"]) == (False, False)
        assert told["answers"]["since"]
        async with page.get("/api/threads/1") as reply:
            assert (reply.status, (await reply.json())["code"]) == (503, "database")
    await until(lambda: asking.watch_health().working)
    async with page.get("/api/health") as reply:
        assert reply.status == 200
        assert (await reply.json())["answers"] == {"found": True, "since": None, "error": ""}
    following.cancel()


async def test_a_commit_in_postgresql_wakes_it(postgresql_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.turn_watcher, "NOTIFIED_LOOK_S", 3600.0)  # it would never look by itself
    monkeypatch.setattr(bot.turn_watcher, "IDLE_LOOK_S", 3600.0)
    async with asking_over(postgresql_database) as asking:
        commits = asking._watcher._commits
        assert commits is not None
        await until(lambda: commits.connected)
        turn_id = await asking.submit(new_turn(postgresql_database))
        following = asyncio.create_task(collect(asking, turn_id))
        await until(lambda: turn_id in asking._watcher._seen)
        await asyncio.to_thread(work, postgresql_database, turn_id)
        assert (await asyncio.wait_for(following, WAIT_S))[-1].state is TurnState.DONE


async def test_a_lost_listener_falls_back_to_looking_and_comes_back(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.turn_watcher, "NOTIFIED_LOOK_S", 3600.0)
    async with asking_over(postgresql_database) as asking:
        commits = asking._watcher._commits
        assert commits is not None
        await until(lambda: commits.connected)
        turn_id = await asking.submit(new_turn(postgresql_database))
        following = asyncio.create_task(collect(asking, turn_id))
        await until(lambda: turn_id in asking._watcher._seen)
        with monkeypatch.context() as refusing:
            refusing.setattr(
                "store.notices.RECONNECT_WAIT", GrowingWait(3600.0, 3600.0)
            )  # it does not come back by itself meanwhile
            kill_listeners(postgresql_database)
            await until(lambda: not commits.connected)
            await asyncio.to_thread(work, postgresql_database, turn_id)
            assert (await asyncio.wait_for(following, WAIT_S))[-1].state is TurnState.DONE


def kill_listeners(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        )


async def test_a_listener_that_was_cut_off_connects_anew(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.notices.RECONNECT_WAIT", GrowingWait(0.05, 30.0))
    async with asking_over(postgresql_database) as asking:
        commits = asking._watcher._commits
        assert commits is not None
        for _ in range(2):
            await until(lambda: commits.connected)
            kill_listeners(postgresql_database)
            await until(lambda: not commits.connected)
        await until(lambda: commits.connected)


def test_what_is_rolled_back_is_not_told(postgresql_database: Database) -> None:
    heard: list[None] = []
    listener = CommitListener(postgresql_database, lambda: heard.append(None))
    listener.start()
    try:
        asyncio.run(until(lambda: listener.connected))
        before = len(heard)
        with pytest.raises(ValueError, match="no"), postgresql_database.write():
            raise ValueError("no")
        assert len(heard) == before
        with postgresql_database.write():
            pass
        asyncio.run(until(lambda: len(heard) > before))
    finally:
        listener.close()
