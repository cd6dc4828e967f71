"""The whole analysis of one track at many levels, in mono, stereo and as a small file: the same tags and vector."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from media.listen.levelling import measure_wave
from musechat.track import Track
from tests.media.listen.sounds import RATE, song, write
from worker.library.analysis_job import FileTask, ListeningModels, analyse_track_file, load_listening_models

pytestmark = pytest.mark.slow

SONG = song(9, "minor", 112, 20.0)
LEAST_COSINE = 0.99  # of the vectors of one track at another level, or with other channels
LEAST_COSINE_CODED = 0.9  # of its vector after a codec at 48 kbit/s, which takes what lies above 8 kHz and adds noise


@pytest.fixture(scope="module")
def models() -> ListeningModels:
    return load_listening_models("embedded")


def at_level(lufs: float) -> np.ndarray:
    own = measure_wave(SONG, RATE).measure_integrated()
    return (SONG * 10 ** ((lufs - own) / 20)).astype(np.float32)


def analyse(models: ListeningModels, path: Path) -> tuple[Track, np.ndarray]:
    analysed = analyse_track_file(models, FileTask(str(path), hashlib.sha256(path.read_bytes()).hexdigest()))
    return analysed.track, np.frombuffer(analysed.vector, np.float32)


def list_best_tags(track: Track) -> list[str]:
    return [tag.name for tag in track.tags[:5]]


@pytest.mark.parametrize("kind", ["soft", "loud", "twin", "opposed", "coded"])
def test_one_track_is_the_same_however_it_is_stored(models: ListeningModels, tmp_path: Path, kind: str) -> None:
    plain = at_level(-20)
    waves = {
        "soft": at_level(-45),
        "loud": SONG * np.float32(0.98 / np.abs(SONG).max()),  # as loud as it goes without clipping
        "twin": np.stack([plain, plain]),
        "opposed": np.stack([plain, -plain]),
        "coded": plain,
    }
    track, vector = analyse(models, write(tmp_path / "plain.flac", plain))
    name = "other.opus" if kind == "coded" else "other.flac"
    other, other_vector = analyse(models, write(tmp_path / name, waves[kind]))
    assert float(vector @ other_vector) >= (LEAST_COSINE_CODED if kind == "coded" else LEAST_COSINE)
    assert other.traits.energy == pytest.approx(track.traits.energy, abs=0.05 if kind == "coded" else 0.01)
    assert other.traits.tempo_bpm == pytest.approx(track.traits.tempo_bpm, rel=0.01)
    assert other.traits.key == track.traits.key
    if kind != "coded":
        assert list_best_tags(other) == list_best_tags(track)
        scores = {tag.name: tag.score for tag in track.tags}
        assert all(tag.score == pytest.approx(scores.get(tag.name, 0.0), abs=0.03) for tag in other.tags[:5])


def test_the_owner_settles_the_octave(models: ListeningModels, tmp_path: Path) -> None:
    heard, _ = analyse(models, write(tmp_path / "plain.mp3", at_level(-14)))
    assert heard.traits.tempo_bpm is not None
    double = round(2 * heard.traits.tempo_bpm)
    told = write(tmp_path / "told.mp3", at_level(-14), metadata={"TBPM": str(double), "TKEY": "Am"})
    settled, _ = analyse(models, told)
    assert settled.traits.tempo_bpm == pytest.approx(double, rel=0.02)
    assert settled.traits.tempo_alternatives_bpm[0] == pytest.approx(heard.traits.tempo_bpm, rel=0.01)
    assert len(settled.traits.beats_s) > 1.8 * len(heard.traits.beats_s)
    assert (settled.traits.key, settled.traits.mode) == ("A", "minor")
