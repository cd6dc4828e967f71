"""What a public catalogue of sound says that clips' own sound is. Deleted with the clip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from musechat.clip_music import ClipRecording
from store.tables import ClipRecordingRow
from store.upsert import upsert_row


@dataclass(frozen=True, slots=True)
class AskedClip:
    """A clip of which a catalogue is to be asked."""

    video_hash: str
    fingerprint: str
    duration_s: float


def save_question(session: Session, clip: AskedClip, now: datetime) -> None:
    """Note that a catalogue is to be asked of a clip."""
    values = {
        "video_hash": clip.video_hash,
        "fingerprint": clip.fingerprint,
        "duration_s": clip.duration_s,
        "title": "",
        "artist": "",
        "score": 0.0,
        "made_at": now,
    }
    upsert_row(session, ClipRecordingRow, ("video_hash",), values)


def save_answer(session: Session, video_hash: str, found: ClipRecording | None) -> None:
    """Store what a clip is; None: nothing is sure. The fingerprint goes: it is not asked again."""
    said = {} if found is None else {"title": found.title, "artist": found.artist, "score": round(found.score, 4)}
    asked = ClipRecordingRow.video_hash == video_hash
    session.execute(update(ClipRecordingRow).where(asked).values(fingerprint="", **said))


def list_unanswered(session: Session, since: datetime, before: datetime, limit: int) -> list[AskedClip]:
    """The newest clips of a span of time of which a catalogue was not asked, or has not answered."""
    wanted = (
        select(ClipRecordingRow.video_hash, ClipRecordingRow.fingerprint, ClipRecordingRow.duration_s)
        .where(ClipRecordingRow.fingerprint != "", ClipRecordingRow.made_at.between(since, before))
        .order_by(ClipRecordingRow.made_at.desc(), ClipRecordingRow.video_hash)
        .limit(limit)
    )
    return [AskedClip(*row) for row in session.execute(wanted)]


def give_up_questions(session: Session, before: datetime) -> None:
    """Drop the fingerprints of clips that no catalogue has answered by now."""
    old = (ClipRecordingRow.fingerprint != "", ClipRecordingRow.made_at < before)
    session.execute(update(ClipRecordingRow).where(*old).values(fingerprint=""))


def load_recording(session: Session, video_hash: str) -> ClipRecording | None:
    """Load what a clip's own sound is likely to be; None where that is not known."""
    row = session.get(ClipRecordingRow, video_hash, populate_existing=True)
    return ClipRecording(row.title, row.artist, row.score) if row is not None and row.title else None
