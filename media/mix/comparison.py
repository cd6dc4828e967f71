"""Candidates under one stretch of a clip, all at one loudness, in files that tell nobody which track it is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from av.packet import Packet
from av.video.stream import VideoStream

from media.mix.balance import mix_sounds
from media.mix.compared_music import lay_compared
from media.mix.comparison_job import ComparedTrack, ComparisonJob, ComparisonReport
from media.mix.loudness_target import LOUDNESS_LUFS, reach_loudness
from media.mix.mix_errors import explain_faults, make_too_large_error
from media.mix.mp4_writing import mux_sound, open_bare_mp4
from media.mix.opened_clip import OpenedClip, open_for_mix
from media.mix.own_sound import read_own_sound
from media.mix.picture_copy import copy_packets
from media.mix.picture_encode import choose_short_side
from media.mix.stretch import write_stretch
from media.preview.excerpt import RATE, Floats, read_excerpt
from media.preview.levels import measure_loudness
from media.preview.waveform_picture import HEIGHT, PER_SECOND, WIDTH, draw_frames
from musechat.errors import BadInput

SOUND_BITS_PER_S = 160_000
LEAST_PICTURE_BITS_PER_S = 150_000  # below it a picture is not worth looking at
MOST_SPREAD_LU = 0.5  # between the loudest and the softest candidate
_NEAR_LU = 0.25  # of the target, on the finished file
_SOFTEST_LUFS = -20.0  # that all are brought to where one does not get louder
_NEARLY_S = 0.001
_OVERHEAD = 1.04  # what the container and uneven rates add
_MOST_PICTURE_BITS_PER_S = 6_000_000
_WAVEFORM = {"preset": "ultrafast", "crf": "28", "bf": "0", "threads": "1"}


@dataclass(frozen=True, slots=True)
class _Heard:
    """The clip's part of every mix."""

    picture: OpenedClip  # the stretch alone
    from_s: float  # of the clip, at which it starts
    sound: Floats | None  # (2, n) of the stretch
    spans: tuple[tuple[float, float], ...]


def choose_picture_bits(max_bytes: int, length_s: float) -> int:
    """Bits per second that a limit leaves for the picture of a file; may be too few, or negative."""
    left = max_bytes * 8 / _OVERHEAD - length_s * SOUND_BITS_PER_S
    return min(_MOST_PICTURE_BITS_PER_S, int(left / (length_s + 0.5)))  # the coder may fill half a second ahead


def render_comparison(job: ComparisonJob) -> ComparisonReport:
    """Write one MP4 per candidate.

    Raises:
        BadInput: the clip or a track cannot be used, the files are too large, the candidates cannot be brought to one
            loudness (``compare-not-level``), or the disk is full.

    """
    with (
        explain_faults(job.clip.name, job.max_bytes),
        tempfile.TemporaryDirectory(dir=job.tracks[0].out.parent) as place,
    ):
        heard = _cut_stretch(job, Path(place)) if job.with_picture else None
        sounds = [_mix_candidate(job, each, heard) for each in job.tracks]
        loudness = [_write_level(job, *each, heard) for each in zip(job.tracks, sounds, strict=True)]
        if np.ptp(loudness) > MOST_SPREAD_LU and min(loudness) >= _SOFTEST_LUFS:
            # One could not be made as loud as the others: they come down to it.
            loudness = [_write_level(job, *each, heard, min(loudness)) for each in zip(job.tracks, sounds, strict=True)]
    if np.ptp(loudness) > MOST_SPREAD_LU:
        raise BadInput("compare-not-level", "These picks cannot be brought to one loudness here", "Compare others")
    return ComparisonReport(
        tuple(round(each, 2) for each in loudness), tuple(each.out.stat().st_size for each in job.tracks)
    )


def _cut_stretch(job: ComparisonJob, folder: Path) -> _Heard:
    clip = open_for_mix(job.clip, job.max_seconds)
    bits = choose_picture_bits(job.max_bytes, job.length_s)
    if bits < LEAST_PICTURE_BITS_PER_S:
        raise make_too_large_error(job.max_bytes)
    # From a picture on: the first of the file is heard with the sound that belongs to it.
    times = clip.probed.times_s[clip.probed.times_s >= job.from_s - _NEARLY_S]
    from_s = float(times[0]) if len(times) else job.from_s
    cut, to_s = folder / "stretch.mp4", from_s + job.length_s
    write_stretch(clip, from_s, job.length_s, cut, bits_per_s=bits, short_side=choose_short_side(bits))
    own = read_own_sound(clip, to_s, ()).sound if not job.settings.mute_clip else None
    spans = tuple(
        (max(start, from_s) - from_s, min(end, to_s) - from_s)
        for start, end in job.speech_spans_s
        if start < to_s and end > from_s
    )
    first, count = round(from_s * RATE), round(job.length_s * RATE)
    return _Heard(
        open_for_mix(cut, job.max_seconds), from_s, None if own is None else own[:, first : first + count].copy(), spans
    )


def _mix_candidate(job: ComparisonJob, candidate: ComparedTrack, heard: _Heard | None) -> Floats:
    from_s = job.from_s if heard is None else heard.from_s
    music = lay_compared(candidate, from_s, job.length_s, job.clip_s)
    if heard is None:
        reach_loudness(music)
        return music
    own = None if heard.sound is None else heard.sound.copy()
    return mix_sounds(own, music, heard.spans, job.settings, untouched=candidate.untouched).sound


def _write_level(
    job: ComparisonJob, candidate: ComparedTrack, sound: Floats, heard: _Heard | None, target: float = LOUDNESS_LUFS
) -> float:
    """Write a candidate's file at a loudness; returns that of the file, as it is decoded again."""
    if target != LOUDNESS_LUFS:
        reach_loudness(sound, target)
    found = _write_file(job, candidate, sound, heard)
    if abs(found - target) > _NEAR_LU:
        reach_loudness(sound, 2 * target - found)
        found = _write_file(job, candidate, sound, heard)
    return found


def _write_file(job: ComparisonJob, candidate: ComparedTrack, sound: Floats, heard: _Heard | None) -> float:
    with open_bare_mp4(candidate.out) as out:
        if heard is None:
            _write_waveform(out, sound)
        else:
            _write_mix(out, heard.picture, sound)
    if candidate.out.stat().st_size > job.max_bytes:
        raise make_too_large_error(job.max_bytes)
    return measure_loudness(read_excerpt(candidate.out, 0.0, job.length_s))


def _write_mix(out: Any, picture: OpenedClip, sound: Floats) -> None:
    with picture.open() as source:
        stream = source.streams[picture.probed.picture_index]
        assert isinstance(stream, VideoStream)  # noqa: S101 - the probe chose it
        into = out.add_stream_from_template(stream, opaque=True)
        mux_sound(out, copy_packets(source, picture.probed, into, sound.shape[1] / RATE), sound, SOUND_BITS_PER_S)


def _write_waveform(out: Any, sound: Floats) -> None:
    picture = out.add_stream("libx264", rate=PER_SECOND, options=_WAVEFORM)
    picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    mux_sound(out, _iter_waveform(picture, sound), sound, SOUND_BITS_PER_S)


def _iter_waveform(picture: Any, sound: Floats) -> Iterator[tuple[float, Packet[Any]]]:
    for frame in (*draw_frames(sound, sound.shape[1] / RATE), None):
        for packet in picture.encode(frame):
            yield float((packet.dts or 0) * packet.time_base), packet
