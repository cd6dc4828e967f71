"""Summaries of the library's tracks with their embeddings, read in bulk.

A row's measured values are some kilobytes of JSON, most of it beats. The database picks out the few that a summary has,
so that Python parses a tenth of the text and makes no object for the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.orm import Session

from musechat.track import Licence
from musechat.track_summary import TrackSummary
from store.tables import TrackRow, TrackVectorRow

BATCH = 500
# Fields of the measured values, in the order of the summary's.
_MEASURED = (
    "duration_s", "tempo_bpm", "tempo_confidence", "tempo_alternatives_bpm", "energy", "energy_curve", "brightness",
    "valence", "vocals", "vocal_score",
)  # fmt: skip


def iter_track_summaries(
    session: Session, encoder: str, version: str, ids: Sequence[str] | None = None
) -> Iterator[list[tuple[TrackSummary, bytes]]]:
    """Iterate over the library's tracks that an encoder has embedded, with their vectors, by id, in batches.

    Args:
        session: to read with.
        encoder: whose embeddings.
        version: of the encoder.
        ids: only these tracks, sorted; None: all.

    Returns:
        Lists of up to :data:`BATCH` summaries, each with its vector's float32 bytes.

    """
    of = TrackRow
    wanted = (
        select(
            of.id, of.title, of.artist, of.album, of.genre, of.year, of.explicit, of.guild_id, of.rating,
            cast(of.licence, Text), cast(of.tags, Text), _pick_measured(session), TrackVectorRow.data,
        )
        .join(TrackVectorRow, TrackVectorRow.track_id == of.id)
        .where(TrackVectorRow.encoder == encoder, TrackVectorRow.version == version)
        .where(of.removed_at.is_(None))
        .order_by(of.id)
    )  # fmt: skip
    if ids is None:
        found = session.execute(wanted.execution_options(yield_per=BATCH)).partitions()
        return ([_make_summary(row) for row in batch] for batch in found)
    some = (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
    return ([_make_summary(row) for row in session.execute(wanted.where(of.id.in_(few)))] for few in some)


def _pick_measured(session: Session) -> ColumnElement[str]:
    """The values of :data:`_MEASURED` as the text of one JSON array; null for those that a row lacks."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_extract(TrackRow.traits, *(f"$.{name}" for name in _MEASURED), type_=Text)
    return cast(func.jsonb_build_array(*(TrackRow.traits[name] for name in _MEASURED)), Text)


def _make_summary(row: Sequence[Any]) -> tuple[TrackSummary, bytes]:
    """The summary and the vector of one row, whose columns are those of :func:`iter_track_summaries`."""
    *named, licence, tags, measured, vector = row
    duration, tempo, sure, others, energy, curve, brightness, valence, vocals, voice = json.loads(measured)
    id_, title, artist, album, genre, year, explicit, guild_id, rating = named
    tagged = tuple([(tag["name"], tag["score"]) for tag in json.loads(tags)])
    known = (id_, title, artist, album, genre, year, explicit, _parse_licence(licence), guild_id, rating, tagged)
    heard = (duration, tempo, sure, tuple(others or ()), energy, tuple(curve), brightness, valence, vocals, voice)
    return TrackSummary(*known, *heard), vector


@lru_cache(maxsize=256)
def _parse_licence(text: str) -> Licence:
    return Licence(**json.loads(text))
