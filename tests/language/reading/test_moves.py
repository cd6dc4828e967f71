"""Every comparative of every language moves the scale that it is about, in its own direction."""

from __future__ import annotations

import pytest

from language.vocabulary import LANGUAGES
from musechat.wish import Facet
from musechat.wish_values import RangeValue
from tests.language.reading.test_reading import LAST, read

# One plain word a language for each scale and direction, written down here and not taken from the tables.
MOVES = {
    (Facet.ENERGY, False): ("calmer", "ruhiger", "más tranquilo", "plus calme", "もっと静か"),
    (Facet.ENERGY, True): ("livelier", "energischer", "más enérgico", "plus énergique", "もっと激しく"),
    (Facet.TEMPO, False): ("slower", "langsamer", "más lento", "plus lent", "もっとゆっくり"),
    (Facet.TEMPO, True): ("faster", "schneller", "más rápido", "plus rapide", "もっと速く"),
    (Facet.VALENCE, True): ("happier", "fröhlicher", "más alegre", "plus joyeux", "もっと明るい"),
    (Facet.VALENCE, False): ("sadder", "trauriger", "más triste", "plus triste", "もっと悲しい"),
    (Facet.BRIGHTNESS, False): ("darker", "dunkler", "más oscuro", "plus sombre", "もっと暗く"),
    (Facet.LENGTH, False): ("shorter", "kürzer", "más corto", "plus court", "もっと短く"),
    (Facet.LENGTH, True): ("longer", "länger", "más largo", "plus long", "もっと長く"),
}
CASES = [(words, facet, up) for (facet, up), ways in MOVES.items() for words in ways]


@pytest.mark.parametrize(("words", "facet", "up"), CASES, ids=[words for words, _, _ in CASES])
def test_a_comparative_goes_its_own_way(words: str, facet: Facet, up: bool) -> None:
    moves = [
        wish.value
        for _, wish, _ in read(words).events
        if wish is not None
        and wish.facet is facet
        and isinstance(wish.value, RangeValue)
        and wish.value.than is not None
    ]
    assert moves, f"nothing was read: {read(words).events}"
    reference = {Facet.TEMPO: LAST.tempo_bpm, Facet.LENGTH: LAST.length_s}.get(facet)
    for value in moves:
        ends = [end for end in (value.min, value.max) if end is not None]
        assert ends
        than = reference if reference is not None else value.than
        assert than is not None
        assert (sum(ends) / len(ends) > than) is up


def test_each_language_is_tried() -> None:
    assert {len(ways) for ways in MOVES.values()} == {len(LANGUAGES)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_can_say_every_move_both_ways(language: str) -> None:
    moves = LANGUAGES[language].moves
    # Of the other scales the words for moods tell it too.
    assert moves.keys() >= {(facet, up) for facet in (Facet.TEMPO, Facet.LENGTH, Facet.ERA) for up in (False, True)}
    assert len({*moves.values()}) == len(moves)
    for phrases in moves.values():
        assert phrases.strip(" ,")
