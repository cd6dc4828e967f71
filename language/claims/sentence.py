"""One sentence of a reason with the phrases found in it, and the walks over it that other modules take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from language.claims.claim_lexicon import Lexicon, PhraseMatch
from language.claims.claim_tokens import ARTIST_MARK, TITLE_MARK, ClaimToken

COMMAS = frozenset(",、،")
BARRIERS = frozenset(";:—–()[]…。!?")  # what no list of words goes across


@dataclass(frozen=True)
class Sentence:
    """The tokens of a sentence and the phrases found among them, with lookups by token number."""

    tokens: Sequence[ClaimToken]
    hits: Sequence[PhraseMatch]

    @classmethod
    def parse_sentence(cls, tokens: Sequence[ClaimToken], lexicon: Lexicon) -> Sentence:
        """Find the phrases of a sentence."""
        return cls(tokens, lexicon.find_phrases(tokens))

    @cached_property
    def starting(self) -> dict[int, PhraseMatch]:
        """The phrase that starts at a token, by the token's number."""
        return {hit.first: hit for hit in self.hits}

    @cached_property
    def covering(self) -> dict[int, PhraseMatch]:
        """The phrase that a token is part of, by the token's number."""
        return {at: hit for hit in self.hits for at in range(hit.first, hit.end)}

    def find_anchor(self, at: int) -> str:
        """Find the subject that a token names: "clip", "track", "last", or "" for none."""
        if self.tokens[at].raw in (TITLE_MARK, ARTIST_MARK):
            return "track"
        hit = self.covering.get(at)
        if hit is None:
            return ""
        # "the last pick" holds the word for the pick too, so the more specific role comes first.
        return next((role for role in ("last", "clip", "track") if hit.has_role(role)), "")

    @cached_property
    def anchors(self) -> list[tuple[int, str]]:
        """Every (token, subject that it names), from left to right."""
        return [(at, self.find_anchor(at)) for at in range(len(self.tokens)) if self.find_anchor(at)]

    @cached_property
    def clauses(self) -> list[int]:
        """The number of the clause of each token; commas, barriers and "but" part clauses."""
        found, number = [], 0
        for at, token in enumerate(self.tokens):
            hit = self.starting.get(at)
            number += token.raw in COMMAS or token.raw in BARRIERS or (hit is not None and hit.has_role("break"))
            found.append(number)
        return found

    @cached_property
    def hedged_clauses(self) -> frozenset[int]:
        """The numbers of the clauses that are said as a guess: "perhaps with piano", "it sounds like jazz"."""
        return frozenset(self.clauses[hit.first] for hit in self.hits if hit.has_role("hedge"))

    def join_words(self, first: int, end: int) -> str:
        """Join the tokens from ``first`` up to but not including ``end`` as they stand in the text."""
        return "".join(self._text_between(at, first) + self.tokens[at].raw for at in range(first, end))

    def _text_between(self, at: int, first: int) -> str:
        if at == first or self.tokens[at].at == self.tokens[at - 1].end:
            return ""
        return "-" if self.tokens[at].joined else " "
