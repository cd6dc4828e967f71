"""What only lifts a wish, what refuses in other words than "no", and what takes all back, in five languages."""

from __future__ import annotations

import pytest

from language.reading import Reading, read_words
from musechat.brief import Brief, BriefEvent
from musechat.message import Intent
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import ExplicitValue, LicenceValue, NamedValue, RangeValue, VocalsValue, WishValue
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

NO_VOCALS = Wish(Force.MUST, Facet.VOCALS, VocalsValue(present=False), "no vocals")
JAZZ = Wish(Force.PREFER, Facet.GENRE, NamedValue("jazz"), "jazz")
TEMPO = Wish(Force.PREFER, Facet.TEMPO, RangeValue(84, 96), "around 90 bpm")
CLEAN = Wish(Force.MUST, Facet.EXPLICIT, ExplicitValue(present=False), "keep it clean")


def read(words: str, *standing: Wish) -> Reading:
    events = [BriefEvent(n, 1, 1, "add", wish) for n, wish in enumerate(standing, 1)]
    return read_words(words, LAST, Brief.replay_events(events), NAMES)


def list_wishes(reading: Reading) -> list[tuple[Force, WishValue]]:
    return [
        (c.wish.force, c.wish.value) for c in reading.events if c.wish is not None and c.wish.facet is not Facet.WORDS
    ]


def list_removed(reading: Reading) -> list[int | None]:
    return [change.ref for change in reading.events if change.op == "remove"]


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (NO_VOCALS, "I wouldn't mind some vocals"),
        (NO_VOCALS, "I don't mind vocals"),
        (NO_VOCALS, "vocals are fine after all"),
        (NO_VOCALS, "ich habe nichts gegen Gesang"),
        (NO_VOCALS, "Gesang ist doch ok"),
        (NO_VOCALS, "no me importaría algo de voz"),
        (NO_VOCALS, "la voz está bien después de todo"),
        (NO_VOCALS, "je n'ai rien contre un peu de chant"),
        (NO_VOCALS, "ボーカルがあっても構わない"),
        (NO_VOCALS, "歌はあってもいい"),
        (NO_VOCALS, "vocals r ok"),
        (NO_VOCALS, "vocals are ok i guess"),
        (NO_VOCALS, "Gesang passt schon"),
        (NO_VOCALS, "Gesang stört nicht"),
        (NO_VOCALS, "la voz no me molesta"),
        (NO_VOCALS, "con voces también vale"),
        (NO_VOCALS, "le chant ça va"),
        (NO_VOCALS, "les voix ça va"),
        (NO_VOCALS, "ボーカルありでもOK"),
        (JAZZ, "doesn't need to be jazz"),
        (JAZZ, "muss nicht unbedingt Jazz sein"),
        (JAZZ, "no tiene que ser jazz"),
        (JAZZ, "pas forcément du jazz"),
        (JAZZ, "ジャズじゃなくてもいい"),
        (TEMPO, "any tempo"),
        (TEMPO, "Tempo egal"),
        (TEMPO, "cualquier tempo"),
        (TEMPO, "n'importe quel tempo"),
        (TEMPO, "テンポは何でもいい"),
        (CLEAN, "explicit is fine"),
        (CLEAN, "explizite Texte sind ok"),
        (CLEAN, "explizite Texte gehen klar"),
        (CLEAN, "las palabrotas dan igual"),
        (CLEAN, "les paroles explicites ça va"),
        (CLEAN, "過激な歌詞でもいい"),
        (CLEAN, "las palabrotas no importan"),
        (CLEAN, "ça ne me dérange pas qu'il y ait des gros mots"),
        (CLEAN, "過激な歌詞でも大丈夫"),
    ],
)
def test_what_may_be_is_lifted_and_not_wished_for(standing: Wish, words: str) -> None:
    lifted = read(words, standing)
    assert (list_removed(lifted), list_wishes(lifted)) == ([1], [])
    nothing = read(words)
    assert (nothing.events, nothing.smalltalk) == ((), True)


@pytest.mark.parametrize(
    ("genre", "words"),
    [
        ("country", "any genre but country"),
        ("country", "jedes Genre außer Country"),
        ("country", "cualquier género menos country"),
        ("country", "n'importe quel genre sauf du country"),
        ("country", "カントリー以外なら何でも"),
        ("ukulele", "don't you dare use a ukulele"),
        ("ukulele", "do not use ukulele"),
        ("ukulele", "wehe da ist eine Ukulele drin"),
        ("ukulele", "ni se te ocurra poner un ukelele"),
        ("ukulele", "ne t'avise pas de mettre du ukulélé"),
        ("ukulele", "ウクレレだけは絶対使わないで"),
    ],
)
def test_what_is_left_out_is_refused(genre: str, words: str) -> None:
    assert list_wishes(read(words)) == [(Force.NEVER, NamedValue(genre))]


@pytest.mark.parametrize(
    "words",
    [
        "choir, no solo voice",
        "Chor, keine Solostimme",
        "coro, sin voz solista",
        "chœur, pas de voix soliste",
        "合唱、ソロの声はなし",
    ],
)
def test_a_choir_is_not_ruled_out_with_the_voices_beside_it(words: str) -> None:
    assert list_wishes(read(words)) == [
        (Force.PREFER, NamedValue("choir")),
        (Force.PREFER, VocalsValue(present=False)),
    ]


@pytest.mark.parametrize("words", ["nicht nur Klavier", "no solo el piano", "pas seulement du piano", "not only piano"])
def test_not_only_binds_nothing(words: str) -> None:
    assert list_wishes(read(words)) == [(Force.PREFER, NamedValue("piano"))]


@pytest.mark.parametrize("words", ["I hate country, love bluegrass", "love bluegrass, hate country"])
def test_what_one_concept_covers_is_kept_apart(words: str) -> None:
    reading = read(words)
    assert list_wishes(reading) == [(Force.NEVER, NamedValue("country"))]
    assert [c.wish.text for c in reading.events if c.wish and c.wish.facet is Facet.WORDS] == ["bluegrass"]


@pytest.mark.parametrize(
    "words",
    [
        "forget all that",
        "start over",
        "let's start from scratch",
        "vergiss das alles",
        "fang nochmal von vorn an",
        "olvida todo eso",
        "empecemos de nuevo",
        "oublie tout ça",
        "on recommence à zéro",
        "全部忘れて",
        "最初からやり直して",
    ],
)
def test_a_new_start_takes_every_wish_back(words: str) -> None:
    reading = read(words, JAZZ, NO_VOCALS)
    assert (list_removed(reading), reading.back) == ([1, 2], False)
    assert [act.intent for act in reading.acts] == [Intent.UNDO]
    assert (read(words).back, read(words).back_to) == (True, 1)


@pytest.mark.parametrize(
    "words",
    [
        "royalty free for a client",
        "lizenzfrei für einen Kunden",
        "libre de derechos para un cliente",
        "libre de droits pour un client",
        "for a client",
        "für einen Kunden",
        "para un cliente",
        "pour un client",
    ],
)
def test_a_use_is_wished_for_and_with_a_question_mark_asked(words: str) -> None:
    assert list_wishes(read(words)) == [(Force.MUST, LicenceValue("commercial"))]
    asked = read(f"{words}?")
    assert (asked.events, [act.intent for act in asked.acts]) == ((), [Intent.QUESTION])


@pytest.mark.parametrize(
    "words",
    [
        "no explicit lyrics",
        "keine expliziten Texte",
        "sin letras explícitas",
        "pas de paroles explicites",
        "過激な歌詞なし",
    ],
)
def test_explicit_words_are_refused_in_every_language(words: str) -> None:
    assert list_wishes(read(words)) == [(Force.MUST, ExplicitValue(present=False))]


@pytest.mark.parametrize("words", ["more drums would be fine", "mehr Klavier ist ok", "más batería está bien"])
def test_more_of_something_that_is_fine_is_wished_for(words: str) -> None:
    assert len(list_wishes(read(words, NO_VOCALS))) == 1


def never(name: str) -> tuple[Force, WishValue]:
    return Force.NEVER, NamedValue(name)


def prefer(name: str, *, less: bool = False) -> tuple[Force, WishValue]:
    return Force.PREFER, NamedValue(name, less=less)


@pytest.mark.parametrize(
    ("words", "wishes"),
    [
        ("I hate country, love bluegrass", [never("country")]),
        ("no country but bluegrass is great", [never("country")]),
        ("Ich hasse Schlager, liebe Chanson", [never("schlager"), prefer("chanson")]),
        ("odio el metal pero me gusta el metal sinfónico", [never("metal"), prefer("orchestra")]),
        ("odio el pop, me encanta el funk", [never("pop"), prefer("funk")]),
        ("je déteste la techno mais j'aime la house", [never("techno"), prefer("house")]),
        ("カントリーは嫌い、ブルーグラスが好き", [never("country")]),
        ("I hate pop, love synthpop", [never("pop"), prefer("synthpop")]),
    ],
)
def test_a_ban_stays_hard_beside_a_wish_for_what_is_near_it(words: str, wishes: list[tuple[Force, WishValue]]) -> None:
    reading = read(words)
    assert list_wishes(reading) == wishes
    assert not reading.praised


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("rap nein danke", never("hip-hop")),
        ("ich mag Rap nicht", prefer("hip-hop", less=True)),
        ("die Drums nerven", prefer("drums", less=True)),
        ("la batería sobra", prefer("drums", less=True)),
        ("piano no por favor", never("piano")),
        ("rock pas trop", prefer("rock", less=True)),
        ("les violons, bof", prefer("violin", less=True)),
        ("la batterie est trop présente", prefer("drums", less=True)),
        ("rap no thanks", never("hip-hop")),
    ],
)
def test_what_is_refused_behind_its_name_is_not_wished_for(words: str, wish: tuple[Force, WishValue]) -> None:
    assert list_wishes(read(words)) == [wish]


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("seul le piano", (Force.MUST, NamedValue("piano"))),
        ("les voix svp", (Force.PREFER, VocalsValue(present=True))),
        ("les drums pls", prefer("drums", less=True)),
    ],
)
def test_a_word_of_one_language_is_no_chat_spelling_of_another(words: str, wish: tuple[Force, WishValue]) -> None:
    assert list_wishes(read(words)) == [wish]
