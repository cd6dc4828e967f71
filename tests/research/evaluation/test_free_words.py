"""Free words against known truth: what counts as an answer, and that words in titles are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from research.evaluation.free_words import (
    LANGUAGES,
    AnnotatedLibrary,
    FreeWord,
    TrackFacts,
    find_answers,
    load_free_words,
    load_track_facts,
    measure_free_words,
    measure_title_words,
)
from research.evaluation.scripted_conversation import ScriptedLibrary
from tests.models.ranking.stand_ins import made_chooser, made_library

TRACKS = [
    replace(track, title="Harvest Waltz" if n == 7 else track.title, path=f"{track.id}.opus")
    for n, track in enumerate(made_library(40))
]
SHOP = ScriptedLibrary.from_chooser(made_chooser(TRACKS))


def say(word: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, word)


FACTS = {
    track.path: TrackFacts(
        track.path,
        track.title.lower(),
        "piano solo" if track.get_tag_score("piano") > 0.5 else "rock metal",
        frozenset({"organ"}) if n < 4 else None,
    )
    for n, track in enumerate(TRACKS)
}
LIBRARY = AnnotatedLibrary(SHOP, FACTS)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        (FreeWord(say("piano"), kinds=("piano",)), 10),
        (FreeWord(say("waltz"), titles=("waltz",)), 1),
        (FreeWord(say("organ"), instruments=("organ",)), 4),
        (FreeWord(say("x"), files=("0000",)), 1),
        (FreeWord(say("x")), 0),
        (FreeWord(say("x"), kinds=("pian",)), 0),
    ],
)
def test_what_counts_as_an_answer(word: FreeWord, count: int) -> None:
    assert int(find_answers(word, LIBRARY.facts).sum()) == count


def test_words_of_titles_come_first_in_every_language() -> None:
    said = {"en": "waltz", "de": "Walzer", "es": "vals", "fr": "valse", "ja": "ワルツ"}
    for language in LANGUAGES:
        found = measure_title_words(LIBRARY, [FreeWord(said, titles=("waltz",))], language)
        assert (found.requests, found.right, found.missed) == (1, 1.0, ())


def test_precision_counts_the_pick_and_its_alternates() -> None:
    words = [FreeWord(say("piano"), kinds=("piano",)), FreeWord(say("waltz"), titles=("waltz",))]
    found = measure_free_words(LIBRARY, words, "en")
    assert found.requests == 1  # one answer says nothing of precision
    assert found.chance == 0.25
    assert found.chosen.mean >= 0.75
    assert list(found.by_word) == ["piano"]


def test_tracks_without_facts_are_left_out() -> None:
    few = {path: facts for path, facts in FACTS.items() if facts.kind == "piano solo"}
    assert len(AnnotatedLibrary(SHOP, few).facts) == 10


def test_the_requests_are_said_in_every_language() -> None:
    kinds, titles = load_free_words()
    assert len(kinds) >= 25
    assert len(titles) >= 25
    assert all(set(word.said) == set(LANGUAGES) and all(word.said.values()) for word in (*kinds, *titles))
    assert all(word.titles for word in titles)


def test_facts_are_read_from_the_tables_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    rows = 'file,kind,title,note\nmusic/a.opus,music-recording,A Waltz,"kind: lo-fi/hip-hop; older"\nvideos/b.mp4,video,B,\n'
    (tmp_path / "LICENSES.csv").write_text(rows)
    (tmp_path / "tables" / "midi_truth.csv").write_text("file,instruments\nmusic/a.opus,drums 1.0; bass 0.4\n")
    assert load_track_facts(tmp_path) == {
        "a.opus": TrackFacts("a.opus", "a waltz", "lo fi hip hop", frozenset({"drums"}))
    }
    assert np.isin(["a.opus"], list(load_track_facts(tmp_path))).all()
