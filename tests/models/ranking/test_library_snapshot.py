"""The library as arrays: what each holds of a track, what is not known, and libraries of none and one."""

from __future__ import annotations

import numpy as np
import pytest

from language.vocabulary import find_named_concept
from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from musechat.track import Track
from musechat.wish import Facet
from tests.models.ranking.stand_ins import DIM, PlainFusion, vector_of
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_track

FUSION = PlainFusion()


def build(*tracks: Track, **more: object) -> LibrarySnapshot:
    return build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, FUSION, **more)  # type: ignore[arg-type]


def test_an_empty_library_has_arrays_of_nothing() -> None:
    empty = build()
    assert (len(empty), empty.revision, empty.ids) == (0, 0, ())
    assert empty.joint.shape == (0, DIM)
    assert empty.terms.score_voice("female").shape == (0,)
    assert empty.terms.score_term(find_named_concept(Facet.GENRE, "rock")).shape == (0,)
    assert empty.mask_visible(None).shape == (0,)
    empty.warm_up()


def test_a_revision_is_kept() -> None:
    assert build(made_track("a"), revision=7).revision == 7
    assert build(made_track("a")).revision == 0


def test_tracks_are_in_the_order_of_their_ids_and_those_without_a_vector_left_out() -> None:
    tracks = [made_track(each, title=f"T{each}") for each in "cab"]
    found = build_snapshot([*tracks, made_track("d")], {t.id: vector_of(t) for t in tracks}, FUSION)
    assert found.ids == ("a", "b", "c")
    assert [name for name, _ in found.names] == ["Ta", "Tb", "Tc"]
    assert found.row_of == {"a": 0, "b": 1, "c": 2}
    assert found.find_rows(["c", "a", "d", "c"]).tolist() == [0, 2]


@pytest.mark.parametrize(("vocals", "singing"), [(True, 1), (False, 0), (None, -1)])
def test_whether_somebody_sings_is_yes_no_or_unsure(vocals: bool | None, singing: int) -> None:
    found = build(made_track("a", vocals=vocals, vocal_score=0.3))
    assert (found.singing.tolist(), found.vocal_score.tolist()) == ([singing], [0.3])


@pytest.mark.parametrize("sure", [0.0, 0.9])
def test_what_was_not_measured_is_no_number(sure: float) -> None:
    found = build(made_track("a", tempo_bpm=None, tempo_confidence=sure, year=None), made_track("b", year=1984))
    assert np.isnan(found.values[Facet.TEMPO]).tolist() == [True, False]
    assert np.isnan(found.values[Facet.ERA]).tolist() == [True, False]
    assert found.values[Facet.ERA][1] == 1984
    assert found.beat_sure.tolist() == [sure, 0.9]


def test_licences_are_told_by_use() -> None:
    found = build(
        *(
            made_track(each, licence=licence)
            for each, licence in zip("abcd", (FREE, CREDIT, HOME, UNKNOWN), strict=True)
        )
    )
    assert {use: marks.tolist() for use, marks in found.licence.items()} == {
        "commercial": [True, True, False, False],
        "derivatives": [True, True, True, False],
        "no-attribution": [True, False, False, False],
    }


@pytest.mark.parametrize(
    ("guild", "seen"), [(None, [True, False, False]), (7, [True, True, False]), (9, [True, False, False])]
)
def test_a_guild_sees_everyones_tracks_and_its_own(guild: int | None, seen: list[bool]) -> None:
    found = build(made_track("a"), made_track("b", guild_id=7), made_track("c", guild_id=8))
    assert found.mask_visible(guild).tolist() == seen


@pytest.mark.parametrize(
    ("voice", "scores"), [("female", [0.6, 0.0, 0.0]), ("male", [0.0, 0.5, 0.0]), ("child", [0.0, 0.0, 0.0])]
)
def test_a_voice_scores_as_its_surest_tag(voice: str, scores: list[float]) -> None:
    found = build(
        made_track("a", tags={"female vocal": 0.4, "woman": 0.6}), made_track("b", tags={"male": 0.5}), made_track("c")
    )
    assert found.terms.score_voice(voice).tolist() == pytest.approx(scores)


def test_genres_point_into_the_distinct_ones() -> None:
    found = build(
        made_track("a", genre="Rock"), made_track("b"), made_track("c", genre="Jazz"), made_track("d", genre="Rock")
    )
    assert found.genres == ("", "Jazz", "Rock")
    assert [found.genres[place] for place in found.genre_of] == ["Rock", "", "Jazz", "Rock"]


def test_full_tracks_are_those_that_are_asked_for() -> None:
    tracks = {each: made_track(each) for each in "ab"}
    assert build(*tracks.values()).fetch(["b", "z"]) == {"b": tracks["b"]}
    assert build(*tracks.values(), fetch=lambda ids: dict.fromkeys(ids, tracks["a"])).fetch(["z"]) == {"z": tracks["a"]}
