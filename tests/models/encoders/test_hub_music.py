"""Music by published towers: every second of a track counts, always in the same way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.encoders.hub.music import HubMusic, cut_windows
from models.encoders.hub.sound import AstSound, ClapSound, SoundTower
from models.encoders.mel import to_rate
from models.profiles import SHIPPED_WEIGHTS
from tests.models.encoders.conftest import Make

TOWERS = {"clap": ClapSound, "ast": AstSound}


@pytest.fixture(scope="module")
def ear() -> EmbeddedAudioEncoder:
    return EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / "ear.safetensors")


@pytest.fixture(params=TOWERS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def tower(made: Make, kind: str) -> SoundTower:
    return TOWERS[kind].load(str(made(kind)))


def tones(seconds: float, rate: int, seed: int = 0) -> np.ndarray:
    rng, time = np.random.default_rng(seed), np.arange(int(seconds * rate)) / rate
    return np.sum([np.sin(2 * np.pi * f * time) for f in rng.uniform(80, 4000, 5)], axis=0).astype(np.float32) / 5


def test_equals_the_reference_on_one_window(made: Make, kind: str, tower: SoundTower) -> None:
    from transformers import ASTFeatureExtractor, ASTModel, ClapFeatureExtractor, ClapModel

    wave = tones(10, tower.rate)
    with torch.inference_mode():
        if kind == "clap":
            given = ClapFeatureExtractor.from_pretrained(made(kind))(wave, sampling_rate=48_000, return_tensors="pt")
            wanted = ClapModel.from_pretrained(made(kind)).eval().get_audio_features(**given).pooler_output.numpy()
        else:
            given = ASTFeatureExtractor.from_pretrained(made(kind))(wave, sampling_rate=16_000, return_tensors="pt")
            wanted = ASTModel.from_pretrained(made(kind)).eval()(**given).pooler_output.numpy()
    assert np.allclose(tower.encode_windows([wave]), wanted, atol=1e-4)


@pytest.mark.slow_but_first
def test_the_whole_track_counts_and_twice_is_the_same(tower: SoundTower, ear: EmbeddedAudioEncoder) -> None:
    music, wave = HubMusic(tower, ear), tones(31, 16_000)
    first = music.encode_track(wave, 16_000)
    assert first.vector.shape == (tower.dim,) and first.vector.dtype == np.float32
    assert np.linalg.norm(first.vector) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(first.vector, music.encode_track(wave, 16_000).vector)
    for start in (0, 12, 24):
        changed = wave.copy()
        changed[start * 16_000 : (start + 7) * 16_000] = tones(7, 16_000, seed=5)
        assert np.abs(music.encode_track(changed, 16_000).vector - first.vector).max() > 1e-3


def test_the_vector_is_the_mean_of_the_windows(tower: SoundTower, ear: EmbeddedAudioEncoder) -> None:
    wave = tones(25, 16_000)
    mean = np.concatenate(
        [tower.encode_windows([w]) for w in cut_windows(to_rate(wave, 16_000, tower.rate), tower.window)]
    ).mean(0)
    assert np.allclose(HubMusic(tower, ear).encode_track(wave, 16_000).vector, mean / np.linalg.norm(mean), atol=1e-5)


def test_tags_come_from_the_shipped_ear(tower: SoundTower, ear: EmbeddedAudioEncoder) -> None:
    wave = tones(6, 22_050)
    assert HubMusic(tower, ear).encode_track(wave, 22_050).tags == ear.encode_track(wave, 22_050).tags


def test_a_track_shorter_than_a_window(tower: SoundTower, ear: EmbeddedAudioEncoder) -> None:
    assert np.isfinite(HubMusic(tower, ear).encode_track(tones(0.5, 44_100), 44_100).vector).all()
    with pytest.raises(ValueError, match="mono wave"):
        HubMusic(tower, ear).encode_track(np.empty(0, np.float32), 44_100)


def test_reduced_precision_says_nearly_the_same(tower: SoundTower, reduce: Callable[[], None]) -> None:
    parts = [tones(10, tower.rate, seed) for seed in range(3)]
    fine = tower.encode_windows(parts)
    reduce()
    coarse = tower.encode_windows(parts)
    assert coarse.dtype == np.float32
    cosines = (coarse * fine).sum(1) / np.linalg.norm(coarse, axis=1) / np.linalg.norm(fine, axis=1)
    assert cosines.min() > 0.999
    assert np.abs(coarse - fine).max() > 0


def test_a_fused_checkpoint_is_deterministic_too(made: Make, ear: EmbeddedAudioEncoder) -> None:
    music, wave = HubMusic(ClapSound.load(str(made("clap", fused=True))), ear), tones(21, 16_000)
    assert np.array_equal(music.encode_track(wave, 16_000).vector, music.encode_track(wave, 16_000).vector)


def test_clap_captions_equal_the_reference(made: Make) -> None:
    from transformers import AutoTokenizer, ClapModel

    texts = ["calm piano music", "heavy metal with distorted guitars", "x"]
    ids = AutoTokenizer.from_pretrained(made("clap"))(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        wanted = (
            ClapModel.from_pretrained(made("clap"))
            .eval()
            .get_text_features(input_ids=ids["input_ids"], attention_mask=ids["attention_mask"])
        )
    assert np.allclose(
        ClapSound.load(str(made("clap"))).encode_captions(texts), wanted.pooler_output.numpy(), atol=1e-5
    )


@pytest.mark.parametrize(("length", "count"), [(5, 1), (10, 1), (11, 2), (20, 2), (21, 3), (100, 10)])
def test_windows_cover_the_wave_evenly(length: int, count: int) -> None:
    wave = np.arange(length, dtype=np.float32)
    parts = cut_windows(wave, 10)
    assert len(parts) == count
    assert all(len(part) == min(10, length) for part in parts)
    assert set(np.concatenate(parts)) == set(wave)
    heard = np.bincount(np.concatenate(parts).astype(int))
    assert heard.max() <= 2
