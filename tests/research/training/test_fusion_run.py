"""The whole course of the fusion on a little sound: bank, judge, worlds, both networks, the card, the test split."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile

from models.encoders.mel import RATE
from models.fusion.mvt import MvtFusion
from models.profiles import Profile, load_profile
from models.weight_files import FUSION_FILE, MVP_FILE, read_metadata
from musechat.errors import BadInput
from research.datasets.pair_set import PairSet
from research.evaluation.retrieval import RetrievalQueries, make_contenders, rank_contenders
from research.evaluation.retrieval_report import to_json
from research.training.curves import draw_curves
from research.training.experiment import Experiment, NetSizes, PairsConfig
from research.training.fusion_run import FusionResult, FusionRun, encode_words, make_test_pairs, name_encoders
from research.training.fusion_trainer import TrainConfig
from research.training.model_card import SCORES_FILE, write_card
from research.training.synthetic_domain import DomainSources, make_learning_domains
from research.training.synthetic_domain import make_test_domain as held_out_world

pytestmark = pytest.mark.slow

PIECES = 14
EXPERIMENT = Experiment(
    net=NetSizes(width=32, layers=1, heads=2),
    pairs=PairsConfig(
        train=96, validation=24, test=40, drawn_clips=24, test_clips=16, stretches=1, altered=40, test_altered=24
    ),
    mvp=TrainConfig(epochs=1, batch=32, mined=0, dropping=None),
    fusion=TrainConfig(epochs=2, batch=32, mined=16, mine_after=1),
)


def silent(*_: object) -> None: ...


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> DomainSources:
    folder = tmp_path_factory.mktemp("composed")
    rng = np.random.default_rng(0)
    tracks = []
    for number in range(PIECES):
        seconds = np.arange(14 * RATE) / RATE
        wave = (
            np.sin(2 * np.pi * 110 * (1 + number) * seconds) * (1 + np.sin(2 * np.pi * (1 + number / 3) * seconds)) / 4
        )
        wave += rng.normal(size=len(wave)) * 0.01 * number
        wavfile.write(folder / f"piece-{number}.wav", RATE, (np.clip(wave, -1, 1) * 32_000).astype(np.int16))
        tracks.append({"file": f"piece-{number}.wav", "style": "waltz" if number < 4 else "techno"})
    (folder / "truth.json").write_text(json.dumps({"tracks": tracks}))
    return DomainSources(None, folder, [], tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("embedded")


@pytest.fixture(scope="module")
def result(
    material: DomainSources, profile: Profile, tmp_path_factory: pytest.TempPathFactory
) -> tuple[FusionResult, Path]:
    work, out = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("out")
    return FusionRun(EXPERIMENT, profile, work, out).train_on_synthetic_pairs(material, silent), work


def test_worlds_share_nothing(material: DomainSources, profile: Profile) -> None:
    learn, validate = make_learning_domains(EXPERIMENT, material, profile, silent)
    judged = held_out_world(EXPERIMENT, material, profile, silent)
    names = [set(w.bank.names) for w in (learn, validate, judged)]
    assert not names[0] & names[1]
    assert not (names[0] | names[1]) & names[2]
    assert {"piece-0", "piece-3"} <= names[2]
    assert not {f"piece-{n}" for n in range(4)} & (names[0] | names[1])
    assert judged.held_out
    assert judged.rule != learn.rule
    assert np.allclose(np.linalg.norm(learn.bank.vectors, axis=1), 1, atol=1e-4)


def test_both_networks_are_written_with_their_story(result: tuple[FusionResult, Path], profile: Profile) -> None:
    found, work = result
    told = read_metadata(found.path)
    assert told["version"] == found.version
    assert json.loads(told["made"]) is True
    assert json.loads(told["encoders"]) == name_encoders(profile)
    assert told["ear"] == profile.music.version
    assert MvtFusion.load_weights(found.path).dim == 32
    assert MvtFusion.load_weights(found.path.with_name(MVP_FILE)).net.config.parts == ("video",)
    assert draw_curves(found.history, work / "curves.png").stat().st_size > 5000


def test_the_test_split_is_judged_and_the_card_tells_of_it(
    result: tuple[FusionResult, Path], material: DomainSources, profile: Profile
) -> None:
    folder = result[0].path.parent
    mvp, fusion = (MvtFusion.load_weights(folder / name) for name in (MVP_FILE, FUSION_FILE))
    pairs = make_test_pairs(EXPERIMENT, material, profile, mvp, silent)
    assert len(pairs.quartet) == 40
    assert (pairs.split == 2).all()
    again = make_test_pairs(EXPERIMENT, material, profile, mvp, silent)
    assert again.texts == pairs.texts  # seeded: whoever evaluates asks the same
    rows = rank_contenders(
        RetrievalQueries.from_pairs(pairs, encode_words(profile.text, pairs.texts, result[1], silent)),
        make_contenders(mvp, fusion, False),
    )
    report = to_json(rows, [], {"queries": 40, "versions": {"mvp": mvp.version, "fusion": fusion.version}})
    for row in report["rows"]:
        row["pools"]["500"] = row["pools"]["full"]
    (folder / SCORES_FILE).write_text(json.dumps(report))
    card = write_card(folder).read_text()
    assert "The pairs are synthetic" in card
    assert "| MVT-Fusion | 2 |" in card
    assert "the embedded ear itself" in card


def test_a_data_set_takes_the_place_of_made_pairs(
    material: DomainSources, profile: Profile, tmp_path: Path, result: tuple[FusionResult, Path]
) -> None:
    mvp = MvtFusion.load_weights(result[0].path.with_name(MVP_FILE))
    made = make_test_pairs(EXPERIMENT, material, profile, mvp, silent)
    split = np.where(np.arange(40) < 32, 0, np.where(np.arange(40) < 36, 1, 2)).astype(np.int8)
    pairs = replace(made, split=split, made=False)
    pairs.save(tmp_path / "set")
    found = FusionRun(EXPERIMENT, profile, tmp_path / "work", tmp_path / "out").train_on_pairs(
        PairSet.load(tmp_path / "set"), silent
    )
    assert json.loads(read_metadata(found.path)["made"]) is False
    foreign = replace(pairs, encoders={"music": "somebody/else"})
    with pytest.raises(BadInput, match="not this profile's"):
        FusionRun(EXPERIMENT, profile, tmp_path / "work", tmp_path / "out").train_on_pairs(foreign, silent)


def test_the_taggers_are_heard_once(shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from research.training.heldout_judge import TeacherJudge
    from research.training.material import TrainingPiece

    judge_ = TeacherJudge(shared_data / "weights", tmp_path)
    piece = TrainingPiece("a", "p", "CC0-1.0", np.random.default_rng(0).normal(size=4 * RATE).astype(np.float32) * 0.1)
    first = judge_.score_piece(piece)
    monkeypatch.setattr(judge_._teachers, "label_windows", None)
    assert np.array_equal(judge_.score_piece(piece), first)
    assert first.shape[1] == 100


def test_the_seed_decides_everything_and_another_experiment_begins_anew(
    material: DomainSources, profile: Profile, tmp_path: Path, result: tuple[FusionResult, Path]
) -> None:
    again = FusionRun(EXPERIMENT, profile, tmp_path / "again", tmp_path / "out").train_on_synthetic_pairs(
        material, silent
    )
    assert again.version == result[0].version
    longer = replace(EXPERIMENT, fusion=replace(EXPERIMENT.fusion, peak_rate=3e-3))
    other = FusionRun(longer, profile, tmp_path / "again", tmp_path / "other").train_on_synthetic_pairs(
        material, silent
    )
    assert other.version != again.version  # not taken for the run that lies finished in the same folder
    seeded = FusionRun(
        replace(EXPERIMENT, seed=1), profile, tmp_path / "seeded", tmp_path / "seed"
    ).train_on_synthetic_pairs(material, silent)
    assert seeded.version != again.version
