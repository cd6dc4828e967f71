from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from musechat.brief import Brief, BriefChange, StandingWish
from musechat.errors import BadInput
from musechat.pick import ChosenTrack, PickDraft, ReasonCheck
from musechat.turn import NewTurn, Question, Queue, Stage, TurnKind, TurnNote, TurnOutcome, TurnState
from store import leases, ledger, work_queue
from store.database import Database
from store.leases import LeaseState
from store.tables import TurnRow
from store.thread_history import load_brief_events
from store.track_library import put_track
from store.videos import put_video
from tests.store.asked import Asker, claim, claimed, let_time_pass
from tests.store.made import CLIP_HASH, track, wish

pytestmark = pytest.mark.usefixtures("fixed_certainty")


def brief_of(said: str) -> Brief:
    return Brief((StandingWish(1, 1, 1, wish(said)),))


@pytest.fixture
def asker(database: Database) -> Asker:
    return Asker(database)


def test_turns_of_a_thread_are_numbered_from_one(asker: Asker) -> None:
    other = Asker(asker.db, "another")
    turns = [asker.view(turn) for turn in (asker.ask("one"), other.ask("two"), asker.ask("three"))]
    assert [turn.seq for turn in turns] == [1, 1, 2]
    with asker.db.read() as session:
        assert [turn.words for turn in ledger.load_thread_views(session, asker.thread_id)] == ["one", "three"]


def test_many_submissions_at_once_all_get_a_number(asker: Asker) -> None:
    together = threading.Barrier(6)

    def ask(_: int) -> int:
        together.wait()
        return asker.ask()

    with ThreadPoolExecutor(6) as pool:
        turns = list(pool.map(ask, range(6)))
    assert sorted(asker.view(turn).seq for turn in turns) == [1, 2, 3, 4, 5, 6]


def test_a_turn_of_no_thread_is_refused(database: Database) -> None:
    with pytest.raises(BadInput, match="no thread 77"), database.write() as session:
        ledger.submit_turn(session, NewTurn(77, 1, "page", TurnKind.REFINE))


def test_a_clip_starts_at_the_media_queue_and_words_do_not(asker: Asker) -> None:
    with_clip, words = asker.ask(clip=True), asker.ask("calmer")
    with asker.db.read() as session:
        assert ledger.get_queue(session, with_clip) is Queue.MEDIA
        assert ledger.get_queue(session, words) is Queue.INFER


def test_a_claim_tells_all_that_the_worker_needs(asker: Asker) -> None:
    turn_id = asker.ask("calmer, piano", clip=True)
    job = claimed(asker.db)
    assert (job.id, job.thread_id, job.seq, job.member_id) == (turn_id, asker.thread_id, 1, asker.member_id)
    assert (job.words, job.source.name, job.attempt, job.video_hash) == ("calmer, piano", "sea.mp4", 1, None)
    assert asker.view(turn_id).state is TurnState.RUNNING


def test_a_claim_tells_the_row_as_it_is_now_also_where_it_was_read_before(asker: Asker) -> None:
    turn_id = asker.ask("calmer")
    with asker.db.write() as session:
        row = session.get_one(TurnRow, turn_id)
        assert (row.attempt, row.state) == (0, "queued")
        job = leases.claim_turn(session, "w", Queue, 60)
        assert job is not None
        assert (job.attempt, row.attempt, row.state, row.worker) == (1, 1, "running", "w")


def test_a_claim_clears_what_the_attempt_before_has_left(asker: Asker) -> None:
    turn_id = asker.ask()
    job = claimed(asker.db)
    with asker.db.write() as session:
        leases.report_draft(session, turn_id, job.attempt, PickDraft("Tide", "Mira", "It suits"))
        leases.retry_later(session, turn_id, job.attempt, "internal", "It broke.", "abcd1234")
    assert (asker.view(turn_id).error_code, asker.view(turn_id).error) == ("internal", "It broke.")
    let_time_pass(asker.db)
    revision = asker.view(turn_id).revision
    claimed(asker.db)
    view = asker.view(turn_id)
    assert (view.state, view.error_code, view.error, view.draft) == (TurnState.RUNNING, "", "", None)
    assert view.revision == revision + 1


def test_two_workers_never_claim_the_same_turn(database: Database) -> None:
    askers = [Asker(database, f"asker {n}") for n in range(12)]
    turns = {asker.ask() for asker in askers}
    together = threading.Barrier(4)

    def work(worker: int) -> list[int]:
        together.wait()
        mine = []
        while job := claim(database, worker=f"w{worker}"):
            mine.append(job.id)
        return mine

    with ThreadPoolExecutor(4) as pool:
        taken = [turn for mine in pool.map(work, range(4)) for turn in mine]
    assert len(taken) == 12
    assert set(taken) == turns


def test_the_oldest_turn_goes_first_and_only_on_its_queues(database: Database) -> None:
    first, second = Asker(database, "a").ask(clip=True), Asker(database, "b").ask()
    with database.write() as session:
        job = leases.claim_turn(session, "w", [Queue.INFER], 60)
    assert job is not None
    assert job.id == second
    assert claimed(database).id == first


def test_turns_of_a_thread_run_one_at_a_time_and_in_order(asker: Asker) -> None:
    first, second = asker.ask("one"), asker.ask("two")
    assert claim(asker.db, second) is None
    job = claimed(asker.db)
    assert job.id == first
    assert claim(asker.db) is None
    with asker.db.write() as session:
        assert work_queue.find_next_of_thread(session, asker.thread_id) is None
        leases.finish_turn(session, job.id, job.attempt, TurnOutcome())
        assert work_queue.find_next_of_thread(session, asker.thread_id) == (second, Queue.INFER)
    assert claimed(asker.db).id == second


@pytest.mark.parametrize("ending", ["failed", "cancelled"])
def test_a_turn_still_runs_when_the_one_before_it_ended_badly(asker: Asker, ending: str) -> None:
    first, second = asker.ask(), asker.ask()
    job = claimed(asker.db)
    with asker.db.write() as session:
        if ending == "failed":
            leases.fail_turn(session, first, job.attempt, "not-a-video", "This is not a video.")
        else:
            leases.confirm_cancel(session, first, job.attempt)
    assert claimed(asker.db).id == second


def test_a_retried_turn_does_not_run_beside_a_later_one_of_its_thread(asker: Asker) -> None:
    first, second = asker.ask(), asker.ask()
    job = claimed(asker.db, first)
    with asker.db.write() as session:
        leases.fail_turn(session, first, job.attempt, "x", "X.")
    later = claimed(asker.db, second)
    with asker.db.write() as session:
        assert ledger.retry_turn(session, first)
    assert claim(asker.db, first) is None
    with asker.db.write() as session:
        leases.finish_turn(session, second, later.attempt, TurnOutcome())
    assert claimed(asker.db).id == first


def test_a_heartbeat_extends_the_lease_of_the_current_attempt_only(asker: Asker) -> None:
    turn_id = asker.ask()
    claimed(asker.db, lease_s=0.0)
    with asker.db.write() as session:
        leases.reclaim_turns(session)
    let_time_pass(asker.db)
    job = claimed(asker.db, lease_s=0.0)
    with asker.db.write() as session:
        assert leases.extend_leases(session, {turn_id: job.attempt - 1}, 60) == {turn_id: LeaseState.LOST}
        assert leases.reclaim_turns(session) == [(turn_id, TurnState.QUEUED)]
    let_time_pass(asker.db)
    job = claimed(asker.db, lease_s=0.0)
    with asker.db.write() as session:
        assert leases.extend_leases(session, {turn_id: job.attempt}, 60) == {turn_id: LeaseState.HELD}
        assert leases.reclaim_turns(session) == []


def test_what_an_older_attempt_writes_late_is_refused(asker: Asker) -> None:
    turn_id = asker.ask(clip=True)
    old = claimed(asker.db, lease_s=0.0)
    with asker.db.write() as session:
        leases.reclaim_turns(session)
        put_video(session, CLIP_HASH, 1, "x", None)
    let_time_pass(asker.db)
    new = claimed(asker.db)
    assert new.attempt > old.attempt
    with asker.db.write() as session:
        late = (session, turn_id, old.attempt)
        assert not leases.report_stage(*late, Stage.FETCH, 0.5, {})
        assert not leases.attach_video(*late, CLIP_HASH)
        assert not leases.finish_turn(*late, TurnOutcome(events=[BriefChange("add", wish())], brief=brief_of("old")))
        assert not leases.fail_turn(*late, "x", "X.")
        assert not leases.confirm_cancel(*late)
        assert not leases.hand_over(*late, Queue.INFER, {})
        assert not leases.release_turn(*late)
        assert leases.retry_later(*late, "x", "X.") is None
    view = asker.view(turn_id)
    assert (view.state, view.brief, view.stage, view.video_hash) == (TurnState.RUNNING, Brief(), None, None)
    with asker.db.read() as session:
        assert load_brief_events(session, asker.thread_id) == []


def test_finishing_writes_events_brief_picks_and_state_together(asker: Asker) -> None:
    chosen = ChosenTrack(track(1).id, 0.75, 3.0, 15.5, "fusion", ("calm",), "It is slow.", "template")
    other = ChosenTrack(track(2).id, 0.5, 0.0, 12.5, "fusion")
    with asker.db.write() as session:
        put_track(session, track(1), "1")
        put_track(session, track(2), "1")
    for number in (1, 2):
        turn_id = asker.ask(f"say {number}")
        job = claimed(asker.db)
        outcome = TurnOutcome(
            events=[BriefChange("add", wish(f"said {number}")), BriefChange("remove", None, 1)],
            brief=brief_of(f"after {number}"),
            picks=[chosen, other],
            no_match=None,
        )
        with asker.db.write() as session:
            assert leases.finish_turn(session, turn_id, job.attempt, outcome, {"read": 0.25})
    view = asker.view(turn_id)
    assert (view.state, view.brief, view.stages, view.stage) == (
        TurnState.DONE,
        brief_of("after 2"),
        {"read": 0.25},
        None,
    )
    assert view.finished_at is not None
    assert [(pick.rank, pick.track_id, pick.score) for pick in view.picks] == [
        (0, track(1).id, 0.75),
        (1, track(2).id, 0.5),
    ]
    assert (view.picks[0].title, view.picks[0].reason, view.picks[0].broken) == (
        track(1).title,
        "It is slow.",
        ["calm"],
    )
    assert set(view.picks[0].tags) == {"calm", "piano"}
    with asker.db.read() as session:
        events = load_brief_events(session, asker.thread_id)
    assert [(event.seq, event.turn_seq, event.op, event.ref) for event in events] == [
        (1, 1, "add", None),
        (2, 1, "remove", 1),
        (3, 2, "add", None),
        (4, 2, "remove", 1),
    ]
    assert events[2].wish == wish("said 2")


def test_a_finish_that_cannot_be_written_whole_is_not_written_at_all(asker: Asker) -> None:
    turn_id = asker.ask()
    job = claimed(asker.db)
    unknown = TurnOutcome(events=[BriefChange("add", wish())], picks=[ChosenTrack("0" * 16, 1.0, 0.0, 1.0, "fusion")])
    with pytest.raises(Exception, match=r"(?i)foreign key"), asker.db.write() as session:
        leases.finish_turn(session, turn_id, job.attempt, unknown)
    assert asker.view(turn_id).state is TurnState.RUNNING
    with asker.db.read() as session:
        assert load_brief_events(session, asker.thread_id) == []


def test_an_attached_clip_is_the_threads(asker: Asker) -> None:
    turn_id = asker.ask(clip=True)
    job = claimed(asker.db)
    with asker.db.write() as session:
        put_video(session, CLIP_HASH, 1, "x", None)
        assert leases.attach_video(session, turn_id, job.attempt, CLIP_HASH)
    assert asker.view(turn_id).video_hash == CLIP_HASH


def test_each_report_is_a_change_that_the_asker_hears_of(asker: Asker) -> None:
    turn_id = asker.ask()
    seen: dict[int, int] = {}

    def heard() -> list[tuple[TurnState, Stage | None, float | None]]:
        with asker.db.read() as session:
            news = ledger.load_changes(session, "page", seen)
        seen.update({view.id: view.revision for view in news})
        return [(view.state, view.stage, view.progress) for view in news]

    assert heard() == [(TurnState.QUEUED, None, None)]
    assert heard() == []
    job = claimed(asker.db)
    assert heard() == [(TurnState.RUNNING, None, None)]
    with asker.db.write() as session:
        leases.report_stage(session, turn_id, job.attempt, Stage.READ, 0.5, {})
    assert heard() == [(TurnState.RUNNING, Stage.READ, 0.5)]
    with asker.db.write() as session:
        leases.finish_turn(session, turn_id, job.attempt, TurnOutcome())
    assert heard() == [(TurnState.DONE, None, None)]
    with asker.db.write() as session:
        ledger.mark_delivered(session, turn_id, "m1")
    seen.clear()
    assert heard() == []


def test_a_draft_is_heard_of_and_goes_with_the_attempt_that_wrote_it(asker: Asker) -> None:
    turn_id = asker.ask()
    job, seen = claimed(asker.db), asker.view(turn_id).revision
    draft = PickDraft("Low Tide", "Mira Voss", "It is slow")
    with asker.db.write() as session:
        assert leases.report_draft(session, turn_id, job.attempt, draft)
        assert not leases.report_draft(session, turn_id, job.attempt + 1, PickDraft("x", "y", "z"))
    assert asker.view(turn_id).draft == draft
    assert asker.view(turn_id).revision > seen
    with asker.db.write() as session:
        assert leases.hand_over(session, turn_id, job.attempt, Queue.INFER, {})
    assert asker.view(turn_id).draft is None
    job = claimed(asker.db)
    with asker.db.write() as session:
        assert leases.report_draft(session, turn_id, job.attempt, draft)
        assert leases.finish_turn(session, turn_id, job.attempt, TurnOutcome())
        assert session.scalars(select(TurnRow).where(TurnRow.draft.is_not(None))).all() == []


def test_a_question_and_what_the_check_said_come_back_as_they_were(asker: Asker) -> None:
    turn_id = asker.ask()
    job = claimed(asker.db)
    question = Question("vocals", "With vocals or without?", ("with vocals", "no vocals"))
    chosen = ChosenTrack(
        track(1).id, 0.5, 0.0, 9.0, "x", (), "True.", "org/model" * 5, reason_check=ReasonCheck.RETRIED
    )
    with asker.db.write() as session:
        put_track(session, track(1), "1")
        outcome = TurnOutcome(picks=[chosen], question=question, why="Both are slow.")
        assert leases.finish_turn(session, turn_id, job.attempt, outcome)
    view = asker.view(turn_id)
    assert (view.question, view.why) == (question, "Both are slow.")
    assert (view.picks[0].reason_check, view.picks[0].reason_source) == (ReasonCheck.RETRIED, "org/model" * 5)


def test_a_turn_without_a_report_has_none_in_the_eyes_of_a_query(asker: Asker) -> None:
    turn_id = asker.ask()
    with asker.db.write() as session:
        assert leases.finish_turn(session, turn_id, claimed(asker.db).attempt, TurnOutcome(note=TurnNote.SMALLTALK))
        assert session.scalars(select(TurnRow.id).where(TurnRow.no_match.is_not(None))).all() == []


def test_an_asker_hears_of_its_own_turns_only(asker: Asker) -> None:
    mine, _ = asker.ask(asker="ask:1"), asker.ask(asker="page")
    with asker.db.read() as session:
        assert [view.id for view in ledger.load_changes(session, "ask:1", {})] == [mine]


def test_changes_are_found_by_the_partial_index(sqlite_database: Database) -> None:
    query = select(TurnRow.id, TurnRow.revision).where(TurnRow.asker == "page", TurnRow.delivered_at.is_(None))
    compiled = query.compile(sqlite_database.engine, compile_kwargs={"literal_binds": True})
    with sqlite_database.read() as session:
        plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]
    assert len(plan) == 1
    assert "USING INDEX ix_turns_undelivered (asker=?)" in plan[0]


def test_waiting_turns_know_their_place(database: Database) -> None:
    turns = [Asker(database, f"a{n}").ask() for n in range(3)]
    with database.read() as session:
        assert [ledger.load_view(session, turn).queue_place for turn in turns] == [1, 2, 3]
    claimed(database)
    with database.read() as session:
        assert [ledger.load_view(session, turn).queue_place for turn in turns] == [None, 1, 2]


def test_an_unknown_turn_is_named(database: Database) -> None:
    with database.read() as session, pytest.raises(BadInput, match="no turn 12"):
        ledger.load_view(session, 12)
