"""Kinds that strangers' messages showed: ranges, double negation, likeness taken back, starts, purposes."""

from __future__ import annotations

import pytest

from language.reading import read_words
from musechat.brief import Brief, BriefEvent
from musechat.message import EditKind
from musechat.wish import Facet, Force
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

RANGES = (
    "over 90 and below 120 bpm",
    "between 90 and 120",
    "mehr als 90 aber weniger als 120 bpm",
    "zwischen 90 und 120",
    "más de 90 y menos de 120 bpm",
    "entre 90 y 120",
    "plus de 90 et moins de 120 bpm",
    "entre 90 et 120",
    "BPM90〜120",
    "90以上120以下のBPMで",
)
LESS = (
    "not saying no drums, just less of them",
    "nicht unbedingt ohne schlagzeug, aber nicht so viel",
    "no es que no quiera batería, solo menos",
    "c'est pas que je veux pas de batterie, juste moins",
    "ドラムがいらないわけじゃないけど少なめで",
)
NO_LONGER = (
    ("like Daft Punk", "not like Daft Punk anymore"),
    ("wie Daft Punk", "nicht mehr so wie Daft Punk"),
    ("como Daft Punk", "ya no como Daft Punk"),
    ("comme Daft Punk", "je veux plus que ça sonne comme Daft Punk"),
    ("ダフト・パンクみたいなの", "もうダフト・パンクみたいなのはいいです"),
)
STARTS = (
    "kick it off at like 20 sec in",
    "skip the first 20 seconds",
    "lass es ab sekunde 20 laufen",
    "die ersten 20 sekunden bitte weglassen",
    "q arranque en el segundo 20",
    "sáltate los primeros 20 segundos",
    "zappe les 20 premières secondes",
    "最初の20秒は飛ばして",
)
SWAPS = (
    "can u swap the guitar for a harp",
    "gitarre durch harfe ersetzen",
    "cambia la guitarra por un arpa",
    "remplace la guitare par une harpe",
    "ギターをハープに変えて",
)
SPOILT = (
    "i like it but the guitar ruins it",
    "mag ich, aber die gitarre ruiniert alles",
    "me mola pero le sobra la guitarra",
    "j'aime bien mais la guitare gâche tout",
)
TOO_MUCH = (
    "too sad for a birthday",
    "zu traurig für einen geburtstag",
    "demasiado triste para un cumple",
    "trop triste pour un anniversaire",
)


@pytest.mark.parametrize("words", RANGES)
def test_a_range_keeps_both_bounds(words: str) -> None:
    (change,) = read_words(words, LAST, Brief(), NAMES).events
    assert change.wish is not None and change.wish.force is Force.MUST
    assert (change.wish.range.min, change.wish.range.max) == (90, 120)


@pytest.mark.parametrize("words", LESS)
def test_what_is_refused_twice_is_wanted_less(words: str) -> None:
    wishes = [c.wish for c in read_words(words, LAST, Brief(), NAMES).events if c.wish is not None]
    assert [(w.name, w.less, w.force) for w in wishes] == [("drums", True, Force.PREFER)]


@pytest.mark.parametrize(("before", "words"), NO_LONGER)
def test_a_likeness_taken_back_bans_nobody(before: str, words: str) -> None:
    (first,) = read_words(before, LAST, Brief(), NAMES).events
    brief = Brief.replay_events([BriefEvent(1, 1, 1, *first)])
    changes = read_words(words, LAST, brief, NAMES).events
    events = [BriefEvent(1, 1, 1, *first), *(BriefEvent(n, 2, 1, *c) for n, c in enumerate(changes, 2))]
    standing = [s.wish for s in Brief.replay_events(events).standing]
    assert all(w.force is Force.PREFER and w.less for w in standing)


@pytest.mark.parametrize("words", STARTS)
def test_the_second_to_start_at_is_kept(words: str) -> None:
    (act,) = read_words(words, LAST, Brief(), NAMES).acts
    assert (act.edit, act.at_s) == (EditKind.START_AT, 20)


@pytest.mark.parametrize("words", TOO_MUCH)
def test_a_complaint_refuses_no_purpose(words: str) -> None:
    wishes = [c.wish for c in read_words(words, LAST, Brief(), NAMES).events if c.wish is not None]
    assert [w.wanted for w in wishes if w.facet is Facet.SCENE] == [True]


@pytest.mark.parametrize("words", SWAPS)
def test_what_is_swapped_is_wanted_less(words: str) -> None:
    wishes = {
        c.wish.name: c.wish.wanted for c in read_words(words, LAST, Brief(), NAMES).events if c.wish and c.wish.name
    }
    assert wishes == {"guitar": False, "harp": True}


@pytest.mark.parametrize("words", SPOILT)
def test_what_spoils_a_pick_is_wanted_less(words: str) -> None:
    wishes = [c.wish for c in read_words(words, LAST, Brief(), NAMES).events if c.wish is not None]
    assert [w.wanted for w in wishes if w.name == "guitar"] == [False]
