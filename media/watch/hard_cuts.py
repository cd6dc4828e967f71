"""Hard cuts, from neighbouring pictures where all were decoded, else from keyframes and packet sizes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from media.watch.frame_sampling import SampledClip
from media.watch.probe import ProbedClip

Floats = NDArray[np.float64]

_CUT_FLOOR = 0.2  # two pictures closer than this are one shot
_CUT_RATIO = 3.0  # a cut stands out from the changes around it by this factor
_CUT_GAP_SECONDS = 0.2  # shots are not shorter
_SPIKE_REACH = 12  # packets on either side that a large one is held against


def find_hard_cuts(
    clip: ProbedClip, seen: SampledClip, thumbs: NDArray[np.uint8], light: NDArray[np.float32]
) -> Floats:
    """Times of the first pictures of new shots; ``thumbs`` (T, h, w, 3) and ``light`` (T, h, w) without black bars."""
    return _find_decoded_cuts(seen.times_s, thumbs, light) if seen.whole else _guess_cuts(clip, seen, thumbs, light)


def compute_picture_distance(thumbs: NDArray[np.uint8], light: NDArray[np.float32]) -> Floats:
    """(T - 1,) how different neighbouring pictures are, 0..1.

    The product of two views: how far place and colours changed, and how little of the old structure (correlation of
    luma) remains. Light that changes on the same scene, an explosion, a fade, keeps the structure and stays small.
    """
    if len(thumbs) < 2:
        return np.empty(0)
    level = light - light.mean(axis=(1, 2), keepdims=True)
    place = np.minimum(np.abs(np.diff(level, axis=0)).mean(axis=(1, 2)) * 4.0, 1.0)
    colours = np.abs(np.diff(_compute_histograms(thumbs), axis=0)).sum(axis=1) / 2.0
    shape = level / (level.std(axis=(1, 2), keepdims=True) + 2e-3)
    kept = np.clip((shape[1:] * shape[:-1]).mean(axis=(1, 2)), 0.0, 1.0)
    return np.asarray((place + colours) / 2.0 * (1.0 - kept), dtype=np.float64)


def _compute_histograms(thumbs: NDArray[np.uint8]) -> Floats:
    """(T, 512) shares of 8 x 8 x 8 colours."""
    pictures = thumbs.reshape(len(thumbs), -1, 3) >> 5
    codes = (pictures[..., 0].astype(np.int64) << 6) | (pictures[..., 1].astype(np.int64) << 3) | pictures[..., 2]
    codes += np.arange(len(thumbs))[:, None] * 512
    counts = np.bincount(codes.ravel(), minlength=len(thumbs) * 512).reshape(len(thumbs), 512)
    return np.asarray(counts / pictures.shape[1], dtype=np.float64)


def _find_decoded_cuts(times: Floats, thumbs: NDArray[np.uint8], light: NDArray[np.float32]) -> Floats:
    """Times of the first pictures of new shots, where every picture was decoded.

    A cut is a distance above the floor that is the largest for 0.2 s around and stands out from the half second on both
    sides. A flash comes back at once to what was before; it is no cut, and neither is what a trim left of an earlier
    shot at the very start.
    """
    one = compute_picture_distance(thumbs, light)
    cuts: list[float] = []
    for i in np.flatnonzero(one > _CUT_FLOOR):
        at = times[i + 1]
        near = np.abs(times[1:] - at)
        around = one[(near <= 0.5) & (near > 0)]
        highest = one[i] >= one[near <= _CUT_GAP_SECONDS].max()
        if not highest or at - (cuts[-1] if cuts else times[0]) < _CUT_GAP_SECONDS:
            continue
        usual = float(np.median(around)) if len(around) else 0.0
        if one[i] >= _CUT_RATIO * usual and not _is_flash_edge(int(i), times, thumbs, light, float(one[i])):
            cuts.append(float(at))
    return np.array(cuts)


def _is_flash_edge(i: int, times: Floats, thumbs: NDArray[np.uint8], light: NDArray[np.float32], height: float) -> bool:
    """Whether ``i`` and ``i + 1`` are an edge of a flash: within 0.2 s, on its other side, it looks as before."""
    later = np.flatnonzero((times > times[i + 1]) & (times <= times[i + 1] + _CUT_GAP_SECONDS))
    earlier = np.flatnonzero((times < times[i]) & (times >= times[i] - _CUT_GAP_SECONDS))
    pairs = [np.array([i, j]) for j in later] + [np.array([j, i + 1]) for j in earlier]
    return any(compute_picture_distance(thumbs[p], light[p])[0] < 0.3 * height for p in pairs)


def _guess_cuts(clip: ProbedClip, seen: SampledClip, thumbs: NDArray[np.uint8], light: NDArray[np.float32]) -> Floats:
    """Cuts where only some pictures were decoded.

    Encoders open a new shot with a picture that borrows nothing: a keyframe off the regular beat, or a packet as large
    as a keyframe amid small ones. Such a packet is a cut when the decoded pictures before and after it differ.
    """
    cuts: list[float] = []
    for after, indices in _iter_candidates(clip, seen):
        pair = np.array([after - 1, after])
        if compute_picture_distance(thumbs[pair], light[pair])[0] <= _CUT_FLOOR / 2:
            continue
        for at in clip.times_s[indices]:
            if at - (cuts[-1] if cuts else 0.0) >= _CUT_GAP_SECONDS:
                cuts.append(float(at))
    return np.array(cuts)


def _iter_candidates(clip: ProbedClip, seen: SampledClip) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """For each gap between decoded pictures the index of the later one, and the packets that may open shots in it.

    Keyframes off the beat are believed together; of large packets between them, only the largest.
    """
    keys, spikes = _find_early_keyframes(clip), _find_size_spikes(clip)
    gaps = np.searchsorted(seen.times_s, clip.times_s - 1e-3)
    for after in np.unique(gaps[keys | spikes]):
        inside = gaps == after
        chosen = np.flatnonzero(inside & keys)
        if not len(chosen):
            heavy = np.flatnonzero(inside & spikes)
            chosen = heavy[[int(clip.sizes[heavy].argmax())]]
        if 0 < after < len(seen.times_s):
            yield int(after), chosen


def _find_early_keyframes(clip: ProbedClip) -> NDArray[np.bool_]:
    """Keyframes that come clearly earlier than the longest distance between keyframes would have them."""
    keys = np.flatnonzero(clip.keys)
    off = np.zeros(len(clip.keys), dtype=bool)
    if len(keys) < 2:
        return off
    gaps = np.diff(keys)
    off[keys[1:][gaps <= gaps.max() - 2]] = True
    return off


def _find_size_spikes(clip: ProbedClip) -> NDArray[np.bool_]:
    """Packets that are no keyframes but weigh half as much as one, and four times what most around them weigh."""
    sizes = clip.sizes.astype(np.float64)
    spikes = np.zeros(len(sizes), dtype=bool)
    if not clip.keys.any() or clip.keys.all() or len(sizes) <= _SPIKE_REACH:
        return spikes
    large = np.flatnonzero(~clip.keys & (sizes > 0.5 * np.median(sizes[clip.keys])))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(sizes, _SPIKE_REACH, mode="reflect"), 2 * _SPIKE_REACH + 1)
    spikes[large] = sizes[large] > 4.0 * np.quantile(around[large], 0.8, axis=1)
    return spikes
