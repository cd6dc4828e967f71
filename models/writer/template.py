"""Plain true sentences: every word comes from what was measured, only the way of putting it varies.

The sentences themselves stand in ``reasons.toml`` of each language; here it is settled what they say.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.claims.catalogue_names import shorten_name
from language.descriptions import (
    classify_cuts,
    describe_sure_key,
    describe_sure_tempo,
    find_clip_steps,
    find_sure_vocals,
    find_track_steps,
    format_clock,
    list_likely_instruments,
    list_likely_styles,
    list_sure_instruments,
)
from language.languages import find_language
from language.texts import Texts, load_texts
from language.vocabulary.scenes import SCENES
from models.writer.differences import describe_differences
from models.writer.interface import (
    MAX_REASON_LETTERS,
    MAX_REASON_WORDS,
    Reason,
    ReasonFacts,
    ReasonListener,
    count_words,
)
from models.writer.openers import choose_opener
from musechat.clip import ClipTraits
from musechat.reference_scales import compare_paces, is_close_pace
from musechat.track import Section, TrackTraits

LIVELY = 0.6  # energy from which a clip is called lively
AT_START_S = 1.0
SAID_MORE = 0.75  # share of reasons that name a second quality of the track
SAID_CUTS = 0.5  # share of reasons that say how the clip is cut
PLACES = frozenset({"intro", "build", "main", "break", "ending"})
_SUNG = {True: "-sung", False: "-unsung", None: ""}


class TemplateWriter:
    """The writer that needs no model; the same facts always give the same words."""

    source = "template"

    def write_reasons(self, facts: Sequence[ReasonFacts], heard: ReasonListener | None = None) -> list[Reason]:  # noqa: ARG002
        """Write two or three sentences for each; the fullest version that stays within the limit."""
        return [self.write_reason(each) for each in facts]

    def write_reason(self, facts: ReasonFacts) -> Reason:
        """Write one reason."""
        seed = int.from_bytes(hashlib.sha256(facts.seed.encode()).digest()[:8])
        texts = load_texts(facts.language)
        said: list[str] = []
        # Each version from the same seed: the text depends on the facts alone.
        for detail in (2, 1, 0):
            said = list(_ReasonVersion(facts, texts, random.Random(seed), detail).iter_sentences())
            if _is_short_enough(said):
                break
        if not _is_short_enough(said):  # long names and a broken wish: the card shows the moment anyway
            del said[1]
        return Reason(texts("reasons.between-sentences").join(said), self.source)


def describe_broken_wish(facts: ReasonFacts) -> str:
    """Describe the first wish that was not kept; empty where all were."""
    if not facts.broken:
        return ""
    texts = load_texts(facts.language)
    seed = int.from_bytes(hashlib.sha256(facts.seed.encode()).digest()[:8])
    said = str(random.Random(seed).choice(texts.list_variants("reasons.changed.broken"))).format(broken=facts.broken[0])
    return texts("reasons.sentence", text=_capitalise(said))


def _is_short_enough(said: Sequence[str]) -> bool:
    letters = sum(len(sentence) + 1 for sentence in said)
    return letters <= MAX_REASON_LETTERS and sum(count_words(sentence) for sentence in said) <= MAX_REASON_WORDS


@dataclass(frozen=True, slots=True)
class _ReasonVersion:
    """One version of a reason; ``detail`` 2 says most."""

    facts: ReasonFacts
    texts: Texts
    choose: random.Random
    detail: int

    def iter_sentences(self) -> Iterator[str]:
        """What it is and for what, what it sounds like, where it starts, and what changed or had to give."""
        changed = describe_differences(self.facts, self.texts)
        yield self._to_sentence(self._describe_beside_clip())
        # Three sentences are enough: what changed matters more than a guess.
        if self.detail > 1 and not changed and not self.facts.broken and (guess := self._describe_guess()):
            yield self._to_sentence(guess)
        yield self._to_sentence(self._describe_start())
        if self.facts.broken:
            too = self._describe_changes(changed[:1]) if changed and self.detail else ""
            broken = self._describe_broken()
            yield self._to_sentence(self.texts("reasons.changed.but", changed=too, broken=broken) if too else broken)
        elif changed:
            yield self._to_sentence(self._describe_changes(changed[: 1 + (self.detail > 1)]))

    def _to_sentence(self, text: str) -> str:
        return self.texts("reasons.sentence", text=_capitalise(text))

    def _choose_variant(self, key: str, /, **values: str) -> str:
        """One of the ways of saying something."""
        ways = self.texts.list_variants(key)
        # The only way takes no draw: where one language gains a second, the texts of the others stay as they are.
        return (self.choose.choice(ways) if len(ways) > 1 else ways[0]).format(**values)

    def _describe_beside_clip(self) -> str:
        """One sentence for the track, set beside the clip."""
        clip, detail = self.facts.clip, self.detail
        values = {"track": self._format_credit(), "what": self._describe_track()}
        if clip is None:
            return self._open("reasons.opening-alone", **values)
        looks, cuts = self._list_looks(clip, 1 + detail), self._describe_cuts(clip) if detail else ""
        if shown := _describe_shown(clip, self.texts) if detail else "":
            before = find_language(self.texts.language).profile.shows_before_clip
            looks, cuts = (shown + looks, cuts) if before else (looks, shown + cuts)
        way = _compare_pace(clip, self.facts.track.traits)
        clip_words = {"looks": looks, "cuts": cuts}
        # Some openers name the clip first, and the pace after the track; others name it with the pace.
        beside = self._choose_variant(f"reasons.beside.{way}", **clip_words)
        paced = self._choose_variant(f"reasons.paced.{way}")
        return self._open("reasons.opening", **values, **clip_words, beside=beside, paced=paced)

    def _format_credit(self) -> str:
        """Title and artist; the title alone where nobody is named."""
        track = self.facts.track
        title, artist = shorten_name(track.title) or self.texts("reasons.untitled"), shorten_name(track.artist)
        if not artist:
            return self.texts("reasons.credit-no-artist", title=title)
        return self._choose_variant("reasons.credit", title=title, artist=artist)

    def _list_looks(self, clip: ClipTraits, most: int) -> str:
        """Up to ``most`` of the clip's looks, in their usual order."""
        steps = find_clip_steps(clip)
        kept = sorted(self.choose.sample(range(len(steps)), min(len(steps), self.choose.randint(1, most))))
        looks = [self.texts(f"reasons.look.{steps[at][0]}.{steps[at][1]}") for at in kept]
        return self.texts("reasons.looks.all", looks=self.texts.join_list(looks, "reasons.looks")) if looks else ""

    def _describe_cuts(self, clip: ClipTraits) -> str:
        """How the clip is cut; left out now and then, as people do."""
        name = classify_cuts(clip)
        return self._choose_variant(f"reasons.cuts.{name}") if name and self.choose.random() < SAID_CUTS else ""

    def _open(self, key: str, **values: str) -> str:
        """One of the ways of opening, another than the thread has read last."""
        ways = self.texts.list_variants(key)
        quoted = self.texts("reasons.credit-no-artist", title="\0").partition("\0")[0]
        heads = [_capitalise(way.partition("{")[0]) or quoted for way in ways]
        return ways[choose_opener(heads, self.facts)].format(**values)

    def _describe_track(self) -> str:
        """What it is, in a few words: "a calm, sombre piece at 72 bpm in D minor with piano and no vocals"."""
        traits, texts = self.facts.track.traits, self.texts
        tempo = describe_sure_tempo(traits, texts)
        key = describe_sure_key(traits, texts) if self.detail > 1 else ""
        return self._choose_variant(
            "reasons.piece",
            qualities=self._list_qualities(1 + (self.detail > 0 and self.choose.random() < SAID_MORE)),
            tempo=texts("reasons.tempo", tempo=tempo) if tempo else "",
            key=texts("reasons.key", key=key) if key else "",
            sounds=self._list_sounds(1 + (self.detail > 0)),
        )

    def _list_qualities(self, most: int) -> str:
        """One or two qualities as they stand before (or after) the noun, its article with them where there is one."""
        drive, *more = find_track_steps(self.facts.track.traits)[:most]
        if not more:
            return self._choose_variant(f"reasons.alone.{drive.name}")
        second = self._choose_variant(f"reasons.second.{more[0].scale}.{more[0].name}")
        return self._choose_variant(f"reasons.before.{drive.name}", second=second)

    def _list_sounds(self, most: int) -> str:
        """What is heard in it: up to ``most`` instruments, and whether somebody sings."""
        track = self.facts.track
        heard = [self.texts.inflect_after_with(name) for name in list_sure_instruments(track.tags)[:most]]
        key = ("none", "one", "two")[len(heard)] + _SUNG[find_sure_vocals(track.traits)]
        if key == "none":
            return ""
        return self._choose_variant(f"reasons.sounds.{key}", **dict(zip(("first", "second"), heard, strict=False)))

    def _describe_guess(self) -> str:
        """What is likely to be heard in it but not sure: instruments, else its style; "" for none."""
        tags, texts = self.facts.track.tags, self.texts
        heard = [texts.inflect_after_with(name) for name in list_likely_instruments(tags)]
        style = [texts.translate_term(name) for name in list_likely_styles(tags)]
        if heard:
            return self._choose_variant("reasons.guess.heard", names=texts.join_list(heard))
        return self._choose_variant("reasons.guess.style", names=style[0]) if style else ""

    def _describe_start(self) -> str:
        """Where it starts and why there."""
        moment, track, clip = self.facts.moment, self.facts.track, self.facts.clip
        if clip is not None and track.traits.duration_s < clip.duration_s:
            return self._choose_variant("reasons.moment.ends-early", end=format_clock(track.traits.duration_s))
        at = self._choose_variant("reasons.moment.at", at=format_clock(moment.start_s))
        if moment.hits_s is not None:
            return self._choose_variant("reasons.moment.meets", at=at, hits=format_clock(moment.hits_s))
        place = self._name_section()
        return self.texts("reasons.moment.placed", at=at, place=place) if place else at

    def _name_section(self) -> str:
        at = self.facts.moment.start_s
        section = next((s for s in self.facts.track.traits.sections if _is_within_section(s, at)), None)
        if section is None or section.label not in PLACES:
            return ""
        if abs(section.start_s - at) <= AT_START_S:
            return self._choose_variant(f"reasons.place-starts.{section.label}")
        return self._choose_variant(f"reasons.place.{section.label}")

    def _describe_changes(self, changes: Sequence[str]) -> str:
        return self._choose_variant("reasons.changed.all", changes=self.texts.join_list(changes, "reasons.changed"))

    def _describe_broken(self) -> str:
        """Own up to what had to give, two wishes at most."""
        first, *more = self.facts.broken[: 1 + (self.detail > 0)]
        both = self.texts("reasons.changed.two-broken", first=first, second=more[0]) if more else first
        return self._choose_variant("reasons.changed.broken", broken=both)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _compare_pace(clip: ClipTraits, traits: TrackTraits) -> str:
    """How the pick moves beside the clip: "same", "lively" (the same, and that is lively), "less" or "more"."""
    if is_close_pace(clip.energy, traits.energy):
        return "lively" if clip.energy >= LIVELY else "same"
    return "more" if compare_paces(clip.energy, traits.energy) > 0 else "less"


def _describe_shown(clip: ClipTraits, texts: Texts) -> str:
    """What the clip most surely shows, as it stands beside the word "clip"; "" where nothing is sure."""
    scene = next((SCENES[name] for name in clip.sure_scenes if name in SCENES), None)
    return texts("reasons.shown", of_clip=scene.of_clip[texts.language]) if scene else ""


def _is_within_section(section: Section, at: float) -> bool:
    return section.start_s - AT_START_S / 2 <= at < section.end_s - AT_START_S / 2
