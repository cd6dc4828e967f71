"""The section of the model card on the reader of intents."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from models.weight_files import READER_FILE

READER = """
## `{file}`: the reader of intents (version {version})

A small network over the sentence vector of {encoder} ({encoder_version}) and the
message's hashed character n-grams, {parameters:.2f} M parameters, fp16: the probability of each of
{intents} intents, what a question asks about ({subjects}) and which edit is meant ({edits}).

- **Command**: `musechat train reader --seed {seed}`; {messages} messages ({languages})
  written for it in `research/training/messages`, none of them by a member.
- **Held out** ({folds} folds, {chunk} neighbouring lines kept together): the likeliest intent is one of the
  message's in **{right}** of the messages. Where its probability is at least 0.8, in {share_sure} of them, it is
  right in **{sure}**. A question's subject is right in {subject}, an edit's kind in {edit}. Expected calibration error
  of the intents: {calibration_error}.

  | intent | right | | language | right |
  | --- | --- | --- | --- | --- |
{table}

**Limitations.** It sees one message and nothing that was said before. Neighbours that share their sense are held out
together, which makes the figures harder than a random split would. Praise, rejection and small talk in slang that it
has not seen are often taken for each other: act on it only where it is sure, and ask elsewhere.
"""


def describe_reader(metadata: dict[str, Any], parameters: float) -> str:
    """Describe the weights with ``metadata`` and so many million ``parameters``."""
    held, right = metadata["held_out"], metadata["held_out"]["right"]
    config = metadata["config"]
    values = {
        "encoder": metadata["encoder"],
        "encoder_version": metadata["encoder_version"],
        "parameters": parameters,
        **{group: len(names) for group, names in metadata["labels"].items()},
        **{key: config[key] for key in ("seed", "folds", "chunk")},
        "messages": held["messages"],
        "languages": ", ".join(f"{language} {count}" for language, count in metadata["messages"].items()),
        "right": f"{right['all']:.3f}",
        "sure": f"{right.get('sure', 0):.3f}",
        "share_sure": f"{held['share_sure']:.3f}",
        "subject": f"{right['detail of question']:.3f}",
        "edit": f"{right['detail of edit']:.3f}",
        "calibration_error": held["calibration_error"],
        "table": _format_columns(right),
    }
    return READER.format(file=READER_FILE, version=metadata["version"], **values)


def _format_columns(right: dict[str, float]) -> str:
    """Format the shares of intents beside those of languages."""
    columns = [
        [(key.removeprefix(kind), f"{share:.3f}") for key, share in right.items() if key.startswith(kind)]
        for kind in ("intent ", "language ")
    ]
    pairs = zip_longest(*columns, fillvalue=("", ""))
    return "\n".join(f"  | {a} | {b} | | {c} | {d} |" for (a, b), (c, d) in pairs)
