"""Stage functions for tests: what they do is written in the turn's words, as ``ACTION:STAGE[:TIMES]`` parts.

``linger`` waits (checking), ``hang`` waits without checking, ``refuse`` raises BadInput, ``stumble`` raises Retryable,
``crash`` raises an error of ours, ``die`` ends the process; with TIMES only in so many first tries.
Each visit is noted in the folder MUSECHAT_TEST_NOTES, if set: one file per turn and stage.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from musechat.brief import Brief, StandingWish
from musechat.errors import BadInput, Retryable
from musechat.settings import Settings
from musechat.turn import SourceKind, Stage
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import WordsValue
from store.database import Database
from store.videos import put_video
from worker.context import StageFunctions, StageSet, TurnContext

VIDEO = "f" * 64


def brief_of_attempt(attempt: int) -> Brief:
    """A brief by which a turn's attempt is known again."""
    wish = Wish(Force.PREFER, Facet.WORDS, WordsValue(f"attempt {attempt}"), "")
    return Brief((StandingWish(1, 1, 1, wish),))


def stage_functions() -> StageFunctions:
    return dict.fromkeys(Stage, play)


def build_stages(settings: Settings, db: Database, _queues: object) -> StageSet:
    return StageSet(stage_functions())


def play(context: TurnContext) -> None:
    assert context.stage
    visits = _note(context)
    for part in filter(lambda word: ":" in word, context.job.words.split()):
        action, stage, *times = part.split(":")
        if stage == context.stage and (not times or visits <= int(times[0])):
            ACTIONS[action](context)
    if context.stage is Stage.FETCH and context.job.source.kind is not SourceKind.NONE:
        with context.db.write() as session:
            put_video(session, VIDEO, 1, "", None)
        context.attach_video(VIDEO)
    if context.stage is Stage.READ:
        context.outcome.brief = brief_of_attempt(context.job.attempt)


def _note(context: TurnContext) -> int:
    folder = os.environ.get("MUSECHAT_TEST_NOTES")
    if not folder:
        return 1
    path = Path(folder) / f"{context.job.id}.{context.stage}"
    with path.open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    return len(path.read_text().splitlines())


def _linger(context: TurnContext) -> None:
    while True:
        context.raise_if_interrupted()
        time.sleep(0.01)


def _hang(context: TurnContext) -> None:
    time.sleep(3600)


def _refuse(context: TurnContext) -> None:
    raise BadInput("not-a-video", "This is not a video", "Post a video")


def _stumble(context: TurnContext) -> None:
    raise Retryable("site-stalls", "The site did not answer")


def _crash(context: TurnContext) -> None:
    raise ZeroDivisionError("on purpose")


def _die(context: TurnContext) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


ACTIONS = {"linger": _linger, "hang": _hang, "refuse": _refuse, "stumble": _stumble, "crash": _crash, "die": _die}
