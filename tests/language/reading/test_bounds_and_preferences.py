"""Bounds and preferences that once went the other way or too far: refused numbers, what is fine, one before another."""

from __future__ import annotations

from typing import Any

import pytest

from language.reading import read_words
from musechat.brief import Brief
from research.evaluation.message_labels import describe_reading
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

AT_MOST = (
    "nothing faster than 110 bpm", "nothing over 110 bpm", "no songs above 110 bpm", "without going over 110 bpm",
    "anything but over 110 bpm", "don't want anything faster than 110 bpm",
    "nichts schneller als 110 bpm", "nichts über 110 bpm", "keine Lieder über 110 bpm",
    "rien de plus rapide que 110 bpm", "pas au-dessus de 110 bpm", "aucun morceau de plus de 110 bpm",
    "qui ne dépasse pas 110 bpm",
    "nada más rápido que 110 bpm", "nada más rápido de 110 bpm", "no por encima de 110 bpm", "que no pase de 110 bpm",
    "110bpmより速いのはなし", "110bpm以上はダメ", "110bpmより速くしないで", "110bpmを超えないで",
)  # fmt: skip
AT_LEAST = (
    "nothing slower than 90 bpm", "nothing under 90 bpm", "no tracks below 90 bpm",
    "nichts langsamer als 90 bpm", "nichts unter 90 bpm",
    "rien de plus lent que 90 bpm", "rien en dessous de 90 bpm",
    "nada más lento que 90 bpm", "que no baje de 90 bpm",
    "90bpmより遅いのはなし", "90bpm以下はダメ", "90bpmを下回らないで",
)  # fmt: skip
SHORT = (
    "nothing longer than 2 minutes", "no songs over 2 minutes", "keine Lieder über 2 Minuten",
    "pas de morceaux de plus de 2 minutes", "sin canciones de más de 2 minutos", "2分以上の曲はいらない",
)  # fmt: skip


CANNOT_BE_LONGER = (
    "it can't be longer than 2 minutes", "the song can't exceed 2 minutes", "it mustn't run over 2 minutes",
    "darf nicht länger als 2 Minuten sein", "ne doit pas dépasser 2 minutes", "ça peut pas durer plus de 2 minutes",
    "no puede durar más de 2 minutos", "2分より長くちゃだめ",
)  # fmt: skip
CANNOT_BE_SHORTER = (
    "it can't be shorter than 2 minutes", "darf nicht kürzer als 2 Minuten sein",
    "ça ne doit pas être plus court que 2 minutes", "no puede ser más corta que 2 minutos", "2分より短くちゃダメ",
)  # fmt: skip


def read_slots(words: str) -> dict[str, Any]:
    slots: dict[str, Any] = describe_reading(read_words(words, LAST, Brief(), NAMES))["slots"]
    return slots


@pytest.mark.parametrize("words", AT_MOST)
def test_a_refused_more_is_a_most(words: str) -> None:
    assert read_slots(words) == {"tempo": {"max": 110.0}}


@pytest.mark.parametrize("words", AT_LEAST)
def test_a_refused_less_is_a_least(words: str) -> None:
    assert read_slots(words) == {"tempo": {"min": 90.0}}


@pytest.mark.parametrize(
    ("words", "end"), [*((w, "max") for w in CANNOT_BE_LONGER), *((w, "min") for w in CANNOT_BE_SHORTER)]
)
def test_what_it_cannot_be_is_a_bound(words: str, end: str) -> None:
    assert read_slots(words) == {"length": {end: 120.0}}


@pytest.mark.parametrize("words", SHORT)
def test_a_refused_length_is_a_most(words: str) -> None:
    assert read_slots(words) == {"length": {"max": 120.0}}


@pytest.mark.parametrize(
    "words",
    ["not cheesy, piano or guitar is fine", "nicht kitschig, Klavier oder Gitarre ist ok",
     "pas kitsch, piano ou guitare ça va", "nada cursi, piano o guitarra está bien"],
)  # fmt: skip
def test_what_is_fine_after_a_refusal_is_not_refused(words: str) -> None:
    slots = read_slots(words)
    assert "never" not in slots
    assert slots["prefer"] == ["piano"]


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("folk, and a banjo is a dealbreaker", {"prefer": ["folk"], "never": ["banjo"]}),
        ("vocals are a no-go", {"never": ["vocals"]}),
        ("Gesang ist ein No-Go", {"never": ["vocals"]}),
        ("a harp is a must", {"must": ["harp"]}),
        ("🎺👎", {"avoid": ["trumpet"]}),
        ("🎸👎 🎹👍", {"prefer": ["piano"], "avoid": ["guitar"]}),
        ("nomás bájale tantito a la percusión", {"avoid": ["percussion"]}),
        ("strings only", {"must": ["strings"]}),
        ("guitar yes, drums no, vocals definitely no", {"prefer": ["guitar"], "never": ["drums", "vocals"]}),
        ("reguetón 🚫🚫", {"never": ["reggaeton"]}),
        ("🚫 rap", {"never": ["rap"]}),
        ("jazzなしで", {"never": ["jazz"]}),
        ("pianoだけ", {"must": ["piano"]}),
        ("darf ruhig treiben", {"prefer": ["energetic"]}),
        ("garde le piano, vire la voix", {"prefer": ["piano"], "never": ["vocals"]}),
        ("sin que cante nadie", {"never": ["vocals"]}),
        ("nothing says christmas like bells", {"prefer": ["christmas", "bells"]}),
    ],
)
def test_no_gos_musts_and_thumbs_go_the_way_they_say(words: str, slots: dict[str, Any]) -> None:
    assert read_slots(words) == slots


@pytest.mark.parametrize(
    "words",
    ["give me something around 120", "roughly 120 please", "so um die 120", "alrededor de 120", "autour de 120 stp",
     "テンポは120くらいで", "120くらいで"],
)  # fmt: skip
def test_a_bare_number_that_is_about_right_is_a_tempo(words: str) -> None:
    assert read_slots(words) == {"tempo": {"about": 120.0}}


@pytest.mark.parametrize(
    ("words", "intent"),
    [("⏮️", "back"), ("🔙", "back"), ("↩️", "undo"), ("⏭️", "next"), ("singt da später jemand?", "question"),
     ("est-ce que quelqu'un chante après ?", "question"), ("収益化してるチャンネルでも使えますか", "question")],
)  # fmt: skip
def test_arrows_and_questions_about_singing_are_what_they_are(words: str, intent: str) -> None:
    assert describe_reading(read_words(words, LAST, Brief(), NAMES))["intent"] == intent


def test_only_stands_behind_too() -> None:
    assert read_slots("can it be accordion only") == {"must": ["accordion"]}


def test_the_original_pick_is_the_first() -> None:
    assert read_slots("your original pick beat all of these, bring it back") == {"back_to": 1}


@pytest.mark.parametrize(
    "words",
    ["instead of piano use guitar", "I'd rather have guitar than piano", "guitar rather than piano",
     "statt Klavier lieber Gitarre", "lieber Gitarre als Klavier", "Gitarre statt Klavier",
     "en vez de piano, guitarra", "guitarra en lugar de piano", "prefiero guitarra a piano",
     "plutôt guitare que piano", "à la place du piano, une guitare", "je préfère la guitare au piano",
     "ピアノよりギター", "ピアノの代わりにギター", "ピアノよりギターの方がいい"],
)  # fmt: skip
def test_one_thing_before_another_is_more_of_it_and_less_of_the_other(words: str) -> None:
    assert read_slots(words) == {"prefer": ["guitar"], "avoid": ["piano"]}


@pytest.mark.parametrize(
    ("words", "slots"),
    [("instead of this give me something slower", {"direction": {"tempo": "down"}}),
     ("lieber schneller als langsamer", {"direction": {"tempo": "up"}}),
     ("prefiero algo más lento que esto", {"direction": {"tempo": "down"}}),
     ("quelque chose de plus calme que ça", {"direction": {"energy": "down"}}),
     ("前より速く", {"direction": {"tempo": "up"}})],
)  # fmt: skip
def test_a_comparison_with_the_pick_puts_no_thing_before_another(words: str, slots: dict[str, Any]) -> None:
    assert read_slots(words) == slots


@pytest.mark.parametrize(
    "words", ["start at minute 2", "ab Minute 2 bitte", "commence à la minute 2", "empieza en el minuto 2", "2分から"]
)
def test_a_minute_is_sixty_seconds(words: str) -> None:
    assert read_slots(words) == {"edit": ["start_at"], "at_s": 120}


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ("commercial", "has to be ok for a monetised youtube channel"),
        ("commercial", "must be safe for youtube"),
        ("commercial", "we're a business so commercial licence only"),
        ("commercial", "my client pays me for this so it has to be cleared for business use"),
        ("commercial", "tiene que servir para un canal monetizado"),
        ("commercial", "il me faut une licence qui autorise les vidéos sponsorisées"),
        ("commercial", "es muss für Werbung erlaubt sein"),
        ("no-attribution", "only music i don't have to credit"),
        ("no-attribution", "que no haya que dar créditos"),
        ("no-attribution", "sans obligation de créditer"),
        ("derivatives", "necesito que la licencia me deje editarla"),
    ],
)
def test_a_demand_on_the_licence_is_no_question(use: str, words: str) -> None:
    assert read_slots(words) == {"licence": [use]}


@pytest.mark.parametrize(
    "words", ["is it safe for youtube?", "does it have to be credited", "can I use it for business?", "faut créditer ?"]
)
def test_a_question_about_the_licence_stays_one(words: str) -> None:
    assert describe_reading(read_words(words, LAST, Brief(), NAMES))["intent"] == "question"


def test_only_music_by_somebody_may_be_sung() -> None:
    assert "never" not in read_slots("only music by Bach")


def test_two_of_something_is_no_chat_spelling() -> None:
    assert read_slots("we need 2 violins")["prefer"] == ["violin"]
    assert read_slots("has 2 be undr 45 secs") == {"length": {"max": 45.0}}
