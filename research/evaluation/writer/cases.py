"""Turns for which reasons are written: real picks of the real chooser, first ones and such that follow words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from models.ranking.request import ChoiceResult
from models.ranking.start_moment import find_start_moment
from models.writer.interface import ReasonFacts
from musechat.brief import Brief
from musechat.track import Track
from musechat.turn import TurnKind
from research.evaluation.instruction_following import load_phrases
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.training.synthetic_clips import ClipTokens

MOST_PICKS = 4  # the pick and its alternates, all of which get a reason


@dataclass(frozen=True)
class WriterCase:
    """One reason to be written, for which clip, and the words that led to its pick ("" on a first turn)."""

    facts: ReasonFacts
    clip: str
    words: str = ""


def make_cases(
    shop: ScriptedLibrary,
    clips: Sequence[ClipTokens],
    count: int,
    seed: int = 0,
    told: Callable[[float], None] = lambda _: None,
) -> list[WriterCase]:
    """Choose for ``count`` turns, first ones and refinements in turn; clips, words and ranks take turns as well.

    Args:
        shop: what is chosen from.
        clips: at least one.
        count: reasons that are wanted.
        seed: of the words, and of what the chooser and the writers draw.
        told: hears how much is done, 0..1.

    """
    rng = np.random.default_rng(seed)
    said = _choose_words(rng)
    found: list[WriterCase] = []
    for number in range(2 * count):
        clip = clips[number % len(clips)]
        found += _run_conversation(shop, clip, said[number % len(said)], number // len(clips), seed * 10_000 + number)
        told(min(1.0, len(found) / count))
        if len(found) >= count:
            break
    return found[:count]


def _choose_words(rng: Generator) -> list[str]:
    """What is said, the kinds of refinement in turn."""
    columns = zip(*(rng.permutation(said) for said in load_phrases().values()), strict=True)
    return [str(words) for column in columns for words in rng.permutation(column)]


def _run_conversation(
    shop: ScriptedLibrary, clip: ClipTokens, words: str, rank: int, seed: int
) -> Iterator[WriterCase]:
    """A first turn, one of its picks, and what comes after words about that one."""
    talk = ScriptedConversation(shop, clip, seed)
    choice = talk.take_turn()
    if not choice.picks:
        return
    rank = min(rank % MOST_PICKS, len(choice.picks) - 1)
    yield WriterCase(_make_facts(talk, choice, rank, None, seed), clip.name)
    last = shop.tracks[talk.choose_alternate(rank)]
    choice = talk.take_turn(words)
    if choice.picks:
        yield WriterCase(_make_facts(talk, choice, 0, last, seed), clip.name, words)


def _make_facts(
    talk: ScriptedConversation, choice: ChoiceResult, rank: int, last: Track | None, thread_id: int
) -> ReasonFacts:
    """The facts as the write stage has them."""
    pick, library = choice.picks[rank], talk.shop.chooser.library
    track, clip = talk.shop.tracks[pick.track_id], talk.clip.traits if talk.clip else None
    return ReasonFacts(
        track=track,
        moment=choice.moments.get(track.id) or find_start_moment(clip, track.traits),
        clip=clip,
        brief=Brief.replay_events(talk.events),
        turn_seq=talk.turn,
        last=last,
        broken=pick.broken,
        kind=TurnKind.FIRST if last is None else TurnKind.REFINE,
        thread_id=thread_id,
        music=library.music[library.row_of[track.id]],
    )
