"""Describe measured traits in a few words, for the page, the command line and the writer; unsure ones are left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from language.certainty import Certainty, judge_key, judge_tag, judge_tempo, judge_tempo_octave, judge_vocals
from language.texts import ENGLISH, Texts
from language.vocabulary.scenes import SCENES
from musechat.clip import ClipTraits
from musechat.clip_music import ClipMusic, ClipRecording
from musechat.clip_notices import Notice
from musechat.concepts import GENRES, INSTRUMENTS
from musechat.nobody import names_nobody
from musechat.track import Tag, TrackTraits

MAX_INSTRUMENTS = 2
MAX_STYLES = 1

Steps = tuple[tuple[float, str], ...]

# Upper bounds and the names of the words in texts/<language>/describe.toml; "" says nothing.
# The middle of a scale is often left without a word: most material lies there, and naming it would say nothing.
_STEPS: dict[str, Steps] = {
    "pace": ((0.3, "slow"), (0.45, "unhurried"), (0.6, "steady"), (0.75, "lively"), (9.0, "fast")),
    "light": ((0.3, "dark"), (0.65, ""), (9.0, "bright")),
    "warmth": ((0.42, "cool-toned"), (0.58, ""), (9.0, "warm-toned")),
    "colour": ((0.15, "muted"), (0.6, ""), (9.0, "colourful")),
    "cuts": ((0.5, "no-cuts"), (10.0, "few-cuts"), (30.0, "some-cuts"), (9e9, "many-cuts")),
    "drive": ((0.25, "calm"), (0.4, "easy-going"), (0.6, "steady"), (0.75, "lively"), (9.0, "driving")),
    "mood": ((0.3, "sombre"), (0.7, ""), (9.0, "cheerful")),
    "timbre": ((0.3, "dark-sounding"), (0.7, ""), (9.0, "bright-sounding")),
}


class ScaleStep(NamedTuple):
    """Where something stands on a scale, by the names that the texts go by: ("pace", "slow")."""

    scale: str
    name: str


def _find_steps(**levels: float) -> tuple[ScaleStep, ...]:
    """Find where each level stands on the scale of its name; nowhere in a middle that says nothing."""
    # The last bound of each scale lies above any level, so that next() always finds one.
    found = (ScaleStep(on, next(name for bound, name in _STEPS[on] if level < bound)) for on, level in levels.items())
    return tuple(step for step in found if step.name)


def find_clip_steps(traits: ClipTraits) -> tuple[ScaleStep, ...]:
    """Where a clip's pace and look stand, pace first; nowhere without a picture."""
    if not traits.has_picture:
        return ()
    return _find_steps(pace=traits.energy, light=traits.brightness, warmth=traits.warmth, colour=traits.saturation)


def classify_cuts(traits: ClipTraits) -> str:
    """Name how much a clip is cut: "few-cuts"; "" without a picture."""
    return _find_steps(cuts=traits.cuts_per_minute if traits.cuts_s else 0.0)[0].name if traits.has_picture else ""


def find_track_steps(traits: TrackTraits) -> tuple[ScaleStep, ...]:
    """Where a track's measured qualities stand, its drive (always there) first."""
    return _find_steps(drive=traits.energy, mood=traits.valence, timbre=traits.brightness)


def describe_clip_look(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a clip's pace and look: ("slow", "dark", "cool-toned")."""
    return tuple(texts(f"describe.{scale}.{name}") for scale, name in find_clip_steps(traits))


def describe_clip_scenes(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Name what a clip surely shows, surest first: ("coast",)."""
    return tuple(SCENES[name].names[texts.language] for name in traits.sure_scenes if name in SCENES)


def describe_clip_cuts(traits: ClipTraits, texts: Texts = ENGLISH) -> str:
    """Say how much it is cut: "few cuts"; "" without a picture."""
    name = classify_cuts(traits)
    return texts(f"describe.cuts.{name}") if name else ""


def describe_clip_sound(traits: ClipTraits, texts: Texts = ENGLISH) -> str:
    """Describe a clip's own sound: "speech", "music", "speech and music", "sound" or "no sound"."""
    if not traits.has_sound:
        return texts("describe.sound.none")
    # Each is judged by itself: a clip may hold both speech and music, or one above the other.
    found = (("speech", traits.has_speech), ("music", traits.has_music))
    parts = [texts(f"describe.sound.{name}") for name, sure in found if sure]
    return texts.join_list(parts) or texts("describe.sound.some")


def remark_own_music(
    traits: ClipTraits,
    texts: Texts = ENGLISH,
    music: ClipMusic | None = None,
    recording: ClipRecording | None = None,
) -> str:
    """Remark that a clip has music of its own already, in a sentence, and which; "" where it is not sure."""
    if music is not None:
        return name_clip_music(music, texts)
    if recording is not None:
        return name_clip_recording(recording, texts)
    if not traits.has_music:
        return ""
    return texts("describe.own-music.under-speech" if traits.has_speech else "describe.own-music.alone")


def name_clip_music(music: ClipMusic, texts: Texts) -> str:
    """Say which track is in a clip already, and from where on: "This clip already has “X” by Y, from 0:31."."""
    kind = "unsigned" if names_nobody(music.artist) else "named"
    at = format_clock(music.at_s)
    return texts(f"describe.own-music.{kind}", title=music.title, artist=music.artist, at=at)


def name_clip_recording(recording: ClipRecording, texts: Texts) -> str:
    """Say what a clip's own music is likely to be: "The music in this clip is probably “X” by Y."."""
    return texts("describe.own-music.probably", title=recording.title, artist=recording.artist)


def describe_clip(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a clip in short words, what it surely shows first: ("coast", "slow", "few cuts", "no sound")."""
    words = (
        *describe_clip_scenes(traits, texts),
        *describe_clip_look(traits, texts),
        describe_clip_cuts(traits, texts),
        describe_clip_sound(traits, texts),
    )
    return tuple(word for word in words if word)


def describe_clip_notices(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """What its owner should be told about the file, a sentence or two each: "Your upload ends at 0:04 of 0:08. …"."""
    told = []
    for notice in map(Notice.from_text, traits.notices):
        at, length = (*(format_clock(round(number)) for number in notice.numbers), "", "")[:2]
        told.append(texts(f"describe.notice.{notice.code}", at=at, length=length))
    return tuple(told)


def describe_track_qualities(traits: TrackTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a track's measured qualities: ("calm", "sombre")."""
    return tuple(texts(f"describe.{scale}.{name}") for scale, name in find_track_steps(traits))


def describe_tempo(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say the tempo as surely as it is known: "84 bpm", "perhaps 84 or 168 bpm", "perhaps 84 bpm", or ""."""
    certainty = judge_tempo(traits)
    if certainty is Certainty.PLAIN:
        return _format_tempo(traits, texts)
    if traits.tempo_bpm is not None and traits.tempo_alternatives_bpm and judge_tempo_octave(traits):
        other = f"{traits.tempo_alternatives_bpm[0]:.0f}"
        return texts("describe.either-tempo", bpm=f"{traits.tempo_bpm:.0f}", other=other)
    return texts("describe.perhaps", what=_format_tempo(traits, texts)) if certainty else ""


def describe_sure_tempo(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say the tempo, "84 bpm"; "" where it is not sure."""
    return _format_tempo(traits, texts) if judge_tempo(traits) is Certainty.PLAIN else ""


def _format_tempo(traits: TrackTraits, texts: Texts) -> str:
    return texts("describe.tempo", bpm=f"{traits.tempo_bpm:.0f}")


def describe_key(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say the key as surely as it is known: "D minor", "perhaps D minor", or ""."""
    return _hedge_words(judge_key(traits), lambda: name_key(traits, texts), texts)


def describe_sure_key(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say the key, "D minor"; "" where it is not sure."""
    return name_key(traits, texts) if judge_key(traits) is Certainty.PLAIN else ""


def name_key(traits: TrackTraits, texts: Texts) -> str:
    """Name the key of a track that has one, however sure it is."""
    return texts(f"describe.key.{(traits.key or '').lower().replace('#', '-sharp')}-{traits.mode}")


def describe_vocals(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say "vocals" or "no vocals", perhaps as a guess; "" where it is not known."""
    name = "describe.vocals" if traits.vocals else "describe.no-vocals"
    return _hedge_words(judge_vocals(traits), lambda: texts(name), texts)


def find_sure_vocals(traits: TrackTraits) -> bool | None:
    """Whether somebody sings; None where it is not sure."""
    return traits.vocals if judge_vocals(traits) is Certainty.PLAIN else None


def _hedge_words(certainty: Certainty, say: Callable[[], str], texts: Texts) -> str:
    """Say something plainly, as a guess, or not at all."""
    if certainty is Certainty.SILENT:
        return ""
    return say() if certainty is Certainty.PLAIN else texts("describe.perhaps", what=say())


def list_sure_instruments(tags: Iterable[Tag]) -> tuple[str, ...]:
    """Instruments that may be named plainly, surest first, at most :data:`MAX_INSTRUMENTS`; by their English names."""
    return _list_graded(tags, INSTRUMENTS, Certainty.PLAIN)[:MAX_INSTRUMENTS]


def list_likely_instruments(tags: Sequence[Tag]) -> tuple[str, ...]:
    """Instruments that may be named as a guess beside the sure ones, at most :data:`MAX_INSTRUMENTS` together."""
    room = MAX_INSTRUMENTS - len(list_sure_instruments(tags))
    return _list_graded(tags, INSTRUMENTS, Certainty.HEDGED)[:room]


def list_sure_styles(tags: Iterable[Tag]) -> tuple[str, ...]:
    """Genres that may be named plainly, surest first, at most :data:`MAX_STYLES`; by their English names."""
    return _list_graded(tags, GENRES, Certainty.PLAIN)[:MAX_STYLES]


def list_likely_styles(tags: Sequence[Tag]) -> tuple[str, ...]:
    """Genres that may be named as a guess, where none is sure, at most :data:`MAX_STYLES`."""
    return () if list_sure_styles(tags) else _list_graded(tags, GENRES, Certainty.HEDGED)[:MAX_STYLES]


def _list_graded(tags: Iterable[Tag], names: Collection[str], certainty: Certainty) -> tuple[str, ...]:
    """List what may be said just so, the highest scores first."""
    # Something may be tagged more than once, by several sources: the surest counts, then its score.
    best: dict[str, tuple[Certainty, float]] = {}
    for tag in tags:
        if tag.name in names:
            best[tag.name] = max(best.get(tag.name, (Certainty.SILENT, 0.0)), (judge_tag(tag), tag.score))
    found = [name for name, (grade, _) in best.items() if grade is certainty]
    return tuple(sorted(found, key=lambda name: (-best[name][1], name)))


def describe_sounds(tags: Sequence[Tag], texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Name a track's style and instruments, the likely ones as a guess: ("jazz", "sounds like piano")."""
    sure = (*list_sure_styles(tags), *list_sure_instruments(tags))
    guesses = [texts.translate_term(name) for name in list_likely_styles(tags)]
    guesses += [texts.inflect_after_with(name) for name in list_likely_instruments(tags)]
    return (
        *(texts.translate_term(name) for name in sure),
        *(texts("describe.sounds-like", what=guess) for guess in guesses),
    )


def list_said_tags(traits: TrackTraits, tags: Iterable[Tag]) -> tuple[str, ...]:
    """Names of the tags that may be shown as what a track is, in their order; what is likely only is left out."""
    return tuple(dict.fromkeys(tag.name for tag in tags if _is_tag_said(tag, traits)))


def _is_tag_said(tag: Tag, traits: TrackTraits) -> bool:
    if tag.source != "analysis":
        return judge_tag(tag) is Certainty.PLAIN
    # Second words for measured traits are as sure as those; energy and timbre are measured, not recognised.
    judge = {
        "slow": judge_tempo, "fast": judge_tempo, "instrumental": judge_vocals, "vocals": judge_vocals,
        "major": judge_key, "minor": judge_key,
    }.get(tag.name)  # fmt: skip
    return judge is None or judge(traits) is Certainty.PLAIN


def describe_track(traits: TrackTraits, tags: Sequence[Tag], texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a track in short words: ("calm", "sombre", "72 bpm", "perhaps D minor", "piano", "no vocals")."""
    words = (
        *describe_track_qualities(traits, texts),
        describe_tempo(traits, texts),
        describe_key(traits, texts),
        *describe_sounds(tags, texts),
        describe_vocals(traits, texts),
    )
    return tuple(word for word in words if word)


def format_clock(seconds: float) -> str:
    """Format seconds as minutes and seconds: 83.4 is "1:23"."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
