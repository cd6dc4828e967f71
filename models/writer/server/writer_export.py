"""Export of a trained writer for servers: base and LoRA merged, with the projection of the music beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import torch
from transformers import PreTrainedTokenizerBase

from models.writer.base_loading import load_explainer
from models.writer.server.projection import SERVED, Projection
from models.writer.spec import ADAPTER, SPEC_FILE, WriterSpec
from musechat.errors import BadInput

# Put before a base's chat template: content that comes in parts becomes one text first. A template that only knows
# whole texts makes vLLM put line breaks between parts, which training never saw around the music.
_PARTS_JOINED = (
    "{%- set joined = namespace(messages=[]) -%}"
    "{%- for message in messages -%}"
    "{%- if message['content'] is string -%}"
    "{%- set joined.messages = joined.messages + [message] -%}"
    "{%- else -%}"
    "{%- set whole = namespace(text='') -%}"
    "{%- for part in message['content'] -%}"
    "{%- set whole.text = whole.text + part['text'] -%}"
    "{%- endfor -%}"
    "{%- set joined.messages = joined.messages + [dict(message, content=whole.text)] -%}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- set messages = joined.messages -%}"
)


def export_writer(folder: Path, out: Path, precision: torch.dtype = SERVED) -> WriterSpec:
    """Write a model that a server loads without LoRA, and what a worker needs to send it what is heard.

    Args:
        folder: holds the adapter, and the base where that was trained here.
        out: receives model, tokenizer, projection and ``writer.json``; made where it is missing.
        precision: of the merged model.

    Raises:
        BadInput: ``no-writer`` or ``no-base`` where there is nothing to export, ``out-not-empty`` where ``out`` holds
            something else.

    """
    spec = WriterSpec.read_spec(folder / ADAPTER)
    if out.is_dir() and any(out.iterdir()) and not (out / SPEC_FILE).is_file():
        raise BadInput("out-not-empty", f"{out} holds something else", "Choose a new folder")
    explainer, tokenizer = load_explainer(spec, folder)
    out.mkdir(parents=True, exist_ok=True)
    cast(Any, explainer.llm).to(precision).save_pretrained(out)
    _accept_parts(tokenizer).save_pretrained(out)
    music = explainer.music
    Projection(music.weight.cpu(), music.bias.cpu(), spec.soft_tokens, precision).save_projection(out)
    spec.write_spec(out)
    return spec


def _accept_parts(tokenizer: PreTrainedTokenizerBase) -> PreTrainedTokenizerBase:
    template = cast(str, tokenizer.chat_template)
    if not template.startswith(_PARTS_JOINED):
        tokenizer.chat_template = _PARTS_JOINED + template
    return tokenizer
