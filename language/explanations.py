"""Explain a pick against its alternates from what is stored: in a short paragraph, and score by score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from language.certainty import Certainty, judge_tempo
from language.descriptions import find_sure_vocals
from language.texts import Texts
from musechat.clip import ClipTraits
from musechat.pick import Pick
from musechat.reference_scales import is_close_pace
from musechat.track import TrackTraits
from musechat.turn import TurnKind, TurnView

NOTABLE = 0.15  # difference on a scale of traits from which it is named
NOTABLE_TEMPO = 0.12  # as a share of the pick's tempo
MOST_OTHERS, MOST_DIFFERENCES = 2, 2  # that the paragraph speaks of
MAX_TITLE = 60  # letters of a title
NOTABLE_PART = 0.15  # a difference of parts from which it is named; ties are broken by less
# Parts of a score by what they mean to a person; several channels may speak of one thing.
_MEANING = {
    "fusion": "whole",
    "scene": "whole",
    "traits": "pace",
    "wishes": "asked",
    "before": "earlier",
    "lexical": "words",
    "named": "words",
    "titled": "words",
    "meant": "words",
    "like": "likeness",
    "stay": "likeness",
    "avoid": "avoided",
    "taste": "taste",
    "rated": "rated",
}


def explain_pick(turn: TurnView, texts: Texts) -> str:
    """Compare the pick with its best alternates in a few sentences, or give the paragraph that a model wrote."""
    # The stored paragraph is in the turn's language; whoever reads in another gets one composed from the measured
    # values.
    if turn.why and texts.language == turn.language:
        return turn.why
    said = [*_iter_sentences(turn, texts)]
    return texts("reasons.between-sentences").join(texts("reasons.sentence", text=_capitalise(each)) for each in said)


def iter_comparisons(turn: TurnView, texts: Texts, marked: Callable[[str], str]) -> Iterator[str]:
    """Compare each alternate's score with the pick's, in a clause; ``marked`` formats a title."""
    pick = turn.picks[0]
    for other in turn.picks[1:4]:
        if pick.parts and other.parts:
            yield _describe_scores(pick, other, marked(other.title), texts)


def describe_paths(rule: str, texts: Texts) -> str:
    """Say for moderators what a pick was found through, given its channels joined by "+"; "only" and the like as is."""
    meanings = dict.fromkeys(_MEANING[name] for name in rule.split("+") if name in _MEANING)
    return texts.join_list([texts(f"moderation.audit.path.{meaning}") for meaning in meanings]) or rule


def _iter_sentences(turn: TurnView, texts: Texts) -> Iterator[str]:
    pick, others = turn.picks[0], turn.picks[1:4]
    clip = turn.video
    same_language = texts.language == turn.language
    compared = (_compare_one(pick, other, clip, texts, with_catch=same_language) for other in others)
    yield from [sentence for sentence in compared if sentence][:MOST_OTHERS]
    if turn.kind is not TurnKind.ALTERNATE:  # it was a person who put that first
        yield from _explain_first_place(pick, [other for other in others if other.parts], texts)


def _compare_one(pick: Pick, other: Pick, clip: ClipTraits | None, texts: Texts, *, with_catch: bool) -> str:
    """Compare an alternate with the pick: whose pace fits, what differs, which wish it misses; "" for none."""
    title = other.title[:MAX_TITLE] or texts("cards.pick.untitled")
    ours, theirs = pick.traits, other.traits
    pace = _compare_pace(ours, theirs, clip)
    whose = texts(f"why.pace.{pace}", other=title) if pace else ""
    named = [texts(f"why.differs.{name}", **values) for name, values in _find_differences(ours, theirs)]
    differences = texts.join_list(named[:MOST_DIFFERENCES])
    if whose and differences:
        said = texts("why.but", pace=whose, differences=differences)
    else:
        said = whose or (texts("why.differs.alone", other=title, differences=differences) if differences else "")
    # Stored labels of wishes are in the turn's language, so they cannot stand in a text of another.
    catches = [catch for catch in other.broken if catch not in pick.broken] if with_catch else []
    if said and catches:
        said = texts("why.catch", sentence=said, catch=catches[0])
    return said


def _compare_pace(ours: TrackTraits, theirs: TrackTraits, clip: ClipTraits | None) -> str:
    """Find which keeps the clip's pace: "both", "pick", "other", or "" for neither and where there is no picture."""
    if clip is None or not clip.has_picture:
        return ""
    # Both keeping it is worth a sentence too; where neither does, the clip's pace says nothing for or against.
    kept = [is_close_pace(clip.energy, traits.energy) for traits in (ours, theirs)]
    return {(True, True): "both", (True, False): "pick", (False, True): "other"}.get((kept[0], kept[1]), "")


def _find_differences(ours: TrackTraits, theirs: TrackTraits) -> list[tuple[str, dict[str, str]]]:
    """Find what differs in the other track, as (text key, values), the most audible difference first."""
    found: list[tuple[float, str, dict[str, str]]] = []
    sung, other_sung = find_sure_vocals(ours), find_sure_vocals(theirs)
    if None not in (sung, other_sung) and sung is not other_sung:
        found.append((1.0, "sung" if other_sung else "unsung", {}))
    for scale in ("energy", "valence", "brightness"):
        gap = getattr(theirs, scale) - getattr(ours, scale)
        if abs(gap) >= NOTABLE:
            found.append((abs(gap), f"{scale}-{'more' if gap > 0 else 'less'}", {}))
    found += _iter_tempo_differences(ours, theirs)
    return [(name, values) for _, name, values in sorted(found, key=lambda each: -each[0])]


def _iter_tempo_differences(ours: TrackTraits, theirs: TrackTraits) -> Iterator[tuple[float, str, dict[str, str]]]:
    sure = all(judge_tempo(traits) is Certainty.PLAIN for traits in (ours, theirs))
    if not sure or ours.tempo_bpm is None or theirs.tempo_bpm is None:
        return
    change = theirs.tempo_bpm / ours.tempo_bpm - 1
    if abs(change) >= NOTABLE_TEMPO:
        name = "faster" if change > 0 else "slower"
        # Bounded, so that a doubled tempo does not outrank every difference on a scale from 0 to 1.
        yield min(abs(change), 0.5), name, {"bpm": f"{theirs.tempo_bpm:.0f}"}


def _explain_first_place(pick: Pick, others: Sequence[Pick], texts: Texts) -> Iterator[str]:
    """Say in which parts of the score the pick is ahead of the mean of its alternates."""
    if not pick.parts or not others:
        return
    # A part that an alternate lacks counts as nothing gained there.
    names = {name for other in others for name in other.parts}
    mean = {name: sum(other.parts.get(name, 0.0) for other in others) / len(others) for name in names}
    ahead, _ = _find_leads(pick.parts, mean)
    if ahead:
        yield texts("why.first", parts=texts.join_list([texts(f"why.part.{meaning}") for meaning in ahead[:2]]))


def _find_leads(ours: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """List the meanings in which each of two picks is ahead, largest difference first."""
    gains: dict[str, float] = {}
    for name in {*ours, *theirs}:
        meaning = _MEANING.get(name)
        if meaning is not None:
            gains[meaning] = gains.get(meaning, 0.0) + float(ours.get(name, 0.0)) - float(theirs.get(name, 0.0))
    # By name where gains are equal: the same scores give the same sentence in every process.
    order = sorted(gains, key=lambda meaning: (-abs(gains[meaning]), meaning))
    felt = [meaning for meaning in order if abs(gains[meaning]) >= NOTABLE_PART]
    return [m for m in felt if gains[m] > 0], [m for m in felt if gains[m] < 0]


def _describe_scores(pick: Pick, other: Pick, title: str, texts: Texts) -> str:
    ahead, behind = _find_leads(pick.parts, other.parts)
    less = texts(f"why.weaker.{ahead[0]}") if ahead else ""
    more = texts(f"why.stronger.{behind[0]}") if behind else ""
    if less and more:
        return texts("why.less-more", title=title, less=less, more=more)
    if less:
        return texts("why.less", title=title, less=less)
    return texts("why.more", title=title, more=more) if more else texts("why.even", title=title)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
