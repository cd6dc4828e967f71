"""Many members who ask for music at the same moment, each in a thread of their own."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """What became of it.

    Attributes:
        ack_seconds: until each interaction was acknowledged, ascending.
        failed: of those that were not, within three seconds.
        final_cards: how many finished cards each member's thread shows, by thread id.
        began, ended: when the first asked and when the last had an answer, in seconds since the epoch.

    """

    ack_seconds: list[float]
    failed: list[str]
    final_cards: dict[int, int]
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """How long all of it took."""
        return self.ended - self.began

    def ack(self, share: float) -> float:
        """A quantile of the acknowledgements."""
        return quantile(self.ack_seconds, share)


async def gather_crowd(world: Any, size: int, clip: Path) -> Crowd:
    """Let ``size`` members of the world's guild use ``/recommend`` at once, and wait until each has an answer."""
    members = [world.member(f"member{n:03}") for n in range(size)]
    began, mark = time.time(), world.mark()
    sent = await asyncio.gather(*(m.slash("recommend", {}, attachments=[clip]) for m in members))
    await asyncio.gather(*(_acknowledged(each) for each in sent))
    await _until(lambda: len(_finished(world, mark)) >= size or any(each.failed for each in sent))
    ended = time.time()
    await world.settle(1.0, timeout=PATIENCE_S)
    return _crowd(sent, _finished(world, mark), began, ended)


async def ping_crowd(world: Any, size: int) -> Crowd:
    """Let ``size`` members use ``/ping`` at once."""
    members = [world.member(f"member{n:03}") for n in range(size)]
    began = time.time()
    sent = await asyncio.gather(*(m.slash("ping") for m in members))
    await asyncio.gather(*(_acknowledged(each) for each in sent))
    return _crowd(sent, {}, began, time.time())


def _crowd(sent: list[Any], final_cards: dict[int, int], began: float, ended: float) -> Crowd:
    acks = sorted(each.ack_seconds for each in sent if each.acked)
    return Crowd(acks, [str(each.user) for each in sent if each.failed], final_cards, began, ended)


def quantile(ascending: list[float], share: float) -> float:
    """The value that ``share`` of them do not exceed."""
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))]


def _finished(world: Any, mark: int) -> dict[int, int]:
    """Finished cards by the thread they stand in."""
    cards = [m for m in world.bot_messages if m.id > mark and m.channel.is_thread and _is_final(m)]
    return dict(Counter(m.channel.id for m in cards))


def _is_final(message: Any) -> bool:
    """Whether a card shows a turn's end: a pick, a report that nothing fits, or a failure."""
    verbs = {
        part.get("custom_id", "").split(":")[1:2][0] for part in message.buttons if ":" in part.get("custom_id", "")
    }
    return bool(verbs & {"love", "relax", "retry"}) or (not verbs and "Cancelled" in message.text)


async def _acknowledged(interaction: Any) -> None:
    await interaction.wait(lambda i: i.acked or i.failed, PATIENCE_S)


async def _until(condition: Any) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not all were answered within {PATIENCE_S:g} s")
        await asyncio.sleep(0.05)
