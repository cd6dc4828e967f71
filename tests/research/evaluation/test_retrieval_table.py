"""The table of retrieval: ranks against counting by hand, pools, intervals, rows, targets, and what is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from models.fusion.mvt import MvtFusion, MvtNet
from research.evaluation.retrieval import (
    FULL,
    Contender,
    RetrievalQueries,
    compare_ranks,
    compute_figures,
    make_contenders,
    rank_against_hard_pool,
    rank_contenders,
)
from research.evaluation.retrieval_report import check_targets, draw_recall, to_json
from research.training.fusion_trainer import infer_sizes
from tests.research.training.train_parts import telling_pairs, telling_words


@pytest.fixture(scope="module")
def judged() -> RetrievalQueries:
    pairs = telling_pairs(1024, 128)
    return RetrievalQueries.from_pairs(pairs, telling_words(pairs))


def knowing(share: float) -> Contender:
    """Somebody who knows the target in a share of the cases and guesses otherwise."""

    def score(judged: RetrievalQueries) -> np.ndarray:
        rng = np.random.default_rng(1)
        scores = rng.random((len(judged.rows), len(judged.pool)), np.float32)
        known = rng.random(len(judged.rows)) < share
        scores[np.flatnonzero(known), judged.own[known]] = 2
        return scores

    return Contender(f"knows {share}", 2, score)


def test_figures_count_ranks() -> None:
    found = compute_figures(np.array([0, 0, 3, 9, 40]))
    assert found.recall_at_1[0] == pytest.approx(0.4)
    assert found.recall_at_5[0] == pytest.approx(0.6)
    assert found.recall_at_10[0] == pytest.approx(0.8)
    assert found.median_rank[0] == 4
    assert found.mean_reciprocal_rank[0] == pytest.approx(np.mean([1, 1, 1 / 4, 1 / 10, 1 / 41]))
    assert found.recall_at_1[1] <= 0.4 <= found.recall_at_1[2]


def test_pools_are_of_their_size_and_bigger_ones_are_harder(judged: RetrievalQueries) -> None:
    row = rank_contenders(judged, [knowing(0.0)])[0]
    assert set(row.figures) == {100, FULL}  # 128 targets: no pool of 500
    assert row.figures[100].recall_at_10[0] == pytest.approx(0.1, abs=0.06)
    assert row.figures[FULL].median_rank[0] > row.figures[100].median_rank[0]


def test_the_more_is_known_the_better(judged: RetrievalQueries) -> None:
    rows = rank_contenders(judged, [knowing(share) for share in (0.2, 0.6, 1.0)])
    recalls = [row.figures[FULL].recall_at_1[0] for row in rows]
    assert recalls == sorted(recalls)
    assert recalls[-1] == 1
    mean, low, high = compare_ranks(rows[1].ranks[FULL], rows[0].ranks[FULL])
    assert 0.2 < low < mean < high < 0.6


def test_a_tie_is_no_hit(judged: RetrievalQueries) -> None:
    flat = Contender("flat", 2, lambda j: np.zeros((len(j.rows), len(j.pool)), np.float32))
    assert rank_contenders(judged, [flat])[0].figures[FULL].recall_at_10[0] == 0


def test_other_tracks_of_the_targets_artist_do_not_stand_against_it() -> None:
    pairs = telling_pairs(1024, 128)
    twins = type(pairs)(**{**pairs.__dict__, "artist": np.zeros(128, np.int32)})
    assert (
        rank_contenders(RetrievalQueries.from_pairs(twins, telling_words(pairs)), [knowing(0.0)])[0]
        .figures[FULL]
        .recall_at_1[0]
        == 1
    )


def test_hard_negatives_are_hard(judged: RetrievalQueries) -> None:
    easy = rank_contenders(judged, [knowing(0.0)])[0].figures[100]
    guess = knowing(0.0)
    hard = rank_against_hard_pool(judged, [guess], guess, size=100)[0].figures[100]
    assert hard.mean_reciprocal_rank[0] < easy.mean_reciprocal_rank[0]


def test_every_row_of_the_table_is_there_and_written(judged: RetrievalQueries, tmp_path: Path) -> None:
    torch.manual_seed(0)
    sizes = {"width": 32, "layers": 1, "heads": 2}
    nets = [
        MvtNet(infer_sizes(judged.pairs, 12, **sizes, parts=parts))
        for parts in (("video",), ("video", "words", "previous"))
    ]
    rows = make_contenders(MvtFusion(nets[0], "0"), MvtFusion(nets[1], "0"), masked=True)
    found = rank_contenders(judged, rows)
    names = [(row.name, row.turn) for row in found]
    assert len(names) == len(set(names)) == 11
    report = to_json(found, [], {"made": True})
    assert {row["name"] for row in report["rows"]} == {name for name, _ in names}
    assert set(report["rows"][0]["pools"]) == {"100", "full"}
    assert draw_recall(found, tmp_path / "table.png", pool=100).stat().st_size > 5000


def test_targets_are_held_against_the_table(judged: RetrievalQueries) -> None:
    good, poor = knowing(0.9), knowing(0.1)
    table = [
        Contender("MVP", 1, poor.score),
        Contender("MVT-Fusion", 1, poor.score),
        Contender("words only", 2, poor.score),
        Contender("MVT-Fusion", 2, good.score),
    ]
    assert all(v.met for v in check_targets(rank_contenders(judged, table), pool=100))
    table[2] = Contender("words only", 2, good.score)
    missed = [v.what for v in check_targets(rank_contenders(judged, table), pool=100) if not v.met]
    assert missed == ["turn 2 beats words only in R@1"]
