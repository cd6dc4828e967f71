"""Reading: a member's words become changes to the brief, by rules. English well; the rest reaches the text encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from language.reading.comparatives import Degree, LastPick
from language.reading.energy_courses import find_energy_course
from language.reading.grammar import Scan
from language.reading.guessed_acts import guess_reading
from language.reading.intents import ActScan, IntentClassifier, read_acts
from language.reading.irony import drop_ironic_wishes, find_correction, is_ironic
from language.reading.joined_acts import is_only_judged, join_acts
from language.reading.lexer import split_items
from language.reading.lexicon import PhraseKind, split_words
from language.reading.library_names import LibraryWords
from language.reading.likeness_complaints import LikenessComplaint, find_likeness_complaint
from language.reading.plain_wording import rewrite_signs
from language.reading.results import Reading
from language.reading.scene_mentions import mark_scenes
from language.reading.tokens import MAX_WORDS
from language.references import ReferenceTable
from musechat.brief import Brief, BriefChange
from musechat.clip import ClipTraits
from musechat.message import Intent, MessageAct
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue, NamedValue, WordsValue

__all__ = ["MAX_WORDS", "Degree", "LastPick", "LibraryWords", "Reading", "read_words"]


def read_words(
    words: str,
    last: LastPick | None,
    brief: Brief,
    library_words: LibraryWords,
    clip: ClipTraits | None = None,
    references: ReferenceTable | None = None,
    *,
    classifier: IntentClassifier | None = None,
    before: Sequence[str] = (),
) -> Reading:
    """Read ``words`` (at most :data:`MAX_WORDS` characters of them) against the last pick and the brief.

    Comparatives are measured from ``last``; on the first turn "calmer" is measured from the energy of ``clip``.
    ``references`` is the table of what music can be likened to; ours by default. Where the rules know nothing in a
    message, ``classifier`` is asked what it is for, with the thread's messages ``before`` it, latest last.
    Never raises, whatever the words.
    """
    if not words.strip():
        return Reading()
    words = rewrite_signs(words)
    ironic = last is not None and is_ironic(words)
    if last is not None and (start := find_correction(words)) is not None:
        words = words[start:]
    if last is not None and not ironic and (complaint := find_likeness_complaint(words)) is not None:
        rest = read_words(complaint.rest, last, brief, library_words, clip, references)
        return _join_complaint(complaint, rest, last)
    scan = read_acts(words) if last is not None and not ironic else ActScan(rest=words)
    said = words if is_only_judged(scan) else scan.rest
    wishes = _read_wishes(said, last, brief, library_words, clip, references) if said.strip() else Reading()
    read = join_acts(scan, wishes, words)
    if not ironic:
        asked = classifier is not None and last is not None and wishes.vague and not scan.acts
        return guess_reading(words, read, classifier, before) if asked and classifier is not None else read
    mocked = drop_ironic_wishes(read, words)
    # Without what the clip is for it may be meant: "great, just what I needed, love the guitar".
    return mocked if mocked is not None else join_acts(read_acts(words), read, words)


def _join_complaint(complaint: LikenessComplaint, rest: Reading, last: LastPick) -> Reading:
    """Join what else is said with the wish to be unlike the last pick, which was too much like those before it."""
    wish = Wish(Force.PREFER, Facet.LIKE, LikeValue(track_id=last.track_id, less=True), complaint.said[:120])
    others = tuple(act for act in rest.acts if act.intent not in (Intent.WISH, Intent.THANKS))
    return replace(
        rest,
        events=(BriefChange("add", wish), *rest.events),
        acts=(MessageAct(Intent.WISH, complaint.said), *others),
        smalltalk=False,
        another=False,
    )


def _read_wishes(
    words: str,
    last: LastPick | None,
    brief: Brief,
    library_words: LibraryWords,
    clip: ClipTraits | None,
    references: ReferenceTable | None,
) -> Reading:
    course = find_energy_course(words)
    rest = course.rest if course is not None else words
    line, items = split_items(rest, library_words, has_pick=last is not None, references=references)
    items = mark_scenes(line, items)
    scan = Scan(items, line=line, brief=brief, last=last, clip=clip).read_items()
    flags = scan.flags
    events = [*scan.changes, *_gather_free_words(scan.free)]
    if course is not None:
        events.append(BriefChange("add", Wish(Force.PREFER, Facet.SHAPE, NamedValue(course.name), course.said)))
    similar = PhraseKind.LAST in flags and last is not None
    if last is not None and (similar or (PhraseKind.PRAISE in flags and _continues_praised(scan))):
        wish = Wish(Force.PREFER, Facet.LIKE, LikeValue(track_id=last.track_id), line[:120].strip())
        events.insert(0, BriefChange("add", wish))
    # "give me something" names nothing, but still asks for a pick.
    wanting = PhraseKind.LAST in flags or any(i.text in _WANTING for i in items)
    asks = bool(events) or bool(flags & {PhraseKind.ELSE, PhraseKind.DISLIKE}) or wanting
    back = PhraseKind.BACK in flags
    # "hmm, the second half though": a small word at its head says nothing of the rest.
    unknown = sum(item.is_word and item.phrase is None for item in items)
    known = flags - {PhraseKind.SMALLTALK} or (PhraseKind.SMALLTALK in flags and unknown < _SAYING) or wanting
    vague = not known and all(c.wish is not None and c.wish.facet is Facet.WORDS for c in events)
    polite = bool(flags & {PhraseKind.SMALLTALK, PhraseKind.PRAISE}) or not any(i.is_word for i in items)
    return Reading(
        events=tuple(events),
        smalltalk=not asks and polite and not back,
        another=not back
        and (bool(flags & {PhraseKind.ELSE, PhraseKind.DISLIKE}) or (not events and (wanting or not polite))),
        similar=similar,
        rejected=PhraseKind.DISLIKE in flags and not back,
        praised=PhraseKind.PRAISE in flags,
        back=back,
        back_to=scan.back_to,
        vague=vague,
    )


_SAYING = 3  # words that no rule knows, from which a message with a small word says something beside it


def _continues_praised(scan: Scan) -> bool:
    """Whether praise introduces a change to what was praised, rather than ending the matter."""
    compared = any(c.wish is not None and c.wish.range.than is not None for c in scan.changes)
    return compared or (scan.but if scan.changes else PhraseKind.ELSE in scan.flags)


# Words that ask for music, though they say nothing about which.
_WANTING = split_words(
    "need want looking searching suggest suggestion suggestions recommend recommendation recommendations find give play"
)


def _gather_free_words(free: list[tuple[str, bool]]) -> list[BriefChange]:
    """Gather what was not understood into one wish for it and one against it."""
    changes = []
    for avoid in (False, True):
        text = ", ".join(text for text, against in free if against is avoid)
        if text:
            changes.append(BriefChange("add", Wish(Force.PREFER, Facet.WORDS, WordsValue(text, avoid), text[:120])))
    return changes
