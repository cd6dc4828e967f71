"""Opinions of the pick given as a sentence: "this track is just awful", "that one was really nice"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WHAT = r"(?:this|that|it|the|these|those|they)(?: (?:one|song|track|music|pick|tune|choice|suggestion|piece)s?)?"
_IS = r"(?:is|was|are|were|sounds?|feels?|seems?|looks?)"
_HOW = (
    r"(?: (?:just|really|so|very|pretty|absolutely|quite|a bit|kind of|kinda|simply|rather|all|totally|truly|still|"
    r"actually))*"
)
_GOOD = (
    "great|perfect|good|amazing|awesome|excellent|fantastic|wonderful|brilliant|lovely|nice|beautiful|gorgeous|superb|"
    "right|spot on|lit|fire|better|incredible|fabulous|stunning|the best|ideal|what i wanted|what i needed|what i need"
)
_BAD = (
    "awful|terrible|horrible|bad|boring|wrong|annoying|bland|dull|lame|ugly|rubbish|garbage|trash|crap|meh|weak|off|"
    "disappointing|worse|the worst|unbearable|cringe|irritating|not it"
)
# A judgement has to end its clause: "this is great" praises the pick, "this is great footage" speaks of something
# else.
_END = r"(?= ?(?:$|[.,!?;:)]|(?:but|though|and|thanks|thank|because|so|now|please)\b|for (?:me|this|my|the|it|us)\b))"
_WITH = r"(?: (?:at all|well|really|with|the|my|video|clip|it|this|footage))*"
_NOT = r" not(?: (?:very|that|really|so|all that|quite|too|exactly|particularly))?"
_LIKED = re.compile(rf"\b{_WHAT} {_IS}{_HOW} (?:{_GOOD}){_END}")
_DISLIKED = re.compile(
    rf"\b(?:{_WHAT} (?:{_IS}{_HOW} (?:{_BAD}){_END}|{_IS}{_NOT} (?:{_GOOD}|working|fitting|suitable){_END}"
    rf"|(?:clash(?:es)?|do(?:es)? not (?:go|fit|match|work|suit|sit)){_WITH})"
    r"|try harder|do better|clashes with (?:the|my) \w+)"
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A stretch of the line that praises or refuses the last pick."""

    start: int
    end: int
    liked: bool


def find_opinions(line: str) -> Iterator[Opinion]:
    """Find the opinions of the pick in a plain line; refusals come before praise, not in the order of the line."""
    # Refusals first: of opinions that overlap, the lexer keeps the one that it gets first.
    for liked, pattern in ((False, _DISLIKED), (True, _LIKED)):
        for match in pattern.finditer(line):
            yield Opinion(*match.span(), liked=liked)
