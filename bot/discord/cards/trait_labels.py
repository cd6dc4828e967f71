"""Labels for a pick's name, traits and licence, each escaped for markdown."""

from __future__ import annotations

import colorsys
from dataclasses import replace

from bot.discord.cards.escaping import escape, link, safe_url, shorten
from language.credit_lines import format_licence_id, write_credit_line
from language.descriptions import describe_key, describe_tempo, describe_track_qualities, describe_vocals, format_clock
from language.licences import describe_licence
from language.texts import Texts
from musechat.pick import Pick

__all__ = [
    "accent",
    "allowed",
    "by_line",
    "credit_line",
    "format_clock",
    "name_line",
    "traits_line",
]

TITLE, ARTIST, ALBUM, REASON = 120, 90, 70, 420  # letters of each that a card shows; together within 4,000


def name_line(pick: Pick) -> str:
    """Render title and artist on one line, escaped."""
    return f"**{escape(pick.title, 80) or '–'}** – {escape(pick.artist, 50) or '–'}"


def by_line(pick: Pick, texts: Texts) -> str:
    """Render artist and album on one line, escaped."""
    artist = escape(pick.artist, ARTIST) or texts("cards.pick.unknown-artist")
    return " · ".join(filter(None, (f"**{artist}**", escape(pick.album, ALBUM))))


def traits_line(pick: Pick, texts: Texts) -> str:
    """Render mood, energy, tempo, key and vocals of a pick on one line; uncertain ones are left out."""
    traits = pick.traits
    words = (
        *describe_track_qualities(traits, texts),
        describe_tempo(traits, texts),
        describe_key(traits, texts),
        describe_vocals(traits, texts),
    )
    return " · ".join(word for word in words if word)


def allowed(pick: Pick, texts: Texts) -> str:
    """Render the licence, linked to its text, and what it allows."""
    licence = pick.licence
    if licence.id == "unknown":
        return texts("cards.pick.licence-unknown")
    name = link(escape(format_licence_id(licence.id), 60), licence.url)
    return f"{name} – {describe_licence(licence, texts)}"


def credit_line(pick: Pick) -> str:
    """Build the attribution that a licence asks for beside the video; not escaped, for a code block."""
    licence = replace(pick.licence, id=shorten(pick.licence.id, 60), url=safe_url(pick.licence.url))
    return write_credit_line(
        shorten(pick.title, TITLE), shorten(pick.artist, ARTIST), licence, safe_url(pick.source_url)
    )


def accent(pick: Pick) -> int:
    """Choose a pick's colour, 0xRRGGBB: from blue for sombre to amber for cheerful, greyer the calmer it is."""
    # Measures may lie a little outside of 0 to 1.
    valence, energy = (min(1.0, max(0.0, level)) for level in (pick.traits.valence, pick.traits.energy))
    hue = (0.66 - 0.55 * valence) % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, 0.62 - 0.12 * energy, 0.3 + 0.5 * energy)
    return int(red * 255) << 16 | int(green * 255) << 8 | int(blue * 255)
