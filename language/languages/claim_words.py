"""What the words of a reason claim in a language: the fact check's lexicon, beyond texts and vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A language's words for the fact check.

    Attributes:
        phrases: idea (of :mod:`language.claims.meanings`; " + " joins those of words that say several) -> what says
            it, between commas.
        pitches: name of a natural tone -> its pitch class; or of every tone, where ``sharps`` and ``flats`` are empty.
        sharps: what is written after a tone's name to raise it.
        flats: what is written after it to lower it.
        modes: "major" and "minor" -> what they are called.
        key_leads: words that tell that a key follows, with or without its mode: "in".
        capital_keys: whether a key is one only where its letter is a capital, since "a" is a word.
        pronouns: words that stand for the pick or the clip.
        within: words between a time and the clip that it is one of.
        elsewhere: words of the vocabulary that mean something else in a reason.
        pieces_alone: whether single words around a placeholder claim something.
        moves_claim: whether what people say for a change claims one, and does not as often say how something goes.
        named_scenes: whether the bare name of what a clip shows claims that it shows it.
        leaks: talk of prompts and of the writer itself.

    """

    phrases: Mapping[str, str]
    pitches: Mapping[str, int]
    modes: Mapping[str, tuple[str, ...]]
    sharps: tuple[str, ...] = ()
    flats: tuple[str, ...] = ()
    key_leads: tuple[str, ...] = ()
    capital_keys: bool = False
    pronouns: frozenset[str] = field(default_factory=frozenset)
    within: frozenset[str] = field(default_factory=frozenset)
    elsewhere: frozenset[str] = field(default_factory=frozenset)
    pieces_alone: bool = False
    moves_claim: bool = True
    named_scenes: bool = False
    leaks: str = ""
