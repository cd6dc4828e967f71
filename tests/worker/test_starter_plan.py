"""What the starter library would fetch: of each kind some, of no artist many, and nothing that is there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from media.sources.interface import MusicSource
from musechat.errors import MuseChatError
from musechat.source_track import MusicQuery, SourceRights, SourceTrack
from store.database import Database
from store.source_tracks import ADDED, FETCHED, REFUSED, WANTED, WITHDRAWN, put_source_track
from tests.store.made import STATED
from worker.library.starter import (
    BYTES_PER_S,
    KINDS,
    LONGEST_S,
    MOST_OF_ARTIST,
    SHORTEST_S,
    PlannedTrack,
    StarterPlan,
    StarterPlanner,
    save_plan,
)

RIGHTS = SourceRights(may_analyse=True, may_send_clip=True, may_send_full=True)


def made(ref: str, **changes: object) -> SourceTrack:
    plain = SourceTrack(ref, f"Piece {ref}", f"Artist {ref}", RIGHTS, genres=("x",), duration_s=100.0, evidence=STATED)
    return replace(plain, **changes)  # type: ignore[arg-type]


class StarterShelf:
    """A catalogue that has some tracks, for every word or for one; None: as many as are asked for, others for each word."""

    is_catalogue = True

    def __init__(self, name: str, tracks: list[SourceTrack] | None, *, word: str = "", down: bool = False) -> None:
        self.name, self._tracks, self._word, self._down = name, tracks, word, down
        self.asked: list[MusicQuery] = []
        self.closed = 0

    async def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        self.asked.append(query)
        if self._down:
            raise MuseChatError("down", "The catalogue does not answer", "Try again later")
        if self._word in ("", query.words):
            own = [made(f"{query.words} {n}") for n in range(query.limit)]
            for each in (own if self._tracks is None else self._tracks)[: query.limit]:
                yield each

    async def close(self) -> None:
        self.closed += 1


def plan(db: Database, count: int, *shelves: StarterShelf, commercial: bool = False) -> StarterPlan:
    by_name = {shelf.name: shelf for shelf in shelves}

    def open_source(name: str) -> MusicSource:
        return by_name[name]  # type: ignore[return-value]

    return StarterPlanner(open_source, list(by_name), commercial=commercial, on_kind=lambda _: None).plan(count, db)


def refs(found: StarterPlan) -> list[str]:
    return [planned.track.ref for planned in found.tracks]


MANY = [made(f"{n}") for n in range(200)]


@pytest.mark.parametrize("count", [0, 1, 13, 14, 15, 28, 30])
def test_as_many_as_asked_for_spread_over_the_kinds(sqlite_database: Database, count: int) -> None:
    shelf = StarterShelf("one", None)
    found = plan(sqlite_database, count, shelf)
    assert len(refs(found)) == len(set(refs(found))) == count
    kinds = Counter(planned.kind for planned in found.tracks)
    assert max(kinds.values(), default=0) <= -(-count // len(KINDS))
    assert shelf.closed == 1


def test_sources_share_and_make_up_for_each_other(sqlite_database: Database) -> None:
    one, other, down = (
        StarterShelf("one", None),
        StarterShelf("other", [made("x")]),
        StarterShelf("down", None, down=True),
    )
    found = plan(sqlite_database, 28, one, other, down)
    sources = Counter(planned.source for planned in found.tracks)
    assert sources == {"one": 27, "other": 1}
    assert found.faults == {"down": "The catalogue does not answer. Try again later."}
    assert len(down.asked) == 1  # it is not asked again
    assert (one.closed, other.closed, down.closed) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, True),
        ({"duration_s": SHORTEST_S}, True),
        ({"duration_s": SHORTEST_S - 0.1}, False),
        ({"duration_s": LONGEST_S}, True),
        ({"duration_s": LONGEST_S + 0.1}, False),
        ({"duration_s": 0.0}, False),
        ({"title": ""}, False),
        ({"artist": ""}, False),
        ({"artist": " "}, False),
        ({"genres": ()}, False),
    ],
)
def test_only_what_is_tagged_and_of_a_songs_length_is_wanted(
    sqlite_database: Database, changes: dict[str, object], wanted: bool
) -> None:
    assert refs(plan(sqlite_database, 1, StarterShelf("one", [made("1", **changes)]))) == (["1"] if wanted else [])


def test_of_no_artist_many_and_nothing_twice(sqlite_database: Database) -> None:
    same = [made(f"{n}", artist=("Mira", "MIRA ")[n % 2]) for n in range(9)]
    assert len(refs(plan(sqlite_database, 9, StarterShelf("one", same)))) == MOST_OF_ARTIST == 3
    twice = [made("1", title="Tide", artist="Mira"), made("2", title="TIDE", artist="mira"), made("3")]
    assert refs(plan(sqlite_database, 9, StarterShelf("one", twice))) == ["1", "3"]
    assert (
        len(refs(plan(sqlite_database, 9, StarterShelf("one", [made("1")]), StarterShelf("other", [made("1")])))) == 1
    )


@pytest.mark.parametrize(
    ("state", "kind", "counts"),
    [(WANTED, "rock", True), (FETCHED, "rock", True), (ADDED, "rock", True), (REFUSED, "rock", False),
     (WITHDRAWN, "rock", False), (ADDED, "", False)],
)  # fmt: skip
def test_what_is_there_or_on_its_way_counts_and_nothing_known_is_asked_for_again(
    sqlite_database: Database, state: str, kind: str, counts: bool
) -> None:
    with sqlite_database.write() as session:
        put_source_track(session, "one", made("0"), state=state, kind=kind)
    found = refs(plan(sqlite_database, 3, StarterShelf("one", MANY)))
    assert len(found) == (2 if counts else 3)
    assert "0" not in found


def test_other_words_are_asked_for_where_the_first_bring_too_little(sqlite_database: Database) -> None:
    word = KINDS["hip-hop"][1]
    shelf = StarterShelf("one", MANY, word=word)
    found = plan(sqlite_database, len(KINDS), shelf, commercial=True)
    assert {planned.kind for planned in found.tracks} == {"hip-hop"}
    assert len(found.tracks) == 3  # what other kinds lack, up to three times its share
    words = [query.words for query in shelf.asked]
    assert words.index(KINDS["hip-hop"][0]) < words.index(word)
    assert all(query.commercial for query in shelf.asked)
    assert shelf.asked[0].limit == 12


def test_a_plan_tells_size_and_licences_and_is_stored_as_wanted(sqlite_database: Database) -> None:
    tracks = [made("1", size=500), made("2", duration_s=10.4), made("3", evidence=None, duration_s=0.0)]
    planned = StarterPlan([PlannedTrack("one", "rock", each) for each in tracks])
    assert planned.size == 500 + round(10.4 * BYTES_PER_S)
    assert planned.licences == {STATED.statement: 2}
    assert (StarterPlan().size, StarterPlan().licences) == (0, {})
    save_plan(planned, sqlite_database)
    assert refs(plan(sqlite_database, 3, StarterShelf("one", MANY))) == []
