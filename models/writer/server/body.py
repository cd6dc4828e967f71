"""The request body for one text from a chat-completions server.

A model that was trained on the music's vectors gets them in the request: the user's content is then a text part, a part
``{"type": "prompt_embeds", "data": BASE64}`` with a (k, H) tensor in the model's precision as ``torch.save`` writes
it, and, where there is more, another text part. That form, and that the server puts its chat template around it, was
read in vLLM's documentation (docs.vllm.ai, features/prompt_embeds), source and tests (its pull request 40720). It needs
``vllm serve FOLDER --enable-prompt-embeds`` with the folder that :mod:`models.writer.server.writer_export` writes:
where a chat template takes no parts, vLLM puts line breaks between them, and the template of that folder takes parts.
No vLLM ran here: tests send these requests to a server of our own that reads them as that source says.
"""

from __future__ import annotations

from models.writer.prompt import MUSIC, NameStyle
from models.writer.sampling import TOP_P
from models.writer.server.projection import Projection
from models.writer.spec import WriterSpec
from models.writer.write_request import MAX_TOKENS, WriteRequest

LARGEST_SEED = 2**31  # servers differ in how large a seed they take


def build_body(request: WriteRequest, model: str, spec: WriterSpec, projection: Projection | None) -> dict[str, object]:
    """Build the request's body.

    Args:
        request: what is asked for.
        model: its name on the server.
        spec: how it is prompted.
        projection: of the music, for a model that takes its vectors.

    """
    rules, asked = request.messages
    body: dict[str, object] = {
        "model": model,
        "messages": [rules, {**asked, "content": _build_content(request, spec, projection)}],
        "max_tokens": MAX_TOKENS,
        "temperature": request.temperature,
        "top_p": TOP_P,
        "seed": request.seed % LARGEST_SEED,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if spec.naming is NameStyle.SLOT:
        body["skip_special_tokens"] = False  # vLLM's own: our marks are such tokens
    return body


def _build_content(
    request: WriteRequest, spec: WriterSpec, projection: Projection | None
) -> str | list[dict[str, str]]:
    before, mark, after = request.prompt.partition(MUSIC * max(1, spec.soft_tokens))
    if projection is None or not mark:
        return request.prompt
    embeds = {"type": "prompt_embeds", "data": projection.encode_embeddings(request.music)}
    return [*_make_text_part(before), embeds, *_make_text_part(after)]


def _make_text_part(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text}] if text else []
