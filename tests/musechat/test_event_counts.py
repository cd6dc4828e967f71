"""Counts of a process: added up, in buckets that add up, taken once, given back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from musechat.event_counts import CountedEvent, count_discord_call, count_event, give_back, take_counts


@pytest.fixture(autouse=True)
def kept_counts() -> Iterator[None]:
    """Leave the process's own counts as they were."""
    before = take_counts()
    yield
    take_counts()
    give_back(before)


def test_events_are_added_up_and_taken_once() -> None:
    count_event(CountedEvent.RETRIES)
    count_event(CountedEvent.RETRIES, 3)
    count_event(CountedEvent.LEASES_LOST)
    assert take_counts() == {"retries": 4, "leases-lost": 1}
    assert take_counts() == {}


def test_what_could_not_be_stored_is_counted_again() -> None:
    count_event(CountedEvent.RETRIES)
    give_back({"retries": 2, "broker-errors": 1})
    assert take_counts() == {"retries": 3, "broker-errors": 1}


@pytest.mark.parametrize(
    ("seconds", "bounds"),
    [
        (0.1, ("0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0")),
        (0.11, ("0.25", "0.5", "1.0", "2.5", "5.0", "10.0")),
        (2.0, ("2.5", "5.0", "10.0")),
        (10.0, ("10.0",)),
        (10.01, ()),
    ],
)
def test_a_call_is_in_each_bucket_that_it_fits(seconds: float, bounds: tuple[str, ...]) -> None:
    count_discord_call(seconds)
    counts = dict(take_counts())
    assert counts.pop("discord-calls") == 1
    assert counts.pop("discord-call-ms") == round(seconds * 1000)
    assert counts == {f"discord-calls-le-{bound}": 1 for bound in bounds}
