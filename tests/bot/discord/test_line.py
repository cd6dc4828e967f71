"""A line shows each turn's progress calmly, and its end once, whatever Discord does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from time import monotonic

import pytest

from bot.discord import thread_queue as line_module
from bot.discord.thread_queue import ThreadQueue
from musechat.turn import PickDraft, Stage, TurnKind, TurnState, TurnView
from tests.bot.discord.made_turns import made_turn


class Wall:
    """Notes what a line shows on it."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int, Stage | None, float]] = []
        self.doubts: list[bool] = []
        self.broken: list[int] = []
        self.fails: list[Exception] = []

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        self.shown.append(("progress", turn.id, turn.stage, monotonic()))
        return message_id or 1000 + turn.id

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        self.doubts.append(doubtful)
        if self.fails:
            raise self.fails.pop(0)
        self.shown.append(("result", turn.id, None, monotonic()))

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        self.broken.append(turn.id)

    @property
    def what(self) -> list[tuple[str, int]]:
        return [(what, turn_id) for what, turn_id, _, _ in self.shown]


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    monkeypatch.setattr(line_module, "PATIENCE_S", 0.1)
    monkeypatch.setattr(line_module, "EDITS_S", 0.2)
    return Wall()


def running(stage: Stage | None = Stage.WATCH, turn_id: int = 1, **more: object) -> TurnView:
    return replace(made_turn(), id=turn_id, state=TurnState.RUNNING, stage=stage, picks=[], message_id=None, **more)  # type: ignore[arg-type]


def ended(turn_id: int = 1) -> TurnView:
    return replace(running(turn_id=turn_id), state=TurnState.DONE, stage=None)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.01)


async def test_a_turn_that_ends_soon_is_shown_once(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(), doubtful=False)
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.what == [("result", 1)]


async def test_progress_is_changed_with_the_stage_and_not_too_often(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(Stage.FETCH), doubtful=False)
    await until(lambda: wall.shown)
    for progress in (0.1, 0.5):  # the same stage says nothing new
        line.offer(running(Stage.FETCH, progress=progress), doubtful=False)
    for stage in (Stage.WATCH, Stage.READ, Stage.CHOOSE):
        line.offer(running(stage), doubtful=False)
        await asyncio.sleep(0.02)
    await until(lambda: len(wall.shown) == 2)
    await asyncio.sleep(0.25)
    assert [stage for _, _, stage, _ in wall.shown] == [Stage.FETCH, Stage.CHOOSE]
    assert wall.shown[1][3] - wall.shown[0][3] >= 0.19
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.what[-1] == ("result", 1)


async def test_a_growing_reason_is_shown_calmly_and_its_end_at_once(wall: Wall) -> None:
    line, began = ThreadQueue(wall, asyncio.Semaphore(1)), monotonic()
    for n in range(1, 15):
        line.offer(running(Stage.WRITE, draft=PickDraft("Low Tide", "Mira Voss", "word " * n)), doubtful=False)
        await asyncio.sleep(0.05)
    ended_at = monotonic()
    line.offer(ended(), doubtful=False)
    await line.task
    edits = [at for what, _, _, at in wall.shown if what == "progress"]
    assert 2 <= len(edits) <= 1 + (ended_at - began) / 0.2
    assert min(b - a for a, b in pairwise(edits)) >= 0.19
    assert wall.shown[-1][0] == "result"
    assert wall.shown[-1][3] - ended_at < 0.1


async def test_the_end_does_not_wait_for_calm(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "EDITS_S", 60.0)
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(), doubtful=False)
    await until(lambda: wall.shown)
    line.offer(ended(), doubtful=False)
    async with asyncio.timeout(1):
        await line.task


async def test_a_card_that_was_tapped_for_an_alternate_shows_no_progress(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(kind=TurnKind.ALTERNATE), doubtful=False)
    await asyncio.sleep(0.2)
    assert wall.shown == []
    line.offer(ended(), doubtful=False)
    await line.task


async def test_what_could_not_be_shown_is_tried_again_as_one_that_may_have_been(wall: Wall) -> None:
    wall.fails = [ConnectionResetError(104, "cut")]
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.what == [("result", 1)]
    assert wall.doubts == [False, True]


async def test_a_fault_of_ours_ends_its_turn_and_no_other(wall: Wall) -> None:
    wall.fails = [KeyError("cards.nowhere")]
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(ended(1), doubtful=False)
    line.offer(ended(2), doubtful=False)
    await line.task
    assert wall.broken == [1]
    assert wall.what == [("result", 2)]


async def test_turns_of_a_thread_are_shown_in_their_order(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    for turn_id in (3, 1, 2):
        line.offer(ended(turn_id), doubtful=False)
    await line.task
    assert wall.what == [("result", 1), ("result", 2), ("result", 3)]
