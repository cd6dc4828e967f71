"""Features that somebody computed before, found by id below a folder, in any of four formats.

An array's name says what it is. A file may hold several (``<id>.npz``, ``<id>.safetensors``, ``<id>.pt`` with a dict),
or a single nameless one; that is named by its folder (``video/<id>.npy``) or by itself (``<id>/video.npy``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musechat.errors import BadInput
from research.datasets.feature_files import SUFFIXES, list_arrays, read_array
from research.datasets.features import to_rows

FloatArray = NDArray[np.float32]

# Names of arrays, likeliest first. Text features are not needed: a pair set holds the texts themselves.
VIDEO_NAMES = ("video_features_all", "video_features", "video", "clip")
MUSIC_NAMES = (
    "target_music_all_cls",
    "music_all_cls",
    "target_music_all_seq",
    "music_all_seq",
    "music_features",
    "music",
    "ast",
)
CANDIDATE_NAMES = ("candidate_music_all_cls", "candidate_music_all_seq", "candidate_music")
AST_TOKENS = 1214  # of ten seconds: a summary token, a distilled one, 12 x 101 patches


class Precomputed:
    """Features below a folder, found by id.

    Raises:
        BadInput: ``no-features`` where there are none.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, list[Path]] = {}
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix in SUFFIXES and path.is_file():
                for name in {path.stem, path.parent.name}:
                    self._files.setdefault(name, []).append(path)
        if not self._files:
            raise BadInput(
                "no-features",
                f"There are no features below {folder}",
                f"Give a folder with files named by id, of a kind in {', '.join(SUFFIXES)}",
            )
        self._size: dict[str, int] = {}

    def load_video(self, video_id: str) -> FloatArray | None:
        """A video's tokens (8, d); None where there are none.

        Raises:
            BadInput: a file cannot be read, or features differ in size.

        """
        return self._find_features(video_id, VIDEO_NAMES, "video", to_video_rows)

    def load_music(self, music_id: str) -> FloatArray | None:
        """A music's vector (d,), not of unit length; None where there is none.

        Raises:
            BadInput: as for :meth:`load_video`.

        """
        return self._find_features(music_id, MUSIC_NAMES, "music", to_music_vector)

    def load_candidate(self, video_id: str) -> FloatArray | None:
        """The vector of the candidate of a video, as kept beside the video's own features; None where there is none."""
        return self._find_features(video_id, CANDIDATE_NAMES, "music", to_music_vector)

    def name_encoders(self) -> dict[str, str]:
        """Names for what made the features: what they are and their size, since the files say no more."""
        return {part: f"precomputed/{size}" for part, size in self._size.items()}

    def _find_features(
        self, name: str, wanted: tuple[str, ...], part: str, bring: Callable[[NDArray[Any]], FloatArray]
    ) -> FloatArray | None:
        array = self._read_array(name, wanted)
        if array is None:
            return None
        try:
            brought = bring(array)
        except ValueError as error:
            raise BadInput("features-broken", f"{self.folder}: {part} of {name} {error}", "Fix or remove it") from error
        size = brought.shape[-1]
        if self._size.setdefault(part, size) != size:
            raise BadInput(
                "features-differ",
                f"{self.folder}: {part} of {name} has the size {size}, others have {self._size[part]}",
                "Keep features of one encoder in one folder",
            )
        return brought

    def _read_array(self, name: str, wanted: tuple[str, ...]) -> NDArray[Any] | None:
        """The array of the first of the ``wanted`` names that is there."""
        places: dict[str, tuple[Path, str]] = {}
        for path in self._files.get(name, ()):
            for key in list_arrays(path):
                # A nameless array is what its file says it is, or the folder of a file that is named by id.
                known_as = key or (path.parent.name if path.stem == name else path.stem)
                places.setdefault(known_as, (path, key))
        return next((read_array(*places[key]) for key in wanted if key in places), None)


def to_video_rows(array: NDArray[Any]) -> FloatArray:
    """Bring segments (n, d), or one vector (d,), to the fusion's eight rows.

    Raises:
        ValueError: it is neither.

    """
    if array.ndim == 1:
        array = array[None]
    if array.ndim != 2 or not array.size:
        raise ValueError(f"has the shape {array.shape}, not (segments, size)")
    return to_rows(np.asarray(array, np.float32))


def to_music_vector(array: NDArray[Any]) -> FloatArray:
    """Bring a music's features to one vector: a mean over segments and tokens.

    Of AST's token sequences only the summary token is taken, so that a candidate's sequence and a target's summary
    tokens end in one space.

    Raises:
        ValueError: it has not one to three axes.

    """
    if not 1 <= array.ndim <= 3 or not array.size:
        raise ValueError(f"has the shape {array.shape}, not (segments, tokens, size)")
    if array.ndim >= 2 and array.shape[-2] == AST_TOKENS:
        array = array[..., 0, :]
    flat = np.asarray(array, np.float32).reshape(-1, array.shape[-1])
    mean: FloatArray = flat.mean(0)
    return mean
