"""The judges: what they find in sound made for it, and that they find it once."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from musechat.errors import BadInput
from research.evaluation import judges as judges_module
from research.evaluation.judges import SIGNALS, TAGS, Judges, JudgeScores

RATE = 22_050


def write(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples.clip(-1, 1) * 32_000).astype("<i2").tobytes())
    return path


def clicks(bpm: float, seconds: float = 12) -> np.ndarray:
    samples = np.zeros(int(seconds * RATE))
    for beat in range(int(seconds * bpm / 60)):
        at = int(beat * 60 / bpm * RATE)
        samples[at : at + 400] = np.random.default_rng(0).uniform(-0.8, 0.8, 400)[: len(samples) - at]
    return samples


def chord(*semitones: int, octave: float = 1.0, gain: float = 0.2) -> np.ndarray:
    at = np.arange(6 * RATE) / RATE
    return gain * sum(np.sin(2 * np.pi * 220 * octave * 2 ** (s / 12) * at) for s in semitones)


class SilentTeachers:
    """Stands where the taggers' weights are not: unsure of everything."""

    def __init__(self, folder: Path) -> None:
        self.heard = 0

    def label_windows(self, mel: object) -> tuple[np.ndarray, None]:
        self.heard += 1
        return np.zeros((1, 100), np.float16), None


@pytest.fixture
def panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judges:
    (tmp_path / "musicnn_mtt_pons2019.npz").touch()
    monkeypatch.setattr(judges_module, "Teachers", SilentTeachers)
    return Judges(tmp_path, tmp_path / "cache")


@pytest.mark.slow
def test_signals_order_sounds_that_differ_in_one_thing(panel: Judges, tmp_path: Path) -> None:
    sounds = {
        "quiet": chord(0, 4, 7, gain=0.05),
        "loud": chord(0, 4, 7, gain=0.3),
        "minor": chord(0, 3, 7),
        "high": chord(0, 4, 7, octave=8),
        "slow": clicks(70),
        "fast": clicks(140),
    }
    found = panel.judge_files([write(tmp_path / f"{name}.wav", samples) for name, samples in sounds.items()])
    rows = {name: dict(zip(SIGNALS, found.signals[n], strict=True)) for n, name in enumerate(sounds)}
    assert rows["quiet"]["level"] + 10 < rows["loud"]["level"]
    assert rows["minor"]["major"] + 0.1 < rows["loud"]["major"]
    assert rows["loud"]["centroid"] + 2 < rows["high"]["centroid"]
    assert rows["slow"]["pulse"] < rows["fast"]["pulse"]
    assert 2 ** rows["fast"]["tempo"] == pytest.approx(140, rel=0.05)


@pytest.mark.slow
def test_a_file_is_heard_once_whatever_its_name(panel: Judges, tmp_path: Path) -> None:
    first = write(tmp_path / "a.wav", chord(0, 4, 7))
    other = tmp_path / "b.wav"
    other.write_bytes(first.read_bytes())
    shares: list[float] = []
    found = panel.judge_files([first, other], shares.append)
    assert np.array_equal(found.scores[0], found.scores[1])
    assert panel._teachers.heard == 1
    assert shares == [0.5, 1.0]


def test_columns_are_standardised_and_balances_weigh_sides_against_each_other() -> None:
    rng = np.random.default_rng(1)
    evidence = JudgeScores(rng.uniform(0.01, 0.6, (30, len(TAGS))), rng.standard_normal((30, len(SIGNALS))))
    balance = evidence.balance_columns("mtt:no_vocals level", "msd:hip-hop")
    expected = (
        evidence.standardised_columns["mtt:no vocals"] + evidence.standardised_columns["level"]
    ) / 2 - evidence.standardised_columns["msd:hip-hop"]
    assert np.corrcoef(balance, expected)[0, 1] == pytest.approx(1)
    assert balance.std() == pytest.approx(1)
    both = evidence.scores[:, [TAGS.index("mtt:guitar"), TAGS.index("msd:guitar")]]
    assert np.array_equal(evidence.score_tag("guitar"), both.max(1))


def test_without_the_taggers_weights_the_folder_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--data"):
        Judges(tmp_path, tmp_path / "cache")


@pytest.mark.slow
def test_the_taggers_hear_what_the_table_of_the_shared_material_says(shared_data: Path, tmp_path: Path) -> None:
    name = "music/lofi_cue.opus"
    found = Judges(shared_data / "weights", tmp_path).judge_files([shared_data / name])
    with np.load(shared_data / "tables" / "music_auto_tags.npz") as table:
        row = list(table["files"]).index(name)
        known = np.concatenate([table["mtt"][row], table["msd"][row]])
    assert np.abs(found.scores[0] - known).max() < 0.03
