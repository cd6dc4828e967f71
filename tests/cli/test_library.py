from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli.library
from cli.library_commands import app
from musechat.errors import BadInput
from tests.media.listen.sounds import song, tone, write
from tests.worker import ears
from worker.library import add_files as real_add

pytestmark = pytest.mark.usefixtures("fixed_certainty")

runner = CliRunner()


@pytest.fixture
def music(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "data"))

    def add(*args: object, **more: object) -> object:
        return real_add(*args, load=ears.plain, size=1, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(cli.library, "add_files", add)
    folder = tmp_path / "music"
    folder.mkdir()
    write(folder / "Ada Bell - Fern.flac", song(9, "minor", 110, 8.0), metadata={"license": "CC BY-NC 4.0"})
    (folder / "words.mp3").write_text("not music")
    return folder


def run(*args: object) -> str:
    result = runner.invoke(app, [str(a) for a in args])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
def test_the_whole_life_of_a_track(music: Path) -> None:
    assert "The library is empty" in run("list")
    added = run("add", music)
    assert "1 added, 0 known, 1 broken" in added
    assert "words.mp3" in added
    assert "\x1b" not in added
    assert "0 added, 1 known, 1 broken" in run("add", music)

    [line] = run("list").splitlines()
    track_id, artist, title, length, tempo, licence = line.split("\t")
    assert (artist, title, length, tempo, licence) == ("Ada Bell", "Fern", "0:08", "110 BPM", "CC-BY-NC-4.0")
    [data] = json.loads(run("list", "--json"))
    assert data["id"] == track_id
    assert data["traits"]["key"] == "A"
    assert data["licence"]["commercial"] is False

    shown = run("show", track_id[:6])
    assert "Fern by Ada Bell" in shown
    assert "non-commercial use only" in shown
    assert "A minor" in shown
    assert any(bar in shown for bar in "▁▂▃▄▅▆▇█")
    assert json.loads(run("show", track_id, "--json")) == data

    assert "Removed Fern by Ada Bell" in run("remove", track_id[:6])
    assert "The library is empty" in run("list")
    assert (music / "Ada Bell - Fern.flac").exists()
    assert "1 added" in run("add", music)


def test_unknown_and_ambiguous_ids(music: Path) -> None:
    for wrong in ("ffffffff", "ab", "%%%%"):
        with pytest.raises(BadInput) as caught:
            run("show", wrong)
        assert caught.value.code == "no-such-track"


@pytest.mark.slow
def test_nothing_usable_is_bad_input(music: Path) -> None:
    with pytest.raises(BadInput) as caught:
        run("add", music / "words.mp3")
    assert (caught.value.code, caught.value.exit_code) == ("nothing-usable", 2)


@pytest.mark.slow
def test_too_short_a_file_is_named(music: Path) -> None:
    write(music / "blip.wav", tone(440, 0.5))
    assert "blip.wav is only 0.5 s long" in run("add", music)
