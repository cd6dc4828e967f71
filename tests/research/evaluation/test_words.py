"""Judging words: what counts as an answer, how precision treats ties, and which requests are taken from tables."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from musechat.concepts import fold_name
from research.evaluation.judges import SIGNALS, TAGS, JudgeScores
from research.evaluation.scripted_conversation import ScriptedLibrary
from research.evaluation.text_requests import (
    ASKED,
    CAPTIONED,
    PARAPHRASED,
    WORDS,
    find_relevant,
    load_paraphrases,
    load_table_requests,
    make_own_requests,
)
from research.evaluation.text_retrieval import (
    BEST,
    CHOSEN,
    DENSE,
    LEXICAL,
    OWN,
    RANDOM,
    WAYS,
    expected_precision,
    measure_text_retrieval,
    restrict_library,
)
from research.training import phrases as training
from tests.models.ranking.stand_ins import made_chooser, made_library

SHOP = ScriptedLibrary.from_chooser(made_chooser(made_library(80)))
LIBRARY = SHOP.chooser.library


def evidence() -> JudgeScores:
    scores = np.random.default_rng(2).uniform(0.0, 0.05, (len(LIBRARY), len(TAGS)))
    for tag in ("piano", "guitar"):
        scores[:, TAGS.index(f"mtt:{tag}")] = LIBRARY.tags[tag]
    return JudgeScores(scores, np.zeros((len(LIBRARY), len(SIGNALS))))


def test_answers_are_the_top_tenth_and_no_mere_shadows() -> None:
    scores = np.zeros((100, len(TAGS)))
    scores[:, TAGS.index("mtt:piano")] = np.linspace(0, 0.9, 100)
    scores[:, TAGS.index("mtt:harp")] = np.linspace(0, 0.09, 100)
    found = find_relevant(JudgeScores(scores, np.zeros((100, len(SIGNALS)))), ["piano", "harp", "guitar"])
    assert list(found) == ["piano"]
    assert np.flatnonzero(found["piano"]).tolist() == list(range(90, 100))


def test_precision_takes_ties_in_random_order() -> None:
    answers = np.array([True] * 4 + [False] * 12)
    assert expected_precision(np.zeros(16), answers) == pytest.approx(4 / 16)
    assert expected_precision(np.arange(16.0)[::-1], answers) == pytest.approx(4 / 5)
    assert expected_precision(np.array([2.0, 2.0, 2.0] + [1.0] * 13), answers) == pytest.approx((3 + 2 / 13) / 5)


def test_no_paraphrase_holds_its_tag_or_words_that_training_used_for_it() -> None:
    for tag, said in load_paraphrases().items():
        assert len(set(said)) >= 3
        known = [fold_name(phrase) for phrase in training.NAMING.get(tag, "").split(";") if phrase.strip()]
        for text in said:
            padded = f" {fold_name(text)} "
            assert not [word for word in (fold_name(tag), *known) if f" {word} " in padded], text


def test_real_requests_name_one_tag_and_do_not_refuse_it(tmp_path: Path) -> None:
    asked = ["looking for sad piano tunes", "no piano please", "bands like Daft Punk", "piano and guitar", "punk rock?"]
    with (tmp_path / "music_queries_deezer_2.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["preprocessed", "original"], *(["", text] for text in asked)])
    with (tmp_path / "musiccaps-public.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ytid", "aspect_list"])
        for n in range(6):
            writer.writerow([n, str([f"mellow piano melody {n}", "piano", "no guitar"])])
    found = load_table_requests(tmp_path, ["piano", "guitar", "punk"])
    assert [(r.kind, r.text, r.tag) for r in found] == [
        (ASKED, "looking for sad piano tunes", "piano"),
        (ASKED, "punk rock?", "punk"),
        (CAPTIONED, "mellow piano melody 0", "piano"),
        (CAPTIONED, "mellow piano melody 5", "piano"),
    ]
    assert load_table_requests(tmp_path / "nowhere", ["piano"]) == []


def test_every_way_is_asked_and_words_of_tags_are_found() -> None:
    found = evidence()
    answers = find_relevant(found, ["piano", "guitar"])
    shares: list[float] = []
    figures = {
        f.kind: f for f in measure_text_retrieval(SHOP, found, answers, make_own_requests(answers), shares.append)
    }
    assert set(figures) == {WORDS, PARAPHRASED, OWN}
    assert all(set(f.ways) == set(WAYS) for f in figures.values())
    assert figures[WORDS].ways[RANDOM].mean == pytest.approx(np.mean([a.mean() for a in answers.values()]))
    assert figures[WORDS].ways[CHOSEN].mean >= 0.6
    assert figures[WORDS].ways[LEXICAL].mean > figures[WORDS].ways[RANDOM].mean
    assert figures[WORDS].ways[BEST].mean == 1.0
    assert figures[OWN].requests == figures[WORDS].requests + figures[PARAPHRASED].requests
    assert 0 <= figures[PARAPHRASED].ways[DENSE].mean <= 1
    assert shares[-1] == 1.0


def test_a_restricted_shop_holds_the_same_vectors_of_fewer_tracks() -> None:
    ids = LIBRARY.ids[10:30]
    fewer = restrict_library(SHOP, ids)
    assert fewer.chooser.library.ids == ids
    assert np.array_equal(fewer.chooser.library.joint, LIBRARY.joint[10:30])
