"""What a library of many tracks costs: until a worker is ready, a refresh, each step of a turn, `musechat doctor`.

    python -m benchmarks.bench_growth [--tracks 1000 10000 100000] [--folder FOLDER]

CPU seconds of one thread, since other programs at work on the machine do not change them much; memory is what a
process holds beyond the vectors, split into its own pages and those it shares as a mapped file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import torch

from benchmarks.grown_library import GrownLibrary

ENCODER = "embedded"
MIB = 2**20
Figures = dict[str, float]


def main() -> None:
    """Measure each size and print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracks", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="keep the made libraries here, and use those that are there")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        table = {count: measure(chosen.folder or Path(temporary), count) for count in chosen.tracks}
    print(f"{'':58s}" + "".join(f"{count:>12,}" for count in table))
    for what in next(iter(table.values())):
        print(f"{what:58s}" + "".join(f"{figures[what]:12.4g}" for figures in table.values()))


def measure(folder: Path, count: int) -> Figures:
    """All figures of one size, each part in a process of its own."""
    data = folder / f"library-{count}"
    path = data / "musechat.db"
    if not path.exists():
        data.mkdir(parents=True)
        GrownLibrary(_encoder()).fill(path, count)
    for old in ("vectors", "serving"):
        subprocess.run(["rm", "-rf", str(data / old)], check=True)
    context = multiprocessing.get_context("spawn")
    found: Figures = {}
    parts = (("first worker", _open), ("next worker", _open), ("after an upgrade", _open_upgraded), ("", _serve))
    for name, part in parts:
        with context.Pool(1) as pool:
            figures = pool.apply(part, (str(data),))
        found |= {f"{name}: {what}" if name else what: value for what, value in figures.items()}
    return found | {"musechat doctor, CPU s": _run_doctor(data)}


def _encoder() -> tuple[str, str, int]:
    from models.profiles import load_profile

    music = load_profile(ENCODER).music
    return music.name, music.version, music.dim


@contextmanager
def _opened(data: str) -> Iterator[tuple[Any, Any, Any]]:
    """A database, its settings, and models that have been used once."""
    from models.profiles import ProfileCache
    from musechat.settings import Settings
    from store.database import Database

    torch.set_num_threads(1)
    url = f"sqlite:///{data}/musechat.db"
    settings = Settings(_env_file=None, data_dir=Path(data), database_url=url, writer="template", profile=ENCODER)
    profiles = ProfileCache()
    profile = profiles.get(ENCODER, settings.data_dir)
    profile.text.encode_tokens(["warm"])
    profile.fusion.encode_query(None, None, None)
    yield Database(url), settings, profiles


def _open(data: str) -> Figures:
    """Open the first snapshot."""
    from worker.snapshot.cache import SnapshotCache

    with _opened(data) as (db, settings, profiles):
        before, began = _measure_memory(), time.process_time()
        snapshot = SnapshotCache(profiles).get_current(db, settings)
        taken = time.process_time() - began
        after = _measure_memory()
        library = snapshot.chooser.library
        vectors = 4 * len(library) * (library.music.shape[1] + library.joint.shape[1]) / MIB
        grown = {name: after[name] - before[name] for name in after}
        return {
            "ready, CPU s": taken,
            "memory beyond the vectors, MiB": grown["Rss"] - vectors,
            "of all its memory, its own alone, MiB": grown["Private_Dirty"],
            "peak beyond the vectors, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            - before["Rss"]
            - vectors,
        }


def _open_upgraded(data: str) -> Figures:
    """Open the first snapshot where another version has laid the library out, which then serves at first."""
    from worker.snapshot import stored_parts
    from worker.snapshot.serving_snapshot import build_serving_snapshot

    stored_parts.compute_code_digest = lambda: "another"  # type: ignore[assignment]
    with _opened(data) as (db, settings, profiles):
        began = time.process_time()
        snapshot = build_serving_snapshot(db, settings, profiles)
        taken = time.process_time() - began
        assert snapshot.outdated
        began = time.process_time()
        assert not build_serving_snapshot(db, settings, profiles, snapshot).outdated
        return {"ready, CPU s": taken, "laid out anew beside the turns, CPU s": time.process_time() - began}


def _measure_memory() -> Figures:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    kept = {name: int(rest.split()[0]) / 1024 for name, rest in (line.split(":", 1) for line in lines)}
    return {name: kept[name] for name in ("Rss", "Pss", "Private_Dirty")}


def _serve(data: str) -> Figures:
    """Refresh after added tracks, and the steps of turns."""
    from worker.snapshot.cache import SnapshotCache

    with _opened(data) as (db, settings, profiles):
        snapshots = SnapshotCache(profiles)
        snapshots.get_current(db, settings)
        found: Figures = {}
        for name, count in (("one added track", 1), ("again", 1), ("one hundred added tracks", 100)):
            _add_tracks(Path(data) / "musechat.db", count)
            found[f"refresh after {name}, CPU s"] = _time(lambda: snapshots.get_newest(db, settings))
        return found | _measure_turn(snapshots.get_newest(db, settings))


def _add_tracks(path: Path, count: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        last = connection.execute("SELECT max(revision) FROM tracks").fetchone()[0]
        GrownLibrary(_encoder(), seed=last).insert(connection, range(last, last + count))


def _time(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _measure_turn(snapshot: Any) -> Figures:
    from dataclasses import replace

    from language.reading import read_words
    from language.vocabulary import find_named_concept
    from models.ranking.choose_request import ChooseRequest
    from musechat.brief import Brief
    from musechat.turn import TurnKind
    from musechat.wish import Facet
    from tests.musechat.made import made_clip
    from worker.stages.answer import summarise_library

    library, chooser = snapshot.chooser.library, snapshot.chooser
    found: Figures = {}

    def step(what: str, work: Callable[[], Any]) -> Any:
        made: list[Any] = []
        found[f"{what}, CPU s"] = _time(lambda: made.append(work()))
        return made[0]

    step("the names for a guild of its own", lambda: snapshot.get_library_words(77))
    names = snapshot.get_library_words(None)
    step(
        "words with a misspelt artist, first time",
        lambda: read_words("something by Kalomi Rentavell", None, Brief(), names),
    )
    reading = step("words are read", lambda: read_words("calm waltz with piano, no vocals", None, Brief(), names))
    brief = Brief().apply_changes(reading.events, turn_seq=1)
    step("a new title word", lambda: library.mask_named_in_title(find_named_concept(Facet.GENRE, "waltz")))
    asked = ChooseRequest(TurnKind.FIRST, clip=made_clip(), seed=5)
    picked = step("choose: a first turn with a clip", lambda: chooser.choose(asked)).picks
    words = replace(
        asked, kind=TurnKind.REFINE, brief=brief, last=picked[0].track_id, shown=frozenset(p.track_id for p in picked)
    )
    step("choose: a refinement in words", lambda: chooser.choose(words))
    step("choose: the same again", lambda: chooser.choose(words))
    free = read_words("something for a haunted castle in the rain", None, Brief(), names)
    step(
        "choose: free words",
        lambda: chooser.choose(replace(words, brief=Brief().apply_changes(free.events, turn_seq=1))),
    )
    step("choose: more like this one", lambda: chooser.choose(replace(words, kind=TurnKind.SIMILAR)))
    step("what is known of the library", lambda: summarise_library(library, 77))
    reason = [
        "calm",
        "waltz",
        "by",
        "night",
        "in",
        "the",
        "haunted",
        "castle",
        "with",
        "a",
        "piano",
        "that",
        "holds",
        "back",
    ]
    step(
        "other names in a reason",
        lambda: [list(snapshot.catalogue.iter_name_lengths(reason, n)) for n in range(len(reason))],
    )
    return found


def _run_doctor(data: Path) -> float:
    """CPU seconds of `musechat doctor` on a library, its interpreter's start included."""
    own = {"MUSECHAT_DATA_DIR": str(data), "MUSECHAT_DATABASE_URL": f"sqlite:///{data}/musechat.db"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    musechat = Path(sys.executable).with_name("musechat")
    subprocess.run(
        [str(musechat), "doctor"],
        env=os.environ | own,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
