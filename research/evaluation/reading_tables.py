"""Real requests with the project's own labels: song requests on Reddit (Deezer) and playlist conversations (CPCD).

The tables are not part of this project; ``reading_labels.jsonl`` refers to rows of them and labels what is asked for:
facets and values, without force. Artists in the conversations are labelled by the table itself: artists of the
conversation's tracks that a turn names in full. Not judged: free words, names that no table holds, and praise in a turn
that asks for something.

The library against which names are read holds every artist of the conversations and every labelled work, so that names
can be found, and false alarms can occur.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from language.reading import LibraryWords, Reading
from musechat.brief import Brief
from musechat.concepts import fold_name
from musechat.errors import BadInput
from musechat.wish import Facet
from musechat.wish_values import LikeValue
from research.evaluation.reading import CaseSource, ReadingCase, ReadWish, shorten_change

LABELS = Path(__file__).with_name("reading_labels.jsonl")
DEEZER = "music_queries_deezer_{}.csv"
CPCD = "cpcd_dev_val_50.jsonl"
Names = list[tuple[str, str, str]]  # (track id, title, artist)


def load_table_sources(folder: Path) -> list[CaseSource]:
    """Load four sources: each table in a part that the rules were tuned on and a part that was held back.

    Raises:
        BadInput: the folder does not hold the tables.

    """
    missing = [name for name in (DEEZER.format(1), DEEZER.format(2), CPCD) if not (folder / name).is_file()]
    if missing:
        raise BadInput("no-tables", f"{folder} holds no {missing[0]}", "Name the folder with --tables, or leave it out")
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    conversations = [json.loads(line) for line in (folder / CPCD).read_text("utf-8").splitlines()]
    names = [*_collect_works(labels), *_collect_tracks(conversations)]
    library = LibraryWords.from_names(names)
    artists = {track_id: _fold_name(artist) for track_id, _, artist in names}
    known = frozenset(_fold_name(artist) for _, _, artist in names)

    def short(reading: Reading, _case: ReadingCase) -> list[ReadWish]:
        return shorten_request(reading, artists, known)

    requests = {k: _load_requests(folder, k, labels) for k in (1, 2)}
    turns = {k: _load_turns(conversations, k, labels) for k in (0, 1)}
    return [
        CaseSource("Deezer 1, tuned on", requests[1], library, short),
        CaseSource("Deezer 2, held back", requests[2], library, short),
        CaseSource("CPCD even, tuned on", turns[0], library, short),
        CaseSource("CPCD odd, held back", turns[1], library, short),
    ]


def shorten_request(reading: Reading, artists: Mapping[str, str], known: frozenset[str]) -> list[ReadWish]:
    """Reduce a reading to names, facets and flags, without force."""
    said: list[ReadWish] = []
    for change in reading.events:
        wish = change.wish
        if wish is None or wish.facet in (Facet.WORDS, Facet.SCENE):  # neither is labelled there
            continue
        short = shorten_change(change, Brief())
        if wish.facet in (Facet.ARTIST, Facet.LIKE) and short.value != "last":
            track_id = wish.value.track_id if isinstance(wish.value, LikeValue) else None
            name = artists.get(track_id or "") or _fold_name(short.value)
            # Names outside the tables are not labelled: counting them would punish a right reading.
            if name in known:
                said.append(ReadWish("", "name", name))
        else:
            # "No vocals" is a value of its own facet; other negated wishes are labelled "not".
            against = "" if wish.wanted or wish.facet is Facet.VOCALS else "not"
            said.append(ReadWish(against, short.facet, short.value.removesuffix(" less").removesuffix(" a bit")))
    flags = {
        "smalltalk": reading.smalltalk,
        "rejected": reading.rejected,
        "praised": reading.praised and reading.smalltalk,
    }
    return list(dict.fromkeys([*said, *(ReadWish("", name) for name, holds in flags.items() if holds)]))


def _collect_works(labels: Iterable[dict[str, Any]]) -> Names:
    works = []
    for n, row in enumerate(labels):
        for m, (title, artist) in enumerate(row.get("works", ())):
            works.append((f"w{n}.{m}", title, artist))
    return works


def _collect_tracks(conversations: Iterable[dict[str, Any]]) -> Names:
    tracks = {key: value for conversation in conversations for key, value in conversation["tracks"].items()}
    return [(key, t["track_titles"], artist) for key, t in tracks.items() for artist in t["track_artists"]]


def _load_requests(folder: Path, table: int, labels: Iterable[dict[str, Any]]) -> list[ReadingCase]:
    with (folder / DEEZER.format(table)).open(encoding="utf-8", newline="") as file:
        rows = [row["original"] for row in csv.DictReader(file)]
    return [
        ReadingCase(rows[row["row"]], (*_parse_labels(row["meant"]), *_parse_named(row)))
        for row in labels
        if row["table"] == f"deezer{table}"
    ]


def _load_turns(conversations: list[dict[str, Any]], odd: int, labels: Iterable[dict[str, Any]]) -> list[ReadingCase]:
    cases = []
    artists = {
        _fold_name(a)
        for conversation in conversations
        for t in conversation["tracks"].values()
        for a in t["track_artists"]
    }
    for row in labels:
        if row["table"] != "cpcd" or row["row"] % 2 != odd:
            continue
        conversation = conversations[row["row"]]
        words = conversation["turns"][row["turn"]]["user_query"]
        own = {_fold_name(a) for t in conversation["tracks"].values() for a in t["track_artists"]}
        cases.append(ReadingCase(words, (*_parse_labels(row["meant"]), *_find_named_artists(words, own, artists))))
    return cases


def _find_named_artists(words: str, own: set[str], artists: set[str]) -> list[ReadWish]:
    """Find artists named in full: any of two words or more, and those of one word in the conversation's tracks."""
    line = f" {_fold_name(words)} "
    names = {n for n in artists if n and (n in own or " " in n) and f" {n} " in line}
    # "Queen" within "Queen Latifah" is not named.
    whole = [n for n in sorted(names) if not any(n != m and f" {n} " in f" {m} " for m in names)]
    return [ReadWish("", "name", n) for n in whole]


def _fold_name(name: str) -> str:
    """Normalise a name, without "and": "Brooks & Dunn" equals "Brooks and Dunn"."""
    return f" {fold_name(name)} ".replace(" and ", " ").strip()


def _parse_labels(texts: Iterable[str]) -> list[ReadWish]:
    """Read "genre jazz", "not genre jazz", "like last" or a bare "smalltalk"."""
    meant = []
    for text in texts:
        against = "not" if text.startswith("not ") else ""
        facet, _, value = text.removeprefix("not ").partition(" ")
        meant.append(ReadWish(against, facet, value))
    return meant


def _parse_named(row: dict[str, Any]) -> list[ReadWish]:
    return [ReadWish("", "name", _fold_name(artist)) for _, artist in row.get("works", ())]
