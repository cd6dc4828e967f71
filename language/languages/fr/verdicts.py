"""French: verdicts on what is in the pick, said behind it."""

from __future__ import annotations

from language.languages.verdict_words import VerdictWords

VERDICTS = VerdictWords(
    less_after=(
        r"(?:(?:est|sont|fait|font|sonne|sonnent) )?(?:(?:un peu|vraiment|bien|beaucoup|tellement|juste|me|m') ?)*"
        r"(?:(?:trop|pas trop)(?=\s*(?:$|[.,!?]|svp|stp))|trop (?:fort\w*|présent\w*|envahissant\w*)|pénibles?|gênante?s?|"
        r"gênent?|(?:ne )?(?:va|vont) pas|(?:ne )?collent? pas|énervent?|(?:j'|j’|je )?(?:aime|supporte|kiffe) pas|c'est pas mon truc|soûlent?|saoulent?|de trop|bof|gâche(?:nt)?(?: tout)?|casse(?:nt)? tout|plombe(?:nt)?(?: tout)?)\b"
    ),
    no_after=r"(?:non(?: merci)?|pas du tout|dehors|à virer|à enlever)(?=\s*(?:$|[.!?]|svp|stp|merci))",
    large_after=r"(?:et )?(?:nettement|beaucoup|franchement)(?=\s*(?:$|[.,!?]|svp|stp))",
    small_after=r"(?:mais )?(?:juste )?(?:un peu|un petit peu|un chouïa|légèrement)(?=\s*(?:$|[.,!?]|svp|stp))",
)
