"""Whether picks follow clip and words: ``MUSECHAT_DATA_DIR=… python -m benchmarks.bench_choice CLIPS_FOLDER``.

Uses the library of the data folder and the chooser that turns use. Prints the rank correlation of the clips' pace with
the energy of their first picks, and for twelve kinds of refinement how often the named trait of the new pick moved the
right way. Both are measured with the traits that the chooser itself weighs: they show that it does as it is told, not
that listeners agree.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from media.watch import Watched, keep_spare, watch
from models.ranking.request import ChooseRequest
from musechat.brief import Brief, BriefEvent
from musechat.reading import LastPick, read_words
from musechat.settings import Settings
from musechat.track import Track
from musechat.turn import TurnKind
from store.database import Database
from store.library import list_tracks
from worker.stages.shelf import Shelf, build_shelf, profile_named

Better = Callable[[Track, Track], bool]


def _moves(trait: str, sign: int) -> Better:
    def better(before: Track, after: Track) -> bool:
        old, new = getattr(before.traits, trait), getattr(after.traits, trait)
        return old is not None and new is not None and sign * (new - old) > 0

    return better


def _carries(tag: str) -> Better:
    return lambda before, after: after.tag_score(tag) >= min(0.3, before.tag_score(tag) + 1e-9)


KINDS: dict[str, Better] = {
    "calmer": _moves("energy", -1),
    "more energetic": _moves("energy", 1),
    "faster": _moves("tempo_bpm", 1),
    "slower": _moves("tempo_bpm", -1),
    "darker": _moves("brightness", -1),
    "brighter": _moves("brightness", 1),
    "happier": _moves("valence", 1),
    "sadder": _moves("valence", -1),
    "piano": _carries("piano"),
    "guitar": _carries("guitar"),
    "electronic": _carries("electronic"),
    "no vocals": lambda _before, after: after.traits.vocals is not True,
}


@dataclass
class Talk:
    """One conversation with the chooser, kept as the ledger keeps it."""

    shelf: Shelf
    tracks: dict[str, Track]
    clip: Watched
    seed: int
    events: list[BriefEvent] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    last: Track | None = None
    turn: int = 0

    def say(self, words: str = "") -> Track | None:
        """The pick after these words, None where nothing passes."""
        self.turn += 1
        last = LastPick.of(self.last) if self.last else None
        reading = read_words(words, last, Brief.replay(self.events), self.shelf.words_for(None), self.clip.traits)
        self.events += [BriefEvent(len(self.events) + n, self.turn, 1, *c) for n, c in enumerate(reading.events, 1)]
        frames = profile_named("embedded").frames
        request = ChooseRequest(
            kind=TurnKind.REFINE if self.last else TurnKind.FIRST,
            brief=Brief.replay(self.events),
            turn_seq=self.turn,
            clip=self.clip.traits,
            video=frames.see(self.clip.frames, self.clip.frame_times_s, self.clip.traits),
            last=self.last.id if self.last else None,
            shown=frozenset(self.shown),
            seed=self.seed,
        )
        picks = self.shelf.chooser.choose(request).picks
        self.shown |= {pick.track_id for pick in picks}
        self.last = self.tracks[picks[0].track_id] if picks else self.last
        return self.tracks[picks[0].track_id] if picks else None


def main() -> None:
    """Measure and print."""
    settings = Settings()
    db = Database(settings.effective_database_url)
    shelf = build_shelf(db, settings)
    with db.read() as session:
        tracks = {track.id: track for track in list_tracks(session)}
    keep_spare()
    clips = [watch(path) for path in sorted(Path(sys.argv[1]).glob("*.mp4"))]
    keep_spare(0)

    def begin(n: int) -> Talk:
        return Talk(shelf, tracks, clips[n], n)

    first = [begin(n).say() for n in range(len(clips))]
    energies = [track.traits.energy for track in first if track]
    correlation = spearmanr([clip.traits.energy for clip in clips], energies)[0]
    print(f"{len(clips)} clips, {len(tracks)} tracks, {len({t.id for t in first if t})} different first picks")
    print(f"pace of the clip against energy of the pick, Spearman {correlation:.2f}")
    shares = {words: _share(begin, len(clips), words, better) for words, better in KINDS.items()}
    print(", ".join(f"{words} {share:.2f}" for words, share in shares.items()))
    print(f"all kinds {np.mean(list(shares.values())):.3f}")


def _share(begin: Callable[[int], Talk], count: int, words: str, better: Better) -> float:
    right = []
    for n in range(count):
        talk = begin(n)
        before, after = talk.say(), talk.say(words)
        if before and after:
            right.append(better(before, after))
    return float(np.mean(right))


if __name__ == "__main__":
    main()
