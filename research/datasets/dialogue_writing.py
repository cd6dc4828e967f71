"""Checked writing of conversations: two attempts of an author, then the grammar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from research.datasets.dialogue import GrammarAuthor
from research.datasets.dialogue_check import Titles, find_problems
from research.datasets.tuple_facts import Author, DialogueFacts

# The grammar draws at random; eight draws that all fail mean that the facts themselves cannot pass (an empty title).
GRAMMAR_TRIES = 8


@dataclass
class WritingCount:
    """Counts of written and rejected texts.

    Attributes:
        rejected: reasons of the checks, counted once for each text that failed.
        written: texts that passed, by author.
        retried: texts requested a second time.
        replaced: texts that the grammar wrote because another author failed.

    """

    rejected: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    replaced: int = 0


class CheckedAuthor:
    """Writes conversations that pass :func:`research.datasets.dialogue_check.find_problems`.

    Args:
        author: the first choice.
        grammar: the fallback.
        titles: titles of all music of the build.

    """

    def __init__(self, author: Author, grammar: GrammarAuthor, titles: Titles) -> None:
        self.author = author
        self.grammar = grammar
        self.titles = titles
        self.count = WritingCount()

    async def write_turns(self, facts: DialogueFacts) -> tuple[tuple[str, str, str, str], str] | None:
        """Return the four turns and their author's name; None if no attempt passes the checks."""
        if self.author is not self.grammar:
            turns = await self._write_by_author(facts)
            if turns is not None:
                return turns, self.author.name
            self.count.replaced += 1
        turns = await self._write_by_grammar(facts)
        return None if turns is None else (turns, self.grammar.name)

    async def _write_by_author(self, facts: DialogueFacts) -> tuple[str, str, str, str] | None:
        problems: tuple[str, ...] = ()
        # The second request names what was wrong; a third rarely helps and costs as much.
        for attempt in range(2):
            self.count.retried += attempt
            turns = await self.author.write_turns(facts, problems)
            problems = self._find_problems(turns, facts, self.author.name)
            if not problems and len(turns) == 4:
                return turns
        return None

    async def _write_by_grammar(self, facts: DialogueFacts) -> tuple[str, str, str, str] | None:
        for attempt in range(GRAMMAR_TRIES):
            # The attempt's number stands in for problems: it only selects another random stream.
            turns = await self.grammar.write_turns(facts, (str(attempt),) if attempt else ())
            if not self._find_problems(turns, facts, self.grammar.name):
                return turns
        return None

    def _find_problems(self, turns: tuple[str, ...], facts: DialogueFacts, name: str) -> tuple[str, ...]:
        problems = find_problems(turns, facts, self.titles)
        self.count.rejected.update(problems)
        if not problems:
            self.count.written[name] += 1
        return problems
