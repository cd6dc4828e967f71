"""Spanish: verdicts on what is in the pick, said behind it."""

from __future__ import annotations

from language.languages.verdict_words import VerdictWords

VERDICTS = VerdictWords(
    less_after=(
        r"(?:(?:es|son|está|están|suena|suenan) )?(?:(?:un poco|muy|tan|bastante|simplemente|como|me) )*(?:demasiad[oa]s?"
        r"(?! (?:lent|rápid|alegr|trist|calmad|oscur))|molestan?|no pegan?|no encajan?|sobran?|distraen?|cansan?|agobian?|"
        r"mejor no|no me gustan?|no lo soporto|no los soporto|no me van?(?! bien)|estropean?(?: todo)?|arruinan?(?: todo)?|fastidian?|están? de más|no much[oa]s?)\b(?! menos)"
    ),
    no_after=(r"(?:no(?: gracias)?|fuera|ni hablar|para nada|ni de broma)(?=\s*(?:$|[.!?]|por favor|porfa|gracias))"),
    large_after=r"(?:y )?(?:mucho|bastante)(?=\s*(?:$|[.,!?]|por favor|porfa))",
    small_after=r"(?:pero )?(?:solo )?(?:un poco|un poquito|un pelín|algo)(?=\s*(?:$|[.,!?]|por favor|porfa))",
)
