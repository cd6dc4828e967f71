"""Conversations for facts, checked: by an author, a second time where the first text fails, else by the grammar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from research.datasets.dialogue import GrammarAuthor
from research.datasets.dialogue_check import Titles, find_problems
from research.datasets.tuple_facts import Author, DialogueFacts

GRAMMAR_TRIES = 8


@dataclass
class WritingCount:
    """What became of the texts.

    Attributes:
        rejected: reasons of the checks, counted once for each text that failed.
        written: texts that passed, by author.
        retried: texts asked for a second time.
        replaced: texts that the grammar wrote in another author's place.

    """

    rejected: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    replaced: int = 0


class CheckedAuthor:
    """Writes conversations that pass :func:`research.datasets.dialogue_check.find_problems`.

    Args:
        author: who is asked first.
        grammar: who never fails for long.
        titles: of all music of the build.

    """

    def __init__(self, author: Author, grammar: GrammarAuthor, titles: Titles) -> None:
        self.author = author
        self.grammar = grammar
        self.titles = titles
        self.count = WritingCount()

    async def write_turns(self, facts: DialogueFacts) -> tuple[tuple[str, str, str, str], str] | None:
        """The four turns and their author's name; None where nobody finds words that pass."""
        if self.author is not self.grammar:
            turns = await self._write_by_author(facts)
            if turns is not None:
                return turns, self.author.name
            self.count.replaced += 1
        turns = await self._write_by_grammar(facts)
        return None if turns is None else (turns, self.grammar.name)

    async def _write_by_author(self, facts: DialogueFacts) -> tuple[str, str, str, str] | None:
        wrong: tuple[str, ...] = ()
        for attempt in range(2):
            self.count.retried += attempt
            turns = await self.author.write_turns(facts, wrong)
            wrong = self._find_problems(turns, facts, self.author.name)
            if not wrong and len(turns) == 4:
                return turns
        return None

    async def _write_by_grammar(self, facts: DialogueFacts) -> tuple[str, str, str, str] | None:
        for attempt in range(GRAMMAR_TRIES):
            turns = await self.grammar.write_turns(facts, (str(attempt),) if attempt else ())
            if not self._find_problems(turns, facts, self.grammar.name):
                return turns
        return None

    def _find_problems(self, turns: tuple[str, ...], facts: DialogueFacts, name: str) -> tuple[str, ...]:
        wrong = find_problems(turns, facts, self.titles)
        self.count.rejected.update(wrong)
        if not wrong:
            self.count.written[name] += 1
        return wrong
