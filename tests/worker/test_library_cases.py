"""What people own, as the maker of the cases beside a developer's checkout writes it: the right values, row by row.

The maker (``shared/cases/library/make.py``) needs ffmpeg, mutagen and numpy. Where this Python lacks mutagen, which is
under the GPL and none of ours, ``MUSECHAT_TEST_CASES`` names a folder in which it was run by another.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from musechat.settings import Settings
from musechat.track import Track
from musechat.turn import ClipSource, SourceKind, TurnKind
from store import track_library
from store.blobs import BlobStore
from store.database import Database
from tests.media.listen.tagging import id3 as make_id3
from tests.media.listen.tagging import put_id3, text
from tests.worker.inline_pool import InlinePool
from tests.worker.jobs import context_of
from tests.worker.talking import Talk, ids
from tests.worker.test_listen_stage import Moderator
from worker.library import AddReport, add_files, import_run
from worker.library.analysis_job import load_listening_models
from worker.library.untrusted_upload import UploadAnalyser
from worker.stages.listen import run_listen

MAKER = Path(__file__).resolve().parents[3] / "shared" / "cases" / "library" / "make.py"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def made_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders that the maker writes."""
    if given := os.environ.get("MUSECHAT_TEST_CASES"):
        return Path(given)
    if not MAKER.is_file():
        pytest.skip(f"the maker of the cases is not here: {MAKER} is missing")
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed, which the maker of the cases needs")
    if importlib.util.find_spec("mutagen") is None:
        pytest.skip(
            "mutagen is not installed, which the maker of the cases needs; MUSECHAT_TEST_CASES names its folder"
        )
    folder = tmp_path_factory.mktemp("cases")
    subprocess.run([sys.executable, str(MAKER), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture
def cases(made_cases: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of them, to change."""
    copy = tmp_path / "cases"
    subprocess.run(["cp", "-a", str(made_cases), str(copy)], check=True)  # shutil copies no names that are not UTF-8
    yield copy
    for folder in copy.rglob("lost+found"):
        folder.chmod(0o700)


@cache
def open_pool() -> InlinePool:
    return InlinePool(partial(load_listening_models, "embedded"))


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "_make_pool", lambda *_: open_pool())


class Library:
    """An empty library, and conversations about what is added to it."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.folder = db, folder

    def add(self, *paths: Path) -> AddReport:
        return add_files(paths, self.db, Settings(data_dir=self.folder, _env_file=None))

    def tracks(self) -> dict[str, Track]:
        """All tracks by the name of their file."""
        with self.db.read() as session:
            return {Path(track.path).stem: track for track in track_library.list_tracks(session)}

    def talk(self) -> Talk:
        return Talk(self.db, self.folder)


@pytest.fixture
def library(sqlite_database: Database, tmp_path: Path) -> Library:
    return Library(sqlite_database, tmp_path)


def run_without_rights(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may read only what its user's rights allow, root's included."""
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    return subprocess.run(
        [*(rights if os.geteuid() == 0 else []), *command], capture_output=True, text=True, check=True
    )


@pytest.mark.parametrize("name", ["lost+found", "private"])
def test_l01_an_unreadable_folder_is_named_and_the_rest_added(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may read everything, and setpriv is not installed")
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "data"))
    folder = cases / "L01_unreadable_folder"
    (folder / "lost+found").rename(folder / name)
    told = run_without_rights(str(Path(sys.executable).with_name("musechat")), "library", "add", str(folder)).stdout
    (folder / name).chmod(0o700)
    assert "1 added" in told
    assert any("left out" in line and name in line for line in told.splitlines())


def test_l03_names_that_are_not_utf8_are_added_and_shown(cases: Path, library: Library) -> None:
    folders = (cases / "L03_name_not_utf8", cases / "L03b_folder_not_utf8")
    for _ in range(2):
        report = library.add(*folders)
        assert (report.usable, report.broken) == (4, [])
    titles = {track.title for track in library.tracks().values()}
    assert len(titles) == 2  # three of the four files hold one recording
    json.dumps([track.title for track in library.tracks().values()]).encode()


@pytest.mark.parametrize("name", ["mjpeg", "h264"])
def test_l04_an_upload_with_an_unmarked_cover_is_music(
    cases: Path, sqlite_database: Database, settings: Settings, name: str
) -> None:
    moderator, blobs = Moderator(sqlite_database), BlobStore(settings.effective_blob_url)
    with blobs.open_writer() as writer:
        writer.write((cases / "L04_cover_not_flagged" / f"{name}.m4a").read_bytes())
        stored = writer.commit(".m4a")
    source = ClipSource(SourceKind.BLOB, stored.name, f"{name}.m4a")
    context = context_of(moderator, settings, TurnKind.ADD, source=source)
    run_listen(context, UploadAnalyser(partial(load_listening_models, "embedded")))
    assert [pick.rule for pick in context.outcome.picks] == ["added"]


def test_l07_old_code_pages_are_repaired_or_left_out(cases: Path, library: Library) -> None:
    folder = cases / "L07_legacy_encodings"
    library.add(folder)
    truth = json.loads((folder / "truth.json").read_text())
    for name, track in library.tracks().items():
        assert [track.title, track.artist] in (truth[name], [name.replace("_", " "), "Unknown artist"])
        assert (track.title + track.artist).isprintable()
    tracks = library.tracks()
    assert [tracks["true_latin1"].title, tracks["true_latin1"].artist] == truth["true_latin1"]
    assert sum([track.title, track.artist] == truth[name] for name, track in tracks.items()) == len(truth)


def test_l08_both_artists_are_known_for_search_and_for_bans(cases: Path, library: Library) -> None:
    library.add(cases / "L08_two_values")
    tracks = library.tracks()
    assert {name: track.artist for name, track in tracks.items()} == {
        "id3v24": "Aalto & Brindle", "alone": "Brindle", "vorbis": "Aalto & Brindle", "ape": "Aalto & Brindle",
    }  # fmt: skip
    talk = library.talk()
    asked = talk.turn(TurnKind.FIRST, words="something by Brindle")
    assert set(ids(asked)) == {track.id for track in tracks.values()}
    banned = library.talk().turn(TurnKind.FIRST, words="nothing by Brindle")
    assert banned.picks == []
    assert banned.no_match is not None


def test_l10_one_recording_in_four_files_is_offered_once(cases: Path, library: Library) -> None:
    library.add(cases / "L10_one_recording_many_files")
    of_harbour = {track.id for track in library.tracks().values() if track.title.startswith("Harbour")}
    talk = library.talk()
    turns = [talk.turn(kind) for kind in (TurnKind.FIRST, *[TurnKind.ANOTHER] * 3)]
    offered = [track_id for turn in turns for track_id in ids(turn)]
    assert len(of_harbour) == 1
    assert len(set(offered)) == len(library.tracks()) == 5
    assert offered.count(*of_harbour) == 1


@pytest.mark.parametrize("name", ["L11_no_artist", "L11_various_artists"])
def test_l11_nobody_is_not_one_artist(cases: Path, library: Library, name: str) -> None:
    library.add(cases / name)
    assert len(ids(library.talk().turn(TurnKind.FIRST))) == 4


def test_l13_every_kind_is_read_or_named(cases: Path, library: Library) -> None:
    folder = cases / "L13_types_left_out"
    report = library.add(folder)
    named = [path for paths in report.left_out.values() for path in paths]
    assert report.usable + len(named) == len(list(folder.iterdir()))
    assert report.usable == 6


def test_l14_no_licence_allows_more_than_the_strictest_words(cases: Path, library: Library) -> None:
    library.add(cases / "L14_licences")
    licences = {name: track.licence for name, track in library.tracks().items()}
    assert len(licences) == 7
    assert not any(licence.commercial for licence in licences.values())
    assert licences["by_but_non_commercial"].commercial is False
    for name in ("conflict_arr_and_by", "label_public_domain"):
        assert licences[name].id == "all-rights-reserved"
    for name in ("not_cc", "not_public_domain", "label_apache", "attribution_required"):
        assert licences[name].commercial is None


def test_l17_tempo_is_right_or_unsure_with_its_octave(cases: Path, library: Library) -> None:
    folder = cases / "L17_tempo"
    library.add(folder)
    truth = json.loads((folder / "truth.json").read_text())
    for name, track in library.tracks().items():
        low, high = min(right := _as_list(truth[f"{name}.mp3"])), max(right)
        heard = [track.traits.tempo_bpm or 0.0, *track.traits.tempo_alternatives_bpm]
        fits = [0.96 * low <= tempo <= 1.04 * high for tempo in heard]
        assert any(fits), (name, heard)
        if not fits[0]:
            assert "perhaps" in _show(track)


def test_l19_the_owners_tempo_settles_the_octave(cases: Path, library: Library) -> None:
    library.add(cases / "L19_owner_tempo")
    [track] = library.tracks().values()
    assert track.traits.tempo_bpm == pytest.approx(165, rel=0.04)
    assert "165 bpm" in _show(track)
    assert "perhaps" not in _show(track)


def test_l21_a_retagged_file_is_the_track_it_was(cases: Path, library: Library) -> None:
    song = cases / "L21_retag" / "song.mp3"
    library.add(song.parent)
    [before] = library.tracks().values()
    talk = library.talk()
    assert ids(talk.turn(TurnKind.FIRST)) == [before.id]
    licence = ("WCOP", b"https://creativecommons.org/licenses/by/4.0/")
    song.write_bytes(_strip_id3(song.read_bytes()))  # as retag.py does it, which needs mutagen
    put_id3(song, make_id3([text("TIT2", "New title"), text("TPE1", "New artist"), licence]))
    library.add(song.parent)
    [after] = library.tracks().values()
    assert (after.id, after.title, after.artist, after.licence.id) == (
        before.id,
        "New title",
        "New artist",
        "CC-BY-4.0",
    )
    assert talk.turn(TurnKind.ANOTHER).picks == []


TABLES = {
    "semicolon": ("Tälchen", "Ann", "CC-BY-4.0"), "tab": ("T", "Ann", "CC0-1.0"), "utf16": ("T", "Ann", "CC0-1.0"),
    "latin1": ("Tälchen", "Zoë", "CC-BY-4.0"), "backslash": ("T", "Ann", "CC-BY-4.0"),
}  # fmt: skip


def test_l24_lists_are_read_as_programs_save_them(cases: Path, library: Library) -> None:
    report = library.add(cases / "L24_tables")
    assert report.notes == []
    with library.db.read() as session:
        found = {Path(t.path).relative_to(cases / "L24_tables").parts[0]: t for t in track_library.list_tracks(session)}
    assert {n: (t.title, t.artist, t.licence.id) for n, t in found.items() if n != "later"} == TABLES
    later = cases / "L24_tables" / "later"
    (later / "licences.csv.later").rename(later / "licences.csv")
    library.add(cases / "L24_tables")
    with library.db.read() as session:
        [track] = [t for t in track_library.list_tracks(session) if Path(t.path).parent == later]
    assert (track.id, track.title, track.licence.id) == (found["later"].id, "From table", "CC-BY-4.0")
    (later / "licences.csv").write_text("file,title\nz.mp3,Nobody\n")
    assert ["0 of 1 rows fit a file" in note for note in library.add(cases / "L24_tables").notes] == [True]


def _as_list(value: float | list[float]) -> list[float]:
    return value if isinstance(value, list) else [value]


def _show(track: Track) -> str:
    from cli.library_view import show_track
    from cli.setup import out

    with out.capture() as shown:
        show_track(track, [], None)
    return shown.get()


def _strip_id3(data: bytes) -> bytes:
    if data[:3] != b"ID3":
        return data
    size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    return data[10 + size :]
