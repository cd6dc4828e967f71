"""What a writer costs: ``python -m benchmarks.bench_writer [FOLDER]``.

The embedded writer (FOLDER holds ``base`` and, where it hears, ``adapter``; else the shipped one) against the project's
ceilings, and against transformers with the same weights. CPU seconds of one core, in processes of their own that are
told to use one thread, as a worker does. What a worker imports anyway is not counted.

Where there is a GPU, also models of the published sizes with random weights: speed does not depend on what was learnt,
and nothing is fetched.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.table import Row

SHIPPED = Path("models/weights/writer")
FIRST_CEILING, REASON_CEILING, WORDS = 0.2, 1.5, 40
ROUNDS = 8
MIB = 1024 * 1024
PROMPT = """track: <|title|> by <|artist|>
tempo: 92 bpm, slow
key: D minor
sound: calm, dark, soft
vocals: none
heard: piano, strings
clip: dark, muted, few cuts
pace: same
start: 0:42, main, begins
meets: rise at 0:51
music: {marks}"""


@dataclass(frozen=True)
class Cost:
    """Cost of one runtime: CPU seconds, and MiB of memory beyond what a worker uses anyway."""

    start: float
    first: float
    reason: float
    four: float
    mib: float


def measure(runtime: str, folder: Path) -> Cost:
    """Load a runtime, write texts and measure; run in a process of its own."""
    import psutil
    import torch

    # One thread, as in a worker: more threads wait for each other at products of this size.
    torch.set_num_threads(1)
    before, began = psutil.Process().memory_info().rss, time.process_time()
    write, ask = {"own": _own, "transformers": _transformers}[runtime](folder)
    start = time.process_time() - began
    # The first text is not timed: it allocates buffers that later ones reuse.
    write([ask(0)])
    mib = (psutil.Process().memory_info().rss - before) / MIB
    texts = [_timed(write, [ask(n)]) for n in range(ROUNDS)]
    words = sum(len(written[0].text.split()) for _, written in texts)
    # Scaled to a fixed number of words: texts of different seeds differ in length.
    reason = sum(seconds for seconds, _ in texts) / max(1, words) * WORDS
    four = min(_timed(write, [ask(4 * n + row) for row in range(4)])[0] for n in range(2))
    one_by_one = sum(seconds for seconds, _ in texts) / ROUNDS
    return Cost(start, _first(write, ask), reason, four / (4 * one_by_one), mib)


def _own(folder: Path) -> tuple[Any, Callable[..., Any]]:
    from models.writer.small_writer import SmallWriter
    from models.writer.spec import ADAPTER, BASE

    adapter = folder / ADAPTER if (folder / ADAPTER).is_dir() else None
    spec = _spec(folder)
    return SmallWriter.load_writer(folder / BASE, adapter, spec.music_dim).generate_texts, _asking(spec)


def _transformers(folder: Path) -> tuple[Any, Callable[..., Any]]:
    from models.writer.base_loading import load_explainer
    from models.writer.generate import ProjectedGenerator

    spec = _spec(folder)
    return ProjectedGenerator(*load_explainer(spec, folder)).generate_texts, _asking(spec)


def _spec(folder: Path) -> Any:
    from models.writer.spec import ADAPTER, BASE, WriterSpec

    return WriterSpec.read_spec(folder / ADAPTER) if (folder / ADAPTER).is_dir() else WriterSpec(BASE)


def _asking(spec: Any) -> Callable[..., Any]:
    import numpy as np

    from models.writer.prompt import MUSIC
    from models.writer.write_request import WriteRequest

    prompt = PROMPT.format(marks=MUSIC * spec.soft_tokens)
    vector = np.random.default_rng(0).normal(size=max(1, spec.music_dim)).astype(np.float32)
    vector /= np.linalg.norm(vector)
    return lambda seed, listener=None: WriteRequest(prompt, music=vector, seed=seed, heard=listener)


def _timed(write: Any, requests: list[Any]) -> tuple[float, list[Any]]:
    began = time.process_time()
    written = write(requests)
    return time.process_time() - began, written


def _first(write: Any, ask: Callable[..., Any]) -> float:
    """Return the CPU seconds to the first token, the minimum of several runs."""
    found = []
    for seed in range(ROUNDS):
        at: list[float] = []
        began = time.process_time()
        write([ask(seed, lambda _, at=at: at.append(time.process_time()))])
        found.append(at[0] - began)
    return min(found)


def _in_one_thread(runtime: str, folder: Path) -> Cost:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "benchmarks.bench_writer", runtime, str(folder)]
    done = subprocess.run(command, env={**os.environ, **threads}, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def embedded_rows(folder: Path) -> list[Row]:
    """The embedded writer; no row where it has not been trained."""
    if not (folder / "base" / "model.safetensors").is_file():
        print(f"the embedded writer is left out: {folder} holds none (musechat train writer --base)", file=sys.stderr)
        return []
    own, other = _in_one_thread("own", folder), _in_one_thread("transformers", folder)
    same = "transformers, same weights"
    return [
        Row("first token of a reason, embedded writer, CPU", own.first, FIRST_CEILING, "ceiling", "<= 1"),
        Row(f"… {WORDS} words of it, CPU", own.reason, REASON_CEILING, "ceiling", "<= 1"),
        Row("… four at once, CPU, share of one after the other", own.four, 1.0, "one after the other", "<= 1", ""),
        Row(f"… {WORDS} words, CPU", own.reason, other.reason, same, "<= 1"),
        Row("… first token, CPU", own.first, other.first, same, "<= 1"),
        Row("… import and load, CPU", own.start, other.start, "with transformers", "<= 1"),
        Row("… its memory", own.mib, other.mib, "with transformers", "<= 1", "MiB"),
    ]


def rows() -> list[Row]:
    """The embedded writer, and large ones where there is a GPU."""
    import torch

    if not torch.cuda.is_available():
        print("models of 4B and 7B are left out: there is no GPU", file=sys.stderr)
        return embedded_rows(SHIPPED)
    from benchmarks.large_writers import large_rows

    return [*embedded_rows(SHIPPED), *large_rows()]


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(vars(measure(sys.argv[1], Path(sys.argv[2])))))
        return
    found = embedded_rows(Path(sys.argv[1])) if len(sys.argv) == 2 else rows()
    for row in found:
        print(f"{row.what:58} {row.ours:9.4g} {row.unit:3} {row.ratio:6.2f} of {row.reference:.4g} ({row.against})")


if __name__ == "__main__":
    main()
