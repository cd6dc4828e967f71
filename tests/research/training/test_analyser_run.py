"""The music analyser's training, small: it runs, resumes, judges by what it did not learn from, and fills its card."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from models.encoders.analyser_network import AnalyserNetwork
from models.encoders.claim_calibration import AnalyserCalibration
from models.encoders.music_analyser import MusicAnalyser
from research.training.analyser_calibration import fit_curve
from research.training.analyser_run import AnalyserRunConfig, train_music_analyser
from research.training.analyser_scores import is_tempo_right, measure_f, score_key
from research.training.analyser_trainer import AnalyserTrainingConfig, draw_batch, train_analyser
from research.training.model_card import write_card
from research.training.scores.analyser_examples import SHARD, AnalyserExamples, make_examples
from research.training.scores.synthesiser import FONTS, find_fonts
from tests.research.training.scores.test_scores import write_midi

needs_fonts = pytest.mark.skipif(len(find_fonts()) < len(FONTS), reason="fluidsynth's sound fonts are not installed")


@pytest.mark.parametrize(
    ("found", "truth", "score"),
    [(0, 0, 1.0), (7, 0, 0.5), (5, 0, 0.5), (21, 0, 0.3), (12, 0, 0.2), (0, 21, 0.3), (2, 0, 0.0), (19, 12, 0.5)],
)
def test_keys_are_scored_as_by_mirex(found: int, truth: int, score: float) -> None:
    assert score_key(found, truth) == score


def test_beats_and_tempi_are_scored() -> None:
    truth = np.arange(0, 10, 0.5)
    assert measure_f(truth + 0.05, truth) == 1.0
    assert measure_f(truth + 0.1, truth) == 0.0
    assert measure_f(truth[::2], truth) == pytest.approx(2 / 3)
    assert measure_f(np.zeros(0), truth) == 0.0
    assert is_tempo_right(124.0, 120.0, (1.0,))
    assert not is_tempo_right(240.0, 120.0, (1.0,))
    assert is_tempo_right(240.0, 120.0, (1.0, 2.0, 0.5))
    assert not is_tempo_right(None, 120.0, (1.0,))


def test_a_curve_is_fitted_without_negative_weights() -> None:
    rng = np.random.default_rng(0)
    signs = rng.uniform(0, 1, (400, 2))
    right = rng.uniform(0, 1, 400) < signs[:, 0]
    curve = fit_curve([((float(a), float(b)), bool(r)) for (a, b), r in zip(signs, right, strict=True)])
    assert curve.weights[0] > 2
    assert min(curve.weights) >= 0
    assert curve.estimate(0.9, 0.5) > 0.75
    assert curve.estimate(0.1, 0.5) < 0.25


def made_examples(count: int = 6) -> AnalyserExamples:
    rng = np.random.default_rng(1)
    beats = np.full((count, 96), np.nan, np.float32)
    beats[:, :40] = np.arange(40) * 0.5 + 0.2
    return AnalyserExamples(
        mel=rng.uniform(0, 2, (count, 1024, 80)).astype(np.float16),
        pitch=rng.uniform(0, 1, (count, 256, 216)).astype(np.float16),
        beats=beats,
        downbeats=np.where(np.arange(96) < 10, beats[:, ::1], np.nan).astype(np.float32),
        has_beats=np.arange(count) % 2 == 0,
        key=np.arange(count, dtype=np.int8) - 1,
        families=rng.integers(0, 2, (count, 256, 21)).astype(np.uint8),
        project=np.array(["mine"] * count),
    )


@pytest.mark.slow
def test_a_stopped_training_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    config = AnalyserTrainingConfig(steps=3, batch=2)
    whole = train_analyser(made_examples(), config, None, tmp_path / "whole.ckpt", lambda *_: None)
    again = train_analyser(made_examples(), config, None, tmp_path / "whole.ckpt", lambda *_: None)  # nothing is left
    fresh = train_analyser(made_examples(), config, None, tmp_path / "fresh.ckpt", lambda *_: None)
    for name, value in whole.state_dict().items():
        assert torch.equal(value, again.state_dict()[name])
        assert torch.allclose(value, fresh.state_dict()[name], atol=1e-5)


def test_a_batch_is_drawn_by_its_seed() -> None:
    one, same = (draw_batch(made_examples(), 4, np.random.default_rng(5)) for _ in range(2))
    assert torch.equal(one.mel, same.mel)
    assert torch.equal(one.families, same.families)
    assert one.mel.shape[1] == one.beat.shape[1] == 4 * one.families.shape[1]
    assert set(one.beat.unique().tolist()) <= {0.0, 0.5, 1.0}


def test_a_transposed_spectrum_has_a_transposed_key() -> None:
    torch.manual_seed(0)
    net = AnalyserNetwork().eval()
    pitch = torch.zeros(1, 16, 216)
    pitch[:, :, 60:150] = torch.rand(1, 16, 90)
    with torch.inference_mode():
        plain = net.key(pitch).reshape(2, 12)
        octave = net.key(torch.roll(pitch, 36, 2)).reshape(2, 12)
        higher = net.key(torch.roll(pitch, 6, 2)).reshape(2, 12)
    # Two semitones up, the same scores belong to tonics two higher, but for notes that cross into another octave.
    assert torch.allclose(torch.roll(plain, 2, 1), higher, atol=0.3 * float((plain.max() - plain.min()).clamp_min(0.1)))
    assert octave.shape == plain.shape


@needs_fonts
@pytest.mark.slow
def test_the_whole_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("research.training.scores.analyser_examples.SHARD", 8)
    midi = tmp_path / "midi"
    midi.mkdir()
    write_midi(midi / "freedoom_scale.mid", (4, 4))
    write_midi(midi / "openmsx_scale.mid", (4, 4))
    config = AnalyserRunConfig(
        examples=16, base_steps=2, project_steps=1, judged=3, fonts=("timgm",), judge_font="timgm",
        training=replace(AnalyserTrainingConfig(), batch=2),
    )  # fmt: skip
    told: list[str] = []
    result = train_music_analyser(midi, tmp_path / "out", tmp_path / "cache", config, lambda what, _: told.append(what))
    assert set(result.scores) == {"demo", "grooves", "freedoom", "openmsx"}
    assert {path.stem for path in (tmp_path / "cache").glob("*.ckpt")} == {
        "base", "final", "without-freedoom", "without-openmsx",
    }  # fmt: skip
    analyser = MusicAnalyser.load_weights(result.path)
    assert analyser.version == result.version
    assert analyser.calibration != AnalyserCalibration()
    card = write_card(tmp_path / "out").read_text()
    assert "freedoom (BSD-3-Clause): 1" in card
    assert "| openmsx | 2 |" in card


@needs_fonts
@pytest.mark.slow
def test_examples_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("research.training.scores.analyser_examples.SHARD", 4)
    one = make_examples([], ("timgm",), 4, 3, tmp_path, lambda *_: None)
    same = make_examples([], ("timgm",), 4, 3, tmp_path, lambda *_: None)
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert np.array_equal(one.mel, same.mel)
    assert SHARD >= 4
    assert one.mel.max() > 0.5
    assert set(one.project) <= {"demo", "grooves"}
