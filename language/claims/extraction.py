"""Extract what a reason claims: every trait of the pick, of the clip, and of what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from language.claims.catalogue_names import mask_names
from language.claims.claim_lexicon import Lexicon, PhraseMatch, get_lexicon
from language.claims.claim_subjects import find_noun, find_owner
from language.claims.claim_tokens import ClaimToken, normalise_text, split_sentences, tokenise
from language.claims.claimed_numbers import LICENCE_WORDS, iter_numerals
from language.claims.meanings import ClaimMeaning, Trait
from language.claims.negation import find_denied
from language.claims.sentence import Sentence
from language.claims.unknown_words import iter_unknown_words


class About(StrEnum):
    """The subject of a claim."""

    TRACK = "track"
    CLIP = "clip"
    LAST = "last"  # the pick before


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    Attributes:
        meaning: what is claimed.
        about: its subject; a word whose subject is ambiguous makes two claims.
        denied: whether it is said not to be so.
        changed: whether it is said to be so this time and not with the last pick.
        words: as they stand in the text.
        hedged: whether it is said as a guess.

    """

    meaning: ClaimMeaning
    about: About
    denied: bool
    words: str
    changed: bool = False
    hedged: bool = False

    @property
    def trait(self) -> Trait:
        """What it is about."""
        return self.meaning.trait

    @property
    def value(self) -> str:
        """Which one."""
        return self.meaning.value

    @property
    def same_as(self) -> tuple[Trait, str, About, bool]:
        """Key that is equal for two claims that say the same."""
        return self.trait, self.value, self.about, self.denied


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a text, in its order."""

    items: tuple[Claim, ...]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def select_traits(self, *traits: Trait) -> tuple[Claim, ...]:
        """Select the claims about some traits."""
        return tuple(claim for claim in self.items if claim.trait in traits)


_MOVES = {"energy": "energy", "valence": "valence", "brightness": "brightness", "bpm": "tempo"}
_NOUNS = frozenset({Trait.INSTRUMENT, Trait.GENRE, Trait.MOOD, Trait.VOCALS})
ASKED = "asked "  # before a change that is said to have been asked for
_COMPARED = 3  # tokens between a comparative and its "than"
_DESCRIBED = 10  # tokens between "than" and its noun
_OF_NOBODY = frozenset({Trait.PACE, Trait.MEETS, Trait.OUTLASTED, Trait.CHANGE, Trait.TWICE})


def extract_claims(text: str, language: str, title: str = "", artist: str = "") -> Claims:
    """Read every claim out of a text.

    Args:
        text: of any kind; nothing in it makes this raise.
        language: one that :func:`language.claims.claim_lexicon.supports_language`.
        title: the pick's; it and ``artist`` claim nothing where they are named.
        artist: the pick's.

    """
    tokens = tokenise(normalise_text(mask_names(text, title, artist, get_lexicon(language))))
    return Claims(tuple(iter_claims(tokens, get_lexicon(language))))


def refers_to_request(text: str, language: str) -> bool:
    """Whether a text speaks of a wish, or of what is so this time: "as you asked", "now you hear piano"."""
    lexicon = get_lexicon(language)
    parts = (Sentence.parse_sentence(part, lexicon) for part in split_sentences(list(tokenise(normalise_text(text)))))
    return any(hit.has_role("asked", "now") for part in parts for hit in part.hits)


def iter_claims(tokens: Sequence[ClaimToken], lexicon: Lexicon) -> Iterator[Claim]:
    """Read every claim out of the tokens of a text whose own names are masked."""
    for part in split_sentences(list(tokens)):
        yield from _iter_sentence_claims(Sentence.parse_sentence(part, lexicon))


def _iter_sentence_claims(sentence: Sentence) -> Iterator[Claim]:
    missing = find_denied(sentence)
    # "now" covers its clause only: "now with piano, and calm" does not say that calm is new.
    now = {sentence.clauses[hit.first] for hit in sentence.hits if hit.has_role("now")}
    compared = _find_compared(sentence)
    for hit in sentence.hits:
        if not hit.entry.claims:
            continue
        changed = sentence.clauses[hit.first] in now
        for meant, about in _iter_meanings(sentence, hit, compared.get(hit.first)):
            words = sentence.join_words(hit.first, _find_claim_end(sentence, hit, meant))
            # "instead of the last pick's vocals" says that the last pick had them
            without = hit.first in missing and not (about is About.LAST and missing[hit.first])
            hedged = sentence.clauses[hit.first] in sentence.hedged_clauses
            yield Claim(meant, about, without, words, changed and meant.trait in _NOUNS, hedged)
    for at, who in iter_unknown_words(sentence):
        yield Claim(
            ClaimMeaning(Trait.UNMEASURED, sentence.tokens[at].text), About(who), False, sentence.tokens[at].raw
        )
    for meant, whose, first, end in iter_numerals(sentence):
        hedged = sentence.clauses[first] in sentence.hedged_clauses
        yield Claim(meant, About(whose), False, sentence.join_words(first, end), hedged=hedged)


def _find_claim_end(sentence: Sentence, hit: PhraseMatch, meant: ClaimMeaning) -> int:
    """Where the words of a claim end; a licence's name goes on: "CC BY-NC 4.0"."""
    if meant.trait is not Trait.LICENCE:
        return hit.end
    last = min(hit.end + LICENCE_WORDS, len(sentence.tokens))
    return next((at for at in range(hit.end, last) if not sentence.tokens[at].is_word), last)


def _find_compared(sentence: Sentence) -> dict[int, str]:
    """Find the phrases that "more" or "less" stands before, by their first token."""
    found = {}
    for hit in sentence.hits:
        if hit.has_role("more", "less") and not hit.entry.claims:
            # One word may stand between: "more of the piano" has its "of the" as one phrase.
            follower = sentence.starting.get(hit.end) or sentence.starting.get(hit.end + 1)
            if follower is not None and follower.entry.track is not None and not sentence.tokens[hit.first].joined:
                found[follower.first] = "more" if hit.has_role("more") else "less"
    return found


def _iter_meanings(sentence: Sentence, hit: PhraseMatch, compared: str | None) -> Iterator[tuple[ClaimMeaning, About]]:
    """Iterate over what a phrase claims, each with its subject."""
    track, clip = hit.entry.track, hit.entry.clip
    if track is not None and (compared is not None or track.trait is Trait.CHANGE):
        change = _to_change(track, compared) if compared is not None else track
        asked = any(h.has_role("asked") for h in sentence.hits)
        yield (ClaimMeaning(Trait.CHANGE, ASKED + change.value) if asked else change), _find_comparison(sentence, hit)
    elif track is not None and track.trait in _OF_NOBODY:
        yield track, About.TRACK if track.trait is not Trait.CHANGE else _find_comparison(sentence, hit)
        yield from [(clip, About.CLIP)] if clip is not None else []
    elif track is None:
        yield from [(clip, About.CLIP)] if clip is not None else []
    elif clip is None:
        yield from _iter_track_meanings(sentence, hit, track)
    else:
        like = _find_likened(sentence, hit)
        yield from [(ClaimMeaning(Trait.PACE, "same"), About.TRACK)] if like == "both" else []
        yield from [(track, About.LAST)] if like == "last" else []
        who = "both" if like == "both" else find_owner(sentence, hit)
        yield from [(track, About(who))] if who in ("track", "last") else []
        yield from [(track, About.TRACK)] if who == "both" else []
        yield from [(clip, About.CLIP)] if who in ("clip", "both") else []


def _iter_track_meanings(
    sentence: Sentence, hit: PhraseMatch, track: ClaimMeaning
) -> Iterator[tuple[ClaimMeaning, About]]:
    """Iterate over the claims of a word for tracks alone; said of a clip it is something that was not measured."""
    who = find_noun(sentence, hit) if track.trait in (Trait.LEVEL, Trait.MOOD, Trait.TEMPO, *_NOUNS) else ""
    if who == "clip" and track.trait in (Trait.LEVEL, Trait.MOOD):
        yield ClaimMeaning(Trait.UNMEASURED, track.value), About.CLIP
    else:
        yield track, About.LAST if who == "last" else About.TRACK


def _find_likened(sentence: Sentence, hit: PhraseMatch) -> str:
    """Find what the pick shares a quality with, in "as calm as your clip": "both" for the clip, "last", or ""."""
    words = [token.text for token in sentence.tokens]
    if hit.first == 0 or words[hit.first - 1] != "as" or words[hit.end : hit.end + 1] != ["as"]:
        return ""
    who = next((who for at, who in sentence.anchors if hit.end < at <= hit.end + _COMPARED), "")
    return {"clip": "both", "last": "last"}.get(who, "")


def _to_change(track: ClaimMeaning, compared: str) -> ClaimMeaning:
    """Turn "more" or "less" of a quality into a change on its scale, or in how strong a tag is."""
    if track.ranges:
        scale, low, _ = track.ranges[0]
        # A quality at the upper end of its scale rises with "more", one at the lower end falls.
        upward = (low > 0.0) == (compared == "more")
        return ClaimMeaning(Trait.CHANGE, f"{_MOVES[scale]}.{'more' if upward else 'less'}")
    return ClaimMeaning(Trait.CHANGE, f"{track.trait.value}:{track.value}.{compared}")


def _find_comparison(sentence: Sentence, hit: PhraseMatch) -> About:
    """Find what a change is measured against: the clip ("… than your clip", "your clip gets …") or the last pick."""
    near = range(hit.end, hit.end + _COMPARED)
    than = next((each for each in sentence.hits if each.first in near and each.has_role("than")), None)
    if than is not None:
        who = next((name for at, name in sentence.anchors if than.end <= at <= than.end + _DESCRIBED), "last")
        return About.CLIP if who == "clip" else About.TRACK
    clause = sentence.clauses[hit.first]
    before = [who for at, who in sentence.anchors if at < hit.first and sentence.clauses[at] == clause]
    return About.CLIP if before[:1] == ["clip"] else About.TRACK
