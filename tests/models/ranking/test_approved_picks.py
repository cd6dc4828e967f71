"""What is chosen from a made library, and where it starts, over many conversations."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from language.reading import read_words
from language.reading.edit_details import read_edit_details
from models.ranking.chooser import Chooser
from models.ranking.start_edits import START_EDITS, StartPlace, move_start
from models.ranking.start_moment import find_start_moment
from musechat.brief import Brief
from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.message import Intent, MessageAct
from musechat.track import CURVE_POINTS, Section, TrackTraits
from musechat.turn import TurnKind
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES
from tests.approval import compact, compare_with_approved
from tests.language.reading.test_approved_readings import list_rows
from tests.models.ranking.stand_ins import made_chooser, made_library
from tests.models.ranking.test_chooser import Thread
from tests.musechat.made import made_clip, made_traits

TRACKS = made_library(90, seed=11)
THREADS, TURNS = 40, 4
MADE = 60
EDITS = (
    "start later", "start a bit later", "start much later", "start 5 seconds earlier", "start earlier", "start at 0:40", "use the chorus", "skip the intro",
    "use the quiet part", "use the loud part", "from where the beat comes in", "the drop at 0:05", "use the ending", "two bars later", "use the break",
    "the build-up please", "start in the middle",
)  # fmt: skip


@pytest.fixture(scope="module")
def chooser() -> Chooser:
    return made_chooser(TRACKS)


def draw_curve(draw: random.Random, points: int) -> tuple[float, ...]:
    """A curve of two to four level stretches."""
    levels, length = [draw.random() for _ in range(draw.randint(2, 4))], points
    return tuple(levels[at * len(levels) // length] for at in range(length))


def made_clips(count: int) -> Iterator[ClipTraits]:
    draw = random.Random("clips with courses")
    for _ in range(count):
        curve = draw_curve(draw, ENERGY_POINTS)
        speech = draw.choice((0.0, 0.0, 0.8))
        yield made_clip(
            duration_s=draw.uniform(4, 60),
            energy=sum(curve) / len(curve),
            energy_curve=curve,
            brightness=draw.random(),
            warmth=draw.random(),
            has_sound=speech > 0,
            speech=speech,
        )


def made_music(count: int) -> Iterator[TrackTraits]:
    draw = random.Random("music with sections")
    for _ in range(count):
        duration = draw.uniform(30, 240)
        bounds = [0.0, *sorted(draw.uniform(5, duration - 5) for _ in range(3)), duration]
        labels = draw.choice(
            (("intro", "main", "break", "ending"), ("intro", "build", "main", "ending"), ("", "main", "", "main"))
        )
        yield made_traits(
            duration_s=duration,
            tempo_bpm=draw.choice((None, draw.uniform(60, 180))),
            energy_curve=draw_curve(draw, CURVE_POINTS),
            sections=tuple(Section(labels[n], bounds[n], bounds[n + 1], draw.random()) for n in range(4)),
        )


def test_conversations_choose_as_approved(chooser: Chooser) -> None:
    draw, by_id = random.Random("conversations"), {track.id: track for track in TRACKS}
    said = [str(row["words"]) for row in list_rows() if row["half"] == "tune" and not row.get("standing")]
    lines = []
    for clip in made_clips(THREADS):
        thread = Thread(chooser, by_id)
        thread.base = thread.base.__class__(TurnKind.FIRST, clip=clip if draw.random() < 0.8 else None)
        for turn in range(TURNS):
            words = draw.choice(said) if turn else ""
            choice = thread.say(words)
            picks = " ".join(
                f"{p.track_id}@{p.start_s:.1f}{'!' * len(p.broken)}{compact([*p.parts])}" for p in choice.picks
            )
            lines.append(f"{turn + 1} {words} => {picks or compact(choice.no_match)}")
    compare_with_approved("picks", lines)


def test_start_moments_are_as_approved() -> None:
    music = list(made_music(MADE))
    lines = [compact(find_start_moment(clip, track)) for clip in made_clips(4) for track in music]
    lines += [compact(find_start_moment(None, track)) for track in music]
    compare_with_approved("start-moments", lines)


def test_starts_move_as_approved() -> None:
    draw, clips, lines = random.Random("moves"), list(made_clips(MADE)), []
    acts = [(words, act) for words in EDITS for act in _list_edits(words)]
    for n, track in enumerate(made_music(MADE)):
        clip = clips[n] if n % 3 else None
        length = min(clip.duration_s if clip else 20.0, track.duration_s)
        place = StartPlace(track, round(draw.uniform(0, track.duration_s - length), 2), length, clip)
        for words, act in acts:
            lines.append(f"{n} {words} => {compact(move_start(place, act, read_edit_details(act)))}")
    compare_with_approved("moved-starts", lines)


def _list_edits(words: str) -> list[MessageAct]:
    acts = read_words(words, LAST, Brief(), NAMES).acts
    return [act for act in acts if act.intent is Intent.EDIT and act.edit in START_EDITS]
