"""Conversations with the real stages over real SQLite: tracks are made up, everything else is as in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from models.profiles import ProfileCache
from musechat.brief import Brief
from musechat.pick import Pick
from musechat.settings import Settings
from musechat.track import Track
from musechat.turn import NewTurn, Queue, Stage, TurnKind, TurnOutcome, TurnState, TurnView
from store import leases, ledger
from store.blobs import BlobStore
from store.database import Database
from store.members import get_member
from store.thread_history import load_brief_events
from store.threads import open_thread
from store.track_library import put_track, save_track_vector
from worker.context import StageFunctions, TurnContext
from worker.runner import list_pending_stages
from worker.snapshot.cache import SnapshotCache
from worker.stages.answer import run_answer
from worker.stages.choose import run_choose
from worker.stages.read import run_read
from worker.stages.write import run_write
from worker.stages.writer_registry import WriterRegistry

# Loaded once for all conversations of a test process, as a worker does.
PROFILES = ProfileCache()
SNAPSHOTS = SnapshotCache(PROFILES)
WRITERS = WriterRegistry()
GUILD = 77


def bind_stages(snapshots: SnapshotCache = SNAPSHOTS, writers: WriterRegistry = WRITERS) -> StageFunctions:
    """The stages of a turn that needs no clip."""
    return {
        Stage.READ: partial(run_read, snapshots=snapshots),
        Stage.ANSWER: partial(run_answer, snapshots=snapshots),
        Stage.CHOOSE: partial(run_choose, snapshots=snapshots),
        Stage.WRITE: partial(run_write, snapshots=snapshots, writers=writers),
    }


def put_tracks(db: Database, tracks: Sequence[Track]) -> None:
    """Bring tracks into the library, with vectors of the profile's size that follow from their traits."""
    encoder = PROFILES.get("embedded").music
    with db.write() as session:
        for track in tracks:
            put_track(session, track, "1")
            rng = np.random.default_rng(int(track.id, 16) % 2**32)
            vector = rng.standard_normal(encoder.dim).astype(np.float32)
            vector[:3] += 6 * np.array([track.traits.energy, track.traits.valence, track.traits.brightness]) - 3
            unit = vector / np.linalg.norm(vector)
            save_track_vector(session, track.id, encoder.name, encoder.version, encoder.dim, unit.tobytes())


class Talk:
    """One thread, and the turns asked in it, each worked on at once."""

    def __init__(
        self,
        db: Database,
        folder: Path,
        *,
        guild: int | None = GUILD,
        who: str = "mira",
        snapshots: SnapshotCache = SNAPSHOTS,
        writers: WriterRegistry = WRITERS,
    ) -> None:
        self.stages = bind_stages(snapshots, writers)
        self.db = db
        # Plain sentences: what the language model writes has tests of its own, and takes most of a turn's time.
        self.settings = Settings(_env_file=None, data_dir=folder, database_url=db.url, writer="template")
        self.blobs = BlobStore(self.settings.effective_blob_url)
        self.member_id = self.member(who)
        with db.write() as session:
            self.thread_id = open_thread(session, platform="discord", member_id=self.member_id, guild_id=guild)

    def member(self, name: str) -> int:
        with self.db.write() as session:
            return get_member(session, "discord", name)

    def say(self, words: str = "", **about: Any) -> TurnView:
        """A refinement in words."""
        return self.turn(TurnKind.REFINE, words=words, **about)

    def turn(self, kind: TurnKind, *, by: int | None = None, **about: Any) -> TurnView:
        """Ask, work, and give the turn as its asker sees it."""
        with self.db.write() as session:
            new = NewTurn(self.thread_id, by or self.member_id, "discord", kind, **about)
            turn_id = ledger.submit_turn(session, new)
            job = leases.claim_turn(session, "w", Queue, 60.0, turn_id)
        assert job is not None
        context = TurnContext(job, self.db, self.settings, self.blobs)
        with self.db.write() as session:
            try:
                for stage in list_pending_stages(job):
                    self.stages[stage](context)
            except Exception as error:
                code = getattr(error, "code", "")
                if not code:
                    raise
                leases.fail_turn(session, job.id, job.attempt, code, str(error))
            else:
                assert leases.finish_turn(session, job.id, job.attempt, context.outcome)
        self.outcome: TurnOutcome = context.outcome
        return self.view(turn_id)

    def view(self, turn_id: int) -> TurnView:
        with self.db.read() as session:
            return ledger.load_view(session, turn_id)

    def brief(self) -> Brief:
        with self.db.read() as session:
            return Brief.replay_events(load_brief_events(session, self.thread_id))


def ids(view: TurnView) -> list[str]:
    assert view.state is TurnState.DONE, view.error
    return [pick.track_id for pick in view.picks]


def first(view: TurnView) -> Pick:
    assert view.picks, view.error or view.no_match
    return view.picks[0]
