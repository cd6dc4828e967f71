"""Which end of a range a shortfall names, and the other ways of missing a wish."""

from __future__ import annotations

from typing import Any

import pytest

from models.ranking.shortfall import describe_shortfall
from musechat.wish import Facet, Force
from tests.musechat.made import made_track, wish_of


@pytest.mark.parametrize(
    ("facet", "value", "track", "words"),
    [
        (Facet.TEMPO, {"min": 90.0, "max": 100.0}, {"tempo_bpm": 80.0}, "80 bpm, you asked for at least 90"),
        (Facet.TEMPO, {"min": 90.0, "max": 100.0}, {"tempo_bpm": 120.0}, "120 bpm, you asked for at most 100"),
        (Facet.TEMPO, {"min": 90.0}, {"tempo_bpm": 80.6}, "81 bpm, you asked for at least 90"),
        (Facet.TEMPO, {"max": 90.0}, {"tempo_bpm": None}, "no steady beat, you asked for at most 90 bpm"),
        (Facet.TEMPO, {"min": 90.0, "max": 99.0}, {"tempo_bpm": None}, "no steady beat, you asked for at least 90 bpm"),
        (Facet.LENGTH, {"min": 120.0}, {"duration_s": 95.0}, "1:35 long, you asked for at least 2:00"),
        (Facet.LENGTH, {"min": 100.0, "max": 110.0}, {"duration_s": 125.0}, "2:05 long, you asked for at most 1:50"),
        (Facet.ENERGY, {"min": 0.6}, {"energy": 0.5}, "not as energetic as you asked"),
        (Facet.ENERGY, {"min": 0.6, "max": 0.7}, {"energy": 0.8}, "not as calm as you asked"),
        (Facet.BRIGHTNESS, {"min": 0.6, "max": 0.7}, {"brightness": 0.5}, "not as bright as you asked"),
        (Facet.BRIGHTNESS, {"max": 0.4}, {"brightness": 0.5}, "not as dark as you asked"),
        (Facet.VALENCE, {"max": 0.4}, {"valence": 0.5}, "not as sad as you asked"),
        (Facet.VOCALS, {"present": True}, {}, "no clear vocals in it"),
        (Facet.VOCALS, {"present": True, "voice": "male"}, {}, "no clear male vocals in it"),
        (Facet.VOCALS, {"present": False}, {"vocals": False}, "perhaps some singing in it"),
        (Facet.GENRE, {"name": "jazz", "less": True}, {}, "still close to jazz"),
        (Facet.MOOD, {"name": "calm", "less": True}, {}, "still rather calm"),
        (Facet.LICENCE, {"use": "commercial"}, {}, "without commercial use allowed"),
    ],
)
def test_a_shortfall_names_the_end_that_is_missed(
    facet: Facet, value: dict[str, Any], track: dict[str, Any], words: str
) -> None:
    assert describe_shortfall(wish_of(Force.PREFER, facet, value), made_track(**track)) == words
