"""Tiny checkpoints, made once for all tests of a worker; and float32, so that references can be held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import torch

from models.encoders.hub import loading
from tests.models.encoders import checkpoints

Make = Callable[..., Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """``made("clip")``: the folder of a tiny checkpoint; with a seed, of another one."""

    @cache
    def make(kind: str, seed: int = 0, **options: object) -> Path:
        return getattr(checkpoints, kind)(tmp_path_factory.mktemp(kind) / f"tiny-{kind}", seed, **options)

    return make


@pytest.fixture(autouse=True)
def _exact(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """On the CPU in float32, whatever this machine has."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict)
    monkeypatch.setattr(loading, "_find_best_device", lambda: "cpu")
    _forget()
    yield
    _forget()


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, compute on the GPU; skips where there is none."""
    if not torch.cuda.is_available():
        pytest.skip("this machine has no GPU")

    def now() -> None:
        monkeypatch.setattr(loading, "_find_best_device", lambda: "cuda")
        _forget()

    return now


def _forget() -> None:
    loading.choose_device.cache_clear()
    loading.choose_precision.cache_clear()


@pytest.fixture
def reduce(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, compute as a machine with bfloat16 does."""

    def now() -> None:
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"amx_bf16": True})
        _forget()

    return now
