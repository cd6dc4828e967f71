"""Check that hard rules hold for every pick and alternate of scripted conversations.

Each rule is implemented here a second time, on the stored metadata of a track alone, independent of the masks and the
filter by which the chooser enforces it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musechat.concepts import fold_name, split_artist_names
from musechat.nobody import list_artists
from musechat.taste import Exclusion
from musechat.track import Track
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.training.synthetic_clips import ClipTokens

TAGGED = 0.2  # score from which a track counts as carrying a tag
UNSURE = 0.35  # vocal probability that counts as singing where the analysis is not sure
AFTER = ("", "calmer", "something else", "happier")  # later messages of the thread, in which the rule must still hold
SHOWN, ARTIST = "never the same track twice in a thread", "never the same artist twice in an answer"
EXCLUDED = "an excluded artist"

Breaks = Callable[[Track, Track], bool]  # (pick, the first pick of the conversation)


@dataclass(frozen=True)
class RuleFigures:
    """Counts of one rule: picks checked, picks that break it, answers without a pick."""

    rule: str
    picks: int
    broken: int
    without: int  # answers in which nothing passed


def _is_sung(pick: Track, _first: Track) -> bool:
    traits = pick.traits
    return traits.vocals is True or (traits.vocals is None and traits.vocal_score >= UNSURE)


def _has_tag(word: str, pick: Track) -> bool:
    tagged = any(tag.score >= TAGGED and word in tag.name.split() for tag in pick.tags)
    return tagged or word in pick.genre.lower().split()


def _is_by_same_artist(pick: Track, first: Track) -> bool:
    """Whether the pick credits the first pick's whole artist; banning a duo does not ban its members' own tracks."""
    return fold_name(first.artist) in split_artist_names(pick.artist)


def _get_bpm(pick: Track) -> float:
    return float("nan") if pick.traits.tempo_bpm is None else pick.traits.tempo_bpm


SAID: dict[str, Breaks] = {
    "no vocals": _is_sung,
    "only instrumental": _is_sung,
    "never jazz": lambda pick, _: _has_tag("jazz", pick),
    "must not be rock": lambda pick, _: _has_tag("rock", pick),
    "no drums": lambda pick, _: _has_tag("drums", pick),
    "must have piano": lambda pick, _: not _has_tag("piano", pick),
    # Negated comparisons: an unknown tempo is NaN, and must count as breaking a bound.
    "at most 100 bpm": lambda pick, _: not _get_bpm(pick) <= 100,
    "at least 120 bpm": lambda pick, _: not _get_bpm(pick) >= 120,
    "under 20 seconds": lambda pick, _: not pick.traits.duration_s <= 20,
    "I have to be able to use it commercially": lambda pick, _: pick.licence.commercial is not True,
    "nothing by this artist": _is_by_same_artist,
}


def count_rule_breaks(
    library: ScriptedLibrary, clips: Sequence[ClipTokens], progress: Callable[[float], None] = lambda _: None
) -> list[RuleFigures]:
    """State every rule after the first pick for each clip, continue the conversation, and check all that is shown."""
    counts = {rule: [0, 0, 0] for rule in (*SAID, EXCLUDED, SHOWN, ARTIST)}
    for n, clip in enumerate(clips):
        for words, breaks in SAID.items():
            _run_conversation(ScriptedConversation(library, clip, n), words, breaks, counts)
        conversation = ScriptedConversation(library, clip, n)
        first = library.tracks[conversation.take_turn().picks[0].track_id]
        conversation.exclusions = (Exclusion("member", "artist", first.artist),)
        _continue_conversation(conversation, EXCLUDED, _is_by_same_artist, first, counts)
        progress((n + 1) / len(clips))
    return [RuleFigures(rule, *found) for rule, found in counts.items()]


def _run_conversation(
    conversation: ScriptedConversation, words: str, breaks: Breaks, counts: dict[str, list[int]]
) -> None:
    first = conversation.shop.tracks[conversation.take_turn().picks[0].track_id]
    # Taken before the turn: its own picks are not repetitions.
    before = set(conversation.shown)
    _check_turn(conversation, words, words, breaks, first, before, counts)
    _continue_conversation(conversation, words, breaks, first, counts)


def _continue_conversation(
    conversation: ScriptedConversation, rule: str, breaks: Breaks, first: Track, counts: dict[str, list[int]]
) -> None:
    for words in AFTER:
        _check_turn(conversation, words, rule, breaks, first, set(conversation.shown), counts)


def _check_turn(
    conversation: ScriptedConversation,
    words: str,
    rule: str,
    breaks: Breaks,
    first: Track,
    before: set[str],
    counts: dict[str, list[int]],
) -> None:
    """Take a turn and count the rules that its picks break."""
    picks = [conversation.shop.tracks[pick.track_id] for pick in conversation.take_turn(words).picks]
    _count_broken(counts[rule], [breaks(pick, first) for pick in picks])
    _count_broken(counts[SHOWN], [pick.id in before for pick in picks])
    named = [list_artists(pick.artist) for pick in picks]
    _count_broken(counts[ARTIST], [any(names & other for other in named[:n]) for n, names in enumerate(named)])


def _count_broken(counts: list[int], broken: list[bool]) -> None:
    counts[0] += len(broken)
    counts[1] += sum(broken)
    counts[2] += not broken
