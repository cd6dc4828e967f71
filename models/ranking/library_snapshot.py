"""The library as arrays, a row per track, so that choosing never walks over tracks.

A snapshot looks at one or several immutable parts: a large one that processes share, and small ones of what has changed
since. What is small is copied into the order of the rows; vectors, texts and inverted indexes stay where they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.fusion.interface import Fusion
from models.index.file_names import NameArray
from models.ranking.arrays.library_part import OF_ROWS, Array, LibraryPart
from models.ranking.arrays.part_builder import NOBODY, USES, VALUES, PartBuilder
from models.ranking.arrays.placed_rows import PlacedMatrix, RowView
from models.ranking.arrays.placed_words import PlacedWords, place_words
from models.ranking.arrays.row_lookups import FloatArray, IdRows, NameRows, Rows, TagScores
from models.ranking.term_scores import TermScores, find_named
from models.ranking.track_places import place_tracks
from musechat.concepts import NamedConcept
from musechat.credits import list_credited
from musechat.nobody import list_artists
from musechat.track import Track
from musechat.track_summary import TrackSummary
from musechat.wish import Facet
from musechat.works import name_works

DoubleArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

__all__ = ["USES", "BoolArray", "DoubleArray", "FloatArray", "LibrarySnapshot", "Rows", "build_snapshot"]


@dataclass(frozen=True, eq=False)
class LibrarySnapshot:
    """One revision of the library, a row per track, in the order of ids.

    Attributes:
        revision: the library's change counter.
        parts: the tracks as arrays.
        place: which of all rows of the parts each row is, (n,).
        fetch: full tracks by id, for the few that are looked at closely.

    """

    revision: int
    parts: tuple[LibraryPart, ...]
    place: NDArray[np.int32]
    fetch: Callable[[Sequence[str]], Mapping[str, Track]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(map(len, self.parts))]

    @cached_property
    def is_whole(self) -> bool:
        """Whether the rows are those of a single part, all of them in order."""
        return len(self.parts) == 1 and len(self.place) == len(self.parts[0])

    @cached_property
    def rows_of(self) -> tuple[NDArray[np.int32], ...]:
        """For each part the row of each of its own rows, -1 where a track is gone or was renewed."""
        row_of_slot = np.full(self._starts[-1], -1, np.int32)
        row_of_slot[self.place] = np.arange(len(self), dtype=np.int32)
        return tuple(row_of_slot[a:b] for a, b in zip(self._starts, self._starts[1:], strict=False))

    def gather(self, columns: Sequence[Array]) -> Array:
        """Bring a column of each part, (m, ...), into the order of the rows, (n, ...); of a single part no copy."""
        return columns[0] if self.is_whole else np.asarray(np.concatenate(columns)[self.place])

    def derive(self, name: str, make: Callable[[LibraryPart], Array]) -> Array:
        """A column (n, ...) that ``make`` works out for a part; once for each part, whatever is added to others."""
        return self.gather([part.derive(f"{OF_ROWS}{name}", lambda part=part: make(part)) for part in self.parts])  # type: ignore[misc]

    def find_words(self, name: str) -> PlacedWords:
        """The inverted index of that name over the rows."""
        return place_words([part.words[name] for part in self.parts], self.rows_of, len(self))

    def _column(self, name: str) -> Any:
        return self.gather([part.columns[name] for part in self.parts])

    def _matrix(self, name: str) -> FloatArray | PlacedMatrix:
        found = [part.columns[name] for part in self.parts if len(part)] or [self.parts[0].columns[name]]
        return found[0] if self.is_whole else PlacedMatrix(found, self.place)

    def _get_text(self, name: str, row: int) -> str:
        slot = int(self.place[row])
        part = bisect_right(self._starts, slot) - 1
        return self.parts[part].texts[name][slot - self._starts[part]]

    @cached_property
    def ids(self) -> NameArray:
        """Track ids, ascending."""
        if self.is_whole:
            return self.parts[0].ids
        return NameArray.join([part.ids for part in self.parts]).select_rows(self.place)

    @cached_property
    def music(self) -> FloatArray | PlacedMatrix:
        """Vectors of the music encoder, (n, dm) unit."""
        return self._matrix("music")

    @cached_property
    def joint(self) -> FloatArray | PlacedMatrix:
        """The same tracks in the fusion's space, (n, d) unit."""
        return self._matrix("joint")

    @cached_property
    def shapes(self) -> FloatArray | PlacedMatrix:
        """The course of the energy over each track, (n, CURVE_POINTS) unit about its mean; zeros where it is flat."""
        return self._matrix("shapes")

    @cached_property
    def values(self) -> dict[Facet, DoubleArray]:
        """What range rules look at, (n,) each; NaN where not known."""
        return {facet: self._column(f"value.{facet.value}") for facet in VALUES}

    @cached_property
    def tempo_alternatives(self) -> DoubleArray:
        """Octaves at which people may count a track's tempo too, (n, 2) bpm; NaN where there is none."""
        return self._column("tempo_alternatives")  # type: ignore[no-any-return]

    @cached_property
    def beat_sure(self) -> DoubleArray:
        """Confidence of the tempo, 0..1, (n,)."""
        return self._column("beat_sure")  # type: ignore[no-any-return]

    @cached_property
    def singing(self) -> NDArray[np.int8]:
        """1 sung, 0 not, -1 unsure, (n,)."""
        return self._column("singing")  # type: ignore[no-any-return]

    @cached_property
    def vocal_score(self) -> DoubleArray:
        """Estimated probability of singing, (n,)."""
        return self._column("vocal_score")  # type: ignore[no-any-return]

    @cached_property
    def explicit(self) -> BoolArray:
        """Whether a track is marked as explicit, (n,)."""
        return self._column("explicit")  # type: ignore[no-any-return]

    @cached_property
    def word_counts(self) -> NDArray[np.int32]:
        """Number of words that the lexical channel reads, (n,)."""
        return self._column("words")  # type: ignore[no-any-return]

    @cached_property
    def ratings(self) -> DoubleArray:
        """The owner's rating of each, 0.2 to 1; NaN where there is none, (n,)."""
        return self._column("rating")  # type: ignore[no-any-return]

    @cached_property
    def swings(self) -> DoubleArray:
        """The largest lasting rise and fall of each track's energy, (n, 2)."""
        return self._column("swings")  # type: ignore[no-any-return]

    @cached_property
    def licence(self) -> dict[str, BoolArray]:
        """For each of :data:`USES`, whether it is known to be allowed, (n,)."""
        return {use: self._column(f"licence.{use}") for use in USES}

    @cached_property
    def _owner(self) -> NDArray[np.int64]:
        return self._column("owner")  # type: ignore[no-any-return]

    @cached_property
    def owners(self) -> Sequence[int | None]:
        """The only guild that may hear a track, per row; None: everyone."""
        owner = self._owner
        return RowView(len(self), lambda row: None if owner[row] == NOBODY else int(owner[row]))

    @cached_property
    def owner_guilds(self) -> frozenset[int]:
        """The guilds that have tracks of their own."""
        return frozenset(np.unique(self._owner[self._owner != NOBODY]).tolist())

    @cached_property
    def names(self) -> Sequence[tuple[str, str]]:
        """Title and credit as they are written, per row."""
        return RowView(len(self), lambda row: (self._get_text("title", row), self._get_text("artist", row)))

    @cached_property
    def artists(self) -> Sequence[frozenset[str]]:
        """Everyone a track's credit names, plain, per row; empty where it names nobody."""
        return RowView(len(self), lambda row: list_artists(self._get_text("artist", row)))

    @cached_property
    def credits(self) -> Sequence[frozenset[str]]:
        """The same and whom its title names (guests, remixers), which is what a ban looks at."""
        return RowView(len(self), lambda row: list_credited(self.names[row][1], self.names[row][0]))

    @cached_property
    def works(self) -> Sequence[frozenset[str]]:
        """Names of the work that a track is a version of, per row; see :func:`musechat.works.name_works`."""
        return RowView(len(self), lambda row: name_works(self.names[row][1], self.names[row][0]))

    @cached_property
    def texts(self) -> Sequence[str]:
        """What the lexical channel reads, per row."""
        return RowView(len(self), lambda row: self._get_text("text", row))

    @cached_property
    def titles(self) -> Sequence[str]:
        """Title and album, plain, per row."""
        return RowView(len(self), lambda row: self._get_text("titles", row)[1:-1])

    @cached_property
    def genres(self) -> tuple[str, ...]:
        """The distinct genre texts, sorted, "" included; :attr:`genre_of` points into them."""
        return tuple(sorted({"", *self.find_words("genres").terms}))

    @cached_property
    def genre_of(self) -> Rows:
        """Which of :attr:`genres` each track has, (n,); that of "" where it has none."""
        number_of = {genre: number for number, genre in enumerate(self.genres)}
        found = np.full(len(self), number_of[""], np.intp)
        for part, rows_of in zip((part.words["genres"] for part in self.parts), self.rows_of, strict=True):
            numbers = np.array([number_of.get(genre, 0) for genre in part.terms], np.intp)
            rows = rows_of[part.slots]
            found[rows[rows >= 0]] = np.repeat(numbers, np.diff(part.starts))[rows >= 0]
        return found

    @cached_property
    def tags(self) -> TagScores:
        """Score of each tag, (n,) per tag name."""
        return TagScores(self.find_words("tags"))

    @cached_property
    def row_of(self) -> IdRows:
        """Row of each track id."""
        return IdRows(self.ids)

    @cached_property
    def rows_of_artist(self) -> NameRows:
        """Rows of each plain artist name."""
        return NameRows(self.find_words("artists"))

    @cached_property
    def rows_of_work(self) -> NameRows:
        """Rows of each name of a work."""
        return NameRows(self.find_words("works"))

    @cached_property
    def rows_crediting(self) -> NameRows:
        """Rows of each plain name that a ban on it concerns."""
        return NameRows(self.find_words("credits"))

    def warm_up(self) -> None:
        """Make what is made when first asked for, so that no turn waits for it."""
        _ = (self.ids, self.values, self.licence, self.places, self.terms)
        _ = (
            self.tempo_alternatives,
            self.singing,
            self.vocal_score,
            self.explicit,
            self._owner,
            self.swings,
            self.ratings,
        )

    def mask_visible(self, guild_id: int | None) -> BoolArray:
        """Which rows exist for a guild: everyone's and its own, (n,)."""
        rows = self._owner == NOBODY
        return np.asarray(rows if guild_id is None else rows | (self._owner == guild_id))

    @cached_property
    def places(self) -> dict[Facet, DoubleArray]:
        """Each track's place on the scales that clips are compared on, (n,) each in 0..1, see :mod:`.track_places`."""
        return place_tracks(self.values)

    @cached_property
    def _titled(self) -> dict[str, BoolArray]:
        return {}

    def mask_named_in_title(self, term: NamedConcept) -> BoolArray:
        """Whether title or album name a genre or an instrument, (n,)."""
        known = self._titled.get(term.concept.id)
        if known is None:
            known = np.zeros(len(self), np.bool_)
            for part, rows_of in zip(self.parts, self.rows_of, strict=True):
                if term.concept.facet is not Facet.MOOD:
                    rows = rows_of[find_named(part.texts["titles"], term)]
                    known[rows[rows >= 0]] = True
            self._titled[term.concept.id] = known
        return known

    def find_rows(self, ids: Iterable[str]) -> Rows:
        """Rows of those ids that are here, ascending."""
        asked = NameArray.from_names(set(ids)).data
        if not len(asked) or not len(self):
            return np.zeros(0, np.intp)
        held = self.ids.data
        rows = np.minimum(np.searchsorted(held, asked), len(held) - 1)
        return np.sort(rows[held[rows] == asked])

    @cached_property
    def terms(self) -> TermScores:
        """How sure tags and genre texts are of what can be wished for."""
        return TermScores(self.tags, self.genres, self.genre_of)


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
    builder = PartBuilder()
    for track in known:
        builder.add(TrackSummary.from_track(track), vectors[track.id])
    return snapshot_part(
        builder.finish(fusion), revision, fetch or (lambda ids: {i: kept[i] for i in ids if i in kept})
    )


def snapshot_part(
    part: LibraryPart, revision: int, fetch: Callable[[Sequence[str]], Mapping[str, Track]]
) -> LibrarySnapshot:
    """Look at all tracks of one part."""
    return LibrarySnapshot(revision, (part,), np.arange(len(part), dtype=np.int32), fetch)
