"""The music encoder over a published tower: whole tracks, cut into evenly spaced windows at fixed positions.

CLAP's own front end takes a random crop of anything longer than ten seconds, which gives one track many vectors.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.encoders.audio_encoder import MAX_SECONDS, EmbeddedAudioEncoder
from models.encoders.hub.sound import BATCH, SoundTower
from models.encoders.interface import AudioEncoding
from models.encoders.mel import to_rate

FloatArray = NDArray[np.float32]


class HubMusic:
    """A music encoder around a published tower; safe to use from several threads.

    Args:
        tower: computes a track's vector.
        ear: the embedded audio encoder, which scores the tags: the published towers do not know ours.

    """

    def __init__(self, tower: SoundTower, ear: EmbeddedAudioEncoder) -> None:
        self.tower, self.ear = tower, ear
        self.name, self.version, self.dim = tower.name, tower.version, tower.dim

    def encode_track(self, wave: FloatArray, rate: int) -> AudioEncoding:
        """Encode a whole track.

        Args:
            wave: (n,) mono float32; of a longer one the first twenty minutes are encoded.
            rate: sample rate in Hz.

        Raises:
            ValueError: if the wave is empty or not mono.

        """
        tags = self.ear.encode_track(wave, rate).tags
        parts = cut_windows(to_rate(wave[: MAX_SECONDS * rate], rate, self.tower.rate), self.tower.window)
        vectors = [self.tower.encode_windows(parts[i : i + BATCH]) for i in range(0, len(parts), BATCH)]
        mean = np.concatenate(vectors).mean(axis=0)
        return AudioEncoding(np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), np.float32), tags)


def cut_windows(wave: FloatArray, length: int) -> list[FloatArray]:
    """Cut a wave (n,) into the fewest windows (length,) that cover it, evenly spaced; a shorter wave stays whole.

    Windows overlap where needed, so that the last seconds of a track weigh about as much as any others.
    """
    count = max(1, -(-len(wave) // length))
    starts = np.linspace(0, max(0, len(wave) - length), count).round().astype(int)
    return [wave[start : start + length] for start in starts]
