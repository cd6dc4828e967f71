"""Small repairs to a model's text before it is checked: nothing is said twice, nothing breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.claims.extraction import extract_claims, refers_to_request
from models.writer.interface import ReasonFacts

# A sign that ends a sentence, perhaps a closing quote, and then something that begins one; CJK signs end by themselves.
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”»]))\s+(?=[\"“„«¿¡\dA-ZÀ-ÖØ-Þ])|(?<=[。！？])")
_ENDS = (".", "!", "?", "。", "！", "？")


def split_whole_sentences(text: str) -> list[str]:
    """The sentences of a text that have come to their end."""
    parts = [part for part in _SENTENCE_END.split(text.strip()) if part]
    if parts and not parts[-1].rstrip('"”»').endswith(_ENDS):
        parts.pop()
    return parts


def drop_repeats(sentences: Sequence[str], facts: ReasonFacts) -> list[str]:
    """Leave out sentences that only say again what others say; of two, the later stays.

    The first sentence, which names the track, always stays, and so does every one that answers a wish.
    """
    names = facts.track.title, facts.track.artist
    said = [{claim.same_as for claim in extract_claims(each, facts.language, *names)} for each in sentences]
    kept = [0]
    for n in range(len(sentences) - 1, 0, -1):
        others = set().union(*(said[other] for other in kept))
        if not said[n] or not said[n] <= others or refers_to_request(sentences[n], facts.language):
            kept.append(n)
    return [sentence for n, sentence in enumerate(sentences) if n in kept]
