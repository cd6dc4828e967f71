"""A listener's stand-in: a detector of cuts in music, tuned on cuts at random places, that looks for our joints.

What changes at a place (colour over 50 ms and 0.3 s, notes over 1 s, level), how far that stands out from what changes
around it, and whether the strokes before and after keep one beat, weighed by logistic regression. Half of the
recordings tune it, the other half are judged. Its bar is set where it takes one in ten of their own untouched bar lines
for a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from benchmarks.cut_material import hear_track
from media.listen.spectrum import MELS, iter_power_frames, make_mel_weights
from media.mix.cut_plan import CutEnding, CutPlan, Joint, apply_joints
from media.mix.fitting import plan_cut
from media.mix.guide import build_guide
from media.mix.job import MixJob
from media.preview.excerpt import RATE, Floats, read_excerpt
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings
from musechat.track import TrackTraits

Doubles = NDArray[np.float64]

SHARE_S, LEAST_S = 0.6, 11.0  # of an excerpt that is kept; shorter excerpts are left out
FALSE_ALARMS = 0.1
_STEP = 480  # samples, a hundredth of a second
_WINDOW = 1024
_PER_TRACK = 6  # random cuts, and untouched places, of each recording
_BEAT_LAGS = slice(25, 120)  # hundredths of a second
_MARGIN_S = 2.2


def measure_changes(sound: Floats, places_s: Sequence[float], side_s: float = 0.25) -> Doubles:
    """(n,) how much the spectrum changes at places of (2, m): decibels between the means of both sides."""
    mel = _measure_mel(sound)
    return np.array([_compare_sides(mel, at, side_s) for at in places_s])


def find_joints_of_real_music(folder: Path, count: int | None = None) -> None:
    """Print how often random cuts, our joints and untouched bar lines are taken for cuts; of ``count`` files or all."""
    rng = np.random.default_rng(7)
    groups: list[dict[str, list[Doubles]]] = [{}, {}]
    for number, path in enumerate(sorted(folder.glob("*.opus"))[:count]):
        try:
            sound, traits = read_excerpt(path, 0.0, 480.0), hear_track(path)
        except BadInput:
            continue
        length = sound.shape[1] / RATE
        if length < LEAST_S or len(traits.downbeats_s) < 4:
            continue
        kinds = groups[number % 2]
        inner = [at for at in traits.downbeats_s if _MARGIN_S < at < length - _MARGIN_S]
        untouched = [*inner, *rng.uniform(_MARGIN_S, length - _MARGIN_S, _PER_TRACK)]
        seen = describe_places(sound, untouched)
        kinds.setdefault("bar line", []).extend(seen[: len(inner)])
        kinds.setdefault("untouched", []).extend(seen[len(inner) :])
        for _ in range(_PER_TRACK):
            kinds.setdefault("random cut", []).extend(_cut_anywhere(sound, length, rng))
        kinds.setdefault("joint", []).extend(_cut_as_we_do(sound, path, traits, length))
    _print_rates(groups)


def _cut_anywhere(sound: Floats, length: float, rng: np.random.Generator) -> list[Doubles]:
    leaves, enters = rng.uniform(_MARGIN_S, length - _MARGIN_S, 2)
    plan = CutPlan(leaves - _MARGIN_S, (Joint(leaves, enters),), enters + _MARGIN_S, CutEnding.FADE)
    return describe_places(apply_joints(sound, plan), [_MARGIN_S])


def _cut_as_we_do(sound: Floats, path: Path, traits: TrackTraits, length: float) -> list[Doubles]:
    asked, guide = MixSettings(fit_length=True), build_guide(traits, None)
    job = MixJob(path, path, 0.0, asked, (), traits.beats_s, traits.downbeats_s, guide=guide)
    plan = plan_cut(sound, 0.0, SHARE_S * length, asked, job)
    if plan is None or not plan.joints:
        return []
    made = apply_joints(sound, plan)
    places = [each.clip_s for each in plan.list_stretches(0.0, plan.length_s)[1:]]
    return describe_places(made, [at for at in places if 0.5 < at < plan.length_s - 0.5])


def describe_places(sound: Floats, places_s: Iterable[float]) -> list[Doubles]:
    """What a listener might notice at places of (2, n)."""
    mel = _measure_mel(sound)
    strokes = np.maximum(np.diff(mel, axis=0, prepend=mel[:1]), 0.0).mean(axis=1)
    notes = _measure_notes(sound)
    return [_describe(mel, strokes, notes, float(at)) for at in places_s]


def _describe(mel: Floats, strokes: Floats, notes: Floats, at_s: float) -> Doubles:
    near, wide = _compare_sides(mel, at_s, 0.05), _compare_sides(mel, at_s, 0.3)
    around = [_compare_sides(mel, at_s + off, 0.05) for off in np.arange(-1.0, 1.01, 0.1) if abs(off) > 0.05]
    at = round(at_s * RATE / _STEP)
    before, after = (part.mean(axis=0) for part in (notes[max(0, at - 100) : at], notes[at : at + 100]))
    together = float(before @ after / max(float(np.linalg.norm(before) * np.linalg.norm(after)), 1e-9))
    level = abs(float(mel[max(0, at - 30) : at].mean() - mel[at : at + 30].mean()))
    return np.array([near, wide, near / max(float(np.median(around)), 0.1), together, level, _keep_beat(strokes, at)])


def _keep_beat(strokes: Floats, at: int) -> float:
    """0..1: how well strokes after a place fall where the beat before it would have put them."""
    before, after = (part - part.mean() for part in (strokes[max(0, at - 200) : at], strokes[at : at + 200]))
    if len(before) < 150 or len(after) < 150:
        return 1.0
    size = min(len(before), len(after))
    before, after = before[-size:], after[:size]
    power = np.abs(rfft(np.pad(before, (0, size)))) ** 2 + np.abs(rfft(np.pad(after, (0, size)))) ** 2
    own = np.fft.irfft(power)[_BEAT_LAGS]
    lag = int(own.argmax()) + _BEAT_LAGS.start
    across = np.correlate(after, before, mode="full")[size - 1 :]
    across = np.pad(across, (0, max(0, 3 * lag + 3 - len(across))))
    met = max(float(across[max(0, (-size) % lag + step * lag - 2) :][:5].max(initial=0.0)) for step in range(2))
    return met / max(float(across.max()), 1e-9)


def _measure_mel(sound: Floats) -> Floats:
    """(frames, MELS) decibels, a frame each hundredth of a second."""
    wave = np.asarray(sound.mean(axis=0)[: sound.shape[1] // 2 * 2].reshape(-1, 2).mean(axis=1), np.float32)
    weights = make_mel_weights()
    power = np.concatenate([part @ weights for part in iter_power_frames(wave, _WINDOW, _STEP // 2)])
    floor = 10 ** (-6) * float(power.sum(axis=1).max(initial=1e-9)) / MELS
    return np.asarray(10 * np.log10(power + floor), np.float32)


def _measure_notes(sound: Floats) -> Floats:
    """(frames, 12) chroma, a frame each hundredth of a second."""
    wave = np.asarray(sound.mean(axis=0)[: sound.shape[1] // 8 * 8].reshape(-1, 8).mean(axis=1), np.float32)
    power = np.concatenate(list(iter_power_frames(wave, 2048, _STEP // 8)))
    hertz = np.maximum(np.fft.rfftfreq(2048, 8 / RATE), 1.0)
    note = np.rint(69 + 12 * np.log2(hertz / 440)).astype(int) % 12
    kept = (hertz > 80) & (hertz < 2000)
    return np.asarray(np.sqrt(power[:, kept]) @ (note[kept, None] == np.arange(12)).astype(np.float32))


def _compare_sides(mel: Floats, at_s: float, side_s: float) -> float:
    at, side = round(at_s * RATE / _STEP), max(2, round(side_s * RATE / _STEP))
    before, after = mel[max(0, at - side) : at], mel[at : at + side]
    if not len(before) or not len(after):
        return 0.0
    return float(np.sqrt(np.square(before.mean(axis=0) - after.mean(axis=0)).mean()))


def _print_rates(groups: Sequence[dict[str, list[Doubles]]]) -> None:
    tuning, judged = groups
    uncut = [*tuning["untouched"], *tuning["bar line"]]
    known = np.array([*uncut, *tuning["random cut"]])
    weights, middle, spread = _tune(known, np.arange(len(known)) >= len(uncut))
    scores = {
        kind: np.c_[(np.array(found) - middle) / spread, np.ones(len(found))] @ weights
        for kind, found in judged.items()
        if found
    }
    bar = float(np.quantile(scores["bar line"], 1 - FALSE_ALARMS))
    for kind in ("random cut", "joint", "bar line", "untouched"):
        print(f"  {kind:10} taken for a cut: {np.mean(scores[kind] > bar):.3f} of {len(scores[kind])}")


def _tune(known: Doubles, is_cut: NDArray[np.bool_]) -> tuple[Doubles, Doubles, Doubles]:
    """Logistic regression by Newton's method, both kinds weighing the same."""
    middle, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    seen = np.c_[(known - middle) / spread, np.ones(len(known))]
    share = np.where(is_cut, 0.5 / is_cut.mean(), 0.5 / (~is_cut).mean())
    weights = np.zeros(seen.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (share * (is_cut - chance)) - 1e-3 * weights
        bend = (seen * (share * chance * (1 - chance))[:, None]).T @ seen + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights, middle, spread
