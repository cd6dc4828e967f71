"""The files of ``musechat render``: the mix, the music alone, and what an editor needs."""

from __future__ import annotations

import shutil
from pathlib import Path

from cli.render_wish import RenderWish, make_safe
from cli.setup import err
from media.handover import Handover, write_handover
from media.mix import MixJob, MixReport
from media.mix.guide import build_guide
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings

SECONDS = 3600.0  # an hour of processor time is nobody's clip


def write_all(wish: RenderWish, settings: MixSettings, folder: Path, max_seconds: float) -> MixReport:
    """Write all files into ``folder``; returns what the mix turned out to be.

    Raises:
        BadInput: the folder cannot be written, or clip or track cannot be mixed.
        MuseChatError: mixing failed by our fault.

    """
    track_file = Path(wish.track.path)
    if not track_file.is_file():
        remedy = "Put it back, or run: musechat library add FOLDER"
        raise BadInput("track-gone", f"The file of “{wish.track.title}” is no longer at {track_file}", remedy)
    _make_folder(folder)
    name = make_safe(Path(wish.name).stem)
    music = (folder / "music.wav", folder / "music.m4a")
    job = MixJob(
        wish.clip,
        track_file,
        wish.start_s,
        settings,
        wish.traits.speech_spans_s,
        beats_s=wish.track.traits.beats_s,
        bars_s=wish.track.traits.downbeats_s,
        untouched=wish.track.licence.derivatives is False,
        max_seconds=max_seconds,
        video=folder / f"{name}-with-music.mp4",
        music=music,
        guide=build_guide(wish.track.traits, wish.traits),
    )
    maker = MixMaker()
    try:
        with err.status("Mixing…"):
            report = maker.make_mix(job, seconds=SECONDS)
    finally:
        maker.close()
    picture = folder / f"{name}{wish.clip.suffix}"
    shutil.copyfile(wish.clip, picture)  # timelines name it, and the kept clip is deleted after a day
    write_handover(folder, Handover(wish.track, wish.traits, report, picture, music[0]))
    return report


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or "no reason given"
        raise BadInput("out-folder", f"{folder} cannot be written ({why})", "Choose another with --out") from error
