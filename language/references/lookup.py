"""Find a reference by a name as people write it: case, accents and typing errors do not matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from language.references.table import Reference, ReferenceTable, load_references
from musechat.concepts import fold_name

LEAST_FUZZY = 5  # letters from which a misspelling is looked for: shorter names are a letter from too many words
SHORT = 7  # letters below which a name has to be closer
# Similarity (0..100, Indel) from which a misspelt name is taken: of a long one two letters of thirteen may be wrong.
CLOSE_ENOUGH, CLOSE_SHORT = 84.0, 90.0
APART = 4.0  # by which the best has to be ahead of the next reference
_ARTICLES = ("the ", "die ", "der ", "das ", "los ", "las ", "les ", "la ", "le ", "el ")


@dataclass(frozen=True, slots=True)
class NamedReference:
    """A reference, and the name of its that was said."""

    reference: Reference
    name: str  # folded
    exact: bool  # whether it was spelt right


def find_reference(text: str, table: ReferenceTable | None = None, *, likened: bool = False) -> Reference | None:
    """Find what a name stands for; None for none.

    Args:
        text: a name and nothing else.
        table: where to look; ours by default.
        likened: whether it was said as a likeness ("like X", "X vibe"). Names that are ordinary words count only so, or
            where they are written as names are.

    """
    found = look_up_name(text, table or load_references())
    if found is None:
        return None
    plain = found.name in found.reference.ambiguous
    if plain and not likened and text.strip() not in found.reference.list_names():
        return None
    return found.reference


def look_up_name(text: str, table: ReferenceTable, *, fuzzy: bool = True) -> NamedReference | None:
    """Look a name up, right or misspelt; ordinary words count as any other name here."""
    folded = fold_name(text)
    for name in (folded, *_vary_article(folded)):
        if (reference := table.by_name.get(name)) is not None:
            return NamedReference(reference, name, exact=True)
    return _find_misspelt(folded, table) if fuzzy and len(folded) >= LEAST_FUZZY else None


def _vary_article(folded: str) -> tuple[str, ...]:
    """The name without its article, and with an English one: "strokes" is "The Strokes"."""
    bare = next((folded.removeprefix(each) for each in _ARTICLES if folded.startswith(each)), folded)
    return (bare, f"the {bare}")


def _find_misspelt(folded: str, table: ReferenceTable) -> NamedReference | None:
    names: Sequence[str] = list(table.by_name)
    near = process.extract(folded, names, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH - APART, limit=5)
    best = [(name, score) for name, score, _ in near if len(name) >= LEAST_FUZZY]
    if not best or best[0][1] < (CLOSE_SHORT if len(folded) < SHORT else CLOSE_ENOUGH):
        return None
    first = table.by_name[best[0][0]]
    # Ordinary words have neighbours of their own; a name that is one has to be spelt right.
    if best[0][0] in first.ambiguous or best[0][0].split()[0][0] != folded[0]:
        return None
    rivals = [score for name, score in best if table.by_name[name] is not first]
    if rivals and best[0][1] - rivals[0] < APART:
        return None
    return NamedReference(first, best[0][0], exact=False)
