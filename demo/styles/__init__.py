"""The styles: each composes a song from a catalogue entry."""

from __future__ import annotations

from collections.abc import Callable

from demo.score import CataloguePiece, Song
from demo.styles import band, dance, quiet, retro, screen

# Each composer sets the mix as well: `low_db` and `high_db` are the style's usual balance of bass and treble, `lufs`
# its usual level, the room where such music is played, and `rit` is 0 for music that never slows down.
COMPOSERS: dict[str, Callable[[CataloguePiece], Song]] = {
    "solo piano": quiet.compose_solo_piano,
    "ambient": quiet.compose_ambient,
    "choral": quiet.compose_choral,
    "sad strings": quiet.compose_sad_strings,
    "epic": screen.compose_epic,
    "suspense": screen.compose_suspense,
    "uplifting": screen.compose_uplifting,
    "playful": screen.compose_playful,
    "waltz": screen.compose_waltz,
    "house": dance.compose_house,
    "techno": dance.compose_techno,
    "synthwave": dance.compose_synthwave,
    "trap": dance.compose_trap,
    "lo-fi": retro.compose_lofi,
    "chiptune": retro.compose_chiptune,
    "funk": band.compose_funk,
    "rock": band.compose_rock,
    "folk": band.compose_folk,
    "jazz": band.compose_jazz,
    "bossa nova": band.compose_bossa,
    "dub": band.compose_dub,
}


def compose_song(piece: CataloguePiece) -> Song:
    """Write a piece in its style.

    Raises:
        KeyError: the style is not known.

    """
    return COMPOSERS[piece.style](piece)
