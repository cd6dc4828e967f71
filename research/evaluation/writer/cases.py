"""Evaluation cases of the writer: picks of the real chooser in first turns and in refinements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from models.ranking.choose_request import ChoiceResult
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
    """Facts of one reason, the clip's name, and the words that led to the pick ("" in a first turn)."""

    facts: ReasonFacts
    clip: str
    words: str = ""


def make_cases(
    shop: ScriptedLibrary,
    clips: Sequence[ClipTokens],
    count: int,
    seed: int = 0,
    progress: Callable[[float], None] = lambda _: None,
) -> list[WriterCase]:
    """Make ``count`` cases, alternating first turns and refinements, cycling through clips, words and ranks.

    Args:
        shop: the library that picks are chosen from.
        clips: at least one.
        count: number of cases.
        seed: of the words, the chooser and the writers.
        progress: called with the share done, 0..1.

    """
    rng = np.random.default_rng(seed)
    said = _choose_words(rng)
    found: list[WriterCase] = []
    # Twice as many rounds as needed: a conversation whose rules nothing passes yields fewer cases.
    for number in range(2 * count):
        clip = clips[number % len(clips)]
        found += _run_conversation(shop, clip, said[number % len(said)], number // len(clips), seed * 10_000 + number)
        progress(min(1.0, len(found) / count))
        if len(found) >= count:
            break
    return found[:count]


def _choose_words(rng: Generator) -> list[str]:
    """Shuffle the refinements so that their kinds alternate."""
    columns = zip(*(rng.permutation(said) for said in load_phrases().values()), strict=True)
    return [str(words) for column in columns for words in rng.permutation(column)]


def _run_conversation(
    shop: ScriptedLibrary, clip: ClipTokens, words: str, rank: int, seed: int
) -> Iterator[WriterCase]:
    """Yield a case of a first turn and one of the refinement that follows it."""
    conversation = ScriptedConversation(shop, clip, seed)
    choice = conversation.take_turn()
    if not choice.picks:
        return
    rank = min(rank % MOST_PICKS, len(choice.picks) - 1)
    yield WriterCase(_make_facts(conversation, choice, rank, None, seed), clip.name)
    last = shop.tracks[conversation.choose_alternate(rank)]
    choice = conversation.take_turn(words)
    if choice.picks:
        yield WriterCase(_make_facts(conversation, choice, 0, last, seed), clip.name, words)


def _make_facts(
    conversation: ScriptedConversation, choice: ChoiceResult, rank: int, last: Track | None, thread_id: int
) -> ReasonFacts:
    """Gather the facts as the worker's write stage does."""
    pick, library = choice.picks[rank], conversation.shop.chooser.library
    track, clip = conversation.shop.tracks[pick.track_id], conversation.clip.traits if conversation.clip else None
    return ReasonFacts(
        track=track,
        moment=choice.moments.get(track.id) or find_start_moment(clip, track.traits),
        clip=clip,
        brief=Brief.replay_events(conversation.events),
        turn_seq=conversation.turn,
        last=last,
        broken=pick.broken,
        kind=TurnKind.FIRST if last is None else TurnKind.REFINE,
        thread_id=thread_id,
        music=library.music[library.row_of[track.id]],
    )
