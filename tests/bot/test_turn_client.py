"""Asking: submit, follow to the end, hear of everything, cancel, and keep quiet when nobody listens."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

import bot.turn_watcher
from bot.turn_client import TurnClient
from musechat.errors import BadInput
from musechat.turn import ClipSource, NewTurn, Queue, SourceKind, Stage, TurnKind, TurnOutcome, TurnState, TurnView
from store import leases, ledger, work_queue
from store.database import Database
from store.members import get_member
from store.threads import open_thread

WAIT_S = 300


class Bell:
    def __init__(self) -> None:
        self.rung: list[tuple[int, Queue]] = []

    def notify(self, turn_id: int, queue: Queue) -> None:
        self.rung.append((turn_id, queue))


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
async def asking(sqlite_database: Database, bell: Bell) -> AsyncIterator[TurnClient]:
    asking = TurnClient(sqlite_database, bell, "page")
    await asking.start()
    yield asking
    await asking.close()


def new_turn(db: Database, asker: str = "page", kind: TurnKind = TurnKind.REFINE) -> NewTurn:
    with db.write() as session:
        member = get_member(session, "page", "someone")
        thread = open_thread(session, platform="page", member_id=member)
    return NewTurn(thread, member, asker, kind, "calmer")


def work(db: Database, turn_id: int) -> None:
    """Take the turn through one stage to its end."""
    with db.write() as session:
        job = leases.claim_turn(session, "w", list(Queue), 30, turn_id)
        assert job is not None
    with db.write() as session:
        leases.report_stage(session, job.id, job.attempt, Stage.READ, 0.5, {})
    with db.write() as session:
        assert leases.finish_turn(session, job.id, job.attempt, TurnOutcome())


async def collect(asking: TurnClient, turn_id: int) -> list[TurnView]:
    return await rest_of(asking.follow(turn_id))


async def rest_of(views: AsyncIterator[TurnView]) -> list[TurnView]:
    return [view async for view in views]


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not condition():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.01)


async def test_a_submitted_turn_is_committed_before_its_bell_rings(
    asking: TurnClient, bell: Bell, sqlite_database: Database
):
    turn_id = await asking.submit(new_turn(sqlite_database))
    assert bell.rung == [(turn_id, Queue.INFER)]
    assert (await asking.view(turn_id)).state is TurnState.QUEUED


async def test_a_turn_with_a_clip_rings_for_the_media_worker(asking: TurnClient, bell: Bell, sqlite_database: Database):
    new = new_turn(sqlite_database)
    clip = ClipSource(SourceKind.LINK, "https://example.org/a.mp4")
    turn_id = await asking.submit(NewTurn(new.thread_id, new.member_id, "page", TurnKind.FIRST, source=clip))
    assert bell.rung == [(turn_id, Queue.MEDIA)]


async def test_a_turn_behind_another_of_its_thread_rings_for_nobody(
    asking: TurnClient, bell: Bell, sqlite_database: Database
):
    new = new_turn(sqlite_database)
    first = await asking.submit(new)
    await asking.submit(new)  # the worker that ends the first rings for it
    assert [turn for turn, _ in bell.rung] == [first]
    work(sqlite_database, first)
    another = await asking.submit(new_turn(sqlite_database))
    assert [turn for turn, _ in bell.rung] == [first, another]


async def test_a_turn_rings_where_the_one_before_it_ended_meanwhile(
    asking: TurnClient, bell: Bell, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
):
    new = new_turn(sqlite_database)
    first = await asking.submit(new)
    listing = ledger.list_open_turns

    def end_first(session: Session, thread_id: int) -> list[int]:
        found = listing(session, thread_id)
        threading.Thread(target=work, args=(sqlite_database, first)).start()  # commits after ours
        return found

    monkeypatch.setattr(ledger, "list_open_turns", end_first)
    reading = work_queue.waits_behind

    def wait_for_end(session: Session, turn_id: int) -> bool:
        for _ in range(WAIT_S * 100):
            with sqlite_database.read() as other:
                if ledger.load_view(other, first).state.final:
                    break
            time.sleep(0.01)
        with sqlite_database.read() as other:
            return reading(other, turn_id)

    monkeypatch.setattr(work_queue, "waits_behind", wait_for_end)
    second = await asking.submit(new)
    assert [turn for turn, _ in bell.rung] == [first, second]


async def test_follow_gives_the_turn_at_once_then_its_changes_and_ends_with_the_final_state(
    asking: TurnClient, sqlite_database: Database
):
    turn_id = await asking.submit(new_turn(sqlite_database))
    views = asking.follow(turn_id)
    assert (await anext(views)).state is TurnState.QUEUED
    with sqlite_database.write() as session:
        job = leases.claim_turn(session, "w", list(Queue), 30)
        assert job is not None
        leases.report_stage(session, job.id, job.attempt, Stage.READ, 0.25, {})
    seen = await asyncio.wait_for(anext(views), WAIT_S)
    assert (seen.state, seen.stage, seen.progress) == (TurnState.RUNNING, Stage.READ, 0.25)
    with sqlite_database.write() as session:
        leases.finish_turn(session, job.id, job.attempt, TurnOutcome())
    rest = [view async for view in views]
    assert [view.state for view in rest] == [TurnState.DONE]


async def test_every_listener_of_a_turn_hears_its_end(asking: TurnClient, sqlite_database: Database):
    turn_id = await asking.submit(new_turn(sqlite_database))
    following = [asking.follow(turn_id) for _ in range(5)]
    assert {(await anext(views)).state for views in following} == {TurnState.QUEUED}
    await asyncio.to_thread(work, sqlite_database, turn_id)
    ends = await asyncio.wait_for(asyncio.gather(*map(rest_of, following)), WAIT_S)
    assert {views[-1].state for views in ends} == {TurnState.DONE}


async def test_following_an_ended_or_delivered_turn_gives_its_final_state_at_once(
    asking: TurnClient, sqlite_database: Database
):
    turn_id = await asking.submit(new_turn(sqlite_database))
    await asyncio.to_thread(work, sqlite_database, turn_id)
    await asking.mark_delivered(turn_id)
    views = await asyncio.wait_for(collect(asking, turn_id), WAIT_S)
    assert [view.state for view in views] == [TurnState.DONE]


async def test_following_nothing_is_bad_input(asking: TurnClient):
    with pytest.raises(BadInput, match="no turn 77"):
        await collect(asking, 77)


async def test_changes_tell_what_ended_before_the_start_but_nothing_delivered_and_nothing_of_others(
    asking: TurnClient, sqlite_database: Database
):
    ids = [await asking.submit(new_turn(sqlite_database)) for _ in range(2)]
    with sqlite_database.write() as session:
        other = ledger.submit_turn(session, new_turn_in(session))
    for turn_id in [*ids, other]:
        await asyncio.to_thread(work, sqlite_database, turn_id)
    await asking.mark_delivered(ids[0])
    changes = asking.changes()
    assert (await asyncio.wait_for(anext(changes), WAIT_S)).id == ids[1]
    later = await asking.submit(new_turn(sqlite_database))
    assert (await asyncio.wait_for(anext(changes), WAIT_S)).id == later  # and none of the others in between


def new_turn_in(session: object) -> NewTurn:
    member = get_member(session, "local", "other")  # type: ignore[arg-type]
    thread = open_thread(session, platform="local", member_id=member)  # type: ignore[arg-type]
    return NewTurn(thread, member, "ask:else", TurnKind.REFINE, "calmer")


async def test_a_queued_turn_hears_that_it_moved_up(asking: TurnClient, sqlite_database: Database):
    first, second = [await asking.submit(new_turn(sqlite_database)) for _ in range(2)]
    views = asking.follow(second)
    assert (await anext(views)).queue_place == 2
    await until(lambda: second in asking._watcher._seen)  # the watcher knows its old place
    with sqlite_database.write() as session:
        assert leases.claim_turn(session, "w", list(Queue), 30, first)
    assert (await asyncio.wait_for(anext(views), WAIT_S)).queue_place == 1


async def test_a_cancelled_queued_turn_ends_at_once(asking: TurnClient, sqlite_database: Database):
    turn_id = await asking.submit(new_turn(sqlite_database))
    assert await asking.cancel(turn_id)
    assert [view.state for view in await collect(asking, turn_id)] == [TurnState.CANCELLED]
    assert not await asking.cancel(turn_id)


async def test_nobody_listening_means_no_look_at_the_database(
    asking: TurnClient, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
):
    looks, queries = 0, 0
    real_signal, real_query = asking._watcher._signal.has_changed, ledger.load_changes

    def looked() -> bool:
        nonlocal looks
        looks += 1
        return real_signal()

    def queried(session: object, asker: str, seen: Mapping[int, int]) -> list[TurnView]:
        nonlocal queries
        queries += 1
        return real_query(session, asker, seen)  # type: ignore[arg-type]

    monkeypatch.setattr(asking._watcher._signal, "has_changed", looked)
    monkeypatch.setattr(bot.turn_watcher.ledger, "load_changes", queried)
    turn_id = await asking.submit(new_turn(sqlite_database))
    assert not asking._watcher._listened.is_set()
    assert looks == 0
    views = asking.follow(turn_id)
    await anext(views)
    await until(lambda: looks >= 10)
    assert 1 <= queries <= 2  # it listens, but nothing is written: the signal spares the query
    await views.aclose()


async def test_the_event_loop_stays_free_while_another_process_holds_the_database(
    asking: TurnClient, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
):
    new, real_write, begun = new_turn(sqlite_database), sqlite_database.write, threading.Event()

    def begin() -> AbstractContextManager[Session]:
        begun.set()
        return real_write()

    with sqlite_database.write() as session:
        monkeypatch.setattr(sqlite_database, "write", begin)
        get_member(session, "page", "holder")  # a write of its own: the submit below has to wait for it
        submitting = asyncio.create_task(asking.submit(new))
        await until(begun.is_set)  # a loop that was held up would never come back: the write ends only after this
        assert not submitting.done()
    assert await asyncio.wait_for(submitting, WAIT_S)


async def test_without_a_worker_the_turn_is_kept_and_said_so(asking: TurnClient, sqlite_database: Database):
    turn_id = await asking.submit(new_turn(sqlite_database))
    assert not await asking.worker_alive()
    assert (await asking.view(turn_id)).state is TurnState.QUEUED
