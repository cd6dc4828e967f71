"""Fetches the sound of wanted tracks, and brings what came into the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from language.licences import parse_licence
from media.sources.errors import AudioRefused, SourceUnavailable, TrackWithdrawn
from media.sources.interface import MusicSource
from musechat.source_track import SourceTrack
from store import source_tracks
from store.database import Database
from store.source_tracks import ADDED, FETCHED, REFUSED, WANTED, WITHDRAWN, StoredTrack
from store.track_presence import TrackDescription, describe_track, hide_tracks, list_other_paths, restore_tracks
from worker.library.folder_sync import hold_analysis
from worker.library.import_report import FileDone
from worker.library.source_files import find_shared_file, get_source_folder, plan_path, write_note
from worker.library.source_report import SourceProgress, SyncReport, SyncTools

GIVE_UP = 3  # tracks in a row that could not be fetched: then the source itself is at fault


async def fetch_wanted(source: MusicSource, tools: SyncTools, report: SyncReport) -> None:
    """Fetch the sound of every wanted track, one after another.

    Raises:
        SourceUnavailable: the source cannot be used at all now.
        BadInput: ``disk-full``, or the source does not let us in.

    """
    with tools.db.read() as session:
        wanted = list(source_tracks.load_source_tracks(session, source.name, WANTED).values())
    failures = 0
    for number, known in enumerate(wanted):
        tools.on_progress(SourceProgress(source.name, "fetch", number, len(wanted), known.track.title))
        try:
            await _fetch_one(source, known, tools, report)
            failures = 0
        except SourceUnavailable as error:
            failures += 1
            report.waiting += 1
            set_state(tools.db, known, reason=error.line)
            if failures >= GIVE_UP or error.code == "source-quota":
                report.waiting += len(wanted) - number - 1
                raise
    tools.on_progress(SourceProgress(source.name, "fetch", len(wanted), len(wanted)))


async def _fetch_one(source: MusicSource, known: StoredTrack, tools: SyncTools, report: SyncReport) -> None:
    from media.listen import SUFFIXES

    track = known.track
    if not track.rights.may_analyse or track.suffix not in SUFFIXES:
        _refuse(tools.db, known, "its licence or kind does not allow it to be used", report)
        return
    path = find_shared_file(track, SUFFIXES)
    if path is None:
        path = plan_path(tools.settings, source.name, track)
        get_source_folder(tools.settings, source.name).mkdir(parents=True, exist_ok=True)

        def count(received: int) -> None:
            tools.on_progress(SourceProgress(source.name, "fetch", received=received))

        try:
            await source.fetch_audio(track, path, count)
        except TrackWithdrawn as error:
            set_state(tools.db, known, state=WITHDRAWN, reason=error.line)
            report.withdrawn += 1
            return
        except AudioRefused as error:
            _refuse(tools.db, known, error.line, report)
            return
        write_note(path, track)
    set_state(tools.db, known, state=FETCHED, path=str(path), reason="")
    report.fetched += 1


def add_fetched(reports: Mapping[str, SyncReport], tools: SyncTools) -> None:
    """Listen to what was fetched from some sources, all in one go, and bring it into the library."""
    fetched: dict[str, StoredTrack] = {}
    for source in reports:
        with tools.db.read() as session:
            stored = source_tracks.load_source_tracks(session, source, FETCHED)
        for known in stored.values():
            if Path(known.path).is_file():
                fetched[known.path] = known
            else:
                set_state(tools.db, known, state=WANTED, path="")
    if not fetched:
        return

    def note(done: FileDone) -> None:
        if known := fetched.get(str(done.path)):
            tools.on_progress(SourceProgress(known.source, "listen", done.done, len(fetched), done.path.name))
            _settle(known, done, tools.db, reports[known.source])

    with hold_analysis(tools.settings):
        tools.add([Path(path) for path in sorted(fetched)], tools.db, tools.settings, note)


def _settle(known: StoredTrack, done: FileDone, db: Database, report: SyncReport) -> None:
    """Note which track a fetched file has become."""
    if done.outcome == "broken":
        _refuse(db, known, done.reason, report)
        return
    with db.write() as session:
        values = {"state": ADDED, "track_id": done.track_id, "hidden": False}
        source_tracks.set_track_state(session, known.source, [known.track.ref], **values)
        restore_tracks(session, [done.track_id])
        old = known.track_id
        if old and old != done.track_id and not list_other_paths(session, old):
            hide_tracks(session, [old])  # the source has put another recording in its place
        if known.track.evidence:  # a file known from elsewhere may say less, or something else, than its source
            describe_again(session, replace(known, track_id=done.track_id), known.track)
    report.added += 1


def describe_again(session: Session, known: StoredTrack, track: SourceTrack) -> None:
    """Let the library say of a track what its source says now."""
    if known.path and Path(known.path).is_file() and known.path != track.local_path:
        write_note(Path(known.path), track)
    if known.track_id:
        statement = track.evidence.statement if track.evidence else ""
        said = TrackDescription(
            title=track.title,
            artist=track.artist,
            album=track.album,
            genre="; ".join(track.genres[:8]),
            year=track.year,
            licence=parse_licence(statement) if statement else None,
            source_url=track.page_url,
        )
        describe_track(session, known.track_id, said)


def _refuse(db: Database, known: StoredTrack, reason: str, report: SyncReport) -> None:
    set_state(db, known, state=REFUSED, reason=reason)
    report.refused.append((f"{known.track.artist} - {known.track.title}", reason))


def set_state(db: Database, known: StoredTrack, **values: object) -> None:
    """Change columns of a track's row."""
    with db.write() as session:
        source_tracks.set_track_state(session, known.source, [known.track.ref], **values)
