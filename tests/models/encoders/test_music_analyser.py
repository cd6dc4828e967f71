"""The shipped music analyser: drum patterns of known tempo, level, windows of long tracks, and what it does not say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.listen.analysis import level_track
from models.encoders.claim_calibration import AnalyserCalibration, LogisticCurve
from models.encoders.instrument_families import FAMILIES, TAG_FAMILIES
from models.encoders.instrument_naming import SOURCE, name_instruments
from models.encoders.music_analyser import MARGIN, WINDOW, MusicAnalyser
from models.profiles import load_music_analyser
from musechat.concepts import INSTRUMENTS
from musechat.errors import MuseChatError
from musechat.hearing import HeardMusic

RATE = 22_050
GROOVES = {
    "rock": ("x...x...x...x...", "....x.......x...", "x.x.x.x.x.x.x.x."),
    "four": ("x...x...x...x...", "....x.......x...", "..x...x...x...x."),
    "break": ("x..x..x...x.....", "....x..x.x..x...", "x.x.x.x.x.x.x.x."),
    "half": ("x.........x.....", "........x.......", "x.x.x.x.x.x.x.x."),
}
TEMPI = (62, 70, 78, 84, 90, 96, 104, 110, 118, 126, 132, 140, 150, 158, 165, 175)


def play_drums(bpm: float, groove: str, seconds: float = 20.0) -> np.ndarray:
    """A kit of sines and noise that plays sixteenths from a pattern, (n,) at RATE."""
    rng = np.random.default_rng(int(bpm))
    out = np.zeros(round((seconds + 1) * RATE), np.float32)
    decay = np.arange(RATE // 2) / RATE
    kick = np.sin(2 * np.pi * (50 + 80 * np.exp(-decay * 40)) * decay) * np.exp(-decay * 14)
    snare = rng.standard_normal(len(decay)) * np.exp(-decay * 22) * 0.5 + 0.4 * np.sin(
        2 * np.pi * 190 * decay
    ) * np.exp(-decay * 25)
    hat = np.diff(rng.standard_normal(len(decay) + 1)) * np.exp(-decay * 70) * 0.2
    for voice, pattern in zip((kick, snare, hat), GROOVES[groove], strict=True):
        for step in range(int(seconds * bpm / 15)):
            if pattern[step % 16] != ".":
                at = round((0.2 + step * 15 / bpm) * RATE)
                part = out[at : at + len(voice)]
                part += voice[: len(part)].astype(np.float32)
    return out[: round(seconds * RATE)]


@pytest.fixture(scope="module")
def analyser() -> MusicAnalyser:
    return load_music_analyser()


def hear(analyser: MusicAnalyser, wave: np.ndarray) -> HeardMusic:
    return analyser.analyse_wave(level_track(wave, RATE).wave, RATE)


@pytest.mark.slow
def test_drum_patterns_from_62_to_175(analyser: MusicAnalyser) -> None:
    names = ("rock", "four", "break", "rock")  # "half" has two true tempi
    right, near = [], []
    for number, bpm in enumerate(TEMPI):
        rhythm = hear(analyser, play_drums(bpm, names[number % 4])).rhythm
        assert rhythm.tempo_bpm is not None
        counted = (rhythm.tempo_bpm, *rhythm.alternatives_bpm)
        right.append(abs(rhythm.tempo_bpm / bpm - 1) <= 0.04)
        near.append(any(abs(tempo / bpm - 1) <= 0.04 for tempo in counted))
    assert sum(right) >= 14, dict(zip(TEMPI, right, strict=True))
    assert all(near)


@pytest.mark.slow
def test_beats_and_bars_of_a_pattern(analyser: MusicAnalyser) -> None:
    rhythm = hear(analyser, play_drums(120, "rock", 30.0)).rhythm
    beats = np.arange(0.2, 29.5, 0.5)
    off = [np.abs(np.array(rhythm.beats_s) - at).min() for at in beats]
    assert np.median(off) < 0.02
    assert set(rhythm.downbeats_s) <= set(rhythm.beats_s)
    assert rhythm.alternatives_bpm
    assert rhythm.confidence > 0.5


@pytest.mark.slow
def test_level_changes_nothing(analyser: MusicAnalyser) -> None:
    wave = play_drums(100, "break")
    loud, soft = hear(analyser, wave), hear(analyser, wave * 0.003)
    assert soft.rhythm.tempo_bpm == pytest.approx(loud.rhythm.tempo_bpm, rel=1e-3)
    assert soft.key == loud.key or soft.key.confidence == pytest.approx(loud.key.confidence, abs=0.02)
    assert [tag.name for tag in soft.instruments] == [tag.name for tag in loud.instruments]


@pytest.mark.slow
def test_long_tracks_are_heard_in_windows_without_seams(analyser: MusicAnalyser) -> None:
    seconds = (2.5 * WINDOW - MARGIN) / 50
    rhythm = hear(analyser, play_drums(128, "four", seconds)).rhythm
    gaps = np.diff(rhythm.beats_s)
    assert rhythm.tempo_bpm == pytest.approx(128, rel=0.01)
    assert np.abs(gaps - 60 / 128).max() < 0.06
    assert rhythm.beats_s[-1] > seconds - 1.5


@pytest.mark.parametrize("seconds", [0.01, 0.3, 2.0])
def test_short_and_silent_sounds(analyser: MusicAnalyser, seconds: float) -> None:
    heard = analyser.analyse_wave(np.zeros(round(seconds * RATE), np.float32), RATE)
    assert heard.rhythm.confidence < 0.5
    assert heard.instruments == ()


def test_refuses_what_is_no_mono_wave(analyser: MusicAnalyser) -> None:
    for wave in (np.zeros((2, 100), np.float32), np.zeros(0, np.float32)):
        with pytest.raises(ValueError, match="mono wave"):
            analyser.analyse_wave(wave, RATE)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(MuseChatError, match="musechat train encoders"):
        MusicAnalyser.load_weights(tmp_path / "none.safetensors")


def test_tags_are_words_of_the_vocabulary() -> None:
    assert set(TAG_FAMILIES) <= set(INSTRUMENTS)
    assert {family for families in TAG_FAMILIES.values() for family in families} <= set(FAMILIES)


def test_a_tag_has_a_probability_only_where_it_was_calibrated() -> None:
    families = np.full((100, len(FAMILIES)), 0.02)
    families[:60, FAMILIES.index("piano")] = 0.9
    families[:, FAMILIES.index("clean guitar")] = 0.8
    calibration = AnalyserCalibration(tags={"piano": LogisticCurve((4.0, 2.0), -2.0)})
    tags = {tag.name: tag for tag in name_instruments(families, calibration)}
    assert set(tags) == {"piano", "guitar", "electric guitar"}
    assert tags["piano"].score == pytest.approx(0.54)
    assert tags["piano"].probability == pytest.approx(1 / (1 + np.exp(-2.2)), abs=1e-3)
    assert tags["guitar"].probability is None
    assert all(tag.source == SOURCE for tag in tags.values())
