"""A reason that takes long is shown as it grows; a quick one never is, and nothing of it outlives its turn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.writer.interface import Reason, ReasonFacts, ReasonListener, Writer
from musechat.pick import PickDraft, ReasonCheck
from musechat.settings import Settings
from musechat.turn import NewTurn, Queue, TurnKind, TurnState, TurnView
from store import leases, ledger
from store.database import Database
from tests.clock import HeldClock
from tests.worker.talking import Talk, bind_stages, put_tracks
from tests.worker.test_talk import LIBRARY
from worker.context import Interruption, TurnContext
from worker.runner import list_pending_stages
from worker.snapshot.serving_snapshot import ServingSnapshot
from worker.stages.drafting import INTERVAL_S, PATIENCE_S
from worker.stages.writer_registry import WriterRegistry

REASON = "A calm piece that follows your clip from its first picture to its last"
WORDS = REASON.split()


class SlowWriter:
    """Says a word at a time, and looks after each what the asker sees."""

    def __init__(self, talk: Talk, clock: HeldClock, pause_s: float) -> None:
        self.talk, self.clock, self.pause_s = talk, clock, pause_s
        self.seen: list[TurnView] = []
        self.facts: list[ReasonFacts] = []

    def write_reasons(self, facts: Sequence[ReasonFacts], heard: ReasonListener | None = None) -> list[Reason]:
        self.facts = list(facts)
        for n in range(1, len(WORDS)):
            self.clock.advance(self.pause_s)
            if heard is not None:
                heard(" ".join(WORDS[:n]))
            self.seen.append(latest(self.talk))
        return [Reason(REASON, "slow/model", ReasonCheck.PASSED) for _ in facts]


def latest(talk: Talk) -> TurnView:
    with talk.db.read() as session:
        return ledger.load_thread_views(session, talk.thread_id)[-1]


def begin(talk: Talk, clock: HeldClock, kind: TurnKind = TurnKind.FIRST) -> TurnContext:
    with talk.db.write() as session:
        turn_id = ledger.submit_turn(session, NewTurn(talk.thread_id, talk.member_id, "page", kind))
    with talk.db.write() as session:
        job = leases.claim_turn(session, "w", Queue, 60.0, turn_id)
    assert job is not None
    context = TurnContext(job, talk.db, talk.settings, talk.blobs, clock)
    for stage in list_pending_stages(job):
        context.enter_stage(stage, 60.0)
        talk.stages[stage](context)
        context.leave_stage()
    return context


def end(talk: Talk, context: TurnContext) -> TurnView:
    with talk.db.write() as session:
        assert leases.finish_turn(session, context.job.id, context.job.attempt, context.outcome)
    return latest(talk)


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    return Talk(sqlite_database, tmp_path)


class OneWriter(WriterRegistry):
    """Hands out the writer that it is given."""

    def __init__(self, writer: SlowWriter) -> None:
        super().__init__()
        self.only = writer

    def get_writer(self, settings: Settings, snapshot: ServingSnapshot) -> Writer:
        return self.only


@pytest.fixture
def writer(talk: Talk, clock: HeldClock) -> SlowWriter:
    """Writes the reasons, with no pause after a word unless a test sets one."""
    writer = SlowWriter(talk, clock, 0.0)
    talk.stages = bind_stages(writers=OneWriter(writer))
    return writer


def test_what_is_checked_so_far_can_be_seen(talk: Talk, writer: SlowWriter, clock: HeldClock) -> None:
    writer.pause_s = 0.2
    context = begin(talk, clock)
    drafts = [view.draft for view in writer.seen if view.draft]
    pick = writer.facts[0].track
    assert {(d.title, d.artist) for d in drafts} == {(pick.title, pick.artist)}
    said = list(dict.fromkeys(d.reason for d in drafts))
    first, step = math.ceil(PATIENCE_S / writer.pause_s), round(INTERVAL_S / writer.pause_s)
    assert said == [" ".join(WORDS[:n]) for n in range(first, len(WORDS), step)]  # it grows, but not with every word
    assert latest(talk).draft == PickDraft(pick.title, pick.artist, REASON)  # whole, while the turn goes on
    done = end(talk, context)
    assert done.state is TurnState.DONE
    assert done.draft is None
    assert (done.picks[0].reason_source, done.picks[0].reason_check) == ("slow/model", ReasonCheck.PASSED)


def test_a_quick_reason_is_not_drafted(talk: Talk, writer: SlowWriter, clock: HeldClock) -> None:
    begin(talk, clock)
    assert [view.draft for view in writer.seen] == [None] * (len(WORDS) - 1)
    assert latest(talk).draft is None
    assert latest(talk).revision == writer.seen[0].revision


def test_a_writer_is_given_what_the_music_sounds_like(talk: Talk, writer: SlowWriter, clock: HeldClock) -> None:
    begin(talk, clock)
    vectors = [facts.music for facts in writer.facts]
    assert len(vectors) == 4
    assert all(v is not None and abs(float(v @ v) - 1) < 1e-4 for v in vectors)


def test_a_draft_of_a_turn_that_was_lost_is_refused(talk: Talk, writer: SlowWriter, clock: HeldClock) -> None:
    context = begin(talk, clock)
    with talk.db.write() as session:
        assert leases.release_turn(session, context.job.id, context.job.attempt)
    context.publish_draft(PickDraft("Other", "Nobody", "Never seen."))
    assert context.interruption is Interruption.LOST
    assert latest(talk).draft is None


def test_an_attempt_that_ends_early_takes_its_draft_with_it(talk: Talk, writer: SlowWriter, clock: HeldClock) -> None:
    writer.pause_s = 0.2
    context = begin(talk, clock)
    assert latest(talk).draft is not None
    with talk.db.write() as session:
        leases.retry_later(session, context.job.id, context.job.attempt, "internal", "It broke.")
    with talk.db.write() as session:
        leases.claim_turn(session, "w", Queue, 60.0, context.job.id)
    assert latest(talk).draft is None
