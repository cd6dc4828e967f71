"""The single channels: lexical, agreement, variety, and what a broken wish is called."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ranking.candidates import find_candidates
from models.ranking.channel_scores import FUSION_WEIGHT, ScoredCandidates, score_candidates
from models.ranking.choose_request import ChooseRequest
from models.ranking.diversity import order_diversely
from models.ranking.lexical import LexicalIndex
from models.ranking.library_snapshot import build_snapshot
from models.ranking.pick_order import order_candidates
from models.ranking.picks import rate_fit
from models.ranking.shortfall import describe_shortfall
from models.ranking.wish_scores import KEPT, is_comparative, score_agreement, score_clip_agreement
from musechat.brief import Brief, BriefEvent
from musechat.track import Track
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from tests.models.ranking.stand_ins import PlainFusion, made_chooser, made_library, vector_of
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


def test_a_name_in_a_title_says_a_genre_outright_and_an_instrument_less_so() -> None:
    titled = made_track(title="Town (8-bit OST)")
    assert agreed(prefer(Facet.GENRE, name="chiptune"), titled, made_track(tags={"synth": 0.9}))[0] == 1.0
    named, played = made_track(title="Steel and Brass"), made_track(tags={"brass": 0.5})
    assert agreed(prefer(Facet.INSTRUMENT, name="brass"), named) < agreed(
        prefer(Facet.INSTRUMENT, name="brass"), played
    )


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


@pytest.mark.parametrize(("said", "second"), [((), "other"), ((prefer(Facet.INSTRUMENT, name="piano"),), "alike")])
def test_what_is_wished_for_counts_more_than_variety(said: tuple[Wish, ...], second: str) -> None:
    tracks = [made_track(name, artist=name) for name in ("alike", "best", "other", "worst")]
    axis = np.eye(8, dtype=np.float32)
    vectors = {"alike": axis[0], "best": axis[0], "other": axis[1], "worst": axis[2]}
    library = build_snapshot(tracks, vectors, PlainFusion())
    # The worst sets the lower end of the scale that relevance is compared on.
    scored = ScoredCandidates(axis[0], np.arange(4), np.array([9.5, 10.0, 7.5, 0.0]), {}, np.zeros(4))
    events = [BriefEvent(n, 1, 1, "add", wish) for n, wish in enumerate(said, 1)]
    request = ChooseRequest(TurnKind.FIRST, brief=Brief.replay_events(events), alternates=1)
    order = order_candidates(request, library, scored)
    assert [library.ids[n] for n in order[:2]] == ["best", second]


def test_the_fusion_counts_half_where_only_a_clip_is_shown() -> None:
    chooser = made_chooser(made_library(30))
    wish = BriefEvent(1, 1, 1, "add", prefer(Facet.INSTRUMENT, name="piano"))
    tokens = np.eye(8, dtype=np.float32)[:1]
    asked = ChooseRequest(TurnKind.FIRST, clip=made_clip(), video=tokens, brief=Brief.replay_events([wish]))
    spreads = []
    for request in (asked, replace(asked, brief=Brief())):
        allowed = np.ones(len(chooser.library), np.bool_)
        scored = score_candidates(request, chooser.resources, find_candidates(request, chooser.resources, allowed))
        spreads.append(float(scored.parts["fusion"].std()))
        # The number that people read says how well it fits, whatever the weight.
        assert len({round(value, 2) for value in rate_fit(request, chooser.library, scored)}) > 5
    assert spreads == pytest.approx([FUSION_WEIGHT, FUSION_WEIGHT / 2])


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


@given(
    st.lists(
        st.lists(st.sampled_from(["night", "train", "mira", "sol", "jazz", "a", "b"]), max_size=7),
        min_size=1,
        max_size=30,
    )
)
def test_scores_are_those_of_the_package_that_is_the_reference(texts: list[list[str]]) -> None:
    index, known = LexicalIndex([" ".join(words) for words in texts]), {word for words in texts for word in words}
    asked = [word for word in ("night", "mira", "jazz") if word in known]
    found = index.score_query(" ".join(["night", "mira", "jazz"]))
    if not asked:
        assert not found.any()
        return
    reference = bm25s.BM25()
    reference.index(texts, show_progress=False)
    scores = reference.get_scores(asked)
    np.testing.assert_array_equal(found, scores / scores.max() if scores.max() > 0 else scores)
