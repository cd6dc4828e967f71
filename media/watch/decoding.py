"""What the child does with one file: probe it, decode picture and sound beside each other, measure.

Sound never takes the picture down with it: whatever goes wrong with it, the clip is kept and its owner told.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import av.error
import numpy as np
from numpy.typing import NDArray

from media.watch.audio_features import SoundtrackTraits, measure_soundtrack
from media.watch.frame_sampling import FrameSampler, SampledClip, SamplingPlan
from media.watch.iso_index import check_iso_index
from media.watch.limits import WatchLimits
from media.watch.opening import open_clip
from media.watch.orientation import turn_picture
from media.watch.picture_hashes import PictureHashes
from media.watch.probe import ProbedClip, probe_candidates
from media.watch.refusal import ClipRefusedError
from media.watch.sound_mixing import mix_to_mono
from media.watch.soundtrack import RecordedSound, record_soundtrack
from media.watch.traits import measure_clip
from media.watch.webp import iter_webp_pictures, probe_webp
from musechat.clip import ClipTraits
from musechat.clip_notices import Notice, NoticeCode

T = TypeVar("T")
Floats = NDArray[np.float32]

CLOSE_SECONDS = 30.0  # that looking closely may take
_NO_SOUND = np.zeros((1, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """A file's traits, and what they were measured on."""

    traits: ClipTraits
    seen: SampledClip
    mono: Floats  # (n,) at 16 kHz
    pictures: PictureHashes


@dataclass(frozen=True, slots=True)
class HeardSound:
    """A clip's sound as one channel, and its traits."""

    mono: Floats  # (n,) at 16 kHz
    soundtrack: SoundtrackTraits
    lost: bool


@dataclass(frozen=True, slots=True)
class DecodingJob:
    """One file and how it is to be decoded."""

    path: Path
    container: str  # our short name
    demuxer: str  # FFmpeg's, or "webp" for our own
    sound: bool  # False: an earlier try with sound ended the process
    limits: WatchLimits
    closely: bool = False  # hash pictures all along, also of a clip that is large

    @classmethod
    def from_json(cls, job: dict[str, Any], limits: WatchLimits) -> DecodingJob:
        """The job as the parent sends it."""
        sound, closely = bool(job.get("sound", True)), bool(job.get("closely", False))
        return cls(Path(job["path"]), job["container"], job["demuxer"], sound, limits, closely)


def watch_file(fields: dict[str, Any], limits: WatchLimits, report: Callable[[float], None]) -> WatchedFile:
    """Watch the file that ``fields`` name.

    Raises:
        ClipRefusedError: it cannot be used.
        MemoryError, av.error.FFmpegError: it cannot be decoded.

    """
    job = DecodingJob.from_json(fields, limits)
    if job.demuxer == "webp":
        clip = probe_webp(job.path, limits)
        seen = FrameSampler(clip, report).sample_pictures(iter_webp_pictures(job.path))
        return _measure_watched(job, clip, seen, _measure_sound(RecordedSound(_NO_SOUND, lost=False)))
    if job.demuxer == "mov":
        check_iso_index(job.path)
    clips = _probe_file(job)
    for number, clip in enumerate(clips):
        try:
            return _watch_candidate(job, clip, report)
        except (av.error.FFmpegError, ClipRefusedError) as error:
            if number + 1 == len(clips):
                if len(clip.times_s) == 1 and clip.sound_indices:  # a song with a cover that is damaged
                    raise ClipRefusedError("no-picture") from error
                raise
    raise ClipRefusedError("clip-broken")


def _probe_file(job: DecodingJob) -> list[ProbedClip]:
    """Candidates for the moving picture; without the sound where its headers keep FFmpeg from opening the file."""
    try:
        return probe_candidates(job.path, job.demuxer, job.limits, sound=job.sound)
    except av.error.FFmpegError:
        if not job.sound:
            raise
        found = probe_candidates(job.path, job.demuxer, job.limits, sound=False)
        return [_mark_sound_lost(clip) for clip in found]


def _mark_sound_lost(clip: ProbedClip) -> ProbedClip:
    return replace(clip, sound_lost=True, sound_indices=())


def _watch_candidate(job: DecodingJob, clip: ProbedClip, report: Callable[[float], None]) -> WatchedFile:
    sampler, sound = FrameSampler(clip, report), job.sound and not clip.sound_lost
    with ThreadPoolExecutor(1) as second, open_clip(job.path, job.demuxer, job.limits, sound=sound) as container:
        listening = _begin_report(second, _hear_sound, job, clip)
        seen = sampler.sample_clip(container)
        heard = listening.result()
    return _measure_watched(job, clip, seen, heard, _look_closely(job, clip) if job.closely else None)


def _look_closely(job: DecodingJob, clip: ProbedClip) -> SampledClip | None:
    """Pictures all along of a clip that was seen at keyframes alone, as far as there is time for them; else None."""
    sampler = FrameSampler(clip, lambda _share: None, in_a_row=True, seconds=CLOSE_SECONDS)
    if SamplingPlan.make_plan(clip).kind != "keys":
        return None
    try:
        with open_clip(job.path, job.demuxer, job.limits, sound=False) as container:
            return sampler.sample_clip(container)
    except (av.error.FFmpegError, MemoryError):
        return None


def _begin_report(pool: ThreadPoolExecutor, work: Callable[..., T], *args: object) -> Future[T]:
    try:
        return pool.submit(work, *args)
    except RuntimeError as error:  # no memory is left for another thread
        raise MemoryError from error


def _hear_sound(job: DecodingJob, clip: ProbedClip) -> HeardSound:
    """Sound has a thread of its own: decoders and numpy let go of the interpreter's lock."""
    if not job.sound or not clip.sound_indices:
        return _measure_sound(RecordedSound(_NO_SOUND, clip.sound_lost or not job.sound))
    try:
        with open_clip(job.path, job.demuxer, job.limits) as container:
            return _measure_sound(record_soundtrack(container, clip))
    except (av.error.FFmpegError, MemoryError, ValueError, IndexError):
        return _measure_sound(RecordedSound(_NO_SOUND, lost=True))


def _measure_sound(recorded: RecordedSound) -> HeardSound:
    mono = mix_to_mono(recorded.samples)
    return HeardSound(mono, measure_soundtrack(recorded.samples, mono), recorded.lost)


def _measure_watched(
    job: DecodingJob, clip: ProbedClip, seen: SampledClip, heard: HeardSound, closer: SampledClip | None = None
) -> WatchedFile:
    notices = [*clip.notices, *([Notice(NoticeCode.SOUND_LOST)] if heard.lost else [])]
    traits = measure_clip(clip, seen, heard.soundtrack, job.container, notices)
    return WatchedFile(traits, seen, heard.mono, _hash_pictures(closer or seen))


def _hash_pictures(seen: SampledClip) -> PictureHashes:
    upright = (turn_picture(thumb, seen.way) for thumb in seen.thumbs)
    return PictureHashes.from_pictures(seen.times_s, upright, gapless=seen.in_a_row)
