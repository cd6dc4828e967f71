"""A worker for the bot's in-process tests: it takes every kind of turn through its stages, and decides by a rule of thumb.

What the bot shows must not hang on what the models find, and a test must be able to order a failure, a wait or an empty
shelf. The real worker answers in ``tests/localdiscord``.
"""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

from sqlalchemy.orm import Session

from musechat.brief import Brief, BriefChange, BriefEvent, Facet, Force
from musechat.comparison import NewCandidate, NewComparison
from musechat.no_match import NoMatchReport, RelaxOffer, RuleCount
from musechat.pick import ChosenTrack, Pick
from musechat.rule import ShownSubject, WishSubject
from musechat.turn import SourceKind, Stage, TurnJob, TurnKind, TurnNote, TurnOutcome
from store import leases
from store.blobs import BlobStore
from store.database import Database
from store.thread_history import list_shown_tracks, load_brief_events, load_last_pick, load_turn_picks
from store.track_library import list_tracks
from tests.bot.house import QUESTION, PretendWorker
from tests.musechat.made import wish_of
from worker.runner import list_pending_stages

REASON = "Its slow swell follows your clip's own rise, and its dark, warm tone matches the blue of the picture."


class StandIn(PretendWorker):
    """Say these in words: ``calmer`` and ``more energy`` move along the library; ``no …`` forbids; ``impossible`` finds
    nothing; ``thanks`` asks for nothing; ``love it`` praises; ``broken`` fails; ``ask me`` brings a question.

    Clear ``gate`` to hold every turn before its last stage, whatever its kind; ``reached`` counts the turns that came so far.
    """

    def __init__(self, db: Database, blobs: BlobStore, preview: Path | None = None) -> None:
        super().__init__(db, blobs)
        self.preview = preview
        self.reached = 0
        self._moved = threading.Condition()

    def _take(self, job: TurnJob) -> None:
        stages = list_pending_stages(job)
        for stage in stages:
            if stage is stages[-1]:
                self._hold()
            with self.db.write() as session:
                leases.report_stage(session, job.id, job.attempt, stage, None, {})
            if stage is Stage.FETCH:
                self._fetch(job)
        self._end(job)

    def _hold(self) -> None:
        with self._moved:
            self.reached += 1
            self._moved.notify_all()
        self.gate.wait()

    def _fetch(self, job: TurnJob) -> None:
        if job.source.kind in (SourceKind.PATH, SourceKind.BLOB):
            super()._fetch(job)

    def _choose(self, session: Session, job: TurnJob) -> TurnOutcome:
        if job.kind is TurnKind.ADD:
            return self._added(session, job)
        if job.kind is TurnKind.COMPARE:
            return self._compare(session, job)
        if job.words.startswith(("thanks", "love it")):
            return _said_only(session, job)
        changes = _changes(job)
        events = load_brief_events(session, job.thread_id)
        after = max((e.seq for e in events), default=0)
        events += [BriefEvent(after + n, job.seq, job.member_id, *change) for n, change in enumerate(changes, 1)]
        outcome = TurnOutcome(events=changes, brief=Brief.replay_events(events))
        if "impossible" in job.words:
            outcome.no_match = _no_match(outcome.brief)
        else:
            outcome.picks = self._picks(session, job)
            outcome.question = QUESTION if "ask me" in job.words else None
        if job.kind is TurnKind.BACK:
            outcome.back_to = _target(job)
        return outcome

    def _picks(self, session: Session, job: TurnJob) -> list[ChosenTrack]:
        if job.kind is TurnKind.BACK:
            return [_again(pick, "back") for pick in load_turn_picks(session, job.thread_id, _target(job))]
        if job.kind is TurnKind.ALTERNATE:
            shown = [p for n in range(1, job.seq) for p in load_turn_picks(session, job.thread_id, n)]
            turn = next(p for p in shown if p.id == job.about_pick)
            return [_again(turn, "alternate")]
        return self._fresh(session, job)

    def _fresh(self, session: Session, job: TurnJob) -> list[ChosenTrack]:
        shown, last = list_shown_tracks(session, job.thread_id), load_last_pick(session, job.thread_id)
        level = last.traits.energy if last else 0.5
        goal = level + (-0.3 if "calmer" in job.words else 0.3 if "energy" in job.words else 0)
        left = [t for t in list_tracks(session) if t.id not in shown]
        left.sort(key=lambda t: (abs(t.traits.energy - goal), t.id))
        preview = self._preview(job)
        return [
            ChosenTrack(t.id, 0.9 - n / 10, 6.5, 10.5, "test", (), REASON, "template", preview if n == 0 else "")
            for n, t in enumerate(left[:4])
        ]

    def _compare(self, session: Session, job: TurnJob) -> TurnOutcome:
        """Put up a turn's picks in their order; the files are missing where no preview is to be made."""
        picks = load_turn_picks(session, job.thread_id, _target(job))
        stood = tuple(NewCandidate(pick.id, self._preview(job) or "gone.mp4", -14.0) for pick in picks)
        brief = Brief.replay_events(load_brief_events(session, job.thread_id))
        compared = NewComparison(1, 0.0, 4.0, stood)
        return TurnOutcome(brief=brief, note=TurnNote.COMPARED, keeps_pick=True, comparison=compared)

    def _preview(self, job: TurnJob) -> str:
        if self.preview is None or not job.preview_bytes:
            return ""
        name = hashlib.sha256(self.preview.read_bytes()).hexdigest() + ".mp4"
        self.blobs.put_file(self.preview, name)
        return name

    def _added(self, session: Session, job: TurnJob) -> TurnOutcome:
        title = json.loads(job.words or "{}").get("title")
        tracks = list_tracks(session)
        track = next((t for t in tracks if t.title == title), tracks[0])
        return TurnOutcome(picks=[ChosenTrack(track.id, 1.0, 0.0, 4.0, "added")])


def _changes(job: TurnJob) -> list[BriefChange]:
    if job.kind is TurnKind.BACK:
        return [BriefChange("rewind", None, _target(job))]
    if job.kind is TurnKind.RELAX:
        return [BriefChange("remove", None, job.about_event)] if job.about_event else []
    if not job.words:
        return []
    force = Force.NEVER if job.words.startswith("no ") else Force.PREFER
    return [BriefChange("add", wish_of(force, Facet.MOOD, {"name": job.words.removeprefix("no ")}, job.words))]


def _target(job: TurnJob) -> int:
    return job.about_turn or 1


def _again(pick: Pick, rule: str) -> ChosenTrack:
    return ChosenTrack(
        pick.track_id, pick.score, pick.start_s, pick.end_s, rule, (), pick.reason, "template", pick.preview
    )


def _said_only(session: Session, job: TurnJob) -> TurnOutcome:
    last = load_last_pick(session, job.thread_id)
    praised = job.words.startswith("love it") and last is not None
    events = load_brief_events(session, job.thread_id)
    return TurnOutcome(
        brief=Brief.replay_events(events),
        note=TurnNote.PRAISED if praised else TurnNote.SMALLTALK,
        accepted_pick=last.id if last is not None and praised else None,
    )


def _no_match(brief: Brief) -> NoMatchReport:
    last = brief.standing[-1]
    about, label = WishSubject(last.wish), last.wish.said
    removed = (RuleCount("must-mood", 41, about, label), RuleCount("shown", 4, ShownSubject(), "already shown"))
    return NoMatchReport(removed, RelaxOffer("must-mood", 12, last.event_seq, about, label), 45)
