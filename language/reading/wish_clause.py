"""How a wish is taken up in the sense of its clause, with what is said after it, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from language.languages import gather_words
from language.languages.phrase_kinds import PhraseKind
from language.reading.clause import Clause, Sense
from language.reading.comparatives import Degree, LastPick, make_relative_wish
from language.reading.lexer import LexedItem
from language.reading.verdict_patterns import BOUND_AFTER, EXTENT, REFUSED_AFTER, VERDICTS
from musechat.brief import Brief, BriefChange
from musechat.clip import ClipTraits
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, WishValue

_ENOUGH = gather_words(lambda language: language.reading.naming.enough)


@dataclass
class WishClause(Clause):
    """A clause whose things become changes to the brief."""

    line: str = ""
    brief: Brief = field(default_factory=Brief)
    last: LastPick | None = None
    clip: ClipTraits | None = None
    changes: list[BriefChange] = field(default_factory=list)
    refused_alone: bool = False  # the words after the item at hand refuse it, and nothing after it
    texts: dict[int, str] = field(default_factory=dict)  # place in ``changes`` -> the words for what is named there
    read_to: int = 0  # the line has been read up to here, past the item at hand

    def _quote_clause(self, item: LexedItem) -> str:
        start = item.start if self.since is None else min(self.since, item.start)
        # The quote starts at the word that set the sense ("no"), or it would say the opposite. It is kept short for
        # cards.
        return self.line[start : item.end].strip()[-120:]

    def add_wish(self, force: Force, facet: Facet, value: WishValue, item: LexedItem) -> None:
        """Take up a wish in the member's words."""
        if self.sense is Sense.ALLOW:
            self._allow(facet, getattr(value, "name", None) or None)
            return
        self.changes.append(BriefChange("add", Wish(force, facet, value, self._quote_clause(item))))
        self.mentioned = facet

    def _allow(self, facet: Facet, name: str | None = None) -> None:
        """Lift what stands of a facet; where nothing does, to allow it asks for nothing."""
        if not self.drop_wishes(facet, name):
            self.flags.add(PhraseKind.SMALLTALK)

    def drop_wishes(self, facet: Facet, name: str | None = None) -> bool:
        """Take back the standing wishes about something; False where there are none."""
        # Wishes are taken back by the ledger's number, so what was said twice goes twice.
        gone = [s for s in self.brief.list_wishes(facet) if name is None or s.wish.name == name]
        self.changes += [BriefChange("remove", None, s.event_seq) for s in gone]
        self.mentioned = facet
        return bool(gone)

    def is_withdrawn(self, at: int, facet: Facet, name: str | None = None) -> bool:
        """Whether this mention only says that something no longer matters ("vocals are fine", "forget the piano")."""
        # "More drums would be fine" asks for them.
        wanted = self.sense is Sense.MORE or self.only
        fine = self.sense is Sense.ALLOW or (
            not wanted and any(i.kind is PhraseKind.FINE for i in self.items[at + 1 : at + 3])
        )
        if fine or self.sense is Sense.FORGET:
            # Said of nothing that stands, "vocals are fine" asks for nothing and is no reason for a new pick.
            had = self.drop_wishes(facet, name)
            self.flags |= {PhraseKind.SMALLTALK} if fine and not had else set()
            return had or fine
        return False

    def add_named_wish(self, facet: Facet, name: str, item: LexedItem) -> None:
        """Take up a wish for or against something with a name, as strict as it was said."""
        # "instead of piano" wants less piano but does not forbid it: only "no" is a hard wish.
        if self.swap or self.sense in (Sense.LESS, Sense.FORGET):
            self.add_wish(Force.PREFER, facet, NamedValue(name, less=True), item)
        elif self.sense is Sense.NO:
            self.add_wish(Force.NEVER, facet, NamedValue(name), item)
        else:
            value = NamedValue(name, instead=self._is_in_swap(item))
            self.add_wish(Force.MUST if self.only else Force.PREFER, facet, value, item)

    def add_relative_wish(
        self, facet: Facet, upward: bool, item: LexedItem, exact: float | None = None, said: str | None = None
    ) -> None:
        """Take up a wish for more or less than the last pick has; ``exact`` is the step where it was said."""
        self._read_degree(item)
        if self.sense is Sense.ALLOW:
            self._allow(facet)
            return
        wish = make_relative_wish(
            facet, upward, self.degree, self.last, self.clip, said or self._quote_clause(item), exact
        )
        self.changes.append(BriefChange("add", wish))
        self.mentioned = facet

    def read_judgement(self, item: LexedItem) -> None:
        """Read on for what is said after a thing: "the drums are too much", "vocals off"."""
        if (bound := BOUND_AFTER.match(self.line, item.end)) is not None and self.sense is Sense.WANT:
            self.only, self.refused_alone, self.read_to = True, True, bound.end()
            return
        refused = REFUSED_AFTER.match(self.line, item.end)
        if refused and self.sense in (Sense.WANT, Sense.MORE):
            self.set_sense(Sense.NO if refused["no"] else Sense.LESS, item)
            self.refused_alone = True
            if not any(
                i.start < refused.end() and i.kind is PhraseKind.TERM for i in self.items if i.start > item.start
            ):
                self.read_to = refused.end()
            return
        for sense, pattern in VERDICTS:
            # Only directly after the item; further on, the words may speak of something else.
            verdict = pattern.match(self.line, item.end)
            if verdict and self.sense in (Sense.WANT, Sense.MORE):
                self.set_sense(sense, item)
                self.read_to = verdict.end()

    def _read_degree(self, item: LexedItem) -> None:
        """Read on for a degree that follows: "slow it down a little"."""
        after = EXTENT.match(self.line, item.end)
        if after and self.degree is Degree.PLAIN:
            self.degree = Degree.LARGE if after["large"] else Degree.SMALL
            self.read_to = after.end()

    def _is_in_swap(self, item: LexedItem) -> bool:
        """Whether the sentence around an item says "instead" or "replace ... with"."""
        # Within its sentence only: "instead" in the next one replaces something else.
        ends = {".", "!", "?", ";"}
        at = self.items.index(item)
        before = [n for n, i in enumerate(self.items[:at]) if i.text in ends]
        after = [n for n, i in enumerate(self.items) if n > at and i.text in ends]
        sentence = self.items[(before[-1] if before else 0) : (after[0] if after else len(self.items))]
        return any(i.kind in (PhraseKind.INSTEAD, PhraseKind.SWAP) for i in sentence)

    def is_enough(self, at: int) -> bool:
        """Whether the word after an item is "enough"."""
        return at + 1 < len(self.items) and self.items[at + 1].text in _ENOUGH
