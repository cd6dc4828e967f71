"""English refusals of numbers ("nothing faster than 110 bpm"), said again as the bounds that they are."""

_OVER = r"(?:over|under|above|below|beyond|(?:faster|slower|longer|shorter|quicker|higher|lower|more|less) than)"
_NUMBER = r"(?:[^.,;!?]{0,20}?\d|an? (?:minute|hour)|(?:one|two|three|four|five|six) (?:minutes?|hours?))"
_MUSIC = r"(?:songs?|tracks?|music|tunes?|pieces?|picks?|stuff|anything|going|that(?:['’]s| is| are)?|which (?:is|are)|ones?)"

NEGATED_BOUNDS = (
    (rf"\b(?:(?:nothing|none|without|avoid)(?: {_MUSIC})*|no(?: {_MUSIC})+) (?={_OVER} {_NUMBER})", "not "),
    (
        rf"\b(?:anything but|do(?: not|n['’]?t) (?:want|use|pick|give me)(?: any)?)(?: {_MUSIC})* (?={_OVER} {_NUMBER})",
        "not ",
    ),
)
