"""Gives memory that is free within this process back to the system."""

from __future__ import annotations

import ctypes
import gc


def return_free_memory() -> None:
    """Give back what large work has left behind; nothing where the C library has no such call (musl, macOS, Windows).

    The library's own arrays are some hundred MiB while it is laid out. glibc keeps what is freed below its last block,
    for good, unless it is asked.
    """
    gc.collect()
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return
    trim(0)
