"""The questions that may be asked beside a pick: what each is about, its two answers, and what settles it already."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from language.texts import Texts
from musechat.brief import Brief, Facet, Force, Wish
from musechat.concepts import find_term
from musechat.turn import Question


class Subject(StrEnum):
    """What a question is about."""

    VOCALS = "vocals"
    DRIVE = "drive"
    SOUND = "sound"
    MOOD = "mood"


def _mood(name: str) -> Wish:
    return Wish(Force.PREFER, Facet.MOOD, {"name": name}, "")


def _genre(name: str) -> Wish:
    return Wish(Force.PREFER, Facet.GENRE, {"name": name}, "")


def _vocals(present: bool) -> Wish:
    return Wish(Force.PREFER, Facet.VOCALS, {"present": present, "voice": None}, "")


# What the two answers wish for, in the order of their texts. Reading the texts gives wishes of the same sense.
ANSWERS: dict[Subject, tuple[Wish, Wish]] = {
    Subject.VOCALS: (_vocals(True), _vocals(False)),
    Subject.DRIVE: (_mood("calm"), _mood("energetic")),
    Subject.SOUND: (_genre("acoustic"), _genre("electronic")),
    Subject.MOOD: (_mood("happy"), _mood("dark")),
}
_SETTLES: dict[Subject, frozenset[Facet]] = {
    Subject.VOCALS: frozenset({Facet.VOCALS}),
    Subject.DRIVE: frozenset({Facet.ENERGY, Facet.TEMPO}),
    Subject.SOUND: frozenset({Facet.GENRE, Facet.INSTRUMENT}),
    Subject.MOOD: frozenset({Facet.VALENCE, Facet.BRIGHTNESS}),
}
# Who names an artist, a track or a likeness has said how it is to sound.
_SETTLES_ALL = frozenset({Facet.ARTIST, Facet.TRACK, Facet.LIKE})


def open_subjects(brief: Brief) -> tuple[Subject, ...]:
    """The subjects that the brief says nothing about; none where somebody named what it is to sound like."""
    wishes = [standing.wish for standing in brief.standing]
    if any(wish.facet in _SETTLES_ALL and wish.force is not Force.NEVER for wish in wishes):
        return ()
    return tuple(subject for subject in Subject if not answered(subject, wishes))


def answered(subject: Subject, wishes: Iterable[Wish]) -> bool:
    """Whether any of these wishes settles a subject, whoever pressed or said it."""
    return any(_settles(wish, subject) for wish in wishes)


def question(subject: Subject, texts: Texts) -> Question:
    """Put a question into words; its answers are words that say the same as a refinement."""
    answers = texts(f"questions.{subject}.first"), texts(f"questions.{subject}.second")
    return Question(subject.value, texts(f"questions.{subject}.ask"), answers)


def _settles(wish: Wish, subject: Subject) -> bool:
    if wish.facet is Facet.MOOD:
        term = find_term(Facet.MOOD, str(wish.value.get("name")))
        if subject is Subject.DRIVE:
            return term.energy is not None
        return subject is Subject.MOOD and (term.valence is not None or term.brightness is not None)
    return wish.facet in _SETTLES[subject]
