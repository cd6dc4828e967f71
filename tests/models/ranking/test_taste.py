"""A member's lasting taste: what it is learnt from, and that it never outweighs what is asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from musechat.brief import Brief, BriefEvent, Facet, Force
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import made_chooser, made_library
from tests.musechat.made import made_clip, wish_of

TRACKS = made_library(120)
BY_ID = {t.id: t for t in TRACKS}


@pytest.fixture(scope="module")
def chooser() -> Chooser:
    return made_chooser(TRACKS)


def accepted(chooser: Chooser, *, sung: bool, count: int) -> list[tuple[str, bytes]]:
    """Picks of somebody who only ever takes sung, or only ever unsung, music."""
    query = chooser.fusion.encode_query(None, None, None).tobytes()
    return [(t.id, query) for t in TRACKS if t.traits.vocals is sung][:count]


def sung_share(chooser: Chooser, picks: list[tuple[str, bytes]]) -> float:
    taste = chooser.tastes.learn_taste(picks)
    found = [
        BY_ID[pick.track_id].traits.vocals
        for seed in range(6)
        for pick in chooser.choose(
            ChooseRequest(TurnKind.FIRST, clip=made_clip(energy=seed / 6), taste=taste, seed=seed)
        ).picks
    ]
    return float(np.mean([bool(v) for v in found]))


def test_what_was_accepted_comes_more_often(chooser: Chooser) -> None:
    shares = [sung_share(chooser, accepted(chooser, sung=sung, count=12)) for sung in (False, True)]
    assert shares[0] < sung_share(chooser, []) < shares[1]


def test_few_picks_teach_less_than_many_and_one_nothing(chooser: Chooser) -> None:
    sizes = []
    for count in (3, 20):
        taste = chooser.tastes.learn_taste(accepted(chooser, sung=True, count=count))
        assert taste is not None
        sizes.append(float(np.linalg.norm(taste)))
    assert sizes[0] < sizes[1]
    for nothing in ([], [("unknown", b"")] * 3, accepted(chooser, sung=True, count=1)):
        assert chooser.tastes.learn_taste(nothing) is None


def test_picks_that_lead_everywhere_teach_next_to_nothing(chooser: Chooser) -> None:
    lasting = chooser.tastes.learn_taste(accepted(chooser, sung=True, count=12))
    asked = np.random.default_rng(1).permutation(len(TRACKS))
    anything = chooser.tastes.learn_taste(
        [(TRACKS[n].id, chooser.library.joint[asked[n]].tobytes()) for n in range(0, 120, 10)]
    )
    assert lasting is not None
    assert anything is None or np.linalg.norm(anything) < np.linalg.norm(lasting) / 2


@pytest.mark.parametrize("force", [Force.MUST, Force.PREFER])
def test_what_is_asked_for_now_outweighs_it(chooser: Chooser, force: Force) -> None:
    taste = chooser.tastes.learn_taste(accepted(chooser, sung=True, count=30))
    wish = wish_of(force, Facet.VOCALS, {"present": False, "voice": None}, "no vocals")
    brief = Brief.replay_events([BriefEvent(1, 1, 1, "add", wish)])
    for seed in range(5):
        request = ChooseRequest(TurnKind.FIRST, brief, clip=made_clip(energy=seed / 5), taste=taste, seed=seed)
        assert not any(BY_ID[pick.track_id].traits.vocals for pick in chooser.choose(request).picks)


def test_its_share_of_a_score_is_on_record_and_the_query_is_what_was_asked(chooser: Chooser) -> None:
    plain = chooser.choose(ChooseRequest(TurnKind.FIRST, clip=made_clip()))
    taste = chooser.tastes.learn_taste(accepted(chooser, sung=True, count=5))
    moved = chooser.choose(ChooseRequest(TurnKind.FIRST, clip=made_clip(), taste=taste))
    assert "taste" in moved.picks[0].parts
    assert "taste" not in plain.picks[0].parts
    assert (moved.query, moved.space) == (plain.query, "plain-fusion/1")


def test_a_taste_needs_no_tags_and_no_measured_tempo() -> None:
    bare = [replace(t, tags=(), traits=replace(t.traits, tempo_bpm=None)) for t in TRACKS[:6]]
    chooser = made_chooser(bare)
    taste = chooser.tastes.learn_taste([(bare[0].id, chooser.library.joint[1].tobytes())] * 2)
    assert taste is not None
    assert np.isfinite(taste).all()
    assert chooser.choose(ChooseRequest(TurnKind.FIRST, taste=taste)).picks
