"""Plain true sentences: every word comes from what was measured, only the way of putting it varies."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

from models.writer.base import MAX_REASON_WORDS, Reason, ReasonFacts
from models.writer.differences import differences
from musechat.clip import ClipTraits
from musechat.describe import (
    clip_cuts,
    clip_looks,
    clock,
    heard_instruments,
    key_words,
    tempo_words,
    track_qualities,
    vocal_words,
)
from musechat.track import Section, Track

CLOSE_PACE = 0.15  # difference of energies within which pick and clip share a pace
LIVELY = 0.6  # energy from which a clip is called lively
AT_START_S = 1.0
MAX_TITLE_WORDS = 8
MAX_TITLE = 60  # characters

_PLACES = {
    "intro": ("in its intro", "during the intro"),
    "build": ("as it builds up", "in its build-up"),
    "main": ("in its main part", "within the main part"),
    "break": ("in a quieter break", "during a break"),
    "ending": ("in its ending", "towards its ending"),
}
_PLACE_STARTS = {
    "intro": ("where the intro begins", "at the opening"),
    "build": ("where it starts to build", "where the build-up begins"),
    "main": ("where the main part begins", "right at its main part"),
    "break": ("where a break begins", "at the start of a break"),
    "ending": ("where the ending begins", "at the start of its ending"),
}


class TemplateWriter:
    """The writer that needs no model; the same facts always give the same words."""

    source = "template"

    def write(self, facts: ReasonFacts) -> Reason:
        """Write two or three sentences; the fullest version that stays within the limit."""
        seed = int.from_bytes(hashlib.sha256(facts.seed.encode()).digest()[:8])
        said: list[str] = []
        for detail in (2, 1, 0):
            said = list(_sentences(facts, random.Random(seed), detail))
            if _fits(said):
                break
        if not _fits(said):  # long names and much to own up to: the card shows the moment anyway
            del said[1]
        return Reason(" ".join(said), self.source)


def _fits(said: Sequence[str]) -> bool:
    return sum(len(sentence.split()) for sentence in said) <= MAX_REASON_WORDS


def _sentences(facts: ReasonFacts, choose: random.Random, detail: int) -> Iterator[str]:
    """What it is and for what, where it starts, and what changed or had to give; ``detail`` 2 says most."""
    yield _sentence(_portrait(facts, choose, detail))
    yield _sentence(_moment(facts, choose))
    changed = differences(facts)
    if facts.broken:
        open_ = " and ".join(facts.broken[: 1 + (detail > 0)])
        changed_too = f"{_listed(changed[:1])}, but " if changed and detail else ""
        opening = choose.choice(("one thing I could not keep: ", "not everything fits: ", "to be honest: "))
        yield _sentence(f"it is {changed_too}{opening}{open_}" if changed_too else f"{opening}{open_}")
    elif changed:
        yield _sentence(f"it is {_listed(changed[: 1 + (detail > 1)])}")


def _sentence(text: str) -> str:
    first = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    return text[:first] + text[first].upper() + text[first + 1 :] + "." if text else ""


def _portrait(facts: ReasonFacts, choose: random.Random, detail: int) -> str:
    """One sentence for the track, set beside the clip."""
    track = facts.track
    qualities = ", ".join(track_qualities(track.traits)[: 1 + (detail > 0)])
    article = "an" if qualities[0] in "aeiou" else "a"
    numbers = [f"at {tempo_words(track.traits)}"] if tempo_words(track.traits) else []
    if detail > 1 and key_words(track.traits):
        numbers.append(f"in {key_words(track.traits)}")
    sounds = _sounds(track, detail)
    noun = choose.choice(("piece", "track"))
    portrait = " ".join((f"{article} {qualities} {noun}", *numbers)) + (f" with {sounds}" if sounds else "")
    shared, setting = _setting(facts, choose, detail)
    if setting and not shared and choose.random() < 0.5:
        return f"for your {setting}: {_credit(track)}, {portrait}"
    opening = choose.choice((f"{_credit(track)} is {portrait}", f"here is {_credit(track)}, {portrait}"))
    if not setting:
        return opening
    return f"{opening}, {shared or choose.choice(('set against', 'laid under', 'chosen for'))} your {setting}"


def _credit(track: Track) -> str:
    title, artist = _short(track.title) or "This track", _short(track.artist)
    return f"“{title}” by {artist}" if artist else f"“{title}”"


def _short(name: str) -> str:
    words = name.split()
    text = " ".join(words[:MAX_TITLE_WORDS])[:MAX_TITLE]
    return text if text == " ".join(words) else text.rstrip() + "…"


def _sounds(track: Track, detail: int) -> str:
    parts = list(heard_instruments(track.tags)[: 1 + (detail > 0)])
    if vocal_words(track.traits):
        parts.append(vocal_words(track.traits))
    return _listed(parts)


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def _setting(facts: ReasonFacts, choose: random.Random, detail: int) -> tuple[str, str]:
    """How the pick shares the clip's pace, "" unless their energies are close, and the clip in words."""
    if facts.clip is None:
        return "", ""
    close = abs(facts.clip.energy - facts.track.traits.energy) <= CLOSE_PACE
    third = "about as lively as" if facts.clip.energy >= LIVELY else "in step with"
    shared = choose.choice(("moving at the pace of", "paced like", third)) if close else ""
    return shared, _clip_words(facts.clip, detail)


def _clip_words(clip: ClipTraits, detail: int) -> str:
    looks = ", ".join(clip_looks(clip)[: 1 + detail])
    cuts = clip_cuts(clip)
    words = f"{looks} clip" if looks else "clip"
    return f"{words} with {cuts}" if cuts and detail else words


def _moment(facts: ReasonFacts, choose: random.Random) -> str:
    """Where it starts and why there."""
    moment, track = facts.moment, facts.track
    at = clock(moment.start_s)
    if facts.clip is not None and track.traits.duration_s < facts.clip.duration_s:
        return f"it starts at the beginning and ends at {clock(track.traits.duration_s)}, before your clip does"
    verb = choose.choice(("it starts at", "start it at", "I would start it at"))
    if moment.hits_s is not None:
        return f"{verb} {at}, so the main part meets the rise in your clip at {clock(moment.hits_s)}"
    place = _place(facts, choose)
    return f"{verb} {at}" + (f", {place}" if place else "")


def _place(facts: ReasonFacts, choose: random.Random) -> str:
    at = facts.moment.start_s
    section = next((s for s in facts.track.traits.sections if _covers(s, at)), None)
    if section is None or section.label not in _PLACES:
        return ""
    starts = abs(section.start_s - at) <= AT_START_S
    return choose.choice((_PLACE_STARTS if starts else _PLACES)[section.label])


def _covers(section: Section, at: float) -> bool:
    return section.start_s - AT_START_S / 2 <= at < section.end_s - AT_START_S / 2
