"""What single words of the languages' tables are read as: a comparative by its scale and way, a number by its value."""

from __future__ import annotations

import pytest

from language.languages.registry import Language
from language.languages.vocabulary_table import split_phrases
from language.reading import eras_in_words, read_words
from language.reading.edit_details import read_edit_details
from language.texts import LANGUAGES
from musechat.brief import Brief
from musechat.message import EditKind, Intent, MessageAct
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES
from tests.approval import compact, compare_with_approved

LATER = {
    "en": "{} seconds later",
    "de": "{} Sekunden später",
    "es": "{} segundos más tarde",
    "fr": "{} secondes plus tard",
    "ja": "{}秒後",
}
RECENT = {
    "en": "from the last {} years",
    "de": "aus den letzten {} Jahren",
    "es": "de los últimos {} años",
    "fr": "des {} dernières années",
    "ja": "ここ{}年の曲",
}


BOUNDED = (
    *(
        f"{length}{bound}"
        for length in ("3分", "90秒", "1分半", "2分30秒")
        for bound in ("くらい", "以内", "以上", "まで", "")
    ),
    *(f"{tempo}bpm{bound}" for tempo in ("90", "90〜110") for bound in ("くらい", "以下", "以上", "")),
)


def test_numbers_with_their_bounds_behind_are_read_as_approved() -> None:
    lines = []
    for said in BOUNDED:
        wishes = [change.wish for change in read_words(said, LAST, Brief(), NAMES).events if change.wish]
        lines.append(f"{said} => {', '.join(f'{wish.force} {wish.facet} {compact(wish.value)}' for wish in wishes)}")
    compare_with_approved("words-bounds-behind", lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_tables_are_read_as_approved(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eras_in_words, "find_year", lambda: 2026)
    words = Language(language)
    lines = []
    for phrases in words.vocabulary.moves.values():
        for phrase in split_phrases(phrases):
            wishes = [change.wish for change in read_words(phrase, LAST, Brief(), NAMES).events if change.wish]
            lines.append(f"{phrase} => {', '.join(f'{wish.facet} {compact(wish.value)}' for wish in wishes)}")
    for counts in words.edits.counts.values():
        for count in counts.split():
            said = LATER[language].format(count)
            details = read_edit_details(MessageAct(Intent.EDIT, said, edit=EditKind.START_LATER))
            lines.append(f"{said} => {compact(details.seconds)}")
    for counts in words.reading.numbers.counts.values():
        for count in split_phrases(counts):
            said = RECENT[language].format(count)
            wishes = [change.wish for change in read_words(said, LAST, Brief(), NAMES).events if change.wish]
            lines.append(f"{said} => {', '.join(f'{wish.facet} {compact(wish.value)}' for wish in wishes)}")
    compare_with_approved(f"words-{language}", lines)
