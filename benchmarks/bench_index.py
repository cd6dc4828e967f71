"""How fast the index searches, against plain numpy on the same vectors in the same run.

    python benchmarks/bench_index.py [--rows 1000000] [--dim 256]

Prints ratios: below 1 the index is faster. Memory is what searching added, over the size of the vectors.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil

from benchmarks.table import Row
from models.index import IndexFolder


def plain(matrix: np.ndarray, vector: np.ndarray, k: int, allowed: np.ndarray | None) -> np.ndarray:
    """One matmul, a mask, a partition and a sort."""
    scores = matrix @ vector
    if allowed is not None:
        scores = np.where(allowed, scores, -np.inf)
    found = np.argpartition(scores, -k)[-k:]
    return found[np.argsort(-scores[found])]


def median_ms(searches: list[Callable[[], object]], rounds: int) -> list[float]:
    """Median time of each search, taken in turns so that load falls on all alike."""
    times: list[list[float]] = [[] for _ in searches]
    for _ in range(rounds):
        for taken, search in zip(times, searches, strict=True):
            began = time.perf_counter()
            search()
            taken.append(1000 * (time.perf_counter() - began))
    return [statistics.median(t) for t in times]


def rows(count: int = 200_000, dim: int = 256, k: int = 10, rounds: int = 9) -> list[Row]:
    """Index against plain numpy: all rows allowed, half, and one in a hundred."""
    rng = np.random.default_rng(0)
    matrix, vector = rng.standard_normal((count, dim), np.float32), rng.standard_normal(dim, np.float32)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        shelf = IndexFolder(Path(folder))
        shelf.write([str(i) for i in range(count)], matrix)
        index = shelf.current()
        assert index is not None
        for name, share in (("all", 1.0), ("half", 0.5), ("1 %", 0.01)):
            mask = None if share == 1 else rng.random(count) < share
            ours, theirs = median_ms(
                [lambda m=mask: index.search(vector, k, m), lambda m=mask: plain(matrix, vector, k, m)], rounds
            )
            found.append(Row(f"search {count:,} x {dim}, {name} allowed", ours, theirs, "numpy", "<= 1.1", "ms"))
    return found


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--dim", type=int, default=256)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    rng = np.random.default_rng(0)
    matrix = rng.standard_normal((chosen.rows, chosen.dim), np.float32)
    vectors = rng.standard_normal((32, chosen.dim), np.float32)
    with tempfile.TemporaryDirectory() as folder:
        IndexFolder(Path(folder)).write([str(i) for i in range(chosen.rows)], matrix)
        measure(Path(folder), matrix, vectors, chosen.k, chosen.rounds)


def measure(folder: Path, matrix: np.ndarray, vectors: np.ndarray, k: int, rounds: int) -> None:
    """Compare index and plain numpy, unfiltered, filtered, and in a batch."""
    index = IndexFolder(folder).current()
    assert index is not None
    vector, rng = vectors[0], np.random.default_rng(1)
    masks = {"all": None, "half allowed": rng.random(len(index)) < 0.5, "1 % allowed": rng.random(len(index)) < 0.01}
    print(f"{len(index):,} x {matrix.shape[1]}, k={k}, median of {rounds}; ratio: index / numpy")
    for name, mask in masks.items():
        assert index.search(vector, k, mask)[0] == [str(i) for i in plain(matrix, vector, k, mask)]
        ours, theirs = median_ms(
            [lambda m=mask: index.search(vector, k, m), lambda m=mask: plain(matrix, vector, k, m)], rounds
        )
        print(f"{name:14s} index {ours:8.2f} ms   numpy {theirs:8.2f} ms   ratio {ours / theirs:5.2f}")
    batch, single = median_ms(
        [lambda: index.search_many(vectors, k), lambda: [index.search(v, k) for v in vectors]], max(1, rounds // 5)
    )
    print(f"{'batch of 32':14s} index {batch:8.2f} ms   one by one {single:5.0f} ms   ratio {batch / single:5.2f}")
    before = psutil.Process().memory_info()
    for v in vectors[:4]:
        index.search(v, k)
    grown = (psutil.Process().memory_info().rss - before.rss) / matrix.nbytes
    print(f"memory that four more searches added: {grown:.2f} of the vectors' size")


if __name__ == "__main__":
    main()
