"""The speech detector computes what its authors' model computes, and is missed quietly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from media.watch import speech_detector
from media.watch.speech_detector import STEP, SpeechDetector, find_weights_file, load_speech_detector
from tests.media.watch.sounds import RATE, make_melody, read_voice

Floats = NDArray[np.float32]


@pytest.fixture
def weights() -> Path:
    path = find_weights_file()
    if path is None:
        pytest.skip("silero-vad is not installed")
    return path


@pytest.fixture
def detector(weights: Path) -> SpeechDetector:
    found = load_speech_detector()
    assert found is not None
    return found


def read_jit_arrays(model: torch.jit.ScriptModule) -> dict[str, Floats]:
    """The 16 kHz weights of the package's TorchScript file, by the names of its safetensors file."""
    given = {name: value.detach().numpy() for name, value in [*model.named_parameters(), *model.named_buffers()]}
    arrays = {"stft_conv.weight": given["_model.stft.forward_basis_buffer"]}
    for part in ("weight", "bias"):
        arrays[f"final_conv.{part}"] = given[f"_model.decoder.decoder.2.{part}"]
        arrays |= {f"conv{n + 1}.{part}": given[f"_model.encoder.{n}.reparam_conv.{part}"] for n in range(4)}
        arrays |= {f"lstm_cell.{part}_{to}": given[f"_model.decoder.rnn.{part}_{to}"] for to in ("ih", "hh")}
    return arrays


def test_it_computes_what_the_authors_own_model_computes(weights: Path) -> None:
    model = torch.jit.load(str(weights.with_name("silero_vad.jit")))
    wave = np.concatenate([read_voice(), make_melody(3.0), read_voice() * 0.1 + make_melody(4.0)])[: 340 * STEP]
    with torch.no_grad():
        theirs = [model(torch.from_numpy(wave[at : at + STEP]), RATE).item() for at in range(0, len(wave), STEP)]
    ours = SpeechDetector(read_jit_arrays(model)).score_speech(wave)
    assert np.abs(ours - np.array(theirs)).max() < 1e-4


def test_it_finds_a_voice_and_no_melody(detector: SpeechDetector) -> None:
    assert np.mean(detector.score_speech(read_voice()) > 0.5) > 0.7
    assert np.mean(detector.score_speech(make_melody(4.0)) > 0.5) < 0.1


@pytest.mark.parametrize(("samples", "steps"), [(0, 0), (1, 1), (STEP, 1), (STEP + 1, 2), (600 * STEP, 600)])
def test_there_is_a_probability_for_every_32_ms(detector: SpeechDetector, samples: int, steps: int) -> None:
    assert detector.score_speech(np.zeros(samples, np.float32)).shape == (steps,)


def test_a_missing_package_and_an_unknown_file_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: Path
) -> None:
    (tmp_path / "other.safetensors").write_bytes(weights.read_bytes() + b" ")
    for path in (None, tmp_path / "other.safetensors", tmp_path / "gone.safetensors"):
        monkeypatch.setattr(speech_detector, "find_weights_file", lambda path=path: path)
        load_speech_detector.cache_clear()
        assert load_speech_detector() is None
    load_speech_detector.cache_clear()
