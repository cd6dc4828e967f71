"""What a clip shows as a soft prior: each scene asks a little for the music that suits it, by how probable it is.

The table of scenes is handed in (:data:`FindSound`): what suits a scene is said in the closed vocabulary, and scored as
a wish for it would be. A wish that somebody speaks outweighs it many times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeAlias

import numpy as np

from models.ranking.library_snapshot import DoubleArray, LibrarySnapshot, Rows
from models.ranking.wish_scores import score_agreement
from musechat.clip import SceneScore
from musechat.concepts import ALL_TERMS
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, RangeValue, VocalsValue, WishValue

LEAST = 0.2  # probability from which a scene counts
AVOIDED = 1.0  # weight of a concept that does not suit, as of one that does
MEASURED = 0.7  # weight of a range, beside a concept's of up to 1

Weights: TypeAlias = Sequence[tuple[str, float]]
Span: TypeAlias = tuple[float, float] | None


class SuitingSound(Protocol):
    """What music suits a scene; an empty part says nothing."""

    @property
    def moods(self) -> Weights:
        """Ids of moods with weights in 0..1."""

    @property
    def genres(self) -> Weights:
        """Ids of genres with weights in 0..1."""

    @property
    def instruments(self) -> Weights:
        """Ids of instruments with weights in 0..1."""

    @property
    def avoid(self) -> Sequence[str]:
        """Ids of concepts of any kind that do not suit."""

    @property
    def energy(self) -> Span:
        """Range in 0..1."""

    @property
    def tempo(self) -> Span:
        """Range in bpm."""

    @property
    def voice(self) -> str | None:
        """No singing ("none"), or singing ("any", "female", "male")."""


FindSound: TypeAlias = Callable[[str], SuitingSound | None]


def score_scenes(
    scenes: Sequence[SceneScore], find_sound: FindSound, library: LibrarySnapshot, rows: Rows
) -> DoubleArray | None:
    """Score how well tracks suit what a clip shows, (r,); None where nothing probable is shown that the table knows.

    Each scene's wishes are standardised over the rows, so that one that all tracks keep or miss alike says nothing.
    """
    found, sure = np.zeros(len(rows)), 0.0
    for scene in scenes:
        sound = find_sound(scene.name) if scene.probability >= LEAST else None
        if sound is not None:
            found += scene.probability * _score_sound(sound, library, rows)
            sure += scene.probability
    # Several scenes share the weight of one; a doubtful one alone has less than that.
    return found / max(1.0, sure) if sure else None


def _score_sound(sound: SuitingSound, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    found, whole = np.zeros(len(rows)), 0.0
    for wish, weight in _iter_wishes(sound):
        agreement = score_agreement(wish, library, rows)
        if agreement is not None and np.ptp(agreement) > 0:
            found += weight * (agreement - agreement.mean()) / agreement.std()
            whole += weight
    return found / whole if whole else found


def _iter_wishes(sound: SuitingSound) -> Iterator[tuple[Wish, float]]:
    """The wishes that a scene stands for, with their weights."""
    parts = ((Facet.MOOD, sound.moods), (Facet.GENRE, sound.genres), (Facet.INSTRUMENT, sound.instruments))
    for facet, weights in parts:
        for concept, weight in weights:
            yield _make_wish(facet, NamedValue(concept)), weight
    for facet in (Facet.MOOD, Facet.GENRE, Facet.INSTRUMENT):
        for concept in sound.avoid:
            if (facet, concept) in ALL_TERMS:
                yield _make_wish(facet, NamedValue(concept, less=True)), AVOIDED
    for facet, span in ((Facet.ENERGY, sound.energy), (Facet.TEMPO, sound.tempo)):
        if span is not None:
            yield _make_wish(facet, RangeValue(*span)), MEASURED
    if sound.voice is not None:
        voice = sound.voice if sound.voice in ("female", "male") else None
        yield _make_wish(Facet.VOCALS, VocalsValue(sound.voice != "none", voice)), MEASURED


def _make_wish(facet: Facet, value: WishValue) -> Wish:
    return Wish(Force.PREFER, facet, value, "")


def find_no_sound(_: str) -> None:
    """The table of scenes where none was handed in: it knows no scene."""
