"""The text encoder: the same answers as transformers' own model, whatever stands beside a sentence in a batch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from models.encoders import minilm
from models.encoders.minilm import MiniLM
from musechat.errors import MuseChatError

TEXTS = ["calmer, and some piano please", "heavy metal with screaming guitars", "x", "quiet solo piano " * 30]


@pytest.fixture(scope="module")
def text() -> MiniLM:
    return MiniLM.load()


def test_equals_the_reference_model(text: MiniLM) -> None:
    from tokenizers import Tokenizer
    from transformers import BertModel

    folder = minilm._find_package_folder()
    reference = BertModel.from_pretrained(folder, attn_implementation="eager").eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    for sentence, vector in zip(TEXTS, text.encode(TEXTS), strict=True):
        with torch.inference_mode():
            states = reference(torch.tensor([tokenizer.encode(sentence).ids[:256]])).last_hidden_state[0]
        wanted = torch.nn.functional.normalize(states.mean(0), dim=0).numpy()
        assert float(vector @ wanted) > 0.9999


def test_unit_vectors_that_know_meaning(text: MiniLM) -> None:
    vectors = text.encode(["calm piano", "soft quiet solo piano music", "the stock market fell"])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]


def test_nothing_to_encode(text: MiniLM) -> None:
    assert text.encode([]).shape == (0, 384)


def test_foreign_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "SHA256", "0" * 64)
    with pytest.raises(MuseChatError, match="not the known file"):
        MiniLM.load()
