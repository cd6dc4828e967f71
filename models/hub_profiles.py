"""The profiles made of published models: what each part loads, and which fusion joins them.

Importing this module is cheap: torch and transformers are imported when a part is first asked for.
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

# What the parts of each profile load; words of `base` come out of the package that `embedded` uses.
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
    """What makes each part of the profile ``name``, each once, whichever threads ask.

    Args:
        name: a key of :data:`MODEL_IDS`.
        ear: loads the shipped ear, which hears the tags.
        trained: folder with the fusion that was trained for this profile; None or empty: there is none.
        ids: models to load instead of the profile's, by part: ids or folders.

    """
    models = MODEL_IDS[name] | dict(ids or {})
    tower = _once(lambda: _pictures(name, models["frames"]))
    music = _once(lambda: _music(name, models["music"], ear()))
    text = _once(lambda: _text(name, models.get("text"), tower))
    frames = _once(lambda: _frames(name, tower()))
    fusion = _once(lambda: _fusion(name, trained, {"frames": frames, "music": music, "text": text}, tower))
    found: dict[str, Callable[[], Any]] = {"music": music, "text": text, "frames": frames, "fusion": fusion}
    if (path := _trained_file(trained, MVP_FILE)) is not None:
        found["mvp"] = _once(
            lambda: _load_trained(name, path, _names({"frames": frames, "music": music, "text": text}))
        )
    return found


def trained_fusion(trained: Path | None) -> Path | None:
    """The file of a profile's own fusion, where it has been trained."""
    return _trained_file(trained, FUSION_FILE)


def _trained_file(trained: Path | None, file: str) -> Path | None:
    path = trained / file if trained else None
    return path if path and path.is_file() else None


def _names(parts: Mapping[str, Callable[[], Any]]) -> dict[str, str]:
    return {part: f"{load().name}/{load().version}" for part, load in parts.items()}


def models_here(name: str) -> dict[str, bool]:
    """The published models that a profile loads, and whether each can be loaded without fetching it."""
    from models.encoders.hub.checkpoint import is_here

    return {model_id: is_here(model_id) for model_id in MODEL_IDS.get(name, {}).values()}


def _pictures(name: str, model_id: str) -> PictureTower:
    from models.encoders.hub.pictures import ClipPictures, SiglipPictures

    return SiglipPictures.load(model_id) if name == "gpu" else ClipPictures.load(model_id)


def _music(name: str, model_id: str, ear: EmbeddedAudioEncoder) -> HubMusic:
    from models.encoders.hub.music import HubMusic
    from models.encoders.hub.sound import AstSound, ClapSound

    return HubMusic(AstSound.load(model_id) if name == "paper" else ClapSound.load(model_id), ear)


def _text(name: str, model_id: str | None, tower: Callable[[], PictureTower]) -> TextEncoder:
    if model_id is not None:
        from models.encoders.hub.text import HubText

        return HubText.load(model_id)
    if name == "paper":
        from models.encoders.hub.pictures import ClipPictures

        clip = tower()
        assert isinstance(clip, ClipPictures)  # noqa: S101 (for the type checker)
        return clip.words
    from models.encoders.minilm import MiniLM

    return MiniLM.load()


def _frames(name: str, tower: PictureTower) -> FrameEncoder:
    from models.encoders.frames import TraitFrames
    from models.encoders.hub.frames import PictureFrames

    return PictureFrames(tower, None if name == "paper" else TraitFrames())


def _fusion(
    name: str, trained: Path | None, parts: Mapping[str, Callable[[], Any]], tower: Callable[[], PictureTower]
) -> Fusion:
    encoders = _names(parts)
    if (path := trained_fusion(trained)) is not None:
        return _load_trained(name, path, encoders)
    if name == "paper":
        raise BadInput(
            "fusion-not-trained",
            "The profile 'paper' has no fusion yet, and its encoders share no space that could do without one",
            "Run musechat train fusion --profile paper, or set MUSECHAT_PROFILE to another profile",
        )
    return _bridge(parts["music"](), parts["text"](), tower(), sorted(encoders.values()))


def _load_trained(name: str, path: Path, encoders: Mapping[str, str]) -> Fusion:
    import json

    from models.fusion.mvt import MvtFusion
    from models.weight_files import read_metadata

    learnt_on = json.loads(read_metadata(path).get("encoders", "{}"))
    changed = sorted(part for part, said in learnt_on.items() if encoders.get(part, said) != said)
    if changed:
        raise BadInput(
            "fusion-not-fit",
            f"The fusion of the profile {name!r} was trained on another encoder of {', '.join(changed)}",
            f"Run musechat train fusion --profile {name} again, or remove {path}",
        )
    return MvtFusion.load_weights(path)


def _bridge(music: MusicEncoder, text: TextEncoder, tower: PictureTower, encoders: list[str]) -> Fusion:
    from models.encoders.hub.music import HubMusic
    from models.encoders.hub.sound import ClapSound
    from models.encoders.hub.text import HubText
    from models.fusion.bridge import BridgeFusion, BridgeVectors, mean_pool

    assert isinstance(music, HubMusic)  # noqa: S101 (for the type checker)
    assert isinstance(music.tower, ClapSound)  # noqa: S101
    say, pool = (text.encode_documents, text.pool_states) if isinstance(text, HubText) else (text.encode, mean_pool)
    vectors = BridgeVectors.encode_phrases(say, tower.encode_captions, music.tower.encode_captions)
    return BridgeFusion(vectors, tower.scale, pool, encoders)


def _once(load: Callable[[], T]) -> Callable[[], T]:
    """Make ``load`` run once; a load that failed is tried again."""
    lock = threading.Lock()
    found: list[T] = []

    def loaded() -> T:
        with lock:
            if not found:
                found.append(load())
            return found[0]

    return loaded
