"""Read the numbers of a sentence: tempi, moments, lengths and years, each with its subject."""

from __future__ import annotations

from collections.abc import Iterator

from language.claims.claim_subjects import PRONOUNS
from language.claims.claim_tokens import ClaimToken
from language.claims.meanings import ClaimMeaning, Trait
from language.claims.sentence import BARRIERS, COMMAS, Sentence
from language.languages import list_languages

_NEAR = 6  # tokens within which a word for a moment belongs to a time
_BEATS = range(20, 400)
_YEARS = range(1500, 2200)
LICENCE_WORDS = 5  # tokens that may follow the beginning of a licence's name
_UNITS = ("seconds", "minutes")
_WITHIN = frozenset(word for each in list_languages() if each.claims for word in each.claims.within)
_ARROWS = frozenset("→>")

Numeral = tuple[ClaimMeaning, str, int, int]  # what is claimed, whose, first token and the one after the last


def iter_numerals(sentence: Sentence) -> Iterator[Numeral]:
    """Iterate over the numbers that are no part of a known phrase, each with its meaning and subject."""
    for at, token in enumerate(sentence.tokens):
        if token.is_number and at not in sentence.covering and not _is_licence_version(sentence, at):
            if ":" in token.text:
                yield _make_meaning(Trait.TIME, f"{_find_moment(sentence, at)} {token.text}"), "track", at, at + 1
            else:
                yield _read_number(sentence, at, token)
    # "bpm" without a number claims a tempo that cannot be checked, so it is kept as a claim of its own.
    if any(hit.has_role("bpm") for hit in sentence.hits) and not _has_tempo(sentence):
        hit = next(hit for hit in sentence.hits if hit.has_role("bpm"))
        yield _make_meaning(Trait.BPM, "?"), "track", hit.first, hit.end


def _make_meaning(trait: Trait, value: str) -> ClaimMeaning:
    return ClaimMeaning(trait, value)


def _is_licence_version(sentence: Sentence, at: int) -> bool:
    """Whether it is the version of a licence: "CC BY 4.0"."""
    return any(
        hit.entry.track is not None
        and hit.entry.track.trait is Trait.LICENCE
        and hit.end <= at <= hit.end + LICENCE_WORDS
        for hit in sentence.hits
    )


def _has_tempo(sentence: Sentence) -> bool:
    return any(token.is_number and ":" not in token.text for token in sentence.tokens)


def _read_number(sentence: Sentence, at: int, token: ClaimToken) -> Numeral:
    following = sentence.starting.get(at + 1)
    if following is not None and following.has_role(*_UNITS):
        unit = "s" if following.has_role("seconds") else "min"
        return _make_meaning(Trait.LENGTH, f"{token.text} {unit}"), "track", at, following.end
    value = float(token.text.replace(",", "."))
    with_unit = following is not None and following.has_role("bpm")
    # One "bpm" in a sentence makes tempi of its other plausible numbers: "from 113 to 90 bpm".
    if any(hit.has_role("bpm") for hit in sentence.hits) and int(value) in _BEATS:
        return _make_meaning(Trait.BPM, token.text), _find_tempo_owner(sentence, at), at, at + 1 + with_unit
    if value.is_integer() and int(value) in _YEARS:
        return _make_meaning(Trait.YEAR, f"{value:.0f}"), "track", at, at + 1
    return _make_meaning(Trait.NUMBER, token.text), "track", at, at + 1


def _find_tempo_owner(sentence: Sentence, at: int) -> str:
    """Find whose tempo a number is: the last pick's if after "instead of", "from" or its noun, or before an arrow."""
    if at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].raw in _ARROWS:
        return "last"
    for place in range(at - 1, max(at - 6, -1), -1):
        raw, hit = sentence.tokens[place].raw, sentence.covering.get(place)
        if raw in BARRIERS or raw in COMMAS:
            return "track"
        if hit is not None and hit.has_role("instead", "from", "than") and _has_no_noun_between(sentence, hit.end, at):
            return "last"
        who = sentence.find_anchor(place)
        if who and sentence.tokens[place].text not in PRONOUNS:  # "the last pick with its 113"
            return who if who == "last" else "track"
        if sentence.tokens[place].is_number:
            return "track"
    return "track"


def _has_no_noun_between(sentence: Sentence, first: int, end: int) -> bool:
    """Whether no other noun stands between."""
    return not any(sentence.find_anchor(at) in ("track", "clip") for at in range(first, end))


def _find_moment(sentence: Sentence, at: int) -> str:
    """Find which moment a time is: "start", "end", "clip" (within it), "section", or "any" where nothing says."""
    before = _find_role(sentence, range(at - 1, -1, -1))
    after = _find_role(sentence, range(at + 1, min(at + _NEAR, len(sentence.tokens))))
    follower = sentence.starting.get(at + 1)
    if follower is not None and follower.has_role("starts", "ends"):  # Japanese says it afterwards
        return "end" if follower.has_role("ends") else "start"
    return "clip" if _is_in_clip(sentence, at) else before or after or "any"


def _is_in_clip(sentence: Sentence, at: int) -> bool:
    """Whether a time is one within the clip: "at 0:12 in your clip"."""
    if at + 1 >= len(sentence.tokens) or sentence.tokens[at + 1].text not in _WITHIN:
        return False
    place, who = next(((n, who) for n, who in sentence.anchors if n > at), (at, ""))
    return who == "clip" and place <= at + 4 and sentence.clauses[place] == sentence.clauses[at]


def _find_role(sentence: Sentence, places: range) -> str:
    for place in places:
        hit, raw = sentence.covering.get(place), sentence.tokens[place].raw
        if raw in BARRIERS:
            return ""
        if hit is None:
            continue
        if hit.has_role("clip") or (hit.entry.track is not None and hit.entry.track.trait is Trait.MEETS):
            return "clip"
        if hit.has_role("ends"):
            return "end"
        if hit.has_role("starts"):
            return "section" if _is_section_start(sentence, hit.first) else "start"
        if hit.has_role("than", "instead"):
            return "any"
    return ""


def _is_section_start(sentence: Sentence, at: int) -> bool:
    """Whether it is a section that begins: "the main part begins at 0:50"."""
    hit = sentence.covering.get(at - 1) if at else None
    return hit is not None and hit.entry.track is not None and hit.entry.track.trait is Trait.SECTION
