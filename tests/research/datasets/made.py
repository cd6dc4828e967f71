"""Facts, music and quartets for tests."""

from __future__ import annotations

import random

import numpy as np

from research.datasets.tags import TAGS, draw_tags
from research.datasets.training_tuple import Dialogue, Music, Quartet
from research.datasets.tuple_facts import COMPARED, DialogueFacts, gather_facts

TURNS = (
    "What could I put under this video of mine?",
    "How about 'Slow Fern' by Ada Bell? It is quiet jazz with piano that suits the pictures you have shown me.",
    "That is nice, but I would rather hear fast techno with drums, a good deal livelier than this one.",
    "Then take 'Night Train to Oslo' by Mira Kay from the album 'Rails'. It is fast techno with drums, and it is "
    "livelier than what I offered before, so it should go well with the movement in your video.",
)
TARGET = Music("t", "Night Train to Oslo", "Mira Kay", "Rails", tags=("techno", "fast", "drums"))
CANDIDATE = Music("c", "Slow Fern", "Ada Bell", tags=("jazz", "piano", "quiet"))


def some_facts() -> DialogueFacts:
    return DialogueFacts("v", TARGET, CANDIDATE, ("techno", "fast", "drums"), ("piano",), ("energy+",))


def some_quartet(video_id: str = "v", *, target: Music = TARGET, wish: str = TURNS[2]) -> Quartet:
    turns = (TURNS[0], TURNS[1], wish, TURNS[3])
    return Quartet(video_id, target, CANDIDATE, Dialogue(turns, target), "grammar/1")


def random_facts(
    seed: int, names: tuple[str, str, str] = ("Night Train to Oslo", "Mira Kay", "Rails")
) -> DialogueFacts:
    """Facts as two taggers could bring them about."""
    rng = np.random.default_rng(seed)
    scores = rng.beta(0.5, 4, (2, len(TAGS))).astype(np.float32)
    aspects = [dict(zip(COMPARED, row.tolist(), strict=True)) for row in rng.uniform(-1, 1, (2, len(COMPARED)))]
    target = Music("t", *names, tags=draw_tags(scores[0], rng))
    candidate = Music("c", "Slow Fern", "Ada Bell", tags=draw_tags(scores[1], rng))
    return gather_facts(f"v{seed}", target, candidate, (scores[0], scores[1]), (aspects[0], aspects[1]))


def rng(seed: int = 0) -> random.Random:
    return random.Random(seed)
