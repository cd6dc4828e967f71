"""The ear: its front end against the reference, its shape and manners, and what it hears in real music."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.encoders.mel import (
    BANDS,
    FFT,
    RATE,
    WINDOW_FRAMES,
    compute_mel_power,
    cut_windows,
    make_mel_filters,
    to_rate,
)
from models.encoders.sound_traits import NAMES, measure_sound_traits
from models.profiles import SHIPPED_WEIGHTS
from models.weight_files import EAR_FILE
from musechat.errors import MuseChatError


@pytest.fixture(scope="module")
def ear() -> EmbeddedAudioEncoder:
    return EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / EAR_FILE)


def beats(seconds: float, bpm: float, rate: int = RATE, seed: int = 0) -> np.ndarray:
    """Noise bursts on the beat over a quiet hum."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * rate)) / rate
    decay = np.exp(-(time % (60 / bpm)) * 40)
    return (0.4 * decay * rng.normal(size=len(time)) + 0.01 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)


@pytest.mark.slow
def test_the_front_end_is_the_teachers() -> None:
    import librosa

    wave = beats(2.0, 120)
    assert np.allclose(make_mel_filters().numpy(), librosa.filters.mel(sr=RATE, n_fft=FFT, n_mels=BANDS), atol=1e-6)
    wanted = librosa.feature.melspectrogram(
        y=wave, sr=RATE, n_fft=FFT, hop_length=256, n_mels=BANDS, pad_mode="constant"
    )
    assert np.allclose(compute_mel_power(wave).numpy().T, wanted, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("frames", [1, WINDOW_FRAMES - 1, WINDOW_FRAMES, WINDOW_FRAMES + 70, 3 * WINDOW_FRAMES + 10])
def test_windows_cover_the_track(frames: int) -> None:
    mel = torch.arange(frames).float()[:, None].expand(frames, BANDS)
    cut = cut_windows(mel)
    assert cut.shape[1:] == (WINDOW_FRAMES, BANDS)
    seen = {int(v) for v in cut[:, :, 0].flatten()}
    assert len(seen) > frames - WINDOW_FRAMES // 3  # no more than a third of a window is left out


def test_heard_is_a_unit_vector_with_named_tags(ear: EmbeddedAudioEncoder) -> None:
    heard = ear.encode_track(beats(7.0, 120, 44_100), 44_100)
    assert heard.vector.shape == (ear.dim,)
    assert heard.vector.dtype == np.float32
    assert np.linalg.norm(heard.vector) == pytest.approx(1, abs=1e-5)
    assert {"piano", "no vocals", "hip-hop", "female vocalists"} <= set(heard.tags)
    assert all(name == name.lower() and 0 <= score <= 1 for name, score in heard.tags.items())


def test_the_same_sound_is_heard_the_same(ear: EmbeddedAudioEncoder) -> None:
    wave = beats(5.0, 100)
    first, again, other_rate = (
        ear.encode_track(wave, RATE),
        ear.encode_track(wave.copy(), RATE),
        ear.encode_track(to_rate(wave, RATE), RATE),
    )
    assert np.array_equal(first.vector, again.vector)
    assert first.tags == again.tags
    assert np.array_equal(first.vector, other_rate.vector)


@pytest.mark.parametrize(
    "wave", [np.zeros(16_000, np.float32), np.zeros(3, np.float32), np.full(40_000, 1.0, np.float32)]
)
def test_silence_and_scraps_are_no_trouble(ear: EmbeddedAudioEncoder, wave: np.ndarray) -> None:
    heard = ear.encode_track(wave, RATE)
    assert np.isfinite(heard.vector).all()


def test_nonsense_is_refused(ear: EmbeddedAudioEncoder) -> None:
    for wave in (np.zeros(0, np.float32), np.zeros((2, 100), np.float32)):
        with pytest.raises(ValueError, match="mono"):
            ear.encode_track(wave, RATE)


def test_missing_weights_say_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(MuseChatError, match="musechat train encoders"):
        EmbeddedAudioEncoder.load_weights(tmp_path / "ear.safetensors")


def test_sound_traits_follow_the_sound() -> None:
    def measure(wave: np.ndarray) -> dict[str, float]:
        return dict(zip(NAMES, measure_sound_traits(compute_mel_power(wave)).tolist(), strict=True))

    steady, quiet = measure(beats(20.0, 120)), measure(beats(20.0, 120) * 0.1)
    assert steady["level"] - quiet["level"] == pytest.approx(20, abs=0.5)
    assert 2 ** steady["tempo"] == pytest.approx(120, abs=4)
    hum = measure(np.sin(2 * np.pi * 220 * np.arange(20 * RATE) / RATE).astype(np.float32))
    assert steady["pulse"] > hum["pulse"] + 0.2
    assert steady["centroid"] > hum["centroid"]
    assert steady["flatness"] > hum["flatness"]


@pytest.mark.slow
def test_the_shipped_ear_agrees_with_its_teachers_on_real_music_it_never_heard(
    ear: EmbeddedAudioEncoder, shared_data: Path
) -> None:
    from research.training.audio_encoder_run import AudioEncoderConfig
    from research.training.distillation import measure_agreement
    from research.training.material import load_real_pieces
    from research.training.tagger_examples import TaggerExamples

    judge = load_real_pieces(shared_data, AudioEncoderConfig.held_out)
    with np.load(shared_data / "tables" / "music_auto_tags.npz") as taught:
        rows = [list(taught["files"]).index(piece.name) for piece in judge]
        scores = np.concatenate([taught["mtt"], taught["msd"]], 1)[rows].astype(np.float64).clip(1e-6, 1 - 1e-6)
    mel = [cut_windows(torch.log10(1 + 10_000 * compute_mel_power(piece.wave))) for piece in judge]
    piece = np.repeat(np.arange(len(judge)), [len(m) for m in mel]).astype(np.int32)
    logits = np.log(scores / (1 - scores))[piece].astype(np.float32)
    lessons = TaggerExamples(torch.cat(mel).numpy(), logits, np.zeros((len(piece), 400)), piece)  # type: ignore[arg-type]
    found = measure_agreement(ear.net, lessons)
    assert found.tracks == len(judge) >= 30
    # The table's teachers heard the files at their own level, the ear hears all at one: they agree less than the card's.
    assert found.top5 >= 0.70
    assert found.spearman >= 0.64
