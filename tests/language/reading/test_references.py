"""References in messages: a soft wish in the closed vocabulary, in five languages, and never the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from language.reading import LibraryWords, Reading, read_words
from language.references import load_references
from language.wish_labels import describe_wish
from musechat.brief import Brief, BriefEvent
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue

NAMES = LibraryWords.from_names([("t1", "Blue Door", "Mira Sol"), ("t2", "Amber", "Kraftwerk")])


def read(words: str) -> Reading:
    return read_words(words, None, Brief(), NAMES)


def wishes_of(words: str) -> list[Wish]:
    return [change.wish for change in read(words).events if change.wish is not None]


def likenesses_of(words: str) -> list[tuple[str | None, bool]]:
    values = [wish.value for wish in wishes_of(words)]
    return [(value.name, value.less) for value in values if isinstance(value, LikeValue)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("like Hans Zimmer", "Hans Zimmer"),
        ("something like hans zimer please", "Hans Zimmer"),
        ("in the style of Daft Punk", "Daft Punk"),
        ("Daft Punk but sad", "Daft Punk"),
        ("Stranger Things vibe", "Stranger Things"),
        ("stranger things vibes, slower", "Stranger Things"),
        ("what Portishead would play on a ferry", "Portishead"),
        ("blade runner city lights, slow", "Blade Runner"),
        ("the Sister Act kind of choir", "Sister Act"),
        ("Kate Perry", "Katy Perry"),
        ("like Queen", "Queen"),
        ("Queen vibes", "Queen"),
        ("some Queen", "Queen"),
        ("wie Rammstein, aber ruhiger", "Rammstein"),
        ("im Stil von Hans Zimmer", "Hans Zimmer"),
        ("unheimlich, fast wie Silent Hill", "Silent Hill"),
        ("wie in Dark, aber wärmer", "Dark"),
        ("como Hans Zimmer pero más tranquilo", "Hans Zimmer"),
        ("al estilo de Daft Punk", "Daft Punk"),
        ("algo como Morricone", "Ennio Morricone"),
        ("comme Justice mais plus doux", "Justice"),
        ("dans le style d'Indochine", "Indochine"),
        ("comme Yann Tiersen", "Yann Tiersen"),
        ("竹内まりや風の夏っぽい曲", "Mariya Takeuchi"),
        ("ジブリっぽく静かに", "Studio Ghibli"),
        ("ハンス・ジマー風でお願いします", "Hans Zimmer"),
        ("Daft Punkみたいな曲", "Daft Punk"),
    ],
)
def test_a_reference_becomes_one_soft_likeness(words: str, name: str) -> None:
    assert likenesses_of(words) == [(name, False)]
    wish = next(wish for wish in wishes_of(words) if wish.facet is Facet.LIKE)
    assert wish.force is Force.PREFER
    assert isinstance(wish.value, LikeValue)
    assert wish.value.sound is not None
    assert not wish.value.missing


@pytest.mark.parametrize(
    "words",
    [
        "nothing like Coldplay",
        "not like Coldplay please",
        "anything but Coldplay",
        "no Coldplay",
        "nichts wie Coldplay",
        "nicht wie Coldplay",
        "alles außer Coldplay",
        "nada como Coldplay",
        "nada parecido a Coldplay",
        "todo menos Coldplay",
        "rien comme Coldplay",
        "pas comme Coldplay",
        "tout sauf Coldplay",
        "Coldplayみたいなのは嫌",
        "コールドプレイみたいな曲じゃなくて",
        "コールドプレイ以外",
    ],
)
def test_a_refusal_is_no_wish_for_it(words: str) -> None:
    assert likenesses_of(words) == []
    assert [(w.force, w.facet, w.name) for w in wishes_of(words)] == [(Force.NEVER, Facet.ARTIST, "Coldplay")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("less like Daft Punk", "Daft Punk"),
        ("not so much like Hans Zimmer", "Hans Zimmer"),
        ("nothing like Stranger Things", "Stranger Things"),
        ("weniger wie Hans Zimmer", "Hans Zimmer"),
        ("ジブリっぽいのはやめて", "Studio Ghibli"),
    ],
)
def test_less_of_a_likeness_stays_soft(words: str, name: str) -> None:
    assert likenesses_of(words) == [(name, True)]
    assert not any(wish.wanted for wish in wishes_of(words))


@pytest.mark.parametrize(
    "words",
    [
        "train",
        "kiss my dog",
        "the cure for boredom",
        "the queen of the night",
        "like a train in the night",
        "home is where the air is clean",
        "we can rush this, yes",
        "my trip through europe and boston",
        "dark vibes",
        "home vibes",
        "wie das Boot auf dem See",
        "der Bach im Wald",
        "con mis amigos",
        "風景の動画",
        "アドバイスをください",
    ],
)
def test_ordinary_words_are_no_references(words: str) -> None:
    assert likenesses_of(words) == []
    assert not any(wish.facet is Facet.ARTIST for wish in wishes_of(words))


@pytest.mark.parametrize(
    ("words", "force", "name"),
    [
        ("phonk", Force.PREFER, "phonk"),
        ("only phonk", Force.PREFER, "phonk"),
        ("no phonk please", Force.NEVER, "phonk"),
        ("brazilian phonk", Force.PREFER, "drift phonk"),
        ("some hyperpop", Force.PREFER, "hyperpop"),
        ("rollo amapiano", Force.PREFER, "amapiano"),
        ("deutscher Schlager", Force.PREFER, "schlager"),
        ("シティポップ", Force.PREFER, "city pop"),
        ("corporate", Force.PREFER, "corporate"),
    ],
)
def test_a_finer_genre_is_a_genre_and_never_bound(words: str, force: Force, name: str) -> None:
    found = [(w.force, w.name) for w in wishes_of(words) if w.facet is Facet.GENRE]
    assert found == [(force, name)]


def test_a_genre_of_the_vocabulary_stays_itself() -> None:
    assert [w.name for w in wishes_of("lofi hip hop")] == ["lo-fi", "hip-hop"]
    assert [w.name for w in wishes_of("something with a disco feel")] == ["dance"]


def test_two_likenesses_of_one_turn_stand_beside_each_other() -> None:
    assert likenesses_of("like Daft Punk and Justice") == [("Daft Punk", False), ("Justice", False)]
    brief = Brief().apply_changes(read("like Daft Punk and Justice").events, turn_seq=1)
    assert len(brief.list_wishes(Facet.LIKE)) == 2
    later = brief.apply_changes(read("like Hans Zimmer").events, turn_seq=2)
    assert [w.wish.value.to_json()["name"] for w in later.list_wishes(Facet.LIKE)] == ["Hans Zimmer"]


def test_a_ban_takes_the_likeness_back() -> None:
    brief = Brief().apply_changes(read("like Daft Punk").events, turn_seq=1)
    banned = brief.apply_changes(read("no Daft Punk").events, turn_seq=2)
    assert banned.list_wishes(Facet.LIKE) == ()
    assert [s.wish.force for s in banned.list_wishes(Facet.ARTIST)] == [Force.NEVER]


def test_an_artist_of_the_library_is_who_is_meant() -> None:
    (wish,) = wishes_of("like Kraftwerk")
    assert isinstance(wish.value, LikeValue)
    assert wish.value.artist == "Kraftwerk"
    assert wish.value.sound is not None
    assert [(w.facet, w.value) for w in wishes_of("like Mira Sol")] == [(Facet.LIKE, LikeValue(artist="Mira Sol"))]
    first = wishes_of("Kraftwerk but slower")[0]
    assert (first.facet, first.name) == (Facet.ARTIST, "Kraftwerk")


def test_who_is_asked_for_and_not_held_is_missing() -> None:
    (wish,) = wishes_of("something by Daft Punk")
    assert wish.force is Force.PREFER
    assert isinstance(wish.value, LikeValue)
    assert wish.value.missing
    assert wish.value.sound is not None


@pytest.mark.parametrize(
    "words",
    ["in the style of Zorbo Quill", "something like Zorbo Quill", "im Stil von Zorbo Quill", "parecido a Zorbo Quill"],
)
def test_who_is_known_nowhere_is_remembered_as_such(words: str) -> None:
    (wish,) = [wish for wish in wishes_of(words) if wish.facet is Facet.LIKE]
    assert wish.value == LikeValue(name="Zorbo Quill")


def test_a_brief_shows_what_was_understood() -> None:
    said = [describe_wish(wish) for wish in wishes_of("Daft Punk but sad")]
    assert said == ["like Daft Punk: house, dance, groovy", "sad"]


def test_a_likeness_opens_as_it_was_stored() -> None:
    for words in ("like Hans Zimmer", "less like Daft Punk", "something by Daft Punk", "like Mira Sol"):
        brief = Brief.replay_events(BriefEvent(n, 1, 0, *change) for n, change in enumerate(read(words).events, 1))
        assert Brief.from_json(brief.to_json()) == brief


def test_an_operators_references_are_read(tmp_path: Path) -> None:
    file = tmp_path / "references.toml"
    file.write_text(
        '["The Harbour Choir"]\nkind = "band"\nstyles = ["gospel"]\n'
        '["mossgaze"]\nkind = "genre"\ngenres = ["ambient"]\nmoods = ["soft"]\n',
        "utf-8",
    )
    table = load_references(file)
    for words, name in (("the harbour choir but slower", "The Harbour Choir"), ("mossgaze", "mossgaze")):
        found = [c.wish.value for c in read_words(words, None, Brief(), NAMES, references=table).events if c.wish]
        assert isinstance(found[0], LikeValue)
        assert found[0].name == name
    assert all(not isinstance(wish.value, LikeValue) for wish in wishes_of("mossgaze"))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("like TWICE, but calmer", True),
        ("LIKE TWICE, BUT CALMER", False),  # all is in capitals: that does not tell a name from a word
        ("like twice, but calmer", False),
        ("play SOPHIE", True),
        ("PLAY SOPHIE", False),
        ("play sophie", False),
        ("LIKE ABBA, BUT CALMER", True),  # it is no other word
    ],
)
def test_a_name_that_is_a_word_too_is_told_by_how_it_is_written(words: str, meant: bool) -> None:
    events = read_words(words, None, Brief(), LibraryWords()).events
    assert any(event.wish is not None and event.wish.facet is Facet.LIKE for event in events) is meant


@pytest.mark.parametrize(
    "words",
    [
        "like Daft Punk",
        "so wie Daft Punk",
        "algo como Daft Punk",
        "dans le style de Daft Punk",
        "Daft Punkみたいな曲",
    ],
)
def test_an_artist_whom_the_library_lacks_is_marked_as_such(words: str) -> None:
    value = read_like(words)
    assert value.name == "Daft Punk"
    assert value.unheld
    assert value.sound is not None


@pytest.mark.parametrize("words", ["like Stranger Things", "phonk", "less like Daft Punk"])
def test_what_nobody_can_hold_or_is_not_wanted_is_not_missing(words: str) -> None:
    values = [c.wish.value for c in read(words).events if c.wish is not None]
    assert not any(isinstance(value, LikeValue) and value.unheld for value in values)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("make it like Zorbo pls", "Zorbo"),
        ("Zorbo Quill vibes", "Zorbo Quill"),
        ("so was wie Zorbo Quill", "Zorbo Quill"),
        ("algo como Zorbo", "Zorbo"),
        ("comme Zorbo", "Zorbo"),
        ("Zorbo Quillみたいな曲", "Zorbo Quill"),
        ("Zorboっぽい感じ", "Zorbo"),
    ],
)
def test_a_name_that_nobody_here_knows_is_read_as_a_name(words: str, name: str) -> None:
    value = read_like(words)
    assert (value.name, value.sound, value.unheld) == (name, None, False)


@pytest.mark.parametrize("words", ["so wie Zorbo", "wie Regen", "like Christmas", "Calm Piano vibes", "I like Zorbo"])
def test_a_single_noun_is_no_unknown_name(words: str) -> None:
    assert not [c for c in read(words).events if c.wish and c.wish.facet is Facet.LIKE]


@pytest.mark.parametrize(
    ("words", "force", "name"),
    [
        ("nur Jazz", Force.MUST, "jazz"),
        ("nur Disco", Force.MUST, "dance"),
        ("nur Metal", Force.MUST, "metal"),
        ("solo jazz", Force.MUST, "jazz"),
        ("was mit Chanson", Force.PREFER, "chanson"),
    ],
)
def test_a_word_that_means_something_is_no_slip_of_a_name(words: str, force: Force, name: str) -> None:
    genres = [c.wish for c in read(words).events if c.wish and c.wish.facet is Facet.GENRE]
    assert [(wish.force, wish.name) for wish in genres] == [(force, name)]


def read_like(words: str) -> LikeValue:
    likes = [c.wish.value for c in read(words).events if c.wish and c.wish.facet is Facet.LIKE]
    assert len(likes) == 1
    assert isinstance(likes[0], LikeValue)
    return likes[0]


@pytest.mark.parametrize("words", ["keine Hochzeitsmusik", "no Zorbo", "sin Zorbo"])
def test_a_single_word_that_is_refused_is_nobody(words: str) -> None:
    assert not [c for c in read(words).events if c.wish and c.wish.facet in (Facet.ARTIST, Facet.LIKE)]
