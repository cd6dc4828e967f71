"""The hand-written rule for synthetic pairs: which music corresponds to a clip and to words.

A clip implies an energy, a mood and a timbre; words imply aspects. No paired corpus supports the rule. Test pairs use
:data:`HELD_OUT`, with other weights and more noise, so that a test does not repeat the training's rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from musechat.clip import ClipTraits
from musechat.reference_scales import place_clip_energy
from research.training.aspects import ASPECTS, COLUMN
from research.training.request_grammar import GrammarTerm
from research.training.scene_requests import infer_scene_wishes

FloatArray = NDArray[np.float32]

SCENE_SHARE = 0.5  # of a clip's wishes that a scene which is certain decides
RELATIVE_STEP = 0.7  # size of the change that a comparative asks for, on ranks in -1..1


@dataclass(frozen=True)
class Correspondence:
    """Weights of the aspects in the fit of a track to a clip, and the scale of the added noise."""

    weights: dict[str, float] = field(
        default_factory=lambda: {
            "energy": 2.2,
            "tempo": 0.3,
            "happy": 1.0,
            "bright": 0.6,
            "electronic": 0.6,
            "soft": 0.3,
        }
    )
    # Singing and speech compete for attention; music without vocals is not rewarded, only singing penalised.
    singing_over_speech: float = 0.8
    chance: float = 0.3


TRAINING = Correspondence()
HELD_OUT = Correspondence(
    {"energy": 1.7, "tempo": 0.5, "happy": 1.2, "bright": 0.5, "electronic": 0.8, "soft": 0.5, "steady": 0.2}, 0.5, 0.4
)
# What words may override: groups of aspects that change together, with their signs.
MOVES = ({"energy": 1, "tempo": 1, "soft": -1}, {"happy": 1, "sad": -1}, {"bright": 1}, {"electronic": 1})


def score_clip_fit(rule: Correspondence, aspects: FloatArray, wanted: FloatArray) -> FloatArray:
    """Score tracks of ``aspects`` (N, A) by their distance from the clips' wishes ``wanted`` (B, A): (B, N)."""
    fits = np.zeros((len(wanted), len(aspects)), np.float32)
    for name, weight in rule.weights.items():
        column = COLUMN[name]
        fits -= weight * (wanted[:, column][:, None] - aspects[None, :, column]) ** 2
    vocals = COLUMN["vocals"]
    fits -= rule.singing_over_speech * wanted[:, vocals][:, None] * np.maximum(0, aspects[None, :, vocals])
    return fits


def infer_clip_wishes(traits: Sequence[ClipTraits]) -> FloatArray:
    """Infer the aspects of fitting music from clips, in -1..1: (B, A), zero where a clip implies nothing.

    Pace implies energy; brightness, saturation and warmth a happier mood; warm pictures acoustic sound, cold ones
    electronic sound; speech implies no singing (column ``vocals`` holds that wish, 0..1). What a clip is known to show
    implies what the table of scenes says, as far as it is sure.
    """
    wished = np.zeros((len(traits), len(ASPECTS)), np.float32)
    pace = np.array([scale_energy(t.energy) for t in traits])
    light = np.array(
        [2.2 * (t.brightness - 0.46) + 0.8 * (t.saturation - 0.3) + 0.8 * (t.warmth - 0.5) for t in traits]
    )
    cold = np.array([2.0 * (0.5 - t.warmth) for t in traits])
    wished[:, COLUMN["energy"]] = wished[:, COLUMN["tempo"]] = pace
    wished[:, COLUMN["soft"]] = -pace
    wished[:, COLUMN["happy"]] = np.clip(light + 0.15 * pace, -1, 1)
    wished[:, COLUMN["bright"]] = np.clip([2.5 * (t.brightness - 0.46) for t in traits], -1, 1)
    wished[:, COLUMN["electronic"]] = np.clip(cold, -1, 1)
    wished[:, COLUMN["vocals"]] = [t.speech for t in traits]
    for row, clip in enumerate(traits):
        shown, sure = infer_scene_wishes(clip.scenes)
        # What is seen says more of mood and timbre than light and colour do; speech keeps its column.
        shown[COLUMN["vocals"]] = wished[row, COLUMN["vocals"]]
        wished[row] += SCENE_SHARE * sure * (shown - wished[row])
    return wished


def scale_energy(energy: float) -> float:
    """Map a clip's energy 0..1 to the scale of the tracks' ranks -1..1: by its place among clips."""
    return 2 * place_clip_energy(energy) - 1


def score_words_fit(aspects: FloatArray, terms: Sequence[GrammarTerm], reference: FloatArray | None) -> FloatArray:
    """Score tracks of ``aspects`` (N, A) by the terms of a request, relative ones against ``reference`` (A,): (N,)."""
    total = np.zeros(len(aspects), np.float32)
    for term in terms:
        has = aspects[:, COLUMN[term.aspect]] * term.direction
        if term.relative:
            origin = 0.0 if reference is None else float(reference[COLUMN[term.aspect]]) * term.direction
            # Saturates beyond the wanted step, and takes away for overshooting: "calmer" does not mean silence.
            total += 2 * np.tanh((has - min(origin, 0.6)) / 0.35) - np.maximum(0, has - origin - RELATIVE_STEP)
        else:
            total += 1.2 * has + 1.5 * np.maximum(0, has - 0.6) / 0.4
    # By the square root: several terms together still weigh more than one.
    fit: FloatArray = (total / max(1, len(terms)) ** 0.5).astype(np.float32)
    return fit
