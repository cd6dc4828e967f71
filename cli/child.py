"""Entry point of processes started by :func:`cli.supervisor.child_command`: runs a command, ends with its parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

from cli.main import main

ORPHAN_S = 10.0  # between SIGTERM and the end of a child that does not react to it


def run_child() -> None:
    """Run a command; ``sys.argv`` holds the parent's process id and the command's words."""
    parent = int(sys.argv[1])
    sys.argv = ["musechat", *sys.argv[2:]]
    threading.Thread(target=_end_with, args=(parent,), name="parent-watch", daemon=True).start()
    main()


def _end_with(parent: int) -> None:
    # Polled: a parent that is killed cannot tell its children, and PR_SET_PDEATHSIG exists on Linux only.
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ORPHAN_S)
    os._exit(1)
