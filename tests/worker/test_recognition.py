"""Which version of a recording a title names, and which row of an older version a file is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musechat.track import CURVE_POINTS
from store.database import Database
from store.track_library import put_track
from tests.store.made import track, track_traits
from worker.library.analysis_job import AnalysedTrack
from worker.library.recognition import find_same_track, is_same_version

OLD = replace(
    track(1), sound_hash="", traits=track_traits(duration_s=100.0, energy_curve=(0.5,) * CURVE_POINTS), path="/m/a.mp3"
)
NEW = replace(OLD, id="b" * 16, title="Retagged", file_hash="b" * 64, sound_hash="5" * 64)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tide", "Tide", True),
        ("Tide", "Low Tide", True),  # told by the sound, not by the title
        ("Tide", "Tide (Instrumental)", False),
        ("Tide (Instrumental)", "TIDE - INSTRUMENTAL", True),
        ("Tide (Karaoke)", "Tide (Instrumental)", False),
        ("Tide (A Cappella)", "Tide", False),
        ("Tide (Clean)", "Tide (Explicit)", False),
        ("Tide (Censored)", "Tide (Uncensored)", False),
        ("Tide (Vocal)", "Tide (Vocals)", False),
        ("Cleanse", "Cleaning", True),
        ("Tide (Instrumental) instrumental", "Tide (Instrumental)", True),
    ],
)
def test_a_title_tells_versions_with_another_voice_apart(one: str, other: str, same: bool) -> None:
    assert is_same_version(replace(OLD, title=one), replace(OLD, title=other)) is same
    assert is_same_version(replace(OLD, title=other), replace(OLD, title=one)) is same


@pytest.mark.parametrize("explicit", [False, True])
def test_a_rating_tells_versions_apart(explicit: bool) -> None:
    assert is_same_version(replace(OLD, explicit=explicit), replace(OLD, explicit=True)) is explicit


@pytest.mark.parametrize(
    ("changes", "traits", "found"),
    [
        ({}, {}, True),
        ({"path": "/m/b.mp3"}, {}, False),
        ({"guild_id": 7}, {}, False),
        ({}, {"duration_s": 150.0}, False),
        ({}, {"energy_curve": (0.549,) * CURVE_POINTS}, True),
        ({}, {"energy_curve": (0.451,) * CURVE_POINTS}, True),
        ({}, {"energy_curve": (0.551,) * CURVE_POINTS}, False),
        ({}, {"energy_curve": (0.449,) * CURVE_POINTS}, False),
        ({}, {"energy_curve": (0.5,) * (CURVE_POINTS - 1)}, False),
    ],
)
def test_a_retagged_file_is_the_row_of_an_older_version_that_sounds_alike(
    sqlite_database: Database, changes: dict[str, object], traits: dict[str, object], found: bool
) -> None:
    heard = replace(NEW, traits=replace(NEW.traits, **traits), **changes)  # type: ignore[arg-type]
    with sqlite_database.write() as session:
        put_track(session, OLD, "1")
        assert find_same_track(session, AnalysedTrack(heard, b"", b"")) == (OLD if found else None)


def test_the_same_sound_comes_before_the_same_place(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        put_track(session, OLD, "1")
        other = replace(track(2), sound_hash=NEW.sound_hash)
        put_track(session, other, "1")
        assert find_same_track(session, AnalysedTrack(NEW, b"", b"")) == other
