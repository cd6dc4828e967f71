"""A few seconds of a recording are found among others, under speech too; what is not there is not found."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from media.listen.excerpt_search import ExcerptIndex, compute_sure_score, find_sound
from media.listen.fingerprint import make_fingerprint, take_words
from tests.media.watch.sounds import RATE, Floats, make_melody, read_voice

ALL = np.ones(4, np.bool_)


@cache
def piece(seed: int) -> Floats:
    return make_melody(30.0, seed)


@cache
def library() -> ExcerptIndex:
    return ExcerptIndex([take_words(make_fingerprint(piece(seed), RATE).tobytes()) for seed in range(4)])


def under_speech(music: Floats) -> Floats:
    voice = read_voice(len(music) / RATE)
    level = [float(np.sqrt(np.mean(np.square(wave)))) for wave in (music, voice)]
    return (music + voice * np.float32(level[0] / level[1])).astype(np.float32)


@pytest.mark.parametrize("seed", [0, 2])
def test_ten_seconds_are_found_under_speech_with_their_place(seed: int) -> None:
    excerpt = under_speech(piece(seed)[round(12.34 * RATE) : round(22.34 * RATE)])
    found = find_sound(library(), excerpt, RATE, ALL)
    assert found is not None
    assert found.row == seed
    assert found.at_s == pytest.approx(12.34, abs=0.2)


def test_other_music_speech_and_silence_are_not_found() -> None:
    others = [make_melody(10.0, 77), read_voice(10.0), np.zeros(10 * RATE, np.float32), piece(0)[: 3 * RATE]]
    assert [find_sound(library(), wave, RATE, ALL) for wave in others] == [None] * 4
    assert find_sound(ExcerptIndex([]), piece(0), RATE, np.ones(0, np.bool_)) is None


def test_a_track_that_is_not_allowed_is_not_found() -> None:
    assert find_sound(library(), piece(1)[: 10 * RATE], RATE, np.array([True, False, True, True])) is None


def test_music_that_begins_midway_is_from_its_own_beginning() -> None:
    clip = np.concatenate([0.3 * read_voice(12.0), piece(3)[: 12 * RATE]])
    found = find_sound(library(), clip, RATE, ALL)
    assert found is not None
    assert (found.row, found.at_s) == (3, 0.0)


def test_less_sound_has_to_agree_better() -> None:
    assert compute_sure_score(40) > compute_sure_score(78) == pytest.approx(0.22)
