"""Made pairs: that they mean what they say, and that the loss counts only wrong answers as wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr

from models.encoders.frames import TraitFrames
from models.fusion.mvt import MUSIC_DIM, WORDS_DIM, MvtNet
from models.train.aspects import ASPECTS, COLUMN, aspects
from models.train.clips import draw_clip
from models.train.grammar import COMPARING, NAMING, Request, Term, captions, request, terms_in
from models.train.learn_fusion import FusionConfig, contrast, learn_fusion
from models.train.pairs import Bank, PairMaker, clip_wishes, words_fit
from models.train.truth_lessons import TAG_NAMES

CALMER, PIANO = Term("energy", -1, relative=True), Term("piano", 1, relative=False)


def bank(size: int = 200, seed: int = 0) -> Bank:
    """Tracks whose vectors show their aspects."""
    rng = np.random.default_rng(seed)
    heard = rng.uniform(-1, 1, (size, len(ASPECTS))).astype(np.float32)
    vectors = np.concatenate([heard, rng.normal(size=(size, MUSIC_DIM - len(ASPECTS))) * 0.1], 1).astype(np.float32)
    return Bank(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), heard, np.arange(size, dtype=np.int32))


@pytest.fixture
def pairs() -> PairMaker:
    rng = np.random.default_rng(1)
    requests = [Request("calmer", (CALMER,)), Request("piano", (PIANO,))]
    return PairMaker(bank(), [draw_clip(rng, TraitFrames()) for _ in range(40)], requests)


def test_aspects_follow_tags_and_sound() -> None:
    rng = np.random.default_rng(0)
    logits, sound = rng.normal(size=(50, 100)).astype(np.float32), rng.normal(size=(50, 12)).astype(np.float32)
    found = aspects(TAG_NAMES, logits, sound)
    assert np.abs(found).max() < 1
    assert np.allclose(found.mean(0), 0, atol=1e-5)
    assert spearmanr(found[:, COLUMN["piano"]], logits[:, TAG_NAMES.index("piano")]).statistic == pytest.approx(1)
    assert spearmanr(found[:, COLUMN["energy"]], logits[:, TAG_NAMES.index("slow")]).statistic < -0.1


def test_every_phrase_is_about_a_measured_aspect() -> None:
    assert {aspect for aspect, _ in COMPARING} | set(NAMING) <= set(ASPECTS)


def test_requests_are_seeded_and_ask_for_as_many_things_as_told() -> None:
    first, again = (request(np.random.default_rng(4), 3) for _ in range(2))
    assert first == again
    assert len({term.aspect for term in first.terms}) == 3


def test_captions_ask_for_what_they_name(tmp_path: Path) -> None:
    assert set(terms_in(["mellow piano melody", "no drums", "slow tempo"])) >= {
        PIANO,
        Term("drums", -1, relative=False),
        Term("tempo", -1, relative=False),
    }
    assert terms_in(["instrumental"]) == (Term("vocals", -1, relative=False),)
    table = tmp_path / "captions.csv"
    table.write_text("aspect_list,caption\n\"['piano']\",A piano plays.\n\"['low quality']\",Hiss.\n")
    assert [r.text for r in captions(table)] == ["piano", "A piano plays."]


def test_words_prefer_what_they_ask_for() -> None:
    tracks = bank().aspects
    reference = np.zeros(len(ASPECTS), np.float32)
    energy, piano = tracks[:, COLUMN["energy"]], tracks[:, COLUMN["piano"]]
    calmer = words_fit(tracks, [CALMER], reference)
    assert calmer[energy < -0.4].mean() > calmer[energy > 0].mean() + 1
    assert energy[calmer.argmax()] > -0.98  # calmer, not the calmest of all
    assert spearmanr(words_fit(tracks, [PIANO], None), piano).statistic > 0.99


def test_clips_wish_for_music_of_their_pace() -> None:
    rng = np.random.default_rng(2)
    traits = [draw_clip(rng, TraitFrames()).traits for _ in range(50)]
    wished = clip_wishes(traits)
    assert spearmanr([t.energy for t in traits], wished[:, COLUMN["energy"]]).statistic > 0.99
    assert np.abs(wished).max() <= 1


def test_batches_are_whole(pairs: PairMaker) -> None:
    batch = pairs.batch(64, np.random.default_rng(0))
    assert (batch.video.shape, batch.previous.shape, batch.target.shape) == ((64, 8, 36), (64, 240), (64, 240))
    assert not batch.previous[~batch.present[:, 2]].any()
    assert batch.previous[batch.present[:, 2]].any(axis=1).all()
    assert not batch.rival.diagonal().any()
    assert 0.3 < batch.rival.mean() < 1  # most other targets are worse, some are as good
    unlike = ~(batch.target == batch.previous).all(axis=1)
    assert unlike.all()  # the previous pick is never the answer


def test_targets_answer_their_words(pairs: PairMaker) -> None:
    heard = {row.tobytes(): aspect for row, aspect in zip(pairs.bank.vectors, pairs.bank.aspects, strict=True)}
    batch = pairs.batch(400, np.random.default_rng(3))
    column = {0: COLUMN["energy"], 1: COLUMN["piano"]}
    moved = {0: [], 1: []}
    for row in np.flatnonzero(batch.present.all(axis=1)):
        word = int(batch.words[row])
        target, previous = (heard[part[row].tobytes()][column[word]] for part in (batch.target, batch.previous))
        moved[word].append(target - previous if word == 0 else target)
    assert np.mean(moved[0]) < -0.3
    assert np.mean(moved[1]) > 0.4


def test_answers_as_good_as_the_own_are_not_punished(pairs: PairMaker) -> None:
    torch.manual_seed(0)
    batch = pairs.batch(16, np.random.default_rng(0))
    batch.rival[:] = False
    loss = contrast(MvtNet(), batch, np.zeros((2, WORDS_DIM), np.float32), FusionConfig())
    assert float(loss.detach()) == pytest.approx(0, abs=1e-4)


def test_the_fusion_learns_the_made_correspondence(pairs: PairMaker) -> None:
    words = np.random.default_rng(0).normal(size=(2, WORDS_DIM)).astype(np.float32) / WORDS_DIM**0.5
    losses: list[float] = []
    learn_fusion(pairs, words, FusionConfig(steps=40, batch=96), lambda _step, loss: losses.append(loss))
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) - 0.5
