"""Reading: a member's words become changes to the brief, by rules. English well; the rest reaches the text encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from language.languages import gather_words
from language.languages.phrase_kinds import PhraseKind
from language.reading.bare_spans import find_bare_span
from language.reading.comparatives import Degree, LastPick, make_relative_wish
from language.reading.energy_courses import find_energy_course
from language.reading.grammar import Scan
from language.reading.intents import ActScan, read_acts
from language.reading.irony import drop_ironic_wishes, find_correction, is_ironic
from language.reading.joined_acts import is_only_judged, join_acts
from language.reading.learnt.context import LearntContext
from language.reading.learnt.joining import join_scores
from language.reading.lexer import split_items
from language.reading.library_names import LibraryWords
from language.reading.likeness_complaints import LikenessComplaint, find_likeness_complaint
from language.reading.message_scores import MessageScorer
from language.reading.mild_complaints import state_complaint
from language.reading.mockery import find_mockery, want_less
from language.reading.new_start import find_new_start
from language.reading.plain_wording import name_own_voice, rewrite_signs
from language.reading.remarks import Remark, find_remark
from language.reading.results import Reading
from language.reading.scene_mentions import mark_scenes
from language.reading.sound_edits import find_sound_edits
from language.reading.thread_context import Reply, find_reply
from language.reading.tokens import MAX_WORDS
from language.references import ReferenceTable
from musechat.brief import Brief, BriefChange
from musechat.clip import ClipTraits
from musechat.message import Intent, MessageAct, find_main_intent
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue, NamedValue, WordsValue

__all__ = ["MAX_WORDS", "Degree", "LastPick", "LibraryWords", "Reading", "read_words"]


@dataclass(frozen=True, slots=True)
class _Context:
    """What a message is read against."""

    last: LastPick | None
    brief: Brief
    library_words: LibraryWords
    clip: ClipTraits | None
    references: ReferenceTable | None


def read_words(
    words: str,
    last: LastPick | None,
    brief: Brief,
    library_words: LibraryWords,
    clip: ClipTraits | None = None,
    references: ReferenceTable | None = None,
    *,
    scorer: MessageScorer | None = None,
    before: Sequence[str] = (),
) -> Reading:
    """Read ``words`` (at most :data:`MAX_WORDS` characters of them) against the last pick and the brief.

    Comparatives are measured from ``last``; on the first turn "calmer" is measured from the energy of ``clip``.
    ``references`` is the table of what music can be likened to; ours by default. ``scorer`` is a trained network that
    reads beside the rules. A short reply is read as what it means after the thread's messages ``before`` it, latest
    last; what the bot said begins with "bot:".
    Never raises, whatever the words.
    """
    if not words.strip():
        return Reading()
    context = _Context(last, brief, library_words, clip, references)
    said = rewrite_signs(words)
    if last is None:
        return _join_network(_read_first(said, context), said, context, scorer)
    said = state_complaint(said)
    if (reply := find_reply(said, before, brief)) is not None:
        return _read_whole(reply.words, context) if reply.words else _read_reply(reply, said, last)
    if (whole := _read_as_one(said, context)) is not None:
        return whole
    rules = _read_in_parts(said, context)
    return rules if is_ironic(said) else _join_network(rules, words, context, scorer)


def _read_whole(words: str, context: _Context) -> Reading:
    return _read_as_one(words, context) or _read_in_parts(words, context)


def _read_again(words: str, context: _Context) -> Reading:
    """Read a part of a message, by the rules alone."""
    return read_words(words, context.last, context.brief, context.library_words, context.clip, context.references)


def _join_network(rules: Reading, words: str, context: _Context, scorer: MessageScorer | None) -> Reading:
    """Join the rules' reading with that of the network, where there is one."""
    scores = scorer.score_message(words) if scorer is not None else None
    if scores is None:
        return rules
    _, items = split_items(words, context.library_words, has_pick=context.last is not None)
    kinds = frozenset(item.phrase.kind for item in items if item.phrase is not None)
    read = partial(_read_again, context=context)
    return join_scores(rules, scores, LearntContext(words, context.last, context.clip, read, kinds))


def _read_first(words: str, context: _Context) -> Reading:
    """Read what comes with a clip: wishes, and what to do with its sound."""
    sound = find_sound_edits(words)
    if sound is None:
        scan = ActScan(rest=words)
        return join_acts(scan, _read_beside_acts(scan, words, context), words)
    wishes = _read_again(sound.rest, context) if sound.rest else Reading()
    return replace(wishes, acts=(*sound.acts, *wishes.acts))


def _read_as_one(words: str, context: _Context) -> Reading | None:
    """Read a message that means something only as a whole; None where it is none."""
    if (whole := find_new_start(words, context.brief) or find_bare_span(words)) is not None:
        return whole
    if (remark := find_remark(words)) is not None:
        return _read_remark(remark, context)
    return _read_mockery(words, context)


def _read_in_parts(words: str, context: _Context) -> Reading:
    """Read what a message does (praise, a question, an edit, …) and what it wishes for beside that."""
    ironic = is_ironic(words)
    if (start := find_correction(words)) is not None:
        words = words[start:]
    last = context.last
    if not ironic and last is not None and (complaint := find_likeness_complaint(words)) is not None:
        rest = _read_again(complaint.rest, context)
        return _join_complaint(complaint, rest, last)
    scan = ActScan(rest=words) if ironic else read_acts(words)
    wishes = _read_beside_acts(scan, words, context)
    read = join_acts(scan, wishes, words)
    if not ironic:
        return read
    mocked = drop_ironic_wishes(read, words)
    # Without what the clip is for it may be meant: "great, just what I needed, love the guitar".
    return mocked if mocked is not None else join_acts(read_acts(words), read, words)


def _read_beside_acts(scan: ActScan, words: str, context: _Context) -> Reading:
    """Read what is wished for beside what the message does; a verdict is read together with the words beside it."""
    judged = is_only_judged(scan)
    said = words if judged else scan.rest
    wishes = _read_wishes(said, context) if said.strip() else Reading()
    if not judged or not wishes.events or wishes.vague:
        return wishes
    # "está brutal, tío": a word of praise may be the name of a mood, and asks for none.
    beside = _read_wishes(scan.rest, context)
    return beside if beside.vague or not beside.events else wishes


def _read_reply(reply: Reply, words: str, last: LastPick) -> Reading:
    """Read more or less of the last wish, or that either answer to our question is fine."""
    if reply.repeated is None:
        return Reading(smalltalk=True, acts=(MessageAct(Intent.META, words),))
    degree = Degree.PLAIN if reply.more else Degree.SMALL
    wish = make_relative_wish(reply.repeated.facet, reply.upward, degree, last, None, reply.repeated.said)
    return Reading(events=(BriefChange("add", wish),), acts=(MessageAct(Intent.WISH, words),))


def _read_mockery(words: str, context: _Context) -> Reading | None:
    """Read mockery: it turns the pick down, and wants less of what it names; None where it names nothing known."""
    mockery = find_mockery(words)
    if mockery is None:
        return None
    acts = (MessageAct(Intent.VERDICT_DOWN, words, confidence=0.8),)
    if not mockery.what:
        return Reading(rejected=True, another=True, acts=acts)
    named = _read_wishes(mockery.what, context)
    wishes = [c.wish for c in named.events if c.op == "add" and c.wish is not None]
    events = tuple(BriefChange("add", less) for wish in wishes if (less := want_less(wish)) is not None)
    return Reading(events=events, rejected=True, another=True, acts=acts) if events else None


def _read_remark(remark: Remark, context: _Context) -> Reading:
    """Read a remark and what else is said: it turns the pick down where that is not what was asked for."""
    if remark.removes:
        return remark.make_ban()
    rest = _read_again(remark.rest, context)
    praised = rest.praised or find_main_intent(rest.acts) is Intent.VERDICT_UP
    avoided = any(c.wish is not None and c.wish.avoid for c in rest.events)
    if not remark.rest or (rest.vague and not avoided) or (rest.smalltalk and not praised and not rest.unsure):
        return remark.make_reading(context.brief)
    if not remark.contradicts(context.brief) or rest.back or praised:
        return rest
    acts = (MessageAct(Intent.VERDICT_DOWN, remark.said), *rest.acts)
    return replace(rest, rejected=True, another=True, smalltalk=False, unsure=False, acts=acts)


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


def _read_wishes(words: str, context: _Context) -> Reading:
    last = context.last
    words = name_own_voice(words)
    course = find_energy_course(words)
    rest = course.rest if course is not None else words
    line, items = split_items(rest, context.library_words, has_pick=last is not None, references=context.references)
    items = mark_scenes(line, items)
    scan = Scan(items, line=line, brief=context.brief, last=last, clip=context.clip).read_items()
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
_WANTING = gather_words(lambda language: language.reading.naming.wanting)


def _gather_free_words(free: list[tuple[str, bool]]) -> list[BriefChange]:
    """Gather what was not understood into one wish for it and one against it."""
    changes = []
    for avoid in (False, True):
        text = ", ".join(text for text, against in free if against is avoid)
        if text:
            changes.append(BriefChange("add", Wish(Force.PREFER, Facet.WORDS, WordsValue(text, avoid), text[:120])))
    return changes
