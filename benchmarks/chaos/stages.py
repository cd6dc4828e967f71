"""Stages that take a little time and leave what a turn leaves: a clip, progress, an event of the brief."""

from __future__ import annotations

import random
import time
from functools import partial

from musechat.brief import Brief, BriefChange, StandingWish
from musechat.settings import Settings
from musechat.turn import SourceKind, Stage
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import WordsValue
from store.database import Database
from store.videos import put_video
from worker.context import StageSet, TurnContext

CLIP_BYTES = 20_000
LONGEST_S = 0.08  # of a stage: long enough that faults meet turns in every one


def build_stages(_settings: Settings, _db: Database, _queues: object) -> StageSet:
    """The same for every stage but those that leave something."""
    return StageSet(dict.fromkeys(Stage, _play))


def _play(context: TurnContext) -> None:
    _work(context)
    if context.stage is Stage.FETCH and context.job.source.kind is not SourceKind.NONE:
        _store_clip(context)
    if context.stage is Stage.READ:
        wish = Wish(Force.PREFER, Facet.WORDS, WordsValue(f"attempt {context.job.attempt}"), "")
        context.outcome.brief = Brief((StandingWish(1, 1, 1, wish),))
        context.outcome.events = [BriefChange("add", wish, None)]


def _work(context: TurnContext) -> None:
    until = time.monotonic() + random.uniform(0, LONGEST_S)
    while time.monotonic() < until:
        context.report_progress(0.5)
        context.raise_if_interrupted()
        time.sleep(0.01)


def _store_clip(context: TurnContext) -> None:
    with context.blobs.open_writer() as writer:
        writer.write(context.job.id.to_bytes(8, "big"))
        for _ in range(10):  # slowly enough to be met by a full disk or a kill
            writer.write(bytes(CLIP_BYTES // 10))
            time.sleep(0.002)
        stored = writer.commit(".mp4")
    put = partial(put_video, hash=stored.sha256, size=stored.size, blob=stored.name, expires_at=None)
    context.attach_video(stored.sha256, put)
