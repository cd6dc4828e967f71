"""Tracks as the library would hear them, kept by content and version so that a file is analysed once."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.listen import LISTEN_VERSION
from musechat.track import Licence, LicenceStatement, Tag, Track, TrackTraits
from worker.library.analysis_job import AnalysedTrack, EncoderStamp, FileTask


@dataclass(frozen=True)
class HeardTrack:
    """A track as analysed, and its unit vector (dim,)."""

    track: Track
    vector: NDArray[np.float32]


class HeardLibrary:
    """Analyses files as ``musechat library add`` does.

    Args:
        analyse: analyses a file, see :func:`worker.library.analysis_job.start_analysis`.
        stamp: of the models that it uses.
        cache: folder of results; created if missing.

    """

    def __init__(self, analyse: Callable[[FileTask], AnalysedTrack], stamp: EncoderStamp, cache: Path) -> None:
        self._analyse = analyse
        self.version = f"{LISTEN_VERSION}, {stamp.name} {stamp.version}"
        folder = hashlib.sha256(self.version.encode()).hexdigest()[:12]
        self._cache = cache / folder
        self._cache.mkdir(parents=True, exist_ok=True)

    def hear_files(self, paths: Sequence[Path], progress: Callable[[float], None] = lambda _: None) -> list[HeardTrack]:
        """Analyse ``paths`` in their order; ``progress`` is called with the share done, 0..1."""
        heard = []
        for number, path in enumerate(paths, 1):
            heard.append(self.hear_file(path))
            progress(number / len(paths))
        return heard

    def hear_file(self, path: Path) -> HeardTrack:
        """Analyse one file, or take what was found before.

        Raises:
            BadInput: the file cannot be used.

        """
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        kept = self._cache / f"{digest[:24]}.json"
        if kept.is_file():
            return _parse_track(kept.read_text("utf-8"), path)
        analysed = self._analyse(FileTask(str(path), digest))
        row = asdict(analysed.track) | {"traits": analysed.track.traits.to_json()}
        kept.write_text(json.dumps(row | {"vector": base64.b64encode(analysed.vector).decode()}), "utf-8")
        return HeardTrack(analysed.track, np.frombuffer(analysed.vector, np.float32))


def _parse_track(text: str, path: Path) -> HeardTrack:
    data = json.loads(text)
    vector = np.frombuffer(base64.b64decode(data.pop("vector")), np.float32)
    data["traits"] = TrackTraits.from_json(data["traits"])
    data["tags"] = tuple(Tag(**tag) for tag in data["tags"])
    data["licence"] = Licence(**data["licence"])
    data["statements"] = tuple(LicenceStatement.from_json(statement) for statement in data["statements"])
    return HeardTrack(replace(Track(**data), path=str(path)), vector)
