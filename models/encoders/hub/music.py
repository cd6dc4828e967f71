"""Music by published encoders: whole tracks by windows that are cut here, evenly and always in the same places.

CLAP's own front end takes a random crop of anything longer than ten seconds, so that one track has many vectors.
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
        tower: gives a track its vector.
        ear: gives it its tags, since the published towers know none of ours.

    """

    def __init__(self, tower: SoundTower, ear: EmbeddedAudioEncoder) -> None:
        self.tower, self.ear = tower, ear
        self.name, self.version, self.dim = tower.name, tower.version, tower.dim

    def encode_track(self, wave: FloatArray, rate: int) -> AudioEncoding:
        """Listen to a whole track.

        Args:
            wave: (n,) mono float32; of a longer one the first twenty minutes are heard.
            rate: its samples a second.

        Raises:
            ValueError: if the wave is empty or not mono.

        """
        tags = self.ear.encode_track(wave, rate).tags
        parts = cut_windows(to_rate(wave[: MAX_SECONDS * rate], rate, self.tower.rate), self.tower.window)
        heard = [self.tower.encode_windows(parts[i : i + BATCH]) for i in range(0, len(parts), BATCH)]
        mean = np.concatenate(heard).mean(axis=0)
        return AudioEncoding(np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), np.float32), tags)


def cut_windows(wave: FloatArray, length: int) -> list[FloatArray]:
    """Cut a wave (n,) into the fewest windows (length,) that cover it, evenly spaced; one that is shorter stays whole.

    They overlap by what is over, so that the last seconds of a track weigh about as much as any others.
    """
    count = max(1, -(-len(wave) // length))
    starts = np.linspace(0, max(0, len(wave) - length), count).round().astype(int)
    return [wave[start : start + length] for start in starts]
