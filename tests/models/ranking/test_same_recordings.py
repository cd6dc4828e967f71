"""One recording, or one work, is offered once in a thread, however many files it is in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from models.ranking.same_recordings import find_same_ids, keep_first_versions
from musechat.track import CURVE_POINTS, Track
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import PlainFusion, PlainText, vector_of
from tests.musechat.made import made_clip, made_track


def curve(seed: int, noise: float = 0.0) -> tuple[float, ...]:
    drawn = np.random.default_rng(seed).uniform(0.2, 0.8, CURVE_POINTS)
    return tuple((drawn + noise * np.random.default_rng(99).standard_normal(CURVE_POINTS)).tolist())


def chooser_of(tracks: list[Track], same: tuple[str, ...] = ()) -> Chooser:
    """Tracks whose ids are in ``same`` have the vector of the first of them."""
    vectors = {t.id: vector_of(t) for t in tracks}
    vectors |= dict.fromkeys(same, vectors[same[0]]) if same else {}
    fusion = PlainFusion()
    return Chooser(build_snapshot(tracks, vectors, fusion), fusion, PlainText())


ORIGINAL = made_track("a", title="Song A", artist="Mira", energy_curve=curve(1), tempo_bpm=100.0)
COPY = made_track("b", title="untitled-3", artist="", energy_curve=curve(1, 0.01), tempo_bpm=100.2, duration_s=90.3)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"duration_s": 92.0}, False),
        ({"tempo_bpm": 104.0}, False),
        ({"tempo_bpm": None}, False),
        ({"brightness": 0.6}, False),
        ({"valence": 0.6}, False),
        ({"energy_curve": curve(2)}, False),
        ({"energy_curve": (0.5,) * CURVE_POINTS}, False),
    ],
)
def test_a_copy_agrees_in_all_that_coding_leaves_as_it_is(changed: dict[str, object], same: bool) -> None:
    copy = replace(COPY, traits=replace(COPY.traits, **changed))
    library = chooser_of([ORIGINAL, copy], ("a", "b")).library
    assert find_same_ids(library, ["a"]) == ({"a", "b"} if same else {"a"})


def test_two_pieces_that_sound_otherwise_are_two() -> None:
    library = chooser_of([ORIGINAL, COPY]).library
    library.music[1] = -library.music[0]
    assert find_same_ids(library, ["a"]) == {"a"}


def test_versions_of_a_work_are_one() -> None:
    titles = ("Harbour", "Harbour (Live)", "Harbour - 2009 Remaster", "Harbour (Jo Remix)")
    library = chooser_of([made_track(f"{n}", title=title, artist="Aalto") for n, title in enumerate(titles)]).library
    assert find_same_ids(library, ["1"]) == {"0", "1", "2"}
    assert keep_first_versions(library, [3, 2, 1, 0]) == [0, 1]
    assert keep_first_versions(library, []) == []
    assert find_same_ids(library, ["gone"]) == frozenset()


def test_a_thread_offers_one_of_four_files_once() -> None:
    """The case L10: four files of one recording and four other tracks; "another" until nothing is left."""
    titles = ("Harbour", "Harbour (Live)", "Harbour - 2009 Remaster", "Harbour (Radio Edit)")
    files = [made_track(f"a{n}", title=title, artist="Aalto", energy=0.5) for n, title in enumerate(titles)]
    others = [made_track(f"b{n}", title=f"Other {n}", artist=f"Someone {n}", energy=0.4) for n in range(4)]
    chooser, shown, last = chooser_of([*files, *others]), [], None
    for turn in range(1, 9):
        kind = TurnKind.FIRST if last is None else TurnKind.ANOTHER
        choice = chooser.choose(
            ChooseRequest(kind, turn_seq=turn, clip=made_clip(), shown=frozenset(shown), last=last, alternates=1)
        )
        shown += [pick.track_id for pick in choice.picks]
        if not choice.picks:
            break
        last = choice.picks[0].track_id
    assert sum(track_id.startswith("a") for track_id in shown) == 1
    assert sum(track_id.startswith("b") for track_id in shown) == 4


@pytest.mark.parametrize("artist", ["", "Various Artists", "Unknown artist", "Artistes variés", "不明なアーティスト"])
def test_nobody_is_not_one_artist(artist: str) -> None:
    """The case L11: a pick and three alternates."""
    tracks = [made_track(f"{n}", title=f"tune {n}", artist=artist, energy=0.2 + 0.1 * n) for n in range(6)]
    assert len(chooser_of(tracks).choose(ChooseRequest(TurnKind.FIRST, clip=made_clip())).picks) == 4
