"""Arrays by name from four file formats; loading never executes code from a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open

from musechat.errors import BadInput

SUFFIXES = (".npz", ".safetensors", ".pt", ".npy")
NAMELESS = ""  # the name of an array that is alone in its file


def list_arrays(path: Path) -> Sequence[str]:
    """List the names of a file's arrays.

    Raises:
        BadInput: ``features-broken``.

    """
    try:
        # The four readers raise many kinds of error for a damaged file; all mean the same to the caller.
        return _list_names(path)
    except Exception as error:
        raise _make_broken_error(path, error) from error


def read_array(path: Path, name: str) -> NDArray[Any]:
    """Read one array of a file by name.

    Raises:
        BadInput: ``features-broken``.

    """
    try:
        return _read_named(path, name)
    except Exception as error:
        raise _make_broken_error(path, error) from error


def _list_names(path: Path) -> Sequence[str]:
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as file:
            return list(file.files)
    if path.suffix == ".safetensors":
        with safe_open(path, "pt") as opened:
            return list(opened.keys())
    return list(_load_pickled(path)) if path.suffix == ".pt" else [NAMELESS]


def _read_named(path: Path, name: str) -> NDArray[Any]:
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as file:
            found: NDArray[Any] = file[name]
        return found
    if path.suffix == ".safetensors":
        with safe_open(path, "pt") as opened:  # torch knows bfloat16, numpy does not
            return _to_numpy(opened.get_tensor(name))
    if path.suffix == ".pt":
        return _to_numpy(_load_pickled(path)[name])
    # Mapped, since one such file may hold the features of a whole set.
    return np.asarray(np.load(path, allow_pickle=False, mmap_mode="r"))


@lru_cache(maxsize=1)  # such a file is read whole, for its names and for its arrays
def _load_pickled(path: Path) -> dict[str, torch.Tensor]:
    # ``weights_only`` refuses pickled code: such files come from third-party releases.
    loaded = torch.load(path, "cpu", weights_only=True)
    named = loaded if isinstance(loaded, dict) else {NAMELESS: loaded}
    return {str(name): value for name, value in named.items() if isinstance(value, torch.Tensor)}


def _to_numpy(tensor: torch.Tensor) -> NDArray[Any]:
    array: NDArray[Any] = tensor.detach().float().numpy()
    return array


def _make_broken_error(path: Path, error: Exception) -> BadInput:
    detail = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return BadInput("features-broken", f"{path} cannot be read ({detail})", "Fix or remove it")
