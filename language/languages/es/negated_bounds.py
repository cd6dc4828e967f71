"""Spanish refusals of numbers ("nothing faster than 110 bpm"), said again as the bounds that they are."""

_NUMBER = r"(?:[^.,;!?]{0,20}?\d|un minuto|(?:dos|tres|cuatro|cinco) minutos)"
_MUSIC = r"(?:canci[oó]n(?:es)?|temas?|m[uú]sica|rolas?|pistas?)"
_MORE = r"(?:m[aá]s|menos) (?:r[aá]pid[oa]s?|lent[oa]s?|larg[oa]s?|cort[oa]s?)"

NEGATED_BOUNDS = (
    (rf"\bpor encima de (?={_NUMBER})", "más de "),
    (rf"\bpor debajo de (?={_NUMBER})", "menos de "),
    (rf"\b({_MORE}) de (?=los |las )?(?=\d)", r"\1 que "),
    (
        rf"\b(?:nada|sin|ningun[oa]?|no)(?: {_MUSIC})*(?: de| que (?:sea|sean|dure|duren|tenga|tengan))? (?={_MORE} que {_NUMBER}|(?:m[aá]s|menos) de {_NUMBER})",
        "no ",
    ),
    (rf"\b(?:que )?no (?:pasen?|pase|superen?|suba) (?:de )?(?:los |las )?(?={_NUMBER})", "no más de "),
    (rf"\b(?:que )?no (?:bajen?|baje) de (?:los |las )?(?={_NUMBER})", "no menos de "),
    (
        rf"\bno (?:puede|debe|deber[ií]a|tiene que|ha de) (?:ser|durar|pasar|ir|estar) (?={_MORE} que {_NUMBER}|(?:m[aá]s|menos) de {_NUMBER})",
        "no ",
    ),
    (rf"\bno (?:puede|debe|deber[ií]a) (?:pasar|superar|exceder) (?:de )?(?={_NUMBER})", "no más de "),
    (rf"\bno m[aá]s (?:lent[oa]s?|cort[oa]s?) que (?={_NUMBER})", "no menos de "),
)
