from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete

from language.licences import parse_licence
from language.receipts import write_receipt
from language.texts import LANGUAGES, load_texts
from musechat.track import LicenceStatement
from store.database import Database
from store.pick_records import load_thread_records
from store.tables import FeedbackRow, PickRecordRow
from store.thread_history import put_feedback
from store.track_library import put_track
from tests.store.made import STATED, fill, track

CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def test_the_licence_of_an_accepted_pick_is_frozen(database: Database) -> None:
    licence = parse_licence(CC_BY)
    song = replace(track(1), licence=licence, statements=(LicenceStatement(CC_BY, "tag WCOP", licence, CC_BY),))
    with database.write() as session:
        filled = fill(session)
        session.execute(delete(PickRecordRow))
        session.execute(delete(FeedbackRow))
        put_track(session, song, "1")
        put_feedback(session, filled.pick_id, filled.member_id, "accepted")
        put_track(session, replace(song, title="Renamed", licence=parse_licence("all rights reserved")), "1")
        put_feedback(session, filled.pick_id, filled.member_id, "accepted")
    with database.read() as session:
        (record,) = load_thread_records(session, filled.thread_id)
    assert (record.title, record.licence.id, record.version) == (song.title, "CC-BY-4.0", "4.0")
    assert (record.file_hash, record.source_url, record.start_s) == (song.file_hash, song.source_url, 1.0)
    # What its source says stands beside what its file says.
    assert [(s.text, s.where) for s in record.statements] == [(CC_BY, "tag WCOP"), ("CC BY 4.0", STATED.stated_in)]
    for language in LANGUAGES:
        text = write_receipt([record], load_texts(language))
        assert all(part in text for part in (song.title, "CC-BY-4.0", CC_BY, song.file_hash, "tag WCOP", "0:01–0:13"))


def test_a_pick_accepted_before_records_were_kept_has_one_of_now(database: Database) -> None:
    with database.write() as session:
        filled = fill(session)
        session.execute(delete(PickRecordRow))
    with database.read() as session:
        (record,) = load_thread_records(session, filled.thread_id)
        assert load_thread_records(session, filled.thread_id + 1) == []
    assert record.track_id == filled.track_id
    assert write_receipt([]).startswith("Nothing has been accepted")
