"""The record of the serving models, a JSON file in the data folder that can be read without loading any model."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from musechat.settings import Settings


@dataclass(frozen=True)
class ServedModelsRecord:
    """The serving models; encoders and fusion as "name/version".

    Attributes:
        profile: name of the profile that they belong to.
        music, text, frames, fusion: the models; vectors are comparable only where these are equal.
        since: when they began to serve, in seconds since the epoch.
        awaited: the music encoder that is embedding the library now and will replace theirs; "" where there is none.

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
        """Name of the vector space of music encoder and fusion, safe as a folder's name."""
        return _to_file_name(f"{self.music}-{self.fusion}")


def get_serving_folder(settings: Settings) -> Path:
    """The folder with the record and the copy of the serving fusion."""
    return settings.data_dir / "serving"


def get_vectors_folder(settings: Settings) -> Path:
    """The folder with one folder per vector space, see :mod:`worker.snapshot.stored_parts`."""
    return settings.data_dir / "vectors"


def get_fusion_copy_path(settings: Settings, record: ServedModelsRecord) -> Path:
    """Path of the copy of the serving fusion's weights."""
    return get_serving_folder(settings) / f"{_to_file_name(record.fusion)}.safetensors"


def read_record(settings: Settings) -> ServedModelsRecord | None:
    """Read the record; None before any model has served."""
    try:
        return ServedModelsRecord(**json.loads((get_serving_folder(settings) / "models.json").read_text()))
    except FileNotFoundError:
        return None


def write_record(settings: Settings, record: ServedModelsRecord) -> None:
    """Write the record atomically."""
    folder = get_serving_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    # A name of its own: workers that start together write at the same time, and the last one wins whole.
    temporary = folder / f"models.{secrets.token_hex(4)}.partial"
    temporary.write_text(json.dumps(asdict(record), indent=1))
    temporary.replace(folder / "models.json")


def _to_file_name(label: str) -> str:
    return re.sub(r"[^\w.-]", "_", label)
