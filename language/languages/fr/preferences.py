"""French ways of putting one thing before another ("plutôt guitare que piano"), said again as more of the one and less of the other."""

_WORD = r"[^\W\d][\w-]{2,20}"
_ARTICLE = r"(?:du |de la |de l['’]|des |d['’]|le |la |les |l['’]|une? )?"
_OLD = rf"(?P<old>(?!(?:ça|cela|cette?|ce|morceau|musique|chanson)\b){_WORD})"
_NEW = rf"(?P<new>(?!(?:quelque|chose|truc|plutôt)\b){_WORD})"

PREFERENCES = (
    (rf"\bpréf[éèe]re(?:rais)? {_ARTICLE}{_NEW} (?:au |aux |à la |à l['’]|à ){_OLD}\b", r"\g<new>, moins de \g<old>"),
    (
        rf"\b(?:à la place|au lieu) (?:du |des |de la |de l['’]|de |d['’]){_OLD},? (?:mets |plutôt |je préfère |je voudrais )*{_ARTICLE}{_NEW}\b",
        r"moins de \g<old>, \g<new>",
    ),
    (rf"\b{_NEW} (?:à la place|au lieu) (?:du |des |de la |de l['’]|de |d['’]){_OLD}\b", r"\g<new>, moins de \g<old>"),
    (rf"\bplutôt {_ARTICLE}{_NEW} qu(?:e |['’]){_ARTICLE}{_OLD}\b", r"\g<new>, moins de \g<old>"),
)
