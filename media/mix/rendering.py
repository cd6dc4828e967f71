"""From a clip and a track to the finished mix: one MP4 that plays where clips are shown, and the music alone."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from media.mix.balance import MixedSound, mix_sounds
from media.mix.filter_graph import iter_frames
from media.mix.fitting import make_reader
from media.mix.job import MixJob, MixReport
from media.mix.loudness_target import reach_loudness
from media.mix.music_bed import MusicBed, lay_bed
from media.mix.opened_clip import OpenedClip
from media.mix.own_sound import OwnSound, read_own_sound
from media.mix.picture_copy import CopyRefusedError, can_copy, copy_packets
from media.mix.picture_encode import add_picture_stream, encode_packets, plan_picture
from media.mix.sound_file_writing import write_music
from media.preview.excerpt import RATE, Floats
from media.watch.container_check import detect_container
from media.watch.error_mapping import make_clip_error
from media.watch.limits import WatchLimits
from media.watch.orientation import read_orientation, swaps_sides
from media.watch.probe import probe_clip
from media.watch.refusal import ClipRefusedError
from musechat.errors import BadInput

SOUND_BITS_PER_S = 192_000
_SMALL_SOUND_BITS_PER_S = 128_000  # where the video must be small
_LEAST_PICTURE_BITS_PER_S = 150_000  # below it a picture is not worth looking at
_OVERHEAD = 1.02  # what the container and uneven rates add
_AAC = {"aac_coder": "fast"}  # half the time of the default coder, which is for lower rates than ours
_SMALLER = (0.9, 0.6)  # shares of the rate that are tried where a limit is to be kept
_SHORT_SIDES = ((1_200_000, 720), (600_000, 540), (300_000, 360), (0, 270))  # bit rate from which, pixels


def render_mix(job: MixJob) -> MixReport:
    """Mix a clip and a track as ``job`` says, and write what it asks for.

    Raises:
        BadInput: the clip or the track cannot be used, no mix is small enough, or the disk is full.

    """
    try:
        return _render(job)
    except ClipRefusedError as refused:
        raise make_clip_error(refused.code, job.clip.name, refused.numbers) from refused
    except OSError as error:  # PyAV's errors are of this kind too
        raise _explain_error(error, job) from error


def _explain_error(error: OSError, job: MixJob) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BadInput("disk-full", "There is no room left on the disk for the mix", "Free some space and try again")
    if error.errno == errno.EFBIG:
        return make_too_large_error(job.max_bytes)
    if isinstance(error, av.FFmpegError):
        return make_clip_error("clip-broken", job.clip.name)
    return error


def make_too_large_error(max_bytes: int) -> BadInput:
    """The error for a clip of which no mix is small enough."""
    return BadInput("mix-too-large", f"No mix of this clip fits into {max_bytes / 1e6:.1f} MB", "Shorten the clip")


def _render(job: MixJob) -> MixReport:
    clip = _open_clip(job)
    length_s = min(clip.probed.duration_s, job.settings.length_s or np.inf)
    settings = replace(job.settings, loop=False) if job.untouched else job.settings
    bed = lay_bed(job.track, job.start_s, length_s, settings, job.beats_s, make_reader(settings, job))
    if job.music:
        _write_alone(bed.sound.copy(), job.music)
    if job.video is None:
        loudness, peak = reach_loudness(bed.sound)
        mixed = MixedSound(bed.sound, loudness, peak, "muted")
        return _report(job, clip, bed, mixed, copied=True)
    own = read_own_sound(clip, length_s, job) if not job.settings.mute_clip else OwnSound(None, (), lost=False)
    mixed = mix_sounds(own.sound, bed.sound, own.spans, job.settings, untouched=job.untouched)
    copied = _write_video(job, clip, mixed.sound, length_s)
    return _report(job, clip, bed, mixed, copied=copied, lost=own.lost)


def _open_clip(job: MixJob) -> OpenedClip:
    limits = WatchLimits(max_seconds=job.max_seconds)
    found = detect_container(job.clip, limits)
    if found.demuxer == "webp":
        raise BadInput("mix-picture", "An animated WebP cannot be mixed with music", "Export it as a video")
    return OpenedClip(job.clip, found, limits, probe_clip(job.clip, found.demuxer, limits))


def _write_alone(music: Floats, paths: tuple[Path, ...]) -> None:
    reach_loudness(music)
    for path in paths:
        write_music(path, music)


def _report(
    job: MixJob, clip: OpenedClip, bed: MusicBed, mixed: MixedSound, *, copied: bool, lost: bool = False
) -> MixReport:
    width, height = _measure_shown(clip)
    return MixReport(
        duration_s=round(bed.sound.shape[1] / RATE, 3),
        copied=copied,
        bytes=job.video.stat().st_size if job.video else 0,
        width=width,
        height=height,
        fps=round(clip.probed.fps, 3),
        loudness_lufs=round(mixed.loudness_lufs, 2),
        peak_db=round(mixed.peak_db, 2),
        own_sound="lost" if lost else mixed.own_sound,
        music_from_s=job.start_s,
        music_to_s=round(bed.track_to_s, 3),
        lies_from_s=bed.from_s,
        lies_to_s=round(bed.to_s, 3),
    )


def _measure_shown(clip: OpenedClip) -> tuple[int, int]:
    """Width and height of the clip as it is shown."""
    with clip.open() as container:
        stream = container.streams[clip.probed.picture_index]
        assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
        first = next(iter(container.decode(stream)), None)
    width, height = round(clip.probed.width * clip.probed.aspect), clip.probed.height
    return (height, width) if first is not None and swaps_sides(read_orientation(first)) else (width, height)


def _write_video(job: MixJob, clip: OpenedClip, sound: Floats, length_s: float) -> bool:
    """Write the mix; returns whether the picture was copied."""
    budget = _choose_budget(job, length_s)
    whole = float(clip.probed.sizes.sum()) + length_s * SOUND_BITS_PER_S / 8
    with clip.open() as container:
        stream = container.streams[clip.probed.picture_index]
        assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
        fits = whole * _OVERHEAD <= job.max_bytes and can_copy(stream, clip.container.demuxer)
    if fits:
        try:
            _write_copy(job, clip, sound, length_s)
            if _size(job) <= job.max_bytes:
                return True
        except (CopyRefusedError, av.ArgumentError, av.InvalidDataError):
            pass  # no MP4 can be made of these packets
    for share in _SMALLER:
        bits = None if budget is None else round(budget * share)
        _write_encoded(job, clip, sound, length_s, bits)
        if _size(job) <= job.max_bytes:
            return False
    raise make_too_large_error(job.max_bytes)


def _size(job: MixJob) -> int:
    assert job.video is not None  # noqa: S101 - the caller looked
    return job.video.stat().st_size


def _choose_budget(job: MixJob, length_s: float) -> int | None:
    """Bits per second for a coded picture; None where the limit is far above what quality asks for.

    Raises:
        BadInput: ``mix-too-large``.

    """
    # The coder may fill half a second's worth ahead of its rate.
    bits = (job.max_bytes * 8 / _OVERHEAD - length_s * _SMALL_SOUND_BITS_PER_S) / (length_s + 0.5)
    if bits < _LEAST_PICTURE_BITS_PER_S:
        raise make_too_large_error(job.max_bytes)
    return None if bits > 20e6 else round(bits)


def _write_copy(job: MixJob, clip: OpenedClip, sound: Floats, length_s: float) -> None:
    with clip.open() as source, _open_output(job) as out:
        stream = source.streams[clip.probed.picture_index]
        assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
        into = out.add_stream_from_template(stream, opaque=True)
        assert isinstance(into, VideoStream)  # noqa: S101 - its template is one
        _mux(out, copy_packets(source, clip.probed, into, length_s), sound, SOUND_BITS_PER_S)


def _write_encoded(job: MixJob, clip: OpenedClip, sound: Floats, length_s: float, bits: int | None) -> None:
    side = next(side for least, side in _SHORT_SIDES if bits is None or bits >= least)
    assert job.video is not None  # noqa: S101 - the caller looked
    with clip.open() as source:
        plan = plan_picture(source, clip.probed, job.video.parent, bits_per_s=bits, short_side=side)
    rate = SOUND_BITS_PER_S if bits is None else _SMALL_SOUND_BITS_PER_S
    with clip.open() as source, _open_output(job) as out:
        into = add_picture_stream(out, plan, clip.probed.fps)
        _mux(out, encode_packets(source, clip.probed, into, plan, length_s), sound, rate)


def _open_output(job: MixJob) -> OutputContainer:
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    return av.open(f"file:{job.video}", "w", format="mp4", options=options)


def _mux(out: OutputContainer, pictures: Iterator[tuple[float, Packet[Any]]], sound: Floats, rate: int) -> None:
    """Write pictures and sound, each about where the other is."""
    voice: Any = out.add_stream("aac", rate=RATE, layout="stereo", bit_rate=rate, options=_AAC)
    frames = iter_frames(sound, chunk=RATE // 2)
    heard = 0.0
    for at, packet in pictures:
        while heard <= at and (frame := next(frames, None)) is not None:
            heard = (frame.pts or 0) / RATE + 0.5
            out.mux(voice.encode(frame))
        out.mux(packet)
    for frame in frames:
        out.mux(voice.encode(frame))
    out.mux(voice.encode(None))
