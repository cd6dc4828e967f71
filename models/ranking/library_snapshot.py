"""The library as arrays, built once per library revision, so that choosing never walks over tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.fusion.interface import Fusion
from models.ranking.energy_swings import collect_swings
from models.ranking.track_places import place_tracks
from musechat.concepts import Concept, NamedConcept, fold_name
from musechat.credits import list_credited
from musechat.matching import VOICE_TAGS, allows_use, get_measured
from musechat.nobody import list_artists
from musechat.track import CURVE_POINTS, Track
from musechat.wish import Facet
from musechat.works import name_works

FloatArray = NDArray[np.float32]
DoubleArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Rows = NDArray[np.intp]

USES = ("commercial", "derivatives", "no-attribution")
_TOWER_BATCH = 4096
MOST_ALTERNATIVES = 2  # of a track's tempo, that rules and wishes look at


@dataclass(frozen=True)
class LibrarySnapshot:
    """One revision of the library, a row per track, in the order of ``ids``.

    Attributes:
        revision: the library's change counter.
        ids: track ids, ascending.
        music: vectors of the music encoder, (n, dm) unit.
        joint: the same tracks in the fusion's space, (n, d) unit.
        values: what range rules look at, (n,) each; NaN where not known.
        tempo_alternatives: octaves at which people may count a track's tempo too, (n, 2) bpm; NaN where there is none.
        beat_sure: confidence of the tempo, 0..1, (n,).
        singing: 1 sung, 0 not, -1 unsure, (n,).
        vocal_score: estimated probability of singing, (n,).
        explicit: (n,).
        licence: for each of :data:`USES`, whether it is known to be allowed, (n,).
        artists: everyone a track's credit names, plain, per row; empty where it names nobody.
        credits: the same and whom its title names (guests, remixers), which is what a ban looks at.
        owners: the only guild that may hear a track, per row; None: everyone.
        genres: the distinct genre texts; ``genre_of`` (n,) points into them, "" where there is none.
        tags: score of each tag, (n,) per tag name.
        texts: what the lexical channel reads, per row.
        titles: title and album, per row.
        names: title and credit as they are written, per row.
        works: names of the work that a track is a version of, per row; see :func:`musechat.works.name_works`.
        shapes: the course of the energy over each track, (n, CURVE_POINTS) unit about its mean; zeros where it is flat.
        swings: the largest lasting rise and fall of each track's energy, (n, 2).
        fetch: full tracks by id, for the few that are looked at closely.

    """

    revision: int
    ids: tuple[str, ...]
    music: FloatArray
    joint: FloatArray
    values: Mapping[Facet, DoubleArray]
    tempo_alternatives: DoubleArray
    beat_sure: DoubleArray
    singing: NDArray[np.int8]
    vocal_score: DoubleArray
    explicit: BoolArray
    licence: Mapping[str, BoolArray]
    artists: tuple[frozenset[str], ...]
    credits: tuple[frozenset[str], ...]
    owners: tuple[int | None, ...]
    genres: tuple[str, ...]
    genre_of: NDArray[np.intp]
    tags: Mapping[str, FloatArray]
    texts: tuple[str, ...]
    titles: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    works: tuple[frozenset[str], ...]
    shapes: NDArray[np.float16]
    swings: DoubleArray
    fetch: Callable[[Sequence[str]], Mapping[str, Track]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each track id."""
        return {track_id: row for row, track_id in enumerate(self.ids)}

    @cached_property
    def rows_of_artist(self) -> dict[str, list[int]]:
        """Rows of each plain artist name."""
        found: dict[str, list[int]] = {}
        for row, names in enumerate(self.artists):
            for name in names:
                found.setdefault(name, []).append(row)
        return found

    @cached_property
    def rows_of_work(self) -> dict[str, list[int]]:
        """Rows of each name of a work."""
        found: dict[str, list[int]] = {}
        for row, names in enumerate(self.works):
            for name in names:
                found.setdefault(name, []).append(row)
        return found

    @cached_property
    def rows_crediting(self) -> dict[str, list[int]]:
        """Rows of each plain name that a ban on it concerns."""
        found: dict[str, list[int]] = {}
        for row, names in enumerate(self.credits):
            for name in names:
                found.setdefault(name, []).append(row)
        return found

    @cached_property
    def _everyones(self) -> BoolArray:
        return np.array([owner is None for owner in self.owners], bool)

    @cached_property
    def _owned(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for row, owner in enumerate(self.owners):
            if owner is not None:
                found.setdefault(owner, []).append(row)
        return found

    def warm_up(self) -> None:
        """Make what is made when first asked for, so that no turn waits for it."""
        _ = (
            self.row_of,
            self.rows_of_artist,
            self.rows_of_work,
            self.rows_crediting,
            self._everyones,
            self._owned,
            self.places,
        )

    def mask_visible(self, guild_id: int | None) -> BoolArray:
        """Which rows exist for a guild: everyone's and its own, (n,)."""
        rows = self._everyones.copy()
        if guild_id is not None:
            rows[self._owned.get(guild_id, [])] = True
        return rows

    @cached_property
    def places(self) -> dict[Facet, DoubleArray]:
        """Each track's place on the scales that clips are compared on, (n,) each in 0..1, see :mod:`.track_places`."""
        return place_tracks(self.values)

    @cached_property
    def _titled(self) -> dict[str, BoolArray]:
        return {}

    def mask_named_in_title(self, term: NamedConcept) -> BoolArray:
        """Whether title or album name a genre or an instrument, (n,); remembered, since it reads every title."""
        known = self._titled.get(term.concept.id)
        if known is None:
            hits = [term.concept.facet is not Facet.MOOD and term.is_named_in(title) for title in self.titles]
            known = self._titled[term.concept.id] = np.array(hits, bool)
        return known

    def find_rows(self, ids: Iterable[str]) -> Rows:
        """Rows of those ids that are here, ascending."""
        return np.array(sorted(self.row_of[i] for i in set(ids) if i in self.row_of), dtype=np.intp)

    def score_term(self, term: NamedConcept) -> FloatArray:
        """How sure tags and genre texts that name a term outright are of it, (n,); as ``matching.score_term``."""
        best = np.zeros(len(self), np.float32)
        for name, scores in self.tags.items():
            if term.is_named_in(name):
                best = np.maximum(best, scores)
        if term.concept.facet is Facet.GENRE:
            named = np.array([bool(g) and term.is_named_in(g) for g in self.genres], dtype=bool)
            best = np.maximum(best, named[self.genre_of])
        return best

    def score_hints(self, concept: Concept) -> FloatArray:
        """Best score among the tags that only make a term likely, (n,)."""
        best = np.zeros(len(self), np.float32)
        for name in concept.hints:
            if name in self.tags:
                best = np.maximum(best, self.tags[name])
        return best

    def score_voice(self, voice: str) -> FloatArray:
        """How sure the tags are of a female or male voice, (n,)."""
        best = np.zeros(len(self), np.float32)
        for name in VOICE_TAGS.get(voice, ()):
            if name in self.tags:
                best = np.maximum(best, self.tags[name])
        return best


def build_snapshot(
    tracks: Iterable[Track],
    vectors: Mapping[str, FloatArray],
    fusion: Fusion,
    *,
    revision: int = 0,
    fetch: Callable[[Sequence[str]], Mapping[str, Track]] | None = None,
) -> LibrarySnapshot:
    """Lay a library out as arrays.

    Args:
        tracks: the tracks in the library; those without a vector are left out.
        vectors: music vectors (dm,) by track id.
        fusion: its music tower places the tracks in the joint space.
        revision: the library's change counter.
        fetch: gives full tracks by id; by default the tracks themselves are kept in memory.

    """
    known = sorted((t for t in tracks if t.id in vectors), key=lambda t: t.id)
    kept = {t.id: t for t in known} if fetch is None else {}
    music = np.stack([vectors[t.id] for t in known]).astype(np.float32) if known else np.zeros((0, 1), np.float32)
    genres = tuple(sorted({t.genre for t in known} | {""}))
    place = {genre: n for n, genre in enumerate(genres)}
    return LibrarySnapshot(
        revision=revision,
        ids=tuple(t.id for t in known),
        music=music,
        joint=_project_music(music, fusion),
        values=_collect_values(known),
        tempo_alternatives=_collect_alternatives(known),
        beat_sure=np.array([t.traits.tempo_confidence for t in known], np.float64),
        singing=np.array([-1 if t.traits.vocals is None else int(t.traits.vocals) for t in known], np.int8),
        vocal_score=np.array([t.traits.vocal_score for t in known], np.float64),
        explicit=np.array([t.explicit for t in known], bool),
        licence={use: np.array([allows_use(t.licence, use) for t in known], bool) for use in USES},
        artists=tuple(list_artists(t.artist) for t in known),
        credits=tuple(list_credited(t.artist, t.title) for t in known),
        owners=tuple(t.guild_id for t in known),
        genres=genres,
        genre_of=np.array([place[t.genre] for t in known], np.intp),
        tags=_collect_tags(known),
        texts=tuple(_write_lexical_text(t) for t in known),
        titles=tuple(fold_name(f"{t.title} {t.album}") for t in known),
        names=tuple((t.title, t.artist) for t in known),
        works=tuple(name_works(t.artist, t.title) for t in known),
        shapes=_collect_shapes(known),
        swings=collect_swings([t.traits for t in known]),
        fetch=fetch or (lambda ids: {i: kept[i] for i in ids if i in kept}),
    )


def _project_music(music: FloatArray, fusion: Fusion) -> FloatArray:
    if not len(music):
        return np.zeros((0, fusion.dim), np.float32)
    parts = [fusion.encode_music(music[at : at + _TOWER_BATCH]) for at in range(0, len(music), _TOWER_BATCH)]
    return np.concatenate(parts).astype(np.float32)


def _collect_values(tracks: Sequence[Track]) -> dict[Facet, DoubleArray]:
    def column(facet: Facet) -> DoubleArray:
        found = [get_measured(t, facet) for t in tracks]
        return np.array([np.nan if v is None else v for v in found], np.float64)

    return {f: column(f) for f in (Facet.TEMPO, Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE, Facet.LENGTH, Facet.ERA)}


_FLAT = 0.015  # standard deviation below which the course of a track's energy is noise


def _collect_shapes(tracks: Sequence[Track]) -> NDArray[np.float16]:
    found = np.zeros((len(tracks), CURVE_POINTS), np.float16)
    for row, track in enumerate(tracks):
        curve = np.asarray(track.traits.energy_curve, np.float64)
        if len(curve) == CURVE_POINTS and curve.std() >= _FLAT:
            found[row] = (curve - curve.mean()) / np.linalg.norm(curve - curve.mean())
    return found


def _collect_alternatives(tracks: Sequence[Track]) -> DoubleArray:
    found = np.full((len(tracks), MOST_ALTERNATIVES), np.nan)
    for row, track in enumerate(tracks):
        others = track.traits.tempo_alternatives_bpm[:MOST_ALTERNATIVES]
        found[row, : len(others)] = others
    return found


def _collect_tags(tracks: Sequence[Track]) -> dict[str, FloatArray]:
    columns: dict[str, FloatArray] = {}
    for row, track in enumerate(tracks):
        for tag in track.tags:
            column = columns.setdefault(tag.name, np.zeros(len(tracks), np.float32))
            column[row] = max(column[row], tag.score)
    return columns


LEXICAL_TAG = 0.15


def _write_lexical_text(track: Track) -> str:
    tags = " ".join(tag.name for tag in track.tags if tag.score >= LEXICAL_TAG)
    return fold_name(f"{track.title} {track.artist} {track.album} {track.genre} {tags}")
