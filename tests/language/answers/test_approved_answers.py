"""What is answered to each kind of question, for many made tracks and clips."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from language.answers import AnswerFacts, LibrarySummary, PickFacts, write_answer
from language.certainty import Calibration, CalibrationStep, load_calibration, use_calibration
from language.texts import LANGUAGES, load_texts
from musechat.concepts import GENRES, INSTRUMENTS
from musechat.message import Intent, MessageAct, QuestionSubject
from musechat.track import Tag, Track
from tests.approval import compare_with_approved
from tests.bot.discord.made_turns import made_pick, made_turn
from tests.models.writer.made_facts import made_facts
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_clip

LIBRARY = LibrarySummary(157, ("Rock", "Ambient"))
# Words that make a question more than its subject: an instrument or genre that is named, who sings, whether it is clean.
ASKED = {
    QuestionSubject.INSTRUMENTS: ("", "is there a piano in it", "real strings or synth?", "guitar or drums?"),
    QuestionSubject.LYRICS_OR_VOICE: (
        "",
        "who sings, a woman?",
        "what are the lyrics about",
        "is it clean, no swearing?",
    ),
    QuestionSubject.GENRE: ("", "is that jazz?", "is it techno or house?"),
    QuestionSubject.LICENCE_USE: ("", "can I use it on YouTube?", "for a client, commercially?", "may I cut it?"),
}
SUBJECTS = tuple(QuestionSubject)
# Surer than anything that is served: so that what is said plainly, and what is hedged, is written too.
SURE = Calibration(
    {
        (source, kind, name): (CalibrationStep(0.0, 0.7, 0.7), CalibrationStep(0.5, 0.97, 0.97))
        for source in ("analysis", "tagger")
        for kind, names in (
            ("tempo", ("exact", "octave")),
            ("key", ("exact",)),
            ("vocals", ("any", "none")),
            ("instrument", INSTRUMENTS),
            ("genre", GENRES),
            ("", ("female vocals", "male vocals")),
        )
        for name in names
    }
)


def draw_tracks(count: int) -> Iterator[Track]:
    draw = random.Random("answers")
    for n, facts in enumerate(made_facts("en", count, seed=7)):
        heard = draw.sample(("piano", "jazz", "techno", "female vocals"), 2)
        tags = (*facts.track.tags, *(Tag(name, draw.random(), "analysis") for name in heard))
        traits = replace(
            facts.track.traits,
            tempo_bpm=draw.choice((None, 84.0, 122.4)),
            tempo_confidence=draw.random(),
            tempo_alternatives_bpm=draw.choice(((), (168.0,))),
            key=draw.choice(("A", "F#")),
            mode=draw.choice(("major", "minor")),
            key_confidence=draw.random(),
            vocals=draw.choice((None, True, False)),
            vocal_score=draw.random(),
        )
        yield replace(
            facts.track,
            traits=traits,
            tags=tags,
            genre=draw.choice(("", "Jazz", "Techno", "Polka")),
            album=draw.choice(("", "Harbour")),
            year=draw.choice((None, 1984)),
            explicit=draw.choice((True, False)),
            licence=(FREE, CREDIT, HOME, UNKNOWN)[n % 4],
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_answered_as_approved(language: str) -> None:
    texts, draw, lines = load_texts(language), random.Random("pick"), []
    for n, track in enumerate(draw_tracks(20)):
        pick = made_pick(start_s=draw.choice((0.0, 12.0, track.traits.duration_s - 15.0)))
        clip = draw.choice((None, made_clip(duration_s=20.0), made_clip(duration_s=0.0)))
        known = PickFacts(pick, track, made_turn(picks=[pick]), clip=clip, other_uses=n % 3)
        for subject in SUBJECTS:
            words = ASKED.get(subject, ("",))
            act = MessageAct(Intent.QUESTION, words[n % len(words)], subject=subject)
            with use_calibration(SURE if n % 2 else load_calibration()):
                lines.append(f"{subject}: {write_answer([act], AnswerFacts(known, LIBRARY), texts)}")
    compare_with_approved(f"answers-{language}", lines)
