"""Claims of reasons against judges: what each can tell, what it cannot, and that facts judge the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.start_moment import find_start_moment
from models.writer.interface import ReasonFacts
from musechat.clip import ClipTraits
from research.evaluation.judges import SIGNALS, TAGS, JudgeScores
from research.evaluation.writer.assertion_scoring import FACTS, SIGNAL, TAGGERS, ClaimedText, ScoredClaim, score_claims
from research.evaluation.writer.judge_signal import SignalMeasurement, find_key, find_pulse, is_near_tempo
from research.evaluation.writer.judge_tags import JudgedTrack, combine_judges
from tests.musechat.made import made_clip, made_track

pytestmark = pytest.mark.usefixtures("fixed_certainty")

TRACK = made_track(
    "a",
    tags={"piano": 0.6, "ambient": 0.4},
    title="Piano Rain",
    artist="Mira Sol",
    energy=0.2,
    brightness=0.2,
    tempo_bpm=90.0,
    key="D",
    mode="minor",
)
HEARD = JudgedTrack(
    there={"piano": 0.5, "violin": 0.3, "ambient": 0.2, "instrumental": 0.2, "mellow": 0.15},
    top=("piano", "violin", "ambient", "instrumental", "mellow"),
    upper={"energy": False, "brightness": False, "valence": None},
    bpm=180.0,
    key="D minor",
)


def facts_for(clip: ClipTraits | None = None) -> ReasonFacts:
    return ReasonFacts(TRACK, find_start_moment(clip, TRACK.traits), clip)


def judged(text: str, heard: JudgedTrack | None = HEARD, facts: ReasonFacts | None = None) -> ClaimedText:
    return score_claims(text, facts or facts_for(), heard)


def only(text: str, heard: JudgedTrack | None = HEARD) -> ScoredClaim:
    (claim,) = judged(text, heard).claims
    return claim


@pytest.mark.parametrize(
    ("text", "kind", "judge", "right"),
    [
        ("It has piano.", "instrument", TAGGERS, True),
        ("It has strings.", "instrument", TAGGERS, True),  # a violin is among them
        ("It has guitar.", "instrument", TAGGERS, False),
        ("It has no guitar.", "instrument", TAGGERS, True),
        ("It has a trumpet.", "instrument", TAGGERS, None),  # no tagger has a word for it
        ("This is ambient music.", "genre", TAGGERS, True),
        ("This is techno.", "genre", TAGGERS, False),
        ("There are no vocals.", "vocals", TAGGERS, True),
        ("There is singing.", "vocals", TAGGERS, False),
        ("A calm piece.", "energy", SIGNAL, True),
        ("A driving piece.", "energy", SIGNAL, False),
        ("A steady piece.", "energy", SIGNAL, None),  # a middle
        ("A cheerful piece.", "valence", SIGNAL, None),  # the judges disagree
        ("A dark-sounding piece.", "brightness", SIGNAL, True),
        ("It goes at 90 bpm.", "tempo", SIGNAL, True),  # an octave off is no reproach
        ("It goes at 120 bpm.", "tempo", SIGNAL, False),
        ("It is in D minor.", "key", SIGNAL, True),
        ("It is in D major.", "key", SIGNAL, False),
    ],
)
def test_each_kind_has_its_judge(text: str, kind: str, judge: str, right: bool | None) -> None:
    claim = only(text)
    assert (claim.kind, claim.judge, claim.right) == (kind, judge, right)


def test_a_tempo_is_also_counted_without_grace_for_the_octave() -> None:
    assert only("It goes at 90 bpm.").strict is False
    assert only("It goes at 178 bpm.").strict is True


def test_unsure_judges_say_nothing() -> None:
    unsure = replace(HEARD, bpm=None, key="")
    assert only("It goes at 90 bpm.", unsure).right is None
    assert only("It is in D minor.", unsure).right is None


def test_without_judges_the_store_alone_speaks() -> None:
    claim = only("It has piano.", None)
    assert (claim.right, claim.stored) == (None, True)
    assert judged("It has piano.", None).named == ()


def test_times_and_the_clip_are_judged_by_the_facts() -> None:
    facts = facts_for(made_clip(brightness=0.1))
    text = f"It suits your dark clip. Start it at 0:{int(facts.moment.start_s):02d}."
    claims = {claim.kind: claim for claim in judged(text, HEARD, facts).claims}
    assert {(claim.judge, claim.right) for claim in claims.values()} == {(FACTS, True)}
    assert set(claims) >= {"clip", "times"}
    wrong = judged("It suits your bright clip. Start it at 1:11.", HEARD, facts).claims
    assert [claim.right for claim in wrong if claim.kind in ("clip", "times")] == [False, False]


def test_names_claim_nothing_and_what_was_owned_up_to_is_no_claim() -> None:
    assert judged("“Piano Rain” by Mira Sol.").claims == ()
    owning = replace(facts_for(), broken=("it has no organ",))
    assert judged("But it has no organ.", HEARD, owning).claims == ()


def test_the_tags_that_a_text_names_are_found_in_any_of_their_words() -> None:
    found = judged("A laid-back ambient piece with piano, and nobody sings. No violin.")
    assert set(found.named) == {"mellow", "ambient", "piano", "instrumental"}


def test_a_claim_made_twice_counts_once() -> None:
    assert len(judged("Piano, piano and piano.").claims) == 1


def test_what_is_there_is_among_a_taggers_ten_best_and_contradictions_are_not_expected() -> None:
    scores = np.full((3, len(TAGS)), 0.01)
    scores[0, TAGS.index("mtt:piano")] = 0.5
    scores[0, TAGS.index("mtt:loud")] = 0.2
    scores[0, TAGS.index("mtt:quiet")] = 0.3
    scores[0, TAGS.index("mtt:guitar")] = 0.09
    signals = np.tile(np.arange(3.0)[:, None], (1, len(SIGNALS)))
    scores[2, [TAGS.index("mtt:fast"), TAGS.index("mtt:loud"), TAGS.index("mtt:beat")]] = 0.4
    listened = [SignalMeasurement((0.0,) * 12, 100.0, pulse) for pulse in (100.0, 150.0, 50.0)]
    heard = combine_judges(["a", "b", "c"], JudgeScores(scores, signals), listened)
    assert set(heard["a"].there) == {"piano", "loud", "quiet"}
    assert heard["a"].top == ("piano", "quiet")
    assert heard["c"].upper["energy"] is True
    assert [heard[name].bpm for name in "abc"] == [100.0, None, 100.0]
    guessed = combine_judges(["a", "b", "c"], JudgeScores(scores, signals), listened, guess=True)
    assert [guessed[name].bpm for name in "abc"] == [100.0] * 3
    assert all(track.upper["valence"] is not None for track in guessed.values())


def test_a_key_is_told_only_where_it_stands_out() -> None:
    scale = np.array([1.0, 0, 0.3, 0, 0.6, 0.3, 0, 0.8, 0, 0.2, 0, 0.2])
    assert find_key(np.roll(scale, 2)) == "D major"
    assert find_key(np.ones(12)) == ""
    assert find_key(scale + np.roll(scale, 9) * 1.2) == ""


def test_a_pulse_is_found_in_onsets() -> None:
    strength = np.zeros(1200)
    strength[:: round(22_050 / 512 * 60 / 100)] = 1.0
    assert is_near_tempo(find_pulse(strength), 100, 0.03)
    assert is_near_tempo(61, 120, 0.04)
    assert not is_near_tempo(61, 120, 0.04, (1.0,))
