"""The record of the models that serve, in the data folder: readable without loading any model."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from musechat.settings import Settings


@dataclass(frozen=True)
class ServedModelsRecord:
    """The models that serve; encoders and fusion as "name/version".

    Attributes:
        profile: the profile that they are of.
        music, text, frames, fusion: what vectors can be compared by.
        since: when they began to serve, seconds since the epoch.
        awaited: the music encoder that embeds the library meanwhile, to serve in their place; "" where none does.

    """

    profile: str
    music: str
    text: str
    frames: str
    fusion: str
    since: float = 0.0
    awaited: str = ""

    @property
    def space(self) -> str:
        """A name for the place where their vectors of tracks lie, fit for a folder."""
        return _to_file_name(f"{self.music}-{self.fusion}")


def get_serving_folder(settings: Settings) -> Path:
    """The folder with the record and the fusion that serves."""
    return settings.data_dir / "serving"


def get_vectors_folder(settings: Settings) -> Path:
    """The folder with an index per space."""
    return settings.data_dir / "vectors"


def get_fusion_copy_path(settings: Settings, record: ServedModelsRecord) -> Path:
    """Where the copy of the fusion that serves lies."""
    return get_serving_folder(settings) / f"{_to_file_name(record.fusion)}.safetensors"


def read_record(settings: Settings) -> ServedModelsRecord | None:
    """What serves; None before anything has."""
    try:
        return ServedModelsRecord(**json.loads((get_serving_folder(settings) / "models.json").read_text()))
    except FileNotFoundError:
        return None


def write_record(settings: Settings, record: ServedModelsRecord) -> None:
    """Write the record, whole or not at all."""
    folder = get_serving_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"models.{secrets.token_hex(4)}.partial"
    temporary.write_text(json.dumps(asdict(record), indent=1))
    temporary.replace(folder / "models.json")


def _to_file_name(label: str) -> str:
    return re.sub(r"[^\w.-]", "_", label)
