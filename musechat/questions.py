"""The questions that may be asked beside a pick: what each is about, its two answers, and what settles it already.

How they are put into words is in ``language.question_texts``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from musechat.brief import Brief, Facet, Force, Wish
from musechat.concepts import find_term
from musechat.wish_values import NamedValue, VocalsValue

INTENT = "intent"  # what a question is about that asks whether the pick is to stay; no subject of a brief


class Subject(StrEnum):
    """What a question is about."""

    VOCALS = "vocals"
    DRIVE = "drive"
    SOUND = "sound"
    MOOD = "mood"


def _prefer_mood(name: str) -> Wish:
    return Wish(Force.PREFER, Facet.MOOD, NamedValue(name), "")


def _prefer_genre(name: str) -> Wish:
    return Wish(Force.PREFER, Facet.GENRE, NamedValue(name), "")


def _prefer_vocals(present: bool) -> Wish:
    return Wish(Force.PREFER, Facet.VOCALS, VocalsValue(present), "")


# What the two answers wish for, in the order of their texts. Reading the texts gives wishes of the same sense.
ANSWERS: dict[Subject, tuple[Wish, Wish]] = {
    Subject.VOCALS: (_prefer_vocals(True), _prefer_vocals(False)),
    Subject.DRIVE: (_prefer_mood("calm"), _prefer_mood("energetic")),
    Subject.SOUND: (_prefer_genre("acoustic"), _prefer_genre("electronic")),
    Subject.MOOD: (_prefer_mood("happy"), _prefer_mood("dark")),
}
_SETTLES: dict[Subject, frozenset[Facet]] = {
    Subject.VOCALS: frozenset({Facet.VOCALS}),
    Subject.DRIVE: frozenset({Facet.ENERGY, Facet.TEMPO}),
    Subject.SOUND: frozenset({Facet.GENRE, Facet.INSTRUMENT}),
    Subject.MOOD: frozenset({Facet.VALENCE, Facet.BRIGHTNESS}),
}
# Who names an artist, a track or a likeness has said how it is to sound.
_SETTLES_ALL = frozenset({Facet.ARTIST, Facet.TRACK, Facet.LIKE})


def list_open_subjects(brief: Brief) -> tuple[Subject, ...]:
    """The subjects that the brief says nothing about; none where somebody named what it is to sound like."""
    wishes = [standing.wish for standing in brief.standing]
    if any(wish.facet in _SETTLES_ALL and wish.force is not Force.NEVER for wish in wishes):
        return ()
    return tuple(subject for subject in Subject if not is_answered(subject, wishes))


def is_answered(subject: Subject, wishes: Iterable[Wish]) -> bool:
    """Whether any of these wishes settles a subject, whoever pressed or said it."""
    return any(_is_settled_by(wish, subject) for wish in wishes)


def _is_settled_by(wish: Wish, subject: Subject) -> bool:
    if wish.facet is Facet.MOOD:
        term = find_term(Facet.MOOD, wish.name)
        # A mood settles the scales that it names: "calm" says how it drives and nothing of how glad it is.
        if subject is Subject.DRIVE:
            return term.energy is not None
        return subject is Subject.MOOD and (term.valence is not None or term.brightness is not None)
    return wish.facet in _SETTLES[subject]
