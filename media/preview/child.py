"""The process that makes previews: a track may be an untrusted file, and a decoder that crashes ends only this.

Run as ``python -m media.preview.child``. It says that it is ready, then reads one job after another (a line of JSON
each) and answers each; it ends when its parent closes the pipe, and when nobody wanted anything for a while.
"""

from __future__ import annotations

import json
import os
import select
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

import av

from media.preview.rendering import make_preview
from media.watch import ipc
from media.watch.limits import MIB, confine_process
from musechat.errors import BadInput

IDLE_S = 600.0
CAPS = {"AS": 1024 * MIB, "FSIZE": 0, "NOFILE": 32, "CORE": 0}


def main() -> None:
    """Make previews until there are none to make."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes nowhere near the answer
    av.logging.set_level(None)
    confine_process(CAPS)
    _send_message(out, ipc.PROGRESS, b"")
    while select.select([sys.stdin.buffer], [], [], IDLE_S)[0] and (line := sys.stdin.buffer.readline()):
        _send_message(out, *_handle_job(json.loads(line)))


def _handle_job(job: dict[str, str | float | int]) -> tuple[bytes, bytes]:
    try:
        made = make_preview(
            Path(str(job["path"])), float(job["start_s"]), float(job["end_s"]), max_bytes=int(job["max_bytes"])
        )
    except BadInput as error:
        return ipc.PROBLEM, json.dumps([error.code, error.message, error.remedy]).encode()
    except Exception:  # noqa: BLE001 - the parent logs it
        return ipc.FAULT, traceback.format_exc().encode()
    return ipc.RESULT, made


def _send_message(out: BinaryIO, kind: bytes, payload: bytes) -> None:
    out.write(ipc.encode_message(kind, payload))
    out.flush()


if __name__ == "__main__":
    main()
