"""Training, validation and test split by video or by artist, and the artist overlap that a split by video leaves.

The authors' split is not published. This one is reproducible: sort the ids, shuffle them with Python's
``random.Random(42)``, take 90, 5 and 5 percent.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from research.datasets.training_tuple import Quartet, Split

SEED = 42
TRAIN_SHARE, VALIDATION_SHARE = 0.90, 0.05


def split_by_video(ids: Iterable[str]) -> dict[str, Split]:
    """Split video ids; the same set of ids always gives the same split."""
    # Sorted first: the order of folders differs between file systems, the split must not.
    order = sorted(set(ids))
    random.Random(SEED).shuffle(order)
    train, validation = int(TRAIN_SHARE * len(order)), int(VALIDATION_SHARE * len(order))
    parts = [Split.TRAIN] * train + [Split.VALIDATION] * validation
    parts += [Split.TEST] * (len(order) - len(parts))
    return dict(zip(order, parts, strict=True))


def split_by_artist(artist_of: Mapping[str, str]) -> dict[str, Split]:
    """Split so that no artist is in two parts; each id without an artist is a group of its own.

    Test and validation are filled with whole artists in shuffled order while these fit; all others train.
    """
    groups: dict[str, list[str]] = {}
    for video_id in sorted(artist_of):
        groups.setdefault(artist_of[video_id] or f"\0{video_id}", []).append(video_id)
    order = sorted(groups)
    random.Random(SEED).shuffle(order)
    sizes = split_by_video(artist_of).values()
    # The same sizes as the split by video, so that results of both can be compared.
    free = {part: sum(p is part for p in sizes) for part in (Split.TEST, Split.VALIDATION)}
    found: dict[str, Split] = {}
    for name in order:
        part = next((p for p, left in free.items() if len(groups[name]) <= left), Split.TRAIN)
        if part in free:
            free[part] -= len(groups[name])
        found |= dict.fromkeys(groups[name], part)
    return found


def split_quartets(quartets: Sequence[Quartet], by_artist: bool) -> dict[str, Split]:
    """Split training tuples by video, or by their targets' artists."""
    if by_artist:
        return split_by_artist({q.video_id: q.target.artist_key for q in quartets})
    return split_by_video(q.video_id for q in quartets)


def measure_artist_overlap(quartets: Iterable[Quartet], split: Mapping[str, Split]) -> float:
    """Return the share of test tuples with a known artist whose artist also has a target in training, 0..1."""
    artists: dict[Split, list[str]] = {part: [] for part in Split}
    for quartet in quartets:
        if quartet.target.artist_key:
            artists[split[quartet.video_id]].append(quartet.target.artist_key)
    known = set(artists[Split.TRAIN])
    tested = artists[Split.TEST]
    return sum(artist in known for artist in tested) / len(tested) if tested else 0.0
