"""From a clip and a track to the finished mix: one MP4 that plays where clips are shown, and the music alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

from media.mix.balance import MixedSound, mix_sounds
from media.mix.cut_plan import list_joints
from media.mix.fitting import make_fitter
from media.mix.held_peaks import write_held
from media.mix.job import MixJob, MixReport
from media.mix.loudness_target import reach_loudness
from media.mix.mix_errors import explain_faults, make_too_large_error
from media.mix.mp4_writing import mux_sound, open_bare_mp4
from media.mix.music_bed import MusicBed, lay_bed
from media.mix.opened_clip import OpenedClip, open_for_mix
from media.mix.own_sound import OwnSound, read_own_sound
from media.mix.picture_copy import CopyRefusedError, can_copy, copy_packets
from media.mix.picture_encode import add_picture_stream, choose_short_side, encode_packets, plan_picture
from media.mix.sound_file_writing import write_music
from media.preview.excerpt import RATE, Floats
from media.watch.orientation import read_orientation, swaps_sides

SOUND_BITS_PER_S = 192_000
_SMALL_SOUND_BITS_PER_S = 128_000  # where the video must be small
_LEAST_PICTURE_BITS_PER_S = 150_000  # below it a picture is not worth looking at
_OVERHEAD = 1.02  # what the container and uneven rates add
_SMALLER = (0.9, 0.6)  # shares of the rate that are tried where a limit is to be kept


def render_mix(job: MixJob) -> MixReport:
    """Mix a clip and a track as ``job`` says, and write what it asks for.

    Raises:
        BadInput: the clip or the track cannot be used, no mix is small enough, or the disk is full.

    """
    with explain_faults(job.clip.name, job.max_bytes):
        return _render(job)


def _render(job: MixJob) -> MixReport:
    clip = open_for_mix(job.clip, job.max_seconds)
    length_s = min(clip.probed.duration_s, job.settings.length_s or np.inf)
    settings = replace(job.settings, loop=False, fit_length=False) if job.untouched else job.settings
    bed = lay_bed(job.track, job.start_s, length_s, settings, job.beats_s, make_fitter(settings, job))
    if job.music:
        _write_alone(bed.sound.copy(), job.music)
    if job.video is None:
        loudness, peak = reach_loudness(bed.sound)
        mixed = MixedSound(bed.sound, loudness, peak, "muted")
        return _report(job, clip, bed, mixed, copied=True)
    own = (
        read_own_sound(clip, length_s, job.speech_spans_s)
        if not job.settings.mute_clip
        else OwnSound(None, (), lost=False)
    )
    mixed = mix_sounds(own.sound, bed.sound, own.spans, job.settings, untouched=job.untouched)
    copied = _write_held_video(job, clip, mixed.sound, length_s)
    return _report(job, clip, bed, mixed, copied=copied, lost=own.lost)


def _write_alone(music: Floats, paths: tuple[Path, ...]) -> None:
    reach_loudness(music)
    for path in paths:
        write_held(music, path, partial(write_music, path, music))


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
        music_from_s=job.start_s if bed.plan is None else round(bed.plan.start_s, 3),
        music_to_s=round(bed.track_to_s, 3),
        lies_from_s=bed.from_s,
        lies_to_s=round(bed.to_s, 3),
        joints=() if bed.plan is None else list_joints(bed.plan.list_stretches(bed.from_s, bed.to_s)),
        rate=1.0 if bed.plan is None else bed.plan.rate,
    )


def _measure_shown(clip: OpenedClip) -> tuple[int, int]:
    """Width and height of the clip as it is shown."""
    with clip.open() as container:
        stream = container.streams[clip.probed.picture_index]
        assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
        first = next(iter(container.decode(stream)), None)
    width, height = round(clip.probed.width * clip.probed.aspect), clip.probed.height
    return (height, width) if first is not None and swaps_sides(read_orientation(first)) else (width, height)


def _write_held_video(job: MixJob, clip: OpenedClip, sound: Floats, length_s: float) -> bool:
    """Write the mix, again where coding lifted a peak above its bound; returns whether the picture was copied."""
    assert job.video is not None  # noqa: S101 - the caller looked
    copied = list[bool]()
    write_held(sound, job.video, lambda: copied.append(_write_video(job, clip, sound, length_s)))
    return copied[-1]


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
    assert job.video is not None  # noqa: S101 - the caller looked
    with clip.open() as source, open_bare_mp4(job.video) as out:
        stream = source.streams[clip.probed.picture_index]
        assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
        into = out.add_stream_from_template(stream, opaque=True)
        assert isinstance(into, VideoStream)  # noqa: S101 - its template is one
        mux_sound(out, copy_packets(source, clip.probed, into, length_s), sound, SOUND_BITS_PER_S)


def _write_encoded(job: MixJob, clip: OpenedClip, sound: Floats, length_s: float, bits: int | None) -> None:
    side = choose_short_side(bits)
    assert job.video is not None  # noqa: S101 - the caller looked
    with clip.open() as source:
        plan = plan_picture(source, clip.probed, job.video.parent, bits_per_s=bits, short_side=side)
    rate = SOUND_BITS_PER_S if bits is None else _SMALL_SOUND_BITS_PER_S
    with clip.open() as source, open_bare_mp4(job.video) as out:
        into = add_picture_stream(out, plan, clip.probed.fps)
        mux_sound(out, encode_packets(source, clip.probed, into, plan, length_s), sound, rate)
