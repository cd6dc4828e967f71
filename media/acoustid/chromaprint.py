"""Chromaprint fingerprints (https://acoustid.org/chromaprint), as AcoustID knows recordings by them.

A binding of our own to five functions of libchromaprint: the one on PyPI (pyacoustid) comes with an HTTP client and a
decoder of its own, which would go past our guard and our limits. Only sound that we have decoded is given to it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache

import numpy as np
from numpy.typing import NDArray

from musechat.errors import BadInput

SECONDS = 120.0  # of a sound that are looked at, as AcoustID's own programs do
_ALGORITHM = 1  # the only one that AcoustID knows
_NAMES = ("libchromaprint.so.1", "libchromaprint.1.dylib", "libchromaprint.so.0")
_REMEDY = "Install it (Debian, Ubuntu: apt-get install libchromaprint1; macOS: brew install chromaprint)"


class MissingChromaprint(BadInput):
    """``no-chromaprint``: the library is not on this machine."""

    def __init__(self) -> None:
        super().__init__("no-chromaprint", "libchromaprint is not installed", _REMEDY)


def compute_fingerprint(sound: NDArray[np.float32], rate: int) -> str:
    """The compressed fingerprint of the beginning of a mono sound (n,), as AcoustID takes it; "" of one too short.

    Raises:
        MissingChromaprint: the library is not on this machine.

    """
    library = load_library()
    start = np.clip(sound[: round(SECONDS * rate)], -1.0, 1.0)
    samples = np.ascontiguousarray(np.round(start * 32767), np.int16)
    context = library.chromaprint_new(_ALGORITHM)
    found = ctypes.c_void_p()
    try:
        done = (
            library.chromaprint_start(context, rate, 1)
            and library.chromaprint_feed(context, samples.ctypes.data, len(samples))
            and library.chromaprint_finish(context)
            and library.chromaprint_get_fingerprint(context, ctypes.byref(found))
        )
        text = ctypes.string_at(found.value) if done and found.value else b""
    finally:
        if found.value:
            library.chromaprint_dealloc(found)
        library.chromaprint_free(context)
    return text.decode("ascii")


def read_version() -> str:
    """The version of libchromaprint.

    Raises:
        MissingChromaprint: it is not on this machine.

    """
    return bytes(load_library().chromaprint_get_version()).decode("ascii")


@cache
def load_library() -> ctypes.CDLL:
    """libchromaprint, with the types of the functions that are called here.

    Raises:
        MissingChromaprint: it is not on this machine.

    """
    found = ctypes.util.find_library("chromaprint")
    for name in filter(None, (*_NAMES, found)):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        _declare(library)
        return library
    raise MissingChromaprint


def _declare(library: ctypes.CDLL) -> None:
    context, number = ctypes.c_void_p, ctypes.c_int
    library.chromaprint_get_version.restype = ctypes.c_char_p
    library.chromaprint_new.argtypes, library.chromaprint_new.restype = (number,), context
    library.chromaprint_free.argtypes, library.chromaprint_free.restype = (context,), None
    library.chromaprint_start.argtypes = (context, number, number)
    library.chromaprint_feed.argtypes = (context, ctypes.c_void_p, number)
    library.chromaprint_finish.argtypes = (context,)
    library.chromaprint_get_fingerprint.argtypes = (context, ctypes.POINTER(ctypes.c_void_p))
    library.chromaprint_dealloc.argtypes, library.chromaprint_dealloc.restype = (ctypes.c_void_p,), None
