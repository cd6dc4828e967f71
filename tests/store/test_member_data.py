"""What members said and did can be forgotten, and then it is gone."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Table, delete, func, select, update

from musechat.brief import Wish
from store.database import Database, parse_sqlite_path
from store.retention import copy_without_words
from store.tables import Base, BriefEventRow, MemberRow, TurnRow
from store.thread_history import expire_words, load_brief_events
from tests.store.made import DAY, NOON, fill, wish

SECRET = "kumquat-zebra-7741"
# Tables without anything a member said or did. Videos are known by their bytes alone, and expire by themselves.
OF_NO_MEMBER = {
    *(
        "event_counts",
        "guilds",
        "videos",
        "video_vectors",
        "clip_music",
        "clip_excerpts",
        "clip_pictures",
        "clip_recordings",
        "tracks",
        "track_vectors",
        "workers",
        "facts",
    ),
    *("known_files", "watched_files", "library_sources", "source_tracks"),
}


def owned(metadata_tables: dict[str, Table]) -> set[str]:
    """Names of the tables whose rows go when their member goes."""
    found = {"members"}
    while True:
        more = {
            table.name
            for table in metadata_tables.values()
            if any(key.ondelete == "CASCADE" and key.column.table.name in found for key in table.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


def test_everything_of_a_member_goes_with_the_member() -> None:
    tables = dict(Base.metadata.tables)
    assert set(tables) > OF_NO_MEMBER
    assert set(tables) - owned(tables) == OF_NO_MEMBER, (
        "give the new table a cascade path from members, or list it here"
    )


def test_deleting_one_member_leaves_the_others_alone(database: Database) -> None:
    with database.write() as session:
        gone, stays = fill(session, n=1), fill(session, n=2)
        session.execute(delete(MemberRow).where(MemberRow.id == gone.member_id))
    with database.read() as session:
        for name in owned(dict(Base.metadata.tables)):
            rows = session.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
            assert rows == (3 if name == "brief_events" else 1), name
        assert load_brief_events(session, stays.thread_id)


def traces(db: Database) -> list[str]:
    path = parse_sqlite_path(db.url)
    assert path is not None
    files = [f for f in path.parent.iterdir() if f.is_file()]
    return [f.name for f in files if SECRET.encode() in f.read_bytes()]


def test_a_deleted_member_s_text_is_in_no_file(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as session:
        filled = fill(session, secret=SECRET)
        fill(session, n=2)
    assert traces(sqlite_database)
    with sqlite_database.write() as session:
        session.execute(delete(MemberRow).where(MemberRow.id == filled.member_id))
    assert sqlite_database.scrub_journal()
    assert traces(sqlite_database) == []
    assert list(tmp_path.glob("musechat.db"))


def test_scrubbing_says_when_a_reader_holds_the_journal(sqlite_database: Database) -> None:
    with sqlite_database.read() as reading:
        reading.execute(select(MemberRow))
        with sqlite_database.write() as session:
            fill(session)
        sqlite_database.engine.dispose()
        hasty = Database(sqlite_database.url)
        with hasty.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
        assert not hasty.scrub_journal()
        hasty.close()
    assert sqlite_database.scrub_journal()


def test_scrubbing_a_server_is_nothing_to_do(postgresql_database: Database) -> None:
    assert postgresql_database.scrub_journal()


def test_old_words_are_blanked_and_what_they_came_to_stays(database: Database) -> None:
    with database.write() as session:
        old = fill(session, secret=SECRET, at=NOON - DAY, n=1)
        new = fill(session, secret="recent", at=NOON + DAY, n=2)
        other = session.scalars(select(TurnRow).where(TurnRow.thread_id == new.thread_id)).one()
        brief_of_another_thread = json.dumps(other.brief)
    with database.write() as session:
        assert expire_words(session, NOON) == 3  # a turn and two lines of the ledger
    with database.write() as session:
        assert expire_words(session, NOON) == 0
        assert [event.wish for event in load_brief_events(session, old.thread_id)] == [
            wish(said=""),
            Wish.from_json(copy_without_words(wish(said="x").to_json() | {"facet": "words", "value": {"text": "y"}})),
            None,
        ]
        blanked, kept = session.scalars(select(TurnRow).order_by(TurnRow.id))
        assert (blanked.words, blanked.source, blanked.source_name) == ("", "", "")
        assert SECRET not in str(blanked.brief)
        assert blanked.brief[0]["wish"]["value"] == {"name": "drums"}
        assert kept.words == "words recent"
        assert "recent" in str(kept.brief)
        assert json.dumps(kept.brief) == brief_of_another_thread
        assert "recent" in str(session.scalars(select(BriefEventRow.wish).filter_by(thread_id=new.thread_id)).all())


def test_words_of_an_unfinished_turn_wait(database: Database) -> None:
    with database.write() as session:
        fill(session, at=NOON - DAY)
        session.execute(update(TurnRow).values(state="queued", finished_at=None))
        session.execute(delete(BriefEventRow))
    with database.write() as session:
        assert expire_words(session, NOON) == 0
        assert session.scalars(select(TurnRow.words)).one() != ""


def test_expired_words_are_in_no_file(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        filled = fill(session, secret=SECRET, at=NOON - DAY)
        table = Base.metadata.tables
        session.execute(delete(table["exclusions"]))
        session.execute(update(MemberRow).values(external_id="x"))
        session.execute(update(table["threads"]).values(name=""))
    with sqlite_database.write() as session:
        expire_words(session, NOON)
    assert sqlite_database.scrub_journal()
    assert traces(sqlite_database) == []
    with sqlite_database.read() as session:
        assert len(load_brief_events(session, filled.thread_id)) == 3
