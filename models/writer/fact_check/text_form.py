"""Forbidden forms in any reason: links, mentions, markup, invisible characters, talk of a prompt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from language.claims.claim_tokens import ARTIST_MARK, TITLE_MARK, is_unspaced
from models.writer.interface import MAX_REASON_LETTERS, MAX_REASON_WORDS, count_words

LEAST_OWN_SCRIPT = 0.5  # share of a Japanese text's letters that are kana or kanji
_HAZARDS = (
    (
        "a link",
        re.compile(
            r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|gg|me|ly|tv|app|dev|xyz|co|de|fr|es|jp|ru)\b", re.IGNORECASE
        ),
    ),
    ("a mention", re.compile(r"@\w|<[@#:&]|\b(?:everyone|here)@", re.IGNORECASE)),
    ("markup", re.compile(r"[*`~|\\{}<>_]|\]\(|^\s*(?:#{1,6}\s|>|[-•]\s|\d+\.\s)|\[[^\]]*\]", re.MULTILINE)),
    ("a line break", re.compile(r"[\r\n\v\f\u0085\u2028\u2029]")),
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u265f\u2670-\u27bf\u2b50\u2b55\ufe0f\u20e3]")
_LATIN = ("LATIN", "FEMININE", "MASCULINE")  # how the names of its letters begin
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_LEAKS = re.compile(
    r"\b(?:ignor\w+|disregard\w*|forget)\b[^.]{0,30}\b(?:previous|above|prior|earlier|all|instruction\w*|rules?)\b"
    r"|\bsystem prompt\b|\b(?:my|your|the|these|this) (?:instructions?|prompt)\b"
    r"|\bas an? (?:ai|llm|assistant|language model)\b"
    r"|\blanguage model\b|\bai assistant\b|\bi(?:'m| am) sorry\b|\bi can(?:'t|not) (?:help|assist|comply|do)\b"
    r"|^\s*(?:sure|certainly|of course|okay|here(?:'s| is) (?:the|a|your) (?:reason|text|explanation|recommendation))\b"
    r"|\b(?:user|assistant|system|human)\s*:|\bjson\b|\bprompt\b|\bim_(?:start|end)\b"
    r"|\banweisung\w*|\bsprachmodell\b|\binstrucciones\b|\bmodelo de lenguaje\b|\bmodèle de langage\b|\bconsignes\b"
    r"|プロンプト|システムメッセージ|指示に従|言語モデル|以前の指示",
    re.IGNORECASE | re.MULTILINE,
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
    if language == "ja":
        if letters and sum(map(is_unspaced, letters)) / len(letters) < LEAST_OWN_SCRIPT:
            yield "", "It is not written in Japanese; write it in Japanese."
        return
    foreign = (c for c in letters if not c.isascii() and not unicodedata.name(c, "").startswith(_LATIN))
    if strange := next(foreign, ""):
        yield strange, "It holds letters of another script; write only in the language asked for."
