"""What cannot be watched is refused in one clear line, whatever it does to the child."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from media.watch import WarmProcesses, WatchLimits, ipc, watch_clip
from media.watch.limits import MIB
from media.watch.warm_process import DecodingProcess
from musechat.errors import BadInput, Cancelled, MuseChatError
from tests.media.watch.making import RATE, pan, texture, tone, write_clip
from tests.worker.processes import PATIENCE_S, until

HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:1/secret.ts\n#EXT-X-ENDLIST\n"


def refusal(path: Path, limits: WatchLimits | None = None, processes: WarmProcesses | None = None) -> BadInput:
    with pytest.raises(BadInput) as caught:
        watch_clip(path, limits, processes=processes)
    assert "\n" not in caught.value.line
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-clip"),
        (b"This is no video at all, only words.\n" * 20, "not-a-video"),
        (HLS, "playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist"),
        (b"<?xml version='1.0'?><MPD></MPD>", "playlist"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "still-picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "still-picture"),
        (b"ID3\x03" + bytes(200), "no-picture"),
        (b"\0\0\0\x18ftypisom" + bytes(4000), "clip-broken"),
        (b"\x1a\x45\xdf\xa3" + bytes(4000), "clip-broken"),
        (b"GIF89a" + bytes(4), "clip-broken"),
    ],
)
def test_not_a_clip(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_no_file_and_no_plain_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.mp4").code == "no-such-file"
    assert refusal(tmp_path).code == "not-a-file"
    os.mkfifo(tmp_path / "pipe.mp4")
    assert refusal(tmp_path / "pipe.mp4").code == "not-a-file"


def test_sound_without_picture(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(tone(1.0), format="fltp", layout="stereo")
        frame.rate = RATE
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    error = refusal(path)
    assert error.code == "no-picture"
    assert "Post a video clip" in error.remedy


def test_too_long_names_both_lengths(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "long.mp4", [texture(1)] * 90, 1)
    error = refusal(clip, WatchLimits(max_seconds=20))
    assert error.code == "clip-too-long"
    assert "1:30" in error.message
    assert "20 s" in error.message


def test_too_large_a_file(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "big.mp4", [texture(n, cell=2) for n in range(30)], 25)
    assert refusal(clip, WatchLimits(max_bytes=1000)).code == "clip-too-large"


@pytest.mark.parametrize("kind", ["gif", "mp4"])
def test_huge_picture_is_refused_before_it_is_allocated(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"huge.{kind}"
    if kind == "gif":
        data = bytearray(write_clip(path, [texture(1)] * 3, 10, codec="gif", pixels="rgb8").read_bytes())
        data[6:10] = struct.pack("<HH", 20_000, 20_000)
    else:
        data = bytearray(write_clip(path, [texture(1)] * 3, 10, codec="mjpeg", pixels="yuvj420p").read_bytes())
        at = data.index(b"\xff\xc0") + 5  # the JPEG frame header's height and width
        while at > 5:
            data[at : at + 4] = struct.pack(">HH", 20_000, 20_000)
            at = data.find(b"\xff\xc0", at) + 5
        track = data.index(b"tkhd") + 80  # width and height, 16.16
        data[track : track + 8] = struct.pack(">II", 20_000 << 16, 20_000 << 16)
        entry = data.index(b"mp4v") + 4 + 24
        data[entry : entry + 4] = struct.pack(">HH", 20_000, 20_000)
    path.write_bytes(data)
    error = refusal(path)
    assert error.code == "clip-too-big"
    assert "20000 x 20000" in error.message


def test_header_cut_off(tmp_path: Path) -> None:
    """A truncated mp4 whose index stood at its end holds nothing that can be found again."""
    whole = write_clip(tmp_path / "w.mov", [texture(n, cell=2) for n in range(50)], 25)
    (tmp_path / "t.mov").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert refusal(tmp_path / "t.mov").code == "clip-broken"


@pytest.mark.slow
def test_flipped_bytes_never_crash_the_parent(tmp_path: Path) -> None:
    whole = bytearray(write_clip(tmp_path / "w.mp4", pan(1, 40, 1), 25, sound=tone(1.6)).read_bytes())
    rng = np.random.default_rng(7)
    for n in range(6):
        data = bytearray(whole)
        for at in rng.integers(32, len(data), 40):
            data[at] = int(rng.integers(256))
        path = tmp_path / f"flip{n}.mp4"
        path.write_bytes(data)
        try:
            watch_clip(path, WatchLimits(wall_seconds=20))
        except BadInput as error:
            assert error.remedy


def test_memory_limit_is_the_clips_fault(tmp_path: Path) -> None:
    size = (1280, 720)
    clip = write_clip(tmp_path / "m.mkv", [texture(n, size) for n in range(4)], 5, options={"preset": "ultrafast"})
    assert refusal(clip, WatchLimits(memory_bytes=150 * MIB)).code in {"clip-too-heavy", "clip-broken"}


def claim_samples(clip: Path, count: int) -> Path:
    """Rewrite a clip's index to claim so many pictures of one byte each; the file itself stays as small as it was."""
    data = bytearray(clip.read_bytes())
    for box, offset, value in (("stsz", 4, (0, 1, count)), ("stts", 12, (count,)), ("stsc", 16, (count,))):
        struct.pack_into(f">{len(value)}I", data, data.index(box.encode()) + offset, *value)
    clip.write_bytes(data)
    return clip


# The peak of this process alone: what `getrusage` gives begins with that of the test process which started it.
MEASURED = """
import json, pathlib, resource, sys
from media.watch import child
from media.watch.limits import WatchLimits
class Nowhere:
    def write(self, data): return len(data)
limits = WatchLimits()
child.limit_self(limits)
kind, payload = child._run_job({"path": sys.argv[1], "container": "mp4", "demuxer": "mov"}, limits, Nowhere())
status = pathlib.Path("/proc/self/status")
if status.is_file():
    used = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([kind.decode(), used // 1024]))
"""


def test_a_small_file_that_claims_an_endless_index_gets_no_memory_for_it(tmp_path: Path) -> None:
    """3 KB that took 2.8 GB: FFmpeg makes room for every picture that the index claims."""
    clip = claim_samples(write_clip(tmp_path / "claims.mp4", [texture(1, (64, 64))] * 3), 80_000_000)
    assert clip.stat().st_size < 4000
    assert WatchLimits().memory_bytes == 1536 * MIB
    done = subprocess.run([sys.executable, "-c", MEASURED, str(clip)], capture_output=True, check=True, timeout=120)
    kind, used_mib = json.loads(done.stdout)
    assert kind == ipc.PROBLEM.decode()
    assert used_mib < 1536
    assert refusal(clip).code in {"clip-too-heavy", "clip-broken"}


@pytest.mark.slow
def test_an_8k_clip_passes_within_the_memory_that_a_child_has(tmp_path: Path) -> None:
    path = tmp_path / "8k.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10, options={"preset": "ultrafast", "crf": "51"})
        stream.width, stream.height, stream.pix_fmt = 7680, 4320, "yuv420p"
        frame = av.VideoFrame(7680, 4320, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        for n in range(2):
            frame.pts = n
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert watch_clip(path).traits.width == 7680
    assert refusal(path, WatchLimits(memory_bytes=300 * MIB)).code in {"clip-too-heavy", "clip-broken"}


class Scripted(WarmProcesses):
    """Starts a script of the test's in the decoder's place."""

    def __init__(self, script: str) -> None:
        super().__init__()
        self.script = script
        self.taken: list[DecodingProcess] = []

    def take(self) -> DecodingProcess:
        self.taken.append(DecodingProcess([sys.executable, "-c", self.script]))
        return self.taken[-1]


def has_ended(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_child_that_hangs_is_killed_with_its_own_children(tmp_path: Path) -> None:
    """The decoder is replaced by a process that never answers and has a child of its own."""
    note = tmp_path / "pid"
    script = f"import subprocess,time;p=subprocess.Popen(['sleep','600']);f=open({str(note)!r}+'.new','w');f.write(str(p.pid));f.close();import os;os.rename(f.name,{str(note)!r});time.sleep(600)"
    clip = write_clip(tmp_path / "ok.mp4", [texture(1)] * 3)
    check = partial(until, note.exists, "the child has a child")
    with pytest.raises(BadInput) as error:
        watch_clip(clip, WatchLimits(wall_seconds=0.1), check=check, processes=Scripted(script))
    assert error.value.code == "clip-too-slow"
    grandchild = int(note.read_text())
    until(lambda: has_ended(grandchild), "the child's child has ended")


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import os,signal; os.kill(os.getpid(), signal.SIGSEGV)", "clip-broken"),
        ("import os,signal; os.kill(os.getpid(), signal.SIGKILL)", "clip-too-heavy"),
        ("import os,signal; os.kill(os.getpid(), signal.SIGXCPU)", "clip-too-slow"),
        ("import sys; sys.stdout.buffer.write(b'r' + b'\\xff' * 100)", "clip-broken"),
        ("import sys; sys.stdout.buffer.write(b'r\\0\\0\\0\\x08garbage!')", "clip-broken"),
        ("import sys; sys.stdout.buffer.write(b'e\\0\\0\\0\\x02{}')", "clip-broken"),
    ],
)
def test_a_child_that_dies_or_lies(tmp_path: Path, script: str, code: str) -> None:
    assert refusal(write_clip(tmp_path / "ok.mp4", [texture(1)] * 3), processes=Scripted(script)).code == code


def test_our_own_fault_is_not_the_clips(tmp_path: Path) -> None:
    with pytest.raises(MuseChatError) as caught:
        watch_clip(write_clip(tmp_path / "ok.mp4", [texture(1)] * 3), processes=Scripted("raise SystemExit(7)"))
    assert caught.value.exit_code == 1


def test_progress_rises_to_nearly_one(tmp_path: Path) -> None:
    shares: list[float] = []
    watch_clip(write_clip(tmp_path / "p.mp4", pan(1, 100, 1), 25), report=shares.append)
    assert len(shares) >= 5
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.3
    assert 0.8 < shares[-1] <= 1


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    sleeping = Scripted("import time; time.sleep(600)")
    looks = 0

    def check() -> None:
        nonlocal looks
        looks += 1
        if looks > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        watch_clip(write_clip(tmp_path / "c.mp4", [texture(1)] * 3), check=check, processes=sleeping)
    assert sleeping.taken[0].process.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_spares_are_shared_by_threads_and_end_with_the_worker(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "t.mp4", pan(1, 20, 1), 25)
    results: list[float] = []
    with WarmProcesses() as processes:

        def work() -> None:
            results.append(watch_clip(clip, processes=processes).traits.motion)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spares = list(processes._spares)
        assert len(spares) == 1
    assert not spares[0].alive
    assert len(results) == 3
    assert len(set(results)) == 1
    script = "import time; from media.watch import WarmProcesses; kept = WarmProcesses(); kept.start(); print(kept._spares[0].process.pid, flush=True); time.sleep(600)"
    worker = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    pid = int(worker.stdout.readline())
    assert psutil.pid_exists(pid)
    worker.kill()
    worker.wait()
    worker.stdout.close()
    _gone, alive = psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=PATIENCE_S)
    assert not alive


def test_child_imports_neither_torch_nor_scipy() -> None:
    script = "import sys, media.watch.child; print([m for m in ('torch', 'scipy', 'librosa', 'sqlalchemy') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_wire_round_trip_and_lies() -> None:
    arrays = {"frames": np.arange(24, dtype=np.uint8).reshape(1, 2, 4, 3), "sound": np.ones(5, np.float32)}
    meta, back = ipc.unpack_payload(ipc.pack_payload({"a": 1}, arrays))
    assert meta == {"a": 1}
    assert all(np.array_equal(arrays[k], back[k]) for k in arrays)
    packed = ipc.pack_payload({}, arrays)
    for broken in (packed[:-1], packed + b"x", b"\xff\xff\xff\xff" + packed[4:], b""):
        with pytest.raises(ipc.WireError):
            ipc.unpack_payload(broken)
