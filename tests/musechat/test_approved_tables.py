"""What the tables of keys, tags and quantiles come to, over all that they know."""

from __future__ import annotations

from musechat import reference_scales as scales
from musechat.concepts import GENRES, INSTRUMENTS, MOODS, are_contradictory
from musechat.credits import list_banned_names, list_credited
from musechat.owner_tags import parse_key
from musechat.tagging import THRESHOLDS, merge_tags
from musechat.works import name_works, strip_version
from tests.approval import compact, compare_with_approved
from tests.musechat.made import made_traits

STEPS = [n / 25 for n in range(26)]
CREDITS = (
    "AC/DC", "Tyler, The Creator", "Simon & Garfunkel", "Jo feat. Lee", "A x B", "Nina Simone vs. Felix", "Earth, Wind & Fire", "Mira Sol with Tarn",
    "Player 1; Player 2", "Johannes Brahms feat. Jo Lee", "B'z", "DJ Shadow ft. Run The Jewels", "Florence + The Machine", "坂本龍一", "Various Artists",
)  # fmt: skip
TITLES = (
    "Tide", "Tide (Live)", "Tide - Remastered 2011", "Tide (Radio Edit)", "Tide (Mira Voss Remix)", "Tide [Instrumental]", "Tide, Pt. 2", "Live and Let Die",
    "Tide (feat. Jo)", "Tide (Live at Wembley) [2009 Remaster]", "(I Can't Get No) Satisfaction", "Tide - Acoustic Version", "Track 01", "Tide (Demo)",
)  # fmt: skip


def test_keys_are_parsed_as_approved() -> None:
    written = [
        f"{note}{sign}{mode}"
        for note in "CDEFGABHacx"
        for sign in ("", "#", "♯", "b", "♭")
        for mode in ("", "m", " minor", "maj", " major")
    ]
    written += [f"{n}{ring}" for n in range(14) for ring in "ABab"]
    compare_with_approved("keys", [f"{each} => {compact(parse_key(each))}" for each in written])


def test_places_on_the_scales_are_as_approved() -> None:
    named = {
        "clip energy": scales.place_clip_energy,
        "clip gladness": scales.place_clip_gladness,
        "clip brightness": scales.place_clip_brightness,
        "music energy": scales.place_music_energy,
        "matched": scales.match_clip_energy,
    }
    lines = [f"{name}: {compact([place(step) for step in STEPS])}" for name, place in named.items()]
    lines += [f"near {step}: {compact([scales.is_close_pace(step, other) for other in STEPS])}" for step in STEPS]
    compare_with_approved("places", lines)


def test_tags_are_taken_as_approved() -> None:
    lines = []
    for name in sorted({*THRESHOLDS, *INSTRUMENTS, *GENRES, "vocal", "male vocals", "no vocals", "classic", "techno"}):
        least = next((n / 100 for n in range(101) if _has(name, n / 100)), None)
        lines.append(f"{name} from {least}")
    for energy in STEPS[::3]:
        for brightness in STEPS[::5]:
            traits = made_traits(energy=energy, brightness=brightness, valence=0.4, tempo_bpm=60 + 100 * energy)
            lines.append(
                f"{energy} {brightness}: {compact(merge_tags({}, 'Rock; Nu Jazz', traits, moods=['sad, calm']))}"
            )
    compare_with_approved("tags", lines)


def test_credits_and_works_are_told_apart_as_approved() -> None:
    lines = [f"{name} => {compact(list_credited(name, 'Tide'))} {compact(list_banned_names(name))}" for name in CREDITS]
    lines += [f"{title} => {strip_version(title)} {compact(name_works('Mira Sol', title))}" for title in TITLES]
    compare_with_approved("credits", lines)


def test_moods_contradict_as_approved() -> None:
    lines = [f"{one}: {compact([other for other in MOODS if are_contradictory(one, other)])}" for one in MOODS]
    compare_with_approved("contradictions", lines)


def _has(name: str, score: float) -> bool:
    tags = merge_tags({name: score}, "", made_traits(vocals=True))
    return any(tag.source == "tagger" and abs(tag.score - score) < 1e-3 for tag in tags)
