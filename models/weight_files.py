"""Weights files: half-precision safetensors with metadata on their training, written atomically."""

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

from musechat.errors import MuseChatError

EAR_FILE, ANALYSER_FILE = "ear.safetensors", "analyser.safetensors"
MVP_FILE, FUSION_FILE = "mvp.safetensors", "fusion.safetensors"
READER_FILE = "reader.safetensors"
CARD_FILE = "README.md"


def save_weights(path: Path, arrays: dict[str, Tensor], about: dict[str, Any]) -> str:
    """Write the floating-point ``arrays`` as fp16, with ``about`` as metadata.

    Returns:
        The version: the first 12 hex digits of a digest of the arrays.

    """
    half = {name: value.detach().half().contiguous() for name, value in arrays.items() if value.is_floating_point()}
    # Of the arrays alone: the same weights keep their version whatever is written about them.
    digest = hashlib.sha256()
    for name in sorted(half):
        digest.update(name.encode() + half[name].numpy().tobytes())
    version = digest.hexdigest()[:12]
    metadata = {key: value if isinstance(value, str) else json.dumps(value) for key, value in about.items()}
    with write_whole_file(path) as file:
        file.write(save(half, metadata=metadata | {"version": version}))
    return version


@contextmanager
def write_whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only once complete; safe for several processes at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_weights(path: Path, named: str, remedy: str) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Read a weights file's arrays, as float32, and its metadata.

    Args:
        path: the file.
        named: whose weights they are, for the error: "The ear's".
        remedy: what makes the file.

    Raises:
        MuseChatError: ``no-weights`` where the file is missing.

    """
    if not path.is_file():
        raise MuseChatError("no-weights", f"{named} weights are missing: {path}", remedy)
    with safe_open(path, "pt") as file:
        arrays = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118 (not a mapping)
        return arrays, dict(file.metadata() or {})


def read_metadata(path: Path) -> dict[str, str]:
    """Read the metadata of a weights file; empty where there is no file."""
    if not path.is_file():
        return {}
    with safe_open(path, "pt") as file:
        return dict(file.metadata() or {})
