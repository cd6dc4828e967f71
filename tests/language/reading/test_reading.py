"""What the rules make of what people say: a table of sentences."""

from __future__ import annotations

import pytest

from language.reading import LastPick, LibraryWords, Reading, read_words
from musechat.brief import Brief, BriefEvent
from musechat.reference_scales import match_clip_energy
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import RangeValue
from tests.musechat.made import made_clip, wish_of

LAST = LastPick("t1", "Mira Sol", tempo_bpm=120.0, energy=0.6, brightness=0.5, valence=0.5, length_s=150.0, year=2005)
NAMES = LibraryWords.from_names(
    [
        ("t1", "Blue Door", "Mira Sol"),
        ("t2", "Night Train Home", "The Calm"),
        ("t3", "Carefree", "Kevin MacLeod"),
        ("t4", "Lullaby", "Johannes Brahms feat. Jo Lee"),
    ]
)


def read(words: str, last: LastPick | None = LAST, brief: Brief | None = None) -> Reading:
    return read_words(words, last, brief or Brief(), NAMES)


def short(reading: Reading) -> list[str]:
    """Each event as one short line: force, facet, and the keys that are set."""
    lines = []
    for op, wish, ref in reading.events:
        if wish is None:
            lines.append(f"{op} {ref}")
            continue
        keys = (
            f"{k}={v:g}" if isinstance(v, float) else f"{k}={v}"
            for k, v in wish.value.to_json().items()
            if v is not None and k not in ("than", "by")
        )
        lines.append(f"{wish.force.value} {wish.facet.value} {' '.join(keys)}")
    return lines


READINGS: list[tuple[str, list[str]]] = [
    # comparatives, measured from the last pick: 120 bpm, energy 0.6, brightness, valence 0.5, 150 s
    ("calmer", ["prefer energy max=0.5"]),
    ("Calmer, please!", ["prefer energy max=0.5"]),
    ("a bit calmer", ["prefer energy min=0.35 max=0.55"]),
    ("much calmer", ["prefer energy max=0.35"]),
    ("way more energetic", ["prefer energy min=0.8"]),
    ("more energy", ["prefer energy min=0.7"]),
    ("less energy", ["prefer energy max=0.5"]),
    ("not energetic enough", ["prefer energy min=0.7"]),
    ("it's too loud and too wild", ["prefer energy max=0.5"]),
    ("something quieter", ["prefer energy max=0.5"]),
    ("tone it down", ["prefer energy max=0.5"]),
    ("turn it up a notch", ["prefer energy min=0.7"]),
    ("less aggressive", ["prefer energy max=0.5"]),
    ("slower", ["prefer tempo max=108"]),
    ("a bit faster", ["prefer tempo min=124.8 max=144"]),
    ("a lot slower", ["prefer tempo max=90"]),
    ("too fast", ["prefer tempo max=108"]),
    ("it is too slow", ["prefer tempo min=132"]),
    ("it is way too slow", ["prefer tempo min=150"]),
    ("a bit too slow", ["prefer tempo min=124.8 max=144"]),
    ("slow it down a little", ["prefer tempo min=96 max=115.2"]),
    ("not so fast", ["prefer tempo max=108"]),
    ("speed it up", ["prefer tempo min=132"]),
    ("10 bpm slower", ["prefer tempo max=110"]),
    ("twice as fast", ["prefer tempo min=228"]),
    ("darker", ["prefer brightness max=0.4"]),
    ("brighter", ["prefer brightness min=0.6"]),
    ("not so dark", ["prefer brightness min=0.6"]),
    ("happier", ["prefer valence min=0.6"]),
    ("slightly happier", ["prefer valence min=0.55 max=0.75"]),
    ("sadder", ["prefer valence max=0.4"]),
    ("not so sad", ["prefer valence min=0.6"]),
    ("less sad", ["prefer valence min=0.6"]),
    ("too sad", ["prefer valence min=0.6"]),
    ("more upbeat", ["prefer energy min=0.7"]),
    ("shorter", ["prefer length max=127.5"]),
    ("a bit longer", ["prefer length min=157.5 max=187.5"]),
    ("30 seconds shorter", ["prefer length max=120"]),
    ("not louder", ["prefer energy max=0.6"]),
    ("darker and heavier", ["prefer brightness max=0.4", "prefer energy min=0.7"]),
    ("calmer but brighter", ["prefer energy max=0.5", "prefer brightness min=0.6"]),
    ("groovier", ["prefer mood name=groovy"]),
    ("funkier", ["prefer genre name=funk"]),
    # numbers
    ("around 90 bpm", ["prefer tempo min=84 max=96"]),
    ("90bpm", ["prefer tempo min=84 max=96"]),
    ("under 100 bpm", ["must tempo max=100"]),
    ("not over 100 bpm", ["must tempo max=100"]),
    ("at least 120 bpm", ["must tempo min=120"]),
    ("128 bpm or faster", ["must tempo min=128"]),
    ("between 90 and 110 bpm", ["must tempo min=90 max=110"]),
    ("exactly 100 bpm", ["must tempo min=98.5 max=101.5"]),
    ("shorter than 2 minutes", ["must length max=120"]),
    ("no longer than two minutes", ["must length max=120"]),
    ("at least 1:30", ["must length min=90"]),
    ("under 60 seconds", ["must length max=60"]),
    ("about a minute and a half long", ["prefer length min=76.5 max=103.5"]),
    ("2 minutes or less", ["must length max=120"]),
    ("between 1 minute and 3 minutes", ["must length min=60 max=180"]),
    ("slow", ["prefer tempo max=92"]),
    ("something fast", ["prefer tempo min=122"]),
    # vocals
    ("no vocals", ["must vocals present=False"]),
    ("without singing", ["must vocals present=False"]),
    ("I don't want any lyrics", ["must vocals present=False"]),
    ("instrumental", ["must vocals present=False"]),
    ("instrumental only", ["must vocals present=False"]),
    ("not instrumental", ["prefer vocals present=True"]),
    ("with singing", ["prefer vocals present=True"]),
    ("female vocals", ["prefer vocals present=True voice=female"]),
    ("a male singer", ["prefer vocals present=True voice=male"]),
    ("no male vocals", ["never vocals present=True voice=male"]),
    ("less vocals", ["prefer vocals present=False"]),
    ("it must have vocals", ["must vocals present=True"]),
    ("free of vocals", ["must vocals present=False"]),
    # instruments
    ("piano", ["prefer instrument name=piano"]),
    ("more piano", ["prefer instrument name=piano"]),
    ("piano and guitar", ["prefer instrument name=piano", "prefer instrument name=guitar"]),
    ("piano instead", ["prefer instrument name=piano instead=True"]),
    (
        "piano instead of guitar",
        ["prefer instrument name=piano instead=True", "prefer instrument name=guitar less=True"],
    ),
    (
        "replace the drums with strings",
        ["prefer instrument name=drums less=True", "prefer instrument name=strings instead=True"],
    ),
    ("only piano", ["must instrument name=piano"]),
    ("no drums", ["never instrument name=drums"]),
    ("without drums and guitar", ["never instrument name=drums", "never instrument name=guitar"]),
    (
        "no drums, bass or guitar",
        ["never instrument name=drums", "never instrument name=bass", "never instrument name=guitar"],
    ),
    ("no vocals and piano", ["must vocals present=False", "prefer instrument name=piano"]),
    ("no drums but with a cello", ["never instrument name=drums", "prefer instrument name=cello"]),
    ("fewer drums", ["prefer instrument name=drums less=True"]),
    ("too much guitar", ["prefer instrument name=guitar less=True"]),
    ("not enough strings", ["prefer instrument name=strings"]),
    ("I do not want anything with drums", ["never instrument name=drums"]),
    ("can you just add some violin", ["prefer instrument name=violin"]),
    ("acoustic guitar", ["prefer instrument name=acoustic guitar"]),
    # genres
    ("jazz", ["prefer genre name=jazz"]),
    ("something jazzy", ["prefer genre name=jazz"]),
    ("only jazz", ["must genre name=jazz"]),
    ("nothing but jazz", ["must genre name=jazz"]),
    ("anything but jazz", ["never genre name=jazz"]),
    ("no, jazz please", ["prefer genre name=jazz"]),
    ("no techno or house", ["never genre name=techno", "never genre name=house"]),
    ("not techno", ["never genre name=techno"]),
    ("less techno", ["prefer genre name=techno less=True"]),
    ("lofi hip hop", ["prefer genre name=lo-fi", "prefer genre name=hip-hop"]),
    ("some R&B", ["prefer genre name=rnb"]),
    ("drum & bass", ["prefer genre name=drum and bass"]),
    ("a film score", ["prefer genre name=soundtrack"]),
    ("8-bit", ["prefer genre name=chiptune"]),
    ("rock, not metal", ["prefer genre name=rock", "never genre name=metal"]),
    # moods
    ("calm", ["prefer mood name=calm"]),
    ("something relaxing", ["prefer mood name=calm"]),
    ("happy and playful", ["prefer mood name=happy", "prefer mood name=playful"]),
    ("epic and dark", ["prefer mood name=epic", "prefer mood name=dark"]),
    ("not romantic", ["prefer mood name=romantic less=True"]),
    ("melancholic piano", ["prefer mood name=sad", "prefer instrument name=piano"]),
    # eras
    ("80s", ["prefer era min=1980 max=1989"]),
    ("80's synth", ["prefer era min=1980 max=1989", "prefer instrument name=synth"]),
    ("from the early nineties", ["prefer era min=1990 max=1993"]),
    ("only 70s", ["must era min=1970 max=1979"]),
    ("nothing from the 80s", ["never era min=1980 max=1989"]),
    ("60s or 70s", ["prefer era min=1960 max=1979"]),
    ("before 2000", ["prefer era max=1999"]),
    ("2016 onwards", ["prefer era min=2016"]),
    ("1950s through today", ["prefer era min=1950"]),
    # eras, relative: the last pick is from 2005
    ("older", ["prefer era max=1999"]),
    ("much older", ["prefer era max=1990"]),
    ("a bit older", ["prefer era min=1990 max=2002"]),
    ("newer", ["prefer era min=2011"]),
    ("much more modern", ["prefer era min=2020"]),
    ("something more recent", ["prefer era min=2011"]),
    ("too old-fashioned", ["prefer era min=2011"]),
    ("my older brother dances", ["prefer words text=older brother dances"]),
    # artists and titles
    ("something by Kevin MacLeod", ["must artist name=Kevin MacLeod"]),
    ("more kevin macleod", ["prefer artist name=Kevin MacLeod"]),
    ("nothing by Kevin MacLeod", ["never artist name=Kevin MacLeod"]),
    ("no Mira Sol", ["never artist name=Mira Sol"]),
    ("songs by Jo Lee", ["must artist name=jo lee"]),
    ("something by Zorbo Quill", ["prefer artist name=zorbo quill"]),
    ("something by The Calm", ["must artist name=The Calm"]),
    ("like Mira Sol", ["prefer like artist=Mira Sol"]),
    ("similar to Night Train Home", ["prefer like track_id=t2"]),
    ("like Night Train Home by The Calm", ["prefer like track_id=t2"]),
    ("like Blackout by Mira Sol", ["prefer like artist=Mira Sol"]),
    ("in the same style as Kevin MacLeod's music", ["prefer like artist=Kevin MacLeod"]),
    ("songs by Mira Sol and Kevin MacLeod", ["prefer artist name=Mira Sol", "prefer artist name=Kevin MacLeod"]),
    ("something by Kevin MacLeod and similar artists", ["prefer like artist=Kevin MacLeod"]),
    ("more by this artist", ["prefer artist name=Mira Sol"]),
    ("nothing by them", ["never artist name=Mira Sol"]),
    # judged after the fact
    ("the drums are too much", ["prefer instrument name=drums less=True"]),
    ("vocals off", ["must vocals present=False"]),
    ("the singing is distracting", ["prefer vocals present=False"]),
    # only one of these can hold, so none may bind
    ("only jazz or blues", ["prefer genre name=jazz", "prefer genre name=blues"]),
    # likeness
    ("like the last one but slower", ["prefer like track_id=t1", "prefer tempo max=108"]),
    ("more like this", ["prefer like track_id=t1"]),
    ("same vibe, no drums", ["prefer like track_id=t1", "never instrument name=drums"]),
    ("I love it, but calmer", ["prefer like track_id=t1", "prefer energy max=0.5"]),
    # licence, explicit
    ("I can use it commercially", ["must licence use=commercial"]),
    ("for a commercial project", ["must licence use=commercial"]),
    ("I want to monetise the video", ["must licence use=commercial"]),
    ("no attribution", ["must licence use=no-attribution"]),
    ("I don't want to have to credit anyone", ["must licence use=no-attribution"]),
    ("royalty-free", ["must licence use=commercial"]),
    ("nothing explicit", ["must explicit present=False"]),
    ("no swearing", ["must explicit present=False"]),
    ("keep it clean", ["must explicit present=False"]),
    # several at once, and what the rules do not understand
    ("calmer, piano", ["prefer energy max=0.5", "prefer instrument name=piano"]),
    (
        "slower, no vocals, under 2 minutes and with strings",
        [
            "prefer tempo max=108",
            "must vocals present=False",
            "must length max=120",
            "prefer instrument name=strings",
        ],
    ),
    ("thanks, but slower", ["prefer tempo max=108"]),
    ("the hero walks home in the rain", ["prefer scene name=rain", "prefer words text=hero walks home"]),
    (
        "desert road trip vibes with acoustic guitar",
        ["prefer scene name=desert", "prefer scene name=road-trip", "prefer instrument name=acoustic guitar"],
    ),
    ("less cheesy", ["prefer words text=cheesy avoid=True"]),
    ("no screaming", ["prefer words text=screaming avoid=True"]),
    ("hygge vibes med fløjte", ["prefer words text=hygge vibes med fløjte"]),
    ("a party at my house", ["prefer mood name=party", "prefer words text=house"]),
]


@pytest.mark.parametrize(("words", "expected"), READINGS, ids=[w for w, _ in READINGS])
def test_reading(words: str, expected: list[str]) -> None:
    assert short(read(words)) == expected


SMALLTALK = [
    "thanks!",
    "thank you, that's perfect",
    "great pick",
    "love it",
    "hello",
    "👍",
    "ok cool",
    "haha nice",
    "!!!",
]


@pytest.mark.parametrize("words", SMALLTALK)
def test_smalltalk_asks_for_nothing(words: str) -> None:
    found = read(words)
    assert found.smalltalk
    assert not (found.events or found.another or found.similar or found.rejected)


HINTS = [
    ("something else", {"another"}),
    ("another one please", {"another"}),
    ("next", {"another"}),
    ("not for me", {"another", "rejected"}),
    ("I don't like this", {"another", "rejected"}),
    ("no", {"another", "rejected"}),
    ("nope", {"another", "rejected"}),
    ("not really", {"another", "rejected"}),
    ("nothing like this", {"another", "rejected"}),
    ("more like this", {"similar"}),
    ("love it", {"smalltalk", "praised"}),
    ("can you suggest something", {"another"}),
    ("I need good music, please", {"another"}),
]


@pytest.mark.parametrize(("words", "expected"), HINTS)
def test_hints(words: str, expected: set[str]) -> None:
    found = read(words)
    names = ("smalltalk", "another", "similar", "rejected", "praised")
    assert {name for name in names if getattr(found, name)} == expected


def test_there_are_many_cases() -> None:
    assert len(READINGS) + len(SMALLTALK) + len(HINTS) >= 120


def test_empty_words_are_nothing_at_all() -> None:
    assert read("  \n ") == Reading()


def test_on_the_first_turn_calmer_means_calmer_than_the_clip() -> None:
    found = read_words("calmer", None, Brief(), NAMES, made_clip(energy=0.5))
    assert found.events[0].wish is not None
    # A clip's energy is said as that of music which is as lively among music.
    than = round(match_clip_energy(0.5), 3)
    assert found.events[0].wish.value == RangeValue(None, round(than - 0.1, 3), than, 0.1)


def test_without_anything_to_compare_with_a_comparative_is_absolute() -> None:
    assert short(read("calmer, faster", last=None)) == ["prefer energy max=0.4", "prefer tempo min=118"]


def test_slower_than_a_pick_without_a_beat_means_calmer() -> None:
    drifting = LastPick("t1", "A", tempo_bpm=None, energy=0.4, brightness=0.5, valence=0.5, length_s=60.0)
    assert short(read("slower", last=drifting)) == ["prefer energy max=0.3"]


def test_near_the_end_of_a_scale_the_step_shrinks() -> None:
    still = LastPick("t1", "A", tempo_bpm=60.0, energy=0.08, brightness=0.5, valence=0.97, length_s=60.0)
    assert short(read("calmer, happier", last=still)) == ["prefer energy max=0.04", "prefer valence min=0.985"]


def brief_with(*wishes: Wish) -> Brief:
    return Brief.replay_events(BriefEvent(n, 1, 1, "add", w) for n, w in enumerate(wishes, 1))


def test_wishes_can_be_taken_back() -> None:
    none = wish_of(Force.MUST, Facet.VOCALS, {"present": False, "voice": None}, "")
    piano = wish_of(Force.PREFER, Facet.INSTRUMENT, {"name": "piano"}, "")
    tempo = wish_of(Force.MUST, Facet.TEMPO, {"min": None, "max": 100.0}, "")
    brief = brief_with(none, piano, tempo)
    assert short(read("vocals are fine", brief=brief)) == ["remove 1"]
    assert short(read("forget the piano", brief=brief)) == ["remove 2"]
    assert short(read("any tempo", brief=brief)) == ["remove 3"]
    assert short(read("the tempo doesn't matter", brief=brief)) == ["remove 3"]


@pytest.mark.parametrize(
    ("words", "lifted"),
    [("any tempo", True), ("any tempo is fine", True), ("the tempo is fine", True), ("tempo", False), ("the tempo", False),
     ("tempo, any", False), ("piano tempo", False), ("calm and any tempo", True)],
)  # fmt: skip
def test_a_scale_is_left_free_only_where_that_is_said(words: str, lifted: bool) -> None:
    brief = brief_with(wish_of(Force.MUST, Facet.TEMPO, {"min": None, "max": 100.0}, ""))
    assert ("remove 1" in short(read(words, brief=brief))) is lifted


def test_said_keeps_the_askers_words() -> None:
    (change,) = read("Well, not so sad please").events
    assert change.wish is not None
    assert change.wish.said == "not so sad"


def test_a_wish_said_twice_counts_once() -> None:
    assert short(read("piano, piano, PIANO")) == ["prefer instrument name=piano"]


def test_the_artist_of_a_title_is_a_part_of_it_and_that_of_another_is_not() -> None:
    title = "prefer like track_id=t1"
    assert short(read("like Blue Door by Mira Sol")) == [title]
    further = short(read("like Blue Door but slower and calmer, like Sunset by Kevin MacLeod"))
    assert title in further
    assert "prefer like artist=Kevin MacLeod" in further
