"""Scenes and uses in messages: soft wishes, in five languages, and refused where they are refused."""

from __future__ import annotations

import pytest

from language.reading import LibraryWords, read_words
from language.reading.line_languages import guess_languages
from musechat.brief import Brief
from musechat.wish import Facet, Force, Wish

NAMES = LibraryWords.from_names([("t1", "Wedding Song", "Mira Sol"), ("t2", "Amber", "Winter Parade")])


def wishes_of(words: str) -> list[Wish]:
    return [change.wish for change in read_words(words, None, Brief(), NAMES).events if change.wish is not None]


def scenes_of(words: str) -> list[tuple[str, bool]]:
    return [(wish.name, wish.less) for wish in wishes_of(words) if wish.facet is Facet.SCENE]


@pytest.mark.parametrize(
    ("words", "scenes"),
    [
        ("for a wedding", ["wedding"]),
        ("gym edit", ["gym"]),
        ("boss fight", ["boss-fight"]),
        ("music for my dog running on the beach", ["dog", "running", "beach"]),
        ("my video is a timelapse of the city at night", ["timelapse", "city-night"]),
        ("it's a product demo, no vocals", ["product-demo"]),
        ("voiceover, quiet please", ["voiceover"]),
        ("für eine Hochzeit", ["wedding"]),
        ("Bosskampf", ["boss-fight"]),
        ("Musik für mein Hochzeitsvideo, ohne Schlagzeug", ["wedding"]),
        ("un vídeo de mi boda en la playa", ["wedding", "beach"]),
        ("para un gimnasio", ["gym"]),
        ("pelea contra el jefe", ["boss-fight"]),
        ("pour un mariage, plutôt calme", ["wedding"]),
        ("un combat de boss", ["boss-fight"]),
        ("結婚式の動画に合う曲", ["wedding"]),
        ("ボス戦", ["boss-fight"]),
        ("犬が海で遊ぶ動画", ["dog", "coast"]),
    ],
)
def test_a_scene_is_a_soft_wish(words: str, scenes: list[str]) -> None:
    assert scenes_of(words) == [(scene, False) for scene in scenes]
    assert {w.force for w in wishes_of(words) if w.facet is Facet.SCENE} == {Force.PREFER}


@pytest.mark.parametrize(
    "words",
    [
        "no wedding music please",
        "not for a wedding",
        "less like a wedding",
        "instead of wedding music",
        "nicht für eine Hochzeit",
        "keine Hochzeitsmusik",
        "no es para una boda",
        "pas pour un mariage",
        "結婚式じゃなくて",
    ],
)
def test_a_refused_scene_is_not_wished_for(words: str) -> None:
    assert scenes_of(words) == [("wedding", True)]
    assert not any(wish.hard for wish in wishes_of(words))


def test_a_refused_scene_and_one_that_is_meant() -> None:
    assert scenes_of("not for a wedding, for a birthday party") == [("wedding", True), ("birthday", False)]
    assert scenes_of("結婚式じゃなくて誕生日の動画です") == [("wedding", True), ("birthday", False)]


@pytest.mark.parametrize(
    "words",
    [
        "something by Winter Parade",
        "like Wedding Song",
        "suitable for kids",
        "church bells",
        "I see what you mean",
        "a song about going back home",
        "perfect, thanks",
        "train",
    ],
)
def test_what_means_something_else_is_no_scene(words: str) -> None:
    assert scenes_of(words) == []


def test_words_of_a_scene_are_no_free_words_as_well() -> None:
    assert [w.facet for w in wishes_of("for a wedding")] == [Facet.SCENE]
    texts = [wish.text for wish in wishes_of("a wedding with many umbrellas") if wish.text]
    assert texts == ["umbrellas"]


def test_other_wishes_stand_beside_a_scene() -> None:
    found = {(w.force, w.facet) for w in wishes_of("epic battle, no vocals, around 120 bpm")}
    assert {(Force.PREFER, Facet.SCENE), (Force.MUST, Facet.VOCALS), (Force.PREFER, Facet.MOOD)} <= found


def test_a_scene_is_taken_back() -> None:
    brief = Brief().apply_changes(read_words("for a wedding", None, Brief(), NAMES).events, turn_seq=1)
    gone = brief.apply_changes(read_words("forget the wedding", None, brief, NAMES).events, turn_seq=2)
    assert gone.standing == ()


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("a song for my wedding", ("en",)),
        ("etwas für unsere Hochzeit", ("de",)),
        ("algo para mi boda", ("es",)),
        ("quelque chose pour mon mariage", ("fr",)),
        ("結婚式の曲", ("ja",)),
        ("gym edit", ()),
    ],
)
def test_the_language_is_guessed_by_small_words(line: str, languages: tuple[str, ...]) -> None:
    assert guess_languages(line) == languages
