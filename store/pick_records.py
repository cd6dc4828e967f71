"""Records of accepted picks: what was known of each licence when somebody first accepted the track."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from language.licences import parse_licence
from language.receipts import format_credit
from musechat.licence_statement import PickRecord, make_pick_record
from musechat.track import LicenceStatement
from store.source_tracks import find_evidence
from store.tables import FeedbackRow, PickRecordRow, PickRow, TurnRow, utc_now
from store.track_library import get_track
from store.upsert import upsert_row


def freeze_record(session: Session, pick_id: int) -> None:
    """Record what is known of a pick's licence now; a pick that has a record keeps it."""
    if session.get(PickRecordRow, pick_id) is not None:
        return
    record = _build_record(session, pick_id, utc_now())
    if record is not None:
        key = {"pick_id": pick_id}
        upsert_row(session, PickRecordRow, tuple(key), {**key, "record": record.to_json(), "created_at": utc_now()})


def load_thread_records(session: Session, thread_id: int) -> list[PickRecord]:
    """Load the records of a thread's accepted picks, in order; each track once, as it was first accepted.

    A pick that was accepted before records were kept gets one of what is known now.
    """
    wanted = (
        select(PickRow.id, PickRecordRow.record, func.min(FeedbackRow.created_at))
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(FeedbackRow, FeedbackRow.pick_id == PickRow.id)
        .outerjoin(PickRecordRow, PickRecordRow.pick_id == PickRow.id)
        .where(TurnRow.thread_id == thread_id, FeedbackRow.verdict == "accepted")
        .group_by(PickRow.id, PickRecordRow.pick_id)
        .order_by(PickRow.id)
    )
    found: dict[str, PickRecord] = {}
    for pick_id, data, accepted_at in session.execute(wanted):
        record = PickRecord.from_json(data) if data else _build_record(session, pick_id, accepted_at)
        if record is not None:
            found.setdefault(record.track_id, record)
    return list(found.values())


def _build_record(session: Session, pick_id: int, accepted_at: datetime) -> PickRecord | None:
    pick = session.get(PickRow, pick_id)
    track = get_track(session, pick.track_id) if pick is not None else None
    if pick is None or track is None:
        return None
    track = replace(track, statements=(*track.statements, *_list_source_statements(session, track.id)))
    # SQLite's min() gives back a time without the zone that it was stored in.
    stamp = accepted_at.isoformat(timespec="seconds")
    return make_pick_record(track, format_credit(track), pick.start_s, pick.end_s, stamp)


def _list_source_statements(session: Session, track_id: str) -> list[LicenceStatement]:
    """What the sources of a track say of its licence, as statements beside those of its file."""
    return [
        LicenceStatement(
            evidence.statement,
            evidence.stated_in,
            parse_licence(evidence.statement),
            evidence.page_url,
            evidence.seen_at.isoformat(timespec="seconds"),
        )
        for stored in find_evidence(session, track_id)
        if (evidence := stored.track.evidence) is not None
    ]
