"""The single channels: lexical, agreement, variety, and what a broken wish is called."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.ranking.diversity import order_diversely
from models.ranking.lexical import LexicalIndex
from models.ranking.library_snapshot import build_snapshot
from models.ranking.shortfall import describe_shortfall
from models.ranking.wish_scores import KEPT, is_comparative, score_agreement, score_clip_agreement
from musechat.track import Track
from musechat.wish import Facet, Force, Wish
from tests.models.ranking.stand_ins import PlainFusion, vector_of
from tests.musechat.made import made_clip, made_track, wish_of


def prefer(facet: Facet, **value: Any) -> Wish:
    return wish_of(Force.PREFER, facet, value, "")


def agreed(wish: Wish, *tracks: Track) -> list[float]:
    """Agreement of each track, in the order given."""
    named = [Track(**{f: getattr(t, f) for f in Track.__slots__} | {"id": f"{n:02d}"}) for n, t in enumerate(tracks)]
    library = build_snapshot(named, {t.id: vector_of(t) for t in named}, PlainFusion())
    found = score_agreement(wish, library, np.arange(len(named)))
    assert found is not None
    return [float(v) for v in found]


# A wish, a track that keeps it, one that does so less, and one that does not.
ORDERS: list[tuple[Wish, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (prefer(Facet.TEMPO, min=84.0, max=96.0), {"tempo_bpm": 90.0}, {"tempo_bpm": 100.0}, {"tempo_bpm": 160.0}),
    (prefer(Facet.ENERGY, max=0.4), {"energy": 0.4}, {"energy": 0.45}, {"energy": 0.7}),
    (prefer(Facet.ERA, min=1980, max=1989), {"year": 1985}, {"year": 1993}, {"year": 2020}),
    (prefer(Facet.LENGTH, max=120.0), {"duration_s": 100.0}, {"duration_s": 130.0}, {"duration_s": 300.0}),
    (
        prefer(Facet.INSTRUMENT, name="piano"),
        {"tags": {"piano": 0.6}},
        {"tags": {"piano": 0.2}},
        {"tags": {"guitar": 0.6}},
    ),
    (
        prefer(Facet.INSTRUMENT, name="piano", less=True),
        {"tags": {}},
        {"tags": {"piano": 0.1}},
        {"tags": {"piano": 0.6}},
    ),
    (prefer(Facet.GENRE, name="rock"), {"genre": "Rock"}, {"tags": {"hard rock": 0.3}}, {"genre": "Jazz"}),
    (prefer(Facet.MOOD, name="calm"), {"energy": 0.1}, {"energy": 0.4}, {"energy": 0.9}),
    (prefer(Facet.MOOD, name="happy"), {"valence": 0.9}, {"valence": 0.6}, {"valence": 0.1}),
    (
        prefer(Facet.VOCALS, present=True, voice="female"),
        {"vocals": True, "vocal_score": 0.9, "tags": {"female vocal": 0.5}},
        {"vocals": True, "vocal_score": 0.9, "tags": {"male vocal": 0.5}},
        {"vocals": False, "vocal_score": 0.0},
    ),
    (
        prefer(Facet.VOCALS, present=False, voice=None),
        {"vocals": False, "vocal_score": 0.0},
        {"vocals": None, "vocal_score": 0.34},
        {"vocals": True, "vocal_score": 0.9},
    ),
]


@pytest.mark.parametrize(("wish", "best", "middling", "worst"), ORDERS, ids=[o[0].facet.value for o in ORDERS])
def test_agreement_is_graded(wish: Wish, best: dict[str, Any], middling: dict[str, Any], worst: dict[str, Any]) -> None:
    high, middle, low = agreed(wish, made_track(**best), made_track(**middling), made_track(**worst))
    assert 1 >= high > middle > low >= 0
    assert high >= KEPT > low


def test_just_outside_a_range_is_not_kept() -> None:
    inside, outside = agreed(prefer(Facet.ENERGY, max=0.4), made_track(energy=0.4), made_track(energy=0.401))
    assert inside >= KEPT > outside


def test_an_unknown_tempo_keeps_no_tempo_wish() -> None:
    assert agreed(prefer(Facet.TEMPO, max=100.0), made_track(tempo_bpm=None))[0] < KEPT


def test_words_and_likeness_are_not_measured() -> None:
    library = build_snapshot([made_track()], {"t1": vector_of(made_track())}, PlainFusion())
    assert score_agreement(prefer(Facet.WORDS, text="neon"), library, np.arange(1)) is None
    assert score_agreement(prefer(Facet.LIKE, track_id="t1"), library, np.arange(1)) is None


def test_a_title_can_name_a_genre() -> None:
    named, plain = agreed(prefer(Facet.GENRE, name="chiptune"), made_track(title="Castle (8-bit)"), made_track())
    assert named >= KEPT > plain


def test_only_measured_comparisons_are_comparatives() -> None:
    assert is_comparative(prefer(Facet.ENERGY, max=0.4, than=0.5, by=0.1))
    assert not is_comparative(prefer(Facet.ENERGY, max=0.4, than=None))


def test_clips_and_tracks_agree_by_rank_within_the_library() -> None:
    tracks = [made_track(f"{n}", energy=0.6 + n / 50) for n in range(10)]  # a library of energetic pieces only
    library = build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, PlainFusion())
    calm, fast = (score_clip_agreement(made_clip(energy=e), library, np.arange(10)) for e in (0.0, 1.0))
    assert int(np.argmax(calm)) == 0
    assert int(np.argmax(fast)) == 9


TEXTS = ["night train mira sol jazz", "blue door mira sol rock", "carefree kevin macleod happy piano"]


def test_a_name_is_found_by_its_words() -> None:
    index = LexicalIndex(TEXTS)
    assert index.score_query("something by Kevin MacLeod").tolist() == [0, 0, 1]
    assert np.argmax(index.score_query("Night Train")) == 0
    assert index.score_query("mira sol")[2] == 0


def test_unknown_and_silent_words_score_nothing() -> None:
    index = LexicalIndex(TEXTS)
    assert not index.score_query("zzz the of music").any()
    assert not index.score_query("").any()
    assert LexicalIndex([]).score_query("jazz").shape == (0,)
    assert not LexicalIndex(["", ""]).score_query("jazz").any()


def test_variety_takes_the_best_first_then_what_differs() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    relevance = np.array([1.0, 0.95, 0.7], np.float32)
    nobody = [frozenset({str(n)}) for n in range(3)]
    assert order_diversely(relevance, vectors, nobody, 2) == [0, 2]
    assert order_diversely(relevance, vectors, nobody, 3, weight=1.0) == [0, 1, 2]


def test_an_artist_is_not_chosen_twice() -> None:
    vectors = np.eye(3, dtype=np.float32)
    artists = [frozenset({"mira"}), frozenset({"mira", "jo"}), frozenset({"kai"})]
    assert order_diversely(np.array([3, 2, 1], np.float32), vectors, artists, 3) == [0, 2]
    assert order_diversely(np.array([3, 2, 1], np.float32), vectors, None, 3) == [0, 1, 2]


def test_variety_of_nothing_is_nothing() -> None:
    assert order_diversely(np.zeros(0, np.float32), np.zeros((0, 4), np.float32), [], 3) == []


SHORTFALLS: list[tuple[Wish, dict[str, Any], str]] = [
    (prefer(Facet.TEMPO, max=90.0), {"tempo_bpm": 112.4}, "112 bpm, you asked for at most 90"),
    (prefer(Facet.TEMPO, min=90.0), {"tempo_bpm": None}, "no steady beat, you asked for at least 90 bpm"),
    (prefer(Facet.ENERGY, max=0.3), {"energy": 0.5}, "not as calm as you asked"),
    (prefer(Facet.VALENCE, min=0.8), {"valence": 0.5}, "not as happy as you asked"),
    (prefer(Facet.LENGTH, max=60.0), {"duration_s": 95.0}, "1:35 long, you asked for at most 1:00"),
    (prefer(Facet.ERA, min=1980, max=1989), {}, "its year is not known"),
    (prefer(Facet.ERA, min=1980, max=1989), {"year": 2003}, "from 2003"),
    (prefer(Facet.VOCALS, present=True, voice="female"), {}, "no clear female vocals in it"),
    (prefer(Facet.VOCALS, present=False), {"vocals": True}, "there is singing in it"),
    (prefer(Facet.INSTRUMENT, name="harp"), {}, "no clear harp in it"),
    (prefer(Facet.INSTRUMENT, name="drums", less=True), {}, "still some drums in it"),
    (prefer(Facet.GENRE, name="jazz"), {}, "not clearly jazz"),
    (prefer(Facet.MOOD, name="calm"), {}, "not quite calm"),
    (prefer(Facet.ARTIST, name="Mira"), {}, "not by Mira"),
]


@pytest.mark.parametrize(("wish", "track", "words"), SHORTFALLS, ids=[s[2] for s in SHORTFALLS])
def test_shortfalls_in_words(wish: Wish, track: dict[str, Any], words: str) -> None:
    assert describe_shortfall(wish, made_track(**track)) == words
