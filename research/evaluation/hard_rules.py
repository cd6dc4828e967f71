"""Whether hard rules hold without exception: over every pick and alternate of scripted talks.

What a rule means is written here once more, over the stored facts of a track alone, without the masks and the filter
that the chooser keeps the rules with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musechat.concepts import artist_names, plain
from musechat.taste import Exclusion
from musechat.track import Track
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.training.synthetic_clips import ClipTokens

TAGGED = 0.2  # score from which a track counts as carrying a tag
UNSURE = 0.35  # estimated probability from which singing has to be reckoned with where the analysis is not sure
AFTER = ("", "calmer", "something else", "happier")  # what is said once the rule stands; it must go on standing
SHOWN, ARTIST = "never the same track twice in a thread", "never the same artist twice in an answer"
EXCLUDED = "an excluded artist"

Breaks = Callable[[Track, Track], bool]  # (pick, the first pick of the talk)


@dataclass(frozen=True)
class RuleFigures:
    """How often one rule could have been broken, and was."""

    rule: str
    picks: int
    broken: int
    without: int  # answers in which nothing passed


def _sung(pick: Track, _first: Track) -> bool:
    traits = pick.traits
    return traits.vocals is True or (traits.vocals is None and traits.vocal_score >= UNSURE)


def _carries(word: str, pick: Track) -> bool:
    tagged = any(tag.score >= TAGGED and word in tag.name.split() for tag in pick.tags)
    return tagged or word in pick.genre.lower().split()


def _by_same(pick: Track, first: Track) -> bool:
    """Whether the first pick's whole credit is among those named; a duo's ban does not reach its halves' own tracks."""
    return plain(first.artist) in artist_names(pick.artist)


def _bpm(pick: Track) -> float:
    return float("nan") if pick.traits.tempo_bpm is None else pick.traits.tempo_bpm


SAID: dict[str, Breaks] = {
    "no vocals": _sung,
    "only instrumental": _sung,
    "never jazz": lambda pick, _: _carries("jazz", pick),
    "must not be rock": lambda pick, _: _carries("rock", pick),
    "no drums": lambda pick, _: _carries("drums", pick),
    "must have piano": lambda pick, _: not _carries("piano", pick),
    "at most 100 bpm": lambda pick, _: not _bpm(pick) <= 100,
    "at least 120 bpm": lambda pick, _: not _bpm(pick) >= 120,
    "under 20 seconds": lambda pick, _: not pick.traits.duration_s <= 20,
    "I have to be able to use it commercially": lambda pick, _: pick.licence.commercial is not True,
    "nothing by this artist": _by_same,
}


def hold_to_rules(
    shop: ScriptedLibrary, clips: Sequence[ClipTokens], told: Callable[[float], None] = lambda _: None
) -> list[RuleFigures]:
    """Say every rule about the first pick for each clip, go on talking, and look at all that is shown."""
    counts = {rule: [0, 0, 0] for rule in (*SAID, EXCLUDED, SHOWN, ARTIST)}
    for n, clip in enumerate(clips):
        for words, breaks in SAID.items():
            _talk(ScriptedConversation(shop, clip, n), words, breaks, counts)
        talk = ScriptedConversation(shop, clip, n)
        first = shop.tracks[talk.say().picks[0].track_id]
        talk.exclusions = (Exclusion("member", "artist", first.artist),)
        _go_on(talk, EXCLUDED, _by_same, first, counts)
        told((n + 1) / len(clips))
    return [RuleFigures(rule, *found) for rule, found in counts.items()]


def _talk(talk: ScriptedConversation, words: str, breaks: Breaks, counts: dict[str, list[int]]) -> None:
    first = talk.shop.tracks[talk.say().picks[0].track_id]
    before = set(talk.shown)
    _look(talk, words, words, breaks, first, before, counts)
    _go_on(talk, words, breaks, first, counts)


def _go_on(talk: ScriptedConversation, rule: str, breaks: Breaks, first: Track, counts: dict[str, list[int]]) -> None:
    for words in AFTER:
        _look(talk, words, rule, breaks, first, set(talk.shown), counts)


def _look(
    talk: ScriptedConversation,
    words: str,
    rule: str,
    breaks: Breaks,
    first: Track,
    before: set[str],
    counts: dict[str, list[int]],
) -> None:
    """Take a turn and count what it breaks."""
    picks = [talk.shop.tracks[pick.track_id] for pick in talk.say(words).picks]
    _count(counts[rule], [breaks(pick, first) for pick in picks])
    _count(counts[SHOWN], [pick.id in before for pick in picks])
    named = [artist_names(pick.artist) for pick in picks]
    _count(counts[ARTIST], [any(names & other for other in named[:n]) for n, names in enumerate(named)])


def _count(counts: list[int], broken: list[bool]) -> None:
    counts[0] += len(broken)
    counts[1] += sum(broken)
    counts[2] += not broken
