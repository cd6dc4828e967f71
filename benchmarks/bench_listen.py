"""How fast and how well music is listened to: ``python -m benchmarks.bench_listen [FOLDER]``.

Speed: one core, every file of the shared music (or of FOLDER), against a floor of decoding it to mono and one STFT,
file by file in one run; then the same with the music analyser and the embedded profile's music encoder, which is what
``library add`` does.
Quality: tempo, key and sections against the truth of a composed demo library, if FOLDER has one; rank correlation of
energy with the taggers' scores for the shared music.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.fft import rfft
from scipy.stats import spearmanr

from benchmarks.table import Row
from demo import compose_library
from demo.ground_truth import DemoTrack, load_truth
from media.listen import SUFFIXES, decode_sound, decode_track, measure_track, read_file_tags
from musechat.errors import MuseChatError
from musechat.track import TrackTraits
from worker.library.analysis_job import ListeningModels, load_listening_models

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TARGET = 40.0
FLAT = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#"}


def floor(path: Path) -> None:
    """Do the least that any analysis needs: decode, resample, one STFT. The reference of the cost ratio."""
    wave = decode_sound(path)
    frames = np.lib.stride_tricks.sliding_window_view(wave, 2048)[::512]
    for at in range(0, len(frames), 512):
        np.abs(rfft(frames[at : at + 512] * np.hanning(2048).astype(np.float32), axis=1))


def spend(files: list[Path]) -> tuple[dict[str, float], dict[Path, TrackTraits]]:
    """CPU seconds of floor, analysis and models over all files (so that other load does not count), and the traits."""
    models = _load_models()
    spent = {"floor": 0.0, "analysis": 0.0, "analyser": 0.0, "encoder": 0.0}
    found = {}
    for path in files:
        start = time.process_time()
        floor(path)
        middle = time.process_time()
        track = decode_track(path)
        decoded = time.process_time()
        heard = models.analyser.analyse_wave(track.wave, track.rate) if models and models.analyser else None
        listened = time.process_time()
        found[path] = measure_track(track, heard)
        read_file_tags(path)
        measured = time.process_time()
        if models:
            models.encoder.encode_track(track.wave, track.rate)
        encoded = time.process_time()
        spent["floor"] += middle - start
        spent["analysis"] += decoded - middle + measured - listened
        spent["analyser"] += listened - decoded
        spent["encoder"] += encoded - measured
    return spent, found


def rows() -> list[Row]:
    """The rate of one core as a ratio to the target, and the cost as a ratio to the floor; on composed music."""
    with tempfile.TemporaryDirectory() as folder:
        compose_library(Path(folder), count=12)
        spent, found = spend(sorted(Path(folder).glob("*.mp3")))
    total = sum(t.duration_s for t in found.values())
    whole = spent["analysis"] + spent["analyser"] + spent["encoder"]
    return [
        Row("listen to music, one core", total / whole, TARGET, "times real time", ">= 1", "x"),
        Row("listen to an hour of music", 3600 * whole / total, 3600 * spent["floor"] / total, "decoding and one STFT"),
    ]


def speed(files: list[Path]) -> dict[Path, TrackTraits]:
    """Print times and ratios."""
    spent, found = spend(files)
    total = sum(t.duration_s for t in found.values())
    whole = spent["analysis"] + spent["analyser"] + spent["encoder"]
    print(f"{len(files)} files, {total / 60:.1f} min, one core")
    print(f"  decode and one STFT (floor)     {total / spent['floor']:7.0f} x real time")
    print(f"  analysis                        {total / spent['analysis']:7.0f} x real time")
    print(f"  analysis and music analyser     {total / (spent['analysis'] + spent['analyser']):7.0f} x real time")
    print(f"  both and music encoder          {total / whole:7.0f} x real time (target {TARGET:.0f})")
    ratio = spent["analysis"] / spent["floor"]
    print(f"  ratio to the floor              {ratio:7.2f}, {whole / spent['floor']:.2f} in all")
    return found


def truth(tracks: tuple[DemoTrack, ...], found: dict[str, TrackTraits]) -> None:
    """Print how many tempos, keys and section boundaries are right."""
    pairs = [(t, found[t.file]) for t in tracks if t.file in found]
    ratios = [(a.tempo_bpm or 0.0) / t.tempo_bpm for t, a in pairs]
    steady = sum(r > 0 for r in ratios)
    exact = sum(abs(r - 1) < 0.04 for r in ratios)
    octave = sum(any(abs(r / k - 1) < 0.04 for k in (0.5, 1, 2)) for r in ratios)
    keys = sum((a.key, a.mode) == (FLAT.get(t.key, t.key), t.mode) for t, a in pairs)
    hits = np.sum([_boundary_hits(t, a) for t, a in pairs], axis=0)
    recall, precision = hits[0] / hits[1], hits[2] / hits[3]
    print(f"{len(pairs)} composed tracks: a beat found in {steady}")
    print(f"  tempo within 4 % {exact}, or its half or double {octave}")
    print(f"  key and mode right {keys}; section boundaries within 2 s: recall {recall:.2f}, precision {precision:.2f}")
    energies = [(t.energy, a.energy) for t, a in pairs]
    print(f"  rank correlation of energy with what was meant {spearmanr(*np.transpose(energies))[0]:.2f}")


def taggers(found: dict[Path, TrackTraits]) -> None:
    """Print rank correlations of energy with tagger scores."""
    table = np.load(SHARED / "tables" / "music_auto_tags.npz", allow_pickle=True)
    rows = {Path(f).name: i for i, f in enumerate(table["files"])}
    order = [rows[p.name] for p in found]
    energy = [t.energy for t in found.values()]
    columns = {str(name): table["mtt"][order, i] for i, name in enumerate(table["MTT"])}
    words = ("loud", "fast", "quiet", "slow", "soft", "ambient")
    print("  energy by rank against " + ", ".join(f"{w} {spearmanr(energy, columns[w])[0]:+.2f}" for w in words))
    print("  energy at 5, 50, 95 % of the tracks:", np.percentile(energy, [5, 50, 95]).round(2))


def _boundary_hits(track: DemoTrack, traits: TrackTraits) -> tuple[int, int, int, int]:
    composed = [s.start_s for s in track.sections[1:]]
    detected = [s.start_s for s in traits.sections[1:]]
    return (
        # Within two seconds: about a bar, the precision at which a boundary can be heard.
        sum(any(abs(m - h) < 2 for h in detected) for m in composed),
        len(composed),
        sum(any(abs(m - h) < 2 for m in composed) for h in detected),
        len(detected),
    )


def _load_models() -> ListeningModels | None:
    try:
        return load_listening_models("embedded")
    except (MuseChatError, ImportError) as error:
        print(f"without the models: {error}")
        return None


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "music"
    files = sorted(p for p in folder.glob("*") if p.suffix in SUFFIXES)
    if not files:
        sys.exit(f"no music in {folder}")
    found = speed(files)
    tracks, _ = load_truth(folder)
    if tracks:
        truth(tracks, {p.name: t for p, t in found.items()})
    if folder.parent == SHARED:
        taggers(found)


if __name__ == "__main__":
    main()
