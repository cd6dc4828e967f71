"""Reasons in every language say nothing that was not measured: each phrase a catalogue could claim is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.descriptions import (
    classify_cuts,
    find_clip_steps,
    find_track_steps,
    format_clock,
)
from language.texts import LANGUAGES, Texts, load_texts
from models.ranking.shortfall import describe_shortfall
from models.ranking.start_moment import StartMoment
from models.writer.interface import MAX_REASON_LETTERS, MAX_REASON_WORDS, ReasonFacts, count_words
from models.writer.template import AT_START_S, LIVELY, PLACES, TemplateWriter
from musechat.clip import ClipTraits
from musechat.concepts import INSTRUMENTS
from musechat.reference_scales import compare_paces, is_close_pace
from musechat.track import Track
from musechat.wish import Facet, Force
from research.fixed_thresholds import KEY_FROM, TAG_FROM, TEMPO_FROM
from tests.models.writer.test_template import facts_of, made_clips, made_tracks, said
from tests.musechat.made import find_clip_energy, made_clip, made_track, wish_of

WRITER = TemplateWriter()
UNSUNG = {
    "en": "no vocals|without vocals|no singing|without singing",
    "de": "ohne Gesang|rein instrumental",
    "es": "sin voz|sin voces|sin canto",
    "fr": "sans voix|sans chant|sans aucune voix",
    "ja": "ボーカルなし|歌なし|歌声なし",
}
SUNG = {"en": "vocals|singing", "de": "Gesang|gesungen", "es": "voz|cantado", "fr": "voix|chanté", "ja": "ボーカル|歌"}
AMBIGUOUS = {("es", "beat"), ("en", "beat")}  # "al ritmo de tu clip" is no claim about drums
WISHES = (
    wish_of(Force.PREFER, Facet.INSTRUMENT, {"name": "organ"}, ""),
    wish_of(Force.PREFER, Facet.ENERGY, {"max": 0.1}, ""),
    wish_of(Force.PREFER, Facet.GENRE, {"name": "jazz", "less": True}, ""),
)
Claim = tuple[str, bool]


def key_names(scales: dict[str, str], texts: Texts, table: str) -> Iterator[tuple[str, str, str]]:
    """Every (scale, name, text) of a table of the catalogue."""
    for key, text in texts.catalogue.items():
        found = re.fullmatch(rf"reasons\.{table}\.([^.]+)\.([^.]+)(?:\.\d)?", key)
        if found and found[1] in scales:
            yield found[1], found[2], text


def longest_piece(text: str) -> str:
    return max(re.split(r"\{\w+\}", text), key=len).strip(" ,。:(")


def claims(facts: ReasonFacts, texts: Texts) -> Iterator[Claim]:
    """Every phrase that a reason of this language could hold, and whether it would be true here."""
    yield from track_claims(facts, texts)
    yield from clip_claims(facts, texts)
    yield from place_claims(facts, texts)
    yield from change_claims(facts, texts)


def track_claims(facts: ReasonFacts, texts: Texts) -> Iterator[Claim]:
    traits = facts.track.traits
    steps = set(find_track_steps(traits))
    for name in ("calm", "easy-going", "steady", "lively", "driving"):
        ways = (texts.list_variants(f"reasons.{key}.{name}") for key in ("alone", "before"))
        for alone, before in zip(*ways, strict=True):
            yield alone, ("drive", name) in steps
            head = before.split("{")[0].strip(", ")
            if not head.startswith(alone):  # else a word and its "and", which may follow a clip's look as well
                yield head, ("drive", name) in steps
    for scale, name, text in key_names({"mood": "", "timbre": ""}, texts, "second"):
        yield text, (scale, name) in steps
    for key, text in texts.catalogue.items():
        if key.startswith("describe.key."):
            tonic = (traits.key or "").lower().replace("#", "-sharp")
            true = traits.key_confidence >= KEY_FROM and key == f"describe.key.{tonic}-{traits.mode}"
            yield text, true
    for name in INSTRUMENTS:
        if (texts.language, name) not in AMBIGUOUS:
            true = facts.track.get_tag_score(name) >= TAG_FROM
            yield from ((word, true) for word in {texts.translate_term(name), texts.inflect_after_with(name)})


def clip_claims(facts: ReasonFacts, texts: Texts) -> Iterator[Claim]:
    clip = facts.clip
    steps = set(find_clip_steps(clip)) if clip else set()
    for scale, name, text in key_names({"pace": "", "light": "", "warmth": "", "colour": ""}, texts, "look"):
        yield text, (scale, name) in steps
    for name in ("no-cuts", "few-cuts", "some-cuts", "many-cuts"):
        true = clip is not None and classify_cuts(clip) == name
        yield from ((way.strip(" ,()"), true) for way in texts.list_variants(f"reasons.cuts.{name}"))
    close = clip is not None and is_close_pace(clip.energy, facts.track.traits.energy)
    lively = close and clip is not None and clip.energy >= LIVELY
    gap = compare_paces(clip.energy, facts.track.traits.energy) if clip else 0.0
    for way, true in (("same", close), ("less", gap < 0), ("more", gap > 0)):
        for text in (*texts.list_variants(f"reasons.beside.{way}"), *texts.list_variants(f"reasons.paced.{way}")):
            yield longest_piece(text), true
    yield longest_piece(texts.list_variants("reasons.beside.lively")[-1]), lively
    short = clip is not None and facts.track.traits.duration_s < clip.duration_s
    for way in texts.list_variants("reasons.moment.ends-early"):
        yield from ((piece.strip(" ,;。、"), short) for piece in way.split("{end}"))
    met = facts.moment.hits_s is not None
    yield from ((longest_piece(way), met) for way in texts.list_variants("reasons.moment.meets"))


def place_claims(facts: ReasonFacts, texts: Texts) -> Iterator[Claim]:
    at = facts.moment.start_s
    for label in PLACES:
        sections = [s for s in facts.track.traits.sections if s.label == label]
        begins = any(abs(s.start_s - at) <= AT_START_S for s in sections)
        within = any(s.start_s - AT_START_S <= at <= s.end_s for s in sections)
        yield from ((way, begins) for way in texts.list_variants(f"reasons.place-starts.{label}"))
        yield from ((way, within) for way in texts.list_variants(f"reasons.place.{label}"))


def change_claims(facts: ReasonFacts, texts: Texts) -> Iterator[Claim]:
    old, new = facts.last.traits if facts.last else None, facts.track.traits
    for scale in ("energy", "brightness", "valence"):
        gap = getattr(new, scale) - getattr(old, scale) if old else 0.0
        yield texts(f"reasons.change.{scale}.less"), gap < 0
        yield texts(f"reasons.change.{scale}.more"), gap > 0
    bpm = (old.tempo_bpm or 0.0, new.tempo_bpm or 0.0) if old else (0.0, 0.0)
    yield longest_piece(texts("reasons.change.slower").split("{new}")[0].split("{old}")[0]), bpm[1] < bpm[0]
    yield longest_piece(texts("reasons.change.faster").split("{new}")[0].split("{old}")[0]), bpm[1] > bpm[0]
    length = (old.duration_s, new.duration_s) if old else (0.0, 0.0)
    yield longest_piece(texts("reasons.change.shorter").split("{new}")[0].split("{old}")[0]), length[1] < length[0]
    yield longest_piece(texts("reasons.change.longer").split("{new}")[0].split("{old}")[0]), length[1] > length[0]


def numbers(facts: ReasonFacts) -> set[str]:
    """Every number that a reason may name."""
    tracks = [facts.track, *([facts.last] if facts.last else [])]
    found = {format_clock(facts.moment.start_s), *(format_clock(track.traits.duration_s) for track in tracks)}
    found |= {format_clock(facts.moment.hits_s)} if facts.moment.hits_s is not None else set()
    for track in tracks:
        if track.traits.tempo_bpm is not None and track.traits.tempo_confidence >= TEMPO_FROM:
            found.add(f"{track.traits.tempo_bpm:.0f}")
    return found


def check(text: str, facts: ReasonFacts, texts: Texts) -> None:
    """Fail where the text says anything that the facts do not hold, or says it badly."""
    assert count_words(text) <= MAX_REASON_WORDS
    assert len(text) <= MAX_REASON_LETTERS
    assert not re.search(r"[{}]|  | ,| \.|\.\.|。。|、、|,,", text.replace("X. 12 bpm!", ""))
    assert not facts.broken or any(phrase in text for phrase in facts.broken)
    told = without_names(text, facts)
    assert set(re.findall(r"\d+(?::\d\d)?", told.replace("BPM", " "))) <= numbers(facts)
    spaced = texts.language != "ja"
    told = f" {told} "
    for phrase, true in sorted(claims(facts, texts), key=lambda claim: (-len(claim[0]), not claim[1])):
        pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)" if spaced else re.escape(phrase)
        left = re.sub(pattern, "|", told, flags=re.IGNORECASE)
        assert true or left == told, phrase
        told = left if true else told
    if re.search(UNSUNG[texts.language], told):
        assert facts.track.traits.vocals is False
    elif re.search(SUNG[texts.language], told):
        assert facts.track.traits.vocals is True
    if facts.clip is None:
        assert not re.search(r"(?i)\bclips?\b|クリップ", told)


def without_names(text: str, facts: ReasonFacts) -> str:
    for phrase in (*facts.broken, facts.track.artist):
        text = text.replace(phrase, "") if phrase else text
        text = text.replace(phrase[:1].upper() + phrase[1:], "") if phrase else text
    return re.sub(r"[“„«「].*?[”“»」]", "", text, count=1)


@settings(deadline=None, max_examples=60)
@given(
    made_tracks,
    st.one_of(st.none(), made_tracks),
    st.one_of(st.none(), made_clips),
    said,
    st.integers(0, len(WISHES)),
    st.integers(0, 50),
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow_but_first
def test_nothing_is_claimed_that_was_not_measured(
    language: str, track: Track, last: Track | None, clip: ClipTraits | None, words: str, gaps: int, thread: int
) -> None:
    texts = load_texts(language)
    broken = tuple(describe_shortfall(wish, track, texts) for wish in WISHES[:gaps])
    facts = facts_of(track, last, words, clip, broken=broken, thread_id=thread, language=language)
    check(WRITER.write_reason(facts).text, facts, texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checker_notices_a_false_claim(language: str) -> None:
    texts = load_texts(language)
    facts = facts_of(made_track(tags={"piano": 0.6}), clip=made_clip(), language=language)
    text = WRITER.write_reason(facts).text
    wrong_ones = [
        text.replace("120", "90"),
        text.replace(texts.inflect_after_with("piano"), texts.inflect_after_with("strings")),
        re.sub(UNSUNG[language], SUNG[language].split("|")[0], text),
    ]
    for wrong in wrong_ones:
        assert wrong != text
        with pytest.raises(AssertionError):
            check(wrong, facts, texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_facts_give_the_same_words_and_threads_differ(language: str) -> None:
    facts = facts_of(made_track(), clip=made_clip(), language=language)
    assert WRITER.write_reason(facts) == WRITER.write_reason(facts)
    assert len({WRITER.write_reason(replace(facts, thread_id=n)).text for n in range(30)}) > 8


def told(language: str, **more: Any) -> str:
    last = made_track("a", tempo_bpm=122.0, energy=0.7, vocals=True)
    track = made_track(
        "b",
        title="Blue Door",
        artist="Mira Sol",
        tempo_bpm=84.0,
        energy=0.2,
        valence=0.2,
        key="D",
        mode="minor",
        tags={"piano": 0.6, "strings": 0.5},
    )
    clip = made_clip(energy=find_clip_energy(0.2), brightness=0.2, warmth=0.5, cuts_s=(1.0,), cuts_per_minute=3.0)
    facts = facts_of(track, last, "slower, no vocals", clip, language=language, **more)
    return WRITER.write_reason(replace(facts, moment=StartMoment(40.0, 60.0, "main"))).text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Your slow video with few cuts goes with a calm, sombre piece at 84 bpm in D minor with piano, strings and no vocals, keeping step with it: “Blue Door” by Mira Sol."
            " Let it start at 0:40, within the main part."
            " Since the last pick: slower, 84 instead of 122 bpm and without vocals this time.",
        ),
        (
            "de",
            "Zu deinem langsamen Video mit wenigen Schnitten passt ein ruhiges, schwermütiges Stück bei 84 bpm in d-Moll mit Klavier und Streichern, ohne Gesang, ebenso bewegt: „Blue Door“ von Mira Sol."
            " Beginne bei 0:40, mitten im Hauptteil."
            " Der Unterschied: langsamer (84 statt 122 bpm) und diesmal ohne Gesang.",
        ),
        (
            "es",
            "A tu video lento con escasos cortes le va un aire tranquilo y sombrío a 84 bpm en re menor, con piano y cuerdas, sin voz, a la par: «Blue Door», de Mira Sol."
            " Entrada en 0:40, en plena parte principal."
            " Respecto al anterior: más lento (84 en vez de 122 bpm) y esta vez sin voz.",
        ),
        (
            "fr",
            "À ton film lent et sombre aux rares coupes convient un morceau calme et mélancolique à 84 bpm en ré mineur, avec piano et cordes, sans voix, d’un même pas : « Blue Door » de Mira Sol."
            " À jouer dès 0:40, pendant la section principale."
            " Face au précédent : plus lent (84 au lieu de 122 bpm) et cette fois sans voix.",
        ),
        (
            "ja",
            "お手元のゆったりした動画には、同じペースのBPM 84、ニ短調の穏やかでもの悲しい曲（ピアノとストリングス入り、ボーカルなし）、「Blue Door」（Mira Sol）はいかがでしょう。"
            "頭出しは0:40から（メイン部分の中）。"
            "変わった点は、テンポが遅め（BPM 122→84）、今回はボーカルなしです。",
        ),
    ],
)
def test_a_reason_as_it_is_read(language: str, text: str) -> None:
    assert told(language, thread_id=3) == text
