"""Several artists of one track, in the ways that tags name them, brought to one credit line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from musechat.concepts import fold_name, split_artist_names
from musechat.nobody import names_nobody

_JOINS = re.compile(r"[,;&/+]|\band\b|\b(?:feat|ft|featuring|vs)\b", re.IGNORECASE)
# "(feat. B)", "[ft. B & C]"; without brackets at the end alone, where "ft" needs its dot: "500 ft high".
_GUESTS = re.compile(
    r"[(\[]\s?(?:feat|ft|featuring)\b(?:\.\s?|\s)(?P<aside>[^()\[\]]{1,200})[)\]]"
    r"|(?<=\s)(?:feat(?:\.\s?|\s)|featuring\s|ft\.\s?)(?P<tail>[^()\[\]]{1,200})$",
    re.IGNORECASE,
)
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


def credit_guests(title: str, credit: str) -> tuple[str, str]:
    """Title and credit line with those in the credit whom the title alone names: "Fern (feat. Bo)" by "Ada Bell".

    Where they are credited already, or nobody is, both stay as they are.
    """
    found = _GUESTS.search(title)
    if found is None or names_nobody(credit):
        return title, credit
    guests = (found["aside"] or found["tail"]).strip()
    rest = " ".join(f"{title[: found.start()]} {title[found.end() :]}".split())
    everyone = split_artist_names(guests)
    each = everyone - {fold_name(guests)} or everyone  # "Bo & Kai" may be one name, and may be two
    if not rest or names_nobody(guests) or each <= split_artist_names(credit):
        return title, credit
    return rest, f"{credit} feat. {guests}"
