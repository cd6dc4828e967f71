"""Finds a published checkpoint: in the Hugging Face cache, downloaded once where missing, or in a folder.

A checkpoint in the cache is never updated, so that no start depends on the hub and no vector changes its meaning
because new weights were published. ``HF_HOME``, ``HF_HUB_OFFLINE`` and their like are honoured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from musechat.errors import BadInput, MuseChatError

RECIPE = "1"  # raise it when this package computes other vectors from the same weights
WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
_SAFE, _PICKLED = ["*.json", "model*.safetensors"], ["pytorch_model*.bin"]


@dataclass(frozen=True)
class Checkpoint:
    """The folder of a model's files, and their version."""

    name: str  # the model's id on the hub; of a folder, its name
    folder: Path
    version: str  # from the hub's commit, or from a digest of the files


def find_checkpoint(model_id: str, needs: Sequence[str] = ()) -> Checkpoint:
    """Find a model's files, and download them where they are missing.

    Args:
        model_id: ``owner/name`` on the hub, ``owner/name@revision``, or the path of a folder.
        needs: patterns of files that must exist beside ``config.json`` and the weights.

    Raises:
        BadInput: ``model-not-here`` where the files are not here and cannot be fetched.
        MuseChatError: ``no-transformers`` where what hub models need is not installed.

    """
    folder = Path(model_id).expanduser()
    if folder.is_dir():
        if not _is_complete(folder, needs):
            raise BadInput("model-not-here", f"{folder} is no model's folder", "Give one with config.json and weights")
        return Checkpoint(folder.name, folder, f"{_hash_checkpoint(folder)[:12]}-{RECIPE}")
    name, _, revision = model_id.partition("@")
    found = _find_cached(name, revision or None)
    if found is None or not _is_complete(found, needs):
        found = _fetch_missing(name, revision or None, needs)
    return Checkpoint(name, found, f"{found.name[:12]}-{RECIPE}")


def is_here(model_id: str, needs: Sequence[str] = ()) -> bool:
    """Whether a model can be loaded without a download."""
    folder = Path(model_id).expanduser()
    name, _, revision = model_id.partition("@")
    found = folder if folder.is_dir() else _find_cached(name, revision or None)
    return found is not None and _is_complete(found, needs)


def _is_complete(folder: Path, needs: Sequence[str]) -> bool:
    weights = any((folder / name).is_file() for name in WEIGHTS)
    return weights and all(any(folder.glob(pattern)) for pattern in ("config.json", *needs))


def _find_cached(name: str, revision: str | None) -> Path | None:
    try:
        return _find_snapshot(name, revision, _SAFE, here=True)
    except (OSError, ValueError):  # not in the cache, or no name that the hub could have
        return None


def _fetch_missing(name: str, revision: str | None, needs: Sequence[str]) -> Path:
    try:
        folder = _find_snapshot(name, revision, _SAFE)
        if not _is_complete(folder, needs):  # an older model: pickled weights are the second choice
            folder = _find_snapshot(name, revision, [*_SAFE, *_PICKLED])
    except MuseChatError:
        raise
    except Exception as error:  # in how many ways a network fails depends on the version of the hub's client
        raise _make_missing_error(name, str(error).strip().partition("\n")[0].rstrip(".")) from error
    if not _is_complete(folder, needs):  # what the client answers with where the hub is out of reach
        raise _make_missing_error(name, "files are missing")
    return folder


def _find_snapshot(name: str, revision: str | None, patterns: list[str], *, here: bool = False) -> Path:
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise make_no_transformers_error() from error
    return Path(snapshot_download(name, revision=revision, allow_patterns=patterns, local_files_only=here))


def _make_missing_error(name: str, why: str) -> BadInput:
    return BadInput(
        "model-not-here",
        f"The model {name} is not on this machine and cannot be fetched ({why})",
        "Connect once to the internet, put its files into the Hugging Face cache, or set MUSECHAT_PROFILE=embedded",
    )


def make_no_transformers_error() -> MuseChatError:
    """Make the error of missing libraries for hub models."""
    return MuseChatError(
        "no-transformers",
        "Profiles beside `embedded` need transformers and Pillow",
        "In MuseChat's clone run: pip install --no-deps -r requirements/hub.txt, or set MUSECHAT_PROFILE=embedded",
    )


def _hash_checkpoint(folder: Path) -> str:
    digest = hashlib.sha256()
    weights = [path for pattern in (*_SAFE[1:], *_PICKLED) for path in folder.glob(pattern)]
    # The configuration counts too: it changes the vectors without changing a weight.
    for path in sorted({*weights, *folder.rglob("*.json")}):
        with path.open("rb") as file:
            digest.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
