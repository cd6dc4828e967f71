"""Every claim of a reason is read back out of its text and checked against what was measured."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.descriptions import describe_clip, describe_track, format_clock
from language.reading import LastPick, LibraryWords, read_words
from models.ranking.start_moment import StartMoment, find_start_moment
from models.writer.interface import MAX_REASON_WORDS, ReasonFacts
from models.writer.template import TemplateWriter
from musechat.brief import Brief, BriefEvent
from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.concepts import INSTRUMENTS
from musechat.reference_scales import compare_paces, is_close_pace
from musechat.track import Track
from musechat.turn import TurnKind
from research.fixed_thresholds import TAG_FROM
from tests.musechat.made import made_clip, made_track

WRITER = TemplateWriter()


def facts_of(
    track: Track, last: Track | None = None, words: str = "", clip: ClipTraits | None = None, **more: Any
) -> ReasonFacts:
    before = LastPick.from_track(last) if last else None
    changes = read_words(words, before, Brief(), LibraryWords()).events
    brief = Brief.replay_events(BriefEvent(n, 2, 1, *change) for n, change in enumerate(changes, 1))
    moment = find_start_moment(clip, track.traits)
    return ReasonFacts(track, moment, clip, brief, 2 if last else 1, last, **more)


def check(text: str, facts: ReasonFacts) -> None:  # noqa: C901 (one claim after the other)
    """Fail where the text says anything that the facts do not hold."""
    track, traits, clip = facts.track, facts.track.traits, facts.clip
    assert 5 <= len(text.split()) <= MAX_REASON_WORDS
    assert 2 <= len(re.findall(r"[.](?:\s|$)", re.sub(r"“[^”]*”", "T", text))) <= 3
    assert "!" not in text.replace(track.title, "").replace(track.artist, "")
    body = re.sub(r"“[^”]*”(?: by )?", "", text, count=1).replace(track.artist[:30] or "\0", "")
    broken = " ".join(facts.broken)
    told = body
    for phrase in facts.broken:
        told = told.replace(phrase, "")
    known = {f"{traits.tempo_bpm:.0f}"} if traits.tempo_bpm is not None and traits.tempo_confidence >= 0.5 else set()
    pair = re.search(r"(slower|faster), (\d+) instead of (\d+) bpm", told)
    if pair:
        assert facts.last is not None
        old, new = facts.last.traits.tempo_bpm, traits.tempo_bpm
        assert old is not None and new is not None
        assert (pair[1] == "slower") == (new < old)
        assert (pair[2], pair[3]) == (f"{new:.0f}", f"{old:.0f}")
        told = told.replace(pair[0], "")
    assert set(re.findall(r"(\d+) bpm", told)) <= known
    for key, mode in re.findall(r"in ([A-G]#?) (major|minor)", told):
        assert (key, mode) == (traits.key, traits.mode)
        assert traits.key_confidence >= 0.5
    times = {format_clock(facts.moment.start_s), format_clock(traits.duration_s)}
    times |= {format_clock(facts.moment.hits_s)} if facts.moment.hits_s is not None else set()
    times |= {format_clock(facts.last.traits.duration_s)} if facts.last else set()
    assert set(re.findall(r"\d+:\d\d", told)) <= times
    if re.search("(?:no|without) (?:vocals|singing)", told):
        assert traits.vocals is False
    elif re.search("vocals|singing", told):
        assert traits.vocals is True
    for name in INSTRUMENTS:
        if re.search(rf"\b{name}\b", told) and name not in ("beat", "bells"):
            assert track.get_tag_score(name) >= TAG_FROM, name
    scales = (
        ("calmer", "energy", -1),
        ("more energetic", "energy", 1),
        ("happier", "valence", 1),
        ("sadder", "valence", -1),
    )
    scales += (("darker-sounding", "brightness", -1), ("brighter-sounding", "brightness", 1))
    for word, name, sign in scales:
        if re.search(rf"\b{word}\b(?! than| passage)", told):
            assert facts.last is not None
            assert sign * (getattr(traits, name) - getattr(facts.last.traits, name)) > 0
    limits = {"calm": (0, 0.25), "easy-going": (0.25, 0.4), "driving": (0.75, 1.1)}
    for word, (low, high) in limits.items():
        if re.search(rf"\b(?:a|an) {word}\b", told):
            assert low <= traits.energy < high
    if "sombre" in told:
        assert traits.valence < 0.3
    if "cheerful" in told:
        assert traits.valence >= 0.7
    if clip is not None:
        gap = compare_paces(clip.energy, traits.energy)
        if re.search("at the pace of|paced like|as lively as|in step with|keeping|same pace|alike", told):
            assert is_close_pace(clip.energy, traits.energy)
        if re.search("(?:calmer|less energy|gentler|more relaxed) than", told):
            assert gap < 0
        if re.search("(?:livelier|more energy|more driving|more punch|more drive) than", told):
            assert gap > 0
        if "few cuts" in told:
            assert 0.5 <= clip.cuts_per_minute < 10
        if "no cuts" in told:
            assert not clip.cuts_s or clip.cuts_per_minute < 0.5
        assert ("cool-toned" not in told) or clip.warmth < 0.42
        assert ("warm-toned" not in told) or clip.warmth >= 0.58
    else:
        assert "your" not in told
    if re.search("where the main part begins|(?:right at|with) its main part|together with the main part", told):
        assert any(s.label == "main" and abs(s.start_s - facts.moment.start_s) <= 1 for s in traits.sections)
    assert not broken or any(phrase in text for phrase in facts.broken)


levels = st.floats(0, 1)
made_tracks = st.builds(
    lambda energy, valence, brightness, tempo, sure, key, key_sure, vocals, tags, length, title, artist: made_track(
        "abc",
        energy=energy,
        valence=valence,
        brightness=brightness,
        tempo_bpm=tempo,
        tempo_confidence=sure,
        key=key,
        key_confidence=key_sure,
        vocals=vocals,
        tags=tags,
        duration_s=length,
        title=title,
        artist=artist,
    ),
    levels,
    levels,
    levels,
    st.one_of(st.none(), st.floats(50, 190)),
    levels,
    st.sampled_from([None, "C", "F#"]),
    levels,
    st.sampled_from([None, True, False]),
    st.dictionaries(st.sampled_from(["piano", "strings", "drums", "guitar", "rock"]), levels),
    st.floats(5, 300),
    st.sampled_from(["Blue Door", "A Very Long Title That Goes On And On Without Any End In Sight", "X. 12 bpm!"]),
    st.sampled_from(["Mira Sol", "", "Everybody Who Was In The Room That Night feat. Jo"]),
)
made_clips = st.builds(
    lambda energy, warmth, light, cuts, rising: made_clip(
        energy=energy,
        warmth=warmth,
        brightness=light,
        cuts_per_minute=cuts,
        cuts_s=(1.0,) if cuts else (),
        energy_curve=(0.1,) * 12 + (0.9,) * (ENERGY_POINTS - 12) if rising else (energy,) * ENERGY_POINTS,
    ),
    levels,
    levels,
    levels,
    st.sampled_from([0.0, 3.0, 20.0, 60.0]),
    st.booleans(),
)
said = st.sampled_from(["", "calmer", "slower, piano", "happier", "no vocals", "shorter", "with strings", "brighter"])
gaps = st.sampled_from(
    [(), ("no clear piano in it",), ("112 bpm, you asked for at most 90", "not as calm as you asked")]
)


@settings(deadline=None, max_examples=200)
@given(made_tracks, st.one_of(st.none(), made_tracks), st.one_of(st.none(), made_clips), said, gaps, st.integers(0, 50))
def test_nothing_is_claimed_that_was_not_measured(
    track: Track, last: Track | None, clip: ClipTraits | None, words: str, broken: tuple[str, ...], thread: int
) -> None:
    facts = facts_of(track, last, words, clip, broken=broken, thread_id=thread)
    check(WRITER.write_reason(facts).text, facts)


def test_the_checker_notices_a_false_claim() -> None:
    facts = facts_of(made_track(tags={"piano": 0.6}), clip=made_clip())
    text = WRITER.write_reason(facts).text
    for wrong in (
        text.replace("120 bpm", "90 bpm"),
        text.replace("piano", "strings"),
        re.sub("(?:no|without) (?:vocals|singing)", "vocals", text),
    ):
        assert wrong != text
        with pytest.raises(AssertionError):
            check(wrong, facts)


def test_the_same_facts_give_the_same_words_and_turns_differ() -> None:
    facts = facts_of(made_track(), clip=made_clip())
    assert WRITER.write_reason(facts) == WRITER.write_reason(facts)
    texts = {WRITER.write_reason(replace(facts, thread_id=n)).text for n in range(30)}
    assert len(texts) > 8


def test_title_and_artist_are_the_tracks_own() -> None:
    text = WRITER.write_reason(facts_of(made_track(title="Blue Door", artist="Mira Sol"))).text
    assert "“Blue Door” by Mira Sol" in text


def test_a_change_that_was_asked_for_is_named_with_its_numbers() -> None:
    last = made_track("a", tempo_bpm=122.0, energy=0.7)
    text = WRITER.write_reason(facts_of(made_track("b", tempo_bpm=84.0, energy=0.7), last, "slower")).text
    assert "slower, 84 instead of 122 bpm" in text


def test_a_change_that_did_not_happen_is_not_claimed() -> None:
    same = made_track("a", energy=0.5)
    assert "calmer" not in WRITER.write_reason(facts_of(made_track("b", energy=0.52), same, "calmer")).text


def test_an_unsure_tempo_and_key_are_left_out() -> None:
    text = WRITER.write_reason(facts_of(made_track(tempo_confidence=0.2, key_confidence=0.1), clip=made_clip())).text
    assert "bpm" not in text
    assert "major" not in text


def test_a_broken_wish_is_owned_up_to() -> None:
    facts = facts_of(made_track(), clip=made_clip(), broken=("no clear harp in it",), kind=TurnKind.REFINE)
    assert "no clear harp in it" in WRITER.write_reason(facts).text


def test_the_meeting_of_build_and_climax_is_told() -> None:
    clip = made_clip(energy_curve=(0.1,) * 10 + (0.9,) * (ENERGY_POINTS - 10))
    facts = facts_of(made_track(), clip=clip)
    assert facts.moment.hits_s is not None
    assert re.search(rf"rise.* {format_clock(facts.moment.hits_s)}\b", WRITER.write_reason(facts).text)


def test_a_track_shorter_than_the_clip_is_said_to_end_early() -> None:
    facts = facts_of(made_track(duration_s=12.0), clip=made_clip(duration_s=30.0))
    assert re.search("0:12.*(?:before|shorter than) your clip", WRITER.write_reason(facts).text)


def test_a_moment_in_a_section_is_placed_there() -> None:
    facts = replace(facts_of(made_track(), clip=made_clip()), moment=StartMoment(40.0, 60.0, "main"))
    assert re.search("main part", WRITER.write_reason(facts).text)


def test_traits_in_words() -> None:
    clip = made_clip(energy=0.2, warmth=0.3, cuts_s=(1.0,), cuts_per_minute=3.0)
    assert describe_clip(clip) == ("slow", "cool-toned", "few cuts", "no sound")
    track = made_track(energy=0.2, valence=0.2, tempo_bpm=72.4, mode="minor", key="D", tags={"piano": 0.6, "rock": 0.9})
    assert describe_track(track.traits, track.tags) == (
        "calm", "sombre", "72 bpm", "D minor", "rock", "piano", "no vocals"
    )  # fmt: skip
