"""Made pairs, their batches and the training: that pairs mean what they say, and that learning finds it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr

from models.encoders.frames import DIM
from models.fusion.mvt import MvtFusion, MvtNet
from musechat.errors import BadInput
from research.training.aspects import ASPECTS, COLUMN
from research.training.contrastive_loss import compute_info_nce
from research.training.correspondence import HELD_OUT, TRAINING, infer_clip_wishes, score_clip_fit, score_words_fit
from research.training.experiment import Experiment, load_experiment
from research.training.fusion_trainer import (
    TrainConfig,
    compute_recalls,
    find_hard_negatives,
    infer_sizes,
    train_network,
)
from research.training.pair_batches import Dropping, PairBatches
from research.training.phrases import COMPARING
from research.training.request_grammar import split_cell
from research.training.scene_requests import make_scene_requests
from research.training.synthetic_pairs import PairSetPart, RequestShares, join_parts, make_pairs_only, make_quartets
from tests.research.training.train_parts import (
    CALMER,
    MUSIC_DIM,
    PIANO,
    bank,
    drawn,
    telling_pairs,
    telling_words,
    world,
)

TINY = {"width": 32, "layers": 1, "heads": 2}


def untrained_mvp() -> MvtFusion:
    torch.manual_seed(0)
    config = replace(infer_sizes(telling_pairs(), 12, **TINY), video_dim=DIM, music_dim=MUSIC_DIM, parts=("video",))
    return MvtFusion(MvtNet(config), "0")


def test_words_prefer_what_they_ask_for() -> None:
    tracks = bank().aspects
    reference = np.zeros(len(ASPECTS), np.float32)
    energy, piano = tracks[:, COLUMN["energy"]], tracks[:, COLUMN["piano"]]
    calmer = score_words_fit(tracks, [CALMER], reference)
    assert calmer[energy < -0.4].mean() > calmer[energy > 0].mean() + 1
    assert energy[calmer.argmax()] > -0.98  # calmer, not the calmest of all
    assert spearmanr(score_words_fit(tracks, [PIANO], None), piano).statistic > 0.99


def test_clips_wish_for_music_of_their_pace() -> None:
    traits = [replace(clip.traits, scenes=()) for clip in drawn(50, 2)]
    wished = infer_clip_wishes(traits)
    assert spearmanr([t.energy for t in traits], wished[:, COLUMN["energy"]]).statistic > 0.99
    assert np.abs(wished).max() <= 1


def test_the_held_out_rule_is_another_rule() -> None:
    wanted = infer_clip_wishes([clip.traits for clip in drawn(20, 3)])
    ours, theirs = (score_clip_fit(rule, bank().aspects, wanted) for rule in (TRAINING, HELD_OUT))
    agreement = np.mean([spearmanr(a, b).statistic for a, b in zip(ours, theirs, strict=True)])
    assert 0.6 < agreement < 0.98


def test_tracks_go_with_clips_of_their_energy_and_are_all_used() -> None:
    made = world(400)
    tracks = made.draw_tracks(1600, np.random.default_rng(0))
    assert (np.bincount(tracks, minlength=400) == 4).all()
    clips = made.choose_clips(tracks, np.random.default_rng(0))
    energy = np.array([clip.traits.energy for clip in made.clips])
    heard = made.bank.aspects[:, COLUMN["energy"]]
    assert spearmanr(energy[clips], heard[tracks]).statistic > 0.5


def test_quartets_are_whole() -> None:
    made = world()
    rows, texts = make_quartets(made, untrained_mvp(), 300, np.random.default_rng(0))
    piece = made.bank.piece
    assert rows.shape == (300, 4)
    assert 0.25 < np.mean([not text for text in texts]) < 0.45  # first turns
    assert (piece[rows[:, 1]] != piece[rows[:, 2]]).all()  # the candidate is never cut from the target's piece
    real = [n for n, text in enumerate(texts) if text == "a piano, please"]
    assert len(real) > 15
    assert made.bank.aspects[rows[real, 1], COLUMN["piano"]].mean() > 0.5


def test_some_texts_name_scenes() -> None:
    made = replace(world(), scenes=make_scene_requests())
    _, texts = make_quartets(made, untrained_mvp(), 400, np.random.default_rng(0))
    named = {request.text for request in made.scenes}
    assert 0.03 < np.mean([text in named for text in texts]) < 0.15


def test_words_overrule_the_clip_and_the_pick_is_stayed_near() -> None:
    said = RequestShares(nothing=0, alike=0, other_candidate=0, translated=0, overruling=1.0)
    made = replace(world(400), requests=(), said=said)
    rows, texts = make_quartets(made, untrained_mvp(), 2000, np.random.default_rng(1))
    heard = made.bank.aspects
    energy = np.array([clip.traits.energy for clip in made.clips])
    phrases = split_cell(COMPARING["energy", -1][0])
    calmer = np.array([any(phrase in text for phrase in phrases) for text in texts])
    assert calmer.sum() > 20
    change = heard[rows[:, 1], COLUMN["energy"]] - heard[rows[:, 2], COLUMN["energy"]]
    assert change[calmer].mean() < -0.4
    follows = spearmanr(energy[rows[:, 0]], heard[rows[:, 1], COLUMN["energy"]]).statistic
    clips = made.choose_clips(rows[:, 1].astype(np.intp), np.random.default_rng(0))
    assert follows < spearmanr(energy[clips], heard[rows[:, 1], COLUMN["energy"]]).statistic - 0.05
    sound = np.delete(
        heard, [COLUMN[a] for a in ("energy", "tempo", "soft", "happy", "sad", "bright", "electronic")], 1
    )
    sound /= np.linalg.norm(sound, axis=1, keepdims=True)
    near = (sound[rows[:, 1]] * sound[rows[:, 2]]).sum(1).mean()
    assert near > (sound @ sound.T).mean() + 0.05


def test_first_turns_have_a_clip_alone_whatever_is_dropped() -> None:
    pairs = replace(telling_pairs(), texts=("", *telling_pairs().texts[1:]))
    batches = PairBatches(pairs, telling_words(pairs), Dropping(first_turn=0.0, clip=0.5))
    assert batches([0] * 50)["present"].tolist() == [[True, False, False]] * 50


def test_worlds_are_laid_side_by_side() -> None:
    worlds = [world(60, 0), world(80, 5)]
    rows = [w.draw_tracks(50, np.random.default_rng(0)) for w in worlds]
    clips = [w.choose_clips(r, np.random.default_rng(0)) for w, r in zip(worlds, rows, strict=True)]
    parts = [
        PairSetPart(w, make_pairs_only(c, r), [""], n)
        for n, (w, c, r) in enumerate(zip(worlds, clips, rows, strict=True))
    ]
    pairs = join_parts(parts, {"music": "made/1"})
    assert len(pairs.music) == 140
    assert pairs.made
    second = pairs.quartet[pairs.split == 1]
    assert second[:, 1].min() >= 60
    assert (second[:, 3] == 1).all()
    assert not set(pairs.artist[:60]) & set(pairs.artist[60:])
    assert np.array_equal(pairs.music[60 + parts[1].rows[0, 1]], worlds[1].bank.vectors[parts[1].rows[0, 1]])


def test_parts_are_dropped_as_often_as_told() -> None:
    present = Dropping().draw_parts(20_000, np.random.default_rng(0))
    assert present.any(axis=1).all()
    assert np.isclose((present == [1, 0, 0]).all(1).mean(), Dropping.first_turn, atol=0.02)
    assert np.isclose((present == [0, 1, 0]).all(1).mean(), Dropping.clip_and_candidate, atol=0.02)
    assert (present == [1, 1, 1]).all(1).mean() > 0.2


def test_a_batch_depends_on_its_rows_alone() -> None:
    pairs = telling_pairs()
    batches = PairBatches(pairs, telling_words(pairs), Dropping(), 0.1, seed=3)
    first, again = batches([1, 2, 3]), batches([1, 2, 3])
    assert all(torch.equal(first[k], again[k]) for k in first)
    assert not torch.equal(first["target"], batches([2, 1, 3])["target"][[1, 0, 2]])  # other noise


def test_the_same_artist_is_no_wrong_answer_and_hard_negatives_are() -> None:
    queries = torch.nn.functional.normalize(torch.randn(4, 8, generator=torch.Generator().manual_seed(0)), dim=1)
    cold, own = torch.tensor(0.1), torch.arange(4)
    loss = compute_info_nce(queries, queries, own, own, cold)
    twins = compute_info_nce(queries, torch.cat([queries, queries]), own, torch.cat([own, own]), cold)
    strangers = compute_info_nce(queries, torch.cat([queries, queries]), own, torch.cat([own, own + 4]), cold)
    assert loss <= twins < strangers - 0.2
    one_artist = torch.zeros(4, dtype=torch.long)
    assert float(compute_info_nce(queries, queries, one_artist, one_artist, cold)) == pytest.approx(0, abs=1e-4)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> tuple[MvtNet, list[dict[str, float]], Path]:
    folder = tmp_path_factory.mktemp("run")
    pairs = telling_pairs(512)
    torch.manual_seed(0)
    net = MvtNet(infer_sizes(pairs, 12, **TINY))
    config = TrainConfig(epochs=6, batch=64, peak_rate=5e-3, mined=64, mine_after=2, patience=6)
    found = train_network("fusion", pairs, telling_words(pairs), net, config, folder, lambda *_: None)
    return found.net, found.history, folder


@pytest.mark.slow
def test_training_finds_the_correspondence(learnt: tuple[MvtNet, list[dict[str, float]], Path]) -> None:
    net, history, _ = learnt
    recall = [entry["eval_R@10"] for entry in history if "eval_R@10" in entry]
    assert len(recall) == 6
    assert recall[-1] > 2 * 10 / 64
    pairs = telling_pairs(512)
    batches = PairBatches(pairs, telling_words(pairs), None)
    assert compute_recalls(net, batches, np.flatnonzero(pairs.split == 2))["R@10"] > 2 * 10 / 64


@pytest.mark.slow
def test_training_goes_on_where_it_stopped(learnt: tuple[MvtNet, list[dict[str, float]], Path]) -> None:
    _, history, folder = learnt
    pairs = telling_pairs(512)
    net = MvtNet(infer_sizes(pairs, 12, **TINY))
    config = TrainConfig(epochs=7, batch=64, peak_rate=5e-3, mined=0, patience=6)
    again = train_network("fusion", pairs, telling_words(pairs), net, config, folder, lambda *_: None)
    epochs = [entry["epoch"] for entry in again.history if "eval_R@10" in entry]
    assert epochs == [1, 2, 3, 4, 5, 6, 7]
    assert again.history[0] == history[0]  # the first epochs are those of the run before


def test_hard_negatives_are_near_and_by_others() -> None:
    pairs = telling_pairs(512)
    net = MvtNet(infer_sizes(pairs, 12, **TINY))
    rows = np.flatnonzero(pairs.split == 0)[:20]
    found = find_hard_negatives(net, PairBatches(pairs, telling_words(pairs), None), rows)
    assert set(found) == set(rows.tolist())
    for row, near in found.items():
        assert pairs.quartet[row, 1] not in near
        assert len(near) <= 90


TWO = """
import sys
from pathlib import Path
from models.fusion.mvt import MvtNet
from research.training.request_grammar import split_cell
from research.training.scene_requests import make_scene_requests
from research.training.phrases import COMPARING
from research.training.fusion_trainer import TrainConfig, infer_sizes, train_network
from tests.research.training.train_parts import telling_pairs, telling_words
import torch
torch.set_num_threads(1)
torch.manual_seed(0)
pairs = telling_pairs(256)
net = MvtNet(infer_sizes(pairs, 12, width=32, layers=1, heads=2))
config = TrainConfig(epochs=2, batch=32, peak_rate=5e-3, mined=0, patience=6)
found = train_network("fusion", pairs, telling_words(pairs), net, config, Path(sys.argv[1]), lambda *_: None)
losses = [entry["loss"] for entry in found.history if "loss" in entry]
if int(__import__("os").environ["RANK"]) == 0:
    print("losses", losses, "steps", found.history[-1]["step"])
"""


@pytest.mark.slow
def test_two_devices_share_a_batch_without_code_of_their_own(tmp_path: Path) -> None:
    """Two processes as two devices: accelerate and the gathered loss do the rest."""
    script = tmp_path / "two.py"
    script.write_text(TWO)
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2", "--master-port=0"]
    command += ["--rdzv-backend=c10d", "--rdzv-endpoint=127.0.0.1:0", str(script), str(tmp_path / "run")]
    env = os.environ | {"PYTHONPATH": str(Path.cwd()), "OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=500, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "steps 6" in done.stdout  # 192 quartets, two devices of 32: three steps an epoch


def test_experiments_are_files(tmp_path: Path) -> None:
    shipped = load_experiment("embedded")
    assert shipped.fusion.batch >= 512
    assert shipped.mvp.dropping is None
    assert load_experiment("base").profile == "base"
    path = tmp_path / "mine.toml"
    path.write_text('profile = "base"\n[fusion]\nepochs = 3\n[pairs]\nheld_out_styles = ["jazz"]\n')
    mine = Experiment.read_toml(path)
    assert (mine.profile, mine.fusion.epochs, mine.pairs.held_out_styles) == ("base", 3, ("jazz",))
    for wrong in ("[fusion]\nepochz = 3\n", "[nets]\n", "fusion = {"):
        path.write_text(wrong)
        with pytest.raises(BadInput, match="is no experiment"):
            Experiment.read_toml(path)
