"""The frame encoder: tokens that follow what is seen, and clips without pictures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.encoders.frames import CLIP_COLUMNS, CLIP_VALUES, SEGMENT_VALUES, SEGMENTS, TraitFrames
from musechat.clip import ClipTraits
from research.training.synthetic_clips import draw_clip

ENCODER = TraitFrames()
LUMA = len(CLIP_VALUES) + list(SEGMENT_VALUES).index("luma")
HUES = len(CLIP_VALUES) + len(SEGMENT_VALUES)


@pytest.fixture
def traits() -> ClipTraits:
    return draw_clip(np.random.default_rng(3), ENCODER).traits


def film(*colours: tuple[int, int, int]) -> np.ndarray:
    return np.stack([np.full((45, 81, 3), colour, np.uint8) for colour in colours])


def test_one_token_for_each_stretch(traits: ClipTraits) -> None:
    tokens = ENCODER.encode_frames(
        film((10, 10, 10), (240, 240, 240)), np.array([0.0, traits.duration_s * 0.9]), traits
    )
    assert tokens.shape == (SEGMENTS, ENCODER.dim)
    assert tokens.dtype == np.float32
    assert tokens[0, LUMA] < 0 < tokens[-1, LUMA]  # dark first, light last


def test_hue_is_seen(traits: ClipTraits) -> None:
    red = ENCODER.encode_frames(film((250, 10, 10)), np.array([0.0]), traits)[0, HUES:]
    blue = ENCODER.encode_frames(film((10, 10, 250)), np.array([0.0]), traits)[0, HUES:]
    assert red.argmax() == 0
    assert blue.argmax() == 5
    assert np.allclose(ENCODER.encode_frames(film((90, 90, 90)), np.array([0.0]), traits)[0, HUES:], 0)


def test_a_clip_without_frames_keeps_its_traits(traits: ClipTraits) -> None:
    tokens = ENCODER.encode_frames(np.empty((0, 8, 8, 3), np.uint8), np.empty(0), traits)
    with_frames = ENCODER.encode_frames(film((90, 90, 90)), np.array([0.0]), traits)
    columns = list(CLIP_COLUMNS.values())
    assert np.isfinite(tokens).all()
    assert np.array_equal(tokens[:, columns], with_frames[:, columns])


@settings(max_examples=25, deadline=None)
@given(count=st.integers(1, 9), height=st.integers(1, 70), width=st.integers(1, 70), seed=st.integers(0, 999))
def test_any_size_gives_finite_tokens_and_the_same_twice(count: int, height: int, width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    traits = draw_clip(rng, ENCODER).traits
    frames = rng.integers(0, 256, (count, height, width, 3)).astype(np.uint8)
    times = np.sort(rng.uniform(0, traits.duration_s, count))
    first, again = (ENCODER.encode_frames(frames, times, traits) for _ in range(2))
    assert np.isfinite(first).all()
    assert np.abs(first).max() <= 3
    assert np.array_equal(first, again)
