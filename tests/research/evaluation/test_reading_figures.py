"""The measured worth of the reader: it may not fall on what it was not tuned on."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.main import app
from language.reading import MAX_WORDS, read_words
from musechat.brief import Brief
from musechat.errors import BadInput
from research.evaluation.reading import LAST, CaseSource, ReadingCase, ReadWish, measure_source, shorten_reading
from research.evaluation.reading_cases import CASES, NAMES, load_own_sources, parse_case
from research.evaluation.reading_tables import load_table_sources


def test_there_are_enough_cases_over_all_facets() -> None:
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    facets = {ReadWish.parse_text(text).facet for row in rows for text in row["meant"]}
    assert len(rows) >= 700
    assert {"tempo", "energy", "vocals", "instrument", "genre", "mood", "era", "artist", "like", "licence"} <= facets
    assert {"smalltalk", "another", "rejected", "praised", "back", "words", "length", "explicit"} <= facets


def test_no_case_is_in_two_parts() -> None:
    parts: dict[str, str] = {}
    for line in CASES.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert parts.setdefault(row["words"], row["half"]) == row["half"]


@pytest.mark.parametrize("source", load_own_sources(), ids=lambda s: s.name)
def test_our_own_cases_are_read_well(source: CaseSource) -> None:
    found = measure_source(source).sum_facets
    assert found.precision is not None
    assert found.recall is not None
    assert found.precision >= 0.88
    assert found.recall >= 0.9


@pytest.mark.parametrize(("index", "precision", "recall"), [(1, 0.88, 0.86), (3, 0.84, 0.84)])
def test_real_requests_that_were_held_back_are_read_well(
    shared_data: Path, index: int, precision: float, recall: float
) -> None:
    found = measure_source(load_table_sources(shared_data / "tables")[index]).sum_facets
    assert found.precision is not None
    assert found.recall is not None
    assert found.precision >= precision
    assert found.recall >= recall


def test_a_miss_names_what_was_missed_and_what_was_made_up() -> None:
    case = ReadingCase("no drums", (ReadWish.parse_text("never instrument piano"),))
    (miss,) = measure_source(CaseSource("x", [case], NAMES, shorten_reading)).misses
    assert miss.missed == (ReadWish("never", "instrument", "piano"),)
    assert miss.extra == (ReadWish("never", "instrument", "drums"),)


def test_standing_wishes_of_a_case_are_taken_back() -> None:
    case = parse_case({"words": "any tempo", "meant": ["drop tempo"], "standing": ["must tempo ..100"]})
    assert not measure_source(CaseSource("x", [case], NAMES, shorten_reading)).misses


@pytest.mark.slow
def test_the_command_prints_one_table() -> None:
    printed = CliRunner().invoke(app, ["evaluate", "reading"])
    assert printed.exit_code == 0
    assert "own, held back" in printed.output
    as_json = CliRunner().invoke(app, ["evaluate", "reading", "--json"])
    assert json.loads(as_json.output)["own, held back"]["all"]["precision"] > 0.88


def test_a_folder_without_tables_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"holds no music_queries_deezer_1\.csv"):
        load_table_sources(tmp_path)


@pytest.mark.slow
def test_a_sentence_is_read_in_a_moment_and_a_flood_in_bounded_time() -> None:
    sentences = [case.words for source in load_own_sources() for case in source.cases]
    begun = time.process_time()
    for words in sentences:
        read_words(words, LAST, Brief(), NAMES)
    assert (time.process_time() - begun) / len(
        sentences
    ) < 0.008  # CPU time, with room for a busy machine and a coverage tracer
    for flood in (
        "not so much a bit too ",
        "back to the first one ",
        "a ",
        "no. 1 ",
        "it is so very really ",
        "oh great ",
    ):
        begun = time.process_time()
        read_words(flood * (MAX_WORDS // len(flood)), LAST, Brief(), NAMES)
        assert time.process_time() - begun < 2


SPOKEN = sorted({word for source in load_own_sources() for case in source.cases for word in case.words.split()})


@given(st.lists(st.sampled_from(SPOKEN), max_size=16), st.booleans())
def test_no_jumble_of_spoken_words_breaks_the_reader(words: list[str], first: bool) -> None:
    found = read_words(" ".join(words), None if first else LAST, Brief(), NAMES)
    assert not (found.smalltalk and (found.events or found.back))
    assert not (first and found.back)
