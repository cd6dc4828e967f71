"""The words by which a language is read, beyond what people call things: regular expressions, and lists of words.

Expressions are found in a folded line (no accents, lower case) where their field says so, else in a normalised one
(lower case, plain apostrophes). Expressions of all languages are tried together, "" standing for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from language.languages.naming_words import NamingWords
from language.languages.number_words import NumberWords
from language.languages.reply_words import AsideWords, ReplyWords
from language.languages.verdict_words import VerdictWords


@dataclass(frozen=True, slots=True)
class ActWords:
    """How a message is split into what it does; on a folded line.

    Attributes:
        joining: words that part a sentence, unless a single word follows: "and".
        parting: whole expressions that part it whatever follows.
        before: fillers at the beginning of a part.
        after: fillers at its end.
        statements: beginnings that say how the music is to be, so that without a question mark nothing is asked.
        asking: of these beginnings, those that ask for music even with a question mark.
        pointing: what points at the pick and says nothing of it, between commas.
        refusing: words that refuse an edit.
        spanning: words beside two bare numbers that are places in the track: "only play", "second".
        reasons: beginnings that say why something is asked.
        ordinals: number -> what is said for it, between commas.
        last: what is said for the last one, between commas.
        opening: what is said for the first pick of the thread, beside the ordinals, between commas.
        spellings: chat spellings, each an expression and what it stands for.

    """

    joining: str = ""
    parting: str = ""
    before: str = ""
    after: str = ""
    statements: str = ""
    asking: tuple[str, ...] = ()
    pointing: str = ""
    refusing: str = ""
    spanning: str = ""
    reasons: str = ""
    ordinals: Mapping[int, str] = field(default_factory=dict)
    last: str = ""
    opening: str = ""
    spellings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class YesNoWords:
    """How a question begins that "yes" answers ("has it got a sax?"); on a folded line.

    Attributes:
        frame: the beginning, or in a language that asks at the end, the ending; "" where none is known.
        wanting: words that ask for other music, however the question begins.
        articles: words before a noun.

    """

    frame: str = ""
    wanting: str = ""
    articles: str = ""


@dataclass(frozen=True, slots=True)
class CourseWords:
    """How energy goes over time: "calm at first, then it explodes".

    Attributes:
        low: words for little of it.
        high: words for much of it.
        then: what says that one comes before the other.
        begins: said of a beginning, so that what grows after it needs no "then".
        grows: verbs of growing.
        first: what may stand before ``low`` or ``high``.
        rising: whole phrases for a rise.
        falling: whole phrases for a fall.
        calming: verbs that say the quiet end.
        refusing: words that refuse what follows.

    """

    low: str = ""
    high: str = ""
    then: str = ""
    begins: str = ""
    grows: str = ""
    first: str = ""
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    calming: str = ""
    refusing: str = ""


@dataclass(frozen=True, slots=True)
class LikenessWords:
    """What is said around a name that something is likened to.

    Attributes:
        vibes: words after the name: "vibe". Of a language without spaces, in the order in which they are tried.
        edges: words after which a name ends.
        offers: words before a name that is offered: "some".
        weak_leads: leads that need not liken: "i love".
        strong_leads: words of leads that do: "style".
        elision: what stands before an apostrophe and is no part of a name.
        refused_after: what refuses the name before it; the group ``much`` where it only complains of too much.
        too_alike: complaints that a pick is too much like an earlier one.

    """

    vibes: str = ""
    edges: str = ""
    offers: str = ""
    weak_leads: tuple[str, ...] = ()
    strong_leads: str = ""
    elision: str = ""
    refused_after: str = ""
    too_alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoWords:
    """How somebody asks for an earlier turn.

    Attributes:
        patterns: in the order in which they are tried; groups: ``number``, ``ordinal`` or ``count`` of turns, ``over``
            where all is to begin anew.
        signs: words without any of which a line asks for no way back; of a language without spaces, an expression.
        ordinals: word -> number.
        counts: word -> number.
        ages: what begins like such a request and goes back to an age of music: "back to the 80s".

    """

    patterns: tuple[str, ...] = ()
    signs: str = ""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    ages: str = ""


@dataclass(frozen=True, slots=True)
class IronyWords:
    """The set phrases of ironic praise.

    Attributes:
        opening: how it opens: "oh wow".
        turn: what turns it round: "exactly what".
        corrected: "I asked for".
        taken_back: a word that takes praise back at its end: "not".
        weary: on a folded line, whole messages that sigh over what is there once more, which stands in the group
            ``what``: "oh great, another ukulele".
        praise: on a folded line, the praise with which something belittling is said: "great, elevator music".
        belittled: on a folded line, what music is likened to that nobody wants to hear: "elevator".
        purposes: on a folded line, words beside those that say what the music is for, so that they are meant.

    """

    opening: str = ""
    turn: str = ""
    corrected: str = ""
    taken_back: str = ""
    weary: tuple[str, ...] = ()
    praise: str = ""
    belittled: str = ""
    purposes: str = ""


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """All by which a language is read, beside its vocabulary, its intents and its words for edits.

    Attributes:
        no_questions: "no questions please".
        questions: that somebody may be asked again.
        described: what describes the pick rather than wishing for something: "it sounds like".
        about_clips: in a language without spaces, what may stand beside a scene and says no more.
        nods: words that agree and praise nothing.
        energy: the word, as it stands beside an arrow.
        small_asks: words beside an emoji that only ask for it.
        bound_after: what binds a wish to what stands before it, in a language that says so after the noun.
        refused_after: what refuses what stands before it; groups ``no`` and ``less``.
        verdicts: what is said of the pick, or of a thing in it.
        contractions: in a line in lower case, expressions and what is written out for them, before words are parted.
        chat: chat spelling -> word.
        start_over: all wishes are taken back: "forget all that"; the whole of a folded line.
        new_cut: says that a clip is a new version of the one before, and nothing of music; the whole of a folded line.
        rewordings: expressions in a message as it was written, and what is read in their place.
        mild_complaints: the same of words about a pick: that it is "a bit dark" finds it too dark.
        own_voice: the member's own voice, which is no singing.
        asides: what is said beside the matter.
        replies: short replies to what stood before.
        finer_labels: our concept, the label that the closed list has for a part of it, and the parts of words, between
            commas, that tell it.
        compounds: what a compound ends in whose head tells what is meant.
        elision: what stands before an apostrophe and is no part of the word.
        guarded: words a slip away from the vocabulary that mean something themselves.

    """

    acts: ActWords = field(default_factory=ActWords)
    yes_no: YesNoWords = field(default_factory=YesNoWords)
    course: CourseWords = field(default_factory=CourseWords)
    likeness: LikenessWords = field(default_factory=LikenessWords)
    numbers: NumberWords = field(default_factory=NumberWords)
    naming: NamingWords = field(default_factory=NamingWords)
    undo: UndoWords = field(default_factory=UndoWords)
    irony: IronyWords = field(default_factory=IronyWords)
    no_questions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    described: str = ""
    about_clips: str = ""
    nods: str = ""
    energy: str = ""
    small_asks: str = ""
    bound_after: str = ""
    refused_after: str = ""
    verdicts: VerdictWords = field(default_factory=VerdictWords)
    contractions: tuple[tuple[str, str], ...] = ()
    chat: Mapping[str, str] = field(default_factory=dict)
    start_over: str = ""
    new_cut: str = ""
    rewordings: tuple[tuple[str, str], ...] = ()
    mild_complaints: tuple[tuple[str, str], ...] = ()
    own_voice: str = ""
    asides: AsideWords = field(default_factory=AsideWords)
    replies: ReplyWords = field(default_factory=ReplyWords)
    finer_labels: tuple[tuple[str, str, str], ...] = ()
    compounds: str = ""
    elision: str = ""
    guarded: str = ""
