"""Several artists of one track, in the ways that tags name them, brought to one credit line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_JOINS = re.compile(r"[,;&/+]|\band\b|\b(?:feat|ft|featuring|vs)\b", re.IGNORECASE)
_SURE = re.compile(r"\s*(?:;|\\\\|\s/\s|\0)\s*")  # joins of programs; a slash without spaces is part of a name


def split_performers(artists: Sequence[str], listed: Sequence[str] = ()) -> list[str]:
    """Each artist once, in order, of the artist tags and, where it names more, of the tag ARTISTS."""
    named = [part for text in artists for part in _SURE.split(text) if part]
    more = [part for text in listed for part in _SURE.split(text) if part]
    chosen = more if len(artists) == 1 and len(more) > 1 and all(part in artists[0] for part in more) else named
    return list(dict.fromkeys(chosen))


def join_artists(names: Sequence[str]) -> str:
    """One credit line that names all: "A", "A & B", "A, B & C"; with semicolons where a name has such joins itself."""
    if len(names) < 2:
        return "".join(names)
    if any(_JOINS.search(name) for name in names):
        return "; ".join(names)
    return f"{', '.join(names[:-1])} & {names[-1]}"
