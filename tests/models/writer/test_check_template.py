"""The check is neither paranoid nor blind: true texts of the template writer pass, and fail where one fact differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from language.descriptions import (
    classify_cuts,
    describe_key,
    describe_tempo,
    find_clip_steps,
    find_track_steps,
    format_clock,
    list_sure_instruments,
)
from language.texts import LANGUAGES, Texts, load_texts
from models.writer.fact_check.checker import check_partial_reason, check_reason, supports_language
from models.writer.interface import ReasonFacts
from models.writer.template import TemplateWriter
from tests.models.writer.made_facts import made_facts

WRITER = TemplateWriter()
Changed = tuple[str, ReasonFacts]
FLIPPED = {"pace": "energy", "light": "brightness", "warmth": "warmth", "colour": "saturation"}
LEVELS = {"drive": "energy", "mood": "valence", "timbre": "brightness"}


def traits(facts: ReasonFacts, **changed: Any) -> ReasonFacts:
    return replace(facts, track=replace(facts.track, traits=replace(facts.track.traits, **changed)))


def far(level: float) -> float:
    """A level at the other end of its scale."""
    return 0.05 if level >= 0.5 else 0.95


def of_track(text: str, facts: ReasonFacts, texts: Texts) -> Iterator[Changed]:
    track = facts.track
    if describe_tempo(track.traits, texts) and describe_tempo(track.traits, texts) in text:
        yield "tempo", traits(facts, tempo_bpm=(track.traits.tempo_bpm or 0) + 9)
        yield "tempo not sure", traits(facts, tempo_confidence=0.2)
    if describe_key(track.traits, texts) and describe_key(track.traits, texts) in text:
        yield "key", traits(facts, key="E")
        yield "mode", traits(facts, mode="minor" if track.traits.mode == "major" else "major")
        yield "key not sure", traits(facts, key_confidence=0.2)
    for name in list_sure_instruments(track.tags):
        if re.search(_whole(texts.inflect_after_with(name), texts), text) and name != "beat":
            kept = tuple(tag for tag in track.tags if tag.name not in (name, "violin", "cello", "drums", "trumpet"))
            without = tuple(tag for tag in kept if "guitar" not in tag.name or "guitar" not in name)
            yield "instrument", replace(facts, track=replace(track, tags=without))
    for step in find_track_steps(track.traits):
        ways = f"reasons.{'alone' if step.scale == 'drive' else 'second'}." + _rest(step.scale, step.name)
        if any(said in text for said in texts.list_variants(ways)):
            level = getattr(track.traits, LEVELS[step.scale])
            yield step.scale, traits(facts, **{LEVELS[step.scale]: far(level)})


def _whole(word: str, texts: Texts) -> str:
    return re.escape(word) if texts.language == "ja" else rf"\b{re.escape(word)}\b"


def _rest(scale: str, name: str) -> str:
    return name if scale == "drive" else f"{scale}.{name}"


def of_voice(text: str, facts: ReasonFacts, texts: Texts) -> Iterator[Changed]:
    sung = facts.track.traits.vocals
    words = {"en": "vocals", "de": "Gesang", "es": "voz", "fr": "voix", "ja": "ボーカル"}[texts.language]
    if sung is not None and words in text.replace(facts.track.title, ""):
        yield "vocals", traits(facts, vocals=not sung)
        yield "vocals not sure", traits(facts, vocals=None)


def of_names(text: str, facts: ReasonFacts, texts: Texts) -> Iterator[Changed]:
    yield "title", replace(facts, track=replace(facts.track, title="Harbour Lights"))
    if facts.track.artist:
        yield "artist", replace(facts, track=replace(facts.track, artist="Ida Winter"))


def of_clip(text: str, facts: ReasonFacts, texts: Texts) -> Iterator[Changed]:
    clip = facts.clip
    if clip is None:
        return
    yield "no clip", replace(facts, clip=None)
    # "Lively" and "bright" may be said of the track alone, or of it beside the clip.
    text = without((*iter_contrasts(texts), *list_track_qualities(texts)), text)
    for scale, name in find_clip_steps(clip):
        # "darker-sounding" is of a track. An ending may follow: possessively, so that none of it is given back.
        if re.search(rf"(?<![\w-]){re.escape(texts(f'reasons.look.{scale}.{name}'))}\w*+(?!-)", text):
            other = replace(clip, **{FLIPPED[scale]: far(getattr(clip, FLIPPED[scale]))})
            yield f"clip's {scale}", replace(facts, clip=other)
    if any(cuts in text for cuts in texts.list_variants(f"reasons.cuts.{classify_cuts(clip)}")):
        times = () if clip.cuts_s else (1.0,)
        yield "clip's cuts", replace(facts, clip=replace(clip, cuts_s=times, cuts_per_minute=20.0 if times else 0.0))


def of_moment(text: str, facts: ReasonFacts, texts: Texts) -> Iterator[Changed]:
    moment = facts.moment
    if re.search(rf"(?<![\d→]){format_clock(moment.start_s)}(?![\d→])", text):
        yield "start", replace(facts, moment=replace(moment, start_s=moment.start_s + 3))
    if moment.hits_s is not None and format_clock(moment.hits_s) in text.split(format_clock(moment.start_s), 1)[-1]:
        yield "climax", replace(facts, moment=replace(moment, hits_s=moment.hits_s + 3))
        yield "no climax", replace(facts, moment=replace(moment, hits_s=None))


def of_last(text: str, facts: ReasonFacts, texts: Texts) -> Iterator[Changed]:
    last = facts.last
    text = without(iter_contrasts(texts), text)  # "calmer than your clip" is said of no pick
    ways = {"slower": 40.0, "faster": -40.0}
    if last is None:
        return
    for name, gap in ways.items():
        head = re.split(r"\{|\(", texts(f"reasons.change.{name}"))[0]
        if head.strip() in text:
            bpm = (facts.track.traits.tempo_bpm or 0) - gap
            yield "tempo change", replace(facts, last=replace(last, traits=replace(last.traits, tempo_bpm=bpm)))
            yield "no last pick", replace(facts, last=None)
    for scale in ("energy", "brightness", "valence"):
        for way in ("less", "more"):
            if texts(f"reasons.change.{scale}.{way}") in text:
                level = 0.0 if way == "less" else 1.0
                yield (
                    f"{scale} change",
                    replace(facts, last=replace(last, traits=replace(last.traits, **{scale: level}))),
                )
    if texts("reasons.change.sung") in text or texts("reasons.change.unsung") in text:
        yield (
            "vocals change",
            replace(facts, last=replace(last, traits=replace(last.traits, vocals=facts.track.traits.vocals))),
        )


def list_track_qualities(texts: Texts) -> list[str]:
    """The words for a track's qualities, longest first."""
    tables = ("reasons.alone.", "reasons.before.", "reasons.second.")
    found = [
        text.replace("{second}", "").strip(" ,、") for key, text in texts.catalogue.items() if key.startswith(tables)
    ]
    return sorted(found, key=len, reverse=True)


def iter_contrasts(texts: Texts) -> Iterator[str]:
    """The words by which a reason sets the pick against the clip, longest first."""
    ways = (f"reasons.{key}.{way}" for key in ("beside", "paced") for way in ("less", "more"))
    pieces = (piece for way in ways for text in texts.list_variants(way) for piece in re.split(r"\{\w+\}", text))
    yield from sorted((piece for piece in pieces if len(piece) > 5), key=len, reverse=True)


CHANGES: tuple[Callable[[str, ReasonFacts, Texts], Iterator[Changed]], ...] = (
    of_track,
    of_voice,
    of_names,
    of_clip,
    of_moment,
    of_last,
)


def without(phrases: Iterable[str], text: str) -> str:
    for phrase in phrases:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_template_writer_says_passes(language: str) -> None:
    assert supports_language(language)
    for facts in made_facts(language, 80):
        text = WRITER.write_reason(facts).text
        assert check_reason(text, facts).problems == (), text
        assert check_partial_reason(text, facts).ok


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_texts_fail_where_one_fact_differs(language: str) -> None:
    tried, noticed, missed = Counter[str](), Counter[str](), list[tuple[str, str]]()
    for facts in made_facts(language, 120, seed=1):
        text = WRITER.write_reason(facts).text
        told = without(facts.broken, text)
        for change in CHANGES:
            for kind, other in change(told, facts, load_texts(language)):
                tried[kind] += 1
                if check_reason(text, other).ok:
                    missed.append((kind, text))
                else:
                    noticed[kind] += 1
    print({kind: f"{noticed[kind]}/{tried[kind]}" for kind in sorted(tried)})
    assert missed == []
    assert len(tried) >= 20
    assert min(tried.values()) >= 1
