"""The hard rules as masks over a whole library; same results as the tests of :mod:`musechat.rules` per track."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.ranking.library_snapshot import BoolArray, LibrarySnapshot
from musechat.matching import (
    MOOD_REACH,
    TAG_PRESENT,
    UNSURE_VOCALS,
    ArtistTest,
    ExplicitTest,
    LicenceTest,
    RangeTest,
    RuleTest,
    TermTest,
    TracksTest,
    VocalsTest,
    counts_octaves,
)
from musechat.no_match import NoMatchReport, report_no_match
from musechat.rules import Rules
from musechat.wish import Facet


@dataclass(frozen=True)
class RuleMask:
    """The rules of one request, applied to a whole library.

    Attributes:
        rules: the rules.
        visible: rows that the request's guild may see, (n,).
        broken: rows that each rule refuses, (rules, n), in the order of the rules.

    """

    rules: Rules
    visible: BoolArray
    broken: BoolArray

    @property
    def allowed(self) -> BoolArray:
        """Rows that pass every rule and are visible, (n,)."""
        return np.asarray(self.visible & ~self.broken.any(axis=0))

    def report(self) -> NoMatchReport:
        """Report how many visible rows each rule removed, and the rule whose lifting helps most."""
        if not self.rules.rules:
            return report_no_match((), {frozenset(): int(self.visible.sum())} if self.visible.any() else {})
        # Rows that break the same set of rules are counted together: such sets are few, however large the library.
        patterns, sizes = np.unique(self.broken[:, self.visible], axis=1, return_counts=True)
        names = [rule.name for rule in self.rules]
        counts = {
            frozenset(name for name, hit in zip(names, patterns[:, n], strict=True) if hit): int(size)
            for n, size in enumerate(sizes)
        }
        return report_no_match(self.rules.rules, counts)


def compile_rules(library: LibrarySnapshot, rules: Rules) -> RuleMask:
    """Apply every rule to every row; the result serves both the filter and the no-match report."""
    broken = np.zeros((len(rules.rules), len(library)), bool)
    for n, rule in enumerate(rules):
        broken[n] = ~passes(library, rule.test)
    return RuleMask(rules, library.mask_visible(rules.guild_id), broken)


def passes(library: LibrarySnapshot, test: RuleTest) -> BoolArray:
    """Apply the test of one rule: the rows that pass, (n,)."""
    match test:
        case RangeTest():
            return _test_range(library, test)
        case VocalsTest():
            return _test_vocals(library, test)
        case TermTest():
            return _test_term(library, test)
        case ArtistTest():
            return _test_artist(library, test)
        case TracksTest():
            return _test_tracks(library, test)
        case LicenceTest():
            return library.licence[test.use]
        case ExplicitTest():
            return np.asarray(library.explicit == test.present)


def detect_singing(library: LibrarySnapshot) -> BoolArray:
    """Rows that have, or may have, singing, (n,): unsure ones count from a vocal score of ``UNSURE_VOCALS``."""
    unsure = library.singing < 0
    return np.asarray(np.where(unsure, library.vocal_score >= UNSURE_VOCALS, library.singing == 1))


def _test_range(library: LibrarySnapshot, test: RangeTest) -> BoolArray:
    found = library.values[test.facet]
    low = -np.inf if test.min is None else test.min
    high = np.inf if test.max is None else test.max
    inside = (found >= low) & (found <= high)
    if counts_octaves(test):
        others = library.tempo_alternatives
        inside = inside | ((others >= low) & (others <= high)).any(axis=1)
    return np.asarray(inside if test.inside else ~inside | np.isnan(found))


def _test_vocals(library: LibrarySnapshot, test: VocalsTest) -> BoolArray:
    sung = detect_singing(library)
    if not test.present:
        return np.asarray(sung != test.want)
    fits = sung
    if test.voice is not None:
        fits = sung & (library.terms.score_voice(test.voice) >= np.float32(TAG_PRESENT))
    return np.asarray(fits == test.want)


def _test_term(library: LibrarySnapshot, test: TermTest) -> BoolArray:
    concept = test.term.concept
    # In the precision of the snapshot's scores: a tag at exactly the threshold is there, as in musechat.matching.
    present = library.terms.score_term(test.term) >= np.float32(TAG_PRESENT)
    if concept.facet is Facet.MOOD:
        targets = (
            (concept.energy, Facet.ENERGY),
            (concept.valence, Facet.VALENCE),
            (concept.brightness, Facet.BRIGHTNESS),
        )
        near = [np.abs(target - library.values[facet]) <= MOOD_REACH for target, facet in targets if target is not None]
        present = present | (np.logical_and.reduce(near) if near else False)
    return np.asarray(present == test.want)


def _test_artist(library: LibrarySnapshot, test: ArtistTest) -> BoolArray:
    hit = np.zeros(len(library), bool)
    for name in test.names:
        hit[library.rows_crediting.get(name, [])] = True
    return np.asarray(hit == test.want)


def _test_tracks(library: LibrarySnapshot, test: TracksTest) -> BoolArray:
    hit = np.zeros(len(library), bool)
    hit[library.find_rows(test.ids)] = True
    return np.asarray(hit == test.want)
