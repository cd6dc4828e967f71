"""What goes wrong in mixing, as errors that a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import av

from media.watch.error_mapping import make_clip_error
from media.watch.refusal import ClipRefusedError
from musechat.errors import BadInput


@contextmanager
def explain_faults(clip_name: str, max_bytes: int) -> Iterator[None]:
    """Turn what decoders, coders and the disk raise within the block into :class:`BadInput`.

    Raises:
        BadInput: the clip cannot be used, the mix is too large, or the disk is full.

    """
    try:
        yield
    except ClipRefusedError as refused:
        raise make_clip_error(refused.code, clip_name, refused.numbers) from refused
    except OSError as error:  # PyAV's errors are of this kind too
        raise _explain_error(error, clip_name, max_bytes) from error


def make_too_large_error(max_bytes: int) -> BadInput:
    """The error for a clip of which no mix is small enough."""
    return BadInput("mix-too-large", f"No mix of this clip fits into {max_bytes / 1e6:.1f} MB", "Shorten the clip")


def _explain_error(error: OSError, clip_name: str, max_bytes: int) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BadInput("disk-full", "There is no room left on the disk for the mix", "Free some space and try again")
    if error.errno == errno.EFBIG:
        return make_too_large_error(max_bytes)
    if isinstance(error, av.FFmpegError):
        return make_clip_error("clip-broken", clip_name)
    return error
