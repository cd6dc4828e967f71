"""Plain true sentences: every word comes from what was measured, only the way of putting it varies.

The sentences themselves stand in ``language/texts/<language>/reasons.toml``; here it is settled what they say.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.claims.catalogue_names import shortened
from language.descriptions import (
    clip_steps,
    clock,
    cut_name,
    heard_instruments,
    key_words,
    tempo_words,
    track_steps,
)
from language.texts import Texts, texts_in
from models.writer.differences import differences
from models.writer.interface import MAX_REASON_LETTERS, MAX_REASON_WORDS, Heard, Reason, ReasonFacts, words_in
from musechat.clip import ClipTraits
from musechat.track import Section, Track, TrackTraits

CLOSE_PACE = 0.15  # difference of energies within which pick and clip share a pace
LIVELY = 0.6  # energy from which a clip is called lively
AT_START_S = 1.0
PLACES = frozenset({"intro", "build", "main", "break", "ending"})
_SUNG = {True: "-sung", False: "-unsung", None: ""}


class TemplateWriter:
    """The writer that needs no model; the same facts always give the same words."""

    source = "template"

    def write(self, facts: Sequence[ReasonFacts], heard: Heard | None = None) -> list[Reason]:  # noqa: ARG002
        """Write two or three sentences for each; the fullest version that stays within the limit."""
        return [self.tell(each) for each in facts]

    def tell(self, facts: ReasonFacts) -> Reason:
        """Write one reason."""
        seed = int.from_bytes(hashlib.sha256(facts.seed.encode()).digest()[:8])
        texts = texts_in(facts.language)
        said: list[str] = []
        for detail in (2, 1, 0):
            said = list(_ReasonVersion(facts, texts, random.Random(seed), detail).sentences())
            if _fits(said):
                break
        if not _fits(said):  # long names and much to own up to: the card shows the moment anyway
            del said[1]
        return Reason(texts("reasons.between-sentences").join(said), self.source)


def broken_sentence(facts: ReasonFacts) -> str:
    """Own up to the first wish that had to give; empty where all were kept."""
    if not facts.broken:
        return ""
    texts = texts_in(facts.language)
    seed = int.from_bytes(hashlib.sha256(facts.seed.encode()).digest()[:8])
    said = str(random.Random(seed).choice(texts.ways("reasons.changed.broken"))).format(broken=facts.broken[0])
    return texts("reasons.sentence", text=said[:1].upper() + said[1:])


def _fits(said: Sequence[str]) -> bool:
    letters = sum(len(sentence) + 1 for sentence in said)
    return letters <= MAX_REASON_LETTERS and sum(words_in(sentence) for sentence in said) <= MAX_REASON_WORDS


@dataclass(frozen=True, slots=True)
class _ReasonVersion:
    """One version of a reason; ``detail`` 2 says most."""

    facts: ReasonFacts
    texts: Texts
    choose: random.Random
    detail: int

    def sentences(self) -> Iterator[str]:
        """What it is and for what, where it starts, and what changed or had to give."""
        yield self._sentence(self._portrait())
        yield self._sentence(self._moment())
        changed = differences(self.facts, self.texts)
        if self.facts.broken:
            too = self._changed(changed[:1]) if changed and self.detail else ""
            broken = self._broken()
            yield self._sentence(self.texts("reasons.changed.but", changed=too, broken=broken) if too else broken)
        elif changed:
            yield self._sentence(self._changed(changed[: 1 + (self.detail > 1)]))

    def _sentence(self, text: str) -> str:
        return self.texts("reasons.sentence", text=text[:1].upper() + text[1:])

    def _one_of(self, key: str, /, **values: str) -> str:
        """One of the ways of saying something."""
        return self.choose.choice(self.texts.ways(key)).format(**values)

    def _portrait(self) -> str:
        """One sentence for the track, set beside the clip."""
        clip, detail = self.facts.clip, self.detail
        values = {"track": _credit(self.facts.track, self.texts), "what": self._piece()}
        if clip is None:
            return self._one_of("reasons.opening", **values)
        looks, cuts = _looks(clip, 1 + detail, self.texts), _cuts(clip, self.texts) if detail else ""
        if abs(clip.energy - self.facts.track.traits.energy) <= CLOSE_PACE:
            match = "reasons.same-pace-lively" if clip.energy >= LIVELY else "reasons.same-pace"
        elif self.choose.random() < 0.5:
            return self.texts("reasons.for-clip", looks=looks, cuts=cuts, **values)
        else:
            match = "reasons.other-pace"
        return self._one_of(match, opening=self._one_of("reasons.opening", **values), looks=looks, cuts=cuts)

    def _piece(self) -> str:
        """What it is, in a few words: "a calm, sombre piece at 72 bpm in D minor with piano and no vocals"."""
        traits, texts = self.facts.track.traits, self.texts
        tempo = tempo_words(traits, texts)
        key = key_words(traits, texts) if self.detail > 1 else ""
        return self._one_of(
            "reasons.piece",
            qualities=_qualities(traits, 1 + (self.detail > 0), texts),
            tempo=texts("reasons.tempo", tempo=tempo) if tempo else "",
            key=texts("reasons.key", key=key) if key else "",
            sounds=_sounds(self.facts.track, 1 + (self.detail > 0), texts),
        )

    def _moment(self) -> str:
        """Where it starts and why there."""
        moment, track, clip = self.facts.moment, self.facts.track, self.facts.clip
        if clip is not None and track.traits.duration_s < clip.duration_s:
            return self.texts("reasons.moment.ends-early", end=clock(track.traits.duration_s))
        at = self._one_of("reasons.moment.at", at=clock(moment.start_s))
        if moment.hits_s is not None:
            return self.texts("reasons.moment.meets", at=at, hits=clock(moment.hits_s))
        place = self._place()
        return self.texts("reasons.moment.placed", at=at, place=place) if place else at

    def _place(self) -> str:
        at = self.facts.moment.start_s
        section = next((s for s in self.facts.track.traits.sections if _covers(s, at)), None)
        if section is None or section.label not in PLACES:
            return ""
        if abs(section.start_s - at) <= AT_START_S:
            return self._one_of(f"reasons.place-starts.{section.label}")
        return self._one_of(f"reasons.place.{section.label}")

    def _changed(self, changes: Sequence[str]) -> str:
        return self.texts("reasons.changed.all", changes=self.texts.listed(changes, "reasons.changed"))

    def _broken(self) -> str:
        """Own up to what had to give, two wishes at most."""
        first, *more = self.facts.broken[: 1 + (self.detail > 0)]
        both = self.texts("reasons.changed.two-broken", first=first, second=more[0]) if more else first
        return self._one_of("reasons.changed.broken", broken=both)


def _credit(track: Track, texts: Texts) -> str:
    title, artist = shortened(track.title) or texts("reasons.untitled"), shortened(track.artist)
    if not artist:
        return texts("reasons.credit-no-artist", title=title)
    return texts("reasons.credit", title=title, artist=artist)


def _qualities(traits: TrackTraits, most: int, texts: Texts) -> str:
    """One or two qualities as they stand before (or after) the noun, its article with them where there is one."""
    drive, *more = track_steps(traits)[:most]
    if not more:
        return texts(f"reasons.alone.{drive.name}")
    second = texts(f"reasons.second.{more[0].scale}.{more[0].name}")
    return texts(f"reasons.before.{drive.name}", second=second)


def _sounds(track: Track, most: int, texts: Texts) -> str:
    """What is heard in it: up to ``most`` instruments, and whether somebody sings."""
    heard = [texts.term_after_with(name) for name in heard_instruments(track.tags)[:most]]
    key = ("none", "one", "two")[len(heard)] + _SUNG[track.traits.vocals]
    return (
        "" if key == "none" else texts(f"reasons.sounds.{key}", **dict(zip(("first", "second"), heard, strict=False)))
    )


def _looks(clip: ClipTraits, most: int, texts: Texts) -> str:
    looks = [texts(f"reasons.look.{scale}.{name}") for scale, name in clip_steps(clip)[:most]]
    return texts("reasons.looks.all", looks=texts.listed(looks, "reasons.looks")) if looks else ""


def _cuts(clip: ClipTraits, texts: Texts) -> str:
    name = cut_name(clip)
    return texts(f"reasons.cuts.{name}") if name else ""


def _covers(section: Section, at: float) -> bool:
    return section.start_s - AT_START_S / 2 <= at < section.end_s - AT_START_S / 2
