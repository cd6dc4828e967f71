"""What training leaves behind: half-precision weights with their story inside, and the card that tells it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor

EAR_FILE, MVP_FILE, FUSION_FILE = "ear.safetensors", "mvp.safetensors", "fusion.safetensors"
CARD_FILE = "README.md"


def save_weights(path: Path, arrays: dict[str, Tensor], about: dict[str, Any]) -> str:
    """Write ``arrays`` as fp16 with ``about`` beside them; returns the version, a digest of the arrays."""
    half = {name: value.detach().half().contiguous() for name, value in arrays.items() if value.is_floating_point()}
    digest = hashlib.sha256()
    for name in sorted(half):
        digest.update(name.encode() + half[name].numpy().tobytes())
    version = digest.hexdigest()[:12]
    told = {key: value if isinstance(value, str) else json.dumps(value) for key, value in about.items()}
    with write_whole_file(path) as file:
        file.write(save(half, metadata=told | {"version": version}))
    return version


@contextmanager
def write_whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is finished; several processes may write the same at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_metadata(path: Path) -> dict[str, str]:
    """Read what a weights file says about itself; empty where there is none."""
    if not path.is_file():
        return {}
    with safe_open(path, "pt") as file:
        return dict(file.metadata() or {})
