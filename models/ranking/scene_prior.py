"""What a clip shows as a soft prior: each scene asks a little for the music that suits it, by how probable it is.

The table of scenes is handed in (:data:`FindSound`), by default :mod:`language.scenes`: what suits a scene is scored as
wishes for it would be. A wish that somebody speaks outweighs it many times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from language.wish_sounds import list_sound_wishes
from models.ranking.library_snapshot import DoubleArray, LibrarySnapshot, Rows
from models.ranking.standardise import ROUNDING, standardise
from models.ranking.wish_scores import score_agreement
from musechat.clip import SceneScore
from musechat.sound_profile import SoundProfile

LEAST = 0.2  # probability from which a scene counts
# Standard deviations that one wish counts at most: of a genre that one track of a hundred has, that track would lie at
# ten, and come first for every scene that the genre suits even a little.
MOST = 2.0

FindSound: TypeAlias = Callable[[str], SoundProfile | None]


def score_scenes(
    scenes: Sequence[SceneScore], find_sound: FindSound, library: LibrarySnapshot, rows: Rows
) -> DoubleArray | None:
    """Score how well tracks suit what a clip shows, (r,); None where nothing probable is shown that the table knows.

    Each wish is standardised over the rows, so that one that all tracks keep or miss alike says nothing, and bounded,
    so that no single one outweighs the others.
    """
    found, sure = np.zeros(len(rows)), 0.0
    for scene in scenes:
        sound = find_sound(scene.name) if scene.probability >= LEAST else None
        if sound is not None:
            found += scene.probability * _score_sound(sound, library, rows)
            sure += scene.probability
    # Several scenes share the weight of one; a doubtful one alone has less than that.
    return found / max(1.0, sure) if sure else None


def _score_sound(sound: SoundProfile, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    found, whole = np.zeros(len(rows)), 0.0
    for wish, share in list_sound_wishes(sound):
        agreement = score_agreement(wish, library, rows)
        if agreement is not None and agreement.std() > ROUNDING:
            found += share * np.clip(standardise(agreement), -MOST, MOST)
            whole += share
    return found / whole if whole else found
