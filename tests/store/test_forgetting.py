"""A member who has everything deleted leaves nothing: no row, no word, no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from musechat.brief import Brief, Facet, Force
from musechat.pick import PickDraft
from musechat.turn import ClipSource, SourceKind, TurnKind, TurnState
from musechat.wish_values import NamedValue, WordsValue
from store import leases, ledger
from store.blobs import BlobStore
from store.database import Database, parse_sqlite_path
from store.member_data import count_member_data, forget_member, has_running_turns, set_opted_out, stop_turns
from store.members import find_member
from store.tables import Base, ExclusionRow, MemberRow, PickRow, ThreadRow, TurnRow, VideoRow, VideoVectorRow
from store.thread_history import add_exclusion, load_brief_events
from store.videos import DERIVED, put_video
from tests.musechat.made import wish_of
from tests.store.asked import claimed
from tests.store.exported import exported_of
from tests.store.made import NOON, wish
from tests.store.past import Past, posted, sha, songs

ALICE, BOB = "111222333444555666", "999888777666555444"
SECRET = "kumquat-zebra-7741"
PAINTED, SHARED_CLIP, SECOND = b"bob's clip", b"both have it", b"bob's second clip"


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore((tmp_path / "blobs").as_uri())


@pytest.fixture
def past(database: Database, blobs: BlobStore) -> Past:
    """Bob has a thread with two clips, shares a clip with Alice, and speaks in a thread of hers."""
    return live(Past(database, blobs))


def live(past: Past) -> Past:
    one, two, three, four = songs(4)
    past.tracks(one, two, three, four)
    alice, bob = past.member(ALICE), past.member(BOB)
    past.members = {"alice": alice, "bob": bob}
    own = past.thread(bob, name=f"film {SECRET}", external_id="b1")
    free = wish(f"free {SECRET}", facet=Facet.WORDS, force=Force.PREFER, value=WordsValue(f"like {SECRET}"))
    first = past.ask(
        own, bob, f"calm {SECRET}", kind=TurnKind.FIRST, source=posted(f"{SECRET}.mp4"), request=f"i{BOB}1"
    )
    picks = past.answer(first, one, two, wishes=(wish(f"no drums {SECRET}"), free), clip=PAINTED)
    past.judge(picks[0], bob, "accepted")
    again = past.ask(own, bob, kind=TurnKind.FIRST, source=posted(f"second-{SECRET}.mp4"))
    past.answer(again, three, clip=SECOND)
    shared = past.thread(bob, name="same", external_id="b2")
    past.answer(past.ask(shared, bob, kind=TurnKind.FIRST, source=posted("s.mp4")), four, clip=SHARED_CLIP)
    hers = past.thread(alice, name="hers", external_id="a1")
    begun = past.ask(hers, alice, "something warm", kind=TurnKind.FIRST, source=posted("s.mp4"))
    kept = past.answer(begun, one, wishes=(replace(wish("warm"), value=NamedValue("bass")),), clip=SHARED_CLIP)
    past.judge(kept[0], bob, "rejected")
    past.judge(kept[0], alice, "accepted")
    spoken = past.ask(hers, bob, f"no {SECRET}")
    past.answer(spoken, two, wishes=(wish_of(Force.NEVER, Facet.ARTIST, {"name": f"The {SECRET}"}, f"no {SECRET}"),))
    after = past.ask(hers, alice, "another")
    past.answer(after, three, reason=f"nothing by The {SECRET}", why=f"The other is by The {SECRET}")
    with past.db.write() as session:
        add_exclusion(session, scope="member", of=bob, what="artist", value=f"excluded {SECRET}")
        add_exclusion(session, scope="thread", of=hers, what="artist", value=f"The {SECRET}", turn_id=spoken)
        add_exclusion(session, scope="thread", of=hers, what="artist", value="Hers", turn_id=after)
    return past


def forget(past: Past, who: str) -> int:
    with past.db.write() as session:
        deleted = forget_member(session, past.members[who], past.blobs)
    assert past.db.scrub_journal()
    return deleted


def rows_with(db: Database, *texts: str) -> list[str]:
    """Names of the tables in which any row holds any of these texts, in any column."""
    with db.read() as session:
        return [
            f"{table.name}: {row}"
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            if any(text in repr(tuple(row)) for text in texts)
        ]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_no_row_and_no_blob_of_a_deleted_member_is_left(past: Past, tmp_path: Path) -> None:
    assert rows_with(past.db, SECRET)
    assert forget(past, "bob") == 2
    assert rows_with(past.db, SECRET, BOB) == []
    left = {path.name for path in files(tmp_path / "blobs")}
    assert left == {sha(SHARED_CLIP) + ".mp4", sha(SHARED_CLIP) + DERIVED[0]}
    with past.db.read() as session:
        assert session.scalars(select(VideoRow.hash)).all() == [sha(SHARED_CLIP)]
        assert session.scalars(select(VideoVectorRow.video_hash)).all() == [sha(SHARED_CLIP)]
        assert find_member(session, "discord", BOB) is None


def test_nothing_of_a_deleted_member_is_in_any_file(
    sqlite_database: Database, blobs: BlobStore, tmp_path: Path
) -> None:
    past = live(Past(sqlite_database, blobs))
    words = (SECRET.encode(), BOB.encode(), PAINTED, SECOND, sha(PAINTED).encode(), sha(SECOND).encode())
    path = parse_sqlite_path(sqlite_database.url)
    assert path is not None
    journal = path.with_name(path.name + "-wal")
    assert journal.exists()
    assert any(word in file.read_bytes() for file in files(tmp_path) for word in words)
    forget(past, "bob")
    assert path.exists()
    assert not journal.exists() or journal.stat().st_size == 0
    assert [(file.name, word) for file in files(tmp_path) for word in words if word in file.read_bytes()] == []


def test_the_other_member_s_conversation_goes_on_without_the_wishes_of_the_deleted_one(past: Past) -> None:
    forget(past, "bob")
    with past.db.read() as session:
        thread = session.scalars(select(ThreadRow)).one()
        turns = session.scalars(select(TurnRow).order_by(TurnRow.seq)).all()
        assert (thread.name, [turn.words for turn in turns]) == ("hers", ["something warm", "another"])
        assert [s.wish.said for s in Brief.replay_events(load_brief_events(session, thread.id)).standing] == ["warm"]
        assert [[w["said"] for w in turn.brief] for turn in turns] == [["warm"], ["warm"]]
        assert turns[0].query
        assert not turns[1].query
        assert session.scalars(select(PickRow.reason).where(PickRow.turn_id == turns[1].id)).all() == [""]
        assert session.scalars(select(ExclusionRow.value)).all() == ["Hers"]
    past.answer(past.ask(thread.id, past.members["alice"], "and now"), songs(4)[3])


def test_deleting_the_first_of_two_members_leaves_the_second_their_own(past: Past, tmp_path: Path) -> None:
    forget(past, "alice")
    with past.db.read() as session:
        kept = count_member_data(session, past.members["bob"])
        assert (kept.threads, kept.turns, kept.verdicts, kept.exclusions) == (2, 3, 1, 1)
        assert rows_with(past.db, ALICE) == []
    assert len(list(files(tmp_path / "blobs"))) == 6
    forget(past, "bob")
    assert list(files(tmp_path / "blobs")) == []


def test_a_clip_of_another_thread_s_earlier_turn_is_kept(past: Past) -> None:
    alice, bob = past.members["alice"], past.members["bob"]
    thread = past.thread(alice, external_id="a2")
    past.answer(past.ask(thread, alice, kind=TurnKind.FIRST, source=posted("p.mp4")), clip=PAINTED)
    past.answer(past.ask(thread, alice, kind=TurnKind.FIRST, source=posted("q.mp4")), clip=b"quite another")
    forget(past, "bob")
    assert past.blobs.has_blob(sha(PAINTED) + ".mp4")
    assert bob != alice


def test_uploaded_bytes_that_no_worker_took_go_too(past: Past) -> None:
    with past.blobs.open_writer() as writer:
        writer.write(b"never fetched")
        name = writer.commit(".mp4").name
    with past.db.write() as session:
        put_video(session, sha(b"never fetched"), 13, name, NOON)
    bob = past.members["bob"]
    past.ask(past.thread(bob), bob, kind=TurnKind.FIRST, source=ClipSource(SourceKind.BLOB, name, "x.mp4"))
    forget(past, "bob")
    assert not past.blobs.has_blob(name)
    with past.db.read() as session:
        assert session.get(VideoRow, sha(b"never fetched")) is None


def test_what_is_in_flight_is_cancelled_first(past: Past) -> None:
    alice, bob = past.members["alice"], past.members["bob"]
    thread = past.thread(bob, external_id="b3")
    running, queued = past.ask(thread, alice, "one"), past.ask(thread, bob, "two")
    job = claimed(past.db, running)
    with past.db.write() as session:
        stop_turns(session, bob)
        assert has_running_turns(session, bob)
        assert leases.check_leases(session, {running: job.attempt}) == {running: leases.LeaseState.CANCELLING}
        assert ledger.load_view(session, queued).state is TurnState.CANCELLED
        assert leases.confirm_cancel(session, running, job.attempt)
        assert not has_running_turns(session, bob)


def test_a_worker_that_did_not_let_go_writes_nothing(past: Past) -> None:
    bob = past.members["bob"]
    job = claimed(past.db, past.ask(past.thread(bob), bob, f"late {SECRET}"))
    forget(past, "bob")
    with past.db.write() as session:
        assert not leases.attach_video(session, job.id, job.attempt, sha(SHARED_CLIP))
        assert not leases.finish_turn(session, job.id, job.attempt, leases.TurnOutcome())
    assert rows_with(past.db, SECRET) == []


def test_a_running_turn_that_has_read_the_member_s_wishes_begins_again_without_them(past: Past) -> None:
    with past.db.read() as session:
        hers = session.scalars(select(ThreadRow.id).where(ThreadRow.external_id == "a1")).one()
        said = load_brief_events(session, hers)
    turn = past.ask(hers, past.members["alice"], "and now")
    job = claimed(past.db, turn)
    with past.db.write() as session:
        assert leases.report_draft(session, turn, job.attempt, PickDraft("One", "Tarn", f"Nothing by The {SECRET}"))
    forget(past, "bob")
    late = leases.TurnOutcome(brief=Brief.replay_events(said))
    with past.db.write() as session:
        assert leases.check_leases(session, {turn: job.attempt}) == {turn: leases.LeaseState.LOST}
        assert not leases.finish_turn(session, turn, job.attempt, late)
    past.answer(turn, songs(4)[3])
    assert rows_with(past.db, SECRET) == []


def test_counts_say_what_is_kept(past: Past) -> None:
    with past.db.read() as session:
        kept = count_member_data(session, past.members["bob"])
    assert (kept.threads, kept.turns, kept.worded, kept.wishes) == (2, 4, 2, 3)
    assert (kept.clips, kept.verdicts, kept.exclusions) == (3, 2, 1)
    assert kept.clips_until is not None
    assert kept.clips_until > NOON


def test_opting_out_forgets_what_was_learned(past: Past) -> None:
    bob = past.members["bob"]
    with past.db.write() as session:
        set_opted_out(session, bob, True)
    with past.db.read() as session:
        member = find_member(session, "discord", BOB)
        assert member is not None
        assert member.opted_out
        assert member.taste_since is not None
        learned = select(func.count()).select_from(TurnRow).where(TurnRow.query != b"")
        assert session.scalar(learned.where(TurnRow.member_id == bob)) == 0
        assert session.scalar(learned) == 2
        assert session.scalar(select(func.count()).select_from(MemberRow)) == 2


def test_an_export_holds_all_of_one_member_and_nothing_of_the_others(past: Past) -> None:
    with past.db.read() as session:
        mine, hers = (exported_of(session, past.members[who]) for who in ("bob", "alice"))
    assert mine["member"]["id"] == BOB
    assert [c["yours"] for c in mine["conversations"]] == [True, True, False]
    first, _, foreign = mine["conversations"]
    assert [turn["words"] for turn in first["turns"]] == [f"calm {SECRET}", ""]
    assert [turn["source_name"] for turn in first["turns"]] == [f"{SECRET}.mp4", f"second-{SECRET}.mp4"]
    assert [line["wish"]["said"] for line in first["wishes"]] == [f"no drums {SECRET}", f"free {SECRET}"]
    assert [pick["title"] for pick in first["turns"][0]["picks"]] == ["Song 1", "Song 2"]
    assert [turn["words"] for turn in foreign["turns"]] == [f"no {SECRET}"]
    assert [wish["said"] for wish in foreign["turns"][0]["brief"]] == [f"no {SECRET}"]
    assert {clip["sha256"] for clip in mine["clips"]} == {sha(PAINTED), sha(SECOND), sha(SHARED_CLIP)}
    assert [v["verdict"] for v in mine["verdicts"]] == ["accepted", "rejected"]
    assert [e["value"] for e in mine["exclusions"]] == [f"excluded {SECRET}"]
    assert "something warm" not in repr(mine)
    assert f"calm {SECRET}" not in repr(hers)
    assert BOB not in repr(hers)
