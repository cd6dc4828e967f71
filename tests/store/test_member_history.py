from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from musechat.turn import TurnKind, TurnNote
from store.audit import load_guild_tracks, load_last_picks, load_track_names
from store.blobs import BlobStore
from store.database import Database
from store.exclusions import lift_exclusion, load_exclusions
from store.member_history import load_history, load_liked_tracks
from store.members import find_member, reset_taste
from store.tables import utc_now
from store.thread_history import add_exclusion
from store.track_library import remove_track
from tests.store.made import track
from tests.store.past import GUILD, Past, songs


@pytest.fixture
def past(database: Database, tmp_path: Path) -> Past:
    made = Past(database, BlobStore((tmp_path / "blobs").as_uri()))
    made.tracks(*songs(6))
    made.members = {"ann": made.member("1"), "ben": made.member("2")}
    return made


def test_history_is_what_own_turns_showed_newest_first(past: Past) -> None:
    ann, ben = past.members["ann"], past.members["ben"]
    one, two, three, *_ = songs(6)
    thread = past.thread(ann, external_id="700")
    past.answer(past.ask(thread, ann), one, two)
    second = past.ask(thread, ann)
    liked = past.answer(second, two, one)[0]
    past.answer(past.ask(thread, ben), three)
    past.answer(past.ask(thread, ann, "thanks"), note=TurnNote.SMALLTALK)
    past.judge(liked, ann, "accepted")
    with past.db.read() as session:
        page = load_history(session, ann)
    assert [(pick.title, pick.verdict) for pick in page.picks] == [("Song 2", "accepted"), ("Song 1", None)]
    assert page.total == 2
    place = page.picks[0].place
    assert (place.guild_id, place.external_id, place.message_id) == (GUILD, "700", f"{second}000")


def test_history_comes_in_pages(past: Past) -> None:
    ann = past.members["ann"]
    thread = past.thread(ann)
    for song in songs(5):
        past.answer(past.ask(thread, ann), song)
    with past.db.read() as session:
        titles = [[p.title for p in load_history(session, ann, skip=skip, limit=2).picks] for skip in (0, 2, 4, 6)]
    assert titles == [["Song 5", "Song 4"], ["Song 3", "Song 2"], ["Song 1"], []]


def test_what_was_said_last_of_a_track_counts_and_going_back_is_no_new_pick(past: Past) -> None:
    ann = past.members["ann"]
    one, two, *_ = songs(6)
    thread = past.thread(ann)
    first = past.answer(past.ask(thread, ann), one)
    past.answer(past.ask(thread, ann), two)
    copy = past.answer(past.ask(thread, ann, kind=TurnKind.BACK), one)
    past.judge(first[0], ann, "rejected")
    past.judge(copy[0], ann, "accepted")
    with past.db.read() as session:
        assert [(p.title, p.verdict) for p in load_history(session, ann).picks] == [
            ("Song 2", None),
            ("Song 1", "accepted"),
        ]


def test_a_track_that_was_removed_is_still_in_the_history(past: Past) -> None:
    ann = past.members["ann"]
    past.answer(past.ask(past.thread(ann), ann), songs(1)[0])
    with past.db.write() as session:
        remove_track(session, songs(1)[0].id)
        assert [p.title for p in load_history(session, ann).picks] == ["Song 1"]


def test_liked_tracks_are_those_since_the_reset_each_once(past: Past) -> None:
    ann, ben = past.members["ann"], past.members["ben"]
    thread = past.thread(ann)
    shown = [past.answer(past.ask(thread, ann), song)[0] for song in (*songs(4), songs(1)[0])]
    past.judge(shown[0], ann, "accepted")
    with past.db.write() as session:
        reset_taste(session, ann)
        assert load_liked_tracks(session, ann) == []
        member = find_member(session, "discord", "1")
        assert member is not None
        assert member.taste_since is not None
    past.judge(shown[1], ann, "rejected")
    past.judge(shown[2], ben, "accepted")
    for pick in (shown[3], shown[0], shown[4]):
        past.judge(pick, ann, "accepted")
    with past.db.read() as session:
        assert [t.title for t in load_liked_tracks(session, ann)] == ["Song 1", "Song 4"]


def test_exclusions_of_a_member_are_theirs_and_those_of_their_threads(past: Past) -> None:
    ann, ben = past.members["ann"], past.members["ben"]
    hers, his = past.thread(ann, name="the sea"), past.thread(ben)
    at = utc_now()
    with past.db.write() as session:
        add_exclusion(session, scope="member", of=ann, what="artist", value="A")
        add_exclusion(session, scope="member", of=ann, what="genre", value="over", expires_at=at - timedelta(days=1))
        add_exclusion(session, scope="thread", of=hers, what="genre", value="B", expires_at=at + timedelta(days=1))
        add_exclusion(session, scope="member", of=ben, what="artist", value="C")
        add_exclusion(session, scope="thread", of=his, what="artist", value="D")
        add_exclusion(session, scope="guild", of=GUILD, what="artist", value="E")
        found = load_exclusions(session, ann, at)
        assert [(e.scope, e.value, e.thread_name) for e in found] == [("thread", "B", "the sea"), ("member", "A", "")]
        assert not lift_exclusion(session, ben, found[0].id)
        assert not lift_exclusion(session, ben, found[1].id)
        assert lift_exclusion(session, ann, found[0].id)
        assert not lift_exclusion(session, ann, found[0].id)
        assert lift_exclusion(session, ann, found[1].id)
        assert load_exclusions(session, ann, at) == []
        assert [e.value for e in load_exclusions(session, ben, at)] == ["D", "C"]


def test_the_audit_names_the_guild_s_picks_askers_and_rules(past: Past) -> None:
    ann, ben = past.members["ann"], past.members["ben"]
    one, two, three, *_ = songs(6)
    past.answer(past.ask(past.thread(ann, external_id="700"), ann), one, two)
    past.answer(past.ask(past.thread(ben, external_id="701"), ben), two)
    with past.db.write() as session:
        elsewhere = past.thread(ann, external_id="702")
    past.answer(past.ask(elsewhere, ann, kind=TurnKind.BACK), three)
    with past.db.read() as session:
        found = load_last_picks(session, GUILD)
        assert [(p.track.title, p.asked_by, p.rule) for p in found] == [
            ("Song 2", "2", "fit+words"),
            ("Song 1", "1", "fit+words"),
        ]
        assert found[0].track.licence.id == "CC-BY-4.0"
        assert len(load_last_picks(session, GUILD, limit=1)) == 1
        assert load_last_picks(session, GUILD + 1) == []


def test_a_guild_s_own_tracks_are_listed_for_it_alone(past: Past) -> None:
    past.tracks(track(90, title="Ours", guild_id=GUILD), track(91, title="Theirs", guild_id=GUILD + 1))
    with past.db.read() as session:
        assert [t.title for t in load_guild_tracks(session, GUILD)] == ["Ours"]
        names = load_track_names(session, 100)
        assert len(names) == 8
        assert [n.artist for n in names] == sorted(n.artist for n in names)
        assert {n.title: n.guild_id for n in names}["Ours"] == GUILD
        assert len(load_track_names(session, 3)) == 3
