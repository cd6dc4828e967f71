"""English ways of putting one thing before another ("instead of piano use guitar"), said again as more of the one and less of the other."""

_WORD = r"[^\W\d][\w-]{2,20}"

PREFERENCES = (
    (
        rf"\b(?:i['’]?d|i would|would) rather (?:have |hear |get )?(?:a |an |some |the )?(?P<new>{_WORD}) than (?:a |an |some |the )?(?P<old>{_WORD})\b",
        r"\g<new>, less \g<old>",
    ),
    (r"\b(?:i am |i['’]?m )?(?:a bit |kinda |really )?allergic to\b", "less"),
    (
        rf"\binstead of (?:the |a |an |that |those |all that )?(?P<old>(?!(?:this|that|it|these|song|track|music)\b){_WORD}),? (?:use |have |put |give me |try |take |i(?:['’]d| would) (?:like|want|prefer) )(?:a |an |some |the )?(?P<new>{_WORD})\b",
        r"less \g<old>, \g<new>",
    ),
)
