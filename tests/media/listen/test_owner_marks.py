"""The owner's stars and ReplayGain, in the ways programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.listen.file_tags import read_file_tags
from media.listen.owner_marks import parse_gain, parse_rating
from tests.media.listen.sounds import tone, write
from tests.media.listen.tagging import described, id3, text, without_id3


@pytest.mark.parametrize(
    ("name", "said", "rating"),
    [
        *(("popm", byte, stars) for byte, stars in [("1", 0.2), ("64", 0.4), ("128", 0.6), ("196", 0.8), ("255", 1.0)]),
        ("popm", "0", None),
        ("popm", "256", None),
        ("fmps_rating", "0.9", 0.9),
        ("fmps_rating", "-1", None),
        ("wm/shareduserrating", "75", 0.8),
        ("wm/shareduserrating", "76", None),
        ("rating", "4", 0.8),
        ("rating", "1", 0.2),
        ("rating", "0,75", 0.75),
        ("rating", "80", 0.8),
        ("rating", "100", 1.0),
        ("rating", "10", None),  # of ten, or half a star of a hundred
        ("rating", "0", None),
        ("rating", "★★★☆☆", 0.6),
        ("rating", "Teen", None),
        ("rating:ada@example.org", "0.5", 0.5),
    ],
)
def test_a_rating_is_read_where_it_is_certain(name: str, said: str, rating: float | None) -> None:
    assert parse_rating({name: [said]}) == (rating if rating is None else pytest.approx(rating))


@pytest.mark.parametrize(
    ("name", "said", "gain"),
    [
        ("replaygain_track_gain", "-7.25 dB", -7.25),
        ("replaygain_track_gain", "+3,5", 3.5),
        ("replaygain_track_gain", "-99 dB", None),
        ("replaygain_track_gain", "loud", None),
        ("r128_track_gain", "-512", 3.0),
        ("r128_track_gain", "-2.5", None),
    ],
)
def test_a_gain_is_read_where_it_is_plausible(name: str, said: str, gain: float | None) -> None:
    assert parse_gain({name: [said]}) == gain


def test_id3_has_both(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", tone(330, 2.0))
    frames = [
        text("TIT2", "Fern"),
        ("POPM", b"ada@example.org\0\xc4\0\0\0\x07"),
        described("TXXX", "REPLAYGAIN_TRACK_GAIN", "-6.10 dB"),
    ]
    path.write_bytes(id3(frames) + without_id3(path.read_bytes()))
    tags = read_file_tags(path)
    assert (tags.title, tags.rating, tags.gain_db) == ("Fern", pytest.approx(0.8), -6.1)
    path.write_bytes(id3([text("TIT2", "Fern"), ("POPM", b"cut off")]) + without_id3(path.read_bytes()))
    assert read_file_tags(path).rating is None


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".opus"])
def test_stars_in_vorbis_comments_are_no_mark_of_explicit_words(tmp_path: Path, suffix: str) -> None:
    said = {"RATING": "4", "REPLAYGAIN_TRACK_GAIN": "-6.10 dB"}
    tags = read_file_tags(write(tmp_path / f"a{suffix}", tone(330, 2.0), metadata=said))
    assert (tags.rating, tags.gain_db, tags.explicit) == (pytest.approx(0.8), -6.1, False)


def test_an_untouched_file_has_neither(tmp_path: Path) -> None:
    tags = read_file_tags(write(tmp_path / "a.m4a", tone(330, 2.0)))
    assert (tags.rating, tags.gain_db) == (None, None)
