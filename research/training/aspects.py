"""Aspects of music, measured from tags and sound: the common scale of words, clips and tracks in synthetic pairs.

An aspect is a weighted sum of standardised tag logits and sound traits, replaced by its rank within the feature cache,
so that every aspect is uniform in -1..1 whatever its units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from models.encoders.sound_traits import NAMES

FloatArray = NDArray[np.float32]

# Plus and minus lists of tags ("mtt:" or "msd:" picks one vocabulary) and of "sound:" traits, each counted once.
# A column named several times has that many times the weight.
MEASURES: dict[str, tuple[str, str]] = {
    "energy": (
        "mtt:fast mtt:loud mtt:beat mtt:drums msd:dance msd:party msd:hard_rock msd:electro"
        " sound:level sound:peak_level sound:flux sound:flux sound:flux sound:flux sound:flux sound:flux"
        " sound:centroid sound:centroid sound:flatness sound:flatness sound:flatness sound:tempo sound:tempo",
        "mtt:slow mtt:quiet mtt:soft mtt:ambient msd:mellow msd:ambient",
    ),
    "tempo": ("mtt:fast mtt:beat msd:dance sound:tempo sound:pulse", "mtt:slow msd:ambient mtt:ambient"),
    "happy": (
        "msd:happy msd:party msd:catchy msd:dance msd:funk msd:soul mtt:country mtt:pop msd:oldies",
        "msd:sad mtt:weird msd:metal mtt:ambient msd:experimental mtt:metal mtt:slow",
    ),
    "bright": ("sound:centroid sound:centroid sound:high_share mtt:harpsichord mtt:flute", "sound:low_share mtt:cello"),
    "electronic": (
        "mtt:electronic mtt:synth mtt:techno msd:electronic msd:electronica msd:electro",
        "msd:acoustic mtt:guitar mtt:strings mtt:piano mtt:classical",
    ),
    "soft": (
        "mtt:soft mtt:quiet msd:mellow msd:acoustic msd:easy_listening",
        "mtt:loud msd:hard_rock msd:metal sound:level",
    ),
    "steady": ("sound:pulse mtt:beat mtt:beats mtt:drums", "sound:dynamics msd:ambient mtt:solo"),
    "vocals": (
        "mtt:vocal mtt:vocals mtt:singing mtt:voice msd:female_vocalists msd:male_vocalists",
        "mtt:no_vocals mtt:no_vocal mtt:no_voice msd:instrumental",
    ),
    "female": (
        "mtt:female mtt:woman mtt:female_vocal mtt:female_voice msd:female_vocalists",
        "mtt:male mtt:male_vocal",
    ),
    "male": ("mtt:male mtt:man mtt:male_vocal mtt:male_voice msd:male_vocalists", "mtt:female mtt:female_vocal"),
    "choir": ("mtt:choir mtt:choral mtt:opera", ""),
    "piano": ("mtt:piano", ""),
    "guitar": ("mtt:guitar msd:guitar", ""),
    "strings": ("mtt:strings mtt:violin mtt:cello", ""),
    "flute": ("mtt:flute", ""),
    "harp": ("mtt:harp", ""),
    "harpsichord": ("mtt:harpsichord", ""),
    "drums": ("mtt:drums mtt:beat mtt:beats", ""),
    "synth": ("mtt:synth mtt:electronic", ""),
    "sitar": ("mtt:sitar mtt:indian", ""),
    "classical": ("mtt:classical mtt:classic mtt:violin mtt:harpsichord", "mtt:beat msd:rock"),
    "techno": ("mtt:techno msd:house mtt:electronic", ""),
    "ambient": ("mtt:ambient msd:ambient mtt:new_age msd:chillout", "mtt:drums msd:rock"),
    "rock": ("mtt:rock msd:rock msd:classic_rock msd:alternative_rock", ""),
    "metal": ("mtt:metal msd:metal msd:heavy_metal msd:hard_rock", ""),
    "punk": ("msd:punk", ""),
    "pop": ("mtt:pop msd:pop msd:indie_pop", ""),
    "dance": ("mtt:dance msd:dance msd:house", ""),
    "jazz": ("msd:jazz", ""),
    "blues": ("msd:blues", ""),
    "folk": ("msd:folk msd:acoustic", ""),
    "country": ("mtt:country msd:country", ""),
    "hip hop": ("msd:hip-hop msd:rnb", ""),
    "soul": ("msd:soul msd:funk", ""),
    "indie": ("msd:indie msd:indie_rock msd:indie_pop", ""),
    "experimental": ("msd:experimental mtt:weird", ""),
    "new age": ("mtt:new_age mtt:harp", ""),
    "retro": ("msd:80s msd:oldies msd:70s msd:60s", ""),
    "sad": ("msd:sad msd:beautiful msd:mellow mtt:slow", "msd:happy msd:party mtt:fast"),
    "sexy": ("msd:sexy msd:soul msd:rnb", ""),
}
ASPECTS = tuple(MEASURES)
COLUMN = {name: column for column, name in enumerate(ASPECTS)}


def measure_aspects(tags: Sequence[str], logits: FloatArray, sound: FloatArray) -> FloatArray:
    """Measure the aspects of tracks relative to each other.

    Args:
        tags: the 100 tag names, MTT's fifty first.
        logits: (N, 100).
        sound: (N, 12).

    Returns:
        (N, aspects), each column ranked to -1..1.

    """
    values = _collect_values(tags, logits, sound)
    raw = np.stack([_add_difference(plus, minus, values) for plus, minus in MEASURES.values()], 1)
    # Ranks instead of values: weighted sums of different length have different spread, and thresholds are shared.
    ranks: FloatArray = (2 * (rankdata(raw, axis=0) - 0.5) / len(raw) - 1).astype(np.float32)
    return ranks


def _collect_values(tags: Sequence[str], logits: FloatArray, sound: FloatArray) -> dict[str, FloatArray]:
    names = [f"{'mtt' if i < len(tags) // 2 else 'msd'}:{tag.replace(' ', '_')}" for i, tag in enumerate(tags)]
    names += [f"sound:{name}" for name in NAMES]
    raw = np.concatenate([logits, sound], 1)
    return dict(zip(names, ((raw - raw.mean(0)) / (raw.std(0) + 1e-6)).T, strict=True))


def _add_difference(plus: str, minus: str, values: Mapping[str, FloatArray]) -> FloatArray:
    """Add the values named in ``plus`` and take away those in ``minus``, each as often as it is named."""
    found: FloatArray = np.sum([values[n] for n in plus.split()] + [-values[n] for n in minus.split()], axis=0)
    return found
