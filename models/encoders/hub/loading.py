"""Loads models from checkpoints, on the best device of this machine and in the precision that suits it."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from models.encoders.hub.checkpoint import Checkpoint, make_no_transformers_error
from musechat.errors import MuseChatError

if TYPE_CHECKING:
    from transformers import PreTrainedModel

M = TypeVar("M", bound="PreTrainedModel")


@cache
def choose_device() -> torch.device:
    """Choose the device of models: the GPU where there is one."""
    return torch.device(_find_best_device())


def _find_best_device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


@cache
def choose_precision() -> torch.dtype:
    """Choose the precision of models: bfloat16 where the device has it in hardware, else float32.

    With it a ViT-B/32 takes 18 ms of CPU a frame instead of 62, at a cosine of 0.9999 to float32.
    """
    if choose_device().type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float32
    native = torch.cpu.get_capabilities()
    return torch.bfloat16 if native.get("amx_bf16") or native.get("avx512_bf16") else torch.float32


def load_model(kind: Any, checkpoint: Checkpoint, *, dtype: torch.dtype | None = None) -> Any:
    """Load a model of the transformers class ``kind``, ready to infer.

    Args:
        kind: a class with ``from_pretrained``.
        checkpoint: its files.
        dtype: of its weights; default: :func:`choose_precision`.

    Raises:
        MuseChatError: ``model-broken`` where the files are damaged or belong to another kind of model.

    """
    try:
        model, about = kind.from_pretrained(
            checkpoint.folder, dtype=dtype or choose_precision(), local_files_only=True, output_loading_info=True
        )
    except Exception as error:  # a damaged file shows itself in as many ways as there are formats
        raise _make_broken_error(checkpoint, str(error).strip().partition("\n")[0]) from error
    # A pooler that was not published is not used either; any other missing array would be random numbers.
    missing = [key for key in about["missing_keys"] if not key.startswith("pooler.")]
    if missing:
        raise _make_broken_error(checkpoint, f"it lacks {min(missing)}")
    return model.to(choose_device()).eval()


def silence_transformers() -> None:
    """Keep transformers from drawing progress bars and load reports over a worker's log.

    Raises:
        MuseChatError: ``no-transformers`` where it or Pillow is not installed.

    """
    try:
        import PIL  # noqa: F401 (what the picture processors need)
        from transformers.utils import logging
    except ImportError as error:
        raise make_no_transformers_error() from error
    # AST's own front end has more filters than its spectrum has bins for them.
    warnings.filterwarnings("ignore", "At least one mel filter has all zero values", UserWarning)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _make_broken_error(checkpoint: Checkpoint, why: str) -> MuseChatError:
    return MuseChatError(
        "model-broken",
        f"The model {checkpoint.name} cannot be loaded ({why})",
        f"Remove {checkpoint.folder}, and it is fetched again",
    )
