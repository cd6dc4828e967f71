"""Simulated members for evaluating learnt taste: their preferences and their sessions.

A member's preference is a direction in a space other than the fusion's: measured traits and tags, or the music
encoder's vectors. It is the standardised mean of a favourite track and its four nearest neighbours. These favourites
are held out: they are never a session's target and never shown. In a session a member asks with a synthetic clip, half
of the time with a word too; the target is the track with the highest sum of agreement with the request, preference and
noise.
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

TAGS = 24  # the tags that vary most between tracks; together they weigh as much as the measured traits
FAVOURITES = 5
LIKING = 1.0  # weight of the preference beside the agreement with the request, both standardised
CHANCE = 0.5  # weight of the noise, in standard deviations
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
    """One request, and the utility of each track of the library to the member."""

    clip: ClipTokens
    brief: Brief
    worth: DoubleArray  # (n,), -inf for held-out tracks
    target: int


@dataclass(frozen=True)
class SimulatedMember:
    """A simulated member: favourites and a sequence of sessions."""

    kind: str
    held: frozenset[str]  # ids of the favourites
    sessions: tuple[Session, ...]


def compute_liking_features(library: LibrarySnapshot) -> DoubleArray:
    """Return the preference space (n, f): standardised traits and tags, both blocks with equal weight."""
    facets = (Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS, Facet.TEMPO)
    traits = [np.nan_to_num(v, nan=float(np.nanmean(v))) for v in (library.values[f] for f in facets)]
    traits.append(library.vocal_score)
    varied_tags = sorted(library.tags, key=lambda name: -float(np.sqrt(library.tags[name]).std()))[:TAGS]
    tags = [np.sqrt(library.tags[name].astype(np.float64)) for name in varied_tags]
    blocks = [_standardise(np.stack(columns, 1)) / np.sqrt(len(columns)) for columns in (traits, tags) if columns]
    return np.concatenate(blocks, 1)


class MemberPopulation:
    """Draws simulated members for a library."""

    def __init__(self, library: LibrarySnapshot, rng: Generator) -> None:
        self.library = library
        # Centred: otherwise the common part of all vectors would make every track alike.
        music = np.asarray(library.music)
        by_encoder = music.astype(np.float64) - music.mean(axis=0)
        self.features = {kind: by_encoder if kind is BY_EAR else compute_liking_features(library) for kind in KINDS}
        self._rng = rng
        self._rows: Rows = np.arange(len(library))
        self._frames = TraitFrames()

    def draw_member(self, kind: str, sessions: int) -> SimulatedMember:
        """Draw a member of a kind with their sessions."""
        features = self.features[kind]
        favourites = self._draw_favourites(features)
        liking = _compute_liking(features, favourites)
        past: list[int] = []
        asked = []
        for _ in range(sessions):
            if kind is MOVING:
                liking = _compute_liking(features, self._draw_favourites(features))
            asked.append(self._draw_session(liking if kind is not NONE else None, [*favourites, *past]))
            past.append(asked[-1].target)  # an accepted track is no target a second time
        return SimulatedMember(kind, frozenset(self.library.ids[row] for row in favourites), tuple(asked))

    def _draw_favourites(self, features: DoubleArray) -> list[int]:
        seed = features[self._rng.integers(len(self.library))]
        # Neighbours instead of random favourites: a taste has to be consistent to be learnt.
        distance = ((features - seed) ** 2).sum(1)
        return [int(row) for row in np.argsort(distance, kind="stable")[:FAVOURITES]]

    def _draw_session(self, liking: DoubleArray | None, held: Sequence[int]) -> Session:
        clip = draw_clip(self._rng, self._frames)
        brief = self._draw_brief()
        worth = _standardise(score_clip_agreement(clip.traits, self.library, self._rows))
        for standing in brief.standing:
            found = score_agreement(standing.wish, self.library, self._rows)
            # A spoken wish is explicit and counts twice as much as the clip.
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
    """Return the standardised preference for each track, (n,)."""
    return _standardise(features @ features[list(favourites)].mean(0))


def _standardise(values: DoubleArray | FloatArray) -> DoubleArray:
    wide = np.asarray(values, np.float64)
    return np.asarray((wide - wide.mean(0)) / np.maximum(wide.std(0), 1e-9))
