"""A small house for the page's tests: real media, a real library and ledger, a page in its own thread, and a worker whose
stages only pretend. End-to-end tests with the real worker use everything here but :class:`PretendWorker`."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
from aiohttp import web

from bot.web.app import make_app
from musechat.brief import Brief, BriefChange, Facet, Force, StandingWish
from musechat.no_match import NoMatchReport, RelaxOffer, RuleCount
from musechat.pick import ChosenTrack, PickDraft
from musechat.settings import Settings
from musechat.track import Licence, Section, Tag, Track
from musechat.turn import Question, Queue, SourceKind, Stage, TurnJob, TurnKind, TurnOutcome
from store import leases
from store.blobs import BlobStore
from store.database import Database
from store.thread_history import list_shown_tracks, load_last_pick, load_turn_picks
from store.track_library import list_tracks, put_track
from store.videos import put_video, save_traits
from tests.musechat.made import wish_of
from tests.store.made import clip_traits, track_traits
from worker.heartbeat import WorkerHeartbeat, make_worker_name

RATE = 44100
TITLES = ("Low Tide", "Paper Lanterns", "Night Ferry", "Slow Bloom", "Harbour Glass", "Copper Sky", "Run the Ridge",
          "Salt and Static", "Overland", "First Light, Long Road")  # fmt: skip
ARTISTS = ("Mira Voss", "Tarn", "The Idle Hours", "Aske Lindqvist", "Junipero")


REASON = "Its slow swell follows your clip's own rise, and its dark, warm tone matches the blue of the picture."
DRAFTS = [" ".join(REASON.split()[:n]) for n in range(4, len(REASON.split()) + 1, 4)]
QUESTION = Question("drive", "Rather calm, or with more drive?", ("calm", "energetic"))


def draw_clip(
    path: Path, seconds: float = 4.0, codec: str = "libx264", sound: str | None = "aac", look: int = 0
) -> Path:
    """A moving gradient, 320 x 180 at 15 frames per second, with a quiet tone; each ``look`` is another picture."""
    with av.open(str(path), "w") as box:
        picture = box.add_stream(codec, rate=15)
        picture.width, picture.height, picture.pix_fmt = 320, 180, "yuv420p"
        tone = box.add_stream(sound, rate=RATE if sound != "libopus" else 48000) if sound else None
        y, x = np.mgrid[0:180, 0:320]
        for n in range(int(seconds * 15)):
            shade = (np.sin(x / (60 - 22 * look) + n / 9 + 2 * look) + np.cos(y / (40 - 12 * look) - n / 13)) * 40 + 90
            frame = np.stack([shade + 50, shade, 170 - shade / 2], axis=-1).clip(0, 255).astype(np.uint8)
            box.mux(picture.encode(av.VideoFrame.from_ndarray(frame, "rgb24")))
        box.mux(picture.encode())
        if tone is not None:
            _mux_sound(box, tone, 0.05 * np.sin(np.arange(int(seconds * tone.rate)) * 2 * np.pi * 220 / tone.rate))
    return path


def compose_track(path: Path, seconds: float = 30.0, pitch: float = 330.0) -> Path:
    """A tone that swells and fades."""
    t = np.arange(int(seconds * RATE)) / RATE
    wave = 0.3 * np.sin(2 * np.pi * pitch * t) * (0.6 + 0.4 * np.sin(2 * np.pi * t / 8))
    with av.open(str(path), "w") as box:
        _mux_sound(box, box.add_stream("libmp3lame", rate=RATE), wave)
    return path


def _mux_sound(box: Any, stream: Any, wave: np.ndarray) -> None:
    step = 1152
    kind = "fltp"
    for at in range(0, len(wave), step):
        frame = av.AudioFrame.from_ndarray(wave[None, at : at + step].astype(np.float32), kind, "mono")
        frame.sample_rate, frame.pts = stream.rate, at
        box.mux(stream.encode(frame))
    box.mux(stream.encode())


def stock(db: Database, sound: Path, count: int = 10, seconds: float = 30.0) -> list[Track]:
    """A library of ``count`` playable tracks, calmest first; all sound like the file ``sound`` of that length."""
    tracks = [_track(n, count, sound, seconds) for n in range(count)]
    with db.write() as session:
        for track in tracks:
            put_track(session, track, "1")
    return tracks


def _track(n: int, count: int, sound: Path, seconds: float) -> Track:
    energy = (n + 1) / (count + 1)
    curve = tuple(float(v) for v in energy * (0.55 + 0.45 * np.sin(np.linspace(0, 9 + n, 64)) ** 2))
    third = seconds / 3
    sections = (
        Section("intro", 0, third, energy * 0.6),
        Section("main", third, 2 * third, energy),
        Section("ending", 2 * third, seconds, energy * 0.7),
    )
    traits = track_traits(duration_s=seconds, energy=energy, valence=0.2 + 0.06 * n, tempo_bpm=62.0 + 11 * n,
                          energy_curve=curve, sections=sections, vocals=bool(n % 3 == 2))  # fmt: skip
    file_hash = hashlib.sha256(f"house {n}".encode()).hexdigest()
    return Track(
        id=file_hash[:16],
        title=TITLES[n % len(TITLES)],
        artist=ARTISTS[n % len(ARTISTS)],
        album="",
        genre="ambient",
        year=2024,
        explicit=False,
        licence=Licence("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", True, True, True, False),
        source_url="https://example.org/track",
        path=str(sound),
        file_hash=file_hash,
        traits=replace(traits),
        tags=(Tag("piano", 0.9, "tagger"), Tag("ambient", 0.7, "tagger"), Tag("calm", 0.5, "analysis")),
    )


class PretendWorker:
    """Takes turns from the real ledger through all stages, but decides by a rule of thumb.

    ``calmer`` and ``energy`` move along the library; ``impossible`` finds nothing; ``broken`` fails; ``slowly`` explains in drafts, each held until
    ``shown`` is released once; ``ask me`` brings a question.
    Clear ``gate`` to hold turns in the watching stage.
    """

    def __init__(self, db: Database, blobs: BlobStore) -> None:
        self.db, self.blobs = db, blobs
        self.shown = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self._stop = threading.Event()
        self._presence = WorkerHeartbeat(db, make_worker_name(), list(Queue), "embedded")
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> PretendWorker:
        self._presence.start()
        self._presence.mark_ready()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.gate.set()
        self._thread.join(120)
        self._presence.stop()

    def _run(self) -> None:
        while not self._stop.is_set():
            with self.db.write() as session:
                job = leases.claim_turn(session, "pretend", list(Queue), 60)
            if job is None:
                time.sleep(0.02)
            else:
                self._take(job)

    def _take(self, job: TurnJob) -> None:
        stages = list(Stage) if job.source.kind is not SourceKind.NONE else list(Stage)[2:]
        for stage in stages:
            for fraction in (None, 0.5):
                with self.db.write() as session:
                    leases.report_stage(session, job.id, job.attempt, stage, fraction, {})
            if stage is Stage.FETCH:
                self._fetch(job)
            if stage is Stage.WATCH:
                self.gate.wait()
            if stage is Stage.WRITE and "slowly" in job.words:
                self._draft(job)
        self._end(job)

    def _draft(self, job: TurnJob) -> None:
        for text in DRAFTS:
            with self.db.write() as session:
                leases.report_draft(session, job.id, job.attempt, PickDraft("Low Tide", "Mira Voss", text))
            self.shown.acquire(timeout=120)

    def _fetch(self, job: TurnJob) -> None:
        name = job.source.value
        if job.source.kind is SourceKind.PATH:
            name = hashlib.sha256(Path(name).read_bytes()).hexdigest()
            self.blobs.put_file(Path(job.source.value), name)
        traits = clip_traits(duration_s=4.0, cuts_s=(1.2, 2.7), palette=("#1c2b3a", "#3f7fa6", "#d9b38c", "#0d1217"),
                             energy_curve=tuple(float(v) for v in 0.4 + 0.3 * np.sin(np.linspace(0, 7, 32))))  # fmt: skip
        with self.db.write() as session:
            put_video(session, name[:64], self.blobs.get_size(name), name, None)
            save_traits(session, name[:64], traits, "1")
            leases.attach_video(session, job.id, job.attempt, name[:64])

    def _end(self, job: TurnJob) -> None:
        with self.db.write() as session:
            if leases.check_leases(session, {job.id: job.attempt})[job.id] is leases.LeaseState.CANCELLING:
                leases.confirm_cancel(session, job.id, job.attempt)
            elif "broken" in job.words:
                leases.fail_turn(
                    session, job.id, job.attempt, "clip-broken", "The clip ends in the middle. Send it again whole."
                )
            else:
                leases.finish_turn(session, job.id, job.attempt, self._choose(session, job), {"choose": 0.1})

    def _choose(self, session: Any, job: TurnJob) -> TurnOutcome:
        wish = wish_of(Force.PREFER, Facet.MOOD, {"name": job.words}, job.words)
        brief = Brief((StandingWish(1, job.seq, 1, wish),) if job.words else ())
        if "impossible" in job.words:
            removed = (RuleCount("must-vocals", 41, None, "no vocals"), RuleCount("must-instrument", 22, None, "piano"))
            offer = RelaxOffer("must-instrument", 12, None, None, "piano")
            return TurnOutcome(brief=brief, no_match=NoMatchReport(removed, offer, 60))
        if job.kind is TurnKind.BACK:
            old = load_turn_picks(session, job.thread_id, job.about_turn or 1)
            return TurnOutcome(
                picks=[ChosenTrack(p.track_id, p.score, p.start_s, p.end_s, "back", (), p.reason) for p in old]
            )
        shown, last = list_shown_tracks(session, job.thread_id), load_last_pick(session, job.thread_id)
        level = last.traits.energy if last else 0.5
        goal = level + (-0.3 if "calmer" in job.words else 0.3 if "energy" in job.words else 0)
        left = [t for t in list_tracks(session) if t.id not in shown]
        left.sort(key=lambda t: (abs(t.traits.energy - goal), t.id))
        chosen = [ChosenTrack(t.id, 0.9 - n / 10, 6.5, 10.5, "test", (), REASON) for n, t in enumerate(left[:4])]
        asked = QUESTION if "ask me" in job.words else None
        return TurnOutcome(
            events=[BriefChange("add", wish)] if job.words else [], brief=brief, picks=chosen, question=asked
        )


class SilentBell:
    """The embedded profile's bell: the worker looks for itself."""

    def notify(self, turn_id: int, queue: Queue) -> None:
        pass


@contextmanager
def page_in_thread(settings: Settings, db: Database) -> Iterator[str]:
    """The page, served on a free port from a thread of its own; its address without the last slash."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(_serve(settings, db), loop).result(120)
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(120)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(120)
        loop.close()


async def _serve(settings: Settings, db: Database) -> web.AppRunner:
    runner = web.AppRunner(make_app(settings, db, SilentBell()), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner
