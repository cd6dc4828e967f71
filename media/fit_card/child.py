"""The process that makes fit cards: clip and track may be untrusted files, and a decoder that crashes ends only this.

Run as ``python -m media.fit_card.child``. It says that it is ready, then reads one job after another (a line of JSON
each) and answers each with the fit and its picture. It ends when its parent closes the pipe, and when nobody wanted
anything for a while.
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
import numpy as np

from media.fit_card.job import FitJob
from media.fit_card.rendering import render_fit
from media.watch import ipc
from media.watch.limits import CHILD_MEMORY, confine_process
from musechat.errors import BadInput

IDLE_S = 600.0
CAPS = {"AS": CHILD_MEMORY, "FSIZE": 0, "NOFILE": 48, "CORE": 0}
_NICENESS = 5  # cards come before what explains them


def main() -> None:
    """Make cards until there are none to make."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes nowhere near the answer
    av.logging.set_level(None)
    with suppress(OSError):
        os.nice(_NICENESS)
    confine_process(CAPS)
    _send_message(out, ipc.PROGRESS, b"")
    while select.select([sys.stdin.buffer], [], [], IDLE_S)[0] and (line := sys.stdin.buffer.readline()):
        _send_message(out, *_handle_job(json.loads(line)))


def _handle_job(data: dict[str, Any]) -> tuple[bytes, bytes]:
    try:
        card = render_fit(FitJob.from_json(data))
    except BadInput as error:
        return ipc.PROBLEM, json.dumps([error.code, error.message, error.remedy]).encode()
    except MemoryError:
        return ipc.PROBLEM, json.dumps(["fit-too-heavy", "The fit card takes too much memory", ""]).encode()
    except Exception:  # noqa: BLE001 - the parent logs it
        return ipc.FAULT, traceback.format_exc().encode()
    picture = np.frombuffer(card.picture, np.uint8)
    return ipc.RESULT, ipc.pack_payload({"fit": card.fit.to_json()}, {"picture": picture})


def _send_message(out: BinaryIO, kind: bytes, payload: bytes) -> None:
    out.write(ipc.encode_message(kind, payload))
    out.flush()


if __name__ == "__main__":
    main()
