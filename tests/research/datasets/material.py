"""A handful of real pairs, and the media room's reading of files for tests of the models room."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cli.data_media import MediaFiles
from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.profiles import SHIPPED_WEIGHTS, load_profile
from musechat.clip import ClipTraits
from research.datasets.features import FeatureStore
from research.datasets.pairs import Pair
from research.datasets.tag_scoring import EncoderTagger
from research.datasets.training_tuple import Music

VIDEOS = ("bear_zoo", "bbb_meadow_opening", "bbb_bunny_wakes", "ai_toy_ship")
MUSIC = ("lofi_cue", "freedoom_the-long-road", "beatgame_warped", "tuxemon_chibi-ninja")


class CountedFiles(MediaFiles):
    """Counts what is read."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()

    def watch_video(self, path: Path) -> tuple[NDArray[np.uint8], NDArray[np.floating], ClipTraits]:
        self.read["watched"] += 1
        return super().watch_video(path)

    def read_sound(self, path: Path, rate: int) -> NDArray[np.float32]:
        self.read["heard"] += 1
        return super().read_sound(path, rate)


def real_pairs(data: Path) -> list[Pair]:
    return [
        Pair(
            video, data / "videos" / f"{video}.mp4", data / "music" / f"{music}.opus", Music(music), video_licence="CC0"
        )
        for video, music in zip(VIDEOS, MUSIC, strict=True)
    ]


def a_store(folder: Path, media: MediaFiles) -> FeatureStore:
    ear = EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / "ear.safetensors")
    return FeatureStore(folder / "features", load_profile("embedded"), EncoderTagger(ear), media)
