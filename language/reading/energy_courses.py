"""How the energy of a piece is to go over time, in five languages: "calm at first, then it explodes"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from language.reading.tokens import normalise_line

# Words for little and for much of it, and what says that one comes before the other.
_LOW: Mapping[str, str] = {
    "en": r"calm|quiet|soft|softly|slow|slowly|gentle|mellow|chill|small|low|peaceful|sparse|minimal|easy|subtle|"
    r"relaxed",
    "de": r"ruhig\w*|leise\w*|sanft\w*|langsam\w*|still|zart\w*|gemächlich\w*|entspannt\w*|zurückhaltend\w*",
    "es": r"tranquil[oa]|calmad[oa]|suave|suavecit[oa]|lent[oa]|baj[oa]|despacio|relajad[oa]|quiet[oa]",
    "fr": r"calme|calmement|doux|douce|doucement|lente?|lentement|tranquille|tranquillement|posée?",
}
_HIGH: Mapping[str, str] = {
    "en": r"explo\w+|loud|big|huge|intense|epic|wild|hard|heavy|energetic|fast|hype|climax|massive|powerful|goes off|"
    r"kicks? in|drops?|takes? off|bangs?|erupts?|bursts?|crazy|louder|bigger|faster|harder",
    "de": r"explo\w+|laut\w*|heftig\w*|intensiv\w*|episch\w*|wild\w*|krass\w*|knall\w*|groß\w*|schnell\w*|geht ab|"
    r"abgeht|"
    r"kracht|voll\w*|gewaltig\w*|drop",
    "es": r"explot\w+|estall\w+|fuerte|intens[oa]|épic[oa]|epic[oa]|potente|rápid[oa]|grande|salvaje|a tope|drop|"
    r"revient\w+",
    "fr": r"explos\w+|forte?|fort|intense|épique|puissante?|énorme|violente?|rapide|à fond|éclate\w*|drop|déchaîn\w+",
}
_THEN: Mapping[str, str] = {
    "en": r"then|later|until|before|end(?:s|ing)?|finally|afterwards?|at the end|builds?(?: up)?|turns?|gets?|"
    r"becomes?|into|"
    r"goes|towards",
    "de": r"dann|danach|später|bis|am ende|schließlich|und wird|immer|zum schluss|hinterher|plötzlich",
    "es": r"luego|después|despues|hasta|al final|termina\w*|acaba\w*|y va|de repente|más tarde",
    "fr": r"puis|ensuite|après|jusqu'à|à la fin|finit|finir|et ça|et monte|soudain|d'un coup",
}
# Said of a beginning, so that what grows after it needs no "then": "starts slow and builds up".
_BEGINS: Mapping[str, str] = {
    "en": r"starts?|begins?|opens?|starting|beginning|at first|first",
    "de": r"fängt|beginnt|startet|erst|zuerst|anfangs|am anfang",
    "es": r"empieza|empiece|comienza|comience|arranca|arranque|al principio|primero",
    "fr": r"commence|démarre|débute|d'abord|au début",
}
_GROWS: Mapping[str, str] = {
    "en": r"builds?(?: up)?|grows?|rises?|swells?|ramps? up",
    "de": r"steigert sich|sich steigert|baut sich auf|wird (?:größer|lauter|stärker|schneller)|wächst",
    "es": r"va (?:subiendo|creciendo|a más)|sube|crece|se (?:acelera|anima)",
    "fr": r"monte(?: en puissance)?|grandit|s'accélère|prend de l'ampleur",
}
_GAP = r"[^.!?]{0,40}?"
_FIRST: Mapping[str, str] = {
    "en": r"(?:(?:it )?(?:should |has to |to )?(?:starts?|begins?|opens?|starting|beginning)(?: off| out)? )?(?:\w+ )?",
    "de": r"(?:(?:es |die musik )?(?:soll )?(?:fängt|beginnt|startet|fang|erst|zuerst|anfangs|am anfang) )?(?:\w+ )?",
    "es": r"(?:(?:que )?(?:empieza|empiece|comienza|comience|arranca|arranque|al principio|primero) )?(?:\w+ )?",
    "fr": r"(?:(?:qui )?(?:commence|démarre|débute|d'abord|au début) )?(?:\w+ )?",
}
_ALONE: Mapping[str, tuple[str, ...]] = {
    "rise": (
        r"from (?:calm|quiet|soft|slow|small) to (?:loud|epic|intense|big|huge|fast|wild)",
        r"von (?:ruhig|leise|sanft|langsam) (?:zu|bis|nach) (?:laut|episch|intensiv|schnell|wild)",
        r"de menos a más",
        r"(?:slowly |gradually )?builds?(?: up)?(?: slowly| gradually| over time)* (?:in)?to (?:an? )?(?:\w+ )?"
        r"(?:finish|climax|drop|end|ending|finale|peak)|(?:slowly|gradually) builds?(?: up)?|"
        r"builds? (?:up )?(?:slowly|gradually)",
        r"(?:baut sich|steigert sich) (?:langsam|allmählich|immer weiter|nach und nach)(?: auf)?|(?:wird|"
        r"immer) (?:langsam|allmählich) "
        r"(?:lauter|größer|intensiver)",
        r"va (?:subiendo|creciendo|aumentando)(?: poco a poco| lentamente)?",
        r"monte (?:petit à petit|peu à peu|doucement|progressivement)",
        r"(?:だんだん|徐々に|少しずつ)(?:盛り上が|激し|大きく|速く)[ぁ-ん]*",
        r"(?:最初|はじめ|初め|出だし|イントロ|前半)(?:は|が)?(?:静か|穏やか|ゆっくり|落ち着い|小さ)[^。]{0,20}?"
        r"(?:盛り上が|激し|爆発|派手|速く|大きく|ドロップ)[ぁ-ん]*",
        r"(?:静か|穏やか)(?:に)?(?:始ま|はじま)[^。]{0,16}?(?:盛り上が|激し|爆発|派手)[ぁ-ん]*",
    ),
    "fall": (
        r"from (?:loud|epic|intense|big|huge|fast|wild) to (?:calm|quiet|soft|slow|small)",
        r"de más a menos",
        r"(?:最初|はじめ|初め|前半)(?:は|が)?(?:激し|派手|盛り上が|大き|速)[^。]{0,20}?(?:静か|穏やか|落ち着)[ぁ-ん]*",
    ),
}


def _compile_courses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = [(name, re.compile(pattern)) for name, patterns in _ALONE.items() for pattern in patterns]
    for language in _LOW:
        low, high = f"(?:{_LOW[language]})", f"(?:{_HIGH[language]})"
        first, then = _FIRST[language], rf"\b(?:{_THEN[language]})\b"
        found += [
            ("rise", re.compile(rf"\b{first}{low}\b{_GAP}{then}{_GAP}\b{high}(?: \w+(?: up| out| loud)?)?")),
            (
                "rise",
                re.compile(
                    rf"\b(?:{_BEGINS[language]})\b{_GAP}\b{low}\b{_GAP}\b(?:{_HIGH[language]}|{_GROWS[language]})"
                    r"(?: up| dann| luego| ensuite)?"
                ),
            ),
            ("fall", re.compile(rf"\b{first}{high}\b{_GAP}{then}{_GAP}\b{low}\b(?: down)?")),
        ]
    return tuple(found)


_COMPILED = _compile_courses()
# "loud at first then calms down": a verb says the quiet end.
_CALMS = re.compile(r"\bcalms? down|wird ruhiger|se calma|se calme|retombe\b")
_REFUSED = re.compile(r"\b(?:no|not|without|nothing that|nicht|ohne|kein\w*|sin|sans|pas)(?: \w+)? ?$")
_REFUSING = re.compile(r"(?:no|not|without|nicht|ohne|kein\w*|sin|sans|pas)\b")
_ENDS = " .,;!?、。"


@dataclass(frozen=True, slots=True)
class EnergyCourse:
    """A course over time by its name, "rise" or "fall", as it was said, and what is left of the message."""

    name: str
    said: str
    rest: str


def _is_refused(line: str, found: re.Match[str]) -> bool:
    return bool(_REFUSED.search(line[: found.start()]) or _REFUSING.match(found[0]))


def find_energy_course(words: str) -> EnergyCourse | None:
    """Find how the energy is to go over time; None where that is not said."""
    line = _CALMS.sub("gets calm", normalise_line(words))
    for name, pattern in _COMPILED:
        if (found := pattern.search(line)) is not None and not _is_refused(line, found):
            rest = f"{line[: found.start()].rstrip(_ENDS)}, {line[found.end() :].lstrip(_ENDS)}".strip(_ENDS)
            return EnergyCourse(name, found[0].strip(_ENDS)[:120], rest)
    return None
