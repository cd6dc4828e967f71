"""Loading of writers: a base by id or folder, and the adapter that was trained on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import torch
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase
from transformers.utils.logging import disable_progress_bar

from models.writer.music_projection import Explainer
from models.writer.prompt import ARTIST, MUSIC, TITLE
from models.writer.server.projection import EXPORTED, Projection
from models.writer.spec import ADAPTER, WriterSpec
from musechat.errors import BadInput

# The chat template for a tokenizer without one: that of Vicuna 1.5, whose checkpoint has none.
_VICUNA_CHAT = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ message['content'] + ' ' }}"
    "{% elif message['role'] == 'user' %}{{ 'USER: ' + message['content'] + ' ' }}"
    "{% else %}{{ 'ASSISTANT: ' + message['content'] + eos_token }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}"
)


def load_base(base: str, beside: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Load a causal LM and its tokenizer, extended by our placeholder tokens.

    Args:
        base: an id of the hub or a folder; ``base`` alone is the folder of that name in ``beside``.
        beside: the writer's folder.

    Raises:
        BadInput: ``no-base`` where it cannot be loaded.

    """
    own = beside / base
    where = str(own) if own.is_dir() else base
    dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
    try:
        tokenizer = AutoTokenizer.from_pretrained(where, padding_side="left")
        llm = AutoModelForCausalLM.from_pretrained(where, dtype=dtype)
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise BadInput(
            "no-base",
            f"The language model {base} cannot be loaded ({reason})",
            "Check MUSECHAT_WRITER, or download it once with `hf download`",
        ) from error
    _add_mark_tokens(tokenizer, llm)
    tokenizer.chat_template = tokenizer.chat_template or _VICUNA_CHAT
    return llm, tokenizer


def load_explainer(spec: WriterSpec, folder: Path) -> tuple[Explainer, PreTrainedTokenizerBase]:
    """Load a base with its adapter merged; on the GPU where there is one.

    Args:
        spec: names the base and its soft tokens; without soft tokens no adapter is loaded.
        folder: holds ``base`` and ``adapter``.

    Raises:
        BadInput: ``no-base`` where the base cannot be loaded.

    """
    disable_progress_bar()  # type: ignore[no-untyped-call]
    llm, tokenizer = load_base(spec.base, folder)
    explainer = Explainer(llm, max(1, spec.music_dim), spec.soft_tokens, find_music_id(tokenizer))
    if spec.soft_tokens:
        explainer = _attach_learnt(explainer, Path(spec.base), folder / ADAPTER)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return explainer.to(device).eval().requires_grad_(False), tokenizer


def _attach_learnt(explainer: Explainer, exported: Path, adapter: Path) -> Explainer:
    """Load the trained weights: only the projection where the base is a merged model, else projection and LoRA."""
    if (exported / EXPORTED).is_file():
        projection = Projection.load_projection(exported, explainer.soft_tokens)
        explainer.music.load_state_dict({"weight": projection.weight, "bias": projection.bias})
        return explainer
    from peft import PeftModel

    merged: Explainer = PeftModel.from_pretrained(explainer, str(adapter)).merge_and_unload()
    return merged


def find_music_id(tokenizer: PreTrainedTokenizerBase) -> int:
    """The token id of the placeholder of the music's embeddings."""
    return int(cast(int, tokenizer.convert_tokens_to_ids(MUSIC)))


def _add_mark_tokens(tokenizer: Any, llm: PreTrainedModel) -> None:
    """Make each of our placeholders one token; most bases have spare embedding rows for them."""
    known = tokenizer.get_vocab()
    missing = [mark for mark in (MUSIC, TITLE, ARTIST) if mark not in known]
    if missing:
        tokenizer.add_special_tokens({"additional_special_tokens": missing}, replace_extra_special_tokens=False)
    if len(tokenizer) > cast(nn.Embedding, llm.get_input_embeddings()).num_embeddings:
        llm.resize_token_embeddings(len(tokenizer))
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
