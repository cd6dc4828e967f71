"""What judges the music analyser: unaltered excerpts, played with a sound font that it never learnt from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from research.training.scores.analyser_examples import (
    SECONDS,
    AnalyserExamples,
    describe_excerpt,
    load_examples,
    play_mono,
    save_shard,
)
from research.training.scores.composed_scores import draw_composed_score
from research.training.scores.drawn_grooves import draw_groove
from research.training.scores.note_keys import estimate_key
from research.training.scores.score_events import TimedScore
from research.training.scores.synthesiser import Synthesiser, find_fonts

SEED = 777  # apart from every training seed's draws
PER_SCORE = 2


def make_judge_examples(scores: Sequence[TimedScore], font: str, own: int, path: Path) -> AnalyserExamples:
    """Render the judging set, or read it from ``path``.

    Args:
        scores: MIDI scores; :data:`PER_SCORE` excerpts of each, at their own tempo, key and instruments.
        font: the sound font kept for judging.
        own: number of composed pieces, and of drawn grooves.
        path: where the set is kept.

    """
    if not path.is_file():
        player = Synthesiser(find_fonts()[font])
        rows = [describe_excerpt(e, play_mono(player, e), 0.0) for e in _iter_excerpts(scores, own)]
        path.parent.mkdir(parents=True, exist_ok=True)
        save_shard(path, rows)
    return load_examples([path])


def _iter_excerpts(scores: Sequence[TimedScore], own: int) -> Iterator[TimedScore]:
    rng = np.random.default_rng(SEED)
    for score in scores:
        for _ in range(PER_SCORE):
            start = float(rng.uniform(0.1, 0.6)) * max(0.0, score.duration_s - SECONDS)
            excerpt = score.cut_excerpt(start, SECONDS)
            yield replace(excerpt, key=estimate_key(excerpt))
    for _ in range(own):
        piece = draw_composed_score(rng)
        yield piece.cut_excerpt(float(rng.uniform(0, max(0.0, piece.duration_s - SECONDS))), SECONDS)
    for _ in range(own):
        yield draw_groove(rng).cut_excerpt(1.0, SECONDS)
