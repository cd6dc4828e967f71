from __future__ import annotations

import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from musechat.settings import Settings
from store.blobs import BlobStore
from store.tables import TurnRow, now
from store.videos import get_video, put_video
from tests.store.asked import Asker
from worker.housekeeping import STALE_S, sweep

OLD, NEW = "a" * 64, "b" * 64


@pytest.fixture
def blobs(settings: Settings) -> BlobStore:
    return BlobStore(settings.effective_blob_url)


def keep(asker: Asker, blobs: BlobStore, video_hash: str, hours: float) -> None:
    for name in (f"{video_hash}.mp4", f"{video_hash}.sample.npz"):
        with blobs.put_stream() as writer:
            writer.write(b"bytes")
            writer.commit_as(name)
    with asker.db.write() as session:
        put_video(session, video_hash, 5, f"{video_hash}.mp4", now() + timedelta(hours=hours))


def test_expired_clips_are_deleted_and_others_kept(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    keep(asker, blobs, OLD, -1)
    keep(asker, blobs, NEW, 1)
    sweep(asker.db, blobs, settings)
    assert [blobs.exists(f"{OLD}{end}") for end in (".mp4", ".sample.npz")] == [False, False]
    assert [blobs.exists(f"{NEW}{end}") for end in (".mp4", ".sample.npz")] == [True, True]
    with asker.db.read() as session:
        old, new = get_video(session, OLD), get_video(session, NEW)
    assert old is not None
    assert new is not None
    assert (old.blob, new.blob) == ("", f"{NEW}.mp4")
    sweep(asker.db, blobs, settings)


def test_words_are_forgotten_in_time(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    old, new = asker.ask("something private"), asker.ask("something else")
    long_ago = now() - timedelta(days=settings.words_days + 1)
    with asker.db.write() as session:
        ended = update(TurnRow).where(TurnRow.id == old)
        session.execute(ended.values(created_at=long_ago, finished_at=long_ago, state="done"))
    sweep(asker.db, blobs, settings)
    assert (asker.view(old).words, asker.view(new).words) == ("", "something else")


def test_leftovers_of_crashed_downloads_are_deleted(
    settings: Settings, asker: Asker, blobs: BlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stale, fresh, foreign = (tmp_path / name for name in ("musechat-fetch-1", "musechat-fetch-2", "other"))
    for folder in (stale, fresh, foreign):
        folder.mkdir()
        (folder / "part").write_bytes(b"x")
    past = time.time() - STALE_S - 60
    for folder in (stale, foreign):
        os.utime(folder, (past, past))
    sweep(asker.db, blobs, settings)
    assert [folder.exists() for folder in (stale, fresh, foreign)] == [False, True, True]
