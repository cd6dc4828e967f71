"""Places of a library's tracks: the library's own ranks, and of few tracks those among all music."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.track_places import place_tracks, rank_values
from musechat.reference_scales import place_music_energy
from musechat.wish import Facet


def places_of(*energies: float) -> list[float]:
    column = np.array(energies)
    places = place_tracks(dict.fromkeys((Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS), column))
    found: list[float] = places[Facet.ENERGY].tolist()
    return found


def test_ranks_are_even_and_unknown_values_are_in_the_middle() -> None:
    assert rank_values(np.array([0.2, 0.8, 0.5, np.nan])).tolist() == pytest.approx([1 / 6, 5 / 6, 0.5, 0.5])
    assert rank_values(np.array([0.3, 0.3])).tolist() == [0.5, 0.5]
    assert rank_values(np.array([])).tolist() == []


@pytest.mark.parametrize("energies", [np.linspace(0.05, 0.2, 100), np.linspace(0.8, 0.95, 100)])
def test_a_library_of_one_pace_has_a_calmest_and_a_liveliest(
    energies: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    # Among all music they would lie within 0.3: every clip would find half of them too calm, or too lively.
    places = places_of(*energies)
    assert places == sorted(places)
    assert places[0] < 0.1
    assert places[-1] > 0.9
    assert np.mean(places) == pytest.approx(0.5, abs=0.05)


def test_few_tracks_are_placed_among_all_music() -> None:
    assert places_of(0.5)[0] == pytest.approx(place_music_energy(0.5), abs=0.05)
    assert places_of(0.9, 0.95)[0] > 0.8
