"""German refusals of numbers ("nothing faster than 110 bpm"), said again as the bounds that they are."""

_OVER = r"(?:über|unter|(?:schneller|langsamer|länger|kürzer|höher|mehr|weniger) als)"
_MUSIC = r"(?:lieder?|songs?|tracks?|stücke?|musik|titel|was|mit|die|das)"

NEGATED_BOUNDS = (
    (
        rf"\b(?:nichts|keine?[nsr]?|ohne)(?: {_MUSIC})* (?={_OVER} (?:[^.,;!?]{{0,20}}?\d|eine[rn]? minute|(?:zwei|drei|vier|fünf) minuten))",
        "nicht ",
    ),
)
