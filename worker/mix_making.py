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
from media.mix.guide import build_guide
from media.mix.mix_process import MixMaker
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.mix_mode import apply_mode, choose_mode
from musechat.mix_names import MixBlobs, name_mix
from musechat.pick import ChosenTrack, Pick
from musechat.track import Track
from store.blobs import BlobStore
from store.database import Database
from store.source_tracks import may_send_clip
from store.track_library import get_track
from store.videos import get_video

SECONDS = 120.0  # a copied picture takes a few; one that must be coded takes some per minute of the clip
MOST_CLIP_S = 600.0
FOLDER = "musechat-mix-"


@dataclass(frozen=True, slots=True)
class MixOrder:
    """A pick that is to be heard under its clip."""

    turn_id: int
    video_hash: str
    pick: ChosenTrack | Pick
    max_bytes: int
    with_waves: bool = False  # the music uncompressed as well


def make_pick_mix(
    order: MixOrder, db: Database, blobs: BlobStore, maker: MixMaker, check: Callable[[], None]
) -> MixBlobs | None:
    """Make a mix and store its blobs, or find those made before; None where no video fits, but the music is there.

    Raises:
        BadInput: the clip or the track is gone, or they cannot be mixed.
        MuseChatError: mixing failed by our fault, or took too long.

    """
    material = load_material(order, db)
    if not may_send(order, db):
        raise BadInput("may-not-be-sent", "The track's source does not let parts of it be sent", "Get it at its source")
    if not material.blob:
        raise BadInput("clip-gone", "The clip is no longer kept", "Post it again")
    names = material.names
    has_video = blobs.has_blob(names.video) and blobs.get_size(names.video) <= order.max_bytes
    if has_video and (not order.with_waves or blobs.has_blob(names.waves)):
        return names
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder, blobs.open_local(material.blob) as clip:
        job = make_mix_job(order, material, clip, Path(folder))
        if has_video:
            maker.make_mix(replace(job, video=None), seconds=SECONDS, check=check)
            _store_music(blobs, names, job)
        else:
            report = _mix_or_music(maker, job, check)
            _store(blobs, names, job, report, _pack_handover(job, report, material))
    require_clip(material, db, blobs)
    return names if has_video or report.bytes else None


@dataclass(frozen=True, slots=True)
class MixMaterial:
    """What a mix is made of, as it is stored."""

    names: MixBlobs  # of what is made of it
    video_hash: str
    blob: str  # of the clip; empty once it was deleted
    traits: ClipTraits
    track: Track


def load_material(order: MixOrder, db: Database) -> MixMaterial:
    """The clip and the track of an order; the track's file is there.

    Raises:
        BadInput: nothing is known of the clip, or the track is gone.

    """
    with db.read() as session:
        video, track = get_video(session, order.video_hash), get_track(session, order.pick.track_id)
    if video is None or video.traits is None:
        raise BadInput("clip-gone", "The clip is no longer kept", "Post it again")
    if track is None or not Path(track.path).is_file():
        raise BadInput("track-gone", "The track's file is gone", "Put it back, or remove the track")
    names = name_mix(video.hash, video.traits, track.id, order.pick.start_s, order.pick.mix)
    return MixMaterial(names, video.hash, video.blob, video.traits, track)


def may_send(order: MixOrder, db: Database) -> bool:
    """Whether the source of an order's track lets parts of it be sent."""
    with db.read() as session:
        return may_send_clip(session, order.pick.track_id)


def require_clip(material: MixMaterial, db: Database, blobs: BlobStore) -> None:
    """Delete what was made where the clip was deleted meanwhile: nothing of it may outlast it.

    Raises:
        BadInput: ``clip-gone``.

    """
    with db.read() as session:
        video = get_video(session, material.video_hash)
    if video is not None and (video.blob or not material.blob):
        return
    for name in material.names.everything:
        blobs.delete_blob(name)
    raise BadInput("clip-gone", "The clip was deleted meanwhile", "Post it again")


def make_mix_job(order: MixOrder, material: MixMaterial, clip: Path, folder: Path) -> MixJob:
    """The job of an order: what is made of it goes into a folder."""
    settings, traits, track = order.pick.mix, material.traits, material.track
    music = (folder / "music.m4a", folder / "music.wav") if order.with_waves else (folder / "music.m4a",)
    return MixJob(
        clip,
        Path(track.path),
        order.pick.start_s,
        apply_mode(settings, choose_mode(settings, traits)),
        traits.speech_spans_s,
        beats_s=track.traits.beats_s,
        bars_s=track.traits.downbeats_s,
        untouched=track.licence.derivatives is False,
        max_bytes=order.max_bytes,
        max_seconds=MOST_CLIP_S,
        video=folder / "mix.mp4",
        music=music,
        guide=build_guide(track.traits, traits),
    )


def _mix_or_music(maker: MixMaker, job: MixJob, check: Callable[[], None]) -> MixReport:
    """The mix; where none is small enough, the music alone."""
    try:
        return maker.make_mix(job, seconds=SECONDS, check=check)
    except BadInput as error:
        if error.code != "mix-too-large":
            raise
    return maker.make_mix(replace(job, video=None), seconds=SECONDS, check=check)


def _pack_handover(job: MixJob, report: MixReport, material: MixMaterial) -> bytes:
    """The files for editors as an archive; timelines name the clip and the music as they lie beside them."""
    packed = io.BytesIO()
    clip, music = Path(f"clip{Path(material.blob).suffix}"), Path(job.music[0].name)
    handover = Handover(material.track, material.traits, report, clip, music)
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder:
        written = write_handover(Path(folder), handover)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in written:
                archive.writestr(path.name, path.read_bytes())
    return packed.getvalue()


def _store(blobs: BlobStore, names: MixBlobs, job: MixJob, report: MixReport, packed: bytes) -> None:
    """Store what was made; the video last, since it is what says that all is there."""
    _store_music(blobs, names, job)
    whole = report.bytes or job.clip.stat().st_size
    for name, data in ((names.handover, packed), (names.note, json.dumps({"bytes": whole}).encode())):
        store_bytes(blobs, name, data)
    if report.bytes and job.video is not None:
        blobs.put_file(job.video, names.video)


def _store_music(blobs: BlobStore, names: MixBlobs, job: MixJob) -> None:
    for path, name in zip(job.music, (names.music, names.waves), strict=False):
        blobs.put_file(path, name)


def store_bytes(blobs: BlobStore, name: str, data: bytes) -> None:
    """Store bytes under a name."""
    with blobs.open_writer() as writer:
        writer.write(data)
        writer.commit_as(name)
