"""The bridge: real words by the real text encoder; scenes and CLAP's space drawn at random, which it may not notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from models.encoders.e5 import MultilingualE5
from models.encoders.frames import CLIP_COLUMNS
from models.fusion import bridge
from models.fusion.bridge import BridgeFusion, BridgeVectors, mean_pool, pool_tokens
from models.fusion.scene_phrases import CALM, ENERGETIC, MUSIC, SCENES

COMMON, PICTURE, MUSIC_DIM = 3.0, 48, 256  # how much all captions share, as in the real spaces


def space(dim: int, seed: int) -> Callable[[Sequence[str]], np.ndarray]:
    """A caption encoder: every text has a direction of its own beside a large common one."""
    shared = np.random.default_rng(seed).normal(size=dim)

    def encode(texts: Sequence[str]) -> np.ndarray:
        own = [np.random.default_rng([seed, *text.encode()]).normal(size=dim) for text in texts]
        found = np.array(own) + COMMON * shared
        return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)

    return encode


hear, show = space(MUSIC_DIM, 1), space(PICTURE, 2)


@pytest.fixture(scope="module")
def text() -> MultilingualE5:
    return MultilingualE5.load()


@pytest.fixture(scope="module")
def fusion(text: MultilingualE5) -> BridgeFusion:
    return BridgeFusion(
        BridgeVectors.encode_phrases(pool_tokens(text), show, hear), 100.0, mean_pool, ["clap/1", "clip/1", "minilm/1"]
    )


def rows(scene: str | None = None, energy: float = 0.0) -> np.ndarray:
    picture = np.zeros(PICTURE, np.float32) if scene is None else show([scene])[0]
    traits = np.zeros(36, np.float32)
    traits[[CLIP_COLUMNS["energy"], CLIP_COLUMNS["motion"]]] = energy
    return np.tile(np.concatenate([picture, traits]), (8, 1))


def ranks(fusion: BridgeFusion, query: np.ndarray, texts: Sequence[str]) -> list[str]:
    return [texts[n] for n in np.argsort(-(fusion.encode_music(hear(texts)) @ query))]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("techno", "techno"),
        ("calmer", "calm peaceful music"),
        ("something with piano", "solo piano"),
        ("like a film trailer", "film score"),
        ("80s", "eighties music"),
        ("spooky halloween", "scary horror music"),
        ("faster and more energetic", "powerful energetic music"),
        ("something my grandma would waltz to", "waltz"),
    ],
)
def test_words_find_their_phrase(fusion: BridgeFusion, text: MultilingualE5, said: str, found: str) -> None:
    assert ranks(fusion, fusion.encode_query(None, text.encode_tokens([said])[0], None), MUSIC)[0] == found


def test_what_all_captions_share_wins_nothing(fusion: BridgeFusion, text: MultilingualE5) -> None:
    mean = hear(MUSIC).mean(axis=0)
    tracks = fusion.encode_music(np.vstack([hear(["techno", "polka"]), mean]))
    techno, polka, middling = tracks @ fusion.encode_query(None, text.encode_tokens(["techno"])[0], None)
    assert techno > middling + 0.1
    assert abs(middling - polka) < 0.3


def test_two_wishes_find_both(fusion: BridgeFusion, text: MultilingualE5) -> None:
    best = ranks(fusion, fusion.encode_query(None, text.encode_tokens(["calm, acoustic guitar"])[0], None), MUSIC)[:6]
    assert {"acoustic guitar", "calm peaceful music"} <= set(best)


def test_a_vector_and_its_tokens_ask_the_same(fusion: BridgeFusion, text: MultilingualE5) -> None:
    tokens, vector = text.encode_tokens(["sad violin"])[0], pool_tokens(text)(["sad violin"])[0]
    assert np.allclose(fusion.encode_query(None, tokens, None), fusion.encode_query(None, vector, None), atol=1e-5)


@pytest.mark.parametrize("number", [0, 20, 140, 300])
def test_a_scene_finds_its_music(fusion: BridgeFusion, number: int) -> None:
    scene, music = SCENES[number]
    assert ranks(fusion, fusion.encode_query(rows(scene), None, None), [m for _, m in SCENES])[0] == music


def test_pace_chooses_between_calm_and_energetic(fusion: BridgeFusion) -> None:
    def leaning(energy: float, scene: str | None = None) -> float:
        query = fusion.encode_query(rows(scene, energy), None, None)
        return float((hear(ENERGETIC) @ query).mean() - (hear(CALM) @ query).mean())

    assert leaning(2.0) > 0 > leaning(-2.0)
    paces = [leaning(energy, "a cat") for energy in (-2.0, -0.5, 0.5, 2.0)]
    assert paces == sorted(paces)


def test_words_outweigh_pictures_and_the_previous_pick_keeps_near(fusion: BridgeFusion, text: MultilingualE5) -> None:
    video, words = rows("waves rolling onto a coast", -1.0), text.encode_tokens(["heavy metal"])[0]
    previous = hear(["bossa nova"])[0]
    best = ranks(fusion, fusion.encode_query(video, words, previous), MUSIC)
    assert best[0] == "heavy metal with distorted guitars"
    far = ranks(fusion, fusion.encode_query(video, words, None), MUSIC)
    assert best.index("bossa nova") < far.index("bossa nova")


def test_queries_are_unit_whatever_is_missing(fusion: BridgeFusion, text: MultilingualE5) -> None:
    words, previous = text.encode_tokens(["jazz"])[0], hear(["jazz"])[0]
    queries = [
        fusion.encode_query(v, w, p)
        for v in (rows("a cat", 1.0), rows(), None)
        for w in (words, None)
        for p in (previous, None)
    ]
    assert all(q.shape == (MUSIC_DIM,) and q.dtype == np.float32 for q in queries)
    assert np.allclose(np.linalg.norm(queries, axis=1), 1, atol=1e-5)


def test_tracks_stay_as_clap_heard_them(fusion: BridgeFusion) -> None:
    tracks = hear(["a", "b", "c"])
    assert np.allclose(fusion.encode_music(tracks * 3), tracks, atol=1e-6)


def test_the_version_follows_encoders_and_phrases(
    fusion: BridgeFusion, text: MultilingualE5, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors, known = BridgeVectors.encode_phrases(pool_tokens(text), show, hear), ["clap/1", "clip/1", "minilm/1"]
    assert BridgeFusion(vectors, 100.0, mean_pool, known).version == fusion.version
    assert BridgeFusion(vectors, 100.0, mean_pool, ["clap/2", *known[1:]]).version != fusion.version
    monkeypatch.setattr(bridge, "MUSIC", (*MUSIC, "polka"))
    assert BridgeFusion(vectors, 100.0, mean_pool, known).version != fusion.version


def test_no_phrase_stands_twice() -> None:
    assert len(set(MUSIC)) == len(MUSIC) >= 120
    assert len({scene for scene, _ in SCENES}) == len(SCENES) >= 300
