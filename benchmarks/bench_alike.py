"""From which cosine on two tracks sound alike: ``MUSECHAT_DATA_DIR=… python -m benchmarks.bench_alike``.

Looks at all pairs of the library in music space, apart for pairs of one artist and of two. Where the second kind is all
but empty a high cosine means likeness and not chance; the closest pairs are printed for listening.
"""

from __future__ import annotations

import numpy as np

from models.profiles import ProfileCache
from models.ranking.request_rules import ALIKE
from musechat.settings import Settings
from store.database import Database
from store.track_library import list_tracks
from worker.snapshot.serving_snapshot import build_serving_snapshot

THRESHOLDS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.95)
CLOSEST = 20


def main() -> None:
    """Measure and print."""
    settings = Settings()
    db = Database(settings.effective_database_url)
    library = build_serving_snapshot(db, settings, ProfileCache()).chooser.library
    with db.read() as session:
        named = {t.id: t for t in list_tracks(session)}
    tracks = [named[track_id] for track_id in library.ids]
    cosine = library.music @ library.music.T
    first, second = np.triu_indices(len(tracks), 1)
    pairs = cosine[first, second]
    same = np.array([tracks[i].artist.lower() == tracks[j].artist.lower() for i, j in zip(first, second, strict=True)])
    nearest = (cosine - 2 * np.eye(len(tracks))).max(axis=1)
    print(f"{len(tracks)} tracks, {same.sum()} pairs of one artist, {(~same).sum()} of two; in use: {ALIKE}")
    print("cosine  two artists  one artist  tracks with any  at most")
    for bound in THRESHOLDS:
        shares = (pairs[~same] >= bound).mean(), (pairs[same] >= bound).mean(), (nearest >= bound).mean()
        most = (cosine >= bound).sum(axis=1).max() - 1
        print(f"{bound:6.2f}  {shares[0]:10.2%}  {shares[1]:9.1%}  {shares[2]:14.0%}  {most:6d}")
    for n in np.argsort(-pairs)[:CLOSEST]:
        a, b = tracks[first[n]], tracks[second[n]]
        print(f"{pairs[n]:.3f}  {a.artist}: {a.title}  |  {b.artist}: {b.title}")


if __name__ == "__main__":
    main()
