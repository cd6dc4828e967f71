"""The words of made requests: that they mean what they say, and that the held-out ones are others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from research.training import phrases
from research.training.aspects import ASPECTS, COLUMN, measure_aspects
from research.training.captions import find_terms, load_captions, load_real_requests
from research.training.exact_examples import TAG_NAMES
from research.training.phrases import COMPARING, HELD_OUT_COMPARING, HELD_OUT_NAMING, NAMING
from research.training.request_grammar import GrammarTerm, choose_terms, phrase_request, split_cell
from tests.research.training.train_parts import PIANO


def track(**ranks: float) -> np.ndarray:
    """Aspects of a track that is ordinary but for what is named."""
    found = np.zeros(len(ASPECTS), np.float32)
    for name, rank in ranks.items():
        found[COLUMN[name.replace("_", " ")]] = rank
    return found


def test_aspects_follow_tags_and_sound() -> None:
    rng = np.random.default_rng(0)
    logits, sound = rng.normal(size=(50, 100)).astype(np.float32), rng.normal(size=(50, 12)).astype(np.float32)
    found = measure_aspects(TAG_NAMES, logits, sound)
    assert np.abs(found).max() < 1
    assert np.allclose(found.mean(0), 0, atol=1e-5)
    assert spearmanr(found[:, COLUMN["piano"]], logits[:, TAG_NAMES.index("piano")]).statistic == pytest.approx(1)
    assert spearmanr(found[:, COLUMN["energy"]], logits[:, TAG_NAMES.index("slow")]).statistic < -0.1


def test_every_phrase_is_about_a_measured_aspect_and_each_has_held_out_words() -> None:
    assert {aspect for aspect, _ in COMPARING} | set(NAMING) <= set(ASPECTS)
    assert set(HELD_OUT_COMPARING) == set(COMPARING)
    assert set(HELD_OUT_NAMING) == set(NAMING)


def test_no_held_out_phrase_or_frame_is_trained_on() -> None:
    def every(*cells: str) -> set[str]:
        return {phrase for cell in cells for phrase in split_cell(cell)}

    trained = every(*(c for pair in COMPARING.values() for c in pair), *NAMING.values())
    unseen = every(*(c for pair in HELD_OUT_COMPARING.values() for c in pair), *HELD_OUT_NAMING.values())
    assert not trained & unseen
    for name in ("MORE", "NAME", "QUALITY", "WITHOUT", "VOCALS_GONE", "OPENINGS", "KEEPING"):
        assert not every(getattr(phrases, name)) & every(getattr(phrases, f"HELD_OUT_{name}")), name


def test_what_is_said_leads_from_one_track_to_the_other() -> None:
    rng = np.random.default_rng(0)
    loud, calm = track(energy=0.9, drums=0.8, vocals=-0.9), track(energy=-0.6, piano=0.9, drums=-0.5, vocals=-0.9)
    terms = choose_terms(calm, loud, rng, 20)
    assert PIANO in terms
    assert (
        GrammarTerm("energy", -1, relative=True, degree=1) in terms
        or GrammarTerm("energy", -1, relative=False) in terms
    )
    assert GrammarTerm("drums", -1, relative=False) in terms
    assert GrammarTerm("vocals", -1, relative=False) in terms
    assert not any(t.aspect == "energy" and t.direction > 0 for t in terms)


def test_what_both_have_is_kept_and_small_differences_are_small() -> None:
    rng = np.random.default_rng(0)
    terms = choose_terms(track(strings=0.9, tempo=0.3), track(strings=0.8), rng, 20)
    assert GrammarTerm("strings", 1, relative=False, kept=True) in terms
    assert GrammarTerm("tempo", 1, relative=True, degree=-1) in terms


def test_something_is_always_said() -> None:
    assert len(choose_terms(track(), None, np.random.default_rng(0), 3)) == 1


@pytest.mark.parametrize("held_out", [False, True])
def test_every_term_can_be_said(held_out: bool) -> None:
    rng = np.random.default_rng(0)
    names = [GrammarTerm(a, d, False, kept=k) for a in NAMING for d, k in ((1, False), (-1, False), (1, True))]
    degrees = [
        GrammarTerm(a, d, r, degree=g) for a, d in COMPARING for r, g in ((True, 0), (True, 1), (True, -1), (False, 0))
    ]
    for term in names + degrees:
        text = phrase_request(rng, [term], held_out)
        assert text
        assert "{}" not in text, term
    assert len({phrase_request(rng, [PIANO], held_out) for _ in range(60)}) > 8


def test_the_same_seed_says_the_same() -> None:
    terms = [PIANO, GrammarTerm("energy", -1, relative=True)]
    assert phrase_request(np.random.default_rng(4), terms) == phrase_request(np.random.default_rng(4), terms)


def test_captions_ask_for_what_they_name(tmp_path: Path) -> None:
    assert set(find_terms(["mellow piano melody", "no drums", "slow tempo"])) >= {
        PIANO,
        GrammarTerm("drums", -1, relative=False),
        GrammarTerm("tempo", -1, relative=False),
    }
    assert find_terms(["instrumental"]) == (GrammarTerm("vocals", -1, relative=False),)
    table = tmp_path / "tables" / "musiccaps-public.csv"
    table.parent.mkdir()
    rows = ["\"['harp']\",A harp.", "\"['piano']\",A piano plays.", "\"['low quality']\",Hiss."]
    table.write_text("\n".join(["aspect_list,caption", *rows]) + "\n")
    assert [r.text for r in load_captions(table)] == ["piano", "A piano plays."]
    assert [r.text for r in load_captions(table, held_out=True)] == ["harp", "A harp."]
    assert [r.text for r in load_real_requests(tmp_path)] == ["piano", "A piano plays."]


def test_without_tables_there_are_no_real_words(tmp_path: Path) -> None:
    assert load_real_requests(tmp_path) == []
