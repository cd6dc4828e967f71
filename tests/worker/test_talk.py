"""What a turn's kind, its words and its thread come to, through the real stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select, update

from musechat.rule import GuildSubject, WishSubject
from musechat.turn import TurnKind, TurnNote, TurnState
from musechat.wish import Facet
from musechat.wish_values import LikeValue
from store.accepted_picks import load_accepted_picks
from store.database import Database
from store.guilds import change_guild
from store.pick_actions import StepBack, find_undo_step
from store.tables import ExclusionRow, FeedbackRow, MemberRow, TurnRow
from store.thread_history import add_exclusion, load_last_pick, load_thread_feedback, put_feedback
from store.track_library import remove_track
from tests.models.ranking.stand_ins import made_library
from tests.musechat.made import HOME
from tests.worker.talking import GUILD, Talk, first, ids, put_tracks

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(40), 1)]
BY_ID = {t.id: t for t in LIBRARY}
SOON = timedelta(days=1)


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    return Talk(sqlite_database, tmp_path)


def exclude(talk: Talk, what: str, value: str, *, scope: str = "thread", of: int | None = None, **more: object) -> None:
    with talk.db.write() as session:
        place = of or (talk.thread_id if scope == "thread" else talk.member_id)
        add_exclusion(session, scope=scope, of=place, what=what, value=value, **more)  # type: ignore[arg-type]


def judge(talk: Talk, pick_id: int, verdict: str, by: int | None = None) -> None:
    with talk.db.write() as session:
        put_feedback(session, pick_id, by or talk.member_id, verdict)  # type: ignore[arg-type]


def test_an_alternate_comes_to_the_front_and_is_gone_on_from(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST, words="cheerful")
    wanted = shown.picks[2]
    brought = talk.turn(TurnKind.ALTERNATE, about_pick=wanted.id)
    assert ids(brought) == [wanted.track_id, *(p.track_id for p in shown.picks if p.id != wanted.id)]
    front = brought.picks[0]
    assert (front.rule, front.reason, front.start_s, front.score) == (
        "alternate", wanted.reason, wanted.start_s, wanted.score,
    )  # fmt: skip
    assert front.parts == wanted.parts != {}
    assert brought.brief == shown.brief
    with talk.db.read() as session:
        last = load_last_pick(session, talk.thread_id)
    assert last is not None
    assert last.id == front.id
    louder = talk.say("more energetic")
    assert BY_ID[first(louder).track_id].traits.energy > BY_ID[wanted.track_id].traits.energy


def test_an_alternate_that_was_forbidden_since_is_refused_and_the_others_stay_out(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    exclude(talk, "track", shown.picks[1].track_id)
    refused = talk.turn(TurnKind.ALTERNATE, about_pick=shown.picks[1].id)
    assert (refused.state, refused.error_code) == (TurnState.FAILED, "pick-refused")
    other = talk.turn(TurnKind.ALTERNATE, about_pick=shown.picks[2].id)
    assert set(ids(other)) == {shown.picks[n].track_id for n in (0, 2, 3)}


def test_an_alternate_against_a_rule_said_since_is_refused(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    artist = shown.picks[1].artist
    talk.say(f"nothing by {artist}")
    assert talk.turn(TurnKind.ALTERNATE, about_pick=shown.picks[1].id).error_code == "pick-refused"


def test_a_pick_of_another_thread_is_not_this_threads(talk: Talk, tmp_path: Path) -> None:
    theirs = Talk(talk.db, tmp_path, who="jo").turn(TurnKind.FIRST)
    talk.turn(TurnKind.FIRST)
    for kind in (TurnKind.ALTERNATE, TurnKind.SIMILAR, TurnKind.REJECT):
        assert talk.turn(kind, about_pick=theirs.picks[0].id).error_code == "no-such-pick"
    assert talk.turn(TurnKind.ALTERNATE).error_code == "no-such-pick"


def test_similar_and_reject_are_about_the_pick_that_is_named(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    talk.turn(TurnKind.ANOTHER)
    similar = talk.turn(TurnKind.SIMILAR, about_pick=shown.picks[1].id)
    assert similar.brief.standing[-1].wish.value == LikeValue(track_id=shown.picks[1].track_id)
    assert not set(ids(similar)) & set(ids(shown))
    assert talk.turn(TurnKind.REJECT, about_pick=shown.picks[2].id).picks


@pytest.mark.slow
def test_relax_lifts_the_wish_that_is_named(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    wished = talk.say("piano, no vocals")
    (seq,) = (standing.event_seq for standing in wished.brief.list_wishes(Facet.VOCALS))
    lifted = talk.turn(TurnKind.RELAX, about_event=seq)
    assert [standing.wish.facet for standing in lifted.brief.standing] == ["instrument"]
    assert lifted.picks
    assert talk.turn(TurnKind.RELAX, about_event=seq).error_code == "wish-gone"
    assert talk.turn(TurnKind.RELAX).error_code == "nothing-to-relax"


def test_withdrawing_takes_back_ones_own_wishes_of_one_turn_and_nobody_elses(talk: Talk) -> None:
    jo = talk.member("jo")
    talk.turn(TurnKind.FIRST, words="piano")
    mine = talk.say("no vocals, under 200 bpm")
    talk.turn(TurnKind.REFINE, words="instrumental strings", by=jo)
    with talk.db.read() as session:
        assert find_undo_step(session, mine, talk.member_id) == StepBack(wishes_of=2, others_wished=True)
    taken = talk.turn(TurnKind.WITHDRAW, about_turn=2)
    assert taken.picks
    assert {s.turn_seq for s in taken.brief.standing} == {1, 3}
    assert talk.turn(TurnKind.WITHDRAW, about_turn=2).error_code == "wish-gone"
    assert talk.turn(TurnKind.WITHDRAW, about_turn=3).error_code == "wish-gone"  # the other's


def test_relax_lifts_what_was_offered_when_nothing_passed(talk: Talk) -> None:
    nothing = talk.turn(TurnKind.FIRST, words="no vocals, under 10 bpm")
    assert nothing.no_match is not None
    assert nothing.no_match.relax is not None
    assert nothing.no_match.relax.label == "at most 10 bpm"
    about = nothing.no_match.relax.about
    assert isinstance(about, WishSubject)
    assert about.wish.facet is Facet.TEMPO
    assert talk.turn(TurnKind.RELAX).picks


@pytest.mark.parametrize("how", ["button", "words"])
def test_going_back_shows_that_turn_again_and_takes_back_what_came_after(talk: Talk, how: str) -> None:
    shown = talk.turn(TurnKind.FIRST)
    judge(talk, first(shown).id, "rejected")
    judge(talk, first(shown).id, "rejected", by=talk.member("jo"))
    later = talk.turn(TurnKind.REJECT, about_pick=first(shown).id, words="")
    exclude(talk, "track", first(shown).track_id, turn_id=later.id)
    exclude(talk, "artist", shown.picks[1].artist)  # of no turn: it stays
    again = talk.turn(TurnKind.BACK) if how == "button" else talk.say("go back")
    assert ids(again) == [p.track_id for p in shown.picks if p.track_id != shown.picks[1].track_id]
    assert first(again).rule == "back"
    assert first(again).reason == first(shown).reason
    assert talk.outcome.back_to == 1
    with talk.db.read() as session:
        assert [e.value for e in session.scalars(select(ExclusionRow))] == [shown.picks[1].artist]
        assert session.scalars(select(FeedbackRow.member_id)).all() == [talk.member("jo")]


def test_back_does_not_lift_what_others_shun_everywhere_or_moderators_for_all(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    mod = talk.member("moderator")
    later = talk.turn(TurnKind.REJECT, by=mod)
    exclude(talk, "track", first(shown).track_id, scope="guild", of=GUILD, turn_id=later.id)
    again = talk.turn(TurnKind.BACK)
    assert ids(again) == ids(shown)[1:]
    with talk.db.read() as session:
        assert session.scalars(select(ExclusionRow.scope)).all() == ["guild"]


@pytest.mark.slow
def test_going_back_to_a_turn_of_which_nothing_is_left_finds_something_else(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    talk.turn(TurnKind.ANOTHER)
    with talk.db.write() as session:
        for track_id in ids(shown):
            remove_track(session, track_id)
    again = talk.turn(TurnKind.BACK)
    assert again.picks
    assert not set(ids(again)) & set(ids(shown))


def test_back_said_twice_goes_two_turns_back(talk: Talk) -> None:
    one, two, _three = talk.turn(TurnKind.FIRST), talk.turn(TurnKind.ANOTHER), talk.turn(TurnKind.ANOTHER)
    assert ids(talk.turn(TurnKind.BACK)) == ids(two)
    assert ids(talk.turn(TurnKind.BACK)) == ids(one)
    assert talk.turn(TurnKind.BACK).error_code == "no-earlier-turn"


def test_back_in_words_with_a_change_goes_on_from_there(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    talk.say("piano")
    again = talk.say("go back to the first one, but calmer")
    assert [standing.wish.facet for standing in again.brief.standing] == ["energy"]
    assert BY_ID[first(again).track_id].traits.energy < BY_ID[first(shown).track_id].traits.energy
    assert not set(ids(again)) & set(ids(shown))


def test_small_talk_and_praise_bring_no_new_pick(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    thanks = talk.say("thanks!")
    assert (thanks.note, thanks.picks, thanks.no_match) == (TurnNote.SMALLTALK, [], None)
    praised = talk.say("I love it")
    assert (praised.note, praised.picks) == (TurnNote.PRAISED, [])
    with talk.db.read() as session:
        assert load_thread_feedback(session, talk.thread_id) == [(first(shown).track_id, "accepted")]


def test_praise_with_a_change_does_both(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    slower = talk.say("I love it, but calmer")
    assert slower.note is TurnNote.NONE
    assert BY_ID[first(slower).track_id].traits.energy < BY_ID[first(shown).track_id].traits.energy
    with talk.db.read() as session:
        assert load_thread_feedback(session, talk.thread_id) == [(first(shown).track_id, "accepted")]


def test_something_else_in_words_is_another(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    other = talk.say("something else")
    assert other.picks
    assert not set(ids(other)) & set(ids(shown))
    assert "stay" not in first(other).parts


def test_what_a_guild_sets_holds_and_is_named(talk: Talk) -> None:
    with talk.db.write() as session:
        change_guild(session, GUILD, lambda s: replace(s, licence_uses=frozenset({"commercial"})))
    for _ in range(4):
        shown = talk.turn(TurnKind.ANOTHER)
        assert all(BY_ID[track_id].licence != HOME for track_id in ids(shown))
    nothing = talk.say("must be under 10 bpm")
    assert GuildSubject("licence", "commercial") in [entry.about for entry in nothing.no_match.removed]  # type: ignore[index]


def test_exclusions_of_the_owner_hold_for_whoever_refines(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    mine, theirs = shown.picks[0].artist, shown.picks[1].artist
    jo = talk.member("jo")
    exclude(talk, "artist", mine, scope="member")
    exclude(talk, "artist", theirs, scope="member", of=jo)
    exclude(talk, "genre", "jazz", scope="member", expires_at=datetime.now(UTC) - SOON)
    found = [pick.artist for _ in range(4) for pick in talk.turn(TurnKind.ANOTHER, by=jo).picks]
    assert not {mine, theirs} & set(found)
    found = [pick.artist for _ in range(3) for pick in talk.turn(TurnKind.ANOTHER).picks]
    assert mine not in found


def test_a_guilds_own_tracks_exist_for_that_guild_alone(talk: Talk, tmp_path: Path) -> None:
    own = replace(
        LIBRARY[0], id="f" * 16, file_hash="f" * 64, title="Clubhouse Anthem", artist="Zuzana Quill", guild_id=5
    )
    put_tracks(talk.db, [own])
    theirs = Talk(talk.db, tmp_path, guild=5, who="club")
    there = theirs.turn(TurnKind.FIRST, words="Zuzana Quill")
    assert first(there).track_id == own.id
    assert [standing.wish.facet for standing in there.brief.standing] == ["artist"]
    here = talk.turn(TurnKind.FIRST, words="Zuzana Quill")
    assert own.id not in ids(here)
    assert [standing.wish.facet for standing in here.brief.standing] == ["words"]
    nothing = talk.say("must be under 10 bpm")
    assert nothing.no_match is not None
    assert nothing.no_match.total == len(LIBRARY)
    alone = Talk(talk.db, tmp_path, guild=None, who="alone").turn(TurnKind.FIRST, words="Clubhouse Anthem")
    assert own.id not in ids(alone)


def test_what_was_searched_for_is_kept_unless_the_member_opted_out(talk: Talk) -> None:
    shown = talk.turn(TurnKind.FIRST)
    assert np.frombuffer(talk.outcome.query, np.float32).shape == (128,)
    space = talk.outcome.space
    brought = talk.turn(TurnKind.ALTERNATE, about_pick=shown.picks[1].id)
    judge(talk, shown.picks[1].id, "accepted")
    judge(talk, first(brought).id, "accepted")
    with talk.db.read() as session:
        assert [t for t, _ in load_accepted_picks(session, talk.member_id, space)] == [shown.picks[1].track_id]
    with talk.db.write() as session:
        session.execute(update(MemberRow).values(opted_out=True))
    for kind in (TurnKind.ANOTHER, TurnKind.BACK):
        talk.turn(kind)
        assert (talk.outcome.query, talk.outcome.space) == (b"", "")
    with talk.db.read() as session:
        assert load_accepted_picks(session, talk.member_id, space) == []
        assert session.scalars(select(TurnRow.query).order_by(TurnRow.seq.desc()).limit(2)).all() == [b"", b""]


def test_what_was_accepted_moves_later_threads_and_is_on_record(talk: Talk, tmp_path: Path) -> None:
    shown = talk.turn(TurnKind.FIRST)
    assert "taste" not in first(shown).parts
    judge(talk, first(shown).id, "accepted")
    judge(talk, talk.turn(TurnKind.SIMILAR).picks[0].id, "accepted")
    later = Talk(talk.db, tmp_path)
    assert "taste" in first(later.turn(TurnKind.FIRST)).parts
    with talk.db.write() as session:
        session.execute(update(MemberRow).values(taste_since=datetime.now(UTC)))
    assert "taste" not in first(later.turn(TurnKind.ANOTHER)).parts


@pytest.mark.slow
def test_the_answer_is_in_the_turns_language(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    said = talk.say("about 400 bpm", language="de")
    broken = first(said).broken
    assert broken
    assert "you asked" not in broken[0]
