"""Rewrite what is not said in words: emoji that refuse, wish for or move something, and decades in words."""

from __future__ import annotations

import re

_NAMES = {
    "🥁": "drums",
    "🎸": "guitar",
    "🎹": "piano",
    "🎻": "violin",
    "🎷": "saxophone",
    "🎺": "trumpet",
    "🪕": "banjo",
    "🪗": "accordion",
    "🎤": "vocals",
    "🗣": "vocals",
    "🪈": "flute",
    "🔔": "bells",
}
_SOUND = "[" + "".join(_NAMES) + "]"
_NOT = "[❌🚫✖⛔🙅]"
_YES = "[✅✔➕☑👍💯⬆🔼📈]"
_UP, _DOWN = "(?:⬆|🔼|📈|🆙|☝)", "(?:⬇|🔽|📉)"
_PLAIN = re.compile("[\ufe0f\u200d\U0001f3fb-\U0001f3ff]")


def _name_sound(match: re.Match[str], before: str) -> str:
    sign = re.search(_SOUND, match[0])
    return f" {before}{_NAMES[sign[0]]} , " if sign else match[0]


_SLOW, _FAST = "(?:🐢|🐌|🦥)", "(?:🐇|🐰|🏃|🚀|⚡|🏎|💨)"
_MOVES = (
    (re.compile(rf"{_SLOW}\s*(?:➡|→|->|>|⏩|🔜|➜)+\s*{_FAST}"), " faster "),
    (re.compile(rf"{_FAST}\s*(?:➡|→|->|>|⏩|🔜|➜)+\s*{_SLOW}"), " slower "),
    (re.compile(r"(?:😢|😭|🙁|☹)\s*(?:➡|→|->|>)+\s*(?:😀|😊|😄|🙂|😁|🥳)"), " happier "),
    (re.compile(r"(?:😀|😊|😄|🙂|😁|🥳)\s*(?:➡|→|->|>)+\s*(?:😢|😭|🙁|☹)"), " sadder "),
    (re.compile(rf"{_SLOW}\s*{_UP}"), " slower "),
    (re.compile(rf"(?:{_FAST}\s*{_UP}|{_UP}\s*(?:tempo|bpm|speed)|(?:tempo|bpm|speed)\s*{_UP})"), " faster "),
    (re.compile(rf"(?:{_DOWN}\s*(?:tempo|bpm|speed)|(?:tempo|bpm|speed)\s*{_DOWN})"), " slower "),
    (re.compile(rf"(?:🔥\s*{_UP}|{_UP}\s*(?:🔥|energy|energie|energía|énergie)|energy\s*{_UP})"), " more energy , "),
    (
        re.compile(rf"(?:🔥\s*{_DOWN}|{_DOWN}\s*(?:🔥|energy|energie|energía|énergie)|energy\s*{_DOWN})"),
        " less energy , ",
    ),
    (re.compile(rf"(?:bass|🔊)\s*{_UP}(?=\s|$)(?<!🔊⬆)"), " more bass , "),
)
# Alone it is how the music is to be; before a noun ("minimal drums") it says how little of it.
_MINIMAL = re.compile(r"\bminimal(?=\s*(?:$|[.,!?;)]|pl(?:ea)?s|and\b|but\b|music\b|sound\b|vibe\b))", re.IGNORECASE)
_DECADES = (
    (re.compile(r"\b(sechziger|siebziger|achtziger|neunziger)(?:n|[ -]?jahren?)?(?=\b|-)", re.IGNORECASE), "er jahre "),
    (
        re.compile(
            r"\b(?:los |años |de los )?(sesentas?|setentas?|ochentas?|noventas?|ochenter[oa]s?)\b", re.IGNORECASE
        ),
        "s ",
    ),
    (re.compile(r"\bannées (soixante-dix|quatre-vingt-dix|quatre-vingts?|soixante)\b", re.IGNORECASE), "s "),
)
_TENS = (
    ("soixante-dix", "70"),
    ("quatre-vingt-dix", "90"),
    ("quatre-vingt", "80"),
    ("soixante", "60"),
    ("sech", "60"),
    ("sieb", "70"),
    ("acht", "80"),
    ("neun", "90"),
    ("sesent", "60"),
    ("setent", "70"),
    ("ochent", "80"),
    ("novent", "90"),
)


def rewrite_signs(words: str) -> str:
    """Write emoji and decades out in words, where they say something about the music."""
    if not words.isascii():
        words = _rewrite_emoji(words)
    for pattern, ending in _DECADES:
        words = pattern.sub(lambda m, ending=ending: _find_tens(m[1]) + ending, words)  # type: ignore[misc]
    return _MINIMAL.sub("minimalist", words)


def _rewrite_emoji(words: str) -> str:
    line = _PLAIN.sub("", words)
    if line == words and not re.search(f"{_SOUND}|{_UP}|{_DOWN}|{_SLOW}", words):
        return words
    for pattern, said in _MOVES:
        line = pattern.sub(said, line)
    line = re.sub(rf"{_SOUND}\s*{_NOT}|{_NOT}\s*{_SOUND}", lambda m: _name_sound(m, "no "), line)
    line = re.sub(rf"{_SOUND}\s*{_YES}|{_YES}\s*{_SOUND}", lambda m: _name_sound(m, "with "), line)
    if re.fullmatch(
        rf"(?:{_SOUND}|\W|\b(?:pls|plz|please|svp|stp|porfa|bitte|more|más|plus|mehr|with|no|pas)\b)+", line
    ):
        line = re.sub(_SOUND, lambda m: f" {_NAMES[m[0]]} ", line)  # alone, it names what is wanted
    return line


def _find_tens(said: str) -> str:
    return next(tens for name, tens in _TENS if said.casefold().startswith(name))
