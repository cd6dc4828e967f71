"""Free words against known truth: notes of kinds, scores and titles, in five languages.

``free_words.toml`` has the words and what makes a track an answer. Precision at 4 counts the pick and its three
alternates; a word is asked of a library where at least :data:`LEAST` and at most half of its tracks are answers. Words
that stand in titles are asked where any title has them: the first pick has to be one of those.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.languages import list_codes
from models.ranking.lexical import LexicalIndex
from musechat.concepts import fold_name
from research.evaluation.intervals import Interval, bootstrap_interval
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.evaluation.text_retrieval import restrict_library

REQUESTS = Path(__file__).with_name("free_words.toml")
LANGUAGES = list_codes()
TOP = 4
LEAST = 3  # answers of a library from which precision at 4 says something
SOUNDING = 0.5  # share of an excerpt from which an instrument of a score counts as heard

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class FreeWord:
    """One request in every language, with what makes a track an answer; see ``free_words.toml``."""

    said: Mapping[str, str]  # by language
    kinds: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrackFacts:
    """What is known of one file from outside: its name, title, kind in a person's words, families that sound."""

    file: str
    title: str
    kind: str
    instruments: frozenset[str] | None  # None where there is no score


class AnnotatedLibrary:
    """A library with what is known of its tracks from outside, in the order of its rows.

    Args:
        library: the library that picks are chosen from.
        facts: of its tracks by the names of their files; tracks without any are left out.

    """

    def __init__(self, library: ScriptedLibrary, facts: Mapping[str, TrackFacts]) -> None:
        named = {track_id: facts.get(Path(track.path).name) for track_id, track in library.tracks.items()}
        if None in named.values():
            library = restrict_library(library, [track_id for track_id, found in named.items() if found is not None])
        self.library = library
        self.facts = [facts[Path(library.tracks[track_id].path).name] for track_id in library.chooser.library.ids]
        self.lexical = LexicalIndex(library.chooser.library.texts)

    @cached_property
    def described(self) -> AnnotatedLibrary:
        """The part of it whose instruments are known, by a score or by a person's words: others may have any."""
        known = {facts.file: facts for facts in self.facts if facts.kind or facts.instruments is not None}
        return self if len(known) == len(self.facts) else AnnotatedLibrary(self.library, known)

    def choose_rows(self, said: str, seed: int) -> list[int]:
        """The rows of the pick and its alternates for a text, in a thread without a clip."""
        picks = ScriptedConversation(self.library, seed=seed, alternates=TOP - 1).take_turn(said).picks
        return [self.library.chooser.library.row_of[pick.track_id] for pick in picks]


@dataclass(frozen=True)
class FreeWordFigures:
    """Precision at 4 of one language over the same requests; ``by_word`` has each request's."""

    language: str
    requests: int
    chance: float
    lexical: float  # BM25 over names and tags
    best: float  # as good as can be
    chosen: Interval
    by_word: Mapping[str, float]


@dataclass(frozen=True)
class TitleWordFigures:
    """Words of titles, one language: share of first picks whose title has the word."""

    language: str
    requests: int
    right: float
    missed: tuple[str, ...]


def load_free_words(path: Path = REQUESTS) -> tuple[list[FreeWord], list[FreeWord]]:
    """Load the requests for a kind of music, and those for words of titles."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    kinds = [_read_request(row) for row in data["request"]]
    titles = [_read_request({"titles": [fold_name(row["en"])], **row}) for row in data["title"]]
    return kinds, titles


def load_track_facts(folder: Path) -> dict[str, TrackFacts]:
    """Load what the tables of a folder of material say of its music, by file name."""
    with (folder / "LICENSES.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"].startswith("music")]
    scores = _load_families(folder / "tables" / "midi_truth.csv")
    found = {}
    for row in rows:
        name = Path(row["file"]).name
        note = row["note"]
        kind = fold_name(note.split("kind:", 1)[1].split(";")[0]) if "kind:" in note else ""
        found[name] = TrackFacts(name, fold_name(row["title"]), kind, scores.get(name))
    return found


def find_answers(word: FreeWord, facts: Sequence[TrackFacts]) -> Bools:
    """Which tracks answer a request, (n,)."""
    return np.array([_is_answer(word, each) for each in facts], bool)


def measure_free_words(
    annotated: AnnotatedLibrary, words: Sequence[FreeWord], language: str, seed: int = 0
) -> FreeWordFigures:
    """Ask for each word that the library has enough answers to, in threads without a clip.

    Args:
        annotated: the library that picks are chosen from; words for instruments are asked of its described part.
        words: requests; those with too few or too many answers are left out.
        language: that they are said in.
        seed: of the bootstrap over requests.

    """
    among = [(word, annotated.described if word.instruments else annotated) for word in words]
    asked = [(word, part, found) for word, part in among if _is_telling(found := find_answers(word, part.facts))]
    hits = np.array(
        [found[part.choose_rows(word.said[language], n)].sum() / TOP for n, (word, part, found) in enumerate(asked)]
    )
    matched = [_rate_lexical(part.lexical, word.said[language], found) for word, part, found in asked]
    rng = np.random.default_rng(seed)
    return FreeWordFigures(
        language=language,
        requests=len(asked),
        chance=float(np.mean([found.mean() for *_, found in asked])) if asked else 0.0,
        lexical=float(np.mean(matched)) if asked else 0.0,
        best=float(np.mean([min(1.0, found.sum() / TOP) for *_, found in asked])) if asked else 0.0,
        chosen=bootstrap_interval(lambda at: float(hits[at].mean()), len(hits), rng),
        by_word={word.said[language]: float(hit) for (word, *_), hit in zip(asked, hits, strict=True)},
    )


def measure_title_words(annotated: AnnotatedLibrary, words: Sequence[FreeWord], language: str) -> TitleWordFigures:
    """Ask for each word that stands in a title of the library: the first pick has to have it in its title."""
    asked = [(word, found) for word in words if (found := find_answers(word, annotated.facts)).any()]
    missed = [
        word.said[language]
        for number, (word, found) in enumerate(asked)
        if not found[annotated.choose_rows(word.said[language], number)[:1]].any()
    ]
    return TitleWordFigures(language, len(asked), 1 - len(missed) / max(1, len(asked)), tuple(missed))


def _read_request(row: Mapping[str, object]) -> FreeWord:
    def read_list(key: str) -> tuple[str, ...]:
        values = row.get(key, ())
        return tuple(str(value) for value in values) if isinstance(values, list) else ()

    said = {language: str(row[language]) for language in LANGUAGES}
    return FreeWord(said, read_list("kinds"), read_list("instruments"), read_list("titles"), read_list("files"))


def _load_families(table: Path) -> dict[str, frozenset[str]]:
    """Read from a table of scores which families sound for at least :data:`SOUNDING` of an excerpt, by file name."""
    if not table.is_file():
        return {}
    found = {}
    with table.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            shares = (part.strip().rsplit(" ", 1) for part in row["instruments"].split(";") if part.strip())
            heard = frozenset(family for family, share in shares if float(share) >= SOUNDING)
            found[Path(row["file"]).name] = heard
    return found


def _is_answer(word: FreeWord, facts: TrackFacts) -> bool:
    kind, title = f" {facts.kind} ", f" {facts.title} "
    return (
        any(f" {each} " in kind for each in word.kinds)
        or any(f" {each} " in title for each in word.titles)
        or any(each in (facts.instruments or ()) for each in word.instruments)
        or facts.file.startswith(word.files or ("\0",))
    )


def _is_telling(answers: Bools) -> bool:
    return LEAST <= int(answers.sum()) <= len(answers) / 2


def _rate_lexical(index: LexicalIndex, said: str, answers: Bools) -> float:
    """Expected precision at 4 of BM25 alone, ties in random order."""
    scores = index.score_query(said)
    edge = np.sort(scores)[-min(TOP, len(scores))]
    above, level = scores > edge, scores == edge
    return float((answers[above].sum() + (TOP - int(above.sum())) * answers[level].mean()) / TOP)
