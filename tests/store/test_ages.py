"""What is kept, asked and counted depends on ages and amounts: each just before, at and after its edge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from musechat.brief import Facet
from musechat.pick import ChosenTrack, ReasonCheck
from musechat.turn import ClipSource, NewTurn, Question, SourceKind, TurnKind, TurnOutcome
from store import accepted_picks, leases, ledger
from store.accepted_picks import get_turn_query, load_accepted_picks
from store.database import Database
from store.exclusions import lift_exclusion, load_exclusions
from store.member_data import set_opted_out
from store.question_history import accepts_questions
from store.reason_rates import MAX_NEWEST, count_newest_reasons, count_reasons_by_day
from store.retention import copy_without_words, expire_words
from store.tables import BriefEventRow, ExclusionRow, FeedbackRow, MemberRow, TurnRow, VideoRow
from store.thread_history import put_feedback
from store.track_library import put_track
from store.videos import (
    DERIVED,
    forget_blob,
    forget_orphans,
    list_expired_videos,
    list_needed_blobs,
    list_orphans,
    put_video,
)
from tests.store.asked import Asker, claimed
from tests.store.made import CLIP_HASH, DAY, EDGE, NOON, SECOND, Filled, track


@pytest.mark.parametrize(("before", "blanked"), list(zip(EDGE, [0, 0, 3], strict=True)))
def test_words_expire_once_they_are_older(
    sqlite_database: Database, filled: Filled, before: timedelta, blanked: int
) -> None:
    with sqlite_database.write() as session:
        assert expire_words(session, NOON + before) == blanked
        turn = session.scalars(select(TurnRow)).one()
        assert (turn.words == "") is bool(blanked)
        assert ("secret" in str(turn.brief)) is not bool(blanked)


@pytest.mark.parametrize(("opted_out", "before", "blanked"), [(True, 0, 0), (True, 1, 3), (False, 1, 0)])
def test_words_of_members_who_opted_out_expire_sooner(
    sqlite_database: Database, filled: Filled, opted_out: bool, before: int, blanked: int
) -> None:
    with sqlite_database.write() as session:
        session.execute(update(MemberRow).values(opted_out=opted_out))
        assert expire_words(session, NOON - DAY, NOON + before * SECOND) == blanked


@pytest.mark.parametrize("kept", ["words", "source", "source_name", "answer"])
def test_any_word_that_is_left_is_blanked(sqlite_database: Database, filled: Filled, kept: str) -> None:
    with sqlite_database.write() as session:
        session.execute(delete(BriefEventRow))
        blank = dict.fromkeys(("words", "source", "source_name", "answer"), "")
        session.execute(update(TurnRow).values(brief=[], **blank | {kept: "secret"}))
        assert expire_words(session, NOON + DAY) == 1
        assert expire_words(session, NOON + DAY) == 0
        assert getattr(session.scalars(select(TurnRow)).one(), kept) == ""


def test_only_the_members_own_words_are_left_out_of_a_copy() -> None:
    words = {"facet": Facet.WORDS.value, "said": "x", "value": {"text": "x"}, "event_seq": 1}
    mood = {"facet": "mood", "said": "calm", "value": {"name": "calm"}}
    assert copy_without_words([{"wish": words}, mood, 3, None]) == [
        {"wish": words | {"said": "", "value": {"text": ""}}},
        mood | {"said": ""},
        3,
        None,
    ]


def test_a_name_that_only_the_member_said_is_left_out_of_a_copy() -> None:
    said = {"facet": "like", "said": "like Zorbo", "value": {"artist": None, "name": "Zorbo"}}
    known = {
        "facet": "like",
        "said": "like X",
        "value": {"artist": None, "name": "Hans Zimmer", "sound": {"voice": "none"}},
    }
    held = {"facet": "like", "said": "like Mira", "value": {"artist": "Mira"}}
    assert copy_without_words([said, known, held]) == [
        said | {"said": "", "value": {"artist": None}},
        known | {"said": ""},
        held | {"said": ""},
    ]


def ask_question(asker: Asker, at: datetime) -> None:
    turn_id = asker.ask()
    job = claimed(asker.db, turn_id)
    with asker.db.write() as session:
        outcome = TurnOutcome(question=Question("vocals", "With a voice?", ("yes", "no")))
        assert leases.finish_turn(session, turn_id, job.attempt, outcome)
        session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(created_at=at))


def pass_over(asker: Asker, state: str = "done") -> None:
    turn_id = asker.ask()
    claimed(asker.db, turn_id)
    with asker.db.write() as session:
        session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(state=state))


def accepts(asker: Asker, at: datetime) -> bool:
    with asker.db.read() as session:
        return accepts_questions(session, asker.member_id, at)


@pytest.mark.parametrize(("more", "asked_again"), list(zip(EDGE, [False, True, True], strict=True)))
def test_questions_rest_for_thirty_days(asker: Asker, more: timedelta, asked_again: bool) -> None:
    for _ in range(2):
        ask_question(asker, NOON)
    pass_over(asker)
    assert accepts(asker, NOON + timedelta(days=30) + more) is asked_again


@pytest.mark.parametrize(("ignored", "asked_again"), [(0, True), (1, True), (2, False), (3, False)])
def test_two_ignored_questions_are_enough(asker: Asker, ignored: int, asked_again: bool) -> None:
    for _ in range(ignored):
        ask_question(asker, NOON)
    pass_over(asker)
    assert accepts(asker, NOON + DAY) is asked_again


@pytest.mark.parametrize(("state", "asked_again"), [("failed", True), ("cancelled", True), ("done", False)])
def test_only_a_turn_that_was_answered_passes_a_question_over(asker: Asker, state: str, asked_again: bool) -> None:
    for _ in range(2):
        ask_question(asker, NOON)
    pass_over(asker, state)
    assert accepts(asker, NOON + DAY) is asked_again


def give_reasons(asker: Asker, at: datetime, *checks: ReasonCheck, rule: str = "fusion") -> int:
    turn_id = asker.ask()
    job = claimed(asker.db, turn_id)
    with asker.db.write() as session:
        for n in range(len(checks)):
            put_track(session, track(n), "1")
        picks = [
            ChosenTrack(track(n).id, 0.5, 0.0, 9.0, rule, (), "It fits.", "qwen", reason_check=check)
            for n, check in enumerate(checks)
        ]
        outcome = TurnOutcome(picks=picks, query=b"\1\2\3\4", space="here")
        assert leases.finish_turn(session, turn_id, job.attempt, outcome)
        session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(finished_at=at))
    return turn_id


@pytest.mark.parametrize(("since", "counted"), list(zip(EDGE, [1, 1, 0], strict=True)))
def test_reasons_count_from_the_time_on(asker: Asker, since: timedelta, counted: int) -> None:
    give_reasons(asker, NOON, ReasonCheck.PASSED)
    with asker.db.read() as session:
        assert len(count_reasons_by_day(session, NOON + since)) == counted


@pytest.mark.parametrize(("rule", "counted"), [("back", 0), ("alternate", 0), ("added", 0), ("fusion+words", 1)])
def test_reasons_that_were_written_before_do_not_count_again(asker: Asker, rule: str, counted: int) -> None:
    give_reasons(asker, NOON, ReasonCheck.PASSED, rule=rule)
    with asker.db.read() as session:
        assert sum(count_newest_reasons(session).values()) == counted


def test_the_newest_reasons_are_those_that_count(asker: Asker) -> None:
    give_reasons(asker, NOON, ReasonCheck.REPLACED)
    give_reasons(asker, NOON, ReasonCheck.PASSED, ReasonCheck.PASSED)
    with asker.db.read() as session:
        assert count_newest_reasons(session, 2) == {ReasonCheck.PASSED: 2}
        assert count_newest_reasons(session, 3) == {ReasonCheck.PASSED: 2, ReasonCheck.REPLACED: 1}
        assert MAX_NEWEST == 1000


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_day_of_reasons_is_one_in_utc(asker: Asker, hours: int) -> None:
    at = datetime(2026, 11, 24, 0, 0, tzinfo=UTC) + timedelta(hours=hours)
    give_reasons(asker, at, ReasonCheck.PASSED)
    with asker.db.read() as session:
        (rate,) = count_reasons_by_day(session, NOON)
    assert rate.day == at.date()


def accept(asker: Asker, turn_id: int, verdict: Any = "accepted") -> int:
    pick = asker.view(turn_id).picks[0].id
    with asker.db.write() as session:
        put_feedback(session, pick, asker.member_id, verdict)
    return pick


@pytest.mark.slow
def test_a_taste_is_learned_from_the_newest_accepted_picks(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = [give_reasons(Asker(asker.db), NOON, ReasonCheck.PASSED) for _ in range(3)]
    picks = [accept(asker, turn) for turn in turns]

    def load(space: str = "here") -> int:
        with asker.db.read() as session:
            return len(load_accepted_picks(session, asker.member_id, space))

    assert accepted_picks.MAX_ACCEPTED == 200
    assert (load(), load("elsewhere")) == (3, 0)
    for limit in (1, 2, 3):
        monkeypatch.setattr(accepted_picks, "MAX_ACCEPTED", limit)
        assert load() == limit
    for since, kept in zip(EDGE, (3, 0, 0), strict=True):
        with asker.db.write() as session:
            session.execute(update(FeedbackRow).values(created_at=NOON))
            session.execute(update(MemberRow).values(taste_since=NOON + since))
        assert load() == kept
    with asker.db.write() as session:
        session.execute(update(MemberRow).values(taste_since=None))
        session.execute(update(FeedbackRow).where(FeedbackRow.pick_id == picks[0]).values(verdict="rejected"))
    assert load() == 2
    with asker.db.write() as session:
        assert get_turn_query(session, turns[1]) == (b"\1\2\3\4", "here")
        set_opted_out(session, asker.member_id, True)
        assert get_turn_query(session, turns[1]) == (b"", "")
    assert load() == 0


@pytest.mark.parametrize(("at", "holds"), list(zip(EDGE, [True, False, False], strict=True)))
def test_an_exclusion_holds_until_its_end(
    sqlite_database: Database, filled: Filled, at: timedelta, holds: bool
) -> None:
    with sqlite_database.write() as session:
        session.execute(update(ExclusionRow).values(expires_at=NOON))
        assert bool(load_exclusions(session, filled.member_id, NOON + at)) is holds
        session.execute(update(ExclusionRow).values(expires_at=None))
        assert len(load_exclusions(session, filled.member_id, NOON + at)) == 1


def test_only_ones_own_exclusions_are_lifted(sqlite_database: Database, filled: Filled, asker: Asker) -> None:
    with sqlite_database.write() as session:
        (mine,) = load_exclusions(session, filled.member_id, NOON)
        assert load_exclusions(session, asker.member_id, NOON) == []
        assert lift_exclusion(session, asker.member_id, mine.id) is False
        assert lift_exclusion(session, filled.member_id, mine.id) is True
        assert lift_exclusion(session, filled.member_id, mine.id) is False


@pytest.mark.parametrize(("at", "expired"), list(zip(EDGE, [False, True, True], strict=True)))
def test_a_clip_expires_at_its_time(sqlite_database: Database, at: timedelta, expired: bool) -> None:
    with sqlite_database.write() as session:
        put_video(session, CLIP_HASH, 7, "clip.mp4", NOON)
        assert bool(list_expired_videos(session, NOON + at)) is expired
        assert forget_blob(session, CLIP_HASH, NOON + at) is expired
        assert forget_blob(session, CLIP_HASH) is True  # without a time: whenever it would expire
        assert list_expired_videos(session, NOON + DAY) == []
        assert forget_blob(session, "0" * 64) is False


@pytest.mark.parametrize(("before", "forgotten"), list(zip(EDGE, [0, 0, 1], strict=True)))
def test_a_clip_of_nobody_is_forgotten_once_it_is_older(
    sqlite_database: Database, before: timedelta, forgotten: int
) -> None:
    with sqlite_database.write() as session:
        put_video(session, CLIP_HASH, 7, "", None)
        put_video(session, "0" * 64, 7, "still-here.mp4", None)
        session.execute(update(VideoRow).values(created_at=NOON))
        assert forget_orphans(session, list_orphans(session, NOON + before)) == forgotten


def test_blobs_of_clips_and_of_waiting_turns_are_needed(sqlite_database: Database, asker: Asker) -> None:
    def posted(name: str, state: str, kind: SourceKind = SourceKind.BLOB) -> None:
        with sqlite_database.write() as session:
            source = ClipSource(kind, name, name)
            new = NewTurn(asker.thread_id, asker.member_id, "page", TurnKind.FIRST, source=source)
            turn_id = ledger.submit_turn(session, new)
            session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(state=state))

    for state in ("queued", "running", "done", "failed", "cancelled"):
        posted(f"{state}.mp4", state)
    posted("linked.mp4", "queued", SourceKind.LINK)
    with sqlite_database.write() as session:
        put_video(session, CLIP_HASH, 7, "clip.mp4", NOON)
        put_video(session, "0" * 64, 7, "", None)
        needed = list_needed_blobs(session)
    assert needed == {"queued.mp4", "running.mp4", "clip.mp4", *(CLIP_HASH + suffix for suffix in DERIVED)}
