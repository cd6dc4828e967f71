"""Credits that name nobody are no artist, in whatever language a program wrote them."""

from __future__ import annotations

import pytest

from musechat.nobody import list_artists, names_nobody


@pytest.mark.parametrize(
    "credit",
    ["", " ", "Various Artists", "V.A.", "[unknown]", "<Unknown Artist>", "Unknown artist", "Unknown Artist (3)",
     "Verschiedene Interpreten", "Unbekannter Künstler", "Artistes variés", "Artiste inconnu", "Varios artistas",
     "Artista desconocido", "オムニバス", "不明なアーティスト", "アーティスト不明", "N/A", "Anonymous"],
)  # fmt: skip
def test_a_credit_that_names_nobody(credit: str) -> None:
    assert names_nobody(credit)
    assert list_artists(credit) == frozenset()


@pytest.mark.parametrize(
    "credit", ["U2", "311", "Anonymous 4", "Blink 182", "Various Cruelties", "The Unknown", "VAST"]
)
def test_a_name_that_is_somebodys(credit: str) -> None:
    assert not names_nobody(credit)
    assert list_artists(credit)


def test_whoever_is_named_beside_nobody_counts() -> None:
    assert "mira" in list_artists("Mira feat. Unknown Artist")
    assert "unknown artist" not in list_artists("Mira feat. Unknown Artist")
