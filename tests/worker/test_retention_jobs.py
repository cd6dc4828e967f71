from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from musechat.brief import Brief, StandingWish
from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, SourceKind, TurnKind
from store import ledger
from store.blobs import BlobStore
from store.tables import BriefEventRow, MemberRow, ThreadRow, TurnRow, VideoRow, utc_now
from store.track_library import put_track, remove_track
from store.videos import forget_blob, get_video, put_video
from tests.store.asked import Asker
from tests.store.made import track, wish
from tests.worker.processes import until
from worker.library.guild_files import INCOMING, get_guilds_folder
from worker.retention_jobs import STALE_S, RetentionWorker, sweep_expired

OLD, NEW = "a" * 64, "b" * 64


@pytest.fixture
def blobs(settings: Settings) -> BlobStore:
    return BlobStore(settings.effective_blob_url)


def keep(asker: Asker, blobs: BlobStore, video_hash: str, hours: float) -> None:
    for name in (f"{video_hash}.mp4", f"{video_hash}.sample.npz"):
        with blobs.open_writer() as writer:
            writer.write(b"bytes")
            writer.commit_as(name)
    with asker.db.write() as session:
        put_video(session, video_hash, 5, f"{video_hash}.mp4", utc_now() + timedelta(hours=hours))


def test_expired_clips_are_deleted_and_others_kept(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    keep(asker, blobs, OLD, -1)
    keep(asker, blobs, NEW, 1)
    sweep_expired(asker.db, blobs, settings)
    assert [blobs.has_blob(f"{OLD}{end}") for end in (".mp4", ".sample.npz")] == [False, False]
    assert [blobs.has_blob(f"{NEW}{end}") for end in (".mp4", ".sample.npz")] == [True, True]
    with asker.db.read() as session:
        old, new = get_video(session, OLD), get_video(session, NEW)
    assert old is not None
    assert new is not None
    assert (old.blob, new.blob) == ("", f"{NEW}.mp4")
    sweep_expired(asker.db, blobs, settings)


def test_words_are_forgotten_in_time(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    old, new = asker.ask("something private"), asker.ask("something else")
    long_ago = utc_now() - timedelta(days=settings.words_days + 1)
    with asker.db.write() as session:
        ended = update(TurnRow).where(TurnRow.id == old)
        session.execute(ended.values(created_at=long_ago, finished_at=long_ago, state="done"))
    sweep_expired(asker.db, blobs, settings)
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
    sweep_expired(asker.db, blobs, settings)
    assert [folder.exists() for folder in (stale, fresh, foreign)] == [False, True, True]


def lay(settings: Settings, blobs: BlobStore, name: str, hours: float) -> None:
    """A blob that was written so long ago."""
    with blobs.open_writer() as writer:
        writer.write(b"bytes")
        writer.commit_as(name)
    past = time.time() - 3600 * hours
    os.utime(settings.data_dir / "blobs" / name, (past, past))


def test_a_clip_that_was_posted_again_meanwhile_is_kept(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    keep(asker, blobs, OLD, -1)
    with asker.db.write() as session:
        put_video(session, OLD, 5, f"{OLD}.mp4", utc_now() + timedelta(hours=1))
        assert not forget_blob(session, OLD, utc_now())
    sweep_expired(asker.db, blobs, settings)
    assert blobs.has_blob(f"{OLD}.mp4")


def test_previews_are_deleted_as_soon_as_clips_are(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    lay(settings, blobs, "preview-0123456789abcdef-0-9000-1.mp4", settings.clip_hours + 1)
    lay(settings, blobs, "preview-0123456789abcdef-5-9000-1.mp4", settings.clip_hours - 1)
    sweep_expired(asker.db, blobs, settings)
    assert blobs.list_names() == ["preview-0123456789abcdef-5-9000-1.mp4"]


def test_what_was_posted_and_forgotten_is_deleted(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    keep(asker, blobs, NEW, 1)
    names = [f"{digit * 64}.mp4" for digit in "cde"]
    for name in (*names, f"{'c' * 64}.sample.npz", f"{NEW}.mp4", f"{NEW}.sample.npz", "something-else"):
        lay(settings, blobs, name, settings.clip_hours + 1)
    lay(settings, blobs, names[1], 0.5)  # just taken in: its turn is about to be submitted
    with asker.db.write() as session:  # waits for a worker since yesterday
        waiting = NewTurn(
            asker.thread_id, asker.member_id, "page", TurnKind.FIRST, source=ClipSource(SourceKind.BLOB, names[2])
        )
        ledger.submit_turn(session, waiting)
    sweep_expired(asker.db, blobs, settings)
    assert sorted(blobs.list_names()) == sorted([*names[1:], f"{NEW}.mp4", f"{NEW}.sample.npz", "something-else"])


def test_what_was_measured_in_a_clip_goes_with_the_last_that_is_about_it(
    settings: Settings, asker: Asker, blobs: BlobStore
) -> None:
    about, orphan, fresh = "1" * 64, "2" * 64, "3" * 64
    with asker.db.write() as session:
        for video_hash in (about, orphan, fresh):
            put_video(session, video_hash, 5, "", None)
        old = update(VideoRow).where(VideoRow.hash != fresh)
        session.execute(old.values(created_at=utc_now() - timedelta(hours=settings.clip_hours + 1)))
        session.execute(update(ThreadRow).values(video_hash=about))
    sweep_expired(asker.db, blobs, settings)
    with asker.db.read() as session:
        assert [get_video(session, h) is not None for h in (about, orphan, fresh)] == [True, False, True]


def test_words_of_members_who_opted_out_are_forgotten_with_their_clips(
    settings: Settings, asker: Asker, blobs: BlobStore
) -> None:
    silent, other = Asker(asker.db, "silent"), asker
    turns = [silent.ask("something private"), other.ask("something else"), silent.ask("just now")]
    past = utc_now() - timedelta(hours=settings.clip_hours + 1)
    with asker.db.write() as session:
        session.execute(update(MemberRow).where(MemberRow.id == silent.member_id).values(opted_out=True))
        session.execute(update(TurnRow).values(finished_at=past, state="done"))
        session.execute(update(TurnRow).where(TurnRow.id != turns[2]).values(created_at=past))
    sweep_expired(asker.db, blobs, settings)
    assert [asker.view(turn).words for turn in turns] == ["", "something else", "just now"]


def test_their_words_go_from_what_others_see_too(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    silent = Asker(asker.db, "silent")
    turn_id, past = asker.ask("calmer"), utc_now() - timedelta(hours=settings.clip_hours + 1)
    wishes = [wish(said) for said in ("private", "public")]
    authors = (silent.member_id, asker.member_id)
    standing = [StandingWish(n, 1, author, w) for n, (author, w) in enumerate(zip(authors, wishes, strict=True), 1)]
    brief = Brief(tuple(standing)).to_json()
    with asker.db.write() as session:
        session.execute(update(MemberRow).where(MemberRow.id == silent.member_id).values(opted_out=True))
        session.execute(update(TurnRow).values(brief=brief, state="done", finished_at=utc_now()))
        for n, (author, spoken) in enumerate(((silent, wishes[0]), (asker, wishes[1])), 1):
            said = {"member_id": author.member_id, "wish": spoken.to_json(), "created_at": past}
            session.add(BriefEventRow(thread_id=asker.thread_id, seq=n, turn_id=turn_id, turn_seq=1, op="add", **said))
    sweep_expired(asker.db, blobs, settings)
    assert [standing.wish.said for standing in asker.view(turn_id).brief.standing] == ["", "public"]
    assert asker.view(turn_id).words == "calmer"


def test_the_files_of_tracks_that_a_guild_removed_are_deleted(
    settings: Settings, asker: Asker, blobs: BlobStore, tmp_path: Path
) -> None:
    folder = get_guilds_folder(settings) / "7"
    (folder / f"{INCOMING}1").mkdir(parents=True)
    gone, stays, unknown, foreign = (
        folder / "gone.mp3",
        folder / "stays.mp3",
        folder / "unknown.mp3",
        tmp_path / "own.mp3",
    )
    with asker.db.write() as session:
        for n, path in enumerate((gone, stays, foreign)):
            path.write_bytes(b"x")
            put_track(session, track(n, path=str(path), guild_id=7), "1")
        put_track(session, track(9, path=str(tmp_path / "shared.mp3")), "1")
        for n in (0, 2, 9):
            remove_track(session, track(n).id)
    for path in (unknown, tmp_path / "shared.mp3"):
        path.write_bytes(b"x")
    sweep_expired(asker.db, blobs, settings)
    found = [p.exists() for p in (gone, stays, unknown, foreign, tmp_path / "shared.mp3", folder / f"{INCOMING}1")]
    assert found == [False, True, True, True, True, True]
    os.utime(folder / f"{INCOMING}1", (0, 0))
    sweep_expired(asker.db, blobs, settings)
    assert not (folder / f"{INCOMING}1").exists()


def test_two_sweeps_at_once_do_no_harm(settings: Settings, asker: Asker, blobs: BlobStore) -> None:
    for n in range(12):
        keep(asker, blobs, f"{n:064x}", -1)
    keep(asker, blobs, NEW, 1)
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(sweep_expired, asker.db, blobs, settings) for _ in range(6)]:
            done.result()
    assert sorted(blobs.list_names()) == [f"{NEW}.mp4", f"{NEW}.sample.npz"]


def test_every_worker_keeps_house(
    settings: Settings,
    asker: Asker,
    blobs: BlobStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("worker.retention_jobs.FIRST_S", 0.05)
    monkeypatch.setattr("worker.retention_jobs.EVERY_S", 0.05)
    monkeypatch.setattr("worker.retention_jobs.BUDGET_S", 0.05)
    keep(asker, blobs, OLD, -1)
    monkeypatch.setattr(blobs, "sweep_temporary", lambda _: 1 // 0)  # fails after the clips; goes on all the same
    keeper = RetentionWorker(asker.db, blobs, settings)
    keeper.start()
    until(lambda: not blobs.has_blob(f"{OLD}.mp4") and caplog.text.count("retention failed") > 1, "it swept twice", 10)
    keeper.stop()
    until(lambda: not keeper._thread.is_alive(), "it has ended", 10)
