"""A recording is named where the answer means one, and never where it could mean two."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.acoustid.recordings import choose_recording
from tests.media.acoustid.stand_in import make_recording, make_result

HARBOUR = make_recording("Harbour", "The Quays")


def choose(*results: Any, duration_s: float = 213.0) -> tuple[str, str] | None:
    found = choose_recording({"status": "ok", "results": list(results)}, duration_s)
    return None if found is None else (found.title, found.artist)


def test_one_recording_is_named() -> None:
    assert choose(make_result(0.97, HARBOUR)) == ("Harbour", "The Quays")
    assert choose(make_result(0.97, make_recording("Fern", "Ada Bell", "Bo"))) == ("Fern", "Ada Bell, Bo")


@pytest.mark.parametrize("score", [0.0, 0.5, 0.89, 1.01, -1.0, "high", None])
def test_a_sound_that_does_not_surely_agree_is_not(score: Any) -> None:
    assert choose(make_result(score, HARBOUR)) is None


def test_order_says_nothing_and_a_wrong_length_is_another_recording() -> None:
    linked = [
        make_recording("An unrelated song", "Somebody", duration=245.4, sources=1),
        make_recording("Harbour", "The Quays", duration=238.0, sources=2),
        make_recording("Another one", "The Quays", duration=216.0, sources=1),
        make_recording("Harbour (Single Edit)", "The Quays", duration=239.0, sources=1),
        make_recording("Harbour", "The Quays", duration=244.44, sources=30),
    ]
    assert choose(make_result(1.0, *linked), duration_s=244.4) == ("Harbour", "The Quays")


def test_what_is_sent_in_under_two_names_is_not_named() -> None:
    other = make_recording("Quay", "Harbourers", sources=4)
    assert choose(make_result(0.97, HARBOUR, other)) is None
    assert choose(make_result(0.97, HARBOUR), make_result(0.95, other)) is None
    rare = make_recording("Quay", "Harbourers", sources=1)
    assert choose(make_result(0.97, HARBOUR, rare)) == ("Harbour", "The Quays")


def test_versions_of_one_work_are_one() -> None:
    live = make_recording("Harbour (Live at Pier 9)", "The Quays", sources=2)
    remaster = make_recording("Harbour - 2009 Remaster", "The Quays", sources=3)
    assert choose(make_result(0.97, HARBOUR, live, remaster)) == ("Harbour", "The Quays")


@pytest.mark.parametrize(
    "record",
    [
        make_recording("", "The Quays"), make_recording("Harbour"), make_recording("Harbour", "Various Artists"),
        make_recording("Harbour", "The Quays", duration=30.0), {"title": ["Harbour"], "artists": "The Quays"}, {}, None,
    ],
)  # fmt: skip
def test_what_lacks_a_name_or_is_of_another_length_is_not(record: Any) -> None:
    assert choose(make_result(0.97, record)) is None


def test_a_length_that_is_not_known_does_no_harm() -> None:
    assert choose(make_result(0.97, make_recording("Harbour", "The Quays", duration=None))) == ("Harbour", "The Quays")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["results", "score", "recordings", "title", "artists", "name", "joinphrase", "duration"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_nothing_that_is_answered_goes_wrong(results: Any) -> None:
    for answer in ({"results": results}, {"results": [{"score": 0.95, "recordings": results}]}):
        found = choose_recording(answer, 213.0)
        assert found is None or (found.title and found.artist)
        assert found is None or "Cc" not in map(unicodedata.category, found.title + found.artist)
