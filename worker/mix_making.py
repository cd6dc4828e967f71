"""One mix as its card and *Get it…* need it: the video as large as may be sent, the music, the files for editors."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from media.handover import Handover, write_handover
from media.mix import MixJob, MixReport
from media.mix.mix_process import MixMaker
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.mix_mode import apply_mode, choose_mode
from musechat.mix_names import MixBlobs, name_mix
from musechat.mix_settings import MixSettings
from musechat.track import Track
from musechat.turn import ChosenTrack
from store.blobs import BlobStore
from store.database import Database
from store.source_tracks import may_send_clip
from store.track_library import get_track
from store.videos import Video, get_video

SECONDS = 120.0  # a copied picture takes a few; one that must be coded takes some per minute of the clip
MOST_CLIP_S = 600.0
FOLDER = "musechat-mix-"


@dataclass(frozen=True, slots=True)
class MixOrder:
    """A pick that is to be heard under its clip."""

    turn_id: int
    video_hash: str
    pick: ChosenTrack
    max_bytes: int


def make_pick_mix(
    order: MixOrder, db: Database, blobs: BlobStore, maker: MixMaker, check: Callable[[], None]
) -> MixBlobs | None:
    """Make a mix and store its blobs, or find those made before; None where no video fits, but the music is there.

    Raises:
        BadInput: the clip or the track is gone, or they cannot be mixed.
        MuseChatError: mixing failed by our fault, or took too long.

    """
    with db.read() as session:
        video, track = get_video(session, order.video_hash), get_track(session, order.pick.track_id)
        allowed = may_send_clip(session, order.pick.track_id)
    if not allowed:
        raise BadInput("may-not-be-sent", "The track's source does not let parts of it be sent", "Get it at its source")
    if video is None or not video.blob or video.traits is None:
        raise BadInput("clip-gone", "The clip is no longer kept", "Post it again")
    if track is None or not Path(track.path).is_file():
        raise BadInput("track-gone", "The track's file is gone", "Put it back, or remove the track")
    settings = order.pick.mix
    names = name_mix(video.hash, video.traits, track.id, order.pick.start_s, settings)
    if blobs.has_blob(names.video) and blobs.get_size(names.video) <= order.max_bytes:
        return names
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder, blobs.open_local(video.blob) as clip:
        job = _make_job(order, video.traits, clip, track, settings, Path(folder))
        report = _mix_or_music(maker, job, check)
        _store(blobs, names, job, report, _pack_handover(job, report, track, video))
    _require_clip(order, db, blobs, names)
    return names if report.bytes else None


def _require_clip(order: MixOrder, db: Database, blobs: BlobStore, names: MixBlobs) -> None:
    """Delete what was made where the clip was deleted meanwhile: nothing of it may outlast it."""
    with db.read() as session:
        video = get_video(session, order.video_hash)
    if video is not None and video.blob:
        return
    for name in (names.video, names.music, names.handover, names.note):
        blobs.delete_blob(name)
    raise BadInput("clip-gone", "The clip was deleted meanwhile", "Post it again")


def _make_job(
    order: MixOrder, traits: ClipTraits, clip: Path, track: Track, settings: MixSettings, folder: Path
) -> MixJob:
    return MixJob(
        clip,
        Path(track.path),
        order.pick.start_s,
        apply_mode(settings, choose_mode(settings, traits)),
        traits.speech_spans_s,
        beats_s=track.traits.beats_s,
        bars_s=() if track.traits.vocals else track.traits.downbeats_s,
        untouched=track.licence.derivatives is False,
        max_bytes=order.max_bytes,
        max_seconds=MOST_CLIP_S,
        video=folder / "mix.mp4",
        music=(folder / "music.m4a",),
    )


def _mix_or_music(maker: MixMaker, job: MixJob, check: Callable[[], None]) -> MixReport:
    """The mix; where none is small enough, the music alone."""
    try:
        return maker.make_mix(job, seconds=SECONDS, check=check)
    except BadInput as error:
        if error.code != "mix-too-large":
            raise
    return maker.make_mix(replace(job, video=None), seconds=SECONDS, check=check)


def _pack_handover(job: MixJob, report: MixReport, track: Track, video: Video) -> bytes:
    """The files for editors as an archive; timelines name the clip and the music as they lie beside them."""
    packed = io.BytesIO()
    handover = Handover(track, video.traits, report, Path(f"clip{Path(video.blob).suffix}"), Path(job.music[0].name))
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder:
        written = write_handover(Path(folder), handover)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in written:
                archive.writestr(path.name, path.read_bytes())
    return packed.getvalue()


def _store(blobs: BlobStore, names: MixBlobs, job: MixJob, report: MixReport, packed: bytes) -> None:
    """Store what was made; the video last, since it is what says that all is there."""
    blobs.put_file(job.music[0], names.music)
    whole = report.bytes or job.clip.stat().st_size
    for name, data in ((names.handover, packed), (names.note, json.dumps({"bytes": whole}).encode())):
        with blobs.open_writer() as writer:
            writer.write(data)
            writer.commit_as(name)
    if report.bytes and job.video is not None:
        blobs.put_file(job.video, names.video)
