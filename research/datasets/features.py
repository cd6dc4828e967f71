"""Features of videos and music, computed once and stored in one file each, so that a build can be resumed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from media.listen.levelling import level_wave
from models.encoders.mel import compute_mel_power, to_rate
from models.encoders.sound_traits import measure_sound_traits
from models.profiles import Profile
from musechat.clip import ClipTraits
from research.datasets.pair_set import VIDEO_ROWS
from research.datasets.pairs import Pair
from research.datasets.tag_scoring import Tagger

FloatArray = NDArray[np.float32]

SOUND_RATE = 22_050  # Hz, as when the library analyses a track


class MediaReader(Protocol):
    """Reads media files; the command line passes the implementation, tests pass a small one."""

    def watch_video(self, path: Path) -> tuple[NDArray[np.uint8], NDArray[np.floating], ClipTraits]:
        """Return a video's frames (N, H, W, 3), their times (N,) in seconds, and its traits."""
        ...

    def read_sound(self, path: Path, rate: int) -> FloatArray:
        """Return a file's sound, (n,) mono at ``rate`` Hz."""
        ...

    def read_credits(self, path: Path) -> Mapping[str, str]:
        """Return the file's own tags: ``title``, ``artist``, ``album``, ``year``, ``licence``, ``source``."""
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
        folder: created if missing.
        profile: provides the encoders.
        tagger: scores the tags.
        media: reads the files.

    """

    def __init__(self, folder: Path, profile: Profile, tagger: Tagger, media: MediaReader) -> None:
        self.folder = folder
        self.profile = profile
        self.tagger = tagger
        self.media = media

    @property
    def encoder_versions(self) -> dict[str, str]:
        """Name and version of the encoders of the features, as stored in a pair set."""
        frames, music = self.profile.frames, self.profile.music
        return {"video": f"{frames.name}/{frames.version}", "music": f"{music.name}/{music.version}"}

    def has_video(self, pair: Pair) -> bool:
        """Whether valid features of the pair's video are stored."""
        return self._load_kept("video", pair.video_id, pair.video) is not None

    def has_music(self, pair: Pair) -> bool:
        """Whether valid features of the pair's music are stored."""
        return self._load_kept("music", pair.music.id, pair.music_file) is not None

    def compute_video(self, pair: Pair) -> FloatArray:
        """Return the tokens (8, dv) of a pair's video, computed and stored if needed."""
        found = self._load_kept("video", pair.video_id, pair.video)
        if found is None:
            tokens = self.profile.frames.encode_frames(*self.media.watch_video(pair.video))
            found = {"tokens": to_rows(tokens)}
            self._save_kept("video", pair.video_id, pair.video, found)
        rows: FloatArray = found["tokens"]
        return rows

    def compute_music(self, pair: Pair) -> MusicFeatures:
        """Return the features of a pair's music, computed and stored if needed."""
        found = self._load_kept("music", pair.music.id, pair.music_file)
        if found is None:
            wave = self.media.read_sound(pair.music_file, SOUND_RATE)
            power = compute_mel_power(to_rate(wave, SOUND_RATE))
            vector = self.profile.music.encode_track(level_wave(wave, SOUND_RATE), SOUND_RATE).vector
            found = {"vector": vector, "scores": self.tagger.score_tags(power), "sound": measure_sound_traits(power)}
            self._save_kept("music", pair.music.id, pair.music_file, found)
        return MusicFeatures(found["vector"], found["scores"], found["sound"])

    def reload_video(self, video_id: str) -> FloatArray | None:
        """Return stored tokens (8, dv) of a video by the same encoder; None if there are none."""
        found = self._load_kept("video", video_id)
        return None if found is None else found["tokens"]

    def reload_music(self, music_id: str) -> FloatArray | None:
        """Return the stored vector (dm,) of music by the same encoder; None if there is none."""
        found = self._load_kept("music", music_id)
        return None if found is None else found["vector"]

    def _make_key(self, part: str) -> str:
        # The tagger only scores music: another tagger must not invalidate the videos.
        return self.encoder_versions[part] + (f" {self.tagger.name}" if part == "music" else "")

    def _load_kept(self, part: str, name: str, source: Path | None = None) -> dict[str, Any] | None:
        """Load stored arrays if they were made by this encoder from the file as it is now."""
        try:
            with np.load(self._make_path(part, name)) as file:
                if str(file["key"]) != self._make_key(part) or (source and str(file["source"]) != _file_state(source)):
                    return None
                return {name: file[name] for name in file.files if name not in ("key", "source")}
        # A damaged file counts as missing: it is computed again.
        except (OSError, ValueError, KeyError):
            return None

    def _save_kept(self, part: str, name: str, source: Path, arrays: Mapping[str, Any]) -> None:
        path = self._make_path(part, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed: an interrupted build must not leave half a file that loads later.
        temporary = path.with_name(f".{secrets.token_hex(4)}.partial")
        with temporary.open("wb") as file:
            np.savez(file, key=self._make_key(part), source=_file_state(source), **arrays)
        temporary.replace(path)

    def _make_path(self, part: str, name: str) -> Path:
        return self.folder / part / f"{name}.npz"


def to_rows(tokens: FloatArray, rows: int = VIDEO_ROWS) -> FloatArray:
    """Resample tokens (n, d) to ``rows`` rows, each the mean over an equal share of the time."""
    edges = np.arange(rows + 1) * len(tokens) / rows
    starts, ends = edges[:-1, None], edges[1:, None]
    places = np.arange(len(tokens))
    # A token that straddles two rows counts in both by its overlap, so any n works, below ``rows`` too.
    overlap = np.clip(np.minimum(ends, places + 1) - np.maximum(starts, places), 0, None)  # (rows, n)
    shares = overlap / overlap.sum(1, keepdims=True)
    means: FloatArray = (shares @ tokens).astype(np.float32)
    return means


def _file_state(path: Path) -> str:
    stat = path.stat()
    # Size and time instead of a digest: hashing all videos at each start would take longer than the check is worth.
    return f"{stat.st_size}-{stat.st_mtime_ns}"
