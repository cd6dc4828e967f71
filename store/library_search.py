"""Pages of everyone's library, and a search in titles and artists."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from musechat.plain_values import require_plain_text
from musechat.track import Track
from store.tables import TrackRow
from store.track_library import get_tracks


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A page of tracks, ordered by id, out of ``total``; ``next``: the id to go on after, None at the end."""

    tracks: tuple[Track, ...]
    total: int
    next: str | None


def load_library_page(session: Session, *, words: str = "", after: str = "", limit: int = 50) -> LibraryPage:
    """Load a page of the tracks that everybody may get, those of single guilds left out.

    Args:
        session: to read with.
        words: what title or artist must contain, each word by itself, whatever its case.
        after: the id of the last track of the page before.
        limit: how many tracks at most.

    Raises:
        BadInput: ``unreadable-text``.

    """
    words, after = require_plain_text(words), require_plain_text(after)
    listed = [TrackRow.removed_at.is_(None), TrackRow.guild_id.is_(None), *map(_contains, words.split())]
    total = session.scalar(select(func.count()).select_from(TrackRow).where(*listed)) or 0
    # One more than the page, which tells whether it is the last.
    wanted = select(TrackRow.id).where(*listed, TrackRow.id > after).order_by(TrackRow.id).limit(limit + 1)
    ids = list(session.scalars(wanted))
    found = get_tracks(session, ids[:limit])
    tracks = tuple(found[one] for one in ids[:limit] if one in found)
    return LibraryPage(tracks, total, ids[limit - 1] if len(ids) > limit else None)


def load_public_track(session: Session, track_id: str) -> Track | None:
    """Load a track that everybody may get; None for an unknown one, a removed one and a guild's own."""
    found = get_tracks(session, [track_id], removed=False).get(track_id)
    return None if found is None or found.guild_id is not None else found


def _contains(word: str) -> ColumnElement[bool]:
    return or_(TrackRow.title.icontains(word, autoescape=True), TrackRow.artist.icontains(word, autoescape=True))
