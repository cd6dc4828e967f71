"""What a mix costs, and how well it keeps its levels: ``python -m benchmarks.bench_mix [--levels CLIPS MUSIC]``.

CPU seconds for 20 s of 1080p whose picture is copied, against the least that any such thing does (copy the packets,
decode and code the sound again, in this process, with the coder that PyAV takes by itself), and where FFmpeg's program
is here against what it takes for the same: picture copied, both sounds mixed without any levelling, and coded alike.

``--levels`` mixes every clip of a folder with tracks of another in turn, in each mode in turn, and prints what FFmpeg's
own meter says of the finished files.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import cycle
from pathlib import Path
from typing import Any

import av
import av.filter
import numpy as np

from benchmarks.bench_preview import cpu_seconds
from benchmarks.table import Row
from demo import compose_library
from media.mix import MixJob, render_mix
from media.preview.excerpt import read_excerpt
from media.sound_files import open_sound_file
from musechat.errors import BadInput
from musechat.mix_mode import MixMode, apply_mode
from musechat.mix_settings import MixSettings

SECONDS, START_S, FPS = 20, 10.0, 25
SIZE = (1920, 1080)
OFF_LU, MOST_DBTP = 0.5, -1.0  # what is asked of every mix
PROGRAM = [
    "ffmpeg", "-nostdin", "-v", "error", "-y", "-i", "{clip}", "-ss", str(START_S), "-t", str(SECONDS), "-i", "{track}",
    "-filter_complex", "[0:a][1:a]amix=2:normalize=0[a]", "-map", "0:v", "-map", "[a]",
    "-c:v", "copy", "-c:a", "aac", "-b:a", "192k", "-threads", "1", "-movflags", "+faststart", "{out}",
]  # fmt: skip


def draw_clip(path: Path) -> Path:
    """A moving picture with noise as its sound."""
    rng = np.random.default_rng(1)
    wide = np.kron(
        rng.integers(0, 256, (SIZE[1] // 40, SIZE[0] // 20, 3), dtype=np.uint8), np.ones((40, 40, 1), np.uint8)
    )
    noise = (0.02 * rng.standard_normal((2, SECONDS * 48_000))).astype(np.float32)
    with av.open(str(path), "w") as out:
        picture: Any = out.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        voice: Any = out.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(SECONDS * FPS):
            shown = np.ascontiguousarray(wide[:, 2 * number : 2 * number + SIZE[0]])
            frame = av.VideoFrame.from_ndarray(shown, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        heard = av.AudioFrame.from_ndarray(noise, format="fltp", layout="stereo")
        heard.sample_rate, heard.pts = 48_000, 0
        out.mux([*voice.encode(heard), *voice.encode(None)])
    return path


def ours(clip: Path, track: Path, out: Path) -> None:
    render_mix(MixJob(clip, track, START_S, video=out))


def floor(clip: Path, track: Path, out: Path) -> None:
    """Copy the picture, decode both sounds, code one."""
    music = read_excerpt(track, START_S, START_S + SECONDS)
    with av.open(str(clip)) as source, av.open(str(out), "w", options={"movflags": "+faststart"}) as box:
        picture = box.add_stream_from_template(source.streams.video[0], opaque=True)
        coded: Any = box.add_stream("aac", rate=48_000, layout="stereo", bit_rate=192_000)
        for packet in source.demux(source.streams.video[0], source.streams.audio[0]):
            if packet.stream.type == "audio":
                packet.decode()
            elif packet.dts is not None:
                packet.stream = picture
                box.mux(packet)
        heard = av.AudioFrame.from_ndarray(np.ascontiguousarray(music), format="fltp", layout="stereo")
        heard.sample_rate, heard.pts = 48_000, 0
        box.mux([*coded.encode(heard), *coded.encode(None)])


def program(clip: Path, track: Path, out: Path) -> None:
    words = [word.format(clip=clip, track=track, out=out) for word in PROGRAM]
    subprocess.run(words, check=True)


def rows() -> list[Row]:
    """The cost as ratios, on a drawn clip and composed music."""
    with tempfile.TemporaryDirectory() as folder:
        compose_library(Path(folder), count=1)
        track = next(Path(folder).glob("*.mp3"))
        clip, out = draw_clip(Path(folder) / "clip.mp4"), Path(folder) / "mix.mp4"
        ways: dict[str, Callable[[Path, Path, Path], None]] = {"ours": ours, "floor": floor}
        ways |= {"program": program} if shutil.which("ffmpeg") else {}
        ours(clip, track, out)
        spent = {
            name: min(cpu_seconds(lambda _, way=way: way(clip, track, out), clip) for _ in range(3))  # type: ignore[misc]
            for name, way in ways.items()
        }
    what = "a mix of 20 s of 1080p, picture copied, CPU"
    found = [Row(what, spent["ours"], spent["floor"], "copying, decoding and coding alone", "<= 1.5")]
    if "program" in spent:
        found.append(Row(what, spent["ours"], spent["program"], "the ffmpeg command, no levelling", "<= 1.5"))
    return found


def measure_levels(clips: Path, music: Path, count: int) -> Iterator[tuple[str, float, float]]:
    """Names, integrated loudness (LUFS) and true peak (dBTP) of ``count`` mixes, by FFmpeg's meter."""
    tracks, modes = cycle(sorted(music.glob("*.*"))), cycle(MixMode)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "mix.mp4"
        for clip, track, mode, _ in zip(cycle(sorted(clips.glob("*.mp4"))), tracks, modes, range(count), strict=False):
            try:
                render_mix(MixJob(clip, track, 2.0, apply_mode(MixSettings(), mode), video=out))
            except BadInput as error:
                print(f"{clip.name} + {track.name}: {error.line}")
                continue
            yield f"{clip.stem} + {track.stem}, {mode}", *read_meter(out)


def read_meter(path: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP) of a file's sound, by FFmpeg's filter."""
    graph, last = av.filter.Graph(), dict[str, str]()
    with open_sound_file(path) as box:
        stream = box.streams.audio[0]
        nodes = (graph.add_abuffer(template=stream), graph.add("ebur128", "peak=true:metadata=1"))
        graph.link_nodes(*nodes, graph.add("abuffersink")).configure()
        for frame in [*box.decode(stream), None]:
            graph.push(frame)
            while True:
                try:
                    last = dict(graph.pull().metadata) or last  # type: ignore[union-attr]
                except (av.BlockingIOError, av.EOFError):
                    break
    peaks = [float(value) for key, value in last.items() if "true_peak" in key]
    return float(last["lavfi.r128.I"]), 20 * float(np.log10(max(peaks)))


def print_levels(clips: Path, music: Path, count: int) -> None:
    """What the meter says of each mix, and of all."""
    found = list(measure_levels(clips, music, count))
    for name, loudness, peak in found:
        print(f"{loudness:7.2f} LUFS {peak:6.2f} dBTP  {name}")
    far, peaks = [abs(loudness + 14.0) for _, loudness, _ in found], [peak for *_, peak in found]
    near, held = sum(off <= OFF_LU for off in far), sum(peak <= MOST_DBTP for peak in peaks)
    print(f"{len(found)} mixes: at most {max(far):.2f} LU off, true peak at most {max(peaks):.2f} dBTP")
    print(f"within {OFF_LU} LU: {near}; peak of {MOST_DBTP} dBTP held: {held}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--levels"]:
        print_levels(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if sys.argv[4:] else 40)
    else:
        for row in rows():
            print(f"{row.what:44} {row.ours:6.3f} {row.reference:6.3f} {row.against:36} {row.ratio:5.2f} {row.target}")
