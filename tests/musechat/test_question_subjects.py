"""Which questions each wish settles, and what their answers wish for."""

from __future__ import annotations

from typing import Any

import pytest

from musechat.brief import Brief, BriefChange
from musechat.questions import ANSWERS, Subject, is_answered, list_open_subjects
from musechat.wish import Facet, Force
from tests.musechat.made import wish_of

VOCALS, DRIVE, SOUND, MOOD = Subject.VOCALS, Subject.DRIVE, Subject.SOUND, Subject.MOOD
ALL = (VOCALS, DRIVE, SOUND, MOOD)


@pytest.mark.parametrize(
    ("facet", "value", "settled"),
    [
        (Facet.VOCALS, {"present": False}, {VOCALS}),
        (Facet.ENERGY, {"max": 0.4}, {DRIVE}),
        (Facet.TEMPO, {"max": 90.0}, {DRIVE}),
        (Facet.GENRE, {"name": "jazz"}, {SOUND}),
        (Facet.INSTRUMENT, {"name": "piano"}, {SOUND}),
        (Facet.VALENCE, {"min": 0.6}, {MOOD}),
        (Facet.BRIGHTNESS, {"max": 0.4}, {MOOD}),
        (Facet.MOOD, {"name": "calm"}, {DRIVE}),
        (Facet.MOOD, {"name": "sad"}, {MOOD}),
        (Facet.MOOD, {"name": "warm"}, {MOOD}),
        (Facet.MOOD, {"name": "upbeat"}, {DRIVE, MOOD}),
        (Facet.MOOD, {"name": "catchy"}, set()),
        (Facet.LENGTH, {"max": 90.0}, set()),
        (Facet.ERA, {"min": 1980}, set()),
        (Facet.WORDS, {"text": "neon"}, set()),
        (Facet.LICENCE, {"use": "commercial"}, set()),
        (Facet.EXPLICIT, {"present": False}, set()),
    ],
)
def test_a_wish_settles_what_it_is_about(facet: Facet, value: dict[str, Any], settled: set[Subject]) -> None:
    for force in Force:
        wish = wish_of(force, facet, value)
        assert {subject for subject in Subject if is_answered(subject, [wish])} == settled
        brief = Brief().apply_changes([BriefChange("add", wish)], turn_seq=1)
        assert list_open_subjects(brief) == tuple(subject for subject in ALL if subject not in settled)


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        (Facet.ARTIST, {"name": "Mira"}),
        (Facet.TRACK, {"track_id": "t1"}),
        (Facet.LIKE, {"artist": "Mira"}),
    ],
)
@pytest.mark.parametrize(("force", "open_"), [(Force.MUST, ()), (Force.PREFER, ()), (Force.NEVER, ALL)])
def test_a_model_settles_everything_unless_it_is_refused(
    facet: Facet, value: dict[str, Any], force: Force, open_: tuple[Subject, ...]
) -> None:
    brief = Brief().apply_changes([BriefChange("add", wish_of(force, facet, value))], turn_seq=1)
    assert list_open_subjects(brief) == open_


def test_nothing_said_leaves_everything_open() -> None:
    assert list_open_subjects(Brief()) == ALL
    assert not any(is_answered(subject, []) for subject in Subject)


def test_answers_are_preferences_for_opposite_things() -> None:
    found = {subject: [(w.facet, w.value.to_json()) for w in wishes] for subject, wishes in ANSWERS.items()}
    assert found == {
        VOCALS: [(Facet.VOCALS, {"present": wanted, "voice": None}) for wanted in (True, False)],
        DRIVE: [(Facet.MOOD, {"name": name}) for name in ("calm", "energetic")],
        SOUND: [(Facet.GENRE, {"name": name}) for name in ("acoustic", "electronic")],
        MOOD: [(Facet.MOOD, {"name": name}) for name in ("happy", "dark")],
    }
    assert {w.force for wishes in ANSWERS.values() for w in wishes} == {Force.PREFER}
