"""German: verdicts on what is in the pick, said behind it."""

from __future__ import annotations

from language.languages.verdict_words import VerdictWords

VERDICTS = VerdictWords(
    less_after=(
        r"(?:(?:ist|sind|war|waren|klingt|klingen|wirkt|wirken) )?(?:(?:mir|mich|echt|viel|etwas|ein bisschen|einfach|total|"
        r"so|schon|doch|leider) )*(?:zu (?:viel|viele|präsent|dominant|aufdringlich|hektisch|voll|krass)|nervig|anstrengend|"
        r"störend|nerv(?:t|en)|stör(?:t|en)(?! (?:mich |mir )?nicht)|lenk(?:t|en) ab|pass(?:t|en) (?:(?:gar|hier|da|so|"
        r"irgendwie|überhaupt) )*nicht|geh(?:t|en) (?:mir )?(?:gar nicht|auf die nerven|auf den keks)|ruinier(?:t|en)(?: alles)?|versau(?:t|en)(?: alles)?|mach(?:t|en) alles kaputt|eher nicht|kann ich (?:nicht|nich|ned|net) (?:ab|leiden|ausstehen|mehr hören|gebrauchen)|find ich (?:doof|blöd|furchtbar)|lieber nicht|"
        r"nicht(?: so)?(?=\s*(?:$|[.,!?]|bitte)))\b"
    ),
    no_after=(
        r"(?:(?:bitte|bloß|komplett|ganz) )?(?:nein(?: danke)?|weg|raus|auf keinen fall|bloß nicht|(?:muss|müssen|soll|sollen|"
        r"kann|können) (?:weg|raus))(?=\s*(?:$|[.,!?]|bitte))"
    ),
    large_after=r"(?:und zwar )?(?:deutlich|um einiges|ein ganzes stück)(?=\s*(?:$|[.,!?]|bitte))",
    small_after=r"(?:(?:und zwar )?(?:nur )?)(?:ein bisschen|ein wenig|n bisschen|etwas|leicht)(?=\s*(?:$|[.,!?]|bitte))",
)
