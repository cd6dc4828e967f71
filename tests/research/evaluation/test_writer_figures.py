"""Figures of texts whose worth is known: names, clarity, overlap, shares and gains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.encoders.e5 import MultilingualE5
from models.ranking.start_moment import find_start_moment
from models.writer.interface import ReasonFacts
from musechat.pick import ReasonCheck
from musechat.turn import TurnKind
from research.evaluation.writer.cases import WriterCase, make_cases
from research.evaluation.writer.clarity import compute_reading_ease, count_syllables, measure_clarity
from research.evaluation.writer.judge_tags import JudgedTrack
from research.evaluation.writer.metrics import RowFigures, compute_figures, compute_gain, judge_texts
from research.evaluation.writer.name_accuracy import KnownNames
from research.evaluation.writer.overlap import (
    TokenStates,
    compute_bert_score,
    compute_rouge_l,
    compute_rouge_n,
    measure_overlap,
)
from research.evaluation.writer.report import CaseSubset, check_targets, draw_figures
from research.evaluation.writer.samples import SourceCredit, write_samples
from research.evaluation.writer.written_reasons import RAW, SHOWN, WrittenReason
from tests.musechat.made import made_clip, made_track
from tests.research.evaluation.test_obedience import CLIPS, SHOP
from tests.research.evaluation.test_writer_claims import HEARD

pytestmark = pytest.mark.usefixtures("fixed_certainty")

NAMES = KnownNames([("Blue Door", "Mira Sol"), ("Calm", "Rain"), ("Syntax", 'Lola "Blue" Hart')])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("“Blue Door” by Mira Sol is calm.", True),
        ("Blue Door by Mira Sol is calm.", True),
        ("“Blue Doors” by Mira Sol is calm.", False),
        ("“Blue Gate” by Mira Sol is calm.", False),
        ("“Blue Door” is calm.", False),
        ("“Blue Door” by Mira Sol, like Syntax.", False),
        ("“Blue Door” by Mira Sol, like “Calm”.", False),
    ],
)
def test_right_names_are_the_tracks_and_no_others(text: str, right: bool) -> None:
    assert NAMES.names_correctly(text, made_track(title="Blue Door", artist="Mira Sol")) is right


def test_quotes_within_a_name_are_the_names_own() -> None:
    track = made_track(title="Syntax", artist='Lola "Blue" Hart')
    assert NAMES.names_correctly('“Syntax” by Lola "Blue" Hart is fast.', track)


def test_reading_ease_is_fleschs() -> None:
    assert [count_syllables(word) for word in ("cat", "piano", "make", "gentle", "rhythm")] == [1, 2, 1, 2, 1]
    assert compute_reading_ease("The cat sat. The dog ran.") == pytest.approx(206.835 - 1.015 * 3 - 84.6)
    assert compute_reading_ease("") == 0.0


def test_clarity_tells_repetition_from_variety() -> None:
    same = measure_clarity(["A calm piece in D. Start it at once."] * 5, [("", "")] * 5)
    texts = ["Piano and rain.", "Guitars push hard here, all the way.", "Nobody sings in it.", "Slow strings carry."]
    varied = measure_clarity(texts, [("", "")] * 4)
    assert (same.same_opening, varied.same_opening) == (1.0, 0.25)
    assert same.distinct_2 < varied.distinct_2 == 1.0
    assert same.self_bleu == pytest.approx(100)
    assert varied.self_bleu < 20
    assert (same.sentences, same.words, same.longest) == (2.0, 9.0, 9)
    assert measure_clarity(["A. “Blue Door” runs."], [("Blue Door", "")]).distinct_1 == 1.0


def test_overlap_is_whole_with_oneself_and_falls_with_distance() -> None:
    states = TokenStates(MultilingualE5.load())
    text, other = "A calm piano piece. Start it at once.", "Loud guitars push it along."
    whole = measure_overlap([text], [[other, text]], states)
    assert (whole.bert_f1, whole.rouge_1, whole.rouge_l) == pytest.approx((1, 1, 1))
    assert whole.bleu == pytest.approx(100)
    far = measure_overlap([text], [[other]], states)
    assert far.bert_f1 < 0.85  # the states of any two texts share a large part
    assert len(states.encode_sentences(" ".join(["One long sentence goes on."] * 20))) == 120
    assert far.bleu < 10


def test_rouge_counts_shared_words_in_order() -> None:
    assert compute_rouge_n("the cat sat", "the cat ran", 1) == pytest.approx(2 / 3)
    assert compute_rouge_n("the cat sat", "the cat ran", 2) == pytest.approx(1 / 2)
    assert compute_rouge_l("sat the cat", "the cat sat") == pytest.approx(2 / 3)
    assert compute_rouge_l("", "the cat") == 0.0


def test_bert_score_matches_each_token_with_its_best() -> None:
    axes = np.eye(3, dtype=np.float32)
    assert compute_bert_score(axes[:2], axes) == pytest.approx((1.0, 2 / 3, 0.8))
    assert compute_bert_score(axes[:0], axes) == (0.0, 0.0, 0.0)


def case(number: int, track_id: str = "a") -> WriterCase:
    track = made_track(track_id, title="Blue Door", artist="Mira Sol", tags={"piano": 0.6}, energy=0.2)
    clip = made_clip()
    return WriterCase(
        ReasonFacts(track, find_start_moment(clip, track.traits), clip, thread_id=number), "clip.mp4", "slower"
    )


CASES = [case(n, f"{n % 4}") for n in range(8)]
GOOD = [WrittenReason("“Blue Door” by Mira Sol has piano. Nobody sings.", True, ReasonCheck.PASSED)] * 8
BAD = [WrittenReason("“Blue Door” by Mira Sol has guitar.", False, ReasonCheck.REPLACED)] * 4 + GOOD[4:]
HEARD_ALL = {f"{n}": HEARD for n in range(4)}


def summed(name: str, texts: list[WrittenReason], heard: dict[str, JudgedTrack] = HEARD_ALL) -> RowFigures:
    row = judge_texts(CASES, texts, NAMES, heard)
    return compute_figures(name, CASES, row, row)


def test_a_rows_figures_are_the_shares_that_they_say() -> None:
    row = summed("some", BAD)
    assert (row.texts, row.claims_a_text, row.passes) == (8, 1.5, 0.5)
    assert row.correctness.mean == 1.0
    assert row.musicality is not None and row.recall is not None and row.f1 is not None
    assert row.musicality.mean == pytest.approx(8 / 12)
    assert row.by_ear == row.musicality
    assert row.recall.mean == pytest.approx(8 / 40)
    assert row.f1.mean == pytest.approx(2 * (2 / 3) * 0.2 / (2 / 3 + 0.2))
    assert row.outcomes == {"passed": 4, "retried": 0, "replaced": 4, "late": 0}
    kinds = {kind.kind: (kind.claims, kind.judged, kind.precision) for kind in row.kinds}
    assert kinds == {"instrument": (8, 8, 0.5), "vocals": (4, 4, 1.0)}


def test_without_judges_nothing_is_made_up() -> None:
    row = summed("some", GOOD, {})
    assert (row.musicality, row.recall, row.f1) == (None, None, None)
    assert row.stored is not None and row.stored.mean == 1.0
    silent = judge_texts(CASES, GOOD, NAMES, {})
    assert compute_gain("musicality", "x", silent, silent) is None


def test_a_gain_is_measured_on_the_same_cases() -> None:
    good, bad = (judge_texts(CASES, row, NAMES, HEARD_ALL) for row in (GOOD, BAD))
    found = compute_gain("musicality", "bad", good, bad)
    assert found is not None
    assert found.gain.mean == pytest.approx(1 - 8 / 12)
    assert found.gain.low > 0
    same = compute_gain("F1", "itself", good, good)
    assert same is not None and same.gain.mean == 0.0


def test_demands_say_what_is_missed() -> None:
    texts = {RAW: BAD, SHOWN: GOOD}
    rows = [summed(name, row) for name, row in texts.items()]
    found = check_targets(CaseSubset("all", 8, 4, rows, []))
    assert [demand.met for demand in found] == [True, True, True, False]
    assert found[-1].found.startswith("0.667 [")


@pytest.mark.slow
def test_a_picture_is_drawn(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("drawn") / "writer.png"
    draw_figures(CaseSubset("all", 8, 4, [summed(RAW, BAD)], []), path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_turns_are_first_ones_and_refinements_with_facts_of_the_chooser() -> None:
    found = make_cases(SHOP, CLIPS, 24, seed=1)
    assert [(c.clip, c.words) for c in found] == [(c.clip, c.words) for c in make_cases(SHOP, CLIPS, 24, seed=1)]
    assert len(found) == 24
    firsts = [c for c in found if not c.words]
    later = [c for c in found if c.words]
    assert abs(len(firsts) - len(later)) <= 2
    assert all(c.facts.last is None and c.facts.kind is TurnKind.FIRST for c in firsts)
    assert all(c.facts.last is not None and c.facts.turn_seq == 2 and c.facts.brief.standing for c in later)
    assert all(c.facts.music is not None and c.facts.clip is not None for c in found)
    assert all(c.facts.last is None or c.facts.last.id != c.facts.track.id for c in found)


def test_samples_show_texts_unedited_with_their_credits() -> None:
    known = {"0.mp3": SourceCredit("Blue Door", "M. Sol", "CC-BY-4.0", "some/project")}
    text = write_samples(CASES, BAD, HEARD_ALL, known, "musechat evaluate writer", seed=3)
    assert text.count("\n## ") == len(CASES)
    assert "> “Blue Door” by Mira Sol has guitar." in text
    assert "“Blue Door” by M. Sol, CC-BY-4.0, from some/project" in text
    assert "Blue Door by Mira Sol, CC0-1.0" in text  # a file without a row in the table
    assert text == write_samples(CASES, BAD, HEARD_ALL, known, "musechat evaluate writer", seed=3)
    odd = [replace(CASES[0], words="*loud* <b>")]
    assert r"“\*loud\* \<b\>”" in write_samples(odd, GOOD[:1], {}, {}, "x")
