"""The fact check of whole and partial reasons; only reasons that pass are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from language.claims.catalogue_names import NO_CATALOGUE, Catalogue, mask_names
from language.claims.claim_lexicon import Lexicon, get_lexicon, supports_language
from language.claims.claim_tokens import ARTIST_MARK, TITLE_MARK, ClaimToken, normalise_text, tokenise
from language.claims.extraction import Claim, extract_claims, iter_claims
from language.claims.meanings import Trait
from language.texts import load_texts
from models.writer.fact_check.claim_truth import is_claim_true
from models.writer.fact_check.corrections import describe_error
from models.writer.fact_check.foreign_names import find_other_language, find_other_names, find_untrue_quotes
from models.writer.fact_check.text_form import (
    Found,
    find_excess_length,
    find_foreign_script,
    find_hazards,
    find_prompt_leaks,
)
from models.writer.fact_check.unknown_words import find_unknown_words
from models.writer.interface import MAX_REASON_LETTERS, ReasonFacts

__all__ = [
    "NO_CATALOGUE",
    "Catalogue",
    "CheckResult",
    "Problem",
    "ProblemKind",
    "check_partial_reason",
    "check_reason",
    "supports_language",
]


class ProblemKind(StrEnum):
    """Kinds of problems."""

    NAMES = "names"  # title or artist missing, or somebody else's named
    FALSE = "false"  # measured otherwise
    UNKNOWN = "unknown"  # not measured, or not sure
    FORM = "form"  # links, mentions, markup, too long
    LEAK = "leak"  # talk of instructions
    LANGUAGE = "language"  # not the one asked for
    SPELLING = "spelling"  # no known word
    LATE = "late"  # there is no text to check


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that keeps a text from being shown.

    Attributes:
        kind: what sort of thing.
        said: the words of the text that it is about, "" where something is missing.
        sentence: what is wrong, in plain English, for another try.

    """

    kind: ProblemKind
    said: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The verdict on a text."""

    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the text may be shown."""
        return not self.problems

    @classmethod
    def make_failed(cls, why: str) -> CheckResult:
        """Make the verdict on a missing text, ``why`` in a few words."""
        return cls((Problem(ProblemKind.LATE, "", why),))


def check_reason(
    text: str, facts: ReasonFacts, catalogue: Catalogue = NO_CATALOGUE, words: frozenset[str] | None = None
) -> CheckResult:
    """Check a whole reason against its facts.

    Args:
        text: the reason, written in ``facts.language``, which :func:`supports_language` must hold of.
        facts: of the pick.
        catalogue: the library's names; none but the pick's own may be named.
        words: those that the writer has learnt, all others being slips; None where it may write any.

    Raises:
        KeyError: the language has no lexicon.

    """
    reading = _MaskedText.mask_text(text, facts)
    problems = (*_find_missing_names(reading, facts), *_find_untruths(reading, facts, catalogue, words))
    return CheckResult(tuple(_keep_distinct(problems)))


def check_partial_reason(
    text: str, facts: ReasonFacts, catalogue: Catalogue = NO_CATALOGUE, words: frozenset[str] | None = None
) -> CheckResult:
    """Hold the sentences written so far against the facts: as :func:`check_reason`, but the names may still come."""
    problems = _find_untruths(_MaskedText.mask_text(text, facts), facts, catalogue, words)
    return CheckResult(tuple(_keep_distinct(problems)))


_READ = 4 * MAX_REASON_LETTERS  # characters; a longer text is wrong for its length, and need not be read to its end


@dataclass(frozen=True)
class _MaskedText:
    """A text with the pick's own names masked and without the admitted broken wishes."""

    whole: str
    own: str
    told: str
    lexicon: Lexicon

    @cached_property
    def tokens(self) -> list[ClaimToken]:
        """Those of what is told."""
        return tokenise(self.told)

    @classmethod
    def mask_text(cls, text: str, facts: ReasonFacts) -> _MaskedText:
        lexicon = get_lexicon(facts.language)
        own = normalise_text(mask_names(text[:_READ], facts.track.title, facts.track.artist, lexicon))
        return cls(text, own, _remove_phrases(own, facts.broken), lexicon)


def _remove_phrases(text: str, phrases: Iterable[str]) -> str:
    """Remove the broken wishes that a text admits word for word."""
    for phrase in phrases:
        text = re.sub(re.escape(normalise_text(phrase)), " ", text, flags=re.IGNORECASE) if phrase.strip() else text
    return text


def _find_missing_names(reading: _MaskedText, facts: ReasonFacts) -> Iterator[Problem]:
    """Find the required names that a whole reason lacks."""
    title, artist = facts.track.title.strip(), facts.track.artist.strip()
    if title and TITLE_MARK not in reading.own:
        yield Problem(ProblemKind.NAMES, "", f"It does not name the track; write its title exactly: “{title}”.")
    elif not reading.whole.strip():
        yield Problem(ProblemKind.NAMES, "", "It says nothing.")
    if artist and ARTIST_MARK not in reading.own:
        yield Problem(ProblemKind.NAMES, "", f"It does not name the artist; write exactly: {artist}.")


def _find_untruths(
    reading: _MaskedText, facts: ReasonFacts, catalogue: Catalogue, words: frozenset[str] | None
) -> Iterator[Problem]:
    told, tokens, lexicon = reading.told, reading.tokens, reading.lexicon
    yield from _to_problems(ProblemKind.FORM, (*find_hazards(told), *find_excess_length(reading.whole)))
    yield from _to_problems(ProblemKind.LEAK, find_prompt_leaks(told))
    yield from _to_problems(
        ProblemKind.LANGUAGE, (*find_foreign_script(told, lexicon.language), *find_other_language(tokens, lexicon))
    )
    untitled = "" if facts.track.title.strip() else load_texts(facts.language)("reasons.untitled")
    yield from _to_problems(
        ProblemKind.NAMES, (*find_untrue_quotes(told, untitled), *find_other_names(tokens, lexicon, catalogue))
    )
    if words is not None:
        yield from _to_problems(ProblemKind.SPELLING, find_unknown_words(tokens, lexicon, facts, words))
    yield from _find_clip_talk(tokens, lexicon) if facts.clip is None else ()
    yield from _find_untrue_claims(iter_claims(tokens, lexicon), facts)


def _find_clip_talk(tokens: Sequence[ClaimToken], lexicon: Lexicon) -> Iterator[Problem]:
    """Find mentions of a clip where there is none."""
    for hit in lexicon.find_phrases(tokens):
        if hit.has_role("clip"):
            yield Problem(ProblemKind.UNKNOWN, tokens[hit.first].raw, "It speaks of a clip; there is none.")


def _find_untrue_claims(claims: Iterable[Claim], facts: ReasonFacts) -> Iterator[Problem]:
    """Find claims that the facts do not support, except those that admit a broken wish in other words."""
    owned = {claim.same_as for phrase in facts.broken for claim in extract_claims(phrase, facts.language)}
    for claim in claims:
        if claim.same_as in owned:
            continue
        true = is_claim_true(claim, facts)
        if not true:
            kind = ProblemKind.UNKNOWN if true is None or claim.trait in _NEVER_KNOWN else ProblemKind.FALSE
            yield Problem(kind, claim.words, describe_error(claim, true, facts))


_NEVER_KNOWN = frozenset({Trait.NUMBER, Trait.UNMEASURED})


def _to_problems(kind: ProblemKind, found: Iterable[Found]) -> Iterator[Problem]:
    return (Problem(kind, words, sentence) for words, sentence in found)


def _keep_distinct(problems: Iterable[Problem]) -> Iterable[Problem]:
    return dict.fromkeys(problems)
