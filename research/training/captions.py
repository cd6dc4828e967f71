"""Real texts as requests: music captions and real requests, labelled with the aspects that they name.

A caption's aspect list is matched with the phrases of :mod:`research.training.phrases`.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable
from pathlib import Path

from research.training.aspects import MEASURES
from research.training.phrases import COMPARING, NAMING
from research.training.request_grammar import GrammarRequest, GrammarTerm, split_cell

CAPTIONS_FILE = Path("tables") / "musiccaps-public.csv"
# First for training, second held out.
REQUEST_FILES = (Path("tables") / "music_queries_deezer_1.csv", Path("tables") / "music_queries_deezer_2.csv")
HELD_OUT_EVERY = 5


def load_real_requests(data: Path, held_out: bool = False) -> list[GrammarRequest]:
    """Load the real texts of a folder of material: MusicCaps' captions and aspect lists, and requests from Reddit.

    Args:
        data: folder with ``tables/``; missing files are skipped.
        held_out: load every fifth caption and the second table of requests, which are not trained on; else the others.

    """
    found: list[GrammarRequest] = []
    if (data / CAPTIONS_FILE).is_file():
        found += load_captions(data / CAPTIONS_FILE, held_out)
    path = data / REQUEST_FILES[int(held_out)]
    if path.is_file():
        with path.open(newline="") as file:
            texts = [row["original"] for row in csv.DictReader(file)]
        found += [GrammarRequest(text, terms) for text in texts if (terms := find_terms([text]))]
    return found


def load_captions(path: Path, held_out: bool = False) -> list[GrammarRequest]:
    """Load a MusicCaps table as requests: aspect lists and whole captions, both labelled by the aspect list."""
    found = []
    with path.open(newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if (number % HELD_OUT_EVERY == 0) != held_out:
                continue
            listed_aspects = [str(a) for a in ast.literal_eval(row["aspect_list"])]
            terms = find_terms(listed_aspects)
            if terms:
                found.append(GrammarRequest(", ".join(listed_aspects), terms))
                # The caption is free prose: its own aspect list labels it more reliably than a match of words would.
                found.append(GrammarRequest(row["caption"], terms))
    return found


def find_terms(phrases: Iterable[str]) -> tuple[GrammarTerm, ...]:
    """Find the terms of short phrases by the grammar's vocabulary; the first phrase about an aspect decides it."""
    terms: dict[str, GrammarTerm] = {}
    for phrase in phrases:
        low = phrase.lower()
        # Only at the beginning of a list entry: within a sentence the scope of "no" is not clear.
        negated = bool(re.match(r"(no|without|not|non)\b", low))
        for words, aspect, direction in _KNOWN:
            if words.search(low):
                sign = -direction if negated else direction
                terms.setdefault(aspect, GrammarTerm(aspect, sign, relative=False))
    return tuple(terms.values())


def _compile_phrases() -> list[tuple[re.Pattern[str], str, int]]:
    """Compile every outright phrase, as whole words, with its aspect and direction."""
    pairs = [(phrases, aspect, direction) for (aspect, direction), (_, phrases) in COMPARING.items()]
    pairs += [(phrases, aspect, 1) for aspect, phrases in NAMING.items()] + [("instrumental", "vocals", -1)]
    return [
        (re.compile(r"\b(" + "|".join(re.escape(p) for p in split_cell(phrases)) + r")\b"), aspect, direction)
        for phrases, aspect, direction in pairs
    ]


_KNOWN = _compile_phrases()
assert all(aspect in MEASURES for _, aspect, _ in _KNOWN)  # noqa: S101 (a typing slip in the tables above)
