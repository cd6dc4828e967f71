"""What people call a concept, in English: the names by which tags, genre texts and titles mention it too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from language.languages import find_language
from language.languages.registry import DEFAULT
from language.languages.vocabulary_table import split_phrases
from musechat.concepts import ALL_TERMS, MOODS, PACES, Concept, NamedConcept, find_term, fold_name
from musechat.wish import Facet

ENGLISH = find_language(DEFAULT).vocabulary
_NAMES: dict[tuple[Facet, str], tuple[str, ...]] = {
    (facet, concept_id): split_phrases(ENGLISH.terms[concept_id]) for facet, concept_id in ALL_TERMS
}
COMPARATIVES = frozenset(word for said in ENGLISH.moves.values() for word in split_phrases(said))
PACE_WORDS = frozenset(word for said in ENGLISH.paces.values() for word in split_phrases(said))


def names_of(concept: Concept) -> tuple[str, ...]:
    """What people call a concept, its plainest name first; an unknown one goes by its id."""
    return _NAMES.get((concept.facet, concept.id), (concept.id,))


@lru_cache(maxsize=1 << 12)
def find_named_concept(facet: Facet, concept_id: str) -> NamedConcept:
    """Find a concept, known or bare, together with its names as they are compared."""
    concept = find_term(facet, concept_id)
    return NamedConcept(concept, tuple(dict.fromkeys(fold_name(name) for name in names_of(concept))))


def is_named_in(concept: Concept, text: str) -> bool:
    """Whether a tag or genre text names a concept outright, see :meth:`musechat.concepts.NamedConcept.is_named_in`."""
    return find_named_concept(concept.facet, concept.id).is_named_in(text)


def list_scale_ends(facet: Facet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the upper and the lower end of a scale are called: the moods along it, or the words for a pace."""
    if facet is Facet.TEMPO:
        fast = (pace for pace, (_, high) in PACES.items() if high is None)
        slow = (pace for pace, (low, _) in PACES.items() if low is None)
        return _list_pace_words(fast), _list_pace_words(slow)
    moods = [mood for mood in MOODS.values() if mood.axis is facet]
    return tuple(names_of(m)[0] for m in moods if m.upward), tuple(names_of(m)[0] for m in moods if not m.upward)


def _list_pace_words(paces: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for pace in paces for word in split_phrases(ENGLISH.paces[pace]))
