"""Profiles: the named sets of encoders and fusion that work together, chosen by one setting.

Importing this module is cheap: torch is imported when a model is first used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from musechat.clip import ClipTraits
from musechat.errors import BadInput

if TYPE_CHECKING:
    from models.encoders.audio_encoder import EmbeddedAudioEncoder
    from models.encoders.interface import FrameEncoder, MusicEncoder, TextEncoder
    from models.encoders.music_analyser import MusicAnalyser
    from models.fusion.interface import Fusion

PROFILES = ("embedded", "base", "gpu", "paper")
ANALYSER_FILE = "analyser.safetensors"  # as in models.weight_files, which needs torch
SHIPPED_WEIGHTS = Path(__file__).parent / "weights"

_BLANK = ClipTraits.from_json(
    dict.fromkeys((f.name for f in fields(ClipTraits) if f.default is MISSING), 0.0)
    | {"cuts_s": (), "palette": (), "energy_curve": ()}
)  # the traits of an empty clip, to warm up with


class Profile:
    """A set of models, each loaded once, on first use. Thread-safe.

    Args:
        name: one of :data:`PROFILES`.
        loaders: loads each part: ``music``, ``text``, ``frames``, ``fusion`` and, where there is one, ``mvp``.

    """

    def __init__(self, name: str, loaders: dict[str, Callable[[], Any]]) -> None:
        self.name = name
        self._loaders = loaders
        self._locks = {part: threading.Lock() for part in loaders}
        self._loaded: dict[str, Any] = {}

    @property
    def music(self) -> MusicEncoder:
        """The music encoder."""
        return self._load_part("music")  # type: ignore[no-any-return]

    @property
    def text(self) -> TextEncoder:
        """The text encoder."""
        return self._load_part("text")  # type: ignore[no-any-return]

    @property
    def frames(self) -> FrameEncoder:
        """The frame encoder."""
        return self._load_part("frames")  # type: ignore[no-any-return]

    @property
    def fusion(self) -> Fusion:
        """The fusion."""
        return self._load_part("fusion")  # type: ignore[no-any-return]

    @property
    def mvp(self) -> Fusion:
        """The music-video pretrained baseline, whose query is the clip alone; the fusion where a profile has none."""
        return self._load_part("mvp") if "mvp" in self._loaders else self.fusion

    def warm_up(self) -> None:
        """Load all parts and run each model once, so that the first turn does not wait for it."""
        words = self.text.encode_tokens(["calm piano"])[0]
        encoded = self.music.encode_track(np.zeros(16_000, np.float32), 16_000)
        video = self.frames.encode_frames(np.zeros((1, 64, 64, 3), np.uint8), np.zeros(1), _BLANK)
        self.fusion.encode_query(video, words, encoded.vector)
        self.fusion.encode_music(encoded.vector[None])

    def _load_part(self, part: str) -> Any:
        # A lock per part: the text encoder need not wait for the music encoder.
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
    """Make the profile called ``name``; nothing is read or fetched before a part is used.

    Args:
        name: one of :data:`PROFILES`.
        weights: folder with the shipped weights: of the embedded profile, and of the audio encoder that tags for all.
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
        # Without transformers, which only the other profiles need.
        return Profile(name, _embedded_loaders(weights))
    from models.hub_profiles import hub_loaders

    return Profile(name, hub_loaders(name, lambda: _load_audio_encoder(weights), trained, ids))


def load_music_analyser(weights: Path = SHIPPED_WEIGHTS) -> MusicAnalyser:
    """Load the music analyser, which is the same for all profiles.

    Raises:
        MuseChatError: ``no-weights`` where its file is missing.

    """
    from models.encoders.music_analyser import MusicAnalyser

    return MusicAnalyser.load_weights(weights / ANALYSER_FILE)


def trained_folder(data_dir: Path, name: str) -> Path:
    """The folder that ``musechat train fusion --profile NAME`` writes its weights to."""
    return data_dir / "weights" / name


class ProfileCache:
    """Profiles by name, each made once; one cache per process, passed to what loads models. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._profiles: dict[tuple[str, Path | None], Profile] = {}

    def get(self, name: str, data_dir: Path | None = None) -> Profile:
        """Return the profile, with the fusion that was trained for it in ``data_dir``, if there is one.

        Raises:
            BadInput: as :func:`load_profile`.

        """
        trained = trained_folder(data_dir, name) if data_dir and name != "embedded" else None
        with self._lock:
            key = (name, trained)
            if key not in self._profiles:
                self._profiles[key] = load_profile(name, trained=trained)
            return self._profiles[key]


def _load_audio_encoder(weights: Path) -> EmbeddedAudioEncoder:
    from models.encoders.audio_encoder import EmbeddedAudioEncoder

    return EmbeddedAudioEncoder.load_weights(weights / "ear.safetensors")


def _embedded_loaders(weights: Path) -> dict[str, Callable[[], Any]]:
    def music() -> MusicEncoder:
        return _load_audio_encoder(weights)

    def text() -> TextEncoder:
        from models.encoders.e5 import MultilingualE5

        return MultilingualE5.load()

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
