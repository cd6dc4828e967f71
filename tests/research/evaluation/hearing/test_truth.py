"""What is certain of tracks: scores, compositions, and sources whose titles and notes settle it."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from demo.ground_truth import TRUTH_FILE, DemoTrack
from musechat.concepts import GENRES, INSTRUMENTS
from musechat.errors import BadInput
from research.evaluation.hearing.families import COMPOSED, FAMILIES, is_instrument_there
from research.evaluation.hearing.truth import TrackTruth, load_composed_truths, load_truths

FIELDS = ("file", "kind", "title", "author", "licence", "reuse_class", "source_repo")
SCORE = "tempo_bpm,tempo_constant,time_signature,key_from_notes,key_margin,instruments"


def _write_material(folder: Path, stems: dict[str, str], scores: str = "") -> Path:
    (folder / "music").mkdir(parents=True)
    with (folder / "LICENSES.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="")
        writer.writeheader()
        for stem, project in stems.items():
            (folder / "music" / f"{stem}.opus").write_bytes(b"")
            writer.writerow({"file": f"music/{stem}.opus", "kind": "music-recording", "source_repo": project})
    (folder / "tables").mkdir()
    (folder / "tables" / "midi_truth.csv").write_text(f"file,{SCORE}\n{scores}")
    return folder


def test_a_score_tells_tempo_key_and_families(tmp_path: Path) -> None:
    rows = (
        "music/a.opus,106.0,True,4/4,Eb minor,0.2,drums 1.0; guitar 0.801; synth lead 0.02\n"
        "music/b.opus,,False,4/4,C major,0.01,piano 1.0\n"
    )
    truths = load_truths(_write_material(tmp_path, {"a": "one/a", "b": "one/a"}, rows))
    first, second = truths
    assert (first.project, first.source, first.tempo_bpm, first.key) == ("one/a", "score", 106.0, "D# minor")
    assert first.has_instrument("drums") is first.has_instrument("electric guitar") is True
    assert first.has_instrument("piano") is False
    assert first.has_instrument("synth") is None  # it hardly sounds
    assert first.voice is None  # a lead may be a voice of General MIDI
    # A tempo that changes and a key that hardly leads are not known.
    assert (second.tempo_bpm, second.key, second.voice) == (None, None, False)


def test_known_sources_are_found_by_their_files(tmp_path: Path) -> None:
    stems = {
        "evfree_lithium-vox-lead": "a/b",
        "holizna_creepy-piano-1": "c/d",
        "some_thing": "e/f",
        "xonotic_neon": "x/y",
    }
    truths = {truth.path.stem: truth for truth in load_truths(_write_material(tmp_path, stems))}
    assert set(truths) == set(stems) - {"some_thing"}  # of which nothing is known
    assert truths["evfree_lithium-vox-lead"].voice is True
    assert truths["evfree_lithium-vox-lead"].has_instrument("guitar") is False
    piano = truths["holizna_creepy-piano-1"]
    assert (piano.has_instrument("piano"), piano.has_instrument("drums"), piano.voice) == (True, False, False)
    assert (piano.has_genre("metal"), piano.has_genre("ambient")) == (False, None)
    assert truths["xonotic_neon"].has_genre("electronic") is True
    assert truths["xonotic_neon"].has_instrument("synth") is None


def test_music_of_other_projects_is_read_from_its_own_folder(tmp_path: Path) -> None:
    _write_material(tmp_path, {"vocadito_1": "a/b"})
    _write_material(tmp_path / "more", {"vocadito_2": "c/d"})
    assert [truth.path.parts[-3] for truth in load_truths(tmp_path)] == [tmp_path.name, "more"]


def test_a_folder_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="LICENSES"):
        load_truths(tmp_path)


def test_a_composed_piece_is_known_whole(tmp_path: Path) -> None:
    piece = DemoTrack(
        file="a.mp3", sha256="", title="", artist="", album="", genre="Jazz", style="jazz", seed=0, duration_s=60.0,
        tempo_bpm=92.0, meter=4, first_beat_s=0.0, key="D", mode="minor", scale="minor", energy=0.4,
        moods=("melancholy", "night"), instruments=("double bass", "piano", "drums"), vocals=False, loudness_lufs=-14.0,
        sections=(), version="1",
    )  # fmt: skip
    (tmp_path / TRUTH_FILE).write_text(json.dumps({"tracks": [asdict(piece)]}))
    (truth,) = load_composed_truths(tmp_path)
    assert (truth.tempo_bpm, truth.key, truth.voice, truth.energy) == (92.0, "D minor", False, 0.4)
    assert [truth.has_instrument(name) for name in ("piano", "bass", "drums", "guitar")] == [True, True, True, False]
    assert [truth.has_genre(name) for name in ("jazz", "blues", "techno")] == [True, None, False]
    assert truth.is_glad() is False


def test_moods_that_pull_both_ways_settle_nothing() -> None:
    assert TrackTruth(Path("a"), "p", "composed", moods=frozenset({"happy", "sad"})).is_glad() is None
    assert TrackTruth(Path("a"), "p", "composed", moods=frozenset({"happy"})).is_glad() is True
    assert TrackTruth(Path("a"), "p", "composed").is_glad() is None
    assert not TrackTruth(Path("a"), "p", "composed").is_known


@pytest.mark.parametrize(
    ("name", "sounding", "unsure", "there"),
    [
        ("piano", {"piano": 0.05}, (), True),
        ("piano", {"piano": 0.049}, (), None),
        ("piano", {"guitar": 1.0}, (), False),
        ("piano", {}, ("piano",), None),
        ("strings", {"ensemble": 1.0}, (), True),
        ("strings", {"synth pad": 1.0}, (), None),
        ("synth", {"bass": 1.0}, (), None),
        ("choir", {"voice": 1.0}, (), True),
        ("theremin", {"piano": 1.0}, (), None),
    ],
)
def test_an_instrument_is_judged_by_its_family(
    name: str, sounding: dict[str, float], unsure: tuple[str, ...], there: bool | None
) -> None:
    assert is_instrument_there(name, sounding, unsure) is there


def test_every_instrument_of_the_vocabulary_and_of_the_composer_has_a_family() -> None:
    from demo.instruments import PATCHES, STRUCK, SUNG

    assert set(INSTRUMENTS) <= set(FAMILIES)
    assert {*PATCHES, *STRUCK, *SUNG} <= set(COMPOSED)
    families = {family for each in FAMILIES.values() for family in each}
    assert set(COMPOSED.values()) <= families


def test_the_known_sources_name_families_and_genres_that_exist() -> None:
    from research.evaluation.hearing.truth import _load_sources

    families = {family for each in FAMILIES.values() for family in each} | {"all"}
    for entry in (*_load_sources()["source"], *_load_sources()["style"].values()):
        assert {*entry.get("instruments", ()), *entry.get("unsure", ())} <= families, entry
        assert {*entry.get("genres", ()), *entry.get("maybe", ())} <= set(GENRES) | {"instrumental"}, entry
