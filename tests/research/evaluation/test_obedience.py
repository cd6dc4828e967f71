"""Judging obedience: the rules of the judge, and that a chooser that obeys is told from one that does not."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.choose_request import ChoiceResult
from models.ranking.library_snapshot import LibrarySnapshot
from musechat.wish import Facet
from research.evaluation import hard_rules
from research.evaluation.instruction_following import (
    KINDS,
    SCALES,
    Panel,
    RefinementKind,
    correlate_pace,
    is_right_direction,
    load_phrases,
    run_refinements,
    summarise_cases,
)
from research.evaluation.intervals import bootstrap_grouped_mean, bootstrap_interval
from research.evaluation.judges import SIGNALS, TAGS, JudgeScores
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.training.synthetic_clips import ClipTokens
from tests.models.ranking.stand_ins import DIM, made_chooser, made_library
from tests.musechat.made import made_clip

SHOP = ScriptedLibrary.from_chooser(made_chooser(made_library(90)))
LIBRARY = SHOP.chooser.library


def clip(level: float) -> ClipTokens:
    tokens = np.tile(np.eye(1, DIM, dtype=np.float32) * np.float32(level - 0.5), (2, 1))
    return ClipTokens(tokens, made_clip(energy=level, motion=level), f"{level:.2f}.mp4")


CLIPS = [clip(float(level)) for level in np.linspace(0.05, 0.95, 10)]


def honest(library: LibrarySnapshot) -> JudgeScores:
    """What judges would find if the library's own traits were true."""
    rng = np.random.default_rng(3)
    scores = rng.uniform(0.05, 0.06, (len(library), len(TAGS)))
    signals = np.zeros((len(library), len(SIGNALS)))
    values = {"level": Facet.ENERGY, "tempo": Facet.TEMPO, "centroid": Facet.BRIGHTNESS, "major": Facet.VALENCE}
    for name, facet in values.items():
        signals[:, SIGNALS.index(name)] = np.nan_to_num(library.values[facet], nan=90.0)
    signals[:, SIGNALS.index("pulse")] = signals[:, SIGNALS.index("tempo")]
    signals[:, SIGNALS.index("onset")] = signals[:, SIGNALS.index("level")]
    for tag, own in (("mtt:fast", library.values[Facet.ENERGY]), ("mtt:vocals", library.vocal_score)):
        scores[:, TAGS.index(tag)] = 0.1 + 0.5 * own
    for tag in ("piano", "guitar"):
        scores[:, TAGS.index(f"mtt:{tag}")] = 0.1 + 0.5 * library.tags[tag]
    return JudgeScores(scores, signals)


PANEL = Panel(LIBRARY, honest(LIBRARY))


def test_right_is_further_along_or_where_there_is_no_need_to_move() -> None:
    places = np.arange(20.0)
    up = is_right_direction(RefinementKind("more", "energy", 1), places, 12)
    assert np.flatnonzero(up).tolist() == list(range(13, 20))
    down = is_right_direction(RefinementKind("less", "energy", -1), places, 0)
    assert np.flatnonzero(down).tolist() == [0]  # the last twentieth: the calmest itself
    named = is_right_direction(RefinementKind("piano", "piano", 1, 0.75), places, 18)
    assert np.flatnonzero(named).tolist() == list(range(15, 20))


def test_what_cannot_be_measured_is_never_right() -> None:
    assert not is_right_direction(RefinementKind("more", "tempo", 1), np.array([1.0, np.nan, 2.0]), 2)[1]
    assert not is_right_direction(RefinementKind("more", "tempo", 1), np.array([1.0, np.nan, 2.0]), 1)[0]


def test_every_kind_has_phrases_and_a_scale() -> None:
    assert set(load_phrases()) == {kind.name for kind in KINDS}
    assert {kind.scale for kind in KINDS} == set(SCALES)
    assert min(len(said) for said in load_phrases().values()) >= 5


@pytest.mark.slow
def test_an_obedient_chooser_is_far_above_chance_and_one_that_does_not_listen_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = run_refinements(SHOP, PANEL, CLIPS)
    figures = {found.kind: found for found in summarise_cases(cases)}
    assert set(figures) == {*(kind.name for kind in KINDS), "all"}
    assert figures["all"].cases == len(CLIPS) * len(KINDS) == len(cases)
    known = [found.right.mean for kind, found in figures.items() if kind not in ("electronic", "all")]
    assert np.mean(known) > 0.8  # nothing in this library is electronic
    assert figures["all"].right.low <= figures["all"].right.mean <= figures["all"].right.high
    assert figures["darker"].taggers is None
    assert figures["piano"].signal is None

    deaf = ScriptedConversation.take_turn
    monkeypatch.setattr(
        ScriptedConversation, "take_turn", lambda talk, words="": deaf(talk, "something else" if words else "")
    )
    unheard = {found.kind: found for found in summarise_cases(run_refinements(SHOP, PANEL, CLIPS))}
    assert unheard["all"].right.mean < figures["all"].right.mean - 0.2
    assert unheard["all"].right.mean == pytest.approx(unheard["all"].chance, abs=0.2)


def test_judges_of_the_same_mind_agree() -> None:
    agreed = PANEL.measure_agreement()
    assert set(agreed) == set(SCALES)
    assert agreed["brightness"] == {"own": pytest.approx(1)}
    assert agreed["tempo"]["own"] > 0.9
    assert "halves" in agreed["energy"]


def test_pace_is_compared_for_every_source_that_knows_the_clips() -> None:
    followed = correlate_pace(
        SHOP, PANEL, CLIPS, {"a friend": {c.name: c.traits.energy for c in CLIPS[:5]}, "nobody": {}}
    )
    assert set(followed.by) == {"our watching", "a friend"}
    assert followed.by["our watching"].mean > 0.5
    assert followed.clips == len(CLIPS)


def test_small_talk_brings_no_pick_and_an_alternate_can_be_brought_forward() -> None:
    talk = ScriptedConversation(SHOP, CLIPS[0])
    shown = [pick.track_id for pick in talk.take_turn().picks]
    assert talk.choose_alternate(2) == shown[2]
    assert talk.choose_alternate(9) == shown[-1]
    assert not talk.take_turn("thanks!").picks
    assert talk.last is not None
    assert talk.last.id == shown[-1]


@pytest.mark.slow
def test_hard_rules_hold_and_a_chooser_that_forgets_them_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = hard_rules.count_rule_breaks(SHOP, CLIPS[:2])
    assert sum(found.broken for found in figures) == 0
    assert min(found.picks for found in figures if found.rule != "under 20 seconds") > 0
    assert next(f for f in figures if f.rule == "under 20 seconds").without > 0

    talk = ScriptedConversation.take_turn

    def forgetful(self: ScriptedConversation, words: str = "") -> ChoiceResult:
        self.events, self.exclusions = [], ()
        choice = talk(self, "")
        self.shown = []
        return choice

    monkeypatch.setattr(ScriptedConversation, "take_turn", forgetful)
    broken = {found.rule: found.broken for found in hard_rules.count_rule_breaks(SHOP, CLIPS[:2])}
    assert broken["no vocals"] > 0
    assert broken["at most 100 bpm"] + broken["at least 120 bpm"] > 0
    assert broken[hard_rules.ARTIST] == 0


def test_intervals_hold_their_figure_and_widen_where_cases_come_in_groups() -> None:
    rng = np.random.default_rng(0)
    values = np.repeat(rng.integers(0, 2, 20), 10).astype(float)
    single = bootstrap_grouped_mean(values, np.arange(200), rng)
    grouped = bootstrap_grouped_mean(values, np.repeat(np.arange(20), 10), rng)
    assert single.mean == grouped.mean == pytest.approx(values.mean())
    assert grouped.high - grouped.low > 2 * (single.high - single.low)
    assert bootstrap_interval(lambda rows: 1.0, 5, rng).low == 1.0
