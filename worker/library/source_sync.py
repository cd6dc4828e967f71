"""Brings the library in step with a source: fetches what is new, hides what was withdrawn, reads licences again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from filelock import FileLock, Timeout
from sqlalchemy.orm import Session

from media.sources.errors import TrackWithdrawn
from media.sources.interface import MusicSource
from musechat.errors import BadInput, MuseChatError
from musechat.settings import Settings
from musechat.source_track import SourceTrack
from store import source_tracks
from store.database import Database
from store.source_tracks import ADDED, WANTED, WITHDRAWN, StoredTrack
from store.tables import utc_now
from store.track_presence import hide_tracks, list_other_paths, restore_tracks
from worker.library.source_fetch import add_fetched, describe_again, fetch_wanted
from worker.library.source_report import SourceProgress, SyncReport, SyncTools

RECHECK = timedelta(days=7)  # between two readings of what a catalogue says of a track that we have


def sync_source(source: MusicSource, tools: SyncTools) -> SyncReport:
    """Bring the library in step with one source.

    Each step is kept at once: a sync that is stopped, or whose server goes away, goes on where it was; nothing is
    taken for withdrawn unless a listing came to its end.

    Raises:
        BadInput: ``sync-running``: another process does the same; those of the source, and ``disk-full``.
        SourceUnavailable: the source cannot be used now.

    """
    report = SyncReport(source.name)
    with hold_source(tools.settings, source.name), record_outcome(source.name, tools.db):
        try:
            asyncio.run(_list_and_fetch(source, tools, report))
        except MuseChatError:
            add_fetched({source.name: report}, tools)  # what came before the fault is of use all the same
            raise
        add_fetched({source.name: report}, tools)
    return report


async def _list_and_fetch(source: MusicSource, tools: SyncTools, report: SyncReport) -> None:
    try:
        if source.is_catalogue:
            await _check_again(source, tools, report)
        else:
            await _list_all(source, tools, report)
        await fetch_wanted(source, tools, report)
    finally:
        await source.close()


async def _list_all(source: MusicSource, tools: SyncTools, report: SyncReport) -> None:
    with tools.db.read() as session:
        before = source_tracks.load_source_tracks(session, source.name)
    seen: set[str] = set()
    async for batch in _gather(source.list_tracks(), 100):
        with tools.db.write() as session:
            for track in batch:
                seen.add(track.ref)
                _note_listed(session, source.name, track, before.get(track.ref), report)
        report.listed += len(batch)
        tools.on_progress(SourceProgress(source.name, "list", report.listed))
    withdraw(source.name, [known for ref, known in before.items() if ref not in seen], tools.db, report)


def _note_listed(
    session: Session, source: str, track: SourceTrack, known: StoredTrack | None, report: SyncReport
) -> None:
    """Store what is said of a track now, and what follows from what has changed."""
    if known is None or known.track.version != track.version:
        source_tracks.put_source_track(session, source, track, state=WANTED)
        return
    if known.state == WITHDRAWN:
        state = ADDED if known.track_id else WANTED
        source_tracks.put_source_track(session, source, track, state=state)
        if known.track_id and known.hidden:
            restore_tracks(session, [known.track_id])
        report.returned += 1
    if _tell(known.track) != _tell(track) or known.track.audio_url != track.audio_url:
        source_tracks.set_track_state(session, source, [track.ref], record=track.to_json())
        if _tell(known.track) != _tell(track):
            report.renamed += 1
            describe_again(session, known, track)


def _tell(track: SourceTrack) -> tuple[object, ...]:
    """What people are told of a track, to see whether it has changed."""
    statement = track.evidence.statement if track.evidence else ""
    return (track.title, track.artist, track.album, track.genres, track.year, statement)


async def _check_again(source: MusicSource, tools: SyncTools, report: SyncReport) -> None:
    """Read again what a catalogue says of the tracks that we have of it."""
    with tools.db.read() as session:
        kept = source_tracks.load_source_tracks(session, source.name, ADDED, WITHDRAWN)
    due = [known for known in kept.values() if known.checked_at < utc_now() - RECHECK]
    for number, known in enumerate(due):
        tools.on_progress(SourceProgress(source.name, "check", number, len(due), known.track.title))
        try:
            track = await source.read_track(known.track.ref)
        except TrackWithdrawn:
            withdraw(source.name, [known], tools.db, report)
            continue
        report.listed += 1
        if known.track.evidence and track.evidence and not known.track.evidence.states_same(track.evidence):
            report.relicensed.append(f"{track.artist} - {track.title}: {track.evidence.statement}")
        with tools.db.write() as session:
            _note_listed(session, source.name, track, known, report)
            source_tracks.set_track_state(session, source.name, [track.ref])


def withdraw(source: str, gone: Iterable[StoredTrack], db: Database, report: SyncReport) -> None:
    """Take tracks out of the library that their source has no longer; their files stay, for the day they return."""
    lost = [known for known in gone if known.state != WITHDRAWN]
    if not lost:
        return
    with db.write() as session:
        for known in lost:
            source_tracks.set_track_state(session, source, [known.track.ref], state=WITHDRAWN)
            if known.track_id and not list_other_paths(session, known.track_id):
                hidden = bool(hide_tracks(session, [known.track_id]))
                source_tracks.set_track_state(session, source, [known.track.ref], hidden=hidden)
    report.withdrawn += len(lost)


@contextmanager
def hold_source(settings: Settings, name: str) -> Iterator[None]:
    """Be the only process of this machine that syncs a source.

    Raises:
        BadInput: ``sync-running``: another one does.

    """
    folder = settings.data_dir / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f"{name}.lock").acquire(timeout=0):
            yield
    except Timeout as error:
        raise BadInput("sync-running", f"{name} is being synced already", "Wait for it to end") from error


@contextmanager
def record_outcome(name: str, db: Database) -> Iterator[None]:
    """Store how the block ends as the source's last sync."""
    error = ""
    try:
        yield
    except MuseChatError as fault:
        error = fault.line
        raise
    except BaseException as fault:
        error = f"It was ended by {type(fault).__name__}"
        raise
    finally:
        with db.write() as session:
            source_tracks.record_sync(session, name, error)


async def _gather(tracks: AsyncIterator[SourceTrack], size: int) -> AsyncIterator[list[SourceTrack]]:
    batch: list[SourceTrack] = []
    async for track in tracks:
        batch.append(track)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
