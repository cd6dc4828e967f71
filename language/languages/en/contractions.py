"""English: contractions and chat spellings that are written out before anything is read."""

from __future__ import annotations

CONTRACTIONS = (
    (r"\b(?:r\s?&\s?b|r ?'?n'? ?b|r and b)(?!\w)", "rnb"),
    (r"\b(?:d\s?&\s?b|d'?n'?b|drum\s?(?:&|n|'n')\s?bass)(?!\w)", "drum and bass"),
    (r"\bw/o\b", "without"),
    (r"\b(some|no|any)thin['g]?(?![a-z])", r"\1thing"),
    (r"\ba minute and a half\b|\bone and a half min(?:ute)?s?\b", "90 seconds"),
    (r"\bone[- ]thirty(?= (?:long|max|tops)\b)", "90 seconds"),
    (r"\bw/", "with "),
    (r"\b((?:19|20)?\d0)'s\b", r"\1s"),
    (r"\b(do|does|did|is|was|are|should|would|could|must|need)n'?t\b", r"\1 not"),
    (r"\b(?:can't|cant|cannot)\b", "can not"),
    (r"\b(?:won't|wont)\b", "will not"),
    (r"\b(?:let's|lets)\b", "let us"),
    (r"\b(i|you|we|they|it|that|he|she)'ll\b", r"\1 will"),
    (r"\bi'?m\b", "i am"),
    (r"\b(it|that|there|this|he|she|what|who|one)'s\b", r"\1 is"),
    (r"\b(that|there|what)s\b", r"\1 is"),
    (r"\b(you|we|they)'re\b", r"\1 are"),
    (r"\b(i|we|you|they)'(d|ve)\b", r"\1 \2"),
)
