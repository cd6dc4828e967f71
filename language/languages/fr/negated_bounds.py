"""French refusals of numbers ("nothing faster than 110 bpm"), said again as the bounds that they are."""

_NUMBER = r"(?:[^.,;!?]{0,20}?\d|une? minute|(?:deux|trois|quatre|cinq) minutes)"
_MUSIC = r"(?:(?:de |d['’])?(?:morceaux?|musiques?|chansons?|titres?|sons?|pistes?|trucs?))"
_MORE = r"(?:plus|moins) (?:rapides?|vite|lente?s?|longs?|longues?|courte?s?|de)"

NEGATED_BOUNDS = (
    (rf"\bau[- ]dess?us de (?={_NUMBER})", "plus de "),
    (rf"\b(?:au[- ]dessous|en[- ]dessous) de (?={_NUMBER})", "moins de "),
    (
        rf"\b(?:rien|pas|aucune?|sans)(?: {_MUSIC})*(?: de| d['’]| à| qui (?:fait|dure|fasse|dépasse))? (?={_MORE} ?{_NUMBER})",
        "pas ",
    ),
    (rf"\b(?:qui |que ça )?(?:ne |n['’])?d[ée]passe(?:nt|r)? (?:pas|jamais) (?={_NUMBER})", "pas plus de "),
    (
        rf"\b(?:ne |n['’])?(?:doit|peut|faut|devrait|dure)(?: surtout)? (?:pas|jamais) (?:que ça )?dépasse[r]? (?={_NUMBER})",
        "pas plus de ",
    ),
    (
        rf"\b(?:ne |n['’])?(?:doit|peut|devrait) (?:pas|jamais) (?:durer|faire|être) (?={_MORE} ?{_NUMBER}|(?:plus|moins) (?:rapide|vite|lente?|longue?|courte?) que {_NUMBER})",
        "pas ",
    ),
    (rf"\bpas plus (?:lente?s?|courte?s?) que (?={_NUMBER})", "pas moins de "),
)
