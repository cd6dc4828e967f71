"""What a message shows last is what was changed last, however the edits arrive."""

from __future__ import annotations

import asyncio

from bot.discord.latest_draw import LatestDraws


async def test_an_old_state_never_comes_last_and_those_who_wait_are_drawn_at_once() -> None:
    draws, shown = LatestDraws(), list[int]()
    votes, first_is_drawing, go_on = list[str](), asyncio.Event(), asyncio.Event()

    async def draw() -> None:
        seen = len(votes)
        if not shown and not first_is_drawing.is_set():
            first_is_drawing.set()
            await go_on.wait()
        shown.append(seen)

    def vote() -> asyncio.Task[None]:
        votes.append("A")
        return asyncio.create_task(draws.draw(1, draw))

    first = asyncio.create_task(draws.draw(1, draw))
    await first_is_drawing.wait()
    later = [vote() for _ in range(3)]
    other = asyncio.create_task(draws.draw(2, draw))
    await other
    assert shown == [3]
    go_on.set()
    await asyncio.gather(first, *later)
    assert shown == [3, 0, 3]


async def test_a_draw_that_fails_lets_the_next_one_through() -> None:
    draws, shown = LatestDraws(), list[int]()

    async def fail() -> None:
        raise OSError("lost")

    async def succeed() -> None:
        shown.append(1)

    failed = await asyncio.gather(draws.draw(1, fail), return_exceptions=True)
    await draws.draw(1, succeed)
    assert isinstance(failed[0], OSError)
    assert shown == [1]
