"""What is compared is the music that each mix would have: cut to fit, with its joints, where that may be done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from media.mix import MixJob
from media.mix.compared_music import lay_compared
from media.mix.comparison_job import ComparedTrack, ComparisonJob
from media.mix.fitting import make_fitter
from media.mix.music_bed import lay_bed
from media.preview.excerpt import RATE, Floats, read_excerpt
from musechat.mix_settings import MixSettings
from tests.media.listen.sounds import RATE as SOUND_RATE
from tests.media.listen.sounds import write

BAR_S, BARS, CLIP_S = 2.0, 16, 17.4
FADE = 2 * RATE  # samples at an edge in which a fade may lie


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> ComparedTrack:
    """Bars of three chords in turn, a click on each line and a last low note, whose mix is cut to fit."""
    at = np.arange(round(BARS * BAR_S * SOUND_RATE)) / SOUND_RATE
    chord = np.choose((at // BAR_S).astype(int) % 3, [220.0, 330.0, 495.0])
    wave = 0.2 * np.sin(2 * np.pi * chord * at) + 0.5 * np.exp(-200 * (at % BAR_S)) * np.sin(2 * np.pi * 3000 * at)
    wave[-SOUND_RATE:] = 0.3 * np.sin(2 * np.pi * 55 * at[-SOUND_RATE:])
    folder = tmp_path_factory.mktemp("piece")
    path = write(folder / "piece.flac", wave.astype(np.float32))
    beats, lines = (tuple(step * n for n in range(round(BARS * BAR_S / step))) for step in (BAR_S / 4, BAR_S))
    mix = MixJob(Path("clip.mp4"), path, 2.0, MixSettings(fit_length=True), beats_s=beats, bars_s=lines)
    return ComparedTrack(path, 7.0, untouched=False, out=folder / "0.mp4", mix=mix)


def lay_whole(candidate: ComparedTrack) -> Floats:
    assert candidate.mix is not None
    fit = make_fitter(candidate.mix.settings, candidate.mix)
    bed = lay_bed(candidate.track, 2.0, CLIP_S, candidate.mix.settings, candidate.mix.beats_s, fit)
    assert bed.plan is not None
    assert bed.plan.joints
    return bed.sound


def test_the_stretch_of_a_fitted_mix_is_compared_with_its_joints_and_its_ending(candidate: ComparedTrack) -> None:
    whole = lay_whole(candidate)
    heard = lay_compared(candidate, 5.0, CLIP_S - 5.0, CLIP_S)
    assert heard.shape == (2, round((CLIP_S - 5.0) * RATE))
    assert np.array_equal(heard[:, FADE:], whole[:, 5 * RATE + FADE :])
    plain = read_excerpt(candidate.track, 7.0, 7.0 + CLIP_S - 5.0)
    assert not np.allclose(heard[:, FADE:], plain[:, FADE : heard.shape[1]], atol=1e-3)


def test_a_stretch_before_the_end_fades_out(candidate: ComparedTrack) -> None:
    heard = lay_compared(candidate, 3.0, 8.0, CLIP_S)
    assert np.array_equal(heard[:, FADE:-FADE], lay_whole(candidate)[:, 3 * RATE + FADE : 11 * RATE - FADE])
    assert np.abs(heard[:, -100:]).max() < 1e-3


@pytest.mark.parametrize(
    "change",
    [
        {"untouched": True},
        {"mix": None},
        {"settings": MixSettings(fit_length=True, clip_start_s=6.0)},  # nothing lies under the first second compared
        {"settings": MixSettings(fit_length=True, clip_start_s=CLIP_S)},
    ],
)
def test_else_the_track_is_only_cut_out(candidate: ComparedTrack, change: dict[str, object]) -> None:
    assert candidate.mix is not None
    if "settings" in change:
        change = {"mix": replace(candidate.mix, settings=change["settings"])}  # type: ignore[arg-type]
    changed = replace(candidate, **change)  # type: ignore[arg-type]
    heard = lay_compared(changed, 5.0, 8.0, CLIP_S)
    plain = read_excerpt(candidate.track, 7.0, 15.0)
    assert heard[:, FADE:-FADE] == pytest.approx(plain[:, FADE : 8 * RATE - FADE], abs=1e-4)


def test_a_job_travels_with_the_mixes_of_its_tracks(candidate: ComparedTrack) -> None:
    job = ComparisonJob(Path("/clip.mp4"), 5.0, 8.0, (candidate, replace(candidate, mix=None)), clip_s=CLIP_S)
    again = ComparisonJob.from_json(job.to_json())
    assert again.clip_s == CLIP_S
    assert again.tracks[0].mix is not None
    assert replace(again.tracks[0].mix, clip=Path("clip.mp4")) == candidate.mix
    assert again.tracks[1].mix is None
