"""Forbidden forms in any reason: links, mentions, markup, invisible characters, talk of a prompt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from language.claims.claim_tokens import ARTIST_MARK, TITLE_MARK, is_unspaced
from language.languages import find_language, join_patterns
from models.writer.interface import MAX_REASON_LETTERS, MAX_REASON_WORDS, count_words

LEAST_OWN_SCRIPT = 0.5  # share of letters that are kana or kanji, of a text in a language without spaces
_HAZARDS = (
    (
        "a link",
        re.compile(
            r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|gg|me|ly|tv|app|dev|xyz|co|de|fr|es|jp|ru)\b", re.IGNORECASE
        ),
    ),
    ("a mention", re.compile(r"@\w|<[@#:&]|\b(?:everyone|here)@", re.IGNORECASE)),
    ("markup", re.compile(r"[*`~|\\{}<>_]|\]\(|^\s*(?:#{1,6}\s|>|[-•]\s|\d+\.\s)|\[[^\]]*\]", re.MULTILINE)),
    ("a broken letter", re.compile("\ufffd")),  # bytes of a byte-level vocabulary that make none
    ("a word with a capital inside", re.compile(r"\b[a-zß-ÿ]+[A-ZÀ-Þ]")),  # a small model's slip between two tokens
    ("a line break", re.compile(r"[\r\n\v\f\u0085\u2028\u2029]")),
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u265f\u2670-\u27bf\u2b50\u2b55\ufe0f\u20e3]")
_LATIN = ("LATIN", "FEMININE", "MASCULINE")  # how the names of its letters begin
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_LEAKS = re.compile(
    join_patterns(lambda language: language.claims.leaks if language.claims else ""), re.IGNORECASE | re.MULTILINE
)

Found = tuple[str, str]  # the words, and what is wrong with them


def find_hazards(text: str) -> Iterator[Found]:
    """Find forbidden forms in a text whose own names are masked."""
    for what, pattern in _HAZARDS:
        if found := pattern.search(text):
            yield found[0], f"It holds {what}; write plain sentences only."
    if unseen := next(
        (c for c in text if unicodedata.category(c) in _UNSEEN and c not in (TITLE_MARK, ARTIST_MARK)), ""
    ):
        yield f"U+{ord(unseen):04X}", "It holds a character that cannot be seen; write plain letters."
    if found := _EMOJI.search(text):
        yield found[0], "It holds an emoji; write words only."


def find_prompt_leaks(text: str) -> Iterator[Found]:
    """Talk of prompts, rules and the writer itself."""
    if found := _LEAKS.search(text):
        yield found[0].strip(), "It talks of instructions or of itself; speak only of the music and the clip."


def find_excess_length(text: str) -> Iterator[Found]:
    """More than a reason may have."""
    words = count_words(text)
    if words > MAX_REASON_WORDS:
        yield f"{words} words", f"It is {words} words long; use at most {MAX_REASON_WORDS}."
    elif len(text) > MAX_REASON_LETTERS:
        yield f"{len(text)} characters", f"It is {len(text)} characters long; use at most {MAX_REASON_LETTERS}."


def find_foreign_script(text: str, language: str) -> Iterator[Found]:
    """Letters of a script that the language is not written in."""
    letters = [c for c in text if c.isalpha()]
    profile = find_language(language).profile
    if not profile.spaced:
        if letters and sum(map(is_unspaced, letters)) / len(letters) < LEAST_OWN_SCRIPT:
            yield "", f"It is not written in {profile.name}; write it in {profile.name}."
        return
    foreign = (c for c in letters if not c.isascii() and not unicodedata.name(c, "").startswith(_LATIN))
    if strange := next(foreign, ""):
        yield strange, "It holds letters of another script; write only in the language asked for."
