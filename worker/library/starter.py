"""The starter library: well-tagged music of open catalogues, over the kinds that people put under videos."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from media.sources.interface import MusicSource
from musechat.concepts import fold_name
from musechat.errors import MuseChatError
from musechat.source_track import MusicQuery, SourceTrack
from store import source_tracks
from store.database import Database
from store.source_tracks import ADDED, FETCHED, WANTED
from worker.library.source_fetch import add_fetched, fetch_wanted
from worker.library.source_report import SyncReport, SyncTools
from worker.library.source_sync import hold_source, record_outcome

# Each kind by the words that catalogues tag it with; further words are asked for where the first bring too little.
KINDS: Mapping[str, tuple[str, ...]] = {
    "ambient": ("ambient",),
    "corporate": ("corporate", "motivational", "upbeat"),
    "cinematic": ("cinematic", "soundtrack"),
    "lo-fi": ("lofi", "chillhop", "chillout"),
    "acoustic": ("acoustic", "guitar"),
    "electronic": ("electronic",),
    "hip-hop": ("hiphop", "hip hop"),
    "rock": ("rock",),
    "jazz": ("jazz",),
    "classical": ("classical", "piano"),
    "world": ("world", "ethnic"),
    "comedy": ("funny", "comedy", "quirky"),
    "horror": ("horror", "dark"),
    "chiptune": ("chiptune", "8bit"),
}
SHORTEST_S, LONGEST_S = 45.0, 600.0
MOST_OF_ARTIST = 3  # in the whole library: variety is what it is for
TURNS = 3  # what some kinds lack, others make up for, up to three times their share
BYTES_PER_S = 24_000  # of an MP3 of good quality, where a catalogue does not state a size

OpenSource = Callable[[str], MusicSource]


@dataclass(frozen=True, slots=True)
class PlannedTrack:
    """A track that the starter library would fetch, and as what."""

    source: str
    kind: str
    track: SourceTrack


@dataclass(slots=True)
class StarterPlan:
    """What would be fetched; sources that could not be asked, with the reason."""

    tracks: list[PlannedTrack] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes, estimated where a catalogue states none."""
        return sum(p.track.size or round(p.track.duration_s * BYTES_PER_S) for p in self.tracks)

    @property
    def licences(self) -> Counter[str]:
        """How many tracks there are of each licence, as stated."""
        return Counter(p.track.evidence.statement for p in self.tracks if p.track.evidence)


class StarterPlanner:
    """Chooses tracks: of each kind about as many, of every source some, of no artist many.

    Args:
        open_source: makes the client of a source by its name.
        names: of the sources to ask, in order of preference.
        commercial: whether only licences that allow commercial use will do.
        on_kind: called with each kind that is asked for.

    """

    def __init__(
        self, open_source: OpenSource, names: list[str], *, commercial: bool, on_kind: Callable[[str], None]
    ) -> None:
        self._open_source, self._names = open_source, names
        self._commercial, self._on_kind = commercial, on_kind
        self._plan = StarterPlan()
        self._taken: set[tuple[str, str]] = set()
        self._refs: set[tuple[str, str]] = set()
        self._artists: Counter[str] = Counter()

    def plan(self, count: int, db: Database) -> StarterPlan:
        """Choose so many tracks, those that are there already or on their way included."""
        have = self._load_present(db)
        asyncio.run(self._choose(max(0, count - sum(have.values())), count, have))
        return self._plan

    def _load_present(self, db: Database) -> Counter[str]:
        have: Counter[str] = Counter()
        with db.read() as session:
            for name in self._names:
                stored = source_tracks.load_source_tracks(session, name)
                for known in stored.values():
                    self._refs.add((name, known.track.ref))
                    if known.kind and known.state in (WANTED, FETCHED, ADDED):
                        have[known.kind] += 1
                        self._note(known.track)
        return have

    async def _choose(self, missing: int, count: int, have: Counter[str]) -> None:
        sources = {name: self._open_source(name) for name in self._names}
        share = -(-count // len(KINDS))
        try:
            for turn in range(1, TURNS + 1):
                for kind, words in KINDS.items():
                    found = have[kind] + sum(planned.kind == kind for planned in self._plan.tracks)
                    wanted = min(turn * share - found, missing - len(self._plan.tracks))
                    if wanted > 0:
                        self._on_kind(kind)
                        await self._fill_kind(kind, words, wanted, sources)
        finally:
            for source in sources.values():
                await source.close()

    async def _fill_kind(self, kind: str, words: tuple[str, ...], wanted: int, sources: dict[str, MusicSource]) -> None:
        goal = len(self._plan.tracks) + wanted
        for word in words:
            for number, (name, source) in enumerate(sources.items()):
                left = goal - len(self._plan.tracks)
                asked = len(sources) - number
                if left > 0 and name not in self._plan.faults:
                    # What a source cannot give, the next ones make up for.
                    await self._take(kind, word, -(-left // asked), name, source)
            if len(self._plan.tracks) >= goal:
                return

    async def _take(self, kind: str, word: str, wanted: int, name: str, source: MusicSource) -> None:
        query = MusicQuery(word, self._commercial, limit=4 * wanted + 8)
        try:
            async for track in source.search(query):
                if self._is_wanted(name, track):
                    self._plan.tracks.append(PlannedTrack(name, kind, track))
                    self._refs.add((name, track.ref))
                    self._note(track)
                    wanted -= 1
                if wanted <= 0:
                    return
        except MuseChatError as fault:  # the others go on without it
            self._plan.faults[name] = fault.line

    def _is_wanted(self, name: str, track: SourceTrack) -> bool:
        artist = fold_name(track.artist)
        return (
            (name, track.ref) not in self._refs
            and bool(artist and track.title and track.genres)
            and (artist, fold_name(track.title)) not in self._taken
            and self._artists[artist] < MOST_OF_ARTIST
            and SHORTEST_S <= track.duration_s <= LONGEST_S
        )

    def _note(self, track: SourceTrack) -> None:
        artist = fold_name(track.artist)
        self._taken.add((artist, fold_name(track.title)))
        self._artists[artist] += 1


def save_plan(plan: StarterPlan, db: Database) -> None:
    """Note what is wanted, so that fetching may be stopped and go on at any time."""
    with db.write() as session:
        for planned in plan.tracks:
            source_tracks.put_source_track(session, planned.source, planned.track, state=WANTED, kind=planned.kind)


def fetch_starter(open_source: OpenSource, names: list[str], tools: SyncTools) -> list[SyncReport]:
    """Fetch what is wanted from several catalogues at the same time, each at its own pace, then listen to it.

    A catalogue that cannot be used is named by ``library sources``; the others go on.

    Raises:
        BadInput: ``sync-running``; ``disk-full``, once what came was brought into the library.

    """
    reports = {name: SyncReport(name) for name in names}
    with ExitStack() as holds:
        for name in names:
            holds.enter_context(hold_source(tools.settings, name))
        faults = asyncio.run(_fetch_all({name: open_source(name) for name in names}, tools, reports))
        add_fetched(reports, tools)
    for fault in faults:
        if fault.code == "disk-full":
            raise fault
    return list(reports.values())


async def _fetch_all(
    sources: dict[str, MusicSource], tools: SyncTools, reports: dict[str, SyncReport]
) -> list[MuseChatError]:
    faults: list[MuseChatError] = []

    async def fetch(name: str, source: MusicSource) -> None:
        try:
            with record_outcome(name, tools.db):
                await fetch_wanted(source, tools, reports[name])
        except MuseChatError as fault:
            faults.append(fault)
        finally:
            await source.close()

    await asyncio.gather(*(fetch(name, source) for name, source in sources.items()))
    return faults
