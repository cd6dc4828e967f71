"""Training examples of the writer: prompt, music vector and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from language.certainty import use_calibration
from models.writer.prompt import ARTIST, MUSIC, TITLE, NameStyle, PromptStyle, build_prompt, format_names_line
from research.datasets.tags import load_families
from research.datasets.training_tuple import Quartet
from research.fixed_thresholds import keep_sounds, make_fixed_thresholds
from research.training.reason_grammar import write_by_grammar
from research.training.synthetic_facts import FactMaker

FloatArray = NDArray[np.float32]

MOST_TOLD = 4  # bound on instruments, and on styles, in a prompt that holds everything
HEARD = 0.5  # share of the adapter's examples that leave sounds to the music
SAID_TAGS = 2  # most of a dialogue's five tags in its prompt; the others must come from the music

SIMULATED = make_fixed_thresholds()


@dataclass(frozen=True)
class WriterExample:
    """One prompt with its answer and the track's vector ``music`` (dm,)."""

    prompt: str
    answer: str
    music: FloatArray


class WriterExamples(Protocol):
    """Examples by number; a number always gives the same example."""

    def __len__(self) -> int:
        """Return the number of examples."""
        ...

    def __getitem__(self, number: int) -> WriterExample:
        """Make example ``number``."""
        ...


@dataclass(frozen=True)
class GrammarReasons:
    """Synthetic examples with answers by the grammar.

    Attributes:
        maker: makes the facts.
        count: number of examples.
        seed: of all random draws.
        style: of the prompts. Without soft tokens the prompt holds everything that the answer says, so that the base
            learns to verbalise its prompt; with them a half of the prompts does, and in the other half sounds of
            ``heard`` are left out and must come from the music.
        heard: names of sounds that may be said by the music alone: those that listening proved to hear.

    """

    maker: FactMaker
    count: int
    seed: int
    style: PromptStyle
    heard: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> WriterExample:
        rng = np.random.default_rng([self.seed, number])
        # Made on demand: the examples take no memory, and any order of loading gives the same ones. What is simulated
        # counts as known, whatever listening is worth today.
        by_music = bool(self.style.soft_tokens and rng.random() < HEARD)
        with use_calibration(keep_sounds(SIMULATED, self.heard) if by_music else SIMULATED):
            facts = self.maker.make_facts(rng)
            style, only = self._choose_styles(rng, by_music)
            answer, prompt = write_by_grammar(facts, rng, only), build_prompt(facts, style)
        if style.naming is NameStyle.TEXT:
            answer = answer.replace(TITLE, facts.track.title).replace(ARTIST, facts.track.artist)
        music = facts.music if facts.music is not None else np.zeros(0, np.float32)
        return WriterExample(prompt, answer, music)

    def _choose_styles(self, rng: Generator, by_music: bool) -> tuple[PromptStyle, PromptStyle | None]:
        """Return the styles of this example's prompt and answer; None allows all confident tags in the answer."""
        if by_music:
            return replace(self.style, sounds=int(rng.integers(self.style.sounds + 1))), None
        told = replace(self.style, sounds=int(rng.integers(MOST_TOLD)), styles=int(rng.integers(MOST_TOLD)))
        return told, told


@dataclass(frozen=True)
class Dialogues:
    """Examples from the last turns (t4) of a data set's conversations: the recommendation of the target.

    After MuseChat (CVPR 2024): the prompt holds title and music feature, the loss counts on the answer alone.

    Attributes:
        quartets: training tuples with the conversations.
        music: vectors of the targets, (n, dm), in the same order.
        style: of the prompts.
        seed: of the number of tags in a prompt.

    """

    quartets: Sequence[Quartet]
    music: FloatArray
    style: PromptStyle
    seed: int

    def __len__(self) -> int:
        return len(self.quartets)

    def __getitem__(self, number: int) -> WriterExample:
        quartet = self.quartets[number]
        rng = np.random.default_rng([self.seed, number])
        named = [load_families()[tag].name for tag in quartet.target.tags if tag in load_families()]
        most = min(len(named), SAID_TAGS) if self.style.soft_tokens else len(named)
        lines = [
            f"track: {format_names_line(quartet.target.title, quartet.target.artist, self.style.naming)}",
            f"heard: {', '.join(named[: int(rng.integers(most + 1))])}",
            f"music: {MUSIC * self.style.soft_tokens}",
        ]
        return WriterExample(
            "\n".join(line for line in lines if not line.endswith(": ")),
            _make_answer(quartet, self.style),
            self.music[number],
        )


def _make_answer(quartet: Quartet, style: PromptStyle) -> str:
    text = quartet.conversation.turns[3]
    if style.naming is not NameStyle.SLOT:
        return text
    for name, mark in ((quartet.target.title, TITLE), (quartet.target.artist, ARTIST)):
        text = text.replace(name, mark) if name else text
    return text.replace(f"'{TITLE}'", f"“{TITLE}”")
