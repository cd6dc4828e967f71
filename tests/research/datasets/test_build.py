"""A build over real clips and music: what comes out, and what happens when it is stopped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.encoders.frames import DIM
from models.encoders.mel import compute_mel_power, to_rate
from models.profiles import load_profile
from musechat.errors import BadInput
from research.datasets.candidate_pool import CandidatePool
from research.datasets.chat_model import LlmAuthor, LlmConfig
from research.datasets.dataset_builder import BuildConfig, BuildReport, build_items, find_unbuilt
from research.datasets.dialogue import GrammarAuthor
from research.datasets.finalisation import gather_pairs, write_split
from research.datasets.pair_set import PairSet
from research.datasets.pairs import Pair
from research.datasets.released_layout import ITEM_FILE, read_all
from research.datasets.tag_scoring import MusicnnTagger
from research.datasets.training_tuple import Music
from research.datasets.tuple_facts import Author, DialogueFacts
from tests.research.datasets.material import CountedFiles, a_store, real_pairs
from tests.research.datasets.model_server import good, serving

CONFIG = BuildConfig(made=True, jobs=1, concurrency=2)


def built(pairs: list[Pair], out: Path, media: CountedFiles, author: Author | None = None) -> BuildReport:
    grammar = GrammarAuthor()
    return build_items(pairs, out, a_store(out, media), author or grammar, grammar, CONFIG, lambda _what, _share: None)


@pytest.fixture(scope="module")
def once(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four items, built once."""
    out = tmp_path_factory.mktemp("built")
    report = built(real_pairs(shared_data), out, CountedFiles())
    assert (report.finished, report.kept, report.skipped) == (4, 0, {})
    return out


def test_four_real_pairs_become_four_quartets(once: Path, shared_data: Path) -> None:
    quartets, broken = read_all(once)
    assert broken == []
    assert {q.video_id: q.target.id for q in quartets} == {p.video_id: p.music.id for p in real_pairs(shared_data)}
    for quartet in quartets:
        assert quartet.candidate is not None
        assert quartet.candidate.id != quartet.target.id
        assert quartet.candidate.artist != quartet.target.artist
        assert quartet.made
        assert quartet.target.licence
        assert 1 <= len(quartet.target.tags) <= 5
        assert quartet.pool == 4
        assert quartet.encoders["tags"].startswith("ear/")
        assert f"'{quartet.target.title}' by {quartet.target.artist}" in quartet.conversation.turns[3]
        assert quartet.conversation.find_leaks == {}


def test_what_was_built_becomes_a_pair_set(once: Path) -> None:
    quartets = write_split(once, read_all(once)[0], by_artist=False)
    store = a_store(once, CountedFiles())
    pairs, missing = gather_pairs(quartets, store.reload_video, store.reload_music, store.encoder_versions)
    assert pairs is not None
    assert missing == []
    pairs.save(once / "pairs")
    assert PairSet.load(once / "pairs").video.shape == (4, 8, DIM)
    assert pairs.made
    assert sorted(pairs.split.tolist()) == [0, 0, 0, 2]
    assert pairs.encoders == {"video": "trait-frames/2", "music": f"ear/{store.profile.music.version}"}
    np.testing.assert_allclose(np.linalg.norm(pairs.music, axis=1), 1, atol=1e-5)
    for quartet, (video, target, candidate, text) in zip(quartets, pairs.quartet.tolist(), strict=True):
        assert quartet.candidate is not None
        assert (pairs.music_ids[target], pairs.music_ids[candidate]) == (quartet.target.id, quartet.candidate.id)
        assert pairs.texts[text] == quartet.conversation.turns[2]
        assert video == text
    assert all(q.split is not None for q in read_all(once)[0])


class StopsAfter:
    """An author whose process ends after a few conversations."""

    def __init__(self, count: int) -> None:
        self.name = "grammar/1"
        self.left = count

    async def write_turns(self, facts: DialogueFacts, problems: tuple[str, ...] = ()) -> tuple[str, ...]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return await GrammarAuthor().write_turns(facts, problems)


@pytest.mark.slow
def test_a_stopped_build_goes_on_where_it_was(once: Path, shared_data: Path, tmp_path: Path) -> None:
    pairs = real_pairs(shared_data)
    media = CountedFiles()
    with pytest.raises(KeyboardInterrupt):
        built(pairs, tmp_path, media, StopsAfter(2))
    first = {path: path.read_bytes() for path in tmp_path.rglob(ITEM_FILE)}
    assert len(first) == 2
    assert len(find_unbuilt(pairs, tmp_path)) == 2
    report = built(pairs, tmp_path, media)
    assert (report.finished, report.kept) == (2, 2)
    assert media.read == {"watched": 4, "heard": 4}  # nothing twice
    assert all(path.read_bytes() == content for path, content in first.items())
    for video in (pair.video_id for pair in pairs):  # the same as without the stop
        stopped, straight = (json.loads((root / video / ITEM_FILE).read_text()) for root in (tmp_path, once))
        assert stopped["conversations"] == straight["conversations"]
    assert built(pairs, tmp_path, media).kept == 4
    assert not list(tmp_path.rglob("*.partial"))


@pytest.mark.slow
def test_a_changed_file_is_encoded_anew(once: Path, shared_data: Path, tmp_path: Path) -> None:
    pair = real_pairs(shared_data)[0]
    copy = tmp_path / "a.mp4"
    copy.write_bytes(pair.video.read_bytes())
    pair = replace(pair, video=copy)
    media = CountedFiles()
    store = a_store(tmp_path, media)
    assert not store.has_video(pair)
    first = store.compute_video(pair)
    assert store.has_video(pair)
    np.testing.assert_array_equal(store.compute_video(pair), first)
    copy.write_bytes(real_pairs(shared_data)[1].video.read_bytes())
    assert not store.has_video(pair)
    assert not np.array_equal(store.compute_video(pair), first)
    assert media.read["watched"] == 2
    (tmp_path / "features" / "video" / f"{pair.video_id}.npz").write_bytes(b"cut short")
    assert store.reload_video(pair.video_id) is None


@pytest.mark.slow
def test_files_that_cannot_be_used_are_left_out_with_a_reason(shared_data: Path, tmp_path: Path) -> None:
    pairs = real_pairs(shared_data)
    for name in ("v.mp4", "m.opus"):
        (tmp_path / name).write_text("no such thing")
    pairs[0] = replace(pairs[0], video=tmp_path / "v.mp4")
    pairs[1] = replace(pairs[1], music_file=tmp_path / "m.opus")
    report = built(pairs, tmp_path / "out", CountedFiles())
    assert report.finished == 2
    assert set(report.skipped) == {pairs[0].video_id, pairs[1].video_id}
    assert sum(report.count_skipped.values()) == 2
    assert all(error.line for error in report.skipped.values())


@pytest.mark.slow
def test_music_of_one_artist_alone_offers_no_candidate(shared_data: Path, tmp_path: Path) -> None:
    pairs = [replace(p, music=replace(p.music, artist="Mira")) for p in real_pairs(shared_data)[:2]]
    report = built(pairs, tmp_path, CountedFiles())
    assert report.count_skipped == {"no-candidate": 2}


@pytest.mark.slow
def test_a_language_model_writes_a_build(shared_data: Path, tmp_path: Path) -> None:
    with serving(429, good, "<html>", good) as server:
        author = LlmAuthor(LlmConfig(server.url, "m", backoff_s=0.01))
        report = built(real_pairs(shared_data), tmp_path, CountedFiles(), author)
        assert report.finished == 4
        # Which conversation meets the answer without a text depends on who asks first; the grammar writes one that met two.
        assert sum(report.writing.written.values()) == 4
        assert report.writing.written["llm/m"] >= 3
        assert report.writing.retried >= 1
        assert server.most_at_once <= CONFIG.concurrency
    assert "llm/m" in {q.generator for q in read_all(tmp_path)[0]}


@pytest.mark.slow
def test_a_model_that_fails_midway_keeps_what_was_finished(shared_data: Path, tmp_path: Path) -> None:
    with serving(good, good, 401) as server:
        author = LlmAuthor(LlmConfig(server.url, "m", backoff_s=0.01))
        with pytest.raises(BadInput) as caught:
            built(real_pairs(shared_data), tmp_path, CountedFiles(), author)
    assert caught.value.code == "llm-refused"
    assert 1 <= len(read_all(tmp_path)[0]) <= 2


def test_the_two_taggers_hear_what_they_heard_before(shared_data: Path) -> None:
    tagger = MusicnnTagger(shared_data / "weights")
    path = real_pairs(shared_data)[0].music_file
    scores = tagger.score_tags(compute_mel_power(to_rate(CountedFiles().read_sound(path, 22_050), 22_050)))
    with np.load(shared_data / "tables" / "music_auto_tags.npz") as file:
        row = [Path(str(name)).name for name in file["files"]].index(path.name)
        before = np.concatenate([file["mtt"][row], file["msd"][row]])
    assert np.abs(scores - before).mean() < 0.02
    assert set(np.argsort(-scores)[:5]) & set(np.argsort(-before)[:5])


def test_missing_taggers_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="musicnn_mtt_pons2019"):
        MusicnnTagger(tmp_path)


def test_a_candidate_is_the_best_of_those_allowed() -> None:
    fusion = load_profile("embedded").fusion
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(6, 240)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    names = [("a", "Mira"), ("b", "Mira feat. Jo"), ("c", "Kai"), ("D", "Lu"), ("d", ""), ("f", "")]
    musics = [Music(str(row), title, artist) for row, (title, artist) in enumerate(names)]
    pool = CandidatePool(fusion, musics, vectors)
    video = rng.normal(size=(8, DIM)).astype(np.float32)
    order = [int(row) for row in np.argsort(-(fusion.encode_music(vectors) @ fusion.encode_query(video, None, None)))]
    for row, forbidden in {0: {0, 1}, 1: {0, 1}, 2: {2}, 3: {3, 4}, 5: {5}}.items():
        assert pool.find_candidate(video, musics[row]) == next(r for r in order if r not in forbidden)
    assert CandidatePool(fusion, musics[:1], vectors[:1]).find_candidate(video, musics[0]) is None
