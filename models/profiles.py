"""Profiles: which encoders and which fusion work together. Choosing one is one setting.

Importing this module is cheap: torch is imported when a model is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from musechat.clip import ClipTraits
from musechat.errors import BadInput

if TYPE_CHECKING:
    from models.encoders.audio_encoder import EmbeddedAudioEncoder
    from models.encoders.interface import FrameEncoder, MusicEncoder, TextEncoder
    from models.fusion.interface import Fusion

PROFILES = ("embedded", "base", "gpu", "paper")
SHIPPED_WEIGHTS = Path(__file__).parent / "weights"

_BLANK = ClipTraits.from_json(
    dict.fromkeys((f.name for f in fields(ClipTraits)), 0.0) | {"cuts_s": (), "palette": (), "energy_curve": ()}
)  # a second of nothing, to warm up with


class Profile:
    """A set of models, each loaded once, when first used, by whichever thread comes first.

    Args:
        name: one of :data:`PROFILES`.
        loaders: what makes each part: ``music``, ``text``, ``frames``, ``fusion`` and, where there is one, ``mvp``.

    """

    def __init__(self, name: str, loaders: dict[str, Callable[[], Any]]) -> None:
        self.name = name
        self._loaders = loaders
        self._locks = {part: threading.Lock() for part in loaders}
        self._loaded: dict[str, Any] = {}

    @property
    def music(self) -> MusicEncoder:
        """The music encoder."""
        return self._part("music")  # type: ignore[no-any-return]

    @property
    def text(self) -> TextEncoder:
        """The text encoder."""
        return self._part("text")  # type: ignore[no-any-return]

    @property
    def frames(self) -> FrameEncoder:
        """The frame encoder."""
        return self._part("frames")  # type: ignore[no-any-return]

    @property
    def fusion(self) -> Fusion:
        """The fusion."""
        return self._part("fusion")  # type: ignore[no-any-return]

    @property
    def mvp(self) -> Fusion:
        """The music-video pretrained baseline, asked with the clip alone; the fusion where there is none of its own."""
        return self._part("mvp") if "mvp" in self._loaders else self.fusion

    def warm_up(self) -> None:
        """Load everything and run each model once, so that the first turn finds them ready."""
        words = self.text.encode_tokens(["calm piano"])[0]
        heard = self.music.encode_track(np.zeros(16_000, np.float32), 16_000)
        video = self.frames.encode_frames(np.zeros((1, 64, 64, 3), np.uint8), np.zeros(1), _BLANK)
        self.fusion.encode_query(video, words, heard.vector)
        self.fusion.encode_music(heard.vector[None])

    def _part(self, part: str) -> Any:
        with self._locks[part]:
            if part not in self._loaded:
                self._loaded[part] = self._loaders[part]()
            return self._loaded[part]


def load_profile(
    name: str,
    weights: Path = SHIPPED_WEIGHTS,
    *,
    trained: Path | None = None,
    ids: Mapping[str, str] | None = None,
) -> Profile:
    """Find the profile called ``name``; nothing is read or fetched before a part is used.

    Args:
        name: one of :data:`PROFILES`.
        weights: folder with the shipped weights: the embedded profile's, and the ear that hears every profile's tags.
        trained: folder with the fusion that was trained for this profile; see :func:`trained_folder`.
        ids: models to load instead of a hub profile's, by part (``music``, ``text``, ``frames``): ids or folders.

    Raises:
        BadInput: ``no-such-profile``; and, when a part is used, ``model-not-here`` or ``fusion-not-trained``.

    """
    if name not in PROFILES:
        raise BadInput(
            "no-such-profile", f"There is no profile called {name!r}", f"Choose one of {', '.join(PROFILES)}"
        )
    if name == "embedded":
        return Profile(name, _embedded(weights))
    from models.hub_profiles import hub_loaders

    return Profile(name, hub_loaders(name, lambda: _ear(weights), trained, ids))


def trained_folder(data_dir: Path, name: str) -> Path:
    """Where ``musechat train fusion --profile NAME`` leaves what it learnt."""
    return data_dir / "weights" / name


def _ear(weights: Path) -> EmbeddedAudioEncoder:
    from models.encoders.audio_encoder import EmbeddedAudioEncoder

    return EmbeddedAudioEncoder.load_weights(weights / "ear.safetensors")


def _embedded(weights: Path) -> dict[str, Callable[[], Any]]:
    def music() -> MusicEncoder:
        return _ear(weights)

    def text() -> TextEncoder:
        from models.encoders.minilm import MiniLM

        return MiniLM.load()

    def frames() -> FrameEncoder:
        from models.encoders.frames import TraitFrames

        return TraitFrames()

    def fusion() -> Fusion:
        from models.fusion.mvt import MvtFusion

        return MvtFusion.load_weights(weights / "fusion.safetensors")

    def mvp() -> Fusion:
        from models.fusion.mvt import MvtFusion

        return MvtFusion.load_weights(weights / "mvp.safetensors")

    return {"music": music, "text": text, "frames": frames, "fusion": fusion, "mvp": mvp}
