"""Asks AcoustID what a sound is, and leaves it alone where it wants to be."""

from __future__ import annotations

import asyncio
import logging
import time

from media.acoustid.lookup import FingerprintRefused
from media.acoustid.recordings import choose_recording
from musechat.clip_music import ClipRecording
from musechat.clock import Clock
from musechat.errors import BadInput, MuseChatError
from store.clip_recordings import AskedClip
from worker.library.source_registry import SourceOpener

REST_S = 3600.0  # after the key was not taken

log = logging.getLogger(__name__)


def ask_acoustid(opener: SourceOpener, clip: AskedClip, patience_s: float | None = None) -> ClipRecording | None:
    """Ask what a sound is; None where nothing is sure, or AcoustID cannot use its fingerprint.

    Raises:
        TimeoutError: it took longer than ``patience_s``.
        SourceRefused: the key is not taken.
        SourceUnavailable: AcoustID does not answer properly, or wants to be left alone.
        BadInput: AcoustID is led to an address that is not public.

    """

    async def ask() -> ClipRecording | None:
        service = opener.open_acoustid()
        try:
            async with asyncio.timeout(patience_s):
                answer = await service.find_recordings(clip.fingerprint, clip.duration_s)
        except FingerprintRefused as error:
            log.warning("the music of a clip could not be looked up: %s", error.line)
            return None
        finally:
            await service.close()
        return choose_recording(answer, clip.duration_s)

    return asyncio.run(ask())


class Patience:
    """Whether AcoustID may be asked now: not for a while after it refused the key or asked to be left alone."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    @property
    def rests(self) -> bool:
        """Whether it is to be left alone."""
        return self._clock() < self._until

    def note(self, error: MuseChatError | OSError) -> None:
        """Leave it alone for as long as an error says, and tell the operator."""
        rest_s = REST_S if isinstance(error, BadInput) else getattr(error, "wait_s", 0.0)
        self._until = max(self._until, self._clock() + rest_s)
        if isinstance(error, BadInput):
            why = error.line
        else:
            why = f"{error.message if isinstance(error, MuseChatError) else error}; it is asked again later"
        log.warning("the music of a clip could not be looked up: %s", why)
