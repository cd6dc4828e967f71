"""Spanish ways of putting one thing before another ("violín en vez de piano"), said again as more of the one and less of the other."""

_WORD = r"[^\W\d][\w-]{2,20}"
_ARTICLE = r"(?:el |la |los |las |un |una |unos |unas )?"
_OLD = rf"(?P<old>(?!(?:est[aeo]s?|eso|canci[oó]n|m[uú]sica|tema)\b){_WORD})"
_NEW = rf"(?P<new>(?!(?:algo|que|mejor)\b){_WORD})"

PREFERENCES = (
    (
        rf"\ben (?:vez|lugar) del? {_ARTICLE}{_OLD},? (?:pon |usa |mejor |prefiero |quiero |dame )*{_ARTICLE}{_NEW}\b",
        r"menos \g<old>, \g<new>",
    ),
    (rf"\b{_NEW} en (?:vez|lugar) del? {_ARTICLE}{_OLD}\b", r"\g<new>, menos \g<old>"),
    (rf"\bprefiero {_ARTICLE}{_NEW} (?:a|antes que|que) {_ARTICLE}{_OLD}\b", r"\g<new>, menos \g<old>"),
)
