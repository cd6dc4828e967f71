"""A new language is one folder: with it in place, its messages are read and its texts shown, and no code knows of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from language.languages import add_folder, find_language, list_codes
from language.texts import load_texts
from language.vocabulary.traits import TRAITS
from tests.language.text_keys import ROOT

VOCABULARY = """
from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import LanguageTable

VOCABULARY = LanguageTable(
    said={PhraseKind.NO: "geen, zonder"},
    terms={"drums": "slagwerk", "calm": "rustig, rustige"},
    stop="ik wil een het de met voor alsjeblieft",
)
"""
# One of each kind of expression by which messages are read; the code that reads them names no language.
READING = """
from language.languages.naming_words import NamingWords
from language.languages.number_words import NumberWords
from language.languages.reading_words import ReadingWords
from language.languages.reply_words import AsideWords
from language.languages.verdict_words import VerdictWords

READING = ReadingWords(
    verdicts=VerdictWords(
        less_after="(?:is )?veel te luid",
        disliked=(r"dit nummer is waardeloos",),
    ),
    contractions=((r"\\bz'n\\b", "zijn"),),
    numbers=NumberWords(below="hooguit", slower="trager", exactly="precies", double="dubbel zo snel", minutes="minuten"),
    naming=NamingWords(any="eender"),
    asides=AsideWords(has=(r"er zit (?P<what>.+?) in",)),
)
"""
TALK = """
import json, sys
from pathlib import Path

from language.languages import add_folder

add_folder(Path(sys.argv[1]))

from language.answers.asked_details import is_greeting
from language.claims.claim_lexicon import supports_language
from language.reading import LastPick, LibraryWords, read_words
from language.reading.line_languages import guess_languages
from language.scenes import name_scene
from language.texts import LANGUAGES, find_texts
from language.wish_labels import describe_wish
from musechat.brief import Brief

texts = find_texts("nl-NL")
read = read_words("rustig, zonder slagwerk", None, Brief(), LibraryWords())
last = LastPick("t", "Ada", 100.0, 0.5, 0.5, 0.5, 200.0)


def say(words, pick=None):
    reading = read_words(words, pick, Brief(), LibraryWords())
    said = [describe_wish(change.wish, texts) for change in reading.events if change.wish is not None]
    return [*said, *(["unsure"] if reading.unsure else []), *(["rejected"] if reading.rejected else [])]


print(json.dumps({
    "languages": LANGUAGES,
    "wishes": [describe_wish(change.wish, texts) for change in read.events if change.wish is not None],
    "guessed": guess_languages("ik wil het met een piano"),
    "card": texts("cards.brief.never"),
    "scene": name_scene("wedding", "nl"),
    "greeting": is_greeting("goedemorgen allemaal"),
    "checked": supports_language("nl"),
    "read": {
        words: say(words, last)
        for words in (
            "slagwerk veel te luid", "hooguit 90 bpm", "precies 90 bpm", "10 bpm trager", "dit nummer is waardeloos",
            "er zit slagwerk in",
        )
    },
}))
"""


def make_dutch(folder: Path) -> None:
    """A sixth language: a copy of English, with a few words of its own."""
    dutch = folder / "nl"
    shutil.copytree(ROOT / "language" / "languages" / "en", dutch, ignore=shutil.ignore_patterns("__pycache__"))
    profile = (dutch / "__init__.py").read_text("utf-8")
    (dutch / "__init__.py").write_text(profile.replace('"English"', '"Dutch"'), "utf-8")
    (dutch / "vocabulary.py").write_text(VOCABULARY, "utf-8")
    (dutch / "reading.py").write_text(READING, "utf-8")
    answers = 'from language.languages.answer_words import AnswerWords\nANSWERS = AnswerWords(greetings="goedemorgen", greeted="allemaal")\n'
    (dutch / "answers.py").write_text(answers, "utf-8")
    for part in ("claims.py", "claim_roles.py", "claim_sounds.py"):
        (dutch / part).unlink()
    cards, scenes = dutch / "texts" / "cards.toml", dutch / "scenes.toml"
    cards.write_text(cards.read_text("utf-8").replace('never = "Never"', 'never = "Nooit"'), "utf-8")
    scenes.write_text(scenes.read_text("utf-8").replace('wedding = ["wedding"', 'wedding = ["bruiloft"'), "utf-8")


@pytest.mark.slow
def test_a_new_language_is_one_folder(tmp_path: Path) -> None:
    make_dutch(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", TALK, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, timeout=600
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["languages"] == ["en", "de", "es", "fr", "ja", "nl"]
    assert said["wishes"] == ["calm", "no drums"]
    assert said["guessed"] == ["nl"]
    assert said["card"] == "Nooit"
    assert said["scene"] == "bruiloft"
    assert said["greeting"]
    assert said["read"]["hooguit 90 bpm"] == ["at most 90 bpm"]
    assert said["read"]["slagwerk veel te luid"] == ["less drums"]
    assert said["read"]["dit nummer is waardeloos"] == ["rejected"]
    assert said["read"]["er zit slagwerk in"] == ["less drums", "unsure"]
    assert len(said["read"]["precies 90 bpm"]) == len(said["read"]["10 bpm trager"]) == 1
    assert not said["checked"]  # it states no claims: its reasons are the template's, and checked against nothing


def test_languages_are_added_before_they_are_used(tmp_path: Path) -> None:
    assert "en" in list_codes()
    with pytest.raises(RuntimeError, match="before the first"):
        add_folder(tmp_path)


def test_every_language_states_all() -> None:
    """What the interface lets a language leave out, none of ours does."""
    folder = ROOT / "language" / "languages"
    parts = {path.name for path in (folder / "de").iterdir() if path.suffix in {".py", ".toml"}}
    assert set(list_codes()) == {path.parent.name for path in folder.glob("*/__init__.py")}
    for code in list_codes():
        assert parts <= {path.name for path in (folder / code).iterdir()}
        language = find_language(code)
        assert language.profile.own_name
        assert language.intents
        assert language.claims is not None
        assert language.vocabulary.traits.keys() <= set(TRAITS)
        assert load_texts(code).catalogue


def test_a_constant_of_another_type_says_which(tmp_path: Path) -> None:
    make_dutch(tmp_path)
    (tmp_path / "nl" / "vocabulary.py").write_text("VOCABULARY = {}\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TALK, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, timeout=600
    )
    assert "language.languages.nl.vocabulary.VOCABULARY is to be a LanguageTable, not dict" in done.stderr
