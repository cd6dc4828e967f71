"""A clause while it is read: the sense that small words set, the free words it collects, and where both end.

"no", "less", "only", "a bit" and the like set a sense that holds for what follows in the same clause; a list joined by
"or" (or by "and" within one facet) shares it. Everything that is left over becomes free words for the text encoder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from language.languages import gather_words
from language.languages.phrase_kinds import PhraseKind
from language.reading.comparatives import Degree
from language.reading.lexer import LexedItem
from language.reading.name_recognition import is_likening_to_other
from musechat.wish import Facet


class Sense(Enum):
    """Whether what follows is wanted."""

    WANT = auto()
    MORE = auto()
    LESS = auto()
    NO = auto()
    FORGET = auto()
    ALLOW = auto()


AGAINST = frozenset({Sense.NO, Sense.LESS})
SENTENCE_ENDS = frozenset({".", "!", "?", ";"})
_INCLUDING = tuple(gather_words(lambda language: language.reading.naming.including))
JOINS = frozenset({"/", "&", "+"})
SILENT = frozenset({'"', "'", "*", "_", "`", "#", "<", ">", "~", "="})


@dataclass
class Clause:
    """The state of a pass over the items of a line."""

    items: list[LexedItem]
    free: list[tuple[str, bool]] = field(default_factory=list)  # (text, avoid)
    flags: set[PhraseKind] = field(
        default_factory=set
    )  # hints that were found: LAST, ELSE, PRAISE, DISLIKE, SMALLTALK, BACK
    back_to: int | None = None
    fond: bool = False  # this sentence praises the pick
    but: bool = False  # a "but" followed the praise
    sense: Sense = Sense.WANT
    degree: Degree = Degree.PLAIN
    only: bool = False
    swap: bool = False
    since: int | None = None  # where the words that set the sense began
    mentioned: Facet | None = None  # the last facet named under this sense
    run: list[tuple[str, bool]] = field(default_factory=list)  # (text, whether it says something)
    run_avoid: bool = False

    # -- what the small words do ---------------------------------------------------------------------------------

    def set_sense(self, sense: Sense, item: LexedItem) -> None:
        """Begin a new sense; "more" after "no" is a list item of its own, "not ... more" keeps the refusal."""
        if self.sense is Sense.WANT or self.mentioned is not None or sense is not Sense.MORE:
            self.since = item.start if self.since is None else self.since
            self.sense, self.mentioned, self.only = sense, None, False

    def reset_sense(self) -> None:
        """Forget the sense: what follows is simply wanted."""
        self.sense, self.degree, self.only, self.swap = Sense.WANT, Degree.PLAIN, False, False
        self.since, self.mentioned = None, None

    def handle_only(self, _at: int, item: LexedItem) -> None:
        """Let "only" bind what is named next."""
        self.reset_sense()
        self.only, self.since = True, item.start
        self.keep_in_run(item)

    def handle_degree(self, _at: int, item: LexedItem) -> None:
        """Keep "a bit" or "much" for the next comparative."""
        self.degree = Degree.SMALL if item.kind is PhraseKind.SMALL else Degree.LARGE
        self.since = item.start if self.since is None else self.since
        # "a touch more" is a degree and a direction in one phrase.
        if "more" in item.text.split():
            self.set_sense(Sense.MORE, item)
        self.keep_in_run(item)

    def handle_with(self, _at: int, item: LexedItem) -> None:
        """Start anew at "with", unless the refusal has named nothing yet ("nothing with drums")."""
        if self.mentioned is not None or self.swap:
            self.reset_sense()
        if not item.text.startswith(_INCLUDING):
            self.only = False  # "just add piano" is not "just piano"
        self.keep_in_run(item)

    def handle_break(self, _at: int, _item: LexedItem) -> None:
        """End the clause at "but" and its like."""
        self.end_run()
        self.reset_sense()
        self.but |= self.fond

    def handle_and(self, at: int, item: LexedItem) -> None:
        """Carry a refusal over "and" only within one facet: "no drums and guitar", not "no vocals and piano"."""
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        if self.mentioned is not None and (following is None or find_facet(following) is not self.mentioned):
            self.reset_sense()
        self.keep_in_run(item)

    def keep_sense(self, _at: int, item: LexedItem) -> None:
        """Leave the sense as it is, as "or" does."""
        self.keep_in_run(item)

    def handle_swap(self, _at: int, item: LexedItem) -> None:
        """Begin what is to be replaced."""
        self.end_run()
        self.reset_sense()
        self.swap, self.since = True, item.start

    def handle_like(self, _at: int, _item: LexedItem) -> None:
        """Begin what something shall be like."""
        self.end_run()

    def skip_noise(self, _at: int, _item: LexedItem) -> None:
        """Pass over words that say nothing."""

    def handle_undo(self, _at: int, item: LexedItem) -> None:
        """Note that an earlier turn is asked for."""
        self.end_run()
        self.reset_sense()
        self.flags.add(PhraseKind.BACK)
        self.back_to = item.payload.to

    def handle_hint(self, at: int, item: LexedItem) -> None:
        """Note what is said about the pick as a whole."""
        self.end_run()
        kind = item.kind or PhraseKind.SMALLTALK
        if kind is PhraseKind.LAST and is_likening_to_other(self.items, at):
            return
        self.fond |= kind is PhraseKind.PRAISE
        # "not like this" refuses what "like this" wants, and "not bad" refuses nothing.
        if kind in (PhraseKind.LAST, PhraseKind.PRAISE) and self.sense in AGAINST:
            kind = PhraseKind.DISLIKE
        elif kind is PhraseKind.DISLIKE and self.sense in AGAINST:
            kind = PhraseKind.SMALLTALK
        self.flags.add(kind)
        if kind is not PhraseKind.ELSE:
            self.reset_sense()

    def handle_mark(self, at: int, item: LexedItem) -> None:
        """Punctuation ends a clause, but for a comma inside "no drums, bass or guitar"."""
        if item.text in JOINS:
            self.handle_and(at, item)
            return
        self.end_run()
        self.fond &= item.text not in SENTENCE_ENDS
        if not (item.text == "," and self.sense in AGAINST and self._continues_list(at + 1)):
            self.reset_sense()

    def _continues_list(self, at: int) -> bool:
        while at + 1 < len(self.items):
            if self.items[at].kind is PhraseKind.OR:
                return True
            if find_facet(self.items[at]) is None:
                return False
            following = self.items[at + 1]
            if following.kind is PhraseKind.OR:
                return True
            if following.text != ",":
                return False
            at += 2
        return False

    # -- free words ----------------------------------------------------------------------------------------------

    def handle_word(self, item: LexedItem) -> None:
        """Take up a word that no rule knows."""
        # The first word that says something decides for the whole stretch: "no screaming guitars" is one thing to
        # avoid.
        if item.is_content and not any(content for _, content in self.run):
            self.run_avoid = self.sense in AGAINST and self.mentioned is None
        if item.is_content and self.only:
            self.only = False  # "just add piano" is not "just piano"
        self.run.append((item.text, item.is_content))

    def keep_in_run(self, item: LexedItem) -> None:
        """Keep a small word where it stands between free words."""
        if self.run:
            self.run.append((item.text, False))

    def end_run(self) -> None:
        """Close a stretch of free words, from the first to the last that says something."""
        # Small words at either end ("with a", "of the") would only blur the text's vector.
        content = [n for n, (_, says) in enumerate(self.run) if says]
        if content:
            text = " ".join(text for text, _ in self.run[content[0] : content[-1] + 1])
            self.free.append((text, self.run_avoid))
        self.run, self.run_avoid = [], False


def find_facet(item: LexedItem) -> Facet | None:
    """Say which facet a bare item names, None for everything else."""
    if item.artist is not None:
        return Facet.ARTIST
    if item.kind is PhraseKind.TERM:
        return item.payload.facet  # type: ignore[no-any-return]
    if item.kind is PhraseKind.COMPARATIVE:
        return item.payload[0]  # type: ignore[no-any-return]
    return {PhraseKind.VOCALS: Facet.VOCALS, PhraseKind.ERA: Facet.ERA, PhraseKind.EXPLICIT: Facet.EXPLICIT}.get(
        item.kind or PhraseKind.BREAK
    )
