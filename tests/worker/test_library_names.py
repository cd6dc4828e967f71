"""The names of a library over its snapshot are those that all its tracks' names would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.claims.catalogue_names import CatalogueNames
from language.reading import LibraryWords
from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.snapshot_update import join_snapshots
from musechat.track import Track
from tests.models.ranking.stand_ins import PlainFusion, vector_of
from tests.musechat.made import made_track
from worker.snapshot.library_names import HeldArtists, HeldCatalogue, HeldTitles

CREDITS = (
    "Kraftwerk", "Kraftwerk & Mira Sol", "Mira Sol feat. Jo", "Simon & Garfunkel", "Various Artists", "", "AC/DC",
    "Tyler, The Creator", "Kevin MacLeod", "Kevin McCloud", "ヨルシカ", "Björk", "&", "Boards of Canada",
)  # fmt: skip
TITLES = ("Blue Door", "Blue Door (Live)", "Amber", "!!!", "夜の海", "A", "blue door", "Kevin MacLeod", "")
TRACKS = st.lists(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(CREDITS), st.sampled_from([None, 7, 8])), min_size=1, max_size=12
)


def made(rows: Sequence[tuple[str, str, int | None]]) -> list[Track]:
    return [
        replace(made_track(f"{n:04x}"), title=title, artist=artist, guild_id=guild)
        for n, (title, artist, guild) in enumerate(rows)
    ]


def laid_out(tracks: Sequence[Track]) -> LibrarySnapshot:
    return build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, PlainFusion())


@settings(max_examples=80, deadline=None)
@given(rows=TRACKS, cut=st.integers(0, 12), guild=st.sampled_from([None, 7]))
def test_what_can_be_named_is_what_every_visible_track_is_called(
    rows: list[tuple[str, str, int | None]], cut: int, guild: int | None
) -> None:
    tracks = made(rows)
    parts = [laid_out(some) for some in (tracks[cut:], tracks[:cut]) if some]
    library = join_snapshots(parts, 1)
    visible = library.mask_visible(guild)
    names = ((t.id, t.title, t.artist) for t in tracks if t.guild_id in (None, guild))
    wanted = LibraryWords.from_names(names)
    found = LibraryWords(HeldArtists(library, visible), HeldTitles(library, visible))
    assert dict(found.artists) == dict(wanted.artists)
    assert dict(found.titles) == dict(wanted.titles)
    for said in ("kevin macleot", "craftwerk", "boards off canada", "simon and garfunkel", "nobody at all"):
        for expected in (True, False):
            words = said.split()
            assert found.find_misspelt_artist(words, expected=expected) == wanted.find_misspelt_artist(
                words, expected=expected
            )


@settings(max_examples=80, deadline=None)
@given(rows=TRACKS, cut=st.integers(0, 12))
def test_what_a_reason_may_not_name_is_every_name(rows: list[tuple[str, str, int | None]], cut: int) -> None:
    tracks = made(rows)
    library = join_snapshots([laid_out(some) for some in (tracks[cut:], tracks[:cut]) if some], 1)
    wanted, found = CatalogueNames((t.title, t.artist) for t in tracks), HeldCatalogue(library)
    words = [
        "calm",
        "as",
        "blue",
        "door",
        "live",
        "by",
        "kevin",
        "macleod",
        "or",
        "simon",
        "garfunkel",
        "and",
        "boards",
        "of",
        "canada",
    ]
    for at in range(len(words)):
        assert list(found.iter_name_lengths(words, at)) == list(wanted.iter_name_lengths(words, at))


@pytest.mark.parametrize("gone", [0, 1])
def test_the_name_of_a_track_that_is_gone_is_nobodys(gone: int) -> None:
    tracks = made([("Blue Door", "Kraftwerk", None), ("Amber", "Mira Sol", None)])
    library = join_snapshots([laid_out(tracks)], 1, without=[tracks[gone].id])
    held = HeldArtists(library, np.ones(1, bool))
    assert list(held) == (["mira sol"] if gone == 0 else ["kraftwerk"])
    assert len(held) == 1
    assert (tracks[gone].title.lower() in HeldTitles(library, np.ones(1, bool))) is False
