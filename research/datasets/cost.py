"""Estimate of a build's calls, tokens, price and time, shown before it starts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from research.datasets.dialogue_prompt import make_messages
from research.datasets.training_tuple import Music
from research.datasets.tuple_facts import DialogueFacts

# A rule of thumb for English text: the tokenizer of a hosted model is not at hand.
CHARACTERS_PER_TOKEN = 4.0
COMPLETION_TOKENS = 260  # four turns of about 140 words, and the JSON around them
CALLS_PER_ITEM = 1.15  # one, and a second one for texts that fail the checks
SECONDS_PER_CALL = 8.0
SECONDS_PER_CLIP = 0.5  # of one core, for a short clip without stored features
SECONDS_PER_TRACK = 0.8  # for three minutes of music without stored features, tagger excluded

_EXAMPLE = Music("0" * 11, "A Title of Usual Length", "An Artist's Name", "The Name of an Album", "2011")
_TAGS = ("female vocalists", "electronic", "guitar", "fast", "pop")


@dataclass(frozen=True)
class Estimate:
    """Estimated cost of a build.

    Attributes:
        items: conversations to write.
        calls: of the language model; 0 offline.
        prompt_tokens: over all calls.
        completion_tokens: over all calls.
        price: in the currency of the given prices; None where no price was given.
        seconds: estimated duration.

    """

    items: int
    calls: int
    prompt_tokens: int
    completion_tokens: int
    price: float | None
    seconds: float


def estimate_build(
    items: int,
    clips: int,
    tracks: int,
    jobs: int,
    *,
    tagger_s: float = 0.0,
    online: bool = False,
    concurrency: int = 1,
    price_in: float | None = None,
    price_out: float | None = None,
) -> Estimate:
    """Estimate the cost of a build.

    Args:
        items: conversations to write.
        clips: videos to encode.
        tracks: pieces of music to encode.
        jobs: files encoded in parallel.
        tagger_s: seconds of the tagger for one piece of music.
        online: whether a language model writes.
        concurrency: parallel calls.
        price_in: price of a million prompt tokens.
        price_out: price of a million completion tokens.

    """
    calls = round(items * CALLS_PER_ITEM) if online else 0
    prompt, completion = round(calls * count_prompt_tokens()), calls * COMPLETION_TOKENS
    # One price alone still gives a price: some servers bill only one side.
    priced = online and (price_in is not None or price_out is not None)
    price = (prompt * (price_in or 0.0) + completion * (price_out or 0.0)) / 1e6 if priced else None
    encoding = (clips * SECONDS_PER_CLIP + tracks * (SECONDS_PER_TRACK + tagger_s)) / jobs
    seconds = encoding + calls * SECONDS_PER_CALL / concurrency
    return Estimate(items, calls, prompt, completion, price, seconds)


def count_prompt_tokens() -> float:
    """Tokens of a typical prompt, estimated at four characters a token."""
    music = replace(_EXAMPLE, tags=_TAGS)
    facts = DialogueFacts(music.id, music, music, _TAGS, ("guitar",), ("energy-", "tempo-"))
    return sum(len(message["content"]) for message in make_messages(facts)) / CHARACTERS_PER_TOKEN
