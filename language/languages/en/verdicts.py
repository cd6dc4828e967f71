"""English: opinions of the pick as a sentence, and verdicts on what is in it."""

from __future__ import annotations

from language.languages.verdict_words import VerdictWords

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
_BE = r"(?:is |are |was |were |sounds? |feels? |seems? )?"
_VERY = r"(?:a (?:little |bit |tad )|way |far |just |really |so |kind of |kinda |quite )*"
_TOO_MUCH = (
    r"(?:too (?:much|many|loud|prominent|present|strong|dominant|busy|dense|repetitive)|distracting|annoying|"
    r"overpowering|over the top|irritating|in the way|(?:get|annoy|bother|ruin|kill|drive)s? (?:on )?(?:me|it|"
    r"my nerves|the mood|the video)|do(?:es)? not (?:fit|work|suit)|i (?:can not|do not) (?:stand|like)|(?:is )?not my thing)"
)
_STEP = r"\b(?! (?:more|less|too|\w+er)\b)"

VERDICTS = VerdictWords(
    less_after=rf"{_BE}{_VERY}{_TOO_MUCH}\b|(?:(?:to )?be |get )?(?=(?:replaced|swapped|exchanged) (?:by|with|for)\b)",
    no_after=r"(?:off|out|no thanks|no thank you|nope)(?=\s*(?:$|[.,!?]|please))",
    large_after=rf"(?:just )?(?:a lot|by a lot|a whole lot|quite a bit){_STEP}",
    small_after=rf"(?:just )?(?:(?:by )?a (?:little|bit|tad|touch|lil)(?: bit)?|slightly|somewhat){_STEP}",
    liked=(rf"\b{_WHAT} {_IS}{_HOW} (?:{_GOOD}){_END}",),
    disliked=(
        rf"\b{_WHAT} (?:{_IS}{_HOW} (?:{_BAD}){_END}|{_IS}{_NOT} (?:{_GOOD}|working|fitting|suitable){_END}"
        rf"|(?:clash(?:es)?|do(?:es)? not (?:go|fit|match|work|suit|sit)){_WITH})",
        "try harder|do better",
        r"clashes with (?:the|my) \w+",
    ),
)
