"""Requests in words, each about one tag of the two public taggers, which decide the right answers."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from research.evaluation.judges import JudgeScores

PARAPHRASES = Path(__file__).with_name("paraphrases.jsonl")
TOP_SHARE, FLOOR = 0.1, 0.1  # a track has a tag if its score is in the top tenth and at least the floor
LEAST, LEAST_LEFT = 8, 3  # tracks that a tag needs to be tested: in the library, and in a part of it
CAPTION_EVERY = 5  # every fifth caption is kept out of training (research.training), as is the second table of requests
MOST = 12  # real requests and aspects of one tag, so that no tag drowns the others
WORDS, PARAPHRASED, ASKED, CAPTIONED = "tag words", "paraphrases", "requests on Reddit", "MusicCaps aspects"
# Any negation drops a text: which words it covers cannot be told by a pattern.
_NOT = re.compile(r"\b(no|not|non|without|isn't|don't|never|nothing|less|except|besides)\b", re.IGNORECASE)


@dataclass(frozen=True)
class WordRequest:
    """A request and the tag that it is about; ``kind`` is the source of the words."""

    kind: str
    text: str
    tag: str


def find_relevant(evidence: JudgeScores, tags: Iterable[str]) -> dict[str, NDArray[np.bool_]]:
    """Return which tracks have each tag, (n,); tags of fewer than :data:`LEAST` tracks are left out."""
    found = {}
    for tag in tags:
        scores = evidence.score_tag(tag)
        rows = (scores >= np.quantile(scores, 1 - TOP_SHARE)) & (scores >= FLOOR)
        if rows.sum() >= LEAST:
            found[tag] = rows
    return found


def load_paraphrases(path: Path = PARAPHRASES) -> dict[str, list[str]]:
    """Load paraphrases of each tag without its word; written by hand, once, before any results were seen."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["tag"]: row["said"] for row in rows}


def make_own_requests(tags: Collection[str]) -> list[WordRequest]:
    """Make requests from the tags' own words and their paraphrases."""
    said = load_paraphrases()
    plain = [WordRequest(WORDS, tag, tag) for tag in tags]
    return plain + [WordRequest(PARAPHRASED, text, tag) for tag in tags for text in said.get(tag, ())]


def load_table_requests(tables: Path, tags: Collection[str]) -> list[WordRequest]:
    """Load real requests and captions that name exactly one of ``tags`` and do not negate it.

    Names of artists contain tags too ("Daft Punk"), so a request counts only where its tag is in lower case.
    """
    requests: list[WordRequest] = []
    if (path := tables / "music_queries_deezer_2.csv").is_file():
        with path.open(newline="", encoding="utf-8") as file:
            requests += _select_naming_tags(ASKED, (row["original"] for row in csv.DictReader(file)), tags)
    if (path := tables / "musiccaps-public.csv").is_file():
        with path.open(newline="", encoding="utf-8") as file:
            lists = [ast.literal_eval(row["aspect_list"]) for row in csv.DictReader(file)][::CAPTION_EVERY]
        aspects = dict.fromkeys(str(a) for listed in lists for a in listed)
        requests += _select_naming_tags(CAPTIONED, (a for a in aspects if a.lower() not in tags), tags)
    return requests


def _select_naming_tags(kind: str, texts: Iterable[str], tags: Collection[str]) -> list[WordRequest]:
    patterns = {tag: re.compile(rf"\b{re.escape(tag)}\b") for tag in tags}
    found: list[WordRequest] = []
    count: Mapping[str, int] = dict.fromkeys(tags, 0)
    taken = dict(count)
    for text in texts:
        named = [tag for tag, pattern in patterns.items() if pattern.search(text)]
        if len(named) == 1 and not _NOT.search(text) and taken[named[0]] < MOST:
            taken[named[0]] += 1
            found.append(WordRequest(kind, text, named[0]))
    return found
