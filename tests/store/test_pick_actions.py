"""What a card's buttons ask of the ledger, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from language.certainty import Calibration, CalibrationStep, use_calibration
from musechat.brief import Brief, BriefChange
from musechat.errors import BadInput
from musechat.matching import TAG_PRESENT
from musechat.pick import ChosenTrack
from musechat.track import Tag
from musechat.turn import NewTurn, Queue, TurnKind, TurnOutcome, TurnView
from musechat.wish import Facet, Force
from store import leases, ledger
from store.database import Database
from store.members import get_member
from store.pick_actions import (
    StepBack,
    count_ended_turns,
    count_hidden,
    find_track_genre,
    find_undo_step,
    load_last_shown,
    load_pick_turn,
)
from store.thread_history import load_brief_events, put_feedback
from store.threads import open_thread
from store.track_library import put_track
from store.verdicts import list_loved_picks, toggle_love
from tests.musechat.made import wish_of
from tests.store.made import track as make_track


class Talk:
    """A thread with a library of three tracks; every turn is done as soon as it is asked."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.tracks = [make_track(n) for n in range(3)]
        with db.write() as session:
            for track in self.tracks:
                put_track(session, track, "1")
            self.member = get_member(session, "discord", "1")
            self.thread = open_thread(session, platform="discord", member_id=self.member)

    def ask(self, kind: TurnKind, *, by: int | None = None, **more: object) -> int:
        new = NewTurn(self.thread, by or self.member, "discord", kind, **more)  # type: ignore[arg-type]
        with self.db.write() as session:
            return ledger.submit_turn(session, new)

    def turn(self, kind: TurnKind = TurnKind.ANOTHER, *, wish: str = "", **more: object) -> TurnView:
        turn_id = self.ask(kind, **more)
        about = more.get("about_turn")
        assert about is None or isinstance(about, int)
        events = [BriefChange("rewind", None, about)] if kind is TurnKind.BACK else []
        events += [BriefChange("add", wish_of(Force.PREFER, Facet.INSTRUMENT, {"name": wish}))] if wish else []
        picks = [ChosenTrack(track.id, 0.5, 0.0, 9.0, "test") for track in self.tracks]
        with self.db.write() as session:
            job = leases.claim_turn(session, "worker", list(Queue), 60)
            assert job is not None
            brief = Brief.replay_events(load_brief_events(session, self.thread)).apply_changes(
                [change for change in events if change.op == "add"], turn_seq=job.seq, author=job.member_id
            )
            outcome = TurnOutcome(events=events, picks=picks, brief=brief)
            leases.finish_turn(session, job.id, job.attempt, outcome, {})
        with self.db.read() as session:
            return ledger.load_view(session, turn_id)

    def back_from(self, turn: TurnView) -> StepBack:
        with self.db.read() as session:
            return find_undo_step(session, turn, self.member)


@pytest.fixture
def talk(database: Database) -> Talk:
    return Talk(database)


def test_a_step_back_leads_ever_further_back(talk: Talk) -> None:
    first, second, third = talk.turn(TurnKind.FIRST), talk.turn(), talk.turn()
    assert talk.back_from(third) == StepBack(to=second.seq)
    fourth = talk.turn(TurnKind.BACK, about_turn=second.seq)
    assert talk.back_from(fourth) == StepBack(to=first.seq)
    fifth = talk.turn(TurnKind.BACK, about_turn=first.seq)
    assert talk.back_from(fifth) == StepBack()
    assert talk.back_from(second) == StepBack(to=second.seq)


def test_a_step_back_first_takes_back_a_love_then_what_is_under_way(talk: Talk) -> None:
    first = talk.turn(TurnKind.FIRST)
    waiting = talk.ask(TurnKind.ANOTHER)
    assert talk.back_from(first) == StepBack(waiting=waiting)
    with talk.db.write() as session:
        toggle_love(session, first.picks[0].id, talk.member)
        assert list_loved_picks(session, first.id) == {first.picks[0].id}
    assert talk.back_from(first) == StepBack(verdict="accepted")
    with talk.db.write() as session:
        toggle_love(session, first.picks[0].id, talk.member)
        assert list_loved_picks(session, first.id) == frozenset()


def test_a_rejection_that_led_nowhere_is_taken_back(talk: Talk) -> None:
    first = talk.turn(TurnKind.FIRST)
    with talk.db.write() as session:
        put_feedback(session, first.picks[0].id, talk.member, "rejected")
    assert talk.back_from(first) == StepBack(verdict="rejected")


def test_a_step_back_leaves_what_others_wished_since(talk: Talk) -> None:
    with talk.db.write() as session:
        other = get_member(session, "discord", "2")
    first = talk.turn(TurnKind.FIRST, wish="piano")
    second = talk.turn(TurnKind.REFINE, wish="strings")
    assert talk.back_from(first) == StepBack(to=first.seq)
    talk.turn(TurnKind.REFINE, by=other, wish="harp")
    assert talk.back_from(first) == StepBack(wishes_of=second.seq, others_wished=True)
    assert talk.back_from(second) == StepBack(wishes_of=second.seq, others_wished=True)


def test_a_step_back_awaits_no_end_of_what_others_are_wishing(talk: Talk) -> None:
    with talk.db.write() as session:
        other = get_member(session, "discord", "2")
    first, second = talk.turn(TurnKind.FIRST), talk.turn()
    talk.ask(TurnKind.REFINE, by=other, words="brighter")
    assert talk.back_from(second) == StepBack(others_wished=True)
    assert talk.back_from(first) == StepBack(others_wished=True)


def test_anothers_other_pick_is_no_wish(talk: Talk) -> None:
    with talk.db.write() as session:
        other = get_member(session, "discord", "2")
    first = talk.turn(TurnKind.FIRST)
    talk.turn(TurnKind.ANOTHER, by=other)
    assert talk.back_from(first) == StepBack(to=first.seq)


def test_turns_that_ended_are_counted(talk: Talk) -> None:
    first = talk.turn(TurnKind.FIRST)
    talk.ask(TurnKind.ANOTHER)
    with talk.db.read() as session:
        assert count_ended_turns(session, talk.thread) == 1
        shown = load_last_shown(session, talk.thread)
        assert shown is not None
        assert shown.id == first.id


def test_a_pick_names_its_turn(talk: Talk) -> None:
    first = talk.turn(TurnKind.FIRST)
    with talk.db.read() as session:
        assert load_pick_turn(session, first.picks[1].id).id == first.id
        with pytest.raises(BadInput, match="no pick 999"):
            load_pick_turn(session, 999)


def test_what_an_exclusion_hides_is_counted(database: Database) -> None:
    tracks = [
        make_track(0, artist="Mira Voss", title="Tide", genre="Jazz"),
        make_track(1, artist="Tarn", title="Tide (Mira Voss Remix)", genre=""),
        make_track(2, artist="Jo feat. Mira Voss", title="Sea", genre="Nu Jazz", guild_id=7),
    ]
    with database.write() as session:
        for track in tracks:
            put_track(session, track, "1")
        assert count_hidden(session, "artist", "Mira Voss", None) == 2
        assert count_hidden(session, "artist", "Mira Voss", 7) == 3
        assert count_hidden(session, "genre", "jazz", 7) == 2
        assert count_hidden(session, "track", tracks[0].id, None) == 1
        assert find_track_genre(session, tracks[0].id) == "jazz"
        assert find_track_genre(session, "none") == ""


def test_a_genre_that_is_not_even_likely_is_not_offered(database: Database) -> None:
    table = Calibration({("tagger", "genre", "jazz"): (CalibrationStep(0.3, 0.8, 0.75),)})
    tags = (Tag("techno", 0.9, "tagger"), Tag("jazz", 0.5, "tagger"))
    tracks = [replace(make_track(0, genre=""), tags=tags), replace(make_track(1, genre=""), tags=tags[:1])]
    with use_calibration(table), database.write() as session:
        for track in tracks:
            put_track(session, track, "1")
        assert find_track_genre(session, tracks[0].id) == "jazz"
        assert find_track_genre(session, tracks[1].id) == ""


@pytest.mark.parametrize(("off", "present"), [(-0.01, False), (0.0, True), (0.01, True)])
def test_a_genre_is_offered_and_counted_from_the_score_at_which_the_filter_finds_it(
    database: Database, off: float, present: bool
) -> None:
    likely = Calibration({("tagger", "genre", name): (CalibrationStep(0.0, 0.8, 0.75),) for name in ("jazz", "rock")})
    tagged = replace(make_track(0, genre=""), tags=(Tag("jazz", TAG_PRESENT + off, "tagger"),))
    both = replace(make_track(1, genre=""), tags=(Tag("rock", 0.9, "tagger"), Tag("jazz", 0.5, "tagger")))
    with use_calibration(likely), database.write() as session:
        put_track(session, tagged, "1")
        put_track(session, both, "1")
        assert find_track_genre(session, tagged.id) == ("jazz" if present else "")
        assert find_track_genre(session, both.id) == "rock"  # the likelier of two
        assert count_hidden(session, "genre", "jazz", None) == 1 + present
