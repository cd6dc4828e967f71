from collections import Counter

import pytest

from demo.arrange import iter_strokes
from demo.catalogue import ALBUMS, genre_of, load_catalogue, spread_over_styles
from demo.instruments import PATCHES, STRUCK, SUNG, TEXTURES
from demo.score import CataloguePiece, ScoreBar, Song
from demo.styles import COMPOSERS, compose_song
from demo.synth.drums import DRUMS
from demo.theory import parse_chord, scale_classes

PIECES = load_catalogue()


@pytest.fixture(scope="module")
def songs() -> list[Song]:
    return [compose_song(piece) for piece in PIECES]


def test_the_library_is_wide() -> None:
    assert 60 <= len(PIECES) <= 72
    assert len({p.title for p in PIECES}) == len(PIECES)
    assert len({p.slug for p in PIECES}) == len(PIECES)
    styles = Counter(p.style for p in PIECES)
    assert len(styles) >= 12 and min(styles.values()) >= 3
    assert set(styles) == set(COMPOSERS)
    assert len({m for p in PIECES for m in p.moods}) >= 30


def test_artists_are_at_home_in_one_or_two_styles() -> None:
    at_home: dict[str, set[str]] = {}
    for album in ALBUMS:
        at_home.setdefault(album.artist, set()).add(album.style)
    assert 12 <= len(at_home) <= 16
    assert all(1 <= len(styles) <= 2 for styles in at_home.values())


def test_moods_and_energy_agree() -> None:
    calm = [p.energy for p in PIECES if "calm" in p.moods]
    lively = [p.energy for p in PIECES if {"energetic", "intense", "driving"} & set(p.moods)]
    assert max(calm) < min(lively)


def test_every_piece_has_a_form_and_fits_its_length(songs: list[Song]) -> None:
    for song in songs:
        labels = [plan.label for plan, _, _ in song.sections]
        assert labels[0] == "intro" and labels[-1] == "ending" and "main" in labels, song.piece.title
        assert 45 <= song.duration_s <= 90, song.piece.title
        main = max(plan.energy for plan, _, _ in song.sections)
        assert main > song.sections[0][0].energy, song.piece.title


def test_every_instrument_and_drum_exists(songs: list[Song]) -> None:
    known = {*PATCHES, *STRUCK, *SUNG, *TEXTURES, "drums"}
    for song in songs:
        assert {p.instrument for p in song.parts.values()} <= known
        assert {n.drum for p in song.parts.values() for n in p.notes if n.drum} <= set(DRUMS)


def test_some_sing_and_most_do_not(songs: list[Song]) -> None:
    sung = [s for s in songs if any(p.notes and p.instrument in SUNG for p in s.parts.values())]
    assert 10 <= len(sung) <= 16
    assert len({s.piece.style for s in sung}) >= 6


def test_pitched_notes_mostly_belong_to_the_key(songs: list[Song]) -> None:
    shares = []
    for song in songs:
        scale = scale_classes(song.piece.tonic, song.piece.mode)
        notes = [n for p in song.parts.values() for n in p.notes if not n.drum and p.instrument not in TEXTURES]
        inside = sum(n.pitch % 12 in scale for n in notes) / len(notes)
        assert inside > 0.6, (song.piece.title, inside)
        shares.append(inside)
    assert sum(shares) / len(shares) > 0.9


def test_the_last_chord_is_home(songs: list[Song]) -> None:
    for song in songs:
        last = song.bars[-1]
        home = [n.pitch % 12 for p in song.parts.values() for n in p.notes if n.beat >= last.start and not n.drum]
        if song.piece.style in {"house", "techno", "trap"}:  # these fade out of a loop
            continue
        assert song.piece.tonic in home, song.piece.title


def test_a_melody_returns(songs: list[Song]) -> None:
    """The rhythm of a theme's first two bars comes back in the same section."""
    song = next(s for s in songs if s.piece.style == "folk")
    bars = [b for b in song.bars if b.section == 1]
    rhythm = [
        tuple(
            round(n.beat - bar.start, 2)
            for n in song.parts["lead"].notes
            if bar.start <= n.beat < bar.start + bar.beats
        )
        for bar in bars
    ]
    assert rhythm[0] == rhythm[4] and rhythm[1] == rhythm[5] and any(rhythm)


def test_the_first_few_are_of_different_styles() -> None:
    few = spread_over_styles(PIECES, 12)
    assert len({p.style for p in few}) == 12
    assert {p.title for p in spread_over_styles(PIECES, len(PIECES))} == {p.title for p in PIECES}


def test_writing_twice_gives_the_same_notes() -> None:
    piece = PIECES[0]
    first, second = compose_song(piece), compose_song(piece)
    assert [p.notes for p in first.parts.values()] == [p.notes for p in second.parts.values()]


def test_patterns_read_as_strokes_and_ties() -> None:
    bar = ScoreBar(0.0, 4.0, ((0.0, 4.0, parse_chord("I", 0)),), 0, 4, 0, 1.0, final=False)
    assert list(iter_strokes("x---X.o.........", bar)) == [(0.0, 1.0, "x"), (1.0, 0.25, "X"), (1.5, 0.25, "o")]


def test_swing_and_ritardando_bend_time() -> None:
    piece = CataloguePiece("t", "a", "b", "jazz", "C", "major", 120.0, 0, 0.5, ("cool",))
    song = compose_song(piece)
    assert song.to_seconds(1.5) - song.to_seconds(1.0) > 0.3 > song.to_seconds(2.0) - song.to_seconds(1.5)
    end = song.total_beats
    assert song.to_seconds(end) - song.to_seconds(end - 1) > 1.2 * (song.to_seconds(9) - song.to_seconds(8))


def test_every_style_has_a_genre() -> None:
    assert all(genre_of(style) for style in COMPOSERS)
