"""The project's own labelled messages, written by hand without running the reader.

``readings.jsonl`` holds one case per line: ``half`` (``"tune"``; ``"test"`` for cases held back from tuning; ``"last"``
for cases written after the rules were finished and never tuned on), ``about``, ``words``, ``meant`` (as
:meth:`research.evaluation.reading.ReadWish.parse_text` reads it) and, where it matters, the ``standing`` wishes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from language.reading import LibraryWords
from musechat.brief import Brief, BriefChange
from musechat.wish import RANGES, Facet, Force, Wish, parse_value
from research.evaluation.reading import LAST, CaseSource, ReadingCase, ReadWish, shorten_reading

CASES = Path(__file__).with_name("readings.jsonl")
# A small library of fixed names: cases that name a track or an artist need one to be found.
NAMES = LibraryWords.from_names(
    [
        (LAST.track_id, "Blue Door", "Mira Sol"),
        ("t2", "Night Train Home", "The Calm"),
        ("t3", "Carefree", "Kevin MacLeod"),
        ("t4", "Lullaby", "Johannes Brahms feat. Jo Lee"),
        ("t5", "Xtal", "Aphex Twin"),
        ("t6", "Nuvole Bianche", "Ludovico Einaudi"),
        ("t7", "Teardrop", "Massive Attack"),
        ("t8", "Roygbiv", "Boards of Canada"),
        ("t9", "Flash", "Queen"),
    ]
)


def load_own_sources() -> list[CaseSource]:
    """Load the cases that the reader was tuned on, those held back, and those written when the rules were finished."""
    halves: dict[str, list[ReadingCase]] = {"tune": [], "test": [], "last": []}
    for line in CASES.read_text("utf-8").splitlines():
        row = json.loads(line)
        halves[row["half"]].append(parse_case(row))
    return [
        CaseSource("own, tuned on", halves["tune"], NAMES, shorten_reading),
        CaseSource("own, held back", halves["test"], NAMES, shorten_reading),
        CaseSource("own, written last", halves["last"], NAMES, shorten_reading),
    ]


def parse_case(row: dict[str, Any]) -> ReadingCase:
    """Parse one line of the file."""
    standing = [BriefChange("add", _to_wish(ReadWish.parse_text(text))) for text in row.get("standing", ())]
    meant = tuple(ReadWish.parse_text(text) for text in row["meant"])
    return ReadingCase(row["words"], meant, Brief().apply_changes(standing, turn_seq=1))


def _to_wish(said: ReadWish) -> Wish:
    facet = Facet(said.facet)
    value: dict[str, Any] = {"name": said.value}
    if facet in RANGES:
        low, _, high = said.value.partition("..")
        value = {"min": float(low) if low else None, "max": float(high) if high else None}
    elif facet is Facet.VOCALS:
        value = {"present": said.value != "no", "voice": None}
    elif facet is Facet.LICENCE:
        value = {"use": said.value}
    return Wish(Force(said.force), facet, parse_value(facet, value), "")
