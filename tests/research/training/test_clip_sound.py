"""Mixtures for the clip's listener, their truth, and a small training from end to end."""

from __future__ import annotations

import csv
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file

from media.watch.log_mel import BANDS
from media.watch.sound_network import SoundNetwork
from models.weight_files import read_metadata
from musechat.errors import BadInput
from research.training.clip_sound_mixtures import FRAMES, STEPS, UNKNOWN, SoundMaterial, make_example, make_examples
from research.training.clip_sound_run import ClipSoundConfig, load_sounds, train_clip_sound
from research.training.drawn_sounds import KINDS, draw_sound
from tests.media.watch.sounds import make_melody, read_voice

Floats = NDArray[np.float32]
MATERIAL = SoundMaterial([read_voice(5.0)], [make_melody(8.0)], [])


def write_sound(path: Path, wave: Floats) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray((np.clip(wave, -1, 1) * 32767).astype(np.int16)[None], "s16", "mono")
        frame.rate = 16_000
        container.mux(stream.encode(frame) + stream.encode(None))


@pytest.mark.parametrize("kind", KINDS)
def test_every_drawn_sound_is_finite_and_not_silent(kind: str) -> None:
    for seed in range(4):
        wave = KINDS[kind](16_000, np.random.default_rng(seed))
        assert wave.shape == (16_000,)
        assert np.isfinite(wave).all()
        assert np.abs(wave).max() > 0
    assert np.abs(draw_sound(8_000, np.random.default_rng(1))).max() == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_mixtures() -> None:
    first, second, other = (make_examples(MATERIAL, 3, seed, lambda *_: None) for seed in (1, 1, 2))
    assert np.array_equal(first.frames, second.frames)
    assert not np.array_equal(first.frames, other.frames)
    assert first.frames.shape == (3, FRAMES, BANDS)
    assert first.labels.shape == (3, STEPS, 2)


@pytest.mark.slow
def test_labels_say_what_was_mixed() -> None:
    silent = SoundMaterial([np.zeros(99_000, np.float32)], [make_melody(8.0)], [])
    mute = SoundMaterial([read_voice(5.0)], [np.zeros(99_000, np.float32)], [])
    for seed in range(24):
        _, labels = make_example(silent, np.random.default_rng(seed))
        assert not (labels[:, 0] == 1).any()
        _, labels = make_example(mute, np.random.default_rng(seed))
        assert not (labels[:, 1] == 1).any()
    both = np.array([make_example(MATERIAL, np.random.default_rng(seed))[1] for seed in range(24)])
    assert {UNKNOWN, 0, 1} >= set(np.unique(both))
    assert 0.2 < (both[:, :, 0] == 1).mean() < 0.8
    assert 0.2 < (both[:, :, 1] == 1).mean() < 0.8


def make_data(folder: Path, reuse_class: str = "A") -> Path:
    write_sound(folder / "music" / "one.wav", make_melody(8.0))
    with (folder / "LICENSES.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "kind", "reuse_class", "source_repo", "licence"])
        table.writerow(["music/one.wav", "music-recording", reuse_class, "somebody/songs", "CC0-1.0"])
    return folder


@pytest.mark.slow
def test_a_training_run_writes_weights_that_serve(tmp_path: Path) -> None:
    write_sound(tmp_path / "sounds" / "voices" / "slt.wav", read_voice(5.0))
    write_sound(tmp_path / "sounds" / "effects" / "steps.wav", KINDS["steps"](16_000, np.random.default_rng(0)))
    losses: list[float] = []

    def follow(step: str, _: float) -> None:
        if step.startswith("loss"):
            losses.append(float(step.split()[1]))

    config = ClipSoundConfig(examples=64, epochs=6, batch=16)
    out = tmp_path / "clip_sound.safetensors"
    result = train_clip_sound(make_data(tmp_path), tmp_path / "sounds", out, config, follow)
    assert result.loss == pytest.approx(losses[-1], abs=1e-4)
    assert losses[-1] < losses[0]
    about = read_metadata(out)
    assert about["version"] == result.version
    assert "somebody/songs" in about["learnt_from"]
    scores = SoundNetwork(load_file(out)).score_classes(read_voice())
    assert scores.shape == (63, 2)


def test_training_needs_voices(tmp_path: Path) -> None:
    assert load_sounds(tmp_path / "nothing") == {}
    with pytest.raises(BadInput, match="no voices"):
        train_clip_sound(
            make_data(tmp_path), tmp_path, tmp_path / "w.safetensors", ClipSoundConfig(examples=1), lambda *_: None
        )


def test_music_of_class_c_is_not_learnt_from(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no music"):
        train_clip_sound(
            make_data(tmp_path, "C"), tmp_path, tmp_path / "w.safetensors", ClipSoundConfig(), lambda *_: None
        )
