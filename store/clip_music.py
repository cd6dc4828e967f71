"""What of the library is in a clip already. A guild's own track is told in that guild alone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.clip_music import ClipMusic
from store.tables import ClipMusicRow, TrackRow
from store.upsert import upsert_row

EVERYONES = 0  # in place of a guild's id


def save_clip_music(
    session: Session, video_hash: str, track_id: str, owner: int | None, at_s: float, score: float
) -> None:
    """Store that a track is in a clip; ``owner``: the guild whose own track it is, None: everyone's."""
    key = {"video_hash": video_hash, "guild_id": EVERYONES if owner is None else owner}
    upsert_row(session, ClipMusicRow, tuple(key), {**key, "track_id": track_id, "at_s": at_s, "score": score})


def load_clip_music(session: Session, video_hash: str, guild_id: int | None) -> ClipMusic | None:
    """Load what is in a clip, of everyone's tracks and this guild's own; None where nothing is, or it was removed."""
    owners = {EVERYONES, EVERYONES if guild_id is None else guild_id}
    wanted = (
        select(ClipMusicRow, TrackRow.title, TrackRow.artist)
        .join(TrackRow, TrackRow.id == ClipMusicRow.track_id)
        .where(ClipMusicRow.video_hash == video_hash, ClipMusicRow.guild_id.in_(owners), TrackRow.removed_at.is_(None))
        .order_by(ClipMusicRow.score.desc())
        .limit(1)
    )
    found = session.execute(wanted).first()
    if found is None:
        return None
    row, title, artist = found
    return ClipMusic(row.track_id, title, artist, row.at_s, row.score)
