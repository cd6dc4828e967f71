"""The vector index against faiss Flat on the same vectors in the same run: search time and memory.

    python -m benchmarks.bench_index [--rows 1000000] [--dim 256] [--threads N]

Ratios below 1: the index is faster. Both find the same rows, which is checked. faiss is asked in the way that was the
fastest for it: a bitmap of the allowed rows.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import psutil
import torch

from benchmarks.table import Row
from models.index import VectorIndex, exact
from models.index.file_names import NameArray

Search = Callable[[np.ndarray | None], Sequence[int]]
SHARES = (("all", 1.0), ("half", 0.5), ("10 %", 0.1), ("1 %", 0.01))
K = 10


def faiss_or_none() -> ModuleType | None:
    """Return faiss; without it print why and return None."""
    try:
        import faiss
    except ImportError as error:
        print(f"bench_index: no comparison with faiss ({error}); pip install faiss-cpu", file=sys.stderr)
        return None
    return faiss


def flat(faiss: ModuleType, matrix: np.ndarray, query: np.ndarray) -> Search:
    """Make a search of an exact faiss index."""
    index = faiss.IndexFlatIP(matrix.shape[1])
    index.add(matrix)

    def search(allowed: np.ndarray | None) -> Sequence[int]:
        if allowed is None:
            return index.search(query[None], K)[1][0].tolist()  # type: ignore[no-any-return]
        # The fastest of faiss's selectors for large masks: the comparison has to be fair.
        selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        return index.search(query[None], K, params=faiss.SearchParameters(sel=selector))[1][0].tolist()  # type: ignore[no-any-return]

    return search


def plain(matrix: np.ndarray, query: np.ndarray) -> Search:
    """Make a search in plain numpy: one product, a mask, a partition and a sort."""

    def search(allowed: np.ndarray | None) -> Sequence[int]:
        scores = matrix @ query
        if allowed is not None:
            scores = np.where(allowed, scores, -np.inf)
        found = np.argpartition(scores, -K)[-K:]
        return found[np.argsort(-scores[found])].tolist()  # type: ignore[no-any-return]

    return search


def median_ms(searches: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Median time of each search, taken in turns so that load falls on all alike."""
    times: list[list[float]] = [[] for _ in searches]
    for _ in range(rounds):
        for taken, search in zip(times, searches, strict=True):
            began = time.perf_counter()
            search()
            taken.append(1000 * (time.perf_counter() - began))
    return [statistics.median(t) for t in times]


def rows(count: int = 1_000_000, dim: int = 256, rounds: int = 15, threads: int = exact.THREADS) -> list[Row]:
    """Everything, as rows of the table."""
    torch.set_num_threads(1)  # as in the worker; the index has threads of its own
    exact.THREADS = threads
    with tempfile.TemporaryDirectory() as folder:
        matrix = np.random.default_rng(0).standard_normal((count, dim), np.float32)
        path = Path(folder) / "vectors.npy"
        np.save(path, matrix)
        found = searching(_open_mapped(path), matrix, rounds, threads)
        found.append(
            Row(
                f"memory to search {count:,} x {dim}",
                memory(path),
                matrix.nbytes / 2**20,
                "the vectors",
                "<= 1.1",
                "MiB",
            )
        )
    return found


def names(count: int) -> list[str]:
    """Ids as long as a track's."""
    return [f"{n:016x}" for n in range(count)]


def _open_mapped(path: Path) -> VectorIndex:
    """Search a mapped file, as workers do."""
    matrix = np.load(path, mmap_mode="c")
    return VectorIndex(NameArray.from_names(names(len(matrix))), [matrix])


def searching(index: VectorIndex, matrix: np.ndarray, rounds: int, threads: int) -> list[Row]:
    """Compare searches of one query, over all rows and under masks."""
    rng = np.random.default_rng(1)
    query, faiss = rng.standard_normal((matrix.shape[1],), np.float32), faiss_or_none()
    if faiss:
        faiss.omp_set_num_threads(threads)
    against, other = ("faiss Flat", flat(faiss, matrix, query)) if faiss else ("numpy", plain(matrix, query))
    found = []
    for name, share in SHARES:
        allowed = None if share == 1 else rng.random(len(matrix)) < share
        assert [int(i, 16) for i in index.search(query, K, allowed)[0]] == other(allowed)
        ours, theirs = median_ms([lambda a=allowed: index.search(query, K, a), lambda a=allowed: other(a)], rounds)  # type: ignore[misc]
        what = f"search {len(matrix):,} x {matrix.shape[1]}, {name} allowed, {threads} threads"
        found.append(Row(what, ours, theirs, against, "<= 1", "ms"))
    return found


def memory(path: Path) -> float:
    """MiB that a process takes to map a file and search all of it under a mask, the mapped file included."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_grown, (path,))


def _grown(path: Path) -> float:
    torch.set_num_threads(1)
    _search_once(VectorIndex(names(1000), [np.zeros((1000, 8), np.float32)]))  # what the libraries take by themselves
    before = psutil.Process().memory_info().rss
    _search_once(_open_mapped(path))
    return float(psutil.Process().memory_info().rss - before) / 2**20


def _search_once(index: VectorIndex) -> None:
    allowed = np.random.default_rng(2).random(len(index)) < 0.9
    index.search(np.ones(index.parts[0].shape[1], np.float32), K, allowed)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--dim", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=exact.THREADS)
    chosen = parser.parse_args()
    for row in rows(chosen.rows, chosen.dim, chosen.rounds, chosen.threads):
        theirs = f"{row.reference:10.2f} {row.unit} {row.against}"
        print(f"{row.what:54s} {row.ours:10.2f} {row.unit} {theirs:26s} ratio {row.ratio:5.2f} {row.target}")


if __name__ == "__main__":
    main()
