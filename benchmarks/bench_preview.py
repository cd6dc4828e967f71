"""What a preview costs: ``python -m benchmarks.bench_preview [FILE...]``.

CPU seconds for 20 s of music, against the least that any such thing does (decode the sound and code it again, in this
process, with the coder that PyAV takes by itself), and against FFmpeg's own way to the same end where its program is
here: ``loudnorm`` and ``showwaves``, coded alike. Files in turn, the best of some rounds of each.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av

from benchmarks.table import Row
from demo import compose_library
from media.preview import make_preview
from media.preview.rendering import PER_SECOND

START_S, END_S = 10.0, 30.0
PLENTY = 10 * 1024 * 1024
FILTERS = f"[0:a]loudnorm=I=-16:TP=-1[a];[0:a]showwaves=s=640x200:mode=cline:r={PER_SECOND}[v]"
PROGRAM = [
    "ffmpeg", "-nostdin", "-v", "error", "-y", "-ss", str(START_S), "-t", str(END_S - START_S), "-i", "{}",
    "-filter_complex", FILTERS, "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "ultrafast",
    "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ar", "48000", "-b:a", "160k", "-movflags", "+faststart",
]  # fmt: skip


def ours(path: Path) -> None:
    make_preview(path, START_S, END_S, max_bytes=PLENTY)


def floor(path: Path) -> None:
    """Decode the stretch and code it, as it is."""
    with av.open(str(path)) as source, av.open(io.BytesIO(), "w", format="mp4") as out:
        stream = source.streams.audio[0]
        coded = out.add_stream("aac", rate=48_000, layout="stereo", bit_rate=160_000)
        resampler = av.AudioResampler("fltp", "stereo", 48_000)
        source.seek(round(START_S / stream.time_base), stream=stream)
        for frame in source.decode(stream):
            if frame.time > END_S:
                break
            for even in resampler.resample(frame):
                out.mux(coded.encode(even))
        out.mux(coded.encode(None))


def program(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        words = [str(path) if word == "{}" else word for word in PROGRAM]
        subprocess.run([*words, f"{folder}/x.mp4"], check=True)


def cpu_seconds(work: Callable[[Path], None], path: Path) -> float:
    """Of this process and of those that it waited for."""
    before = time.process_time() + _children()
    work(path)
    return time.process_time() + _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def spend(files: list[Path], rounds: int = 3) -> dict[str, float]:
    """Mean CPU seconds per file."""
    ways = {"ours": ours, "floor": floor} | ({"program": program} if shutil.which("ffmpeg") else {})
    ours(files[0])
    found = {name: [min(cpu_seconds(way, path) for _ in range(rounds)) for path in files] for name, way in ways.items()}
    return {name: sum(times) / len(times) for name, times in found.items()}


def rows(files: list[Path] | None = None) -> list[Row]:
    """The cost as ratios, on composed music."""
    with tempfile.TemporaryDirectory() as folder:
        if files is None:
            compose_library(Path(folder), count=4)
            files = sorted(Path(folder).glob("*.mp3"))
        spent = spend(files)
    found = [Row("a preview of 20 s, CPU", spent["ours"], spent["floor"], "decoding and coding the sound", "<= 1.25")]
    if "program" in spent:
        found.append(Row("a preview of 20 s, CPU", spent["ours"], spent["program"], "FFmpeg's own filters", "<= 0.5"))
    return found


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    for row in rows([Path(name) for name in sys.argv[1:]] or None):
        print(f"{row.what:30} {row.ours:6.3f} {row.reference:6.3f} {row.against:32} {row.ratio:5.2f} {row.target}")
