"""A snapshot that grew is the snapshot that would have been laid out anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from language.reading import LibraryWords, read_words
from models.ranking.arrays.part_file import map_part_file, read_facts, write_part_file
from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot, snapshot_part
from models.ranking.snapshot_update import MOST_PARTS, count_beside, join_snapshots, lay_out_whole
from musechat.brief import Brief
from musechat.taste import Exclusion
from musechat.track import Tag, Track
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import DIM, PlainFusion, PlainText, made_library, vector_of
from tests.musechat.made import made_clip

TRACKS = made_library(40)
FUSION = PlainFusion()


def laid_out(tracks: Sequence[Track], revision: int = 0) -> LibrarySnapshot:
    return build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, FUSION, revision=revision)


def changed(track: Track) -> Track:
    return replace(
        track, title="Anew", genre="Polka", tags=track.tags[:1], traits=replace(track.traits, energy=0.5), guild_id=9
    )


COLUMNS = (
    "music",
    "joint",
    "shapes",
    "tempo_alternatives",
    "beat_sure",
    "singing",
    "vocal_score",
    "explicit",
    "swings",
)
SEQUENCES = ("ids", "owners", "names", "artists", "credits", "works", "texts", "titles")
WORDS = ("words", "forms", "artists", "credits", "works", "spoken", "named", "catalogue", "tags", "genres")


def assert_same(found: LibrarySnapshot, wanted: LibrarySnapshot) -> None:
    """Every column, text and index of one snapshot is that of the other, however they came about."""
    assert (found.revision, len(found)) == (wanted.revision, len(wanted))
    for name in COLUMNS if len(wanted) else ():  # of no tracks it is not known how long their vectors would be
        mine, other = np.asarray(getattr(found, name)), np.asarray(getattr(wanted, name))
        assert mine.dtype == other.dtype
        # The music tower's output varies slightly with the batch.
        np.testing.assert_allclose(mine, other, atol=1e-5 if name == "joint" else 0, rtol=0, err_msg=name)
    for name in SEQUENCES:
        assert list(getattr(found, name)) == list(getattr(wanted, name)), name
    for mine, other in ((found.values, wanted.values), (found.licence, wanted.licence)):
        for key in other:
            np.testing.assert_array_equal(mine[key], other[key], err_msg=str(key))
    genres = [[snapshot.genres[n] for n in snapshot.genre_of] for snapshot in (found, wanted)]
    assert genres[0] == genres[1]
    assert found.owner_guilds == wanted.owner_guilds
    for name in WORDS:
        mine, other = found.find_words(name), wanted.find_words(name)
        assert mine.terms == other.terms, name
        for term in other.terms:
            np.testing.assert_array_equal(mine.find_rows(term), other.find_rows(term), err_msg=f"{name} {term}")
    for tag in wanted.tags:
        np.testing.assert_array_equal(found.tags[tag], wanted.tags[tag])
    assert list(found.row_of.items()) == list(wanted.row_of.items())


@settings(max_examples=60, deadline=None)
@given(
    before=st.sets(st.integers(0, 39)),
    renewed=st.sets(st.integers(0, 39), max_size=6),
    added=st.sets(st.integers(0, 39), max_size=6),
    removed=st.sets(st.integers(0, 39), max_size=6),
    cut=st.integers(0, 12),
)
def test_growing_and_laying_out_anew_are_one(
    before: set[int], renewed: set[int], added: set[int], removed: set[int], cut: int
) -> None:
    held = laid_out([TRACKS[n] for n in before])
    renewed, removed = (renewed & before) - removed, removed - added
    fresh = [changed(TRACKS[n]) if n in renewed else TRACKS[n] for n in sorted(added | renewed)]
    parts = [laid_out(some) for some in (fresh[:cut], fresh[cut:]) if some]
    touched = [TRACKS[n].id for n in added | renewed | removed]
    found = join_snapshots([held, *parts], 7, without=touched)
    kept = [TRACKS[n] for n in before - removed - added - renewed]
    assert_same(found, laid_out([*kept, *fresh], 7))


def test_what_was_laid_out_first_is_left_as_it_is() -> None:
    held = laid_out(TRACKS[:20])
    copy = laid_out(TRACKS[:20])
    join_snapshots([held, laid_out([changed(TRACKS[3])])], 1, without=[TRACKS[3].id])
    assert_same(held, copy)


def test_full_tracks_are_fetched_as_the_newest_part_does() -> None:
    newest = laid_out(TRACKS[20:])
    assert join_snapshots([laid_out(TRACKS[:20]), newest], 1).fetch is newest.fetch


@settings(max_examples=25, deadline=None)
@given(
    history=st.lists(
        st.tuples(
            st.dictionaries(st.integers(0, 39), st.integers(0, 3), max_size=5),  # put: which track, as which version
            st.sets(st.integers(0, 39), max_size=4),  # removed
            st.sampled_from(["", "stored", "whole"]),  # what happens to the parts afterwards
        ),
        min_size=1,
        max_size=14,
    )
)
@pytest.mark.slow
def test_any_history_ends_in_the_snapshot_of_what_there_is(
    history: list[tuple[dict[int, int], set[int], str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Added, retagged, analysed again, removed, restored, in any order and however the parts are merged meanwhile."""
    held = {track.id: track for track in TRACKS[:5]}
    found = laid_out(list(held.values()))
    for revision, (put, removed, then) in enumerate(history, 1):
        fresh = {TRACKS[n].id: version_of(TRACKS[n], version) for n, version in put.items()}
        gone = {TRACKS[n].id for n in removed} - set(fresh)
        held = {key: track for key, track in held.items() if key not in gone} | fresh
        parts = [found, laid_out(list(fresh.values()))] if fresh else [found]
        found = join_snapshots(parts, revision, without=[*fresh, *gone])
        if then and len(found):
            part = lay_out_whole(found)
            if then == "stored":
                path = tmp_path_factory.mktemp("stored") / "library.safetensors"
                write_part_file(path, part, {})
                part = map_part_file(path)
            found = snapshot_part(part, revision, found.fetch)
    wanted = laid_out(list(held.values()), len(history))
    assert_same(found, wanted)
    if held:
        assert_same_picks(replace(found, fetch=wanted.fetch), wanted)


def version_of(track: Track, version: int) -> Track:
    """A track as it was first, retagged, analysed again, or given to one guild."""
    traits = replace(track.traits, energy=1 - track.traits.energy, tempo_bpm=None, vocals=None)
    versions = (
        track,
        replace(track, title=f"{track.title} (Live)", artist="Anew & Others", album="Waltz", genre="Polka", tags=()),
        replace(track, traits=traits, tags=(*track.tags, Tag("eerie", 0.4, "tagger"))),
        replace(track, guild_id=9, explicit=True),
    )
    return versions[version]


def assert_same_picks(found: LibrarySnapshot, wanted: LibrarySnapshot) -> None:
    """Whatever is asked, members get the same picks from both."""
    choosers = [Chooser(each, FUSION, PlainText()) for each in (found, wanted)]
    first = wanted.ids[0]
    banned = Exclusion("member", "sounds-like", first)
    for words, guild_id in (("calm waltz with piano, no vocals", None), ("Player 3, polka", 9), ("guitar", 9)):
        brief = Brief().apply_changes(read_words(words, None, Brief(), LibraryWords()).events, turn_seq=1)
        for more in ({}, {"exclusions": (banned,)}, {"last": first, "shown": frozenset({first})}):
            request = ChooseRequest(TurnKind.REFINE, brief, clip=made_clip(), guild_id=guild_id, seed=3, **more)  # type: ignore[arg-type]
            mine, other = (chooser.choose(request) for chooser in choosers)
            assert [pick.track_id for pick in mine.picks] == [pick.track_id for pick in other.picks]
            np.testing.assert_allclose(mine.scores, other.scores, atol=1e-5)
    taste = [chooser.tastes.learn_taste([(i, bytes(4 * DIM)) for i in wanted.ids[:3]]) for chooser in choosers]
    if taste[1] is not None:
        np.testing.assert_allclose(taste[0], taste[1], atol=1e-5)
    for words in ("waltz", "anew", "piece 7", "polka live"):
        scores = [chooser.resources.lexical.score_query(words) for chooser in choosers]
        np.testing.assert_array_equal(scores[0], scores[1])


def test_small_parts_are_joined_and_the_first_stays() -> None:
    found = laid_out(TRACKS[:20])
    first = found.parts[0]
    for n in range(20, 40):
        found = join_snapshots([found, laid_out([TRACKS[n]])], n, without=[TRACKS[n].id])
        assert len(found.parts) <= 1 + MOST_PARTS
        assert found.parts[0] is first
    assert count_beside(found) == 20
    assert_same(found, laid_out(TRACKS, 39))


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.safetensors"
    write_part_file(path, laid_out(TRACKS).parts[0], {"revision": "7"})
    assert read_facts(path) == {"revision": "7"}
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert len(safetensors.numpy.load_file(path)["ids"]) == len(TRACKS)  # others can read it
    path.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(ValueError, match="cut off"):
        map_part_file(path)
    path.write_bytes(b"\xff" * 100)
    with pytest.raises(ValueError, match="no file of arrays"):
        read_facts(path)
