"""The catalogues: whole, consistent between languages, used, and within what Discord takes."""

from __future__ import annotations

import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from babel import Locale
from babel.lists import format_list

from language.texts import ENGLISH, LANGUAGES, Texts, find_texts, load_texts
from musechat.concepts import ALL_TERMS, INSTRUMENTS
from tests.language.text_keys import ROOT, fits, fits_any, literals, wanted

FOLDER = ROOT / "language" / "languages"
OTHERS = tuple(language for language in LANGUAGES if language != "en")
AREAS = frozenset(path.stem for path in (FOLDER / "en" / "texts").glob("*.toml"))
JOINER = re.compile(r"\.(?:between|between-sentences)$")  # may be nothing, or only a space

# The same in both languages, and rightly so.
SAME = {
    "de": {"reasons.key"},
    "es": {"moderation.roles.title"},
    "fr": {"moderation.blocked.genres", "moderation.licences.title", "moderation.questions.title"},
    "ja": set[str](),
}
SAME_WORDS = frozenset({"Discord", "MuseChat", "OK", "GPL", "BPM", "bpm", "Mi", "MiB"})

# What Discord takes, by place, and what stays readable elsewhere: (keys, most characters with what is filled in).
LIMITS = (
    ("a command, option or choice", r"(commands|moderation)\..*descri(be|ption).*|recommend\.command\..+", 100),
    ("a choice", r"moderation\.language\..+", 100),
    ("a message menu", r"recommend\.command\.menu", 32),
    ("a button", r"cards\.button\..+|commands\.(history\.(newer|older)|taste\.reset(-yes|-no)?)", 34),
    ("a button", r"questions\..+\.(first|second)", 34),
    ("a button", r"cards\.no-match\.relax\..+|privacy\.delete\.(yes|no)|buttons\.never\.do", 80),
    ("a modal's title or label", r"buttons\.refine\.(title|what)", 45),
    ("a modal's placeholder", r"buttons\.refine\.example", 100),
    ("a menu's hint", r"cards\.brief\.(remove|back)|buttons\.never\.title|commands\.taste\.lift", 150),
    ("an option of a menu", r"buttons\.never\.(what|scope|time)\..+|commands\.taste\.(what|scope)\..+", 100),
    ("a thread's name", r"recommend\.untitled", 100),
    ("an error", r"errors\..+", 220),
    ("anything", r".+", 600),
)
FILLED = {"what": 40, "n": 5, "artist": 40, "genre": 20, "name": 40, "letters": 5, "incident": 16}
MENU_NAME = re.compile(r"[-_'\w ]{1,32}")  # as Discord has it for the names of message menus, in any script


def own_keys(language: str) -> frozenset[str]:
    """The keys of a language; its words for terms and its plural forms are its own affair."""
    catalogue = load_texts(language).catalogue
    return frozenset(key for key in catalogue if not key.startswith("terms.") and not is_plural_form(key, catalogue))


def is_plural_form(key: str, catalogue: Mapping[str, str]) -> bool:
    """Whether a key is a form beside the ``.other`` of a text with a number."""
    base, _, form = key.rpartition(".")
    return bool(re.fullmatch(r"one|two|few|many|zero|=\d+", form)) and f"{base}.other" in catalogue


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def each_text() -> list[tuple[str, str, str]]:
    return [(language, *item) for language in LANGUAGES for item in load_texts(language).catalogue.items()]


@pytest.mark.parametrize("language", OTHERS)
def test_all_catalogues_have_the_same_keys(language: str) -> None:
    english, own = (join_variants(own_keys(code)) for code in ("en", language))
    assert sorted(english - own) == [], f"not translated into {language}"
    assert sorted(own - english) == [], f"only in {language}"


def join_variants(keys: Iterable[str]) -> set[str]:
    """The keys with one for all ways of saying a thing in a reason: how many there are is a language's own affair."""
    return {re.sub(r"^(reasons\..+)\.\d+$", r"\1", key) for key in keys}


def test_a_language_with_fewer_ways_of_saying_something_gets_no_english_ones() -> None:
    texts = Texts("de")
    texts.__dict__["catalogue"] = {"reasons.paced.less.1": "ruhiger"}
    assert texts.list_variants("reasons.paced.less") == ("ruhiger",)
    assert texts.list_variants("reasons.paced.more") == ENGLISH.list_variants("reasons.paced.more")


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_what_english_fills_in(language: str) -> None:
    catalogue, english = load_texts(language).catalogue, ENGLISH.catalogue
    keys = own_keys(language) & own_keys("en")
    wrong = [key for key in sorted(keys) if placeholders(catalogue[key]) != placeholders(english[key])]
    assert wrong == []


def test_no_text_is_empty_and_none_has_stray_spaces() -> None:
    kept = [entry for entry in each_text() if not JOINER.search(entry[1])]
    assert [entry[:2] for entry in kept if not entry[2].strip()] == []
    outer = [entry[:2] for entry in kept if entry[2] != entry[2].strip() and not entry[1].startswith("reasons.")]
    assert outer == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    catalogue = load_texts(language).catalogue
    same = [
        key
        for key in sorted(own_keys(language) & own_keys("en"))
        if catalogue[key] == ENGLISH.catalogue[key] and _words(catalogue[key]) - SAME_WORDS
    ]
    assert sorted(set(same) - SAME[language]) == []


def _words(text: str) -> set[str]:
    """The words of a text that could be translated: without placeholders, commands, addresses and code."""
    bare = re.sub(r"\{[^}]*\}|</[^>]*>|<[^>]*>|`[^`]*`|https?://\S+", " ", text)
    return set(re.findall(r"[^\W\d_]{2,}", bare))


@pytest.mark.slow
def test_every_key_that_the_code_asks_for_is_there() -> None:
    missing = [asked for asked in wanted(AREAS) if not any(fits(key, asked) for key in ENGLISH.catalogue)]
    assert sorted(missing) == []


@pytest.mark.slow
def test_every_text_is_used() -> None:
    asked = wanted(AREAS)
    used = fits_any(asked)
    unused = [key for key in own_keys("en") if not key.startswith("errors.") and not used.fullmatch(key)]
    # An error's text is looked up by the code that it is raised with.
    unused += [key for key in own_keys("en") if key.startswith("errors.") and not _raised(key, asked, literals())]
    assert sorted(unused) == []


def _raised(key: str, asked: frozenset[str], codes: frozenset[str]) -> bool:
    return key in asked or key.removeprefix("errors.").removeprefix("turn.") in codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_where_discord_shows_them(language: str) -> None:
    for place, pattern, most in LIMITS:
        fitting = {key: text for key, text in load_texts(language).catalogue.items() if re.fullmatch(pattern, key)}
        assert fitting, place
        assert {key: size for key, text in fitting.items() if (size := filled_size(text)) > most} == {}, place


def filled_size(text: str) -> int:
    """The size of a text in UTF-16 units, as Discord counts, its placeholders filled with names of a fair length."""
    whole = text.format(**{name: "x" * FILLED.get(name, 10) for name in placeholders(text)})
    return len(whole.encode("utf-16-le")) // 2


def test_a_message_menu_has_a_name_that_discord_takes() -> None:
    assert all(MENU_NAME.fullmatch(load_texts(language)("recommend.command.menu")) for language in LANGUAGES)


def test_all_that_is_said_of_one_command_fits_in_what_discord_takes_for_it() -> None:
    keys = [key for key in ENGLISH.catalogue if key.startswith(("moderation.describe.", "moderation.language."))]
    # Of each text Discord counts the longest translation; the rest of the 8,000 is for names and values.
    assert sum(max(len(load_texts(language)(key)) for language in LANGUAGES) for key in keys) < 6500


def test_french_sets_its_double_signs_apart_with_spaces_that_do_not_break() -> None:
    wrong = {
        key: text
        for key, text in load_texts("fr").catalogue.items()
        if re.search(r" [;:!?»](?:\W|$)|« |[^\W\d][;!?»](?:\s|$)|[^\W\d]:\s", re.sub(r"https?://|<[^>]*>", "", text))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "buttons"),
    [("commands.help.talk", {"love", "never"}), ("commands.taste.nothing", {"love"})],
)
def test_a_button_that_a_text_speaks_of_is_called_as_it_is_on_the_card(
    language: str, key: str, buttons: set[str]
) -> None:
    texts = load_texts(language)
    assert set(re.findall(r"\*\*(.+?)\*\*", texts(key))) == {texts(f"cards.button.{name}") for name in buttons}


def test_every_file_is_there_in_every_language() -> None:
    for language in OTHERS:
        assert {path.stem for path in (FOLDER / language / "texts").glob("*.toml")} == AREAS | {"terms"}


def test_keys_are_lower_case_words() -> None:
    wrong = [key for key in ENGLISH.catalogue if not re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", key)]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_vocabulary_is_known_in_every_language(language: str) -> None:
    known = {key.removeprefix("terms.") for key in load_texts(language).catalogue if key.startswith("terms.")}
    assert {name.replace(" ", "-") for _, name in ALL_TERMS} - known == set()
    instruments = {name.replace(" ", "-") for name in INSTRUMENTS}
    assert {key.removeprefix("after-with.") for key in known if key.startswith("after-with.")} <= instruments


def test_a_text_that_a_language_lacks_is_given_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language, text in (("en", 'a = "A {n}"\nb.one = "{n} thing"\nb.other = "{n} things"'), ("de", 'a = "Ä {n}"')):
        (tmp_path / language / "texts").mkdir(parents=True)
        (tmp_path / language / "texts" / "some.toml").write_text(text, "utf-8")
        assert tomllib.loads(text)
    monkeypatch.setattr("language.languages.registry.files", lambda package: tmp_path / package.split(".")[-1])
    english, german = type(ENGLISH)("en"), type(ENGLISH)("de")
    monkeypatch.setattr("language.texts.ENGLISH", english)
    assert german("some.a", n=1) == "Ä 1"
    assert german.format_count("some.b", 1) == "1 thing"
    assert german.format_count("some.b", 2) == "2 things"
    assert german.has_key("some.b.one")
    assert not german.has_key("some.c")
    with pytest.raises(KeyError):
        german("some.c")


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("es-419", "es"),
        ("es-ES", "es"),
        ("fr", "fr"),
        ("ja", "ja"),
        ("en-GB", "en"),
        ("pt-BR", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_a_locale_of_discord_finds_its_language(locale: str | None, language: str) -> None:
    assert find_texts(locale).language == language


def test_things_are_listed_and_numbers_written_as_each_language_does() -> None:
    parts = ("A", "B", "C")
    assert [load_texts(language).join_list(parts) for language in LANGUAGES] == [
        "A, B and C",
        "A, B und C",
        "A, B y C",
        "A, B et C",
        "A、B、C",
    ]
    assert ENGLISH.join_list(parts[:1]) == "A"
    assert ENGLISH.join_list(()) == ""


def test_nothing_at_all_is_one_thing_in_french_alone() -> None:
    key = "cards.progress.seconds"
    assert load_texts("fr").format_count(key, 0) == load_texts("fr")(f"{key}.one", n=0)
    assert load_texts("de").format_count(key, 0) == load_texts("de")(f"{key}.other", n=0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_a_number_has_the_forms_that_its_language_has(language: str) -> None:
    """By CLDR's rules; the "many" of French and Spanish is for whole millions, for which ``.other`` will do."""
    counted = {key.removesuffix(".one") for key in ENGLISH.catalogue if is_plural_form(key, ENGLISH.catalogue)}
    assert len(counted) > 15
    categories = Locale(language).plural_form.tags - {"many"}
    catalogue = load_texts(language).catalogue
    for base in counted:
        forms = {
            key.rpartition(".")[2] for key in catalogue if is_plural_form(key, catalogue) and key.startswith(f"{base}.")
        }
        assert {form for form in forms if not form.startswith("=")} == categories, base


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 0, "0 picks"), ("en", 1, "1 pick"), ("en", 2, "2 picks"), ("en", 1_000_000, "1000000 picks"),
        ("de", 0, "0 Vorschläge"), ("de", 1, "1 Vorschlag"), ("de", 2, "2 Vorschläge"),
        ("es", 0, "0 propuestas"), ("es", 1, "1 propuesta"), ("es", 1_000_000, "1000000 propuestas"),
        ("fr", 0, "0 proposition"), ("fr", 1, "1 proposition"), ("fr", 2, "2 propositions"),
        ("fr", 1_000_000, "1000000 propositions"), ("ja", 0, "0曲"), ("ja", 1, "1曲"), ("ja", 2, "2曲"),
    ],
)  # fmt: skip
def test_a_number_takes_the_form_of_its_language(language: str, n: int, said: str) -> None:
    assert load_texts(language).format_count("commands.history.total", n) == said


def test_a_number_may_have_a_text_of_its_own() -> None:
    assert [load_texts("ja").format_count("moderation.audit.title", n) for n in (1, 2)] == ["直近の1曲", "直近の2曲"]


def test_lists_are_those_of_cldr() -> None:
    """British English: without a comma before "and"."""
    parts = ("A", "B", "C", "D")
    for language in LANGUAGES:
        locale = "en_GB" if language == "en" else language
        assert [load_texts(language).join_list(parts[:n]) for n in range(1, 5)] == [
            format_list(parts[:n], locale=locale) for n in range(1, 5)
        ]


def test_babel_is_imported_by_those_who_count() -> None:
    code = "import sys, language.texts as t; t.load_texts('de')('cards.cancelled'); print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_way_of_saying_that_nobody_wrote_is_an_error() -> None:
    assert len(ENGLISH.list_variants("reasons.opening")) > 2
    with pytest.raises(KeyError):
        ENGLISH.list_variants("reasons.no-such-thing")
