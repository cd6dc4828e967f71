"""Precomputed features, found by id below a folder, in any of four formats.

Arrays are identified by name. A file may hold several (``<id>.npz``, ``<id>.safetensors``, ``<id>.pt`` with a dict),
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
    """Index of the feature files below a folder, by id.

    Raises:
        BadInput: ``no-features`` where there are none.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, list[Path]] = {}
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix in SUFFIXES and path.is_file():
                # Both layouts are indexed: <id>.npz and <id>/video.npy.
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
        """Load a video's tokens (8, d); None where there are none.

        Raises:
            BadInput: a file cannot be read, or features differ in size.

        """
        return self._find_features(video_id, VIDEO_NAMES, "video", to_video_rows)

    def load_music(self, music_id: str) -> FloatArray | None:
        """Load a music vector (d,), not normalised; None where there is none.

        Raises:
            BadInput: as for :meth:`load_video`.

        """
        return self._find_features(music_id, MUSIC_NAMES, "music", to_music_vector)

    def load_candidate(self, video_id: str) -> FloatArray | None:
        """Load the candidate's vector (d,) from among a video's own features; None where there is none."""
        return self._find_features(video_id, CANDIDATE_NAMES, "music", to_music_vector)

    def name_encoders(self) -> dict[str, str]:
        """Name the encoders by the size of their features, since the files hold no more about them."""
        return {part: f"precomputed/{size}" for part, size in self._size.items()}

    def _find_features(
        self, name: str, array_names: tuple[str, ...], part: str, convert: Callable[[NDArray[Any]], FloatArray]
    ) -> FloatArray | None:
        array = self._read_array(name, array_names)
        if array is None:
            return None
        try:
            features = convert(array)
        except ValueError as error:
            raise BadInput("features-broken", f"{self.folder}: {part} of {name} {error}", "Fix or remove it") from error
        size = features.shape[-1]
        # Other sizes mean other encoders, whose vectors share no space.
        if self._size.setdefault(part, size) != size:
            raise BadInput(
                "features-differ",
                f"{self.folder}: {part} of {name} has the size {size}, others have {self._size[part]}",
                "Keep features of one encoder in one folder",
            )
        return features

    def _read_array(self, name: str, array_names: tuple[str, ...]) -> NDArray[Any] | None:
        """Read the first of the ``array_names`` that exists; None if none does."""
        found: dict[str, tuple[Path, str]] = {}
        for path in self._files.get(name, ()):
            for key in list_arrays(path):
                # A nameless array is what its file says it is, or the folder of a file that is named by id.
                known_as = key or (path.parent.name if path.stem == name else path.stem)
                found.setdefault(known_as, (path, key))
        return next((read_array(*found[key]) for key in array_names if key in found), None)


def to_video_rows(array: NDArray[Any]) -> FloatArray:
    """Resample segments (n, d), or one vector (d,), to the fusion's eight rows.

    Raises:
        ValueError: for any other shape.

    """
    if array.ndim == 1:
        array = array[None]
    if array.ndim != 2 or not array.size:
        raise ValueError(f"has the shape {array.shape}, not (segments, size)")
    return to_rows(np.asarray(array, np.float32))


def to_music_vector(array: NDArray[Any]) -> FloatArray:
    """Average a music's features over segments and tokens to one vector (d,).

    Of AST's token sequences only the summary token is taken, so that a candidate's sequence and a target's summary
    tokens end in one space.

    Raises:
        ValueError: if it does not have one to three axes.

    """
    if not 1 <= array.ndim <= 3 or not array.size:
        raise ValueError(f"has the shape {array.shape}, not (segments, tokens, size)")
    if array.ndim >= 2 and array.shape[-2] == AST_TOKENS:
        array = array[..., 0, :]
    flat = np.asarray(array, np.float32).reshape(-1, array.shape[-1])
    mean: FloatArray = flat.mean(0)
    return mean
