"""English refusals of numbers ("nothing faster than 110 bpm"), said again as the bounds that they are."""

_OVER = r"(?:over|under|above|below|beyond|(?:faster|slower|longer|shorter|quicker|higher|lower|more|less) than)"
_NUMBER = r"(?:[^.,;!?]{0,20}?\d|an? (?:minute|hour)|(?:one|two|three|four|five|six) (?:minutes?|hours?))"
_MUSIC = r"(?:songs?|tracks?|music|tunes?|pieces?|picks?|stuff|anything|going|that(?:['’]s| is| are)?|which (?:is|are)|ones?)"

NEGATED_BOUNDS = (
    (
        r"\b(?:can(?:not| not|['’]?t)|should(?: not|n['’]?t)|must(?: not|n['’]?t)|do(?: not|n['’]?t)|may not|not) exceed (?=[^.,;!?]{0,20}?\d|an? |one |two |three |four |five )",
        "not over ",
    ),
    (
        rf"\b(?:can(?:not| not|['’]?t)|should(?: not|n['’]?t)|must(?: not|n['’]?t)|may not|ought not to|is not to|shall not)(?: (?:be|go|get|run|last|play|any|ever))* (?={_OVER} {_NUMBER})",
        "not ",
    ),
    (rf"\b(?:(?:nothing|none|without|avoid)(?: {_MUSIC})*|no(?: {_MUSIC})+) (?={_OVER} {_NUMBER})", "not "),
    (
        rf"\b(?:anything but|do(?: not|n['’]?t) (?:want|use|pick|give me)(?: any)?)(?: {_MUSIC})* (?={_OVER} {_NUMBER})",
        "not ",
    ),
)
