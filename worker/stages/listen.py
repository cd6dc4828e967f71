"""Stage ``listen``: adds a file that a moderator uploaded to their guild's own tracks."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from media.listen import LISTEN_VERSION
from musechat.errors import BadInput
from musechat.pick import ChosenTrack
from musechat.track import MAX_TRACK_BYTES, Track
from musechat.turn import SourceKind
from store.track_identity import find_by_sound
from store.track_library import find_file, is_listed
from worker.context import TurnContext
from worker.library.analysis_job import AnalysedTrack, FileTask
from worker.library.file_scan import hash_file
from worker.library.guild_files import copy_incoming, get_final_path, move_to_final
from worker.library.import_run import save_analysed_track
from worker.library.metadata_override import MetadataOverride
from worker.library.recognition import find_same_track
from worker.library.untrusted_upload import UploadAnalyser

log = logging.getLogger(__name__)


def run_listen(context: TurnContext, analyser: UploadAnalyser) -> None:
    """Analyse the turn's file, copy it into the guild's folder, and add it to the guild's library.

    The turn's only pick is then the new track, with the rule "added".

    Args:
        context: of a turn of kind ADD.
        analyser: analyses the file.

    Raises:
        BadInput: the file is not music, too long, too large, or in the library already; or its guild has no space left.
        MuseChatError: the analysis itself failed.

    """
    job = context.job
    if job.guild_id is None or job.source.kind is not SourceKind.BLOB:
        raise BadInput("no-guild", "Music is added on a server, as a file", "Use the command on your server")
    override, name = MetadataOverride.parse_words(job.words), job.source.name or "track"
    _require_size(context, name)
    with context.blobs.open_local(job.source.value) as blob:
        file_hash = hash_file(blob)
        track = _find_stored(context, file_hash)
        if track is None:
            with copy_incoming(context.settings, job.guild_id, blob, name) as copy:
                track = _add_track(context, copy, FileTask(str(copy), file_hash, job.guild_id), override, analyser)
    context.outcome.picks = [ChosenTrack(track.id, 1.0, 0.0, track.traits.duration_s, "added")]


def _require_size(context: TurnContext, name: str) -> None:
    size = context.blobs.get_size(context.job.source.value)
    if size > MAX_TRACK_BYTES:
        actual, most = f"{size / 1e6:.0f} MB", f"{MAX_TRACK_BYTES / 1e6:.0f} MB"
        raise BadInput(
            "track-too-large", f"{name} is {actual} large; {most} are allowed", "Give it as MP3, Opus or FLAC"
        )


def _find_stored(context: TurnContext, file_hash: str) -> Track | None:
    """Find the track where an earlier attempt of this turn has stored it.

    Raises:
        BadInput: ``track-known``; the library had it before.

    """
    with context.db.read() as session:
        known = find_file(session, file_hash, context.job.guild_id)
    if known is None:
        return None
    if known.guild_id is not None and context.job.attempt > 1:
        return known
    raise _refuse_known(known)


def _refuse_known(known: Track) -> BadInput:
    return BadInput("track-known", f"“{known.title}” by {known.artist} is in the library already", "Add another one")


def _add_track(
    context: TurnContext, copy: Path, task: FileTask, override: MetadataOverride, analyser: UploadAnalyser
) -> Track:
    analysed, stamp = analyser.analyse(task, context.raise_if_interrupted)
    analysed = _settle_identity(context, analysed)
    track = replace(override.apply_to(analysed.track), path=str(get_final_path(copy, analysed.track.id)))
    context.raise_if_interrupted()
    # The file before the row: a row without its file would be picked and could not be played.
    move_to_final(copy, track.id)
    with context.db.write() as session:
        save_analysed_track(session, replace(analysed, track=track), stamp, LISTEN_VERSION)
    log.info("turn %s: guild %s has a new track %s", context.job.id, task.guild_id, track.id)
    return track


def _settle_identity(context: TurnContext, analysed: AnalysedTrack) -> AnalysedTrack:
    """Refuse a recording that the library has in another file; one that was removed comes back as the track it was.

    Raises:
        BadInput: ``track-known``.

    """
    everyones = replace(analysed, track=replace(analysed.track, guild_id=None))
    with context.db.read() as session:
        for asked in (analysed, everyones):
            same = find_same_track(session, asked)
            if same is not None and is_listed(session, same.id):
                raise _refuse_known(same)
        own = find_by_sound(session, analysed.track.sound_hash, analysed.track.guild_id)
    return analysed if own is None else replace(analysed, track=replace(analysed.track, id=own.id))
