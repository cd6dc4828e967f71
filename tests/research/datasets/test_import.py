"""The released layout with features in each of four formats, and with files to encode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from musechat.errors import BadInput
from research.datasets.features import to_rows
from research.datasets.import_set import collect_media_files, import_features, import_media, read_set
from research.datasets.pair_set import PairSet
from research.datasets.pairs import Pair
from research.datasets.precomputed import AST_TOKENS, Precomputed, to_music_vector, to_video_rows
from research.datasets.released_layout import write_quartet
from research.datasets.training_tuple import Music
from tests.research.datasets.made import TURNS
from tests.research.datasets.material import CountedFiles, a_store, real_pairs
from tests.research.datasets.test_layout import put

IDS = ("aa", "bb", "cc")
VIDEO, MUSIC = "video_features_all", "target_music_all_cls"
Arrays = dict[str, NDArray[np.float32]]


def released(root: Path) -> Path:
    """Three items as released: each one's candidate is the next one's target."""
    for place, video_id in enumerate(IDS):
        values = [{"from": "human", "value": turn} for turn in TURNS]
        item = {"target_music": video_id, "candidate_music": IDS[(place + 1) % 3], "conversations": values}
        put(root, video_id, item)
    return root


def arrays_of(place: int) -> Arrays:
    rng = np.random.default_rng(place)
    return {VIDEO: rng.normal(size=(12, 16)).astype(np.float32), MUSIC: rng.normal(size=(12, 6)).astype(np.float32)}


def as_npz(folder: Path, name: str, arrays: Arrays) -> None:
    np.savez(folder / f"{name}.npz", **arrays)


def as_safetensors(folder: Path, name: str, arrays: Arrays) -> None:
    save_file({k: torch.from_numpy(v) for k, v in arrays.items()}, folder / f"{name}.safetensors")


def as_pt(folder: Path, name: str, arrays: Arrays) -> None:
    torch.save({k: torch.from_numpy(v) for k, v in arrays.items()}, folder / f"{name}.pt")


def as_bare_pt(folder: Path, name: str, arrays: Arrays) -> None:
    for key, array in arrays.items():
        (folder / key).mkdir(exist_ok=True)
        torch.save(torch.from_numpy(array), folder / key / f"{name}.pt")


def as_npy_by_kind(folder: Path, name: str, arrays: Arrays) -> None:
    for key, array in arrays.items():
        (folder / key).mkdir(exist_ok=True)
        np.save(folder / key / f"{name}.npy", array)


def as_npy_by_id(folder: Path, name: str, arrays: Arrays) -> None:
    (folder / name).mkdir()
    for key, array in arrays.items():
        np.save(folder / name / f"{key}.npy", array)


@pytest.mark.parametrize("write", [as_npz, as_safetensors, as_pt, as_bare_pt, as_npy_by_kind, as_npy_by_id])
def test_features_of_each_format_become_a_pair_set(tmp_path: Path, write: Callable[[Path, str, Arrays], None]) -> None:
    (tmp_path / "features").mkdir()
    for place, name in enumerate(IDS):
        write(tmp_path / "features", name, arrays_of(place))
    quartets, broken = read_set(released(tmp_path / "set"), None, by_artist=False)
    import_features(quartets, broken, Precomputed(tmp_path / "features"), tmp_path / "out")
    pairs = PairSet.load(tmp_path / "out" / "pairs")
    assert (pairs.video.shape, pairs.music.shape, pairs.made) == ((3, 8, 16), (3, 6), False)
    assert pairs.encoders == {"video": "precomputed/16", "music": "precomputed/6"}
    for video, target, candidate, _ in pairs.quartet.tolist():
        place = IDS.index(pairs.music_ids[target])
        assert pairs.music_ids[candidate] == IDS[(place + 1) % 3]
        np.testing.assert_allclose(pairs.video[video], to_rows(arrays_of(place)[VIDEO]), atol=1e-5)
        mean = arrays_of(place)[MUSIC].mean(0)
        np.testing.assert_allclose(pairs.music[target], mean / np.linalg.norm(mean), atol=1e-5)
    assert len(set(pairs.artist.tolist())) == 1  # all answers name one artist


def test_a_candidate_kept_beside_its_video_is_found(tmp_path: Path) -> None:
    root = tmp_path / "set"
    values = [{"value": turn} for turn in TURNS]
    put(root, "aa", {"target_music": "aa", "candidate_music": "elsewhere", "conversations": values})
    rng = np.random.default_rng(0)
    sequence = rng.normal(size=(2, AST_TOKENS, 6)).astype(np.float16)
    (tmp_path / "f").mkdir()
    np.savez(tmp_path / "f" / "aa.npz", candidate_music_all_seq=sequence, **arrays_of(0))
    imported = import_features(*read_set(root, None, by_artist=False), Precomputed(tmp_path / "f"), tmp_path / "out")
    assert imported.pairs is not None
    found = imported.pairs.music[imported.pairs.music_ids.index("elsewhere")]
    summary = sequence[:, 0].astype(np.float32).mean(0)
    np.testing.assert_allclose(found, summary / np.linalg.norm(summary), atol=1e-3)


def test_items_without_features_or_candidate_are_counted(tmp_path: Path) -> None:
    root = released(tmp_path / "set")
    put(root, "dd", {"conversations": [{"value": turn} for turn in TURNS]})
    put(root, "ee", "{")
    (tmp_path / "f").mkdir()
    for place, name in ((0, "aa"), (1, "bb"), (2, "dd")):
        as_npz(tmp_path / "f", name, arrays_of(place))
    quartets, broken = read_set(root, None, by_artist=False)
    imported = import_features(quartets, broken, Precomputed(tmp_path / "f"), tmp_path / "out")
    assert imported.missing == ["bb", "cc", "dd"]  # bb's candidate is cc
    assert len(imported.broken) == 1
    assert imported.pairs is not None
    assert len(imported.pairs.quartet) == 1


@pytest.mark.parametrize("name", ["aa.npz", "aa.safetensors", "aa.pt", "video/aa.npy"])
def test_broken_feature_files_are_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"PK\x03\x04 no such format")
    with pytest.raises(BadInput) as caught:
        Precomputed(tmp_path).load_video("aa")
    assert caught.value.code == "features-broken"
    assert str(path) in caught.value.line
    assert "\n" not in caught.value.line


class Harmful:
    """Would run a command if it were unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        import os

        return os.mkdir, ("/tmp/should-not-be-made",)


def test_nothing_in_a_file_is_run(tmp_path: Path) -> None:
    torch.save({VIDEO: Harmful()}, tmp_path / "aa.pt")
    np.save(tmp_path / "bb.npy", np.array([Harmful()], dtype=object), allow_pickle=True)
    for name in ("aa", "bb"):
        with pytest.raises(BadInput):
            Precomputed(tmp_path)._read_array(name, (VIDEO, tmp_path.name))
    assert not Path("/tmp/should-not-be-made").exists()


def test_features_of_two_encoders_are_not_mixed(tmp_path: Path) -> None:
    as_npz(tmp_path, "aa", {VIDEO: np.ones((12, 16), np.float32)})
    as_npz(tmp_path, "bb", {VIDEO: np.ones((12, 8), np.float32)})
    features = Precomputed(tmp_path)
    features.load_video("aa")
    with pytest.raises(BadInput, match="size 8, others have 16"):
        features.load_video("bb")


def test_an_empty_folder_has_no_features(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        Precomputed(tmp_path)
    assert caught.value.code == "no-features"


def test_shapes_are_brought_to_the_fusions() -> None:
    twelve = np.arange(12, dtype=np.float32)[:, None].repeat(3, 1)
    np.testing.assert_allclose(
        to_video_rows(twelve)[:, 0], [1 / 3, 5 / 3, 10 / 3, 14 / 3, 19 / 3, 23 / 3, 28 / 3, 32 / 3]
    )
    np.testing.assert_allclose(to_video_rows(twelve[:8]), twelve[:8])
    assert to_video_rows(twelve[0]).shape == (8, 3)
    assert to_video_rows(twelve[:1]).shape == (8, 3)
    np.testing.assert_allclose(to_music_vector(twelve[0]), twelve[0])
    np.testing.assert_allclose(to_music_vector(np.stack([twelve, twelve + 2])), [6.5, 6.5, 6.5])
    for wrong in (np.ones(()), np.ones((2, 2, 2, 2)), np.ones((0, 3))):
        with pytest.raises(ValueError, match="shape"):
            to_music_vector(wrong)


def test_a_table_names_the_music(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("id,title,artist\naa,Fern,Ada Bell\nbb,Moss,Ada Bell\ncc,Rails,Mira\n")
    quartets, _ = read_set(released(tmp_path / "set"), tmp_path / "names.csv", by_artist=True)
    assert [(q.target.title, q.candidate and q.candidate.artist) for q in quartets] == [
        ("Fern", "Ada Bell"),
        ("Moss", "Mira"),
        ("Rails", "Ada Bell"),
    ]
    assert quartets[0].conversation.target == quartets[0].target
    assert len({q.split for q in quartets if q.target.artist == "Ada Bell"}) == 1


def test_a_candidate_that_is_not_named_is_the_piece_that_t2_credits(tmp_path: Path) -> None:
    for video_id, title in (("aa", "Fern"), ("bb", "Moss")):
        other = {"Fern": "Moss", "Moss": "Nobody's Song"}[title]
        said = ["Music, please", f"I suggest '{other}' by Ada Bell.", "calmer", f"Then '{title}' by Ada Bell."]
        put(tmp_path, video_id, {"target_music": video_id, "conversations": [{"value": turn} for turn in said]})
    quartets, _ = read_set(tmp_path, None, by_artist=False)
    assert [q.candidate and q.candidate.id for q in quartets] == ["bb", None]


@pytest.mark.slow
def test_a_released_set_is_encoded_from_its_files(shared_data: Path, tmp_path: Path) -> None:
    found = [Pair(i, p.video, p.music_file, Music(i)) for i, p in zip(IDS, real_pairs(shared_data), strict=False)]
    quartets, broken = read_set(released(tmp_path / "set"), None, by_artist=False)
    store = a_store(tmp_path / "out", CountedFiles())
    imported = import_media(
        quartets, broken, collect_media_files(found), store, tmp_path / "out", 1, lambda _w, _s: None
    )
    assert imported.missing == []
    assert PairSet.load(tmp_path / "out" / "pairs").encoders == store.encoder_versions
    for quartet in imported.quartets:
        write_quartet(tmp_path / "again", quartet)
