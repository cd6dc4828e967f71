"""Training examples of the music analyser: rendered excerpts as spectra with exact truth, cached on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import resample_poly

from media.listen.levelling import level_wave
from models.encoders.analyser_spectra import (
    BANDS,
    HOP,
    PITCH_BINS,
    PITCH_HOP,
    RATE,
    compute_pitch_spectrum,
    compute_rhythm_mel,
)
from research.training.scores.alterations import draw_excerpt
from research.training.scores.composed_scores import draw_composed_score
from research.training.scores.drawn_grooves import draw_groove
from research.training.scores.frame_truth import mark_families
from research.training.scores.midi_scores import read_midi_score
from research.training.scores.note_keys import estimate_key
from research.training.scores.recording_effects import apply_drawn_effects
from research.training.scores.score_events import Doubles, TimedScore
from research.training.scores.synthesiser import Synthesiser, find_fonts
from research.training.tagger_examples import Progress

FRAMES = 1024  # of an example, 20.48 s at 50 per second
PITCH_FRAMES = FRAMES * HOP // PITCH_HOP
SECONDS = FRAMES * HOP / RATE
MOST_BEATS = 96
SHARD = 50
SYNTH_RATE_SHARE = 2  # the synthesiser's rate over ours
UNKNOWN_KEY = -1
LEVEL_SPREAD_DB = 3.5  # an excerpt may be a soft or a loud part of its track
PLAIN_SHARE = 0.2  # of examples without effects
KINDS = ("composed", "groove", "midi")
KIND_SHARES = (0.42, 0.24, 0.34)


@dataclass(frozen=True)
class AnalyserExamples:
    """N examples. Beat times are seconds, padded with NaN."""

    mel: NDArray[np.float16]  # (N, FRAMES, BANDS)
    pitch: NDArray[np.float16]  # (N, PITCH_FRAMES, PITCH_BINS)
    beats: NDArray[np.float32]  # (N, MOST_BEATS)
    downbeats: NDArray[np.float32]  # (N, MOST_BEATS)
    has_beats: NDArray[np.bool_]  # (N,)
    key: NDArray[np.int8]  # (N,) 0..23, UNKNOWN_KEY
    families: NDArray[np.uint8]  # (N, PITCH_FRAMES, families), see frame_truth
    project: NDArray[np.str_]  # (N,)

    def __len__(self) -> int:
        return len(self.mel)

    def select_rows(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> AnalyserExamples:
        """Some of the examples."""
        return AnalyserExamples(*(getattr(self, f.name)[rows] for f in fields(self)))


def load_scores(folder: Path) -> list[TimedScore]:
    """Read all MIDI files of a folder; a file's project is its name up to the first underscore."""
    return [read_midi_score(path, path.stem.split("_")[0]) for path in sorted(folder.glob("*.mid"))]


def make_examples(
    scores: Sequence[TimedScore], fonts: Sequence[str], count: int, seed: int, cache: Path, progress: Progress
) -> AnalyserExamples:
    """Render ``count`` examples in shards that are kept in ``cache``: a stopped run goes on where it was.

    Args:
        scores: MIDI scores; may be empty.
        fonts: names of sound fonts.
        count: number of examples, rounded up to whole shards.
        seed: seeds every shard together with its number.
        cache: folder of the shards.
        progress: told after each shard.

    """
    cache.mkdir(parents=True, exist_ok=True)
    shards, players = -(-count // SHARD), {}
    for shard in range(shards):
        path = cache / f"shard-{seed}-{shard:03}.npz"
        if not path.is_file():
            # One font a shard: loading one takes seconds.
            font = fonts[shard % len(fonts)]
            if font not in players:
                players[font] = Synthesiser(find_fonts()[font])
            rng = np.random.default_rng([seed, shard])
            rows = list(_iter_examples(scores, players[font], rng))
            save_shard(path, rows)
        progress("scores are rendered", (shard + 1) / shards)
    return load_examples(sorted(cache.glob(f"shard-{seed}-*.npz"))[:shards])


def load_examples(paths: Sequence[Path]) -> AnalyserExamples:
    """Read shards into memory."""
    columns: dict[str, list[NDArray[np.generic]]] = {}
    for path in paths:
        with np.load(path) as file:
            for name in file.files:
                columns.setdefault(name, []).append(file[name])
    return AnalyserExamples(**{name: np.concatenate(parts) for name, parts in columns.items()})


def _iter_examples(scores: Sequence[TimedScore], player: Synthesiser, rng: Generator) -> Iterator[AnalyserExamples]:
    for _ in range(SHARD):
        excerpt = draw_training_excerpt(scores, rng)
        wave = play_mono(player, excerpt)
        if rng.random() > PLAIN_SHARE:
            wave = apply_drawn_effects(wave, rng)
        yield describe_excerpt(excerpt, wave, float(rng.normal(0, LEVEL_SPREAD_DB)))


def draw_training_excerpt(scores: Sequence[TimedScore], rng: Generator) -> TimedScore:
    """Draw a piece of one of the :data:`KINDS`, changed and cut at random."""
    kind = str(rng.choice(KINDS, p=KIND_SHARES))
    if kind == "groove":
        return draw_groove(rng).cut_excerpt(float(rng.uniform(0, 3)), SECONDS)
    if kind == "composed" or not scores:
        return draw_excerpt(draw_composed_score(rng), SECONDS, rng)
    # A project's scores count alike, however many it has.
    projects = sorted({s.project for s in scores})
    project = str(rng.choice(projects))
    mine = [s for s in scores if s.project == project]
    excerpt = draw_excerpt(mine[int(rng.integers(len(mine)))], SECONDS, rng)
    return replace(excerpt, key=estimate_key(excerpt))


def play_mono(player: Synthesiser, excerpt: TimedScore) -> NDArray[np.float32]:
    """Render to mono at 16 kHz, (n,)."""
    wave = player.render_score(excerpt).mean(axis=0)
    mono: NDArray[np.float32] = resample_poly(wave, 1, SYNTH_RATE_SHARE).astype(np.float32)
    return mono


def describe_excerpt(excerpt: TimedScore, wave: NDArray[np.float32], gain_db: float) -> AnalyserExamples:
    """One example out of an excerpt and its sound at 16 kHz."""
    levelled = level_wave(wave, RATE) * np.float32(10 ** (gain_db / 20))
    samples = torch.from_numpy(np.ascontiguousarray(levelled[: FRAMES * HOP - 1]))
    mel, pitch = compute_rhythm_mel(samples), compute_pitch_spectrum(samples)
    sounding = find_sounding_span(excerpt)
    key = UNKNOWN_KEY if excerpt.key is None or not _has_melody(excerpt) else excerpt.key
    return AnalyserExamples(
        _fit_rows(mel, FRAMES, BANDS)[None],
        _fit_rows(pitch, PITCH_FRAMES, PITCH_BINS)[None],
        _pad_times(excerpt.beats_s, sounding)[None],
        _pad_times(excerpt.downbeats_s, sounding)[None],
        np.array([excerpt.has_beats]),
        np.array([key], np.int8),
        mark_families(excerpt, PITCH_FRAMES)[None],
        np.array([excerpt.project]),
    )


def find_sounding_span(excerpt: TimedScore) -> tuple[float, float]:
    """From the first note to the end of the last: beats outside are not there to be heard."""
    if not len(excerpt.notes):
        return 0.0, 0.0
    return float(excerpt.notes.start_s.min()) - 0.05, float(excerpt.notes.end_s.max()) + 0.05


def _has_melody(excerpt: TimedScore) -> bool:
    is_drum = np.array([part.is_drums for part in excerpt.parts], bool)[excerpt.notes.part]
    return len(set((excerpt.notes.pitch[~is_drum] % 12).tolist())) >= 3


def _fit_rows(values: torch.Tensor, rows: int, columns: int) -> NDArray[np.float16]:
    fitted = np.zeros((rows, columns), np.float16)
    fitted[: min(rows, len(values))] = values[:rows].half().numpy()
    return fitted


def _pad_times(times: Doubles, span: tuple[float, float]) -> NDArray[np.float32]:
    padded = np.full(MOST_BEATS, np.nan, np.float32)
    inside = times[(times >= span[0]) & (times <= span[1])][:MOST_BEATS]
    padded[: len(inside)] = inside
    return padded


def save_shard(path: Path, rows: list[AnalyserExamples]) -> None:
    """Write examples to a file that appears only when it is whole."""
    columns = {f.name: np.concatenate([getattr(row, f.name) for row in rows]) for f in fields(AnalyserExamples)}
    part = path.with_suffix(".part.npz")
    np.savez(part, allow_pickle=False, **columns)
    part.replace(path)
