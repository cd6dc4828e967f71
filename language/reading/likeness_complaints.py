"""Complaints that a pick is too much like one before it, in five languages: a wish to be unlike that pick."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.reading.tokens import normalise_line

_EARLIER = r"(?:last|previous|first|second|third|other|earlier|prior|current|old)"
_PICK = r"(?:one|ones|two|pick|picks|song|songs|track|tracks|suggestion|suggestions|thing|1)"
_LAST = (
    rf"(?:(?:the|that|this|your|my|all the) )?{_EARLIER}(?: {_PICK})?|(?:the )?one before(?: that| this)?|"
    rf"(?:what|the one) (?:we|i|you) (?:had|have|played|just had|gave me)(?: before)?|(?:the )?others|(?:that|this) one"
)
_BE = (
    r"(?:(?:it|that|this|they|these|those) )?(?:(?:is|are|sounds?|feels?|seems?|was) )?"
    r"(?:(?:still|way|a bit|all|just|kinda|really|far) )*"
)
_PATTERNS = (
    rf"\b{_BE}too (?:much (?:like|the same as)|close to|near to) (?:{_LAST})\b",
    rf"\b{_BE}(?:too|so) (?:similar|alike|samey|same y)\b(?: (?:to|as|with|like) (?:{_LAST})\b)?",
    rf"\b{_BE}(?:almost |basically |pretty much |practically )?the same (?:thing |song )?as (?:{_LAST})\b",
    r"\b(?:(?:das|es|der|die|dieses?) )?(?:(?:ist|klingt|war|hört sich) )?(?:(?:mir|immer noch|noch|"
    r"viel) )*zu ähnlich\b"
    r"(?: (?:wie|zum|zu|mit|dem|zu dem)(?: (?:das|der|die|dem|den))? ?(?:letzte|vorige|vorherige|erste|zweite|"
    r"andere)\w*"
    r"(?: (?:lied|song|stück|vorschlag|track))?| (?:wie |zu )?(?:dem )?davor| wie vorher)?",
    r"\b(?:(?:das|es) )?(?:klingt|ist) (?:ja |fast |genau |genauso |viel )*(?:zu sehr )?(?:wie|nach) (?:das|der|die|"
    r"dem) "
    r"(?:letzte|vorige|vorherige|erste|davor)\w*(?: (?:lied|song|stück|vorschlag|track))?",
    r"\b(?:se parece(?:n)?|suenan?|es|está|son) (?:demasiado|muy|mucho|tan|casi)?(?: ?(?:parecid[oa]s?|"
    r"similar(?:es)?|iguale?s?))? "
    r"?(?:al|a la|a lo|a los|que el|que la) (?:anterior|últim[oa]|primer[oa]?|otr[oa]|de antes|pasad[oa])"
    r"(?: (?:canción|tema|propuesta|opción))?",
    r"\b(?:(?:es|son|suena|está) )?demasiado (?:parecid[oa]s?|similar(?:es)?|iguale?s?)\b"
    r"(?: (?:al|a la|que el|que la) (?:anterior|últim[oa]|primer[oa]?|otr[oa]|de antes))?",
    r"(?:\b(?:c'est|ça|ca|il|elle|le son) )?(?:est |sonne |fait |ressemble )?(?:encore |beaucoup |bien )?trop "
    r"(?:proche|pareil|ressemblant|similaire|semblable)e?s?\b(?: (?:du|de la|de|au|à la|à|que le|que la) ?"
    r"(?:précédente?|premi(?:er|ère)|derni(?:er|ère)|autre|celui d'avant|celle d'avant|d'avant))?",
    r"(?:\b(?:ça|ca|il|elle) )?ressemble (?:beaucoup )?trop (?:au|à la|à) (?:précédente?|premi(?:er|ère)|derni(?:er|"
    r"ère)|"
    r"celui d'avant|d'avant)",
    r"(?:前|さっき|最初|今|ひとつ前|一つ前|1つ前|直前|他|ほか)の?(?:曲|やつ|もの|の)?(?:と|に)(?:ちょっと|かなり|すごく)?"
    r"(?:似すぎ|似過ぎ|そっくり|似てる|似ている|被って|かぶって|同じすぎ)[ぁ-ん]*",
    r"似すぎ[ぁ-ん]*|(?:似たような|同じような)(?:曲|の|感じ)(?:ばかり|ばっか)[ぁ-ん]*",
)
_COMPILED = tuple(re.compile(pattern) for pattern in _PATTERNS)
_ENDS = " .,;!?、。"


@dataclass(frozen=True, slots=True)
class LikenessComplaint:
    """What was complained of, in the member's words, and what is left of the message."""

    said: str
    rest: str


def find_likeness_complaint(words: str) -> LikenessComplaint | None:
    """Find a complaint that the pick is too similar to an earlier one; None without any."""
    line = normalise_line(words)
    for pattern in _COMPILED:
        if (found := pattern.search(line)) is not None:
            rest = f"{line[: found.start()].rstrip(_ENDS)}, {line[found.end() :].lstrip(_ENDS)}".strip(_ENDS)
            return LikenessComplaint(found[0].strip(_ENDS), rest)
    return None
