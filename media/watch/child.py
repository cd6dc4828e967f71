"""The process that decodes untrusted bytes: reads one job, limits itself, decodes, measures, answers, ends.

Run as ``python -m media.watch.child``. Its imports (numpy, PyAV; never torch or scipy) and weights are read before the
job comes, so a spare child is ready at once.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import traceback
from typing import Any, BinaryIO

import av
import av.error
import av.subtitles.stream  # PyAV would import it only with the first file, when memory is already limited
import numpy as np
from numpy.typing import NDArray

from media.watch import ipc
from media.watch.decoding import WatchedFile, watch_file
from media.watch.limits import WatchLimits, confine_process
from media.watch.refusal import ClipRefusedError
from media.watch.sound_classes import load_networks


def main() -> None:
    """Wait for one job (a line of JSON on standard input), do it, answer on standard output."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints goes nowhere near the answer
    load_networks()
    line = sys.stdin.buffer.readline()
    if not line:
        return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    job = json.loads(line)
    limits = WatchLimits(**job.pop("limits"))
    limit_self(limits)
    _send_message(out, *_run_job(job, limits, out))
    os._exit(0)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # returns when the parent closes the pipe or dies
    os._exit(3)


def limit_self(limits: WatchLimits) -> None:
    """Take from this process what decoding does not need."""
    used = os.times()
    cpu = int(used.user + used.system + limits.cpu_seconds) + 1
    confine_process({"AS": limits.memory_bytes, "CPU": cpu, "FSIZE": 0, "NOFILE": 32, "CORE": 0})


def _run_job(job: dict[str, Any], limits: WatchLimits, out: BinaryIO) -> tuple[bytes, bytes]:
    try:
        return ipc.RESULT, _build_result(job, limits, out)
    except ClipRefusedError as refused:
        return ipc.PROBLEM, _encode_problem(refused.code, refused.numbers)
    except MemoryError:
        return ipc.PROBLEM, _encode_problem("clip-too-heavy", {})
    except (av.error.DecoderNotFoundError, av.error.PatchWelcomeError):
        return ipc.PROBLEM, _encode_problem("clip-codec", {})
    except av.error.FFmpegError as error:
        heavy = isinstance(error, av.error.MemoryError)
        return ipc.PROBLEM, _encode_problem("clip-too-heavy" if heavy else "clip-broken", {})
    except Exception:  # noqa: BLE001 - the parent logs it under an incident id
        return ipc.FAULT, traceback.format_exc().encode()


def _build_result(job: dict[str, Any], limits: WatchLimits, out: BinaryIO) -> bytes:
    return _pack_watched(watch_file(job, limits, lambda share: _report_share(out, share)))


def _report_share(out: BinaryIO, share: float) -> None:
    _send_message(out, ipc.PROGRESS, struct.pack(">f", 0.05 + 0.85 * share))


def _pack_watched(watched: WatchedFile) -> bytes:
    arrays: dict[str, NDArray[Any]] = {"frames": watched.seen.frames, "frame_times_s": watched.seen.frame_times_s}
    hashed = watched.pictures
    arrays |= {"hashes": hashed.hashes, "hash_times_s": hashed.times_s}
    arrays["hashed_gapless"] = np.array([hashed.gapless], np.uint8)
    if watched.traits.has_sound:
        arrays["sound"] = watched.mono
    return ipc.pack_payload(watched.traits.to_json(), arrays)


def _encode_problem(code: str, numbers: dict[str, float]) -> bytes:
    return json.dumps({"code": code, "numbers": numbers}).encode()


def _send_message(out: BinaryIO, kind: bytes, payload: bytes) -> None:
    data = memoryview(ipc.encode_message(kind, payload))
    while data:
        data = data[out.write(data) or 0 :]


if __name__ == "__main__":
    main()
