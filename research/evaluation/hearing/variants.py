"""The same music at other levels and through lossy codecs: what is said of it has to stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import numpy as np
from numpy.typing import NDArray

from language.descriptions import describe_track
from media.listen import decode_track
from media.listen.levelling import REFERENCE_LUFS
from musechat.track import Track
from research.evaluation.hearing.listening import HeardLibrary, HeardTrack

if TYPE_CHECKING:
    from av.audio.stream import AudioStream

LEVELS = (-45.0, -32.0, -18.0, -9.0, 0.0)  # LUFS; at the upper end peaks are cut off, as by a hot master
CODECS = {"opus, 48 kbit/s": ("ogg", "libopus", 48_000), "mp3, 48 kbit/s": ("mp3", "libmp3lame", 48_000)}
TOP = 5  # of the tags

FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class VariantFigures:
    """How alike what was found in a variant is to what was found in the files as they are; means over the files.

    Attributes:
        name: "-45 LUFS", "mp3, 48 kbit/s".
        files: number of files.
        top: share of the five best tags that stay among them.
        said: share of the words of a description that stay.
        energy: mean absolute difference of energy, 0..1.
        tempo: share of tempos within 1 %.
        likeness: mean cosine of the vectors.

    """

    name: str
    files: int
    top: float
    said: float
    energy: float
    tempo: float
    likeness: float


def measure_variants(library: HeardLibrary, paths: Sequence[Path], work: Path) -> list[VariantFigures]:
    """Make every variant of some files in the folder ``work``, and compare what is heard in them."""
    work.mkdir(parents=True, exist_ok=True)
    originals = library.hear_files(paths)
    pairs: dict[str, list[tuple[HeardTrack, HeardTrack]]] = {}
    for path, original in zip(paths, originals, strict=True):
        for name, variant in _iter_variants(path, work):
            pairs.setdefault(name, []).append((original, library.hear_file(variant)))
    return [_compare_pairs(name, each) for name, each in pairs.items()]


def _iter_variants(path: Path, work: Path) -> Iterator[tuple[str, Path]]:
    decoded = decode_track(path)
    for level in LEVELS:
        wave = np.clip(decoded.wave * 10 ** ((level - REFERENCE_LUFS) / 20), -1.0, 1.0)
        yield f"{level:g} LUFS", write_sound(work / f"{path.stem}{level:g}.wav", wave, decoded.rate)
    for name, (suffix, codec, bit_rate) in CODECS.items():
        target = work / f"{path.stem}.{suffix}"
        yield name, write_sound(target, decoded.wave, decoded.rate, codec, bit_rate)


def write_sound(path: Path, wave: FloatArray, rate: int, codec: str = "pcm_s16le", bit_rate: int = 0) -> Path:
    """Write a mono wave (n,) to a file, once; the container follows from the name."""
    if path.is_file():
        return path
    with av.open(str(path), "w") as container:
        made = container.add_stream(codec, rate=rate if codec != "libopus" else 48_000, layout="mono")
        stream = cast("AudioStream", made)  # that of a codec for sound
        if bit_rate:
            stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(wave[None], np.float32), "flt", "mono")
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format, stream.layout, stream.rate, frame_size=stream.frame_size or 0)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def _compare_pairs(name: str, pairs: Sequence[tuple[HeardTrack, HeardTrack]]) -> VariantFigures:
    rows = np.array([_compare_tracks(original, variant) for original, variant in pairs])
    top, said, energy, tempo, likeness = (float(value) for value in rows.mean(0))
    return VariantFigures(name, len(pairs), top, said, energy, tempo, likeness)


def _compare_tracks(original: HeardTrack, variant: HeardTrack) -> tuple[float, float, float, float, float]:
    one, other = original.track, variant.track
    best = [_list_best_tags(track) for track in (one, other)]
    words = [set(describe_track(track.traits, track.tags)) for track in (one, other)]
    bpm = [track.traits.tempo_bpm for track in (one, other)]
    same = bpm[0] == bpm[1] or (None not in bpm and abs((bpm[1] or 0.0) / (bpm[0] or 1.0) - 1) <= 0.01)
    return (
        _share_kept(best[0], best[1]),
        _share_kept(words[0], words[1]),
        abs(one.traits.energy - other.traits.energy),
        float(same),
        float(original.vector @ variant.vector),
    )


def _list_best_tags(track: Track) -> set[str]:
    heard = [tag.name for tag in track.tags if tag.source not in ("analysis", "file")]
    return set(list(dict.fromkeys(heard))[:TOP])


def _share_kept(before: set[str], after: set[str]) -> float:
    """Share of what stands in either that stands in both."""
    return len(before & after) / len(before | after) if before | after else 1.0
