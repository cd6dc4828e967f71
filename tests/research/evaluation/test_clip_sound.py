"""The judge of speech and music in clips: what it mixes, and what it counts."""

from __future__ import annotations

import numpy as np
import pytest

from research.evaluation.clip_sound import (
    LEVELS_DB,
    classify_wave,
    is_sung_alone,
    judge_clip_sound,
    measure_loudness,
    mix_at_level,
    set_loudness,
)
from research.training.drawn_sounds import draw_noise
from research.training.material import TrainingPiece
from tests.media.watch.sounds import make_melody, read_voice


def test_levels_are_differences_of_loudness() -> None:
    voice, music = read_voice(4.0), make_melody(4.0)
    mixed = mix_at_level(voice, music, -6.0)
    left = mixed - set_loudness(voice, -23.0)
    assert measure_loudness(np.asarray(left, np.float32)) == pytest.approx(-17.0, abs=0.1)
    silent = np.zeros(16_000, np.float32)
    assert measure_loudness(silent) is None
    assert classify_wave(silent).speech == 0.0
    assert np.array_equal(set_loudness(silent, -10.0), silent)


@pytest.mark.slow
def test_every_kind_of_sound_is_judged_for_both_classes() -> None:
    pieces = [
        TrainingPiece(f"music/{name}.opus", "p", "CC0-1.0", make_melody(6.0, seed))
        for seed, name in enumerate(("song", "vocadito_1"))
    ]
    effects = {"rain": draw_noise(16_000, np.random.default_rng(0)).astype(np.float32)}
    rows = judge_clip_sound({"slt": read_voice()}, effects, pieces, lambda *_: None)
    by = {(row.what, row.of, row.level_db): row for row in rows}
    assert len(by) == 2 * (4 + len(LEVELS_DB))
    assert by["speech", "voices alone", None].claimed == 1.0
    assert by["music", "music alone", None].claimed == 1.0
    assert by["speech", "music alone", None].claimed == by["music", "effects alone", None].claimed == 0.0
    assert [is_sung_alone(piece) for piece in pieces] == [False, True]
