"""Grammar of reasons: training texts for the embedded writer, composed from facts and sentence templates.

The texts name more of the sound than the prompt does (styles, moods, more instruments), so that the writer has to read
it from the music tokens.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from numpy.random import Generator

from language.descriptions import (
    classify_cuts,
    describe_clip_look,
    describe_sure_key,
    describe_sure_tempo,
    describe_track_qualities,
    find_sure_vocals,
    format_clock,
)
from models.writer.changes import Change, find_changes, find_kept_wishes
from models.writer.interface import ReasonFacts, count_words
from models.writer.prompt import ARTIST, TITLE, PromptStyle, compare_pace, find_section_at
from models.writer.tag_confidence import list_instruments, list_moods, list_styles
from musechat.clip import ClipTraits

MOST_WORDS = 52  # leaves room for long names and for admissions of unfulfilled wishes
MOST_HEARD = 3
TAUGHT_TAG = 0.2  # least tag score in training texts, above the fact check's: only confident tags are taught
TRIES = 6
COUNTED_SOUNDS = {
    "beat": "a beat",
    "choir": "a choir",
    "orchestra": "an orchestra",
    "banjo": "a banjo",
    "ukulele": "a ukulele",
}
_MANY = frozenset({"drums", "strings", "bells"})


def write_by_grammar(facts: ReasonFacts, rng: Generator, only: PromptStyle | None = None) -> str:
    """Compose two to four sentences from facts, with placeholders for the names.

    Args:
        facts: what may be said.
        rng: chooses content and wording.
        only: name no more of the sound than a prompt of this style; None allows all confident tags.

    """
    sentences: list[str] = []
    for _ in range(TRIES):
        sentences = list(_GrammarVersion(facts, rng, only).iter_sentences())
        if count_words(" ".join(sentences)) <= MOST_WORDS:
            return " ".join(sentences)
    # The first and the last sentence make a complete, if short, reason.
    return " ".join([sentences[0], sentences[-1]])


@cache
def load_sentences() -> dict[str, Any]:
    """Load the sentence templates of ``reasons.toml``."""
    return tomllib.loads(files("research.training").joinpath("reasons.toml").read_text("utf-8"))


class _GrammarVersion:
    """One composition; each tag is used at most once."""

    def __init__(self, facts: ReasonFacts, rng: Generator, only: PromptStyle | None) -> None:
        self.facts, self.rng = facts, rng
        least = 0.0 if only else TAUGHT_TAG
        styles, moods = list_styles(facts.track, least), list_moods(facts.track, least)
        allowed = (styles + moods)[: only.styles] if only else styles + moods
        self.styles = [name for name in styles if name in allowed and name in load_sentences()["styles"]]
        self.moods = [name for name in moods if name in allowed]
        self.sounds = list_instruments(facts.track, least)[: only.sounds if only else MOST_HEARD]
        self.vocals = find_sure_vocals(facts.track.traits)

    def iter_sentences(self) -> Iterator[str]:
        """Yield the sentences: piece and clip; sound; start moment; changes."""
        wishes = find_kept_wishes(self.facts)[:1]
        for change in wishes:
            self._drop_change(change)
        yield _finish_sentence(self._say_opening())
        middle = [part for part in (self._say_sounds(), self._say_colour()) if part]
        if middle:
            keep = 1 if self._open_changes or wishes or self.rng.random() < 0.5 else 2
            yield from (_finish_sentence(part) for part in middle[:keep])
        yield from (_finish_sentence(self._say_kept(change)) for change in wishes)
        yield _finish_sentence(self._say_moment())
        for change in self._open_changes[: 1 + int(self.rng.random() < 0.3)]:
            yield _finish_sentence(self._say_change(change))

    def _drop_change(self, change: Change) -> None:
        """Remove what the answer to a wish names already."""
        self.styles = [style for style in self.styles if style != change.new]
        self.sounds = [sound for sound in self.sounds if sound != change.new]
        if not change.new:
            self.vocals = None

    def _say_kept(self, change: Change) -> str:
        verb = "are" if change.new in _MANY else "is"
        music = load_sentences()["styles"].get(change.new, ("", change.new))[1]
        return self._choose_way("kept", change.name, a=change.new, m=music, **{"is": verb})

    @property
    def _open_changes(self) -> list[Change]:
        return find_changes(self.facts)

    def _choose_way(self, *path: str, **values: str) -> str:
        found: Any = load_sentences()
        for key in path:
            found = found[key]
        return str(found[int(self.rng.integers(len(found)))]).format(**values)

    def _say_opening(self) -> str:
        clip, track = self.facts.clip, self.facts.track
        values = {"T": f"“{TITLE}” by {ARTIST}" if track.artist else f"“{TITLE}”", "piece": self._say_piece()}
        if clip is None:
            return self._choose_way("alone", "ways", **values)
        looks = self._say_look(clip)
        cuts = self._choose_way("cuts", name) if (name := classify_cuts(clip)) else ""
        return self._choose_way(compare_pace(track, clip), "ways", clip=looks, cuts=cuts, **values)

    def _say_look(self, clip: ClipTraits) -> str:
        noun = self._choose_way("clip", "nouns")
        looks = describe_clip_look(clip)
        count = int(self.rng.integers(1, 4)) if looks else 0
        return " ".join([", ".join(looks[:count]), noun]).strip()

    def _say_piece(self) -> str:
        """Compose a noun phrase: "a calm, sombre ambient piece at 72 bpm in D minor with piano"."""
        track = self.facts.track
        qualities = list(describe_track_qualities(track.traits))
        more = self.moods.pop(0) if self.moods and self.rng.random() < 0.5 else ""
        said = [*qualities[: 1 + int(self.rng.random() < 0.6)], *([more] if more and more not in qualities else [])]
        tempo, key = describe_sure_tempo(track.traits), describe_sure_key(track.traits)
        at = f" at {tempo}" if tempo and self.rng.random() < 0.7 else ""
        tone = f" in {key}" if key and self.rng.random() < 0.5 else ""
        sounds = [_name_sound(name) for name in self._take_some(2)] if self.sounds and self.rng.random() < 0.45 else []
        behind = f" with {' and '.join(sounds)}" if sounds else ""
        return f"{_add_article(said[0])} {', '.join(said)} {self._choose_noun()}{at}{tone}{behind}"

    def _choose_noun(self) -> str:
        if not self.styles or self.rng.random() < 0.1:
            return self._choose_way("nouns", "any")
        adjective, music = load_sentences()["styles"][self.styles.pop(0)]
        return self._choose_way("nouns", "styled", s=adjective, m=music)

    def _take_some(self, most: int) -> list[str]:
        count = min(len(self.sounds), int(self.rng.integers(1, most + 1)))
        taken, self.sounds = self.sounds[:count], self.sounds[count:]
        return taken

    def _say_sounds(self) -> str:
        sung = {True: "sung", False: "unsung", None: ""}[self.vocals]
        if not self.sounds or (sung and self.rng.random() < 0.25):
            return self._choose_way("sounds", sung) if sung else ""
        named = self._take_some(2)
        key = "-".join(part for part in (("one", "two")[len(named) - 1], sung) if part)
        many = named[0] in _MANY
        verbs = {"carry": "carry" if many else "carries", "is": "are" if many else "is"}
        return self._choose_way("sounds", key, **dict(zip("ab", map(_name_sound, named), strict=False)), **verbs)

    def _say_colour(self) -> str:
        style = load_sentences()["styles"][self.styles[0]][1] if self.styles else ""
        mood = self.moods[0] if self.moods else ""
        key = "both" if style and mood else "style" if style else "mood" if mood else ""
        return self._choose_way("colour", key, s=style, m=mood) if key else ""

    def _say_moment(self) -> str:
        moment, track, clip = self.facts.moment, self.facts.track, self.facts.clip
        if clip is not None and track.traits.duration_s < clip.duration_s:
            return self._choose_way("moment", "ends", end=format_clock(track.traits.duration_s))
        at = format_clock(moment.start_s)
        if moment.hits_s is not None:
            return self._choose_way("moment", "meets", at=at, hits=format_clock(moment.hits_s))
        label, begins = find_section_at(track, moment.start_s)
        if not label:
            return self._choose_way("moment", "plain", at=at)
        return self._choose_way(
            "moment", "placed", at=at, place=self._choose_way("begins" if begins else "inside", label)
        )

    def _say_change(self, change: Change) -> str:
        asked = self._choose_way("asked", "ways") if change.asked else ""
        new = _name_sound(change.new) if change.name == "instrument" else change.new
        return self._choose_way("change", change.name, new=new, old=change.old, asked=asked)


def _name_sound(name: str) -> str:
    """Return an instrument with its article where it needs one."""
    return COUNTED_SOUNDS.get(name, name)


def _add_article(word: str) -> str:
    return "an" if word[0].lower() in "aeiou" else "a"


def _finish_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
