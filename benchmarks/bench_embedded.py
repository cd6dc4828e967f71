"""What the embedded encoders cost: ``python -m benchmarks.bench_embedded``.

CPU seconds of one core, in a process of its own that is told to use one thread: the frames of a 720p clip of 20 s
encoded, alone and with the clip watched first (a process started, pictures and sound decoded and measured), and a track
of three minutes decoded, analysed and heard, which is what the library does with it. Both are made for the occasion.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.table import Row

CLIP_CEILING, EYES_CEILING, SOUND_CEILING, TRACK_CEILING, WORDS_CEILING = 0.3, 0.25, 0.15, 2.0, 0.05
WORDS = 20  # requests
CLIP_SECONDS, TRACK_SECONDS = 20, 180
ROUNDS = 3
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def make_clip(folder: Path) -> Path:
    """20 s of 1280 x 720 H.264, a camera that pans, with AAC: what somebody's phone sends to Discord."""
    import av
    import numpy as np

    path, rate, rng = folder / "clip.mp4", 30, np.random.default_rng(1)
    cells = rng.integers(0, 255, (45, 160, 3), dtype=np.uint8)
    scene = np.kron(cells, np.ones((16, 16, 1), np.uint8))
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=rate, options={"preset": "veryfast"})
        video.width, video.height, video.pix_fmt = 1280, 720, "yuv420p"
        audio = out.add_stream("aac", rate=48_000, layout="mono")
        for n in range(rate * CLIP_SECONDS):
            shown = np.ascontiguousarray(scene[:, 2 * n : 2 * n + 1280])
            out.mux(video.encode(av.VideoFrame.from_ndarray(shown, format="rgb24")))
        out.mux(video.encode(None))
        noise = (rng.standard_normal((1, 48_000 * CLIP_SECONDS)) * 0.1).astype(np.float32)
        sound = av.AudioFrame.from_ndarray(noise, format="fltp", layout="mono")
        sound.rate = 48_000
        for packet in (*audio.encode(sound), *audio.encode(None)):
            out.mux(packet)
    return path


def make_track(folder: Path) -> Path:
    """Three minutes of composed music, one piece over and over, as MP3."""
    import av
    import numpy as np

    from demo import compose_library
    from media.listen import decode_sound

    compose_library(folder / "music", count=1)
    rate = 44_100
    wave = np.concatenate([decode_sound(path, rate) for path in sorted((folder / "music").glob("*.mp3"))])
    wave = np.resize(wave, rate * TRACK_SECONDS)
    path = folder / "track.mp3"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mp3", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(wave[None], format="fltp", layout="mono")
        frame.rate = rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return path


def measure(what: str, path: Path) -> None:
    """Print the least CPU seconds of a few rounds; run in a process of its own."""
    import torch

    torch.set_num_threads(1)
    parts = {"frames": _encode, "eyes": _see, "clip": _watch, "sound": _classify, "track": _hear, "words": _read}
    work = parts[what](path)
    work()
    spent = []
    for _ in range(ROUNDS):
        before = _cpu()
        work()
        spent.append(_cpu() - before)
    print(min(spent))


def _encode(path: Path) -> Callable[[], object]:
    from media.watch import watch_clip
    from models.profiles import load_profile

    frames, seen = load_profile("embedded").frames, watch_clip(path)
    return lambda: frames.encode_frames(seen.frames, seen.frame_times_s, seen.traits)


def _see(path: Path) -> Callable[[], object]:
    from media.watch import watch_clip
    from models.scenes.recogniser import SceneRecogniser

    eyes, frames = SceneRecogniser(), watch_clip(path).frames
    return lambda: eyes.recognise_clip(frames)


def _read(_: Path) -> Callable[[], object]:
    from models.encoders.e5 import MultilingualE5

    encoder = MultilingualE5.load()
    return lambda: [encoder.encode([f"something calm and sad on the piano, number {n}"]) for n in range(WORDS)]


def _watch(path: Path) -> Callable[[], object]:
    from media.watch import watch_clip
    from models.profiles import load_profile

    frames = load_profile("embedded").frames

    def work() -> None:
        seen = watch_clip(path)
        frames.encode_frames(seen.frames, seen.frame_times_s, seen.traits)

    return work


def _classify(path: Path) -> Callable[[], object]:
    from media.watch import watch_clip
    from media.watch.sound_classes import classify_sound

    sound = watch_clip(path).sound
    assert sound is not None
    return lambda: classify_sound(sound, -20.0)


def _hear(path: Path) -> Callable[[], object]:
    from media.listen import decode_track, measure_track
    from models.profiles import load_profile

    encoder = load_profile("embedded").music

    def work() -> None:
        track = decode_track(path)
        measure_track(track)
        encoder.encode_track(track.wave, track.rate)

    return work


def _cpu() -> float:
    """Return CPU seconds of this process and of ended children, such as the one that decodes a clip."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _in_one_thread(what: str, path: Path) -> float:
    # A process of its own: torch reads the number of threads at import, and caches start empty.
    command = [sys.executable, "-m", "benchmarks.bench_embedded", what, str(path)]
    done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def rows() -> list[Row]:
    """Return the CPU seconds with their ceilings, as rows of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip, track = make_clip(folder), make_track(folder)
        parts = (("frames", clip), ("eyes", clip), ("clip", clip), ("sound", clip), ("track", track), ("words", clip))
        spent = {what: _in_one_thread(what, path) for what, path in parts}
    return [
        Row("encode a watched clip of 20 s, CPU", spent["frames"], CLIP_CEILING, "ceiling", "<= 1"),
        Row("… watching it first, CPU", spent["clip"], CLIP_CEILING, "the encoders' ceiling"),
        Row("… of it: find speech and music in its sound, CPU", spent["sound"], SOUND_CEILING, "ceiling", "<= 1"),
        Row("recognise what the clip shows (8 frames), CPU", spent["eyes"], EYES_CEILING, "ceiling", "<= 1"),
        Row("encode a request in any language, CPU", spent["words"] / WORDS, WORDS_CEILING, "ceiling", "<= 1"),
        Row("analyse and encode a track of 3 minutes, CPU", spent["track"], TRACK_CEILING, "ceiling", "<= 1"),
    ]


def main() -> None:
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
        return
    for row in rows():
        print(f"{row.what:44} {row.ours:.3f} s of {row.reference} s")


if __name__ == "__main__":
    main()
