"""The embedded writer's own tokenizer: byte-level BPE over its prompts and reasons, with its own chat template."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from models.writer.prompt import ARTIST, MUSIC, TITLE
from models.writer.small_writer import ANSWERED, ASKED, END, PAD

SPECIAL = (PAD, END, ASKED, ANSWERED, MUSIC, TITLE, ARTIST)
VOCABULARY = 1536
# The name of a fact's line, a word, one digit (numbers are copied, digit by digit), signs, whatever else.
_PARTS = r"\n?\p{L}+:| ?\p{L}+(?:[-']\p{L}+)*| ?\p{N}|[^\s\p{L}\p{N}]|\s+"
# Rules for a model that was not trained for this ("system") are left out: this one knows nothing else.
_TEMPLATE = (
    "{% for message in messages %}"
    "{% if message.role == 'user' %}{{ '" + ASKED + "' + message.content }}"
    "{% elif message.role == 'assistant' %}{{ '" + ANSWERED + "' + message.content + '" + END + "' }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '" + ANSWERED + "' }}{% endif %}"
)


def train_tokenizer(texts: Iterable[str], vocabulary: int = VOCABULARY) -> PreTrainedTokenizerFast:
    """Train a tokenizer of at most ``vocabulary`` tokens on ``texts``; other text is encoded by its bytes."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(_PARTS), "isolated"), pre_tokenizers.ByteLevel(False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    found = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        additional_special_tokens=[ASKED, ANSWERED, MUSIC, TITLE, ARTIST],
        clean_up_tokenization_spaces=False,
    )
    found.chat_template = _TEMPLATE
    found.padding_side = "left"
    return found
