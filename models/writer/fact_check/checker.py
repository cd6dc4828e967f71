"""The fact check: nobody reads a reason before everything that it claims was held against what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from language.claims.catalogue_names import NO_CATALOGUE, Catalogue, masked
from language.claims.claim_lexicon import Lexicon, lexicon_of, supports
from language.claims.claim_tokens import ARTIST_MARK, TITLE_MARK, ClaimToken, settled, tokens_of
from language.claims.extraction import Claim, claims_in, claims_of
from language.claims.meanings import Trait
from language.texts import texts_in
from models.writer.fact_check.claim_truth import holds
from models.writer.fact_check.corrections import untrue
from models.writer.fact_check.foreign_names import other_names, strange_language, untrue_quotes
from models.writer.fact_check.text_form import Found, foreign_script, hazards, leaks, too_long
from models.writer.interface import MAX_REASON_LETTERS, ReasonFacts

__all__ = ["NO_CATALOGUE", "Catalogue", "CheckResult", "Problem", "ProblemKind", "check", "check_part", "supports"]


class ProblemKind(StrEnum):
    """What is wrong."""

    NAMES = "names"  # title or artist missing, or somebody else's named
    FALSE = "false"  # measured otherwise
    UNKNOWN = "unknown"  # not measured, or not sure
    FORM = "form"  # links, mentions, markup, too long
    LEAK = "leak"  # talk of instructions
    LANGUAGE = "language"  # not the one asked for
    LATE = "late"  # there is no text to check


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a text from being shown.

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
    """What the check made of a text."""

    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the text may be shown."""
        return not self.problems

    @classmethod
    def failed(cls, why: str) -> CheckResult:
        """The verdict on a text that never came, ``why`` in a few words."""
        return cls((Problem(ProblemKind.LATE, "", why),))


def check(text: str, facts: ReasonFacts, catalogue: Catalogue = NO_CATALOGUE) -> CheckResult:
    """Hold a whole reason against its facts.

    Args:
        text: the reason, written in ``facts.language``, which :func:`supports` must hold of.
        facts: of the pick.
        catalogue: the library's names; none but the pick's own may be named.

    Raises:
        KeyError: the language has no lexicon.

    """
    reading = _MaskedText.of(text, facts)
    return CheckResult(tuple(_distinct((*_missing(reading, facts), *_wrong(reading, facts, catalogue)))))


def check_part(text: str, facts: ReasonFacts, catalogue: Catalogue = NO_CATALOGUE) -> CheckResult:
    """Hold the sentences written so far against the facts: as :func:`check`, but the names may still come."""
    return CheckResult(tuple(_distinct(_wrong(_MaskedText.of(text, facts), facts, catalogue))))


_READ = 4 * MAX_REASON_LETTERS  # characters; a longer text is wrong for its length, and need not be read to its end


@dataclass(frozen=True)
class _MaskedText:
    """A text, with the pick's own names masked, and without what had to be owned up to."""

    whole: str
    own: str
    told: str
    lexicon: Lexicon

    @cached_property
    def tokens(self) -> list[ClaimToken]:
        """Those of what is told."""
        return tokens_of(self.told)

    @classmethod
    def of(cls, text: str, facts: ReasonFacts) -> _MaskedText:
        lexicon = lexicon_of(facts.language)
        own = settled(masked(text[:_READ], facts.track.title, facts.track.artist, lexicon))
        return cls(text, own, _without(own, facts.broken), lexicon)


def _without(text: str, phrases: Iterable[str]) -> str:
    """A text without the broken wishes that it owns up to, word for word."""
    for phrase in phrases:
        text = re.sub(re.escape(settled(phrase)), " ", text, flags=re.IGNORECASE) if phrase.strip() else text
    return text


def _missing(reading: _MaskedText, facts: ReasonFacts) -> Iterator[Problem]:
    """The names that a whole reason must give."""
    title, artist = facts.track.title.strip(), facts.track.artist.strip()
    if title and TITLE_MARK not in reading.own:
        yield Problem(ProblemKind.NAMES, "", f"It does not name the track; write its title exactly: “{title}”.")
    elif not reading.whole.strip():
        yield Problem(ProblemKind.NAMES, "", "It says nothing.")
    if artist and ARTIST_MARK not in reading.own:
        yield Problem(ProblemKind.NAMES, "", f"It does not name the artist; write exactly: {artist}.")


def _wrong(reading: _MaskedText, facts: ReasonFacts, catalogue: Catalogue) -> Iterator[Problem]:
    told, tokens, lexicon = reading.told, reading.tokens, reading.lexicon
    yield from _problems(ProblemKind.FORM, (*hazards(told), *too_long(reading.whole)))
    yield from _problems(ProblemKind.LEAK, leaks(told))
    yield from _problems(
        ProblemKind.LANGUAGE, (*foreign_script(told, lexicon.language), *strange_language(tokens, lexicon))
    )
    untitled = "" if facts.track.title.strip() else texts_in(facts.language)("reasons.untitled")
    yield from _problems(ProblemKind.NAMES, (*untrue_quotes(told, untitled), *other_names(tokens, lexicon, catalogue)))
    yield from _clipless(tokens, lexicon) if facts.clip is None else ()
    yield from _untrue(claims_of(tokens, lexicon), facts)


def _clipless(tokens: Sequence[ClaimToken], lexicon: Lexicon) -> Iterator[Problem]:
    """Talk of a clip where there is none."""
    for hit in lexicon.scan(tokens):
        if hit.plays("clip"):
            yield Problem(ProblemKind.UNKNOWN, tokens[hit.first].raw, "It speaks of a clip; there is none.")


def _untrue(claims: Iterable[Claim], facts: ReasonFacts) -> Iterator[Problem]:
    """Claims that the facts do not hold, but for those that own up to a broken wish in other words."""
    owned = {claim.same_as for phrase in facts.broken for claim in claims_in(phrase, facts.language)}
    for claim in claims:
        if claim.same_as in owned:
            continue
        true = holds(claim, facts)
        if not true:
            kind = ProblemKind.UNKNOWN if true is None or claim.trait in _NEVER_KNOWN else ProblemKind.FALSE
            yield Problem(kind, claim.words, untrue(claim, true, facts))


_NEVER_KNOWN = frozenset({Trait.NUMBER, Trait.UNMEASURED})


def _problems(kind: ProblemKind, found: Iterable[Found]) -> Iterator[Problem]:
    return (Problem(kind, words, sentence) for words, sentence in found)


def _distinct(problems: Iterable[Problem]) -> Iterable[Problem]:
    return dict.fromkeys(problems)
