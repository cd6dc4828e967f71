"""Lays tracks out as arrays, one after the other: what choosing, reading and the check of reasons look at."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.fusion.interface import Fusion
from models.index.file_names import NameArray
from models.ranking.arrays.energy_curves import CurveRows
from models.ranking.arrays.library_part import Array, LibraryPart
from models.ranking.arrays.name_postings import NamePostings
from models.ranking.arrays.postings import PostingsBuilder
from models.ranking.arrays.text_pool import TextPoolBuilder
from musechat.concepts import fold_name
from musechat.matching import allows_use
from musechat.track import Licence
from musechat.track_summary import TrackSummary
from musechat.wish import Facet

FloatArray = NDArray[np.float32]

USES = ("commercial", "derivatives", "no-attribution")
VALUES = (Facet.TEMPO, Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE, Facet.LENGTH, Facet.ERA)
MOST_ALTERNATIVES = 2  # of a track's tempo, that rules and wishes look at
LEXICAL_TAG = 0.15  # score from which a tag's name counts among a track's words
NOBODY = -1  # the owner of a track that everybody may hear
_TOWER_BATCH = 4096

# Numbers of one track, by the name of their column.
_NUMBERS: dict[str, tuple[type, Callable[[TrackSummary], float | None]]] = {
    f"value.{Facet.TEMPO.value}": (np.float64, lambda track: track.tempo_bpm),
    f"value.{Facet.ENERGY.value}": (np.float64, lambda track: track.energy),
    f"value.{Facet.BRIGHTNESS.value}": (np.float64, lambda track: track.brightness),
    f"value.{Facet.VALENCE.value}": (np.float64, lambda track: track.valence),
    f"value.{Facet.LENGTH.value}": (np.float64, lambda track: track.duration_s),
    f"value.{Facet.ERA.value}": (np.float64, lambda track: track.year),
    "beat_sure": (np.float64, lambda track: track.tempo_confidence),
    "singing": (np.int8, lambda track: -1 if track.vocals is None else track.vocals),
    "vocal_score": (np.float64, lambda track: track.vocal_score),
    "explicit": (np.bool_, lambda track: track.explicit),
    "rating": (np.float64, lambda track: track.rating),
}
_GETTERS = [get for _, get in _NUMBERS.values()]


class PartBuilder:
    """Collects tracks, in the order of their ids, and lays them out."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._vectors = bytearray()
        self._numbers, self._alternatives, self._owners = array("d"), array("d"), array("q")
        self._uses = bytearray()
        self._curves = CurveRows()
        self._lengths = array("i")
        self._texts = {name: TextPoolBuilder() for name in ("title", "artist", "titles", "text")}
        self._tags, self._words, self._genres = (
            PostingsBuilder(weighted=True),
            PostingsBuilder(weighted=True),
            PostingsBuilder(),
        )
        self._names = NamePostings()
        self._fold = cache(fold_name)  # of what many tracks share: tags, genres, albums
        self._list_uses = cache(_list_uses)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, track: TrackSummary, vector: FloatArray | bytes) -> None:
        """Add a track with its music vector (dm,), as an array or as its bytes."""
        self._ids.append(track.id)
        self._vectors += vector if isinstance(vector, bytes) else np.asarray(vector, np.float32).tobytes()
        self._add_numbers(track)
        self._add_words(len(self._ids) - 1, track)

    def _add_numbers(self, track: TrackSummary) -> None:
        found = [get(track) for get in _GETTERS]
        self._numbers.extend([math.nan if value is None else value for value in found])
        self._owners.append(NOBODY if track.guild_id is None else track.guild_id)
        self._uses += self._list_uses(track.licence)
        others = track.tempo_alternatives_bpm[:MOST_ALTERNATIVES]
        self._alternatives.extend((*others, *(math.nan,) * (MOST_ALTERNATIVES - len(others))))
        self._curves.add(track.energy_curve, track.duration_s)

    def _add_words(self, slot: int, track: TrackSummary) -> None:
        credit = self._names.get_credit(track.artist)
        title, album, genre = fold_name(track.title), self._fold(track.album), self._fold(track.genre)
        titled = _join(title, album)
        tags = [self._fold(name) for name, score in track.tags if score >= LEXICAL_TAG]
        text = _join(
            title, credit.folded, album, genre, *tags
        )  # folding keeps words apart, so that parts may be folded
        words = text.split()
        self._lengths.append(len(words))
        self._texts["title"].add(track.title)
        self._texts["artist"].add(track.artist)
        self._texts["titles"].add(f" {titled} ")
        self._texts["text"].add(text)
        scores: dict[str, float] = {}
        for name, score in track.tags:
            scores[name] = max(scores.get(name, 0.0), score)
        self._tags.add_weighted(slot, scores)
        self._words.add_weighted(slot, Counter(words))
        self._genres.add(slot, (track.genre,))
        self._names.add(slot, track.title, title, credit, f"{titled} {genre}")

    def finish(self, fusion: Fusion) -> LibraryPart:
        """Lay out what was added; the fusion's music tower places the tracks in the joint space. Ends the builder."""
        count = len(self._ids)
        vectors = np.frombuffer(self._vectors, np.float32)
        music = vectors.reshape(count, -1) if count else np.zeros((0, 1), np.float32)
        numbers = np.array(self._numbers, np.float64).reshape(count, len(_NUMBERS))
        uses = np.frombuffer(self._uses, np.bool_).reshape(count, len(USES))
        columns: dict[str, Array] = {
            "music": music,
            "joint": _project_music(music, fusion),
            "tempo_alternatives": np.array(self._alternatives, np.float64).reshape(count, MOST_ALTERNATIVES),
            "words": np.array(self._lengths, np.int32),
            "owner": np.array(self._owners, np.int64),
        }
        columns["shapes"], columns["swings"] = self._curves.finish()
        columns |= {name: numbers[:, at].astype(kind) for at, (name, (kind, _)) in enumerate(_NUMBERS.items())}
        columns |= {f"licence.{use}": uses[:, at].copy() for at, use in enumerate(USES)}
        texts = {name: builder.finish() for name, builder in self._texts.items()}
        words = {"tags": self._tags.finish(), "words": self._words.finish(), "genres": self._genres.finish()}
        return LibraryPart(NameArray.from_names(self._ids), columns, texts, words | self._names.finish())


def is_laid_out_alike(part: LibraryPart, fusion: Fusion) -> bool:
    """Whether a part has the arrays that this version lays out, of the same kinds; an earlier one may have made it."""
    return _describe_layout(part) == _describe_layout(PartBuilder().finish(fusion))


def _describe_layout(part: LibraryPart) -> set[tuple[str, str]]:
    columns = {(f"column {name}", f"{column.dtype} {column.ndim}") for name, column in part.columns.items()}
    words = {(f"words {name}", str(postings.weights is None)) for name, postings in part.words.items()}
    return columns | words | {(f"text {name}", "") for name in part.texts}


def _join(*folded: str) -> str:
    return " ".join(filter(None, folded))


def _list_uses(licence: Licence) -> bytes:
    return bytes(allows_use(licence, use) for use in USES)


def _project_music(music: FloatArray, fusion: Fusion) -> FloatArray:
    if not len(music):
        return np.zeros((0, fusion.dim), np.float32)
    parts = [fusion.encode_music(music[at : at + _TOWER_BATCH]) for at in range(0, len(music), _TOWER_BATCH)]
    return np.concatenate(parts).astype(np.float32)
