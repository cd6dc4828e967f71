"""Truth of claims about the clip: how it looks, is cut and sounds, and what it shows."""

from __future__ import annotations

from collections.abc import Callable

from language.claims.extraction import Claim
from language.claims.meanings import Trait
from language.descriptions import classify_cuts
from models.writer.fact_check.change_claims import has_changed_since
from models.writer.interface import ReasonFacts
from musechat.clip import ClipTraits


def is_clip_claim_true(claim: Claim, facts: ReasonFacts) -> bool | None:
    """Whether a claim about the clip is true; None where it was not measured, or is not sure."""
    if facts.clip is None:
        return None
    if claim.trait is Trait.CHANGE:
        true = has_changed_since(claim.value, facts, beside_clip=True)
    elif claim.trait in _CLIP:
        true = _CLIP[claim.trait](claim, facts.clip)
    else:
        return None
    return true if true is None else true != claim.denied


def _check_look(claim: Claim, clip: ClipTraits) -> bool | None:
    if not clip.has_picture:
        return None
    levels = {
        "energy": clip.energy,
        "brightness": clip.brightness,
        "warmth": clip.warmth,
        "saturation": clip.saturation,
    }
    return any(low <= levels[scale] < high for scale, low, high in claim.meaning.ranges)


def _check_cuts(claim: Claim, clip: ClipTraits) -> bool | None:
    return classify_cuts(clip) == claim.value if clip.has_picture else None


def _check_sound(claim: Claim, clip: ClipTraits) -> bool:
    found = {"speech": clip.has_speech, "music": clip.has_music}
    if claim.value in found:
        return clip.has_sound and found[claim.value]
    return clip.has_sound == (claim.value == "sound")


_CLIP: dict[Trait, Callable[[Claim, ClipTraits], bool | None]] = {
    Trait.LOOK: _check_look,
    Trait.CUTS: _check_cuts,
    Trait.SOUND: _check_sound,
    # What is not sure may not be said; and nothing says surely that something is not there.
    Trait.SHOWN: lambda claim, clip: (claim.value in clip.sure_scenes and not claim.denied) or None,
}
