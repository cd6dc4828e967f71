"""What a language is like, apart from its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """How a language is written.

    Attributes:
        name: in English: "German".
        own_name: in itself: "Deutsch".
        spaced: whether it puts spaces between words.
        comma: what parts the items of a list.
        capital_nouns: whether every noun is written with a capital, so that a capital is no sign of a name.
        shows_before_clip: whether what a clip shows is said before the word "clip".
        stemmer: the language's name among Snowball's stemmers; "" where it has none.
        plurals: endings that a plural adds, each with the letters that a word keeps at least when its ending goes.

    """

    name: str
    own_name: str
    spaced: bool = True
    comma: str = ", "
    capital_nouns: bool = False
    shows_before_clip: bool = False
    stemmer: str = ""
    plurals: tuple[tuple[str, int], ...] = ()
