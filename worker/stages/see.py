"""What a clip shows, recognised once per clip where torch is at hand: before its words are read.

Decoding (stage ``watch``) runs where there need be no torch; so the eyes complete the clip's traits afterwards.
"""

from __future__ import annotations

import io
import logging
import threading
from dataclasses import replace

import numpy as np

from models.scenes.recogniser import SceneRecogniser
from musechat.errors import BadInput, MuseChatError
from store.videos import get_video, get_video_vector, save_traits, save_video_vector
from worker.context import TurnContext
from worker.stages.watch import make_sample_name

log = logging.getLogger(__name__)


class Eyes:
    """The recogniser of one worker; says once where it cannot be loaded. Thread-safe."""

    def __init__(self) -> None:
        self.recogniser = SceneRecogniser()
        self._lock = threading.Lock()
        self._told = False

    def load_network(self) -> bool:
        """Load the network; False where it is not installed or not the known one: then clips are judged without it."""
        try:
            self.recogniser.load_network()
        except MuseChatError as error:
            with self._lock:
                if not self._told:
                    log.warning("clips are judged without eyes: %s", error.line)
                self._told = True
            return False
        return True


def complete_clip_scenes(context: TurnContext, eyes: Eyes | None) -> None:
    """Store what the turn's clip shows with its traits, where that was not done yet and its frames are here.

    The frames' vectors are stored as well, for fusions that learn from them; both are deleted with the clip.
    """
    video_hash = context.job.video_hash
    if video_hash is None or eyes is None:
        return
    recogniser = eyes.recogniser
    with context.db.read() as session:
        video = get_video(session, video_hash)
        seen = get_video_vector(session, video_hash, recogniser.name, recogniser.version)
    if video is None or video.traits is None or seen is not None or not eyes.load_network():
        return
    try:
        with context.blobs.open_blob(make_sample_name(video_hash)) as blob, np.load(io.BytesIO(blob.read())) as sample:
            found = recogniser.recognise_clip(sample["frames"])
    except BadInput:  # the frames were deleted with the clip: it is judged by its traits alone
        return
    traits = replace(video.traits, scenes=found.scenes)
    with context.db.write() as session:  # both or neither: the vectors mark the clip as seen
        save_traits(session, video_hash, traits, video.traits_version)
        save_video_vector(
            session, video_hash, recogniser.name, recogniser.version, recogniser.dim, found.vectors.tobytes()
        )
