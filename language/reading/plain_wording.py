"""Rewrite what is not said in words that the rules know: emoji, decades, and each language's rewordings."""

from __future__ import annotations

import re
from functools import partial

from language.languages import join_patterns, list_languages
from language.languages.number_words import NumberWords

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
_BAD = "[👎🤮🤢💩🙉]"
_YES = "[✅✔➕☑👍💯⬆🔼📈]"
_UP, _DOWN = "(?:⬆|🔼|📈|🆙|☝)", "(?:⬇|🔽|📉)"
# A thing in words beside a sign that forbids: "reggaeton 🚫".
_FORBIDDEN = re.compile(
    rf"^\s*(?:{_NOT}\s*)+(?P<one>[\w' -]{{3,25}}?)\s*$|^\s*(?P<two>[\w' -]{{3,25}}?)\s*(?:{_NOT}\s*)+$"
)
_PLAIN = re.compile("[\ufe0f\u200d\U0001f3fb-\U0001f3ff]")


def _name_sound(match: re.Match[str], before: str) -> str:
    sign = re.search(_SOUND, match[0])
    return f" {before}{_NAMES[sign[0]]} , " if sign else match[0]


_ENERGY = join_patterns(lambda language: language.reading.energy)
_SMALL_ASKS = join_patterns(lambda language: language.reading.small_asks)
_SLOW, _FAST = "(?:🐢|🐌|🦥)", "(?:🐇|🐰|🏃|🚀|⚡|🏎|💨)"
_MOVES = (
    (re.compile(rf"{_SLOW}\s*(?:➡|→|->|>|⏩|🔜|➜)+\s*{_FAST}"), " faster "),
    (re.compile(rf"{_FAST}\s*(?:➡|→|->|>|⏩|🔜|➜)+\s*{_SLOW}"), " slower "),
    (re.compile(r"(?:😢|😭|🙁|☹)\s*(?:➡|→|->|>)+\s*(?:😀|😊|😄|🙂|😁|🥳)"), " happier "),
    (re.compile(r"(?:😀|😊|😄|🙂|😁|🥳)\s*(?:➡|→|->|>)+\s*(?:😢|😭|🙁|☹)"), " sadder "),
    (re.compile(rf"{_SLOW}\s*{_UP}"), " slower "),
    (re.compile(rf"(?:{_FAST}\s*{_UP}|{_UP}\s*(?:tempo|bpm|speed)|(?:tempo|bpm|speed)\s*{_UP})"), " faster "),
    (re.compile(rf"(?:{_DOWN}\s*(?:tempo|bpm|speed)|(?:tempo|bpm|speed)\s*{_DOWN})"), " slower "),
    (re.compile(rf"(?:🔥\s*{_UP}|{_UP}\s*(?:🔥|{_ENERGY})|(?:{_ENERGY})\s*{_UP})"), " more energy , "),
    (
        re.compile(rf"(?:🔥\s*{_DOWN}|{_DOWN}\s*(?:🔥|{_ENERGY})|(?:{_ENERGY})\s*{_DOWN})"),
        " less energy , ",
    ),
    (re.compile(rf"(?:bass|🔊)\s*{_UP}(?=\s|$)(?<!🔊⬆)"), " more bass , "),
)
# Alone it is how the music is to be; before a noun ("minimal drums") it says how little of it.
_MINIMAL = re.compile(r"\bminimal(?=\s*(?:$|[.,!?;)]|pl(?:ea)?s|and\b|but\b|music\b|sound\b|vibe\b))", re.IGNORECASE)
_DECADES = tuple(
    (re.compile(numbers.decades, re.IGNORECASE), numbers)
    for numbers in (language.reading.numbers for language in list_languages())
    if numbers.decades
)
_DECADE_LISTS = tuple(
    re.compile(lists, re.IGNORECASE)
    for lists in (language.reading.numbers.decade_lists for language in list_languages())
    if lists
)
_REWORDINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for language in list_languages()
    for pattern, said in language.reading.rewordings
)
_OWN_VOICE = re.compile(join_patterns(lambda language: language.reading.own_voice), re.IGNORECASE)


def rewrite_signs(words: str) -> str:
    """Write emoji and decades out in words, where they say something about the music."""
    if not words.isascii():
        words = _rewrite_emoji(words)
    for pattern, numbers in _DECADES:
        words = pattern.sub(partial(_write_decade, numbers), words)
    for lists in _DECADE_LISTS:
        words = lists.sub(_spell_decades, words)
    for pattern, said in _REWORDINGS:
        words = pattern.sub(said, words)
    return _MINIMAL.sub("minimalist", words)


def name_own_voice(words: str) -> str:
    """Name the member's own voice as what it is for the music, a voiceover: it asks for nobody's singing."""
    return _OWN_VOICE.sub("voiceover", words)


def _spell_decades(match: re.Match[str]) -> str:
    """Spell a list of decades out: "años 70, 80 y 90"."""
    return ", ".join(f"{match['head']} {tens}" for tens in re.findall(r"\d0", match["list"]))


def _rewrite_emoji(words: str) -> str:
    line = _PLAIN.sub("", words)
    if line == words and not re.search(f"{_SOUND}|{_UP}|{_DOWN}|{_SLOW}|{_NOT}", words):
        return words
    for pattern, said in _MOVES:
        line = pattern.sub(said, line)
    line = _FORBIDDEN.sub(lambda m: f"no {m['one'] or m['two']}", line)
    line = re.sub(rf"{_SOUND}\s*{_BAD}|{_BAD}\s*{_SOUND}", lambda m: _name_sound(m, "less "), line)
    line = re.sub(rf"{_SOUND}\s*{_NOT}|{_NOT}\s*{_SOUND}", lambda m: _name_sound(m, "no "), line)
    line = re.sub(rf"{_SOUND}\s*{_YES}|{_YES}\s*{_SOUND}", lambda m: _name_sound(m, "with "), line)
    if re.fullmatch(rf"(?:{_SOUND}|\W|\b(?:{_SMALL_ASKS})\b)+", line):
        line = re.sub(_SOUND, lambda m: f" {_NAMES[m[0]]} ", line)  # alone, it names what is wanted
    return line


def _write_decade(numbers: NumberWords, match: re.Match[str]) -> str:
    said = match[1].casefold()
    return next(digits for name, digits in numbers.tens.items() if said.startswith(name)) + numbers.decade_ending
