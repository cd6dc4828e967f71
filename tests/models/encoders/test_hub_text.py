"""Words by published encoders: the reference's own answers, pooled where the model pools, whatever stands beside."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from models.encoders.hub.pictures import ClipPictures
from models.encoders.hub.text import TASK, HubText
from models.encoders.interface import WORD_TOKENS
from musechat.errors import BadInput
from tests.models.encoders.conftest import Make

TEXTS = ["calm piano", "x", "fast music with a strong driving beat and a saxophone", "quiet"]
LONG = "slow dark music with a cello and no drums, " * 20


def hub_ids(folder: object, text: str) -> torch.Tensor:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")


@pytest.mark.parametrize("kind", ["qwen", "bert"])
def test_equals_the_reference_model(made: Make, kind: str) -> None:
    from transformers import AutoModel

    folder = made(kind)
    text, reference = HubText.load(str(folder)), AutoModel.from_pretrained(folder).eval()
    asked = f"Instruct: {TASK}\nQuery:" if kind == "qwen" else ""
    for said, vector in zip(TEXTS, text.encode(TEXTS), strict=True):
        with torch.inference_mode():
            states = reference(**hub_ids(folder, asked + said)).last_hidden_state[0]
        wanted = F.normalize(states[-1] if kind == "qwen" else states.mean(0), dim=0).numpy()
        assert np.allclose(vector, wanted, atol=1e-5)


@pytest.mark.parametrize("kind", ["qwen", "bert"])
def test_a_text_means_the_same_alone_and_beside_longer_ones(made: Make, kind: str) -> None:
    text = HubText.load(str(made(kind)))
    together = text.encode([*TEXTS, LONG])
    alone = np.concatenate([text.encode([said]) for said in [*TEXTS, LONG]])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for row, (states,) in zip(
        text.encode_tokens([*TEXTS, LONG]), [text.encode_tokens([said]) for said in [*TEXTS, LONG]], strict=True
    ):
        assert np.allclose(row, states, atol=1e-4)


def test_the_last_token_is_the_end_token_and_padding_goes_to_the_left(made: Make) -> None:
    pieces = HubText.load(str(made("qwen")))._pieces(["calm piano", "x"])
    assert pieces.mask[0].all()
    assert pieces.mask[1].tolist() == sorted(pieces.mask[1].tolist())
    assert len(set(pieces.ids[:, -1].tolist())) == 1


def test_an_instruction_stands_before_queries_alone(made: Make) -> None:
    text = HubText.load(str(made("qwen")))
    assert not np.allclose(text.encode(["calm piano"]), text.encode_documents(["calm piano"]), atol=1e-3)
    plain = HubText.load(str(made("bert")))
    assert np.allclose(plain.encode(["calm piano"]), plain.encode_documents(["calm piano"]))
    asking = HubText.load(str(made("bert", asking="query: ")))
    assert np.allclose(asking.encode(["calm piano"]), asking.encode_documents(["query: calm piano"]), atol=1e-6)


def test_tokens_are_the_words_own_and_pool_to_the_vector(made: Make) -> None:
    for kind in ("qwen", "bert"):
        text = HubText.load(str(made(kind)))
        for said, states in zip(TEXTS, text.encode_tokens(TEXTS), strict=True):
            assert states.dtype == np.float32
            assert 2 <= len(states) <= 3 + len(said)
            assert np.allclose(text.pool_states(states), text.encode([said])[0], atol=1e-5)
        assert text.encode_tokens([LONG])[0].shape == (WORD_TOKENS, text.dim)
    last = HubText.load(str(made("qwen")))
    assert np.allclose(last.pool_states(last.encode_tokens([LONG])[0]), last.encode([LONG])[0], atol=1e-5)


def test_nothing_to_encode(made: Make) -> None:
    text = HubText.load(str(made("bert")))
    assert text.encode([]).shape == (0, text.dim)
    assert text.encode_tokens([]) == []


def test_a_pooling_that_is_not_known_is_refused(made: Make) -> None:
    with pytest.raises(BadInput, match="pools by cls_token") as caught:
        HubText.load(str(made("bert", pooling="cls_token")))
    assert "\n" not in caught.value.line


@pytest.mark.slow
def test_clip_reads_the_end_token_and_not_the_start(made: Make) -> None:
    from transformers import CLIPModel

    folder = made("clip")
    words, reference = ClipPictures.load(str(folder)).words, CLIPModel.from_pretrained(folder).eval()
    starts = []
    for said, vector in zip([*TEXTS, LONG], words.encode([*TEXTS, LONG]), strict=True):
        ids = hub_ids(folder, said)
        ids = {k: torch.cat([v[:, :76], v[:, -1:]], 1) if v.shape[1] > 77 else v for k, v in ids.items()}
        with torch.inference_mode():
            wanted = F.normalize(reference.get_text_features(**ids).pooler_output[0], dim=0).numpy()
            starts.append(reference.text_model(**ids).last_hidden_state[0, 0].numpy())
        assert np.allclose(vector, wanted, atol=1e-5)
    assert np.allclose(starts[0], starts[1:], atol=1e-5)  # what position 0 would have said of every text


def test_clip_tokens_end_with_the_vector(made: Make) -> None:
    words = ClipPictures.load(str(made("clip"))).words
    for vector, states in zip(words.encode([*TEXTS, LONG]), words.encode_tokens([*TEXTS, LONG]), strict=True):
        assert np.allclose(vector, states[-1] / np.linalg.norm(states[-1]), atol=1e-6)
        assert len(states) <= WORD_TOKENS
    assert words.encode([]).shape == (0, words.dim)
