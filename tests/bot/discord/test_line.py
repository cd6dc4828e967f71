"""A line shows each turn's progress calmly, and its end once, whatever Discord does meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.discord.thread_queue import EDITS_S, PATIENCE_S, ThreadQueue
from bot.discord.worker_presence import LOOK_S
from musechat.pick import PickDraft
from musechat.turn import Stage, TurnKind, TurnState, TurnView
from tests.bot.discord.made_turns import made_turn
from tests.clock import held_time


class Wall:
    """Notes what a line shows on it."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int, Stage | None, float]] = []
        self.doubts: list[bool] = []
        self.broken: list[int] = []
        self.fails: list[Exception] = []

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        self.shown.append(("progress", turn.id, turn.stage, now()))
        return message_id or 1000 + turn.id

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        self.doubts.append(doubtful)
        if self.fails:
            raise self.fails.pop(0)
        self.shown.append(("result", turn.id, None, now()))

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        self.broken.append(turn.id)

    @property
    def what(self) -> list[tuple[str, int]]:
        return [(what, turn_id) for what, turn_id, _, _ in self.shown]


@pytest.fixture
def wall() -> Wall:
    return Wall()


def now() -> float:
    return asyncio.get_running_loop().time()


def running(stage: Stage | None = Stage.WATCH, turn_id: int = 1, **more: object) -> TurnView:
    return replace(made_turn(), id=turn_id, state=TurnState.RUNNING, stage=stage, picks=[], message_id=None, **more)  # type: ignore[arg-type]


def ended(turn_id: int = 1) -> TurnView:
    return replace(running(turn_id=turn_id), state=TurnState.DONE, stage=None)


@held_time
async def test_a_turn_that_ends_soon_is_shown_once(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(), doubtful=False)
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.what == [("result", 1)]


class Presence:
    """Whether a worker is there, as the test says."""

    absent = True

    async def is_absent(self) -> bool:
        return self.absent


@held_time
async def test_a_worker_that_is_not_there_is_noticed_within_ten_seconds(wall: Wall) -> None:
    presence = Presence()
    line = ThreadQueue(wall, asyncio.Semaphore(1), presence)  # type: ignore[arg-type]
    queued = replace(running(None), state=TurnState.QUEUED, queue_place=1)
    began = now()
    line.offer(queued, doubtful=False)
    await asyncio.sleep(PATIENCE_S + 0.01)
    assert len(wall.shown) == 1
    for absent in (False, True):  # it comes, and goes again
        presence.absent = absent
        await asyncio.sleep(LOOK_S + EDITS_S + 0.01)
    assert len(wall.shown) == 3
    assert wall.shown[-1][-1] - began < 2 * 10.0
    await asyncio.sleep(60)  # nothing new, nothing shown
    assert len(wall.shown) == 3
    line.offer(ended(), doubtful=False)
    await line.task


@held_time
async def test_progress_is_changed_with_the_stage_and_not_too_often(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(Stage.FETCH), doubtful=False)
    await asyncio.sleep(PATIENCE_S + 0.01)
    assert len(wall.shown) == 1
    for progress in (0.1, 0.5):  # the same stage says nothing new
        line.offer(running(Stage.FETCH, progress=progress), doubtful=False)
    for stage in (Stage.WATCH, Stage.READ, Stage.CHOOSE):
        line.offer(running(stage), doubtful=False)
        await asyncio.sleep(0.02)
    await asyncio.sleep(2 * EDITS_S)
    assert [stage for _, _, stage, _ in wall.shown] == [Stage.FETCH, Stage.CHOOSE]
    assert wall.shown[1][3] - wall.shown[0][3] == pytest.approx(EDITS_S)
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.what[-1] == ("result", 1)


@held_time
async def test_a_growing_reason_is_shown_calmly_and_its_end_at_once(wall: Wall) -> None:
    line, began = ThreadQueue(wall, asyncio.Semaphore(1)), now()
    for n in range(1, 15):
        line.offer(running(Stage.WRITE, draft=PickDraft("Low Tide", "Mira Voss", "word " * n)), doubtful=False)
        await asyncio.sleep(EDITS_S / 4)
    ended_at = now()
    line.offer(ended(), doubtful=False)
    await line.task
    edits = [at for what, _, _, at in wall.shown if what == "progress"]
    assert edits[0] == pytest.approx(began + PATIENCE_S)
    assert [b - a for a, b in pairwise(edits)] == pytest.approx([EDITS_S, EDITS_S])
    assert wall.shown[-1][0] == "result"
    assert wall.shown[-1][3] == ended_at


@held_time
async def test_the_end_does_not_wait_for_calm(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(), doubtful=False)
    await asyncio.sleep(PATIENCE_S + 0.01)
    assert wall.shown
    ended_at = now()
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.shown[-1][3] == ended_at


@held_time
async def test_a_card_that_was_tapped_for_an_alternate_shows_no_progress(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(running(kind=TurnKind.ALTERNATE), doubtful=False)
    await asyncio.sleep(10 * PATIENCE_S)
    assert wall.shown == []
    line.offer(ended(), doubtful=False)
    await line.task


@held_time
async def test_what_could_not_be_shown_is_tried_again_as_one_that_may_have_been(wall: Wall) -> None:
    wall.fails = [ConnectionResetError(104, "cut")]
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(ended(), doubtful=False)
    await line.task
    assert wall.what == [("result", 1)]
    assert wall.doubts == [False, True]


@held_time
async def test_a_fault_of_ours_ends_its_turn_and_no_other(wall: Wall) -> None:
    wall.fails = [KeyError("cards.nowhere")]
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(ended(1), doubtful=False)
    line.offer(ended(2), doubtful=False)
    await line.task
    assert wall.broken == [1]
    assert wall.what == [("result", 2)]


@held_time
async def test_turns_of_a_thread_are_shown_in_their_order(wall: Wall) -> None:
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    for turn_id in (3, 1, 2):
        line.offer(ended(turn_id), doubtful=False)
    await line.task
    assert wall.what == [("result", 1), ("result", 2), ("result", 3)]


class HeldWall(Wall):
    """Takes as long as it is told to for a result."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go = asyncio.Event(), asyncio.Event()

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        self.began.set()
        await self.go.wait()
        await super().result(turn, message_id, doubtful=doubtful)


@held_time
async def test_of_turns_that_are_due_the_first_of_the_thread_is_shown_first() -> None:
    """Not the one that has been due for longest: that one was only offered first."""
    wall = HeldWall()
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(ended(9), doubtful=False)
    await wall.began.wait()
    line.offer(running(turn_id=2), doubtful=False)
    await asyncio.sleep(0.5)
    line.offer(running(turn_id=1), doubtful=False)
    await asyncio.sleep(60)
    wall.go.set()
    await asyncio.sleep(PATIENCE_S)
    assert wall.what[:3] == [("result", 9), ("progress", 1), ("progress", 2)]
    for turn_id in (1, 2):
        line.offer(ended(turn_id), doubtful=False)
    await line.task


@held_time
async def test_a_turn_that_waits_after_a_failure_holds_up_no_other(wall: Wall) -> None:
    wall.fails = [ConnectionResetError(104, "cut")]
    line = ThreadQueue(wall, asyncio.Semaphore(1))
    line.offer(ended(1), doubtful=False)
    line.offer(ended(2), doubtful=False)
    await line.task
    assert wall.what == [("result", 2), ("result", 1)]
