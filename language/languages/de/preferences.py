"""German ways of putting one thing before another ("lieber Gitarre als Klavier"), said again as more of the one and less of the other."""

_WORD = r"[^\W\d][\w-]{2,20}"
_ARTICLE = r"(?:des |der |dem |den |die |das |eine[nrms]? |ein )?"
_OLD = rf"(?P<old>(?!(?:diese\w*|das|dem|lied|song|track|musik|so)\b){_WORD})"
_NEW = rf"(?P<new>(?!(?:etwas|was|lieber|bitte)\b){_WORD})"

PREFERENCES = (
    (rf"^{_ARTICLE}{_NEW} (?:an)?statt {_ARTICLE}{_OLD}(?: bitte)?(?=[.! ]*$)", r"\g<new>, weniger \g<old>"),
    (
        rf"\b(?:an)?statt {_ARTICLE}{_OLD},? (?:bitte |nimm |mach |dann |doch )*(?:lieber |eher ){_ARTICLE}{_NEW}\b",
        r"weniger \g<old>, \g<new>",
    ),
    (rf"\b(?:lieber|eher) {_ARTICLE}{_NEW} (?:als|statt) {_ARTICLE}{_OLD}\b", r"\g<new>, weniger \g<old>"),
    (rf"\bweder {_ARTICLE}(?P<one>{_WORD}) noch {_ARTICLE}(?P<two>{_WORD})\b", r"ohne \g<one> und ohne \g<two>"),
)
