"""A front end that asks and shows, through the same faults: what it was told of each turn's end."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.turn_client import TurnClient
from musechat.turn import ClipSource, NewTurn, SourceKind, TurnKind, TurnView
from store.database import DATABASE_FAULTS, Database
from store.members import get_member
from store.threads import open_thread
from worker.notifier import Notifier

IN_A_ROW = 4  # turns of one thread, asked without waiting for answers
THREADS = 15  # at once
AGAIN_S = 0.3
CLIP = ClipSource(SourceKind.PATH, "/clip.mp4", "clip.mp4")

T = TypeVar("T")


class ChaosClient:
    """Asks for turns, each once however often it has to try, and notes every end that it is told."""

    def __init__(self, db: Database, notifier: Notifier, turns: int, on_end: Callable[[], None]) -> None:
        self._on_end = on_end
        self._client = TurnClient(db, notifier, "chaos")
        self._turns = turns
        self._room = asyncio.Semaphore(THREADS)
        self.asked: set[int] = set()
        self.ends: defaultdict[int, set[str]] = defaultdict(set)  # turn id to the different ends that were told
        self._delivered: dict[int, asyncio.Event] = defaultdict(asyncio.Event)

    async def run(self) -> None:
        """Ask for all turns and show their ends; returns once every one is shown."""
        await self._client.start()
        showing = asyncio.create_task(self._show_ends())
        try:
            await asyncio.gather(*(self._ask_thread(start) for start in range(0, self._turns, IN_A_ROW)))
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)
            await self._client.close()

    async def _ask_thread(self, start: int) -> None:
        async with self._room:
            member, thread = await _insist(lambda: self._client.write(_open, start))
            turns = [
                await self._ask(thread, member, number) for number in range(start, min(start + IN_A_ROW, self._turns))
            ]
            await asyncio.gather(*(self._delivered[turn].wait() for turn in turns))

    async def _ask(self, thread: int, member: int, number: int) -> int:
        await asyncio.sleep(random.uniform(0, 0.2))
        clip = number % IN_A_ROW == 0
        kind, source = (TurnKind.FIRST, CLIP) if clip else (TurnKind.REFINE, ClipSource(SourceKind.NONE))
        # By the name of its request it is one turn, also where the commit's answer was lost.
        new = NewTurn(thread, member, "chaos", kind, "calmer", source=source, request=f"chaos {number}")
        turn_id = await _insist(lambda: self._client.submit(new))
        self.asked.add(turn_id)
        return turn_id

    async def _show_ends(self) -> None:
        async for view in self._client.changes():
            if view.state.final:
                self.ends[view.id].add(_describe_end(view))
                await _insist(lambda turn=view.id: self._client.mark_delivered(turn))  # type: ignore[misc]
                if not self._delivered[view.id].is_set():
                    self._on_end()
                self._delivered[view.id].set()


async def _insist(work: Callable[[], Awaitable[T]]) -> T:
    while True:
        try:
            return await work()
        except DATABASE_FAULTS:
            await asyncio.sleep(AGAIN_S)


def _open(session: Session, start: int) -> tuple[int, int]:
    member = get_member(session, "local", f"member {start}")
    return member, open_thread(session, platform="local", member_id=member)


def _describe_end(view: TurnView) -> str:
    return f"{view.state} {view.error_code} {view.brief.to_json()}"
