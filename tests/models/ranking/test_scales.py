"""Comparatives: their range first, then what is measured and what is heard of the same scale by rank in the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from language.vocabulary import list_scale_ends
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from models.ranking.scales import Scales
from musechat.track import Track
from musechat.wish import Facet, Force, Wish
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from tests.models.ranking.stand_ins import DIM, PlainFusion, PlainText, unit
from tests.musechat.made import made_track, wish_of

AXIS = {Facet.ENERGY: 0, Facet.BRIGHTNESS: 1, Facet.VALENCE: 2, Facet.TEMPO: 3}
MIDDLE = 5  # row of the last pick among eleven


class TellingText(PlainText):
    """The words for the ends of a scale lie at the ends of its axis; all others where they lay."""

    def encode_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        return [self._end(text)[None] for text in texts]

    def _end(self, text: str) -> NDArray[np.float32]:
        for facet, axis in AXIS.items():
            for names, sign in zip(list_scale_ends(facet), (1, -1), strict=True):
                if text in names:
                    return np.asarray(sign * np.eye(DIM)[axis], np.float32)
        return np.zeros(DIM, np.float32)


def heard_at(**levels: float) -> NDArray[np.float32]:
    """A music vector that is heard at these levels, -1..1, of the scales."""
    vector = np.full(DIM, 0.0)
    vector[-1] = 4.0  # what all have in common, so that the levels stay as they are in a unit vector
    for name, level in levels.items():
        vector[AXIS[Facet(name)]] = level
    return unit(vector)


def chooser_of(tracks: Sequence[Track], heard: Sequence[dict[str, float]]) -> Chooser:
    vectors = {track.id: heard_at(**levels) for track, levels in zip(tracks, heard, strict=True)}
    return Chooser(build_snapshot(tracks, vectors, PlainFusion()), PlainFusion(), TellingText())


def scales_of(tracks: Sequence[Track], heard: Sequence[dict[str, float]]) -> Scales:
    return chooser_of(tracks, heard).resources.scales


def compared(facet: Facet, than: float, low: float | None = None, high: float | None = None) -> Wish:
    return wish_of(Force.PREFER, facet, {"min": low, "max": high, "than": than, "by": 0.1}, "")


def row_of_eleven(measured: str, heard: str, **fixed: Any) -> Scales:
    """Eleven tracks, ascending in a measured trait and in what is heard of a scale."""
    tracks = [made_track(f"{n:02d}", **(fixed | {measured: n / 10})) for n in range(11)]
    return scales_of(tracks, [{heard: n / 10 - 0.5} for n in range(11)])


@pytest.mark.parametrize("facet", [Facet.ENERGY, Facet.VALENCE, Facet.BRIGHTNESS])
def test_a_sign_goes_along_from_a_quarter_of_the_library_on(facet: Facet) -> None:
    scales, rows = row_of_eleven(facet.value, facet.value), np.arange(11)
    more = scales.count_signs_along(compared(facet, 0.5, low=0.6), rows, MIDDLE)
    less = scales.count_signs_along(compared(facet, 0.5, high=0.4), rows, MIDDLE)
    assert more.tolist() == [0] * 8 + [2] * 3
    assert less.tolist() == [2] * 3 + [0] * 8


def test_a_bit_is_a_smaller_step_in_either_direction() -> None:
    scales, rows = row_of_eleven("energy", "energy"), np.arange(11)
    more = scales.count_signs_along(compared(Facet.ENERGY, 0.5, low=0.55, high=0.75), rows, MIDDLE)
    less = scales.count_signs_along(compared(Facet.ENERGY, 0.5, low=0.25, high=0.45), rows, MIDDLE)
    assert more.tolist() == [0] * 7 + [2] * 4
    assert less.tolist() == [2] * 4 + [0] * 7


def test_near_an_end_half_of_what_is_left_is_enough() -> None:
    scales = row_of_eleven("energy", "energy")
    assert scales.count_signs_along(compared(Facet.ENERGY, 0.9, low=0.95), np.arange(11), 9).tolist() == [0] * 10 + [2]


def test_measured_and_heard_count_alike_and_equals_go_nowhere() -> None:
    tracks = [made_track(name, energy=energy) for name, energy in (("a", 0.5), ("b", 0.9), ("c", 0.5), ("d", 0.9))]
    heard = [{"energy": level} for level in (0.0, 0.0, 0.9, 0.9)]
    found = scales_of(tracks, heard).count_signs_along(compared(Facet.ENERGY, 0.5, low=0.6), np.arange(4), 0)
    assert found.tolist() == [0, 1, 1, 2]


def test_a_faster_tempo_is_heard_energetic_and_sure() -> None:
    kinds = ({}, {"energy": 0.9}, {"tempo_confidence": 0.9})
    tracks = [made_track(f"{n}", **({"energy": 0.3, "tempo_confidence": 0.2} | kind)) for n, kind in enumerate(kinds)]
    heard = [{"energy": 0.0, "tempo": 0.0}, {"energy": 0.8, "tempo": 0.8}, {"energy": 0.0, "tempo": 0.0}]
    scales = scales_of(tracks, heard)
    assert scales.count_signs_along(compared(Facet.TEMPO, 100.0, low=110.0), np.arange(3), 0).tolist() == [0, 3, 1]


def test_length_and_era_have_no_signs() -> None:
    scales = row_of_eleven("energy", "energy")
    assert not scales.count_signs_along(compared(Facet.LENGTH, 100.0, low=110.0), np.arange(11), 0).any()


def library_for(facet: Facet) -> tuple[Chooser, Track]:
    """Half are measured further along a scale than the last pick; of those one is also heard there."""
    tracks = [made_track(f"{n:02d}", artist=f"{n}", **{facet.value: 0.3 if n < 4 else 0.8}) for n in range(9)]
    heard = [{facet.value: 1.0 if n in (0, 7) else 0.0} for n in range(9)]
    return chooser_of(tracks, heard), tracks[1]


@pytest.mark.parametrize(
    ("facet", "said"), [(Facet.ENERGY, "more energetic"), (Facet.VALENCE, "happier"), (Facet.BRIGHTNESS, "brighter")]
)
def test_of_those_in_range_the_pick_is_one_that_is_also_heard_there(facet: Facet, said: str) -> None:
    chooser, last = library_for(facet)
    for seed in range(10):
        talk = ScriptedConversation(
            ScriptedLibrary.from_chooser(chooser), seed=seed, last=last, shown=[last.id], turn=1
        )
        assert talk.take_turn(said).picks[0].track_id == "07"


def test_signs_alone_do_not_cost_a_wish_of_before() -> None:
    piano, none = {"piano": 0.6}, {"guitar": 0.01}
    made = (("a0", 0.5, piano, 0.0), ("b1", 0.9, piano, 0.0), ("c2", 0.9, none, 1.0), ("d3", 0.5, piano, 1.0))
    tracks = [made_track(name, artist=name, energy=energy, tags=tags) for name, energy, tags, _ in made]
    chooser = chooser_of(tracks, [{"energy": level} for *_, level in made])
    talk = ScriptedConversation(ScriptedLibrary.from_chooser(chooser))
    talk.take_turn("with a piano")
    talk.last, talk.shown = tracks[0], ["a0"]
    assert talk.take_turn("more energetic").picks[0].track_id == "b1"


def test_what_has_no_tempo_can_still_be_told_apart() -> None:
    """Where nothing keeps the range, signs decide."""
    made = (("a0", 100.0, 0.5), ("b1", None, 0.2), ("c2", None, 0.9))
    tracks = [made_track(name, artist=name, tempo_bpm=bpm, energy=energy) for name, bpm, energy in made]
    chooser = chooser_of(tracks, [{"energy": energy, "tempo": energy} for *_, energy in made])
    talk = ScriptedConversation(ScriptedLibrary.from_chooser(chooser), last=tracks[0], shown=["a0"], turn=1)
    assert talk.take_turn("faster").picks[0].track_id == "c2"


def test_an_empty_library_has_scales() -> None:
    assert all(
        len(ranks) == 0
        for ranks in Scales(build_snapshot([], {}, PlainFusion()), PlainFusion(), TellingText()).heard.values()
    )
