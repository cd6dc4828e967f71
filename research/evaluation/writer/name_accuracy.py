"""Accuracy of names in a reason: the exact title and artist, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from language.claims.catalogue_names import MIN_LONE_LETTERS, shorten_name, split_name
from language.claims.claim_lexicon import get_lexicon
from language.texts import load_texts
from musechat.track import Track

_OWN = "\ue000"  # placeholder for the track's own names; a private-use character occurs in no text
_QUOTED = re.compile(r"“([^”]*)”|\"([^\"]*)\"")


class KnownNames:
    """Finds the names of a library in texts; simpler than the fact check, and independent of it.

    Args:
        names: (title, artist) of every track.
        language: of the texts; names of everyday words only count within quotes.

    """

    def __init__(self, names: Iterable[tuple[str, str]], language: str = "en") -> None:
        ordinary = get_lexicon(language).ordinary
        known = {name.strip() for pair in names for name in pair}
        self._telling = sorted(n for n in known if len(n) >= MIN_LONE_LETTERS and not set(split_name(n)) <= ordinary)
        # In reverse alphabetical order "Blue Door" is tried before its prefix "Blue".
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(self._telling))) or '(?!)'})(?!\w)")
        self._untitled = load_texts(language)("reasons.untitled")

    def names_correctly(self, text: str, track: Track) -> bool:
        """Whether ``text`` names ``track`` by its stored title and artist, and no other track or artist."""
        title, artist = shorten_name(track.title) or self._untitled, shorten_name(track.artist)
        if title not in text or artist not in text:
            return False
        rest = _remove_names(text, title, artist)
        quoted = {next(part for part in found.groups() if part is not None) for found in _QUOTED.finditer(rest)}
        return quoted <= {_OWN} and not self._any.search(rest)


def _remove_names(text: str, *names: str) -> str:
    for name in filter(None, names):
        text = text.replace(name, _OWN)
    return text
