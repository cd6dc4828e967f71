"""Frames by picture towers: the reference's answers, and every eighth of a clip with its own pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from models.encoders.frames import DIM, TraitFrames
from models.encoders.hub.frames import PictureFrames, split_into_segments
from models.encoders.hub.pictures import ClipPictures, PictureTower, SiglipPictures
from musechat.clip import ClipTraits
from research.training.synthetic_clips import draw_clip
from tests.models.encoders.conftest import Make

TOWERS = {"clip": ClipPictures, "siglip": SiglipPictures}


@pytest.fixture(params=TOWERS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def tower(made: Make, kind: str) -> PictureTower:
    return TOWERS[kind].load(str(made(kind)))


@pytest.fixture
def traits() -> ClipTraits:
    return replace(draw_clip(np.random.default_rng(0), TraitFrames()).traits, duration_s=16.0)


def frames(count: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    colours = rng.integers(0, 255, (count, 1, 1, 3)) * np.ones((1, 48, 64, 1))
    return (colours * 0.7 + rng.integers(0, 70, (count, 48, 64, 3))).astype(np.uint8)


def test_pictures_equal_the_reference(made: Make, kind: str, tower: PictureTower) -> None:
    from PIL import Image
    from transformers import CLIPImageProcessorPil, CLIPModel, SiglipImageProcessorPil, SiglipModel

    model_kind, processor_kind = {
        "clip": (CLIPModel, CLIPImageProcessorPil),
        "siglip": (SiglipModel, SiglipImageProcessorPil),
    }[kind]
    reference = model_kind.from_pretrained(made(kind)).eval()
    seen = frames(3)
    pixels = processor_kind.from_pretrained(made(kind))([Image.fromarray(f) for f in seen], return_tensors="pt")
    with torch.inference_mode():
        wanted = F.normalize(reference.get_image_features(**pixels).pooler_output, dim=1).numpy()
    assert np.allclose(tower.encode_pictures(seen), wanted, atol=1e-5)


def test_captions_equal_the_reference(made: Make, kind: str, tower: PictureTower) -> None:
    from transformers import AutoModel, AutoTokenizer

    tokenizer, reference = AutoTokenizer.from_pretrained(made(kind)), AutoModel.from_pretrained(made(kind)).eval()
    texts = ["waves on a beach", "a cat"]
    full = {"padding": "max_length", "max_length": 64} if kind == "siglip" else {"padding": True}
    ids = tokenizer(texts, return_tensors="pt", padding_side="right", **full)
    with torch.inference_mode():
        mask = None if kind == "siglip" else ids["attention_mask"]
        wanted = F.normalize(reference.get_text_features(ids["input_ids"], mask).pooler_output, dim=1).numpy()
    assert np.allclose(tower.encode_captions(texts), wanted, atol=1e-5)
    assert np.allclose(tower.encode_captions(["A Cat"]), wanted[1:], atol=1e-5)


def test_a_picture_means_the_same_alone_and_in_batches(tower: PictureTower) -> None:
    seen = frames(20)
    together = tower.encode_pictures(seen)
    assert np.allclose(together, np.concatenate([tower.encode_pictures(seen[n : n + 1]) for n in range(20)]), atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert tower.encode_pictures(seen[:0]).shape == (0, tower.dim)


def test_reduced_precision_says_nearly_the_same(
    made: Make, kind: str, tower: PictureTower, reduce: Callable[[], None]
) -> None:
    fine = tower.encode_pictures(frames(8))
    reduce()
    coarse = TOWERS[kind].load(str(made(kind)))
    assert coarse._model.dtype is torch.bfloat16
    found = coarse.encode_pictures(frames(8))
    assert found.dtype == np.float32
    assert (found * fine).sum(1).min() > 0.999
    assert np.abs(found - fine).max() > 0


def test_each_eighth_has_its_own_pictures(tower: PictureTower, traits: ClipTraits) -> None:
    encoder, seen, times = PictureFrames(tower), frames(16), np.arange(16) + 0.5
    rows = encoder.encode_frames(seen, times, traits)
    assert rows.shape == (8, encoder.dim) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.array_equal(rows, encoder.encode_frames(seen, times, traits))
    changed = seen.copy()
    changed[15] = frames(1, seed=9)
    apart = np.abs(encoder.encode_frames(changed, times, traits) - rows).max(axis=1)
    assert apart[7] > 1e-3
    assert apart[:7].max() < 1e-5


def test_an_empty_eighth_takes_the_nearest_frame(tower: PictureTower, traits: ClipTraits) -> None:
    seen = frames(2)
    rows = PictureFrames(tower).encode_frames(seen, np.array([1.0, 15.0]), traits)
    single = tower.encode_pictures(seen)
    assert np.allclose(rows, single[[0, 0, 0, 0, 1, 1, 1, 1]], atol=1e-5)
    assert [len(inside) for inside in split_into_segments(np.arange(20.0), 16.0)] == [
        2
    ] * 8  # frames past the end are nobody's


def test_a_clip_without_pictures(tower: PictureTower, traits: ClipTraits) -> None:
    nothing, never = np.empty((0, 224, 224, 3), np.uint8), np.empty(0)
    assert not PictureFrames(tower).encode_frames(nothing, never, traits).any()
    joined = PictureFrames(tower, TraitFrames()).encode_frames(nothing, never, traits)
    assert not joined[:, : tower.dim].any()
    assert np.array_equal(joined[:, tower.dim :], TraitFrames().encode_frames(nothing, never, traits))


def test_traits_stand_beside_the_pictures(tower: PictureTower, traits: ClipTraits) -> None:
    seen, times = frames(16), np.arange(16) + 0.5
    encoder = PictureFrames(tower, TraitFrames())
    rows = encoder.encode_frames(seen, times, traits)
    assert rows.shape == (8, tower.dim + DIM) == (8, encoder.dim)
    assert np.array_equal(rows[:, tower.dim :], TraitFrames().encode_frames(seen, times, traits))
    assert encoder.version != PictureFrames(tower).version
