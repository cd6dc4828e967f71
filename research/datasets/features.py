"""Features of videos and music, computed once and kept: one small file each, so that a build can stop and go on."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.encoders.mel import compute_mel_power, to_rate
from models.encoders.sound_traits import measure_sound_traits
from models.profiles import Profile
from musechat.clip import ClipTraits
from research.datasets.pair_set import VIDEO_ROWS
from research.datasets.pairs import Pair
from research.datasets.tagging import Tagger

FloatArray = NDArray[np.float32]

SOUND_RATE = 22_050  # Hz at which music is decoded, as it is when the library hears it


class MediaReader(Protocol):
    """What reads files; :mod:`media` is another room, so the command line brings it in."""

    def watch_video(self, path: Path) -> tuple[NDArray[np.uint8], NDArray[np.floating], ClipTraits]:
        """Frames (N, H, W, 3), their times (N,) and the traits of a video."""
        ...

    def read_sound(self, path: Path, rate: int) -> FloatArray:
        """A file's sound, (n,) mono at ``rate`` Hz."""
        ...

    def read_credits(self, path: Path) -> Mapping[str, str]:
        """What a file says of itself: ``title``, ``artist``, ``album``, ``year``, ``licence``, ``source``."""
        ...


@dataclass(frozen=True)
class MusicFeatures:
    """A piece of music: its vector (dm,), the scores of the hundred tags (100,), twelve sound traits (12,)."""

    vector: FloatArray
    scores: FloatArray
    sound: FloatArray


class FeatureStore:
    """Features of a build, in ``<folder>/video`` and ``<folder>/music``; safe to use from several threads.

    Args:
        folder: made where it is missing.
        profile: whose encoders are used.
        tagger: who hears the tags.
        media: what reads files.

    """

    def __init__(self, folder: Path, profile: Profile, tagger: Tagger, media: MediaReader) -> None:
        self.folder = folder
        self.profile = profile
        self.tagger = tagger
        self.media = media

    @property
    def encoder_versions(self) -> dict[str, str]:
        """Which encoders made the features, as a pair set names them."""
        frames, music = self.profile.frames, self.profile.music
        return {"video": f"{frames.name}/{frames.version}", "music": f"{music.name}/{music.version}"}

    def has_video(self, pair: Pair) -> bool:
        """Whether the video's features are there already."""
        return self._load_kept("video", pair.video_id, pair.video) is not None

    def has_music(self, pair: Pair) -> bool:
        """Whether the music's features are there already."""
        return self._load_kept("music", pair.music.id, pair.music_file) is not None

    def compute_video(self, pair: Pair) -> FloatArray:
        """Look at a pair's video: its tokens (8, dv)."""
        found = self._load_kept("video", pair.video_id, pair.video)
        if found is None:
            tokens = self.profile.frames.encode_frames(*self.media.watch_video(pair.video))
            found = {"tokens": to_rows(tokens)}
            self._save_kept("video", pair.video_id, pair.video, found)
        rows: FloatArray = found["tokens"]
        return rows

    def compute_music(self, pair: Pair) -> MusicFeatures:
        """Hear a pair's music."""
        found = self._load_kept("music", pair.music.id, pair.music_file)
        if found is None:
            wave = self.media.read_sound(pair.music_file, SOUND_RATE)
            power = compute_mel_power(to_rate(wave, SOUND_RATE))
            vector = self.profile.music.encode_track(wave, SOUND_RATE).vector
            found = {"vector": vector, "scores": self.tagger.score_tags(power), "sound": measure_sound_traits(power)}
            self._save_kept("music", pair.music.id, pair.music_file, found)
        return MusicFeatures(found["vector"], found["scores"], found["sound"])

    def reload_video(self, video_id: str) -> FloatArray | None:
        """The features of a video met earlier, by the same encoder; None where there are none."""
        found = self._load_kept("video", video_id)
        return None if found is None else found["tokens"]

    def reload_music(self, music_id: str) -> FloatArray | None:
        """The vector of music met earlier, by the same encoder; None where there is none."""
        found = self._load_kept("music", music_id)
        return None if found is None else found["vector"]

    def _make_key(self, part: str) -> str:
        return self.encoder_versions[part] + (f" {self.tagger.name}" if part == "music" else "")

    def _load_kept(self, part: str, name: str, source: Path | None = None) -> dict[str, Any] | None:
        """What is kept, if it is of this encoder and of the file as it is now."""
        try:
            with np.load(self._make_path(part, name)) as file:
                if str(file["key"]) != self._make_key(part) or (source and str(file["source"]) != _file_state(source)):
                    return None
                return {name: file[name] for name in file.files if name not in ("key", "source")}
        except (OSError, ValueError, KeyError):
            return None

    def _save_kept(self, part: str, name: str, source: Path, arrays: Mapping[str, Any]) -> None:
        path = self._make_path(part, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{secrets.token_hex(4)}.partial")
        with temporary.open("wb") as file:
            np.savez(file, key=self._make_key(part), source=_file_state(source), **arrays)
        temporary.replace(path)

    def _make_path(self, part: str, name: str) -> Path:
        return self.folder / part / f"{name}.npz"


def to_rows(tokens: FloatArray, rows: int = VIDEO_ROWS) -> FloatArray:
    """Bring tokens (n, d) to ``rows`` rows, each the mean of its equal share of the time."""
    edges = np.arange(rows + 1) * len(tokens) / rows
    starts, ends = edges[:-1, None], edges[1:, None]
    places = np.arange(len(tokens))
    overlap = np.clip(np.minimum(ends, places + 1) - np.maximum(starts, places), 0, None)  # (rows, n)
    shares = overlap / overlap.sum(1, keepdims=True)
    means: FloatArray = (shares @ tokens).astype(np.float32)
    return means


def _file_state(path: Path) -> str:
    stat = path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}"
