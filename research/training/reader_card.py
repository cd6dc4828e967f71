"""The section of the model card on the reader of messages."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from models.weight_files import READER_FILE

READER = """
## `{file}`: the reader of messages (version {version})

Low-rank changes of the last {layers} layers of {encoder} ({encoder_version}), and what is told from their states and
from the message's hashed character n-grams; {parameters:.2f} M parameters, fp16. It gives the probability of each of
{intents} intents, what a question asks about ({subjects}), which edit is meant ({edits}), and for each of {concepts}
concepts and {scales} scales whether the message wants more or less of it, and whether as a bound.

- **Command**: `musechat train reader --seed {seed}`; {messages} messages ({languages})
  written for it in `research/training/messages`, none of them by a member;
  of those in `wishes/` the wishes are labelled too. In {respelt} of the passes a message is read as quick fingers
  spell it (`research/training/chat_spelling.py`).
- **Held out** ({held_share} of them, {chunk} neighbouring lines together; the calibration is fitted to
  these as well): the
  likeliest intent is one of the message's in **{right}** of {held} messages. Where its probability is at least 0.8, in
  {share_sure} of them, it is right in **{sure}**. A question's subject is right in {subject}, an edit's kind in {edit}.
  Of wishes held for likelier than not, {wish_precision} are meant; {wish_recall} of those that are meant are found, and
  {wishes_turned} turned round. Expected calibration error of the intents: {calibration_error}.

  | intent | right | | language | right |
  | --- | --- | --- | --- | --- |
{table}

**Limitations.** It sees one message and nothing that was said before. Neighbours that share their sense are held out
together, which makes the figures harder than a random split would; one writer wrote a language's messages, which makes
them easier than a stranger's. It reads beside the rules of `language/reading`, which know numbers, names and licences:
what the two come to together stands in `docs/reading.md`.
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
        **{key: config[key] for key in ("seed", "chunk", "layers", "respelt")},
        "held_share": config["held_out"],
        "held": held["messages"],
        "messages": f"{sum(metadata['messages'].values()):,}",
        "languages": ", ".join(f"{language} {count}" for language, count in metadata["messages"].items()),
        "right": f"{right['all']:.3f}",
        "sure": f"{right.get('sure', 0):.3f}",
        "share_sure": f"{held['share_sure']:.3f}",
        "subject": f"{right['detail of question']:.3f}",
        "edit": f"{right['detail of edit']:.3f}",
        **{key: held[key] for key in ("calibration_error", "wish_precision", "wish_recall", "wishes_turned")},
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
