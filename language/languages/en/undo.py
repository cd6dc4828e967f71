"""English: requests to go back: "undo", "the previous one was better", "back to turn 3"."""

from __future__ import annotations

from language.languages.reading_words import UndoWords

_ORDINALS = {
    word: n
    for n, words in enumerate(
        (
            "first 1st original initial",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
        ),
        start=1,
    )
    for word in words.split()
}
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_COUNT = rf"(?P<count>\d|{'|'.join(_COUNTS)})"
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_THING = r"(?:one|pick|song|track|version|suggestion|recommendation|option|choice|turn|result|tune|music|piece)"
_GIVEN = r"(?: (?:that )?(?:you|we|i) (?:gave|suggested|picked|sent|showed|had|recommended|got|played)(?: me| us)?)?"
_EARLIER = rf"(?:previous|last|earlier|prior|former|one before(?: this| that| it)?)(?: {_THING})?"
_WHICH = rf"(?:the |your |my |our )?(?:very )?(?:{_ORDINAL}(?: {_THING}s?)?|{_EARLIER}){_GIVEN}"
_UNIT = r"(?!\d|s|'| ?(?:bpm|%|min|sec|s\b|beats))"
_NUMBERED = rf"(?:the )?(?:{_THING} |number |no\.? ?|nr\.? ?)*(?:# ?)?(?P<number>\d{{1,2}}){_UNIT}"
_MOVE = r"(?:go|going|get|switch|jump|step|move|roll|change|flip|(?:take|bring) (?:me|us|it))"
_GO = rf"(?:{_MOVE} back|return|revert|rewind|back)"
_VERY = r"(?:(?:much|way|far|so much|a lot|actually|really|still|definitely) )*"
_TRAITS = r"(?! ?(?:tempo|mood|speed|energy|genre|chorus|part|verse))"
_WAS = r"(?:was|were|is|fits?|fitted|worked|works|sounded|sounds|felt|feels)"
_CHANGE = r"(?:the |my )?(?:last|latest|previous)(?: (?:change|one|step|turn|thing|request))?"
_END = r"(?=[ .!]*$)"
_PATTERNS = (
    rf"(?:let us )?{_GO} to {_NUMBERED}\b",
    rf"(?:let us )?(?:{_GO}|start (?:over|again)) (?:to|from|with) {_WHICH}{_TRAITS}\b",
    rf"{_GO} to (?:what|how|where) (?:it|we|you|i) (?:had|was|were|gave|got)(?: before| earlier)?\b",
    rf"{_GO} to (?:that one|before|the one before(?: that| this)?)\b",
    rf"{_WHICH} {_WAS} {_VERY}(?:better|best|nicer|closer|the best)\b",
    rf"(?:i )?{_VERY}(?:liked?|preferr?(?:ed)?|loved?|enjoyed) {_WHICH} (?:{_VERY}(?:better|more|best)|the most)\b",
    rf"(?:i )?{_VERY}(?:prefer|preferred|would prefer|want|wanted|give me|bring(?: back)?) {_WHICH}"
    r"(?: back| again)?(?! ?\w)",
    r"(?:i will |let us |i would |we will |just |please |can you )*"
    rf"(?:take|use|choose|go with|have|stick with|stay with|keep) (?:the |your )?{_ORDINAL} {_THING}\b{_GIVEN}",
    rf"(?:like|similar to) (?:the |your )(?:very )?{_ORDINAL} (?:one|pick|suggestion|track){_GIVEN}\b",
    rf"(?:go|step|take it|jump|move|one step|back) ?back (?:by )?{_COUNT}\b(?: (?:steps?|turns?|{_THING}s?))?",
    rf"(?:go |take )?{_COUNT} (?:steps?|turns?|{_THING}s?) (?:back|ago)\b",
    rf"(?:undo|revert|roll back|take back)(?: (?:that|it|this|please|{_CHANGE}))*\b(?! [a-z])",
    rf"undo(?: {_CHANGE})?\b",
    r"(?:(?:can|could) (?:we|you|i) )?(?:go|take me|take us|take it|step|bring it) back"
    r"(?: a step| one step| please)?"
    r"(?! ?(?:to|home|in|into|and|through|from|down|up|on|then)\b| \w+ \w)",
    rf"^(?:please |ok |no |actually |nah )*back(?: please| one| pls)?{_END}",
    rf"(?:the |your )?{_ORDINAL} {_THING}{_GIVEN},? (?:please |just |so )?(?:bring|get|put|give me) (?:that|it|this)(?: one)? back\b",
    r"bring (?:it|that one|that) back\b",
    rf"(?P<over>start (?:all )?over\b|start (?:again )?from scratch\b|reset(?: everything| it all| all)?{_END})",
)
UNDO = UndoWords(
    patterns=_PATTERNS,
    signs=(
        "back undo return revert rewind better best nicer closer prefer preferred over reset scratch ago previous last "
        f"earlier before {' '.join(_ORDINALS)}"
    ),
    ordinals=_ORDINALS,
    counts=_COUNTS,
    ages=(rf"\b{_GO} (?:to|into|in) (?=(?:the )?(?:early |mid |late )?(?:(?:19|20)?\d0s|\w+ties\b|time\b))"),
)
