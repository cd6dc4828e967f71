"""Asks AcoustID what the sound of a watched clip is, where the operator has a key and the library does not know it.

A turn waits for the answer a little; what is not answered by then is asked again (:mod:`worker.late_recordings`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from media.acoustid.chromaprint import MissingChromaprint, compute_fingerprint
from media.watch.limits import SOUND_RATE
from musechat.clip import ClipTraits
from musechat.errors import MuseChatError
from musechat.settings import Settings
from store.clip_recordings import AskedClip, save_answer, save_question
from store.tables import utc_now
from worker.acoustid_asking import Patience, ask_acoustid
from worker.context import TurnContext
from worker.library.source_registry import SourceOpener

LEAST_S = 30.0  # of a sound: AcoustID knows whole recordings, and hardly any is shorter
IN_TURN_S = 4.0  # for which a turn waits

log = logging.getLogger(__name__)


class RecordingLookup:
    """Asks what the sound of a clip that is watched is. Thread-safe."""

    def __init__(
        self, make_opener: Callable[[Settings], SourceOpener] = SourceOpener, patience: Patience | None = None
    ) -> None:
        self._make_opener = make_opener
        self._patience = patience or Patience()
        self._lacks_library = False

    def look_up_clip(
        self, context: TurnContext, video_hash: str, traits: ClipTraits, sound: NDArray[np.float32] | None
    ) -> None:
        """Store what a clip's sound (n,) at 16 kHz is likely to be; nothing of it fails a turn."""
        if not context.settings.acoustid_key.get_secret_value() or sound is None or not traits.has_music:
            return
        clip = self._make_question(video_hash, sound)
        if clip is None:
            return
        with context.db.write() as session:
            save_question(session, clip, utc_now())
        if self._patience.rests:
            return
        try:
            found = ask_acoustid(self._make_opener(context.settings), clip, IN_TURN_S)
        except TimeoutError:
            return
        except (MuseChatError, OSError) as error:  # OSError: the disk has no room for the count of requests, say
            self._patience.note(error)
            return
        with context.db.write() as session:
            save_answer(session, video_hash, found)

    def _make_question(self, video_hash: str, sound: NDArray[np.float32]) -> AskedClip | None:
        seconds = len(sound) / SOUND_RATE
        if seconds < LEAST_S or self._lacks_library:
            return None
        try:
            fingerprint = compute_fingerprint(sound, SOUND_RATE)
        except MissingChromaprint as error:
            self._lacks_library = True  # said once, and by the doctor
            log.warning("the music of clips is not looked up: %s", error.line)
            return None
        return AskedClip(video_hash, fingerprint, round(seconds, 1)) if fingerprint else None
