"""The main job: a real clip in, a track with its reason out, refined in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Home

PICK_KEYS = {
    "track_id", "title", "artist", "licence", "score", "start_s", "end_s", "traits", "tags", "reason", "reason_source",
}  # fmt: skip


@pytest.fixture(scope="module")
def conversation(home: Home) -> dict[str, Any]:
    clip = min(home.clips.glob("*.mp4"))
    return home.ask(clip, "calmer", "no vocals", "something else")


def test_the_object_has_the_keys_that_others_build_on(conversation: dict[str, Any]) -> None:
    assert set(conversation) == {"video", "turns"}
    assert [t["words"] for t in conversation["turns"]] == ["", "calmer", "no vocals", "something else"]
    for turn in conversation["turns"]:
        assert set(turn) == {
            *("words", "brief", "picks", "stages", "no_match", "question"),
            *("intent", "answer", "keeps_pick"),
        }
        assert 1 <= len(turn["picks"]) <= 4
        for pick in turn["picks"]:
            assert set(pick) == PICK_KEYS
            assert pick["reason"]
            assert 0 <= pick["start_s"] < pick["end_s"] <= pick["traits"]["duration_s"] + 0.01
    assert conversation["video"]["duration_s"] > 1


def test_calmer_is_calmer(conversation: dict[str, Any]) -> None:
    first, second = (turn["picks"][0]["traits"]["energy"] for turn in conversation["turns"][:2])
    assert second < first


def test_no_vocals_leaves_no_vocals(conversation: dict[str, Any]) -> None:
    for turn in conversation["turns"][2:]:
        assert all(pick["traits"]["vocals"] is not True for pick in turn["picks"])


def test_nothing_is_shown_twice_and_no_artist_twice_in_a_turn(conversation: dict[str, Any]) -> None:
    shown = [pick["track_id"] for turn in conversation["turns"] for pick in turn["picks"]]
    assert len(shown) == len(set(shown))
    for turn in conversation["turns"]:
        artists = [pick["artist"] for pick in turn["picks"]]
        assert len(artists) == len(set(artists))


@pytest.mark.slow
def test_the_known_clip_is_not_watched_again(home: Home, conversation: dict[str, Any]) -> None:
    clip = min(home.clips.glob("*.mp4"))
    copy = home.folder / "another name.mp4"
    shutil.copy(clip, copy)
    sampled = {path: path.stat().st_mtime_ns for path in (home.folder / "blobs").glob("*.sample.npz")}
    again = home.ask(copy)
    assert again["video"] == conversation["video"]
    assert sampled
    assert all(path.stat().st_mtime_ns == written for path, written in sampled.items())


@pytest.mark.slow
def test_the_text_form_reads_as_a_conversation(home: Home) -> None:
    clip = min(home.clips.glob("*.mp4"))
    done = home.run("ask", clip, "piano instead")
    assert done.returncode == 0, done.stderr
    assert "♪" in done.stdout
    assert "› piano instead" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_wish_that_nothing_meets_is_said_honestly(home: Home) -> None:
    clip = min(home.clips.glob("*.mp4"))
    turn = home.ask(clip, "between 300 and 310 bpm")["turns"][1]
    if turn["no_match"] is None:
        pytest.skip("the wish was read as a soft one")
    assert turn["picks"] == []
    assert turn["no_match"]["relax"]["would_pass"] > 0


@pytest.mark.slow
def test_words_in_any_script_are_survived(home: Home) -> None:
    clip = min(home.clips.glob("*.mp4"))
    for words in ("もっと静かに 🎹", "[bold]x[/]", "'; DROP TABLE turns; --", "a" * 5000):
        turn = home.ask(clip, words)["turns"][1]
        assert turn["picks"] or turn["answer"] or turn["question"], words


@pytest.mark.slow
def test_real_music_and_a_real_clip(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    real = Home(tmp_path_factory.mktemp("real"))
    music = real.folder / "music"
    music.mkdir()
    for path in sorted((shared_data / "music").glob("*.opus"))[::4]:
        shutil.copy(path, music)
    assert real.run("library", "add", music).returncode == 0
    answer = real.ask(shared_data / "videos" / "tos_battle_1.mp4", "calmer, piano")
    listed = {t["id"]: t for t in json.loads(real.run("library", "list", "--json").stdout)}
    first, second = (turn["picks"][0] for turn in answer["turns"])
    assert second["traits"]["energy"] < first["traits"]["energy"]
    for pick in (first, second):
        assert (pick["title"], pick["artist"]) == (
            listed[pick["track_id"]]["title"],
            listed[pick["track_id"]]["artist"],
        )
