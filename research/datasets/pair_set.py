"""Cached features of training tuples: the input of training.

A training tuple ("quartet" in stored names) is a row of four indices: video, target, candidate that was offered first,
and the text that leads from the candidate to the target.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from musechat.errors import BadInput

FloatArray = NDArray[np.float32]

# As many time steps as the fusion network has video positions.
VIDEO_ROWS = 8
FEATURES_FILE, QUARTETS_FILE = "features.safetensors", "quartets.json"
_ARRAYS = ("video", "music", "artist", "quartet", "split")


@dataclass(frozen=True)
class PairSet:
    """Cached features of training tuples.

    Raises:
        ValueError: if shapes or indices are inconsistent.

    """

    video: FloatArray  # (V, 8, dv)
    music: FloatArray  # (M, dm) unit
    music_ids: tuple[str, ...]
    artist: NDArray[np.int32]  # (M,) same number = same artist
    texts: tuple[str, ...]  # (W,) t3 texts
    masked_texts: tuple[str, ...]  # (W,) the same without artist and title names
    quartet: NDArray[np.int32]  # (Q, 4): video row, target row, candidate row, text row
    split: NDArray[np.int8]  # (Q,) 0 train, 1 validation, 2 test
    made: bool  # synthetic pairs (made by rule), not real ones
    encoders: dict[str, str]  # part -> "name/version"
    documents: tuple[str, ...] = ()  # (M,) tag documents for a lexical index; () if there are none

    def __post_init__(self) -> None:
        musics, quartets = len(self.music_ids), len(self.quartet)
        shapes = {
            "video": self.video.ndim == 3 and self.video.shape[1] == VIDEO_ROWS,
            "music": self.music.ndim == 2 and len(self.music) == musics,
            "artist": self.artist.shape == (musics,),
            "masked_texts": len(self.masked_texts) == len(self.texts),
            "documents": len(self.documents) in (0, musics),
            "quartet": self.quartet.shape == (quartets, 4),
            "split": self.split.shape == (quartets,),
        }
        wrong = [name for name, fits in shapes.items() if not fits]
        if wrong:
            raise ValueError(f"a pair set whose parts do not fit: {', '.join(wrong)}")
        limits = np.array([len(self.video), musics, musics, len(self.texts)])
        if ((self.quartet < 0) | (self.quartet >= limits)).any():
            raise ValueError("a quartet points outside the pair set")

    def save(self, folder: Path) -> None:
        """Write ``features.safetensors`` and ``quartets.json``, each replaced atomically."""
        folder.mkdir(parents=True, exist_ok=True)
        # Two files cannot be replaced in one step: equal stamps show the reader that they belong together.
        stamp = secrets.token_hex(8)
        about = {
            "stamp": stamp,
            "made": self.made,
            "encoders": self.encoders,
            "music_ids": self.music_ids,
            "texts": self.texts,
            "masked_texts": self.masked_texts,
            "documents": self.documents,
        }
        arrays = {name: np.ascontiguousarray(getattr(self, name)) for name in _ARRAYS}
        features, quartets = folder / f"{stamp}.features", folder / f"{stamp}.quartets"
        save_file(arrays, features, metadata={"stamp": stamp})
        quartets.write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        features.replace(folder / FEATURES_FILE)
        quartets.replace(folder / QUARTETS_FILE)

    @classmethod
    def load(cls, folder: Path) -> PairSet:
        """Read what :meth:`save` wrote.

        Raises:
            BadInput: ``no-pairs`` where there is none, ``pairs-broken`` where it cannot be read.

        """
        if not (folder / QUARTETS_FILE).is_file() or not (folder / FEATURES_FILE).is_file():
            raise BadInput("no-pairs", f"There is no pair set in {folder}", "Make one with musechat data build")
        try:
            about: dict[str, Any] = json.loads((folder / QUARTETS_FILE).read_text("utf-8"))
            arrays = _read_arrays(folder / FEATURES_FILE, about["stamp"])
            return cls(
                music_ids=tuple(about["music_ids"]),
                texts=tuple(about["texts"]),
                masked_texts=tuple(about["masked_texts"]),
                documents=tuple(about.get("documents", ())),
                made=bool(about["made"]),
                encoders=dict(about["encoders"]),
                **arrays,
            )
        except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
            message = f"The pair set in {folder} cannot be read ({error})"
            raise BadInput("pairs-broken", message, "Make it again with musechat data build") from error


def _read_arrays(path: Path, stamp: str) -> dict[str, NDArray[Any]]:
    with safe_open(path, "np") as file:
        if (file.metadata() or {}).get("stamp") != stamp:
            raise ValueError("writing it was cut short")
        return {name: file.get_tensor(name) for name in _ARRAYS}
