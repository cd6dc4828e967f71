"""The hard rules over the whole library at once; the same verdicts as :mod:`musechat.rules`, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from models.ranking.library_snapshot import BoolArray, DoubleArray, LibrarySnapshot
from musechat.concepts import find_term
from musechat.rules import MOOD_REACH, TAG_PRESENT, UNSURE_VOCALS, Rule, RuleKind, Rules, report_no_match
from musechat.wish import Facet


def allowed(library: LibrarySnapshot, rules: Rules) -> BoolArray:
    """Which rows pass every rule and are not hidden, (n,)."""
    passing = library.visible(rules.guild_id)
    for rule in rules:
        passing &= meets(library, rule)
    return passing


def meets(library: LibrarySnapshot, rule: Rule) -> BoolArray:
    """Which rows meet one rule, (n,)."""
    return _MEETS[rule.kind](library, rule.value)


def report(library: LibrarySnapshot, rules: Rules) -> dict[str, Any]:
    """The no-match report (see :func:`musechat.rules.report_no_match`) for all of the library that is not hidden."""
    seen = library.visible(rules.guild_id)
    names = list(dict.fromkeys(rule.name for rule in rules))
    broken = np.zeros((len(names), len(library)), bool)
    for rule in rules:
        broken[names.index(rule.name)] |= ~meets(library, rule)
    if not names:
        return report_no_match(rules, {frozenset(): int(seen.sum())} if seen.any() else {})
    patterns, sizes = np.unique(broken[:, seen], axis=1, return_counts=True)
    counts = {
        frozenset(name for name, hit in zip(names, patterns[:, n], strict=True) if hit): int(size)
        for n, size in enumerate(sizes)
    }
    return report_no_match(rules, counts)


def _range(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    found: DoubleArray = library.values[value["facet"]]
    unknown = np.isnan(found)
    low = -np.inf if value["min"] is None else value["min"]
    high = np.inf if value["max"] is None else value["max"]
    inside = (found >= low) & (found <= high)
    return np.asarray(inside if value["inside"] else ~inside | unknown)


def sung(library: LibrarySnapshot) -> BoolArray:
    """Which rows singing has to be reckoned with in, (n,)."""
    unsure = library.singing < 0
    return np.asarray(np.where(unsure, library.vocal_score >= UNSURE_VOCALS, library.singing == 1))


def _vocals(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    voiced = sung(library)
    if not value["present"]:
        return np.asarray(voiced != value["want"])
    fits = voiced
    if value["voice"] is not None:
        fits = voiced & (library.voice_scores(value["voice"]) >= np.float32(TAG_PRESENT))
    return np.asarray(fits == bool(value["want"]))


def _term(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    term = find_term(value["facet"], value["name"])
    present = library.term_scores(term) >= np.float32(TAG_PRESENT)
    if term.facet is Facet.MOOD:
        targets = ((term.energy, Facet.ENERGY), (term.valence, Facet.VALENCE), (term.brightness, Facet.BRIGHTNESS))
        near = [np.abs(target - library.values[facet]) <= MOOD_REACH for target, facet in targets if target is not None]
        present = present | (np.logical_and.reduce(near) if near else False)
    return np.asarray(present == value["want"])


def _artist(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    hit = np.zeros(len(library), bool)
    for name in value["names"]:
        hit[library.rows_crediting.get(name, [])] = True
    return np.asarray(hit == value["want"])


def _tracks(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    hit = np.zeros(len(library), bool)
    hit[library.rows(value["ids"])] = True
    return np.asarray(hit == value["want"])


def _licence(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    return library.licence[value["use"]]


def _explicit(library: LibrarySnapshot, value: Mapping[str, Any]) -> BoolArray:
    return np.asarray(library.explicit == value["present"])


_MEETS: dict[RuleKind, Callable[[LibrarySnapshot, Mapping[str, Any]], BoolArray]] = {
    RuleKind.RANGE: _range,
    RuleKind.VOCALS: _vocals,
    RuleKind.TERM: _term,
    RuleKind.ARTIST: _artist,
    RuleKind.TRACKS: _tracks,
    RuleKind.LICENCE: _licence,
    RuleKind.EXPLICIT: _explicit,
}
