"""Waits before another try: they double, differ, keep to their limit, and give a server what it asks for."""

from __future__ import annotations

from dataclasses import replace

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from bot.watch_state import LOOK_WAIT
from musechat.backoff import GrowingWait
from store.notices import RECONNECT_WAIT


def test_waits_double_up_to_the_longest() -> None:
    wait = GrowingWait(first_s=1.0, longest_s=8.0, spread=0.0)
    assert [wait.after(failures) for failures in range(1, 7)] == [1, 2, 4, 8, 8, 8]
    assert wait.after(5000) == 8


def test_two_who_wait_do_not_come_back_together() -> None:
    wait = GrowingWait(spread=0.25)
    drawn = {wait.after(1) for _ in range(50)}
    assert len(drawn) > 40
    assert all(0.75 <= one <= 1.25 for one in drawn)


def test_a_server_may_ask_for_longer_but_not_for_ever() -> None:
    wait = GrowingWait(first_s=1.0, longest_s=60.0, spread=0.0)
    assert wait.after(1, at_least_s=7.0) == 7
    assert wait.after(4, at_least_s=7.0) == 8
    assert wait.after(1, at_least_s=3600.0) == 60


async def test_tenacity_waits_by_it() -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    tries = 0
    retrying = AsyncRetrying(
        stop=stop_after_attempt(4),
        wait=GrowingWait(spread=0.0),
        retry=retry_if_exception_type(ValueError),
        sleep=sleep,
    )
    async for attempt in retrying:
        with attempt:
            tries += 1
            if tries < 4:
                raise ValueError
    assert waited == [1, 2, 4]


def test_a_lost_database_is_listened_to_again_within_half_a_minute() -> None:
    wait = replace(RECONNECT_WAIT, spread=0.0)
    assert [wait.after(failures) for failures in range(1, 9)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert RECONNECT_WAIT.spread > 0  # every process of an installation loses it at once


def test_a_turn_whose_changes_cannot_be_read_is_looked_at_every_few_seconds() -> None:
    assert [LOOK_WAIT.after(failures) for failures in range(1, 9)] == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5]


def test_waits_are_a_minute_at_most_unless_said_otherwise() -> None:
    plain = GrowingWait()
    assert (plain.first_s, plain.longest_s, plain.spread) == (1.0, 60.0, 0.3)
