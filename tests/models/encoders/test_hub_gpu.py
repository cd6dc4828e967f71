"""On a GPU every encoder says nearly what it says on the CPU."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models.encoders.hub.pictures import ClipPictures, SiglipPictures
from models.encoders.hub.sound import AstSound, ClapSound
from models.encoders.hub.text import HubText
from models.encoders.mel import RATE
from tests.models.encoders.conftest import Make


def pictures(tower: ClipPictures | SiglipPictures) -> list[np.ndarray]:
    seen = np.random.default_rng(0).integers(0, 255, (20, 48, 64, 3)).astype(np.uint8)
    return [tower.encode_pictures(seen), tower.encode_captions(["a cat", "waves on a beach"])]


def sounds(tower: ClapSound | AstSound) -> list[np.ndarray]:
    waves = np.random.default_rng(0).normal(size=(3, 4 * RATE)).astype(np.float32) / 9
    said = [tower.encode_captions(["calm piano", "techno"])] if isinstance(tower, ClapSound) else []
    return [tower.encode_windows(list(waves)), *said]


def words(text: HubText) -> list[np.ndarray]:
    return [text.encode(["calm piano", "techno"]), *text.encode_tokens(["calm piano", "techno"])]


KINDS = {
    "clip": (ClipPictures, pictures),
    "siglip": (SiglipPictures, pictures),
    "clap": (ClapSound, sounds),
    "ast": (AstSound, sounds),
    "qwen": (HubText, words),
    "bert": (HubText, words),
}


@pytest.mark.parametrize("kind", KINDS)
def test_says_nearly_the_same(made: Make, kind: str, gpu: Callable[[], None]) -> None:
    load, ask = KINDS[kind]
    here = ask(load.load(str(made(kind))))
    gpu()
    there = load.load(str(made(kind)))
    assert next(there._model.parameters()).device.type == "cuda"
    for one, other in zip(here, ask(there), strict=True):
        assert other.dtype == np.float32
        cosines = (one * other).sum(1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)
        assert cosines.min() > 0.99
