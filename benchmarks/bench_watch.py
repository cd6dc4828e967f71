"""How fast and how well clips are watched: ``python -m benchmarks.bench_watch``.

Speed: a 180 s 1080p clip against PyAV decoding its keyframes and its sound and nothing else, alternating in one run;
the clip is made once in a temporary folder from 20 s of encoded scenes, repeated. Quality, where the shared clips are
at hand: rank correlations with the measured table, and mean energy by the pace that one person gave each clip.
"""

from __future__ import annotations

import csv
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np

from benchmarks.clip_paces import PACES_FIRST, PACES_MORE
from benchmarks.table import Row
from media.watch import WarmProcesses, watch_clip

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
SIZE, RATE, LOOP_SECONDS, LOOPS = (1920, 1080), 30, 20, 9
CUTS = (0, 90, 200, 210, 400, 480)  # pictures at which a new scene of the loop begins
TARGET = "<= 1.5"


def make_clip(folder: Path) -> Path:
    """180 s of 1080p H.264 at 6 Mb/s with stereo AAC."""
    loop, whole = folder / "loop.mp4", folder / "clip.mp4"
    rng = np.random.default_rng(1)
    with av.open(str(loop), "w") as out:
        video: Any = out.add_stream("libx264", rate=RATE, options={"preset": "veryfast"})
        video.width, video.height, video.pix_fmt, video.bit_rate = *SIZE, "yuv420p", 6_000_000
        audio: Any = out.add_stream("aac", rate=48_000, layout="stereo")
        for n in range(RATE * LOOP_SECONDS):
            if n in CUTS:
                scene = _scene(rng)
            shift = n * 3 % 1000
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(scene[:, shift : shift + SIZE[0]]), format="rgb24")
            frame.pts = n
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        noise = (rng.standard_normal((2, 48_000 * LOOP_SECONDS)) * 0.1).astype(np.float32)
        sound = av.AudioFrame.from_ndarray(noise, format="fltp", layout="stereo")
        sound.rate = 48_000
        out.mux(audio.encode(sound))
        out.mux(audio.encode(None))
    _repeat(loop, whole)
    return whole


def _scene(rng: np.random.Generator) -> np.ndarray:
    cells = rng.integers(0, 255, (SIZE[1] // 8, SIZE[0] // 8 + 126, 3), dtype=np.uint8).astype(np.float32)
    for axis in (0, 1):
        cells = (cells + np.roll(cells, 1, axis) + np.roll(cells, -1, axis)) / 3
    return np.kron(cells.astype(np.uint8), np.ones((8, 8, 1), np.uint8))


def _repeat(loop: Path, whole: Path) -> None:
    with av.open(str(loop)) as source, av.open(str(whole), "w") as out:
        streams = {s.index: out.add_stream_from_template(s) for s in (*source.streams.video, *source.streams.audio)}
        packets = [p for p in source.demux() if p.dts is not None]
        for n in range(LOOPS):
            for packet in packets:
                at, base = packet.pts * packet.time_base, packet.time_base
                if packet.stream.type == "audio" and not 0 <= at < LOOP_SECONDS - 0.03:
                    continue
                copy = av.Packet(bytes(packet))
                shift = round(n * LOOP_SECONDS / base)
                copy.pts, copy.dts, copy.duration = packet.pts + shift, packet.dts + shift, packet.duration
                copy.time_base, copy.is_keyframe, copy.stream = base, packet.is_keyframe, streams[packet.stream.index]
                out.mux(copy)


def keyframes_and_sound(path: Path) -> None:
    """What the target is a multiple of: PyAV alone, in this process, nothing kept."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        for _ in container.decode(stream):
            pass
    with av.open(str(path)) as container:
        for _ in container.decode(audio=0):
            pass


def seconds(work: Any, *args: Any) -> float:
    started = time.perf_counter()
    work(*args)
    return time.perf_counter() - started


def rows(rounds: int = 3) -> list[Row]:
    """Rows of (what, figure, target)."""
    with tempfile.TemporaryDirectory() as folder:
        clip = make_clip(Path(folder))
        pairs = []
        with WarmProcesses() as processes:
            for _ in range(rounds):
                time.sleep(1)  # lets the spare finish its imports, as it has long done in a worker
                pairs.append(
                    (seconds(partial(watch_clip, processes=processes), clip), seconds(keyframes_and_sound, clip))
                )
        watched, bare = (min(times) for times in zip(*pairs, strict=True))
    return [Row("watch a 180 s 1080p clip", watched, bare, "PyAV, keyframes and sound", TARGET)]


def ranks(values: list[float]) -> np.ndarray:
    """Ranks with ties shared."""
    ordered = sorted(values)
    return np.array([ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values])


def spearman(a: list[float], b: list[float]) -> float:
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def quality() -> list[tuple[str, float, str]]:
    """Agreement with the table of 22 real clips, and the time that one of them takes."""
    with (SHARED / "tables" / "video_auto_tags.csv").open() as file:
        rows = list(csv.DictReader(file))
    traits, times = [], []
    with WarmProcesses() as processes:
        for row in rows:
            time.sleep(0.5)
            started = time.perf_counter()
            traits.append(watch_clip(SHARED / row["file"], processes=processes).traits)
            times.append(time.perf_counter() - started)
    paces = ["calm", "medium", "fast"]
    pace = [float(paces.index(r["pace"])) for r in rows]
    found = [
        ("watch a clip of 2 to 20 s, median s", statistics.median(times), ""),
        ("the slowest, s", max(times), "<= 0.6"),
    ]
    for name in ("motion", "brightness", "saturation"):
        theirs = [float(r[name]) for r in rows]
        found.append((f"Spearman, {name}", spearman([getattr(t, name) for t in traits], theirs), ""))
    found.append(("Spearman, energy and pace", spearman([t.energy for t in traits], pace), ""))
    for k, name in enumerate(paces):
        found.append(
            (f"mean energy, {name}", statistics.mean(t.energy for t, p in zip(traits, pace, strict=True) if p == k), "")
        )
    return found


def paces() -> list[tuple[str, float, str]]:
    """Agreement of motion and energy with the pace that one person saw in 49 clips, by folder."""
    found = []
    with WarmProcesses() as processes:
        for folder, judged in (("videos", PACES_FIRST), ("more/videos", PACES_MORE)):
            clips = [watch_clip(SHARED / folder / f"{name}.mp4", processes=processes).traits for name in judged]
            for trait in ("motion", "energy"):
                theirs = list(judged.values())
                found.append(
                    (f"Spearman, {trait} and pace, {folder}", spearman([getattr(c, trait) for c in clips], theirs), "")
                )
    return found


def main() -> None:
    speed = [(row.what, row.ratio, row.target) for row in rows()]
    for what, figure, target in [*speed, *([*quality(), *paces()] if SHARED.is_dir() else [])]:
        print(f"{what:44} {figure:8.3f}  {target}")


if __name__ == "__main__":
    main()
