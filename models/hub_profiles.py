"""The profiles made of published models: what each part loads, and which fusion joins them.

Importing this module is cheap: torch and transformers are imported when a part is first used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from musechat.errors import BadInput

if TYPE_CHECKING:
    from models.encoders.audio_encoder import EmbeddedAudioEncoder
    from models.encoders.hub.music import HubMusic
    from models.encoders.hub.pictures import PictureTower
    from models.encoders.interface import FrameEncoder, MusicEncoder, TextEncoder
    from models.fusion.interface import Fusion

T = TypeVar("T")

# The models that each profile loads; the text encoder of `base` is the one that `embedded` uses.
MODEL_IDS: dict[str, dict[str, str]] = {
    "base": {"frames": "openai/clip-vit-base-patch32", "music": "laion/larger_clap_music"},
    "gpu": {
        "frames": "google/siglip2-so400m-patch14-384",
        "music": "laion/larger_clap_music",
        "text": "Qwen/Qwen3-Embedding-0.6B",
    },
    "paper": {"frames": "openai/clip-vit-large-patch14", "music": "MIT/ast-finetuned-audioset-10-10-0.4593"},
}
FUSION_FILE, MVP_FILE = "fusion.safetensors", "mvp.safetensors"


def hub_loaders(
    name: str, ear: Callable[[], EmbeddedAudioEncoder], trained: Path | None, ids: Mapping[str, str] | None = None
) -> dict[str, Callable[[], Any]]:
    """Make the loaders of the parts of the profile ``name``; each loads once and is thread-safe.

    Args:
        name: a key of :data:`MODEL_IDS`.
        ear: loads the shipped audio encoder, which scores the tags.
        trained: folder with the fusion that was trained for this profile; None or empty: there is none.
        ids: models to load instead of the profile's, by part: ids or folders.

    """
    models = MODEL_IDS[name] | dict(ids or {})
    tower = _load_once(lambda: _load_picture_tower(name, models["frames"]))
    music = _load_once(lambda: _load_music_encoder(name, models["music"], ear()))
    text = _load_once(lambda: _load_text_encoder(name, models.get("text"), tower))
    frames = _load_once(lambda: _make_frame_encoder(name, tower()))
    fusion = _load_once(lambda: _fusion(name, trained, {"frames": frames, "music": music, "text": text}, tower))
    found: dict[str, Callable[[], Any]] = {"music": music, "text": text, "frames": frames, "fusion": fusion}
    if (path := _find_trained_file(trained, MVP_FILE)) is not None:
        found["mvp"] = _load_once(
            lambda: _load_trained(name, path, _format_names({"frames": frames, "music": music, "text": text}))
        )
    return found


def trained_fusion(trained: Path | None) -> Path | None:
    """Find the file of a profile's own fusion; None where it has not been trained."""
    return _find_trained_file(trained, FUSION_FILE)


def _find_trained_file(trained: Path | None, file: str) -> Path | None:
    path = trained / file if trained else None
    return path if path and path.is_file() else None


def _format_names(parts: Mapping[str, Callable[[], Any]]) -> dict[str, str]:
    return {part: f"{load().name}/{load().version}" for part, load in parts.items()}


def models_here(name: str) -> dict[str, bool]:
    """List the published models that a profile loads, with whether each is on this machine."""
    from models.encoders.hub.checkpoint import is_here

    return {model_id: is_here(model_id) for model_id in MODEL_IDS.get(name, {}).values()}


def _load_picture_tower(name: str, model_id: str) -> PictureTower:
    from models.encoders.hub.pictures import ClipPictures, SiglipPictures

    return SiglipPictures.load(model_id) if name == "gpu" else ClipPictures.load(model_id)


def _load_music_encoder(name: str, model_id: str, ear: EmbeddedAudioEncoder) -> HubMusic:
    from models.encoders.hub.music import HubMusic
    from models.encoders.hub.sound import AstSound, ClapSound

    return HubMusic(AstSound.load(model_id) if name == "paper" else ClapSound.load(model_id), ear)


def _load_text_encoder(name: str, model_id: str | None, tower: Callable[[], PictureTower]) -> TextEncoder:
    if model_id is not None:
        from models.encoders.hub.text import HubText

        return HubText.load(model_id)
    if name == "paper":
        from models.encoders.hub.pictures import ClipPictures

        clip = tower()
        assert isinstance(clip, ClipPictures)  # noqa: S101 (for the type checker)
        return clip.words
    from models.encoders.e5 import MultilingualE5

    return MultilingualE5.load()


def _make_frame_encoder(name: str, tower: PictureTower) -> FrameEncoder:
    from models.encoders.frames import TraitFrames
    from models.encoders.hub.frames import PictureFrames

    return PictureFrames(tower, None if name == "paper" else TraitFrames())


def _fusion(
    name: str, trained: Path | None, parts: Mapping[str, Callable[[], Any]], tower: Callable[[], PictureTower]
) -> Fusion:
    encoders = _format_names(parts)
    if (path := trained_fusion(trained)) is not None:
        return _load_trained(name, path, encoders)
    # CLIP and AST have no space of music and text in common, which the bridge needs.
    if name == "paper":
        raise BadInput(
            "fusion-not-trained",
            "The profile 'paper' has no fusion yet, and its encoders share no space that could do without one",
            "Run musechat train fusion --profile paper, or set MUSECHAT_PROFILE to another profile",
        )
    return _make_bridge(parts["music"](), parts["text"](), tower(), sorted(encoders.values()))


def _load_trained(name: str, path: Path, encoders: Mapping[str, str]) -> Fusion:
    import json

    from models.fusion.mvt import MvtFusion
    from models.weight_files import read_metadata

    trained_on = json.loads(read_metadata(path).get("encoders", "{}"))
    # A fusion is only valid on vectors of the encoders that it was trained on.
    changed = sorted(part for part, label in trained_on.items() if encoders.get(part, label) != label)
    if changed:
        raise BadInput(
            "fusion-not-fit",
            f"The fusion of the profile {name!r} was trained on another encoder of {', '.join(changed)}",
            f"Run musechat train fusion --profile {name} again, or remove {path}",
        )
    return MvtFusion.load_weights(path)


def _make_bridge(music: MusicEncoder, text: TextEncoder, tower: PictureTower, encoders: list[str]) -> Fusion:
    from models.encoders.hub.music import HubMusic
    from models.encoders.hub.sound import ClapSound
    from models.encoders.hub.text import HubText
    from models.fusion.bridge import BridgeFusion, BridgeVectors, Encode, mean_pool, pool_tokens

    assert isinstance(music, HubMusic)  # noqa: S101 (for the type checker)
    assert isinstance(music.tower, ClapSound)  # noqa: S101
    encode: Encode = text.encode_documents if isinstance(text, HubText) else pool_tokens(text)
    pool = text.pool_states if isinstance(text, HubText) else mean_pool
    vectors = BridgeVectors.encode_phrases(encode, tower.encode_captions, music.tower.encode_captions)
    return BridgeFusion(vectors, tower.scale, pool, encoders)


def _load_once(load: Callable[[], T]) -> Callable[[], T]:
    """Wrap ``load`` so that it runs once, for all threads; after an exception the next call tries again."""
    lock = threading.Lock()
    found: list[T] = []

    def loaded() -> T:
        with lock:
            if not found:
                found.append(load())
            return found[0]

    return loaded
