"""Places of a library's tracks: between all music and the library itself, whatever is in it."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.track_places import place_tracks, rank_values
from musechat.reference_scales import place_music_energy
from musechat.wish import Facet


def places_of(*energies: float) -> list[float]:
    column = np.array(energies)
    return place_tracks(dict.fromkeys((Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS), column))[Facet.ENERGY].tolist()


def test_ranks_are_even_and_unknown_values_are_in_the_middle() -> None:
    assert rank_values(np.array([0.2, 0.8, 0.5, np.nan])).tolist() == pytest.approx([1 / 6, 5 / 6, 0.5, 0.5])
    assert rank_values(np.array([0.3, 0.3])).tolist() == [0.5, 0.5]
    assert rank_values(np.array([])).tolist() == []


def test_a_library_of_calm_pieces_still_has_a_liveliest() -> None:
    places = places_of(*np.linspace(0.05, 0.2, 100))
    assert places == sorted(places)
    assert places[-1] - places[0] > 0.4  # by themselves they would lie within 0.15
    assert places[-1] < 0.75  # and it is no lively piece


def test_few_tracks_are_placed_among_all_music() -> None:
    assert places_of(0.5)[0] == pytest.approx(place_music_energy(0.5), abs=0.05)
    assert places_of(0.9, 0.95)[0] > 0.8
