"""Spells messages as quick fingers do: slips on the keyboard, words cut short, accents and capitals left out.

A network that has only read careful spelling takes "cna u go bak" for talk. A copy of a message with other letters does
and wants the same, so it has the same labels. The slips are those that keyboards and haste make (neighbouring keys,
letters that change places, are doubled or left out); which words are cut short, `messages/spellings.toml` says.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

SPELLINGS = Path(__file__).with_name("messages") / "spellings.toml"
MOST_SLIPS = 3
CUT_SHORT = 0.5  # share of the words with a chat spelling that have it, in a message that is spelt so
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD = re.compile(r"[^\W\d_]{4,}")
_VOWELS = "aeiou"
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60
_KANA = re.compile("[\u3040-\u30ff]")

Rewrite = Callable[[str, np.random.Generator], str]


def respell(text: str, language: str, random: np.random.Generator) -> str:
    """Spell ``text`` otherwise: one to four of what haste does to it. Numbers stay as they are."""
    steps = _JAPANESE if language == "ja" else _LATIN
    chosen = random.choice(len(steps), size=int(random.integers(1, 4)), replace=False)
    if random.random() < 0.7:
        text = _cut_short(text, language, random)
    for place in sorted(chosen):
        text = steps[place](text, random)
    return " ".join(text.split())


def _cut_short(text: str, language: str, random: np.random.Generator) -> str:
    for pattern, forms in _load_spellings(language):
        if random.random() < CUT_SHORT:
            text = pattern.sub(forms[int(random.integers(len(forms)))], text)
    return text


@lru_cache
def _load_spellings(language: str) -> list[tuple[re.Pattern[str], list[str]]]:
    table: dict[str, list[str]] = tomllib.loads(SPELLINGS.read_text(encoding="utf-8")).get(language, {})
    return [
        (_compile_word(word, language), forms) for word, forms in sorted(table.items(), key=lambda row: -len(row[0]))
    ]


def _compile_word(word: str, language: str) -> re.Pattern[str]:
    if language == "ja":  # no spaces there
        return re.compile(re.escape(word))
    before, after = (r"(?<=\w\w)", r"\b") if word.startswith("-") else (r"(?<![\w'])", r"(?![\w'])")
    inner = re.escape(word.strip("-")).replace("'", "['’]")
    return re.compile(f"{before}{inner}{after}", re.IGNORECASE)


def _slip(text: str, random: np.random.Generator) -> str:
    """Let up to three of the longer words have a slip each."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    count = min(len(words), int(random.integers(1, MOST_SLIPS + 1)))
    for place in sorted(random.choice(len(words), size=count, replace=False), reverse=True):
        word = words[place]
        slip = _SLIPS[int(random.integers(len(_SLIPS)))]
        text = text[: word.start()] + slip(word[0], random) + text[word.end() :]
    return text


def _swap_letters(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(1, len(word) - 1))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop_letter(word: str, random: np.random.Generator) -> str:
    vowels = [n for n, c in enumerate(word) if n and c in _VOWELS]
    at = vowels[int(random.integers(len(vowels)))] if vowels else int(random.integers(1, len(word)))
    return word[:at] + word[at + 1 :]


def _single_letter(word: str, random: np.random.Generator) -> str:
    """Write a doubled letter once, or double one where there is none."""
    single = re.sub(r"(\w)\1", r"\1", word, count=1)
    at = int(random.integers(1, len(word)))
    return single if single != word else word[:at] + word[at] + word[at:]


def _hit_neighbour(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(1, len(word)))
    near = _list_neighbours(word[at].lower())
    return word[:at] + near[int(random.integers(len(near)))] + word[at + 1 :] if near else word


@lru_cache
def _list_neighbours(letter: str) -> str:
    row = next((row for row in _ROWS if letter in row), "")
    at = row.find(letter)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2] if row else ""


def _stretch(text: str, random: np.random.Generator) -> str:
    """Stretch a vowel: "sooo", "waaay"."""
    places = [n for n, c in enumerate(text) if c.lower() in _VOWELS]
    if not places:
        return text
    at = places[int(random.integers(len(places)))]
    return text[:at] + text[at] * int(random.integers(3, 5)) + text[at + 1 :]


def _drop_accents(text: str, _random: np.random.Generator) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _drop_signs(text: str, _random: np.random.Generator) -> str:
    """Leave out apostrophes, commas and the last stop; not what stands between digits."""
    return re.sub(r"(?<!\d)[,.;'’!](?!\d)", "", text)


def _lower(text: str, _random: np.random.Generator) -> str:
    return text.lower()


def _shout(text: str, random: np.random.Generator) -> str:
    return text.upper() if random.random() < 0.3 else text.lower()


def _join_words(text: str, random: np.random.Generator) -> str:
    """Miss the space bar once; not beside a digit."""
    spaces = [m.start() for m in re.finditer(r"(?<=[^\W\d]) (?=[^\W\d])", text)]
    if not spaces:
        return text
    at = spaces[int(random.integers(len(spaces)))]
    return text[:at] + text[at + 1 :]


def _write_hiragana(text: str, _random: np.random.Generator) -> str:
    return "".join(chr(ord(c) - _TO_HIRAGANA) if ord(c) in _KATAKANA else c for c in text)


def _stretch_end(text: str, random: np.random.Generator) -> str:
    ending = ("ー", "〜", "ｗ", "w", "！！", "…", "っ")[int(random.integers(7))]
    return text.rstrip("。！?？") + ending


def _drop_particle(text: str, random: np.random.Generator) -> str:
    places = [m.start() for m in re.finditer("(?<=[\u30a0-\u30ff\u4e00-\u9fff])[をがは](?=.)", text)]
    if not places:
        return text
    at = places[int(random.integers(len(places)))]
    return text[:at] + text[at + 1 :]


def _swap_kana(text: str, random: np.random.Generator) -> str:
    places = [m.start() for m in _KANA.finditer(text)][:-1]
    if len(text) < 6 or not places:
        return text
    at = places[int(random.integers(len(places)))]
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


_SLIPS: tuple[Rewrite, ...] = (_swap_letters, _drop_letter, _drop_letter, _single_letter, _hit_neighbour)
_LATIN: tuple[Rewrite, ...] = (_slip, _stretch, _drop_accents, _drop_signs, _lower, _shout, _join_words, _slip)
_JAPANESE: tuple[Rewrite, ...] = (_write_hiragana, _drop_particle, _stretch_end, _swap_kana)
