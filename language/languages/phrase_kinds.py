"""What a phrase of any language does; the tables of languages and the reading of words both name it."""

from __future__ import annotations

from enum import Enum, auto


class PhraseKind(Enum):
    """What a phrase does to the reading of its clause."""

    TERM = auto()  # payload: Term
    TRAIT = auto()  # payload: its name in language.vocabulary.traits
    COMPARATIVE = auto()  # payload: (Facet, upward)
    PACE = auto()  # payload: (low, high) bpm
    VOCALS = auto()  # payload: "female" | "male" | None
    INSTRUMENTAL = auto()
    LICENCE = auto()  # payload: uses
    ATTRIBUTION = auto()
    EXPLICIT = auto()
    CLEAN = auto()
    ERA = auto()  # payload: (first year | None, last year | None)
    SPAN = auto()  # payload: (shortest, longest) seconds
    SCALE = auto()  # payload: Facet; "the tempo", which only "higher", "any" and the like give a meaning
    NO = auto()
    LESS = auto()
    MORE = auto()
    ONLY = auto()
    SMALL = auto()
    LARGE = auto()
    INSTEAD = auto()
    SWAP = auto()
    FORGET = auto()
    FINE = auto()
    ALLOW = auto()  # what follows may be there and need not: "does not have to be"
    WITH = auto()
    AND = auto()
    OR = auto()
    BREAK = auto()
    BY = auto()
    LIKE = auto()
    THEM = auto()  # who made the last pick
    BACK = auto()  # payload: Back
    PLAIN = auto()  # musical words that mean something else here: free words
    NOISE = auto()  # says nothing, and is no free word either
    LAST = auto()
    ELSE = auto()
    PRAISE = auto()
    DISLIKE = auto()
    SMALLTALK = auto()
