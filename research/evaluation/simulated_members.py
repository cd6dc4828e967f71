"""Members made up for judging how taste is learnt: what they like, and the sessions in which they ask.

What a member likes is a direction, and never one of the fusion's own space: over what was measured in tracks and what
taggers name, or over the vectors of the music encoder. It is the mean, standardised, of a favourite track and the four
most like it. Those favourites are held out: they are never what a session is after, and never shown. In a session
somebody with a drawn clip, half of the time with a word, is after the track that best combines what was asked with what
they like, and a portion of chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from models.encoders.frames import TraitFrames
from models.ranking.library_snapshot import DoubleArray, FloatArray, LibrarySnapshot, Rows
from models.ranking.wish_scores import score_agreement, score_clip_agreement
from musechat.brief import Brief, BriefEvent
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue
from research.training.synthetic_clips import ClipTokens, draw_clip

TAGS = 24  # tags that differ most between tracks; they weigh as much together as the measured traits do
FAVOURITES = 5
LIKING = 1.0  # of a track's worth to a member, next to how it answers what was asked
CHANCE = 0.5
SAID = {
    Facet.MOOD: ("calm", "energetic", "happy", "sad", "dark", "epic", "dreamy"),
    Facet.INSTRUMENT: ("piano", "guitar", "strings"),
    Facet.GENRE: ("electronic", "rock", "ambient", "classical"),
}
WORDY = 0.5  # share of sessions with words
STABLE, BY_EAR = "a lasting taste in traits and tags", "a lasting taste in the ear's vectors"
MOVING, NONE = "another taste each time", "no taste"
KINDS = (STABLE, BY_EAR, MOVING, NONE)


@dataclass(frozen=True)
class Session:
    """One request, and what each track of the library would be worth to the one who asks."""

    clip: ClipTokens
    brief: Brief
    worth: DoubleArray  # (n,), -inf for what is held out
    target: int


@dataclass(frozen=True)
class SimulatedMember:
    """Somebody with favourites, who asks several times."""

    kind: str
    held: frozenset[str]  # ids of the favourites
    sessions: tuple[Session, ...]


def compute_liking_features(library: LibrarySnapshot) -> DoubleArray:
    """What likings are made of, (n, f): measured traits and tags, standardised, both kinds with equal weight."""
    facets = (Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS, Facet.TEMPO)
    traits = [np.nan_to_num(v, nan=float(np.nanmean(v))) for v in (library.values[f] for f in facets)]
    traits.append(library.vocal_score)
    telling = sorted(library.tags, key=lambda name: -float(np.sqrt(library.tags[name]).std()))[:TAGS]
    tags = [np.sqrt(library.tags[name].astype(np.float64)) for name in telling]
    blocks = [_standardise(np.stack(columns, 1)) / np.sqrt(len(columns)) for columns in (traits, tags) if columns]
    return np.concatenate(blocks, 1)


class MemberPopulation:
    """A library in which members are drawn."""

    def __init__(self, library: LibrarySnapshot, rng: Generator) -> None:
        self.library = library
        by_ear = library.music.astype(np.float64) - library.music.mean(axis=0)
        self.features = {kind: by_ear if kind is BY_EAR else compute_liking_features(library) for kind in KINDS}
        self._rng = rng
        self._rows: Rows = np.arange(len(library))
        self._frames = TraitFrames()

    def draw_member(self, kind: str, sessions: int) -> SimulatedMember:
        """Draw somebody of a kind, and what they will ask."""
        features = self.features[kind]
        favourites = self._draw_favourites(features)
        liking = _compute_liking(features, favourites)
        past: list[int] = []
        asked = []
        for _ in range(sessions):
            if kind is MOVING:
                liking = _compute_liking(features, self._draw_favourites(features))
            asked.append(self._draw_session(liking if kind is not NONE else None, [*favourites, *past]))
            past.append(asked[-1].target)  # nobody asks for the same track again
        return SimulatedMember(kind, frozenset(self.library.ids[row] for row in favourites), tuple(asked))

    def _draw_favourites(self, features: DoubleArray) -> list[int]:
        seed = features[self._rng.integers(len(self.library))]
        distance = ((features - seed) ** 2).sum(1)
        return [int(row) for row in np.argsort(distance, kind="stable")[:FAVOURITES]]

    def _draw_session(self, liking: DoubleArray | None, held: Sequence[int]) -> Session:
        clip = draw_clip(self._rng, self._frames)
        brief = self._draw_brief()
        worth = _standardise(score_clip_agreement(clip.traits, self.library, self._rows))
        for standing in brief.standing:
            found = score_agreement(standing.wish, self.library, self._rows)
            worth = worth + (2 * _standardise(found) if found is not None else 0.0)
        worth = _standardise(worth) + CHANCE * self._rng.standard_normal(len(self.library))
        if liking is not None:
            worth = worth + LIKING * liking
        worth[list(held)] = -np.inf
        return Session(clip, brief, worth, int(np.argmax(worth)))

    def _draw_brief(self) -> Brief:
        if self._rng.random() >= WORDY:
            return Brief()
        said = [(facet, name) for facet, names in SAID.items() for name in names]
        facet, name = said[self._rng.integers(len(said))]
        return Brief.replay_events([BriefEvent(1, 1, 1, "add", Wish(Force.PREFER, facet, NamedValue(name), name))])


def _compute_liking(features: DoubleArray, favourites: Sequence[int]) -> DoubleArray:
    """How much each track is liked, (n,), standardised."""
    return _standardise(features @ features[list(favourites)].mean(0))


def _standardise(values: DoubleArray | FloatArray) -> DoubleArray:
    wide = np.asarray(values, np.float64)
    return np.asarray((wide - wide.mean(0)) / np.maximum(wide.std(0), 1e-9))
