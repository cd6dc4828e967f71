"""What a first message says of the clip's own sound, before there is a pick: "calm piano; voice first"."""

from __future__ import annotations

from language.reading.intents import ActScan, read_acts
from language.sound_choices import split_mode
from musechat.message import EditKind

SOUND_EDITS = frozenset(
    {EditKind.MUTE_CLIP, EditKind.KEEP_MY_SOUND, EditKind.WITH_MY_SOUND, EditKind.DUCK_UNDER_SPEECH}
)


def find_sound_edits(words: str) -> ActScan | None:
    """The edits of the clip's sound, and the wishes beside them; None where anything else is read there as well.

    Any other act takes a pick that it is about: what looks like one says how the music is to be.
    """
    # The words may be in another language than the label, which the member chose from a list.
    if (chosen := split_mode(words)) is not None:
        return ActScan(read_acts(chosen[1]).acts, chosen[0])
    scan = read_acts(words)
    if not scan.acts or not {act.edit for act in scan.acts} <= SOUND_EDITS:
        return None
    return ActScan(scan.acts, scan.rest.strip(" ,;."))
