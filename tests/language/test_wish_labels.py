"""Wishes, rules, licences, clips and tracks in the words of each language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from language.descriptions import describe_clip, describe_clip_look, describe_key, describe_track
from language.licences import describe_licence, parse_licence
from language.texts import LANGUAGES, load_texts
from language.wish_labels import describe_rule, describe_wish, label_report
from models.ranking.shortfall import describe_shortfall
from musechat.no_match import NoMatchReport, RelaxOffer, RuleCount
from musechat.rule import ExclusionSubject, GuildSubject, RuleSubject, ShownSubject, WishSubject
from musechat.track import Licence
from musechat.wish import RANGES, Facet, Force, Wish
from musechat.wish_values import NamedValue, RangeValue
from tests.musechat.made import made_clip, made_track, wish_of

pytestmark = pytest.mark.usefixtures("fixed_certainty")

VALUES: dict[Facet, list[dict[str, Any]]] = {
    **{facet: [{"min": 1.0, "max": 2.0}, {"min": 1.0, "max": None}, {"max": 2.0}] for facet in RANGES},
    Facet.VOCALS: [{"present": p, "voice": v} for p in (True, False) for v in ("female", "male", None)],
    Facet.GENRE: [{"name": "jazz"}, {"name": "jazz", "less": True}, {"name": "vaporwave"}],
    Facet.INSTRUMENT: [{"name": "acoustic guitar"}, {"name": "acoustic guitar", "less": True}],
    Facet.MOOD: [{"name": "calm"}, {"name": "calm", "less": True}],
    Facet.ARTIST: [{"name": "Mira Sol"}],
    Facet.TRACK: [{"track_id": "t1"}],
    Facet.LICENCE: [{"use": use} for use in ("commercial", "derivatives", "no-attribution")],
    Facet.EXPLICIT: [{"present": True}, {"present": False}],
    Facet.LIKE: [
        {"artist": "Mira Sol"},
        {"track_id": "t1"},
        {"track_id": "t1", "less": True},
        {"artist": None, "name": "Hans Zimmer", "sound": {"genres": [["soundtrack", 1.0]], "moods": [["epic", 1.0]]}},
        {"artist": None, "name": "Hans Zimmer", "less": True},
        {"artist": None, "name": "Zorbo Quill", "missing": True},
    ],
    Facet.SCENE: [{"name": "wedding"}, {"name": "boss-fight"}, {"name": "wedding", "less": True}],
    Facet.SHAPE: [{"name": "rise"}, {"name": "fall"}],
    Facet.WORDS: [{"text": "rainy train"}, {"text": "rainy train", "avoid": True}],
}
ALL_WISHES = [wish_of(force, facet, value, "") for facet in Facet for value in VALUES[facet] for force in Force]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wish_has_a_label(language: str) -> None:
    labels = [describe_wish(wish, load_texts(language)) for wish in ALL_WISHES]
    assert all(label and "{" not in label and "None" not in label for label in labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_and_its_opposite_read_differently(language: str) -> None:
    texts = load_texts(language)
    for wish in ALL_WISHES:
        if wish.facet not in (Facet.LICENCE, Facet.LIKE):
            value = replace(wish.value, less=False) if isinstance(wish.value, RangeValue | NamedValue) else wish.value
            never = Wish(Force.NEVER, wish.facet, value, "")
            assert (describe_wish(wish, texts) == describe_wish(never, texts)) == (wish.force is Force.NEVER), wish


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shortfall_is_told(language: str) -> None:
    for track in (made_track(tempo_bpm=None), made_track(year=2003, vocals=True)):
        for wish in ALL_WISHES:
            if wish.force is Force.PREFER:
                told = describe_shortfall(wish, track, load_texts(language))
                assert told, wish
                assert "{" not in told, wish


def wish(facet: Facet, force: Force = Force.PREFER, **value: Any) -> Wish:
    return wish_of(force, facet, value, "")


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        (
            wish(Facet.TEMPO, max=90.0),
            ("at most 90 bpm", "höchstens 90 bpm", "máximo 90 bpm", "90 bpm maximum", "BPM 90以下"),
        ),
        (
            wish(Facet.ENERGY, min=0.352),
            (
                "energy at least 35%",
                "Energie mindestens 35 %",
                "energía mínima 35 %",
                "énergie d’au moins 35 %",
                "エネルギー 35%以上",
            ),
        ),
        (
            wish(Facet.ENERGY, max=0.2, than=0.3, by=0.1),
            ("calmer", "ruhiger", "con más calma", "plus calme", "もっと穏やかに"),
        ),
        (
            wish(Facet.BRIGHTNESS, min=0.4, max=0.6, than=0.35, by=0.1),
            (
                "brighter",
                "heller im Klang",
                "con un sonido más brillante",
                "un son plus brillant",
                "もっと明るい音に",
            ),
        ),
        (
            wish(Facet.INSTRUMENT, Force.NEVER, name="drums"),
            ("no drums", "ohne Schlagzeug", "sin batería", "sans batterie", "ドラムなし"),
        ),
        (
            wish(Facet.INSTRUMENT, name="organ", less=True),
            ("less organ", "weniger Orgel", "menos órgano", "orgue en retrait", "オルガンは控えめ"),
        ),
        (
            wish(Facet.VOCALS, Force.MUST, present=False),
            ("no vocals", "ohne Gesang", "sin voz", "sans voix", "ボーカルなし"),
        ),
        (wish(Facet.GENRE, name="zydeco"), ("zydeco",) * 5),
        (
            wish(Facet.GENRE, name="phonk"),
            (
                "phonk (trap, hip-hop, dark)",
                "phonk (Trap, Hip-Hop, düster)",
                "phonk (trap, hip-hop, oscuro)",
                "phonk (trap, hip-hop, sombre)",
                "phonk（トラップ, ヒップホップ, ダーク）",
            ),
        ),
        (
            wish(Facet.SCENE, name="boss-fight"),
            ("boss fight", "Bosskampf", "pelea contra el jefe", "combat de boss", "ボス戦"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_wishes_as_they_are_read(wanted: Wish, labels: tuple[str, ...]) -> None:
    assert tuple(describe_wish(wanted, load_texts(language)) for language in LANGUAGES) == labels


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "about",
    [
        {"wish": wish(Facet.TEMPO, Force.MUST, max=90.0).to_json()},
        {"shown": True},
        *({"exclusion": {"scope": s, "what": w, "value": "x"}} for s in ("thread", "member", "guild") for w in ("track", "artist", "genre", "sounds-like")),
        *({"guild": {"what": w, "value": "commercial"}} for w in ("licence", "explicit", "artists", "tracks", "genre")),
    ],
    ids=str,
)  # fmt: skip
def test_every_rule_has_a_label(about: dict[str, Any], language: str) -> None:
    label = describe_rule(RuleCount.from_json({"label": "stored", "about": about}), load_texts(language))
    assert label not in ("", "stored")
    assert "{" not in label


def test_a_rule_of_the_server_says_so() -> None:
    about = {"guild": {"what": "genre", "value": "metal"}}
    entry = RuleCount.from_json({"about": about})
    assert describe_rule(entry) == "this server: no metal"
    assert describe_rule(entry, load_texts("de")) == "dieser Server: nichts mit Metal"


def test_an_entry_that_does_not_tell_what_it_is_about_keeps_its_label() -> None:
    assert describe_rule(RuleCount.from_json({"label": "no vocals"}), load_texts("de")) == "no vocals"


@pytest.mark.parametrize(
    ("about", "label"),
    [
        (WishSubject(wish(Facet.TEMPO, Force.MUST, max=90.0)), "at most 90 bpm"),
        (ShownSubject(), "already shown in this thread"),
        (ExclusionSubject("guild", "artist", "Mira Sol"), "never again (artist: Mira Sol)"),
        (GuildSubject("licence", "commercial"), "this server: only licences that allow commercial"),
        (GuildSubject("explicit"), "this server: nothing explicit"),
        (GuildSubject("artists"), "this server: blocked artists"),
        (GuildSubject("tracks"), "this server: blocked tracks"),
        (GuildSubject("genre", "lo-fi"), "this server: no lo-fi"),
    ],
)
def test_reports_are_stored_with_the_labels_that_they_always_had(about: RuleSubject, label: str) -> None:
    bare = NoMatchReport((RuleCount("rule", 3, about),), RelaxOffer("rule", 3, None, about), 5)
    labelled = label_report(bare)
    assert labelled.relax is not None
    assert (labelled.removed[0].label, labelled.relax.label) == (label, label)
    assert NoMatchReport.from_json(labelled.to_json()) == labelled


def test_licences_as_they_are_read() -> None:
    licence = parse_licence("CC-BY-NC-ND-4.0")
    assert (
        describe_licence(licence, load_texts("de")) == "nur nicht kommerziell, Bearbeiten nicht erlaubt, Namen nennen"
    )
    assert describe_licence(licence, load_texts("ja")) == "非営利のみ、加工不可、クレジット表記が必要"
    for language in LANGUAGES:
        assert describe_licence(Licence("unknown"), load_texts(language))


def test_clips_and_tracks_as_they_are_read() -> None:
    clip = made_clip(energy=0.2, warmth=0.3, cuts_s=(1.0,), cuts_per_minute=3.0)
    assert describe_clip(clip, load_texts("fr")) == ("lent", "aux tons froids", "peu de coupes", "sans son")
    talking = made_clip(has_sound=True, speech=0.5, music=0.5)
    assert describe_clip(talking, load_texts("de"))[-1] == "Sprache und Musik"
    track = made_track(energy=0.2, valence=0.2, tempo_bpm=72.4, mode="minor", key="D", tags={"piano": 0.6})
    said = describe_track(track.traits, track.tags, load_texts("es"))
    assert said == ("tranquilo", "sombrío", "72 bpm", "re menor", "piano", "sin voz")
    assert describe_clip_look(made_clip(has_picture=False), load_texts("ja")) == ()


@pytest.mark.parametrize("key", ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"])
@pytest.mark.parametrize("mode", ["major", "minor"])
def test_every_key_has_a_name(key: str, mode: str) -> None:
    traits = made_track(key=key, mode=mode).traits
    names = {language: describe_key(traits, load_texts(language)) for language in LANGUAGES}
    assert names["en"] == f"{key} {mode}"
    assert len(set(names.values())) == len(LANGUAGES)


def test_keys_go_by_the_names_that_musicians_of_the_language_use() -> None:
    names = [describe_key(made_track(key="B", mode="minor").traits, load_texts(language)) for language in LANGUAGES]
    assert names == ["B minor", "h-Moll", "si menor", "si mineur", "ロ短調"]
    assert describe_key(made_track(key="A#", mode="major").traits, load_texts("de")) == "B-Dur"


def test_an_excluded_genre_is_named_in_the_language_and_an_artist_as_they_are() -> None:
    german = load_texts("de")
    genre = RuleCount("rule", 1, ExclusionSubject("member", "genre", "classical"))
    artist = RuleCount("rule", 1, ExclusionSubject("member", "artist", "classical"))
    assert "Klassik" in describe_rule(genre, german)
    assert "Klassik" not in describe_rule(artist, german)
    assert "classical" in describe_rule(artist, german)
