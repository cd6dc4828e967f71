"""Works: what a recording is called without the marks of its version.

"Harbour", "Harbour (Live)", "Harbour - 2009 Remaster" and "Harbour (Radio Edit)" by one artist are one work. A remix by
somebody is another piece, and so is a part with a number of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from musechat.concepts import fold_name
from musechat.nobody import list_artists

_ASIDE = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_TAIL = re.compile(r"\s+[-–—~]\s+([^-–—~]+)$")
_GUEST = re.compile(r"\s+(?:feat|ft|featuring)\b\.?\s.*$", re.IGNORECASE)
# An aside that begins so names a version, whatever follows: a place, a year, a session.
_LEADING = re.compile(
    r"^(?:(?:live|feat|ft|featuring)\b|en vivo|en directo|en concert|en public|ao vivo|dal vivo|unplugged|"
    r"official|recorded|recording|aufgenommen|acoustic|akustik\w*|acoustique|acustic\w|"
    rf"{'|'.join(map(fold_name, ('ライブ', 'リマスター', 'アコースティック')))})",
)
_INSIDE = re.compile(
    rf"\b(?:remaster\w*|live at|live in|live from|live on)\b|{fold_name('ライブ')}|{fold_name('リマスター')}"
)
# An aside of these words alone, with a year or a number perhaps, names a version.
_WORDS = frozenset(
    fold_name(
        "radio edit edited version versión versione fassung mix original extended full long short single album ep lp "
        "club maxi main clean explicit censored uncensored instrumental karaoke a cappella acapella vocal vocals "
        "acoustic akustik live demo take alternate alternative alt outtake session sessions studio rehearsal mono "
        "stereo remaster remastered deluxe bonus track edition anniversary special re recorded rerecorded recording "
        "new old first second early late final video clip audio lyric lyrics official hd hq high quality slowed reverb "
        "sped up nightcore piano unplugged orchestral symphonic loop loopable looped ogg mp3 flac wav preview "
        "excerpt short cut tv size radioversion albumversion singleversion the digital"
    ).split()
)
_NUMBER = re.compile(r"^(?:\d{1,4}|v\d+)$")
# Titles that many pieces of one artist have.
_COMMON = re.compile(
    r"^(?:(?:track|titel|titre|pista|piste|audio|song|tune|recording|unknown|トラック) ?\d+|untitled \d*|untitled|"
    r"ohne titel|sans titre|sin titulo|intro|outro|interlude|skit|prologue|epilogue|menu|無題|\d+)$"
)


@lru_cache(maxsize=1 << 13)
def strip_version(title: str) -> str:
    """A title without the marks of a version, as it is compared; "" for one that names no work."""
    # Wide brackets and dashes become plain ones.
    plain_title = unicodedata.normalize("NFKC", title)
    bare = _ASIDE.sub(lambda found: " " if _is_version(found[1]) else found[0], plain_title)
    bare = _GUEST.sub("", bare)
    while (tail := _TAIL.search(bare)) and _is_version(tail[1]):
        bare = bare[: tail.start()]
    plain = fold_name(bare)
    return "" if _COMMON.match(plain) else plain


def name_works(artist: str, title: str) -> frozenset[str]:
    """Names of the work that a track is a recording of, one for each artist; tracks that share one are one work.

    Empty where title or artist is not known.
    """
    work = strip_version(title)
    return list_work_names(work, list_artists(artist)) if work else frozenset()


def list_work_names(work: str, artists: Iterable[str]) -> frozenset[str]:
    """Names of the work of a title without its marks (:func:`strip_version`), which is not empty, by plain artists."""
    return frozenset(f"{work} / {name}" for name in artists)


def _is_version(aside: str) -> bool:
    words = fold_name(aside)
    if _LEADING.match(words) or _INSIDE.search(words):
        return True
    rest = [word for word in words.split() if not _NUMBER.match(word)]
    # "(2)" alone may be a second part.
    return bool(rest) and _WORDS.issuperset(rest)
