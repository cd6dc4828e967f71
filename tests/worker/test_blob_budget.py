"""Blobs over their budget of bytes: the oldest go, what can be made again first, and nothing that is in use."""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, Queue, SourceKind, TurnKind
from store import ledger
from store.blobs import BlobStore
from store.tables import ThreadRow, TurnRow, utc_now
from store.videos import get_video, put_video
from tests.store.asked import Asker
from tests.store.made import fill
from worker.blob_budget import keep_within_budget, measure_blobs
from worker.main import Worker
from worker.retention_jobs import RetentionWorker

KIB = 1024
CLIPS = tuple(digit * 64 for digit in "abc")


@pytest.fixture
def tight(settings: Settings) -> Settings:
    """Room for ten KiB."""
    return settings.model_copy(update={"blob_bytes": 10 * KIB})


@pytest.fixture
def blobs(settings: Settings) -> BlobStore:
    return BlobStore(settings.effective_blob_url)


def lay(settings: Settings, blobs: BlobStore, name: str, *, kib: int = 2, hours: float = 1.0) -> str:
    """A blob that was written so long ago."""
    with blobs.open_writer() as writer:
        writer.write(bytes(kib * KIB))
        writer.commit_as(name)
    past = time.time() - 3600 * hours
    os.utime(settings.data_dir / "blobs" / name, (past, past))
    return name


def preview(n: int) -> str:
    return f"preview-0123456789abcdef-{n}-9000-1.mp4"


def mix(clip: str, n: int) -> str:
    return f"{clip}.mix-{n:016x}-12000-0a1b2c3d-1.mp4"


def keep(asker: Asker, clip: str, *, hours: float) -> None:
    with asker.db.write() as session:
        put_video(session, clip, 5, f"{clip}.mp4", utc_now() + timedelta(hours=hours))


def test_within_the_budget_nothing_goes(tight: Settings, asker: Asker, blobs: BlobStore) -> None:
    for n in range(5):
        lay(tight, blobs, preview(n), hours=20)
    assert keep_within_budget(asker.db, blobs, tight) == 0
    assert measure_blobs(blobs, tight).used == 10 * KIB
    unlimited = tight.model_copy(update={"blob_bytes": 0})
    lay(tight, blobs, preview(6))
    assert keep_within_budget(asker.db, blobs, unlimited) == 0


def test_the_oldest_that_can_be_made_again_goes_first(tight: Settings, asker: Asker, blobs: BlobStore) -> None:
    keep(asker, CLIPS[0], hours=1)
    clip = lay(tight, blobs, f"{CLIPS[0]}.mp4", hours=23)  # older than all of them
    names = [lay(tight, blobs, preview(n), hours=10 - n) for n in range(3)]
    names += [lay(tight, blobs, mix(CLIPS[0], n), hours=5 - n) for n in range(2)]
    assert keep_within_budget(asker.db, blobs, tight) == 2  # to nine tenths of the budget
    assert sorted(blobs.list_names()) == sorted([clip, *names[2:]])


def test_clips_go_when_nothing_else_is_left_those_that_end_first(
    tight: Settings, asker: Asker, blobs: BlobStore
) -> None:
    for clip, hours in zip(CLIPS, (2, 1, 3), strict=True):
        keep(asker, clip, hours=hours)
        lay(tight, blobs, f"{clip}.mp4", kib=4)
        lay(tight, blobs, f"{clip}.sample.npz", kib=1)
    lay(tight, blobs, "something-else", kib=1, hours=100)  # nobody knows what it is: it stays
    assert keep_within_budget(asker.db, blobs, tight) == 4
    assert sorted(blobs.list_names()) == sorted([f"{CLIPS[2]}.mp4", f"{CLIPS[2]}.sample.npz", "something-else"])
    with asker.db.read() as session:
        kept = [get_video(session, clip) for clip in CLIPS]
    assert [video is not None and bool(video.blob) for video in kept] == [False, False, True]


def test_what_a_turn_in_progress_needs_stays_whatever_it_takes(
    tight: Settings, asker: Asker, blobs: BlobStore, caplog: pytest.LogCaptureFixture
) -> None:
    about, brought, free = CLIPS
    for clip in CLIPS:
        keep(asker, clip, hours=1)
        lay(tight, blobs, f"{clip}.mp4", kib=6)
    lay(tight, blobs, mix(about, 1), kib=6, hours=12)
    lay(tight, blobs, mix(free, 1), kib=6)
    new = lay(tight, blobs, preview(1), kib=6, hours=0)  # its turn may be about to say so
    with asker.db.write() as session:
        session.execute(update(ThreadRow).where(ThreadRow.id == asker.thread_id).values(video_hash=about))
        source = ClipSource(SourceKind.BLOB, f"{brought}.mp4")
        ledger.submit_turn(session, NewTurn(asker.thread_id, asker.member_id, "page", TurnKind.FIRST, source=source))
    with caplog.at_level(logging.WARNING):
        assert keep_within_budget(asker.db, blobs, tight) == 2
    assert sorted(blobs.list_names()) == sorted([f"{about}.mp4", f"{brought}.mp4", mix(about, 1), new])
    assert "MUSECHAT_BLOB_BYTES" in caplog.text
    with asker.db.write() as session:
        session.execute(update(TurnRow).values(state="done", finished_at=utc_now()))
    keep_within_budget(asker.db, blobs, tight)
    assert blobs.list_names() == [new]


def test_what_a_card_is_still_to_show_and_what_is_compared_stay(
    tight: Settings, asker: Asker, blobs: BlobStore
) -> None:
    with asker.db.write() as session:
        fill(session)
        session.execute(update(TurnRow).values(state="done", finished_at=utc_now(), delivered_at=None))
        session.connection().exec_driver_sql(f"UPDATE picks SET preview = '{preview(1)}'")
        session.connection().exec_driver_sql(f"UPDATE comparison_candidates SET blob = '{mix(CLIPS[0], 1)}'")
        session.connection().exec_driver_sql("UPDATE comparisons SET state = 'open', revealed_at = NULL")
        session.execute(update(TurnRow).values(created_at=utc_now()))
    kept = [lay(tight, blobs, name, kib=6, hours=5) for name in (preview(1), mix(CLIPS[0], 1))]
    lay(tight, blobs, preview(2), kib=6)
    assert keep_within_budget(asker.db, blobs, tight) == 1
    assert sorted(blobs.list_names()) == sorted(kept)


@pytest.mark.parametrize("queue", [Queue.MEDIA, Queue.INFER])
def test_retention_runs_in_workers_of_either_kind(settings: Settings, asker: Asker, queue: Queue) -> None:
    worker = Worker(settings, asker.db, [queue], 1, "tests.worker.playing_stages")
    try:
        assert isinstance(worker._retention, RetentionWorker)
    finally:
        worker._notifier.close()
