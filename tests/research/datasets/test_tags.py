"""Tags of two taggers, drawn as in the paper, and said as people say them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.profiles import SHIPPED_WEIGHTS
from research.datasets.tags import (
    DRAWN,
    LEAST_SCORE,
    MOST_EACH,
    TAGS,
    draw_tags,
    find_said_tags,
    load_families,
    select_heard_tags,
)
from research.training.exact_examples import MTT

SCORES = st.integers(0, 2**32).map(lambda seed: np.random.default_rng(seed).beta(0.5, 4, 100).astype(np.float32))


def test_every_tag_belongs_to_a_family_and_the_order_is_the_ears() -> None:
    assert set(load_families()) == set(TAGS)
    assert EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / "ear.safetensors").tags == list(TAGS)


def test_the_order_is_the_taggers(shared_data: Path) -> None:
    with np.load(shared_data / "tables" / "music_auto_tags.npz") as file:
        assert [str(t).lower() for t in (*file["MTT"], *file["MSD"])] == list(TAGS)


@given(SCORES)
def test_what_is_heard_keeps_the_papers_rule(scores: np.ndarray) -> None:
    found = select_heard_tags(scores)
    assert found
    top = {f"{v}{place}" for v in (0, 50) for place in np.argsort(-scores[v : v + 50], kind="stable")[:MOST_EACH]}
    for tag in found:
        places = [p for p, name in enumerate(TAGS) if name == tag]
        kept = [p for p in places if scores[p] >= LEAST_SCORE and f"{p // 50 * 50}{p % 50}" in top]
        assert kept or scores.max() < LEAST_SCORE
    chosen = [load_families()[tag] for tag in found]
    assert len(set(chosen)) == len(chosen)
    assert not any(a.is_opposite_of(b.axis) for a in chosen for b in chosen)


@given(SCORES, st.integers(0, 99))
def test_five_are_drawn_where_five_are_heard(scores: np.ndarray, seed: int) -> None:
    drawn = draw_tags(scores, np.random.default_rng(seed))
    assert len(drawn) == min(DRAWN, len(select_heard_tags(scores)))
    assert set(drawn) <= set(select_heard_tags(scores))
    assert drawn == draw_tags(scores, np.random.default_rng(seed))


def test_silence_of_the_taggers_still_gives_a_tag() -> None:
    assert draw_tags(np.zeros(100, np.float32), np.random.default_rng(0)) == (MTT[0],)


@pytest.mark.parametrize(
    ("text", "tags", "said"),
    [
        ("a woman singing over hip hop", ("female vocalists", "hip-hop", "piano"), ["female vocalists", "hip-hop"]),
        ("Loud guitars!", ("guitar", "loud"), ["guitar", "loud"]),
        ("a fastener", ("fast",), []),
    ],
)
def test_tags_are_noticed_in_text(text: str, tags: tuple[str, ...], said: list[str]) -> None:
    assert find_said_tags(text, tags) == said
