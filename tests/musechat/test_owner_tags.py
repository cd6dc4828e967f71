"""What an owner wrote settles what the ear leaves open, and nothing else."""

from __future__ import annotations

import pytest

from musechat.hearing import HeardKey, HeardMusic, HeardRhythm
from musechat.owner_tags import AGREED, OWNED, parse_key, settle_by_owner, settle_key, settle_tempo

BEATS = tuple(i * 60 / 82.5 for i in range(16))
RHYTHM = HeardRhythm(82.5, 0.6, (165.0, 41.25), BEATS, BEATS[1::4])


def test_double_as_written() -> None:
    settled = settle_tempo(RHYTHM, 165.0)
    assert settled.tempo_bpm == 165.0
    assert settled.confidence == AGREED
    assert settled.alternatives_bpm == (82.5, 41.25)
    assert len(settled.beats_s) == 31
    assert set(BEATS) <= set(settled.beats_s)
    assert settled.downbeats_s == RHYTHM.downbeats_s


def test_half_as_written_keeps_the_bar_lines() -> None:
    settled = settle_tempo(RHYTHM, 41.0)
    assert settled.tempo_bpm == 41.25
    assert settled.beats_s == BEATS[1::2]
    assert settled.downbeats_s == RHYTHM.downbeats_s


@pytest.mark.parametrize("bpm", [110.0, 124.0, 20.0, 330.0])
def test_another_tempo_is_ignored(bpm: float) -> None:
    assert settle_tempo(RHYTHM, bpm) == RHYTHM


def test_agreement_makes_sure() -> None:
    assert settle_tempo(RHYTHM, 83).confidence == AGREED
    assert settle_tempo(RHYTHM, 83).beats_s == BEATS


def test_nothing_beats() -> None:
    assert settle_tempo(HeardRhythm(None, 0.02), 120).tempo_bpm is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Am", ("A", "minor")), ("F#m", ("F#", "minor")), ("Bb", ("A#", "major")), ("E♭ minor", ("D#", "minor")),
        ("C major", ("C", "major")), ("8A", ("A", "minor")), ("8B", ("C", "major")), ("12B", ("E", "major")),
        ("1A", ("G#", "minor")), ("h", ("B", "major")), ("o", None), ("", None), ("13A", None), ("fast", None),
    ],
)  # fmt: skip
def test_keys_as_written(text: str, key: tuple[str, str] | None) -> None:
    assert parse_key(text) == key


def test_a_relative_key_is_settled_and_a_far_one_ignored() -> None:
    heard = HeardKey("C", "major", 0.8)
    assert settle_key(heard, "Am") == HeardKey("A", "minor", OWNED)
    assert settle_key(heard, "F#") == heard
    assert settle_key(HeardKey(None, None, 0.1), "F#").tonic == "F#"
    assert settle_key(heard, "") == heard


def test_both_at_once() -> None:
    heard = HeardMusic(RHYTHM, HeardKey("C", "major", 0.8))
    settled = settle_by_owner(heard, 165.0, "C")
    assert settled.rhythm.tempo_bpm == 165.0
    assert settled.key.confidence == AGREED
    assert settle_by_owner(heard, None, "") == heard
