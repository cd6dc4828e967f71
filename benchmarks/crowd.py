"""Load by many members of a local Discord server who use a command at the same moment."""

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
    """Result of one crowd.

    Attributes:
        ack_seconds: seconds until each interaction was acknowledged, ascending.
        failed: members whose interaction was not acknowledged within three seconds.
        final_cards: number of finished cards in each member's thread, by thread id.
        began, ended: time of the first request and of the last answer, seconds since the epoch.

    """

    ack_seconds: list[float]
    failed: list[str]
    final_cards: dict[int, int]
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """Duration of the whole crowd, seconds."""
        return self.ended - self.began

    def ack(self, share: float) -> float:
        """Quantile of the seconds until acknowledgement."""
        return quantile(self.ack_seconds, share)


async def gather_crowd(server: Any, size: int, clip: Path) -> Crowd:
    """Let ``size`` members of the server's guild use ``/recommend`` at once, and wait until each has an answer."""
    members = [server.member(f"member{n:03}") for n in range(size)]
    began, mark = time.time(), server.mark()
    sent = await asyncio.gather(*(m.slash("recommend", {}, attachments=[clip]) for m in members))
    await asyncio.gather(*(_acknowledged(each) for each in sent))
    await _until(lambda: len(_finished(server, mark)) >= size or any(each.failed for each in sent))
    ended = time.time()
    # Waits for late messages: a second final card would be an error that is worth counting.
    await server.settle(1.0, timeout=PATIENCE_S)
    return _crowd(sent, _finished(server, mark), began, ended)


async def ping_crowd(server: Any, size: int) -> Crowd:
    """Let ``size`` members use ``/ping`` at once."""
    members = [server.member(f"member{n:03}") for n in range(size)]
    began = time.time()
    sent = await asyncio.gather(*(m.slash("ping") for m in members))
    await asyncio.gather(*(_acknowledged(each) for each in sent))
    return _crowd(sent, {}, began, time.time())


def _crowd(sent: list[Any], final_cards: dict[int, int], began: float, ended: float) -> Crowd:
    acks = sorted(each.ack_seconds for each in sent if each.acked)
    return Crowd(acks, [str(each.user) for each in sent if each.failed], final_cards, began, ended)


def quantile(ascending: list[float], share: float) -> float:
    """Return the value that ``share`` of the sorted values do not exceed."""
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))]


def _finished(server: Any, mark: int) -> dict[int, int]:
    """Count the finished cards by thread id."""
    cards = [m for m in server.bot_messages if m.id > mark and m.channel.is_thread and _is_final(m)]
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
