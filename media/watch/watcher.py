"""Watch one clip: hand it to a child process, follow its progress, check its answer."""

from __future__ import annotations

import itertools
import json
import math
import os
import selectors
import signal
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.watch import ipc, warm_process
from media.watch.container_check import Container, detect_container
from media.watch.error_mapping import make_clip_error
from media.watch.limits import FRAME_LONG, FRAME_SIDE, MAX_FRAMES, WatchLimits
from media.watch.picture_hashes import PictureHashes
from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.clip_notices import Notice
from musechat.errors import MuseChatError

_LOOK_SECONDS = 0.1  # at most this long between two calls of ``check``
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class WatchResult:
    """What one clip looks and sounds like."""

    traits: ClipTraits
    frames: NDArray[np.uint8]  # (N, H, W, 3) RGB, N <= 32, upright; shorter side 224, longer side at most 400
    frame_times_s: NDArray[np.float32]  # (N,) ascending
    sound: NDArray[np.float32] | None  # (n,) mono at 16 kHz, from the clip's first picture on; None when silent
    pictures: PictureHashes


def watch_clip(
    path: Path,
    limits: WatchLimits | None = None,
    report: Callable[[float], None] | None = None,
    check: Callable[[], None] | None = None,
    *,
    processes: warm_process.WarmProcesses | None = None,
    closely: bool = False,
) -> WatchResult:
    """Watch the clip at ``path`` in a child process with limits.

    Args:
        path: a local file.
        limits: caps on the clip and on the child; the defaults where None.
        report: called with the share done so far, 0..1, ascending.
        check: called about every 100 ms; what it raises (:class:`~musechat.errors.Cancelled`) ends the child first.
        processes: decoding processes that are kept ready; None starts one.
        closely: hash pictures all along, also of a large clip; takes up to half a minute longer.

    Raises:
        BadInput: the clip cannot be used: codes in :mod:`media.watch.error_mapping`.
        MuseChatError: the child failed by our fault.

    """
    limits = limits or WatchLimits()
    container = detect_container(path, limits)
    errand = _Errand(path, container, limits, report or _ignore_share, check or _go_on, processes, closely)
    try:
        payload = _run_child(errand, sound=True)
    except _ChildCrashedError:  # often it is the sound that a decoder falls over; the picture may be fine
        try:
            payload = _run_child(errand, sound=False)
        except _ChildCrashedError:
            raise make_clip_error("clip-broken", path.name) from None
    return _parse_result(payload, path)


class _ChildCrashedError(Exception):
    """A decoder fell over the clip: SIGSEGV, SIGABRT, SIGBUS, SIGXFSZ."""


@dataclass(frozen=True, slots=True)
class _Errand:
    path: Path
    container: Container
    limits: WatchLimits
    report: Callable[[float], None]
    check: Callable[[], None]
    processes: warm_process.WarmProcesses | None
    closely: bool


def _ignore_share(_share: float) -> None:
    return


def _go_on() -> None:
    return


def _run_child(errand: _Errand, *, sound: bool) -> bytes:
    """The payload of a child's answer; ``sound``: whether it may touch the clip's sound."""
    processes = errand.processes
    child = processes.take() if processes else warm_process.DecodingProcess()
    try:
        job = _build_job(errand.path, errand.container, errand.limits, sound=sound)
        child.send_job(job | {"closely": errand.closely})
        return _read_answer(child, errand.path, errand.limits, errand.report, errand.check)
    finally:
        child.kill_group()
        if processes:
            processes.refill()


def _build_job(path: Path, container: Container, limits: WatchLimits, *, sound: bool) -> dict[str, object]:
    caps = {f.name: getattr(limits, f.name) for f in fields(limits)}
    names = {"container": container.name, "demuxer": container.demuxer}
    return {"path": str(path.absolute()), **names, "sound": sound, "limits": caps}


def _read_answer(
    child: warm_process.DecodingProcess,
    path: Path,
    limits: WatchLimits,
    report: Callable[[float], None],
    check: Callable[[], None],
) -> bytes:
    """The payload of the child's result."""
    deadline = time.monotonic() + limits.wall_seconds
    pipe, buffer = child.stdout.fileno(), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            check()
            if time.monotonic() > deadline:
                raise make_clip_error("clip-too-slow", path.name)
            if not selector.select(_LOOK_SECONDS):
                continue
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                raise _explain_death(child, path)
            buffer += chunk
            result = _handle_messages(buffer, path, limits, report)
            if result is not None:
                return result


def _handle_messages(
    buffer: bytearray, path: Path, limits: WatchLimits, report: Callable[[float], None]
) -> bytes | None:
    """Act on every whole message in ``buffer``; returns the result once it is there."""
    while message := _take_message(buffer, path, limits):
        kind, payload = message
        if kind == ipc.RESULT:
            return payload
        if kind == ipc.PROGRESS and len(payload) == 4:
            report(min(max(float(struct.unpack(">f", payload)[0]), 0.0), 1.0))
        elif kind == ipc.PROBLEM:
            raise _name_problem(payload, path)
        elif kind == ipc.FAULT:
            story = payload[-4000:].decode(errors="replace")
            raise MuseChatError("watch-fault", "Watching the clip failed on our side") from RuntimeError(story)
    return None


def _take_message(buffer: bytearray, path: Path, limits: WatchLimits) -> tuple[bytes, bytes] | None:
    try:
        return ipc.take_message(buffer, limits.output_bytes)
    except ipc.WireError as error:
        raise make_clip_error("clip-broken", path.name) from error


def _name_problem(payload: bytes, path: Path) -> MuseChatError:
    try:
        named = json.loads(payload)
        numbers = {str(k): float(v) for k, v in named["numbers"].items()}
        return make_clip_error(str(named["code"]), path.name, numbers)
    except (KeyError, TypeError, ValueError, AttributeError):
        return make_clip_error("clip-broken", path.name)


def _explain_death(child: warm_process.DecodingProcess, path: Path) -> Exception:
    """Map a child that ended without an answer to an error, by its exit code."""
    try:
        code = child.process.wait(timeout=2)
    except subprocess.TimeoutExpired:  # it closed its output and lives on: nothing honest does that
        return make_clip_error("clip-broken", path.name)
    if code == -signal.SIGXCPU:
        return make_clip_error("clip-too-slow", path.name)
    if code == -signal.SIGKILL:  # not ours, which come after the answer: the system ran out of memory
        return make_clip_error("clip-too-heavy", path.name)
    if code < 0:
        return _ChildCrashedError()
    return MuseChatError("watch-fault", f"The process that watches clips ended with exit code {code}")


def _parse_result(payload: bytes, path: Path) -> WatchResult:
    try:
        meta, arrays = ipc.unpack_payload(payload)
        traits = ClipTraits.from_json(meta)
        for told in traits.notices:
            Notice.from_text(told)
        hashed = PictureHashes(arrays["hash_times_s"], arrays["hashes"], bool(arrays["hashed_gapless"][0]))
        watched = WatchResult(traits, arrays["frames"], arrays["frame_times_s"], arrays.get("sound"), hashed)
        if not _is_plausible(watched):
            raise ipc.WireError("impossible values")
    except (ipc.WireError, KeyError, IndexError, TypeError, ValueError) as error:
        raise make_clip_error("clip-broken", path.name) from error
    return watched


_LEVELS = ("speech", "music", "motion", "motion_peak", "brightness", "contrast", "saturation", "warmth", "energy")


def _is_plausible(watched: WatchResult) -> bool:
    traits, frames, sound = watched.traits, watched.frames, watched.sound
    levels = [getattr(traits, name) for name in _LEVELS] + list(traits.energy_curve)
    return (
        all(0.0 <= level <= 1.0 for level in levels)  # false for NaN
        and len(traits.energy_curve) == ENERGY_POINTS
        and all(math.isfinite(n) and n >= 0 for n in (traits.duration_s, traits.fps, *traits.cuts_s))
        and _are_ascending(traits.speech_spans_s)
        and frames.ndim == 4
        and 1 <= len(frames) <= MAX_FRAMES
        and frames.dtype == np.uint8
        and frames.shape[3] == 3
        and min(frames.shape[1:3]) == FRAME_SIDE
        and max(frames.shape[1:3]) <= FRAME_LONG
        and watched.frame_times_s.shape == (len(frames),)
        and watched.pictures.is_plausible
        and (sound is None or (sound.ndim == 1 and sound.dtype == np.float32))
    )


def _are_ascending(spans: tuple[tuple[float, float], ...]) -> bool:
    """Whether spans are finite, not empty, and each begins after the one before it."""
    edges = [0.0, *(edge for span in spans for edge in span)]
    return all(math.isfinite(edge) for edge in edges) and all(a <= b for a, b in itertools.pairwise(edges))
