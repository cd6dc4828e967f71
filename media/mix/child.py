"""The process that mixes: clip and track may be untrusted files, and a decoder that crashes ends only this.

Run as ``python -m media.mix.child``. It says that it is ready, then reads one job after another (a line of JSON each)
and answers each; what it makes goes into files that the job names. It ends when its parent closes the pipe, and when
nobody wanted anything for a while.
"""

from __future__ import annotations

import json
import os
import select
import sys
import traceback
from contextlib import suppress
from typing import Any, BinaryIO

import av
import av.subtitles.stream  # PyAV would import it only with the first file, when memory is already limited

from media.mix.comparison import render_comparison
from media.mix.comparison_job import ComparisonJob, ComparisonReport
from media.mix.job import MixJob, MixReport
from media.mix.rendering import render_mix
from media.watch import ipc
from media.watch.limits import CHILD_MEMORY, confine_process
from media.watch.sound_classes import load_networks
from musechat.errors import BadInput

IDLE_S = 600.0
MOST_FILE_BYTES = 2**31  # of one result: ten minutes of 1080p as a camera writes it
CAPS = {"AS": CHILD_MEMORY, "FSIZE": MOST_FILE_BYTES, "NOFILE": 48, "CORE": 0}
_NICENESS = 5  # cards come before mixes


def main() -> None:
    """Mix until there is nothing to mix."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes nowhere near the answer
    av.logging.set_level(None)
    load_networks()
    with suppress(OSError):
        os.nice(_NICENESS)
    confine_process(CAPS)
    _send_message(out, ipc.PROGRESS, b"")
    while select.select([sys.stdin.buffer], [], [], IDLE_S)[0] and (line := sys.stdin.buffer.readline()):
        _send_message(out, *_handle_job(json.loads(line)))


def _handle_job(data: dict[str, Any]) -> tuple[bytes, bytes]:
    report: MixReport | ComparisonReport
    try:
        if "tracks" in data:
            report = render_comparison(ComparisonJob.from_json(data))
        else:
            report = render_mix(MixJob.from_json(data))
    except BadInput as error:
        return ipc.PROBLEM, json.dumps([error.code, error.message, error.remedy]).encode()
    except MemoryError:
        return ipc.PROBLEM, json.dumps(["mix-too-heavy", "The mix takes too much memory", "Shorten the clip"]).encode()
    except Exception:  # noqa: BLE001 - the parent logs it
        return ipc.FAULT, traceback.format_exc().encode()
    return ipc.RESULT, json.dumps(report.to_json()).encode()


def _send_message(out: BinaryIO, kind: bytes, payload: bytes) -> None:
    out.write(ipc.encode_message(kind, payload))
    out.flush()


if __name__ == "__main__":
    main()
