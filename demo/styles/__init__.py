"""The styles: each composes a song from a catalogue entry."""

from __future__ import annotations

from collections.abc import Callable

from demo.score import CataloguePiece, Song
from demo.styles import band, dance, quiet, screen

COMPOSERS: dict[str, Callable[[CataloguePiece], Song]] = {
    "solo piano": quiet.solo_piano,
    "ambient": quiet.ambient,
    "choral": quiet.choral,
    "sad strings": quiet.sad_strings,
    "epic": screen.epic,
    "suspense": screen.suspense,
    "uplifting": screen.uplifting,
    "playful": screen.playful,
    "waltz": screen.waltz,
    "house": dance.house,
    "techno": dance.techno,
    "synthwave": dance.synthwave,
    "trap": dance.trap,
    "lo-fi": dance.lofi,
    "chiptune": dance.chiptune,
    "funk": band.funk,
    "rock": band.rock,
    "folk": band.folk,
    "jazz": band.jazz,
    "bossa nova": band.bossa,
    "dub": band.dub,
}


def compose(piece: CataloguePiece) -> Song:
    """Write a piece in its style.

    Raises:
        KeyError: the style is not known.

    """
    return COMPOSERS[piece.style](piece)
