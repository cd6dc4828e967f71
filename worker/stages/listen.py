"""Stage ``listen``: a file that a moderator sent becomes a track of their guild's own."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

from media.listen import LISTEN_VERSION
from musechat.errors import BadInput
from musechat.track import MAX_TRACK_BYTES, Track
from musechat.turn import ChosenTrack, SourceKind
from store.track_library import find_file
from worker.library.analysis_job import FileTask, LoadEncoder, load_music_encoder
from worker.library.file_scan import hash_file
from worker.library.guild_files import incoming, settle, settled_path
from worker.library.import_run import keep_heard
from worker.library.metadata_override import MetadataOverride
from worker.library.untrusted_upload import hear_stranger
from worker.stages.context import TurnContext

log = logging.getLogger(__name__)


def listen(context: TurnContext, load: LoadEncoder | None = None) -> None:
    """Listen to the file that the turn brings, copy it into the guild's folder, and put it into the guild's library.

    The turn's only pick is then the new track, by the rule "added".

    Args:
        context: of a turn of kind ADD.
        load: loads the music encoder; picklable. Default: the profile's.

    Raises:
        BadInput: the file is no music, too long, too large, or in the library already; or its guild has no room.
        MuseChatError: it could not be listened to, by our fault.

    """
    job = context.job
    if job.guild_id is None or job.source.kind is not SourceKind.BLOB:
        raise BadInput("no-guild", "Music is added on a server, as a file", "Use the command on your server")
    load = load or partial(load_music_encoder, context.settings.profile)
    given, name = MetadataOverride.read(job.words), job.source.name or "track"
    _require_size(context, name)
    with context.blobs.local(job.source.value) as blob:
        file_hash = hash_file(blob)
        track = _known(context, file_hash)
        if track is None:
            with incoming(context.settings, job.guild_id, blob, name) as copy:
                track = _add(context, copy, FileTask(str(copy), file_hash, job.guild_id), given, load)
    context.outcome.picks = [ChosenTrack(track.id, 1.0, 0.0, track.traits.duration_s, "added")]


def _require_size(context: TurnContext, name: str) -> None:
    size = context.blobs.size(context.job.source.value)
    if size > MAX_TRACK_BYTES:
        told, most = f"{size / 1e6:.0f} MB", f"{MAX_TRACK_BYTES / 1e6:.0f} MB"
        raise BadInput("track-too-large", f"{name} is {told} large; {most} are allowed", "Give it as MP3, Opus or FLAC")


def _known(context: TurnContext, file_hash: str) -> Track | None:
    """The track, where an attempt of this very turn has stored it."""
    with context.db.read() as session:
        known = find_file(session, file_hash, context.job.guild_id)
    if known is None:
        return None
    if known.guild_id is not None and context.job.attempt > 1:
        return known
    raise BadInput("track-known", f"“{known.title}” by {known.artist} is in the library already", "Add another one")


def _add(context: TurnContext, copy: Path, task: FileTask, given: MetadataOverride, load: LoadEncoder) -> Track:
    heard, stamp = hear_stranger(task, load, context.check)
    track = replace(given.put_on(heard.track), path=str(settled_path(copy, task.track_id)))
    context.check()
    settle(copy, task.track_id)
    with context.db.write() as session:
        keep_heard(session, replace(heard, track=track), stamp, LISTEN_VERSION)
    log.info("turn %s: guild %s has a new track %s", context.job.id, task.guild_id, track.id)
    return track
