"""``musechat render``: the finished clip with its music, and everything an editor needs beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from cli.conversation_run import clip_source
from cli.render_wish import RenderWish, make_safe
from cli.setup import err, load_settings, open_database, out
from language.descriptions import format_clock
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.mix_mode import MixMode, apply_mode
from musechat.mix_settings import MixSettings
from musechat.settings import Settings
from musechat.track import Track
from musechat.turn import SourceKind
from store.blobs import BlobStore
from store.database import Database
from store.thread_history import load_last_pick
from store.threads import get_thread
from store.track_library import find_tracks, get_track
from store.videos import get_video

if TYPE_CHECKING:
    from media.mix import MixReport


def render(
    target: str = typer.Argument(metavar="THREAD|VIDEO", help="A conversation's number, a video file, or a link."),
    track: str = typer.Option("", help="The track: the beginning of its id. Else the conversation's pick."),
    mode: MixMode | None = typer.Option(None, help="What is heard of the clip's own sound. Else as was asked for."),
    start: float | None = typer.Option(None, min=0.0, help="Second of the track at which the music starts."),
    nudge: bool = typer.Option(
        False, "--nudge", help="Let the music play up to 4 % faster or slower, to meet the cuts."
    ),
    folder: Path | None = typer.Option(None, "--out", help="Where the files go; else a folder beside you."),
) -> None:
    """Write the clip with its music (its picture untouched), the music alone, credit, cue sheet and markers."""
    settings = load_settings(quiet=True)
    from cli.render_files import write_all  # numpy and PyAV, which the list of commands does without

    with open_database(settings) as db, find_wish(settings, db, target, track, start) as wish:
        chosen = apply_mode(wish.settings, mode) if mode else wish.settings
        chosen = replace(chosen, nudge=chosen.nudge or nudge, start_said=chosen.start_said or start is not None)
        if nudge and wish.track.licence.derivatives is False:
            remedy = "Leave out --nudge, or pick another track"
            raise BadInput("no-derivatives", f"The licence of “{wish.track.title}” allows no changes", remedy)
        goal = (folder or Path(f"{make_safe(Path(wish.name).stem)}-music")).expanduser().absolute()
        report = write_all(wish, chosen, goal, settings.max_clip_seconds)
    show_report(goal, wish, report)


@contextmanager
def find_wish(
    settings: Settings, db: Database, target: str, track_id: str, start_s: float | None
) -> Iterator[RenderWish]:
    """Find clip, track and start; the clip's file is there as long as the context lasts.

    Raises:
        BadInput: there is no such conversation, clip or track, or one of their files is gone.

    """
    if target.isdecimal() and not Path(target).exists():
        with _take_thread(settings, db, int(target), track_id, start_s) as wish:
            yield wish
        return
    source = clip_source(target)
    if source.kind is SourceKind.PATH and track_id:
        track, traits = _find_track(db, track_id), _watch(settings, Path(source.value))
        yield RenderWish(
            Path(source.value), source.name, traits, track, _choose_start(traits, track, start_s), MixSettings()
        )
        return
    from cli.ask import converse, require_library  # a conversation needs more of us than a mix does

    require_library(db)
    (turn,) = asyncio.run(converse(settings, db, source, [], quiet=True))
    with _take_thread(settings, db, turn.thread_id, track_id, start_s) as wish:
        yield wish


@contextmanager
def _take_thread(
    settings: Settings, db: Database, thread_id: int, track_id: str, start_s: float | None
) -> Iterator[RenderWish]:
    with db.read() as session:
        thread = get_thread(session, thread_id)
        video = get_video(session, thread.video_hash) if thread.video_hash else None
        pick = load_last_pick(session, thread_id)
        picked = get_track(session, pick.track_id) if pick else None
    if video is None or video.traits is None:
        raise BadInput("no-clip", f"Conversation {thread_id} has no clip", "Name one that began with a video")
    if not video.blob:
        remedy = "Give the file itself: musechat render VIDEO --track ID"
        raise BadInput("clip-gone", f"The clip of conversation {thread_id} is no longer kept", remedy)
    track = _find_track(db, track_id) if track_id else picked
    if track is None or pick is None:
        raise BadInput("no-pick", f"Conversation {thread_id} has no pick yet", "Name a track with --track ID")
    from_pick = start_s if start_s is not None or track.id != pick.track_id else pick.start_s
    with BlobStore(settings.effective_blob_url).open_local(video.blob) as path:
        start = _choose_start(video.traits, track, from_pick)
        yield RenderWish(path, thread.name or video.blob, video.traits, track, start, pick.mix)


def _find_track(db: Database, prefix: str) -> Track:
    with db.read() as session:
        found = find_tracks(session, prefix)
    if len(found) == 1:
        return found[0]
    what = "several tracks" if found else "no track"
    raise BadInput(
        "no-such-track", f"The library has {what} whose id begins with {prefix}", "See: musechat library list"
    )


def _watch(settings: Settings, path: Path) -> ClipTraits:
    from media.watch import WatchLimits, watch_clip

    limits = WatchLimits(
        max_seconds=settings.max_clip_seconds,
        max_bytes=settings.max_clip_bytes,
        wall_seconds=settings.watch_seconds,
    )
    with err.status("Watching the clip…"):
        return watch_clip(path, limits).traits


def _choose_start(clip: ClipTraits, track: Track, start_s: float | None) -> float:
    if start_s is not None:
        return start_s
    from models.ranking.start_moment import find_start_moment

    return find_start_moment(clip, track.traits).start_s


def show_report(folder: Path, wish: RenderWish, report: MixReport) -> None:
    """Print what was made."""
    picture = "picture copied" if report.copied else f"picture coded as {report.width} x {report.height}"
    own = {
        "kept": "own sound beneath",
        "muted": "own sound left out",
        "silent": "no own sound",
        "lost": "own sound lost",
    }
    out.print(f"[bold]{escape(wish.track.title)}[/] by {escape(wish.track.artist)}, from {report.music_from_s:.1f} s")
    sound = f"{own[report.own_sound]}, {report.loudness_lufs:.1f} LUFS"
    out.print(f"{report.duration_s:.1f} s, {picture}, {sound}, {report.bytes / 1e6:.1f} MB")
    for joint in report.joints:
        times = (format_clock(at) for at in (joint.at_s, joint.track_from_s, joint.track_to_s))
        out.print("At {} the music leaps from {} to {} of the track.".format(*times))
    if report.rate != 1.0:
        way = "faster" if report.rate > 1 else "slower"
        out.print(f"It plays {abs(100 * (report.rate - 1)):.1f} % {way}, at the same pitch.")
    if wish.track.licence.derivatives is False:
        out.print("The licence allows no changes: an untouched excerpt, faded and levelled, neither cut nor looped.")
    if report.music_to_s >= wish.track.traits.duration_s - 0.5 and report.lies_to_s < report.duration_s - 0.5:
        out.print(f"The track ends {report.duration_s - report.lies_to_s:.1f} s before the clip.")
    for path in sorted(folder.iterdir()):
        out.print(f"  {escape(str(path))}", highlight=False)
