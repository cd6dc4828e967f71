"""English: complaints that a pick is too much like one before it."""

from __future__ import annotations

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
TOO_ALIKE = (
    rf"\b{_BE}too (?:much (?:like|the same as)|close to|near to) (?:{_LAST})\b",
    rf"\b{_BE}(?:too|so) (?:similar|alike|samey|same y)\b(?: (?:to|as|with|like) (?:{_LAST})\b)?",
    rf"\b{_BE}(?:almost |basically |pretty much |practically )?the same (?:thing |song )?as (?:{_LAST})\b",
)
