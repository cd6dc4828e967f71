"""Which tracks a request may not bring: what sounds like an excluded one, and what was shown, in every file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.request_rules import ALIKE, build_rules
from models.ranking.term_similarity import TagMeaning
from musechat.rules import find_refusal
from musechat.taste import Exclusion
from musechat.track import Track
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import DIM, FloatArray, PlainFusion, PlainText, unit
from tests.musechat.made import made_track

COSINES = {"a": 1.0, "b": ALIKE + 0.01, "c": ALIKE - 0.01, "d": 0.0, "e": -1.0}
ASKED = ChooseRequest(TurnKind.FIRST)


def turned(cosine: float) -> FloatArray:
    """A unit vector at a cosine to the first axis."""
    vector = np.zeros(DIM)
    vector[:2] = cosine, np.sqrt(max(0.0, 1 - cosine**2))
    return unit(vector)


TRACKS = {name: made_track(name, artist=f"Artist {name}", title=f"Title {name}") for name in COSINES}
LIBRARY: LibrarySnapshot = build_snapshot(
    TRACKS.values(), {name: turned(cosine) for name, cosine in COSINES.items()}, PlainFusion()
)


def refused(request: ChooseRequest, tracks: dict[str, Track] = TRACKS, library: LibrarySnapshot = LIBRARY) -> set[str]:
    rules = build_rules(library, request)
    return {name for name, track in tracks.items() if find_refusal(track, rules)}


@pytest.mark.parametrize(
    ("what", "value", "gone"),
    [
        ("sounds-like", "a", {"a", "b"}),
        ("sounds-like", "e", {"e"}),
        ("sounds-like", "unknown", set()),
        ("track", "a", {"a"}),
        ("artist", "Artist a", {"a"}),
    ],
)
def test_an_exclusion_reaches_as_far_as_it_says(what: str, value: str, gone: set[str]) -> None:
    assert refused(replace(ASKED, exclusions=(Exclusion("member", what, value),))) == gone


def test_several_exclusions_hold_together() -> None:
    exclusions = (Exclusion("member", "sounds-like", "a"), Exclusion("thread", "sounds-like", "e"))
    assert refused(replace(ASKED, exclusions=exclusions)) == {"a", "b", "e"}


@pytest.mark.parametrize(
    ("shown", "last", "gone"),
    [
        ((), None, set()),
        (("a",), None, {"a"}),
        ((), "b", {"b"}),
        (("a", "d"), "b", {"a", "b", "d"}),
        (("zz",), None, set()),
    ],
)
def test_what_was_shown_and_what_is_shown_now_does_not_come_again(
    shown: tuple[str, ...], last: str | None, gone: set[str]
) -> None:
    assert refused(replace(ASKED, shown=frozenset(shown), last=last)) == gone


def test_another_version_of_what_was_shown_is_no_new_pick() -> None:
    tracks = {
        "a": made_track("a", title="Tide", artist="Mira"),
        "b": made_track("b", title="Tide (Live)", artist="Mira"),
        "c": made_track("c", title="Tide", artist="Jo"),
    }
    library = build_snapshot(tracks.values(), {n: turned(0.1 * i) for i, n in enumerate(tracks)}, PlainFusion())
    assert refused(replace(ASKED, shown=frozenset({"a"})), tracks, library) == {"a", "b"}


@pytest.mark.parametrize("tags", [{}, {"piano": 0.4}])
def test_words_say_nothing_where_no_tag_tells_tracks_apart(tags: dict[str, float]) -> None:
    tracks = [made_track(name, tags=tags) for name in "ab"]
    library = build_snapshot(tracks, {t.id: turned(0.5) for t in tracks}, PlainFusion())
    assert TagMeaning(library, PlainText()).score_rows("piano", np.arange(2)).tolist() == [0.0, 0.0]


def test_words_favour_tracks_with_the_tag_that_they_name() -> None:
    tracks = [
        made_track("a", tags={"piano": 0.9, "harp": 0.1}),
        made_track("b", tags={"piano": 0.1, "harp": 0.9}),
        made_track("c"),
    ]
    library = build_snapshot(tracks, {t.id: turned(0.5) for t in tracks}, PlainFusion())
    meaning = TagMeaning(library, PlainText())
    for said, best in (("piano", 0), ("harp", 1)):
        found = meaning.score_rows(said, np.arange(3))
        assert int(np.argmax(found)) == best
        assert found[2] == min(found)
        assert meaning.score_rows(said, np.array([2, 0])).tolist() == [found[2], found[0]]
