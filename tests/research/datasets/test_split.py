"""The split can be repeated, and keeps apart what it should."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from research.datasets.split import measure_artist_overlap, split_by_artist, split_by_video
from research.datasets.training_tuple import Split
from tests.research.datasets.made import TARGET, some_quartet


def test_sizes_are_those_of_the_documented_split() -> None:
    parts = list(split_by_video(f"id{n}" for n in range(84_082)).values())
    assert [parts.count(part) for part in Split] == [75_673, 4_204, 4_205]


def test_the_same_ids_give_the_same_split() -> None:
    ids = [f"id{n}" for n in range(200)]
    assert split_by_video(ids) == split_by_video(reversed(ids * 2))
    # Written down once: a change of Python or of ours that moved an item would show.
    assert sorted(v for v, part in split_by_video(ids[:40]).items() if part is Split.TEST) == ["id1", "id15"]


@given(st.dictionaries(st.text(max_size=6), st.sampled_from(["", "a", "b", "c", "d", "e f"]), max_size=60))
def test_no_artist_is_in_two_parts(artist_of: dict[str, str]) -> None:
    split = split_by_artist(artist_of)
    assert split.keys() == artist_of.keys()
    for artist in set(artist_of.values()) - {""}:
        assert len({split[v] for v in artist_of if artist_of[v] == artist}) == 1


def test_overlap_counts_test_items_with_a_known_artist_of_training() -> None:
    artists = {"a": "Mira feat. Jo", "b": "Mira", "c": "Kai", "d": ""}
    quartets = [some_quartet(v, target=replace(TARGET, artist=artist)) for v, artist in artists.items()]
    split = {"a": Split.TRAIN, "b": Split.TEST, "c": Split.TEST, "d": Split.TEST}
    assert measure_artist_overlap(quartets, split) == 0.5
