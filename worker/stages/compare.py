"""Picks of one card put side by side, blind: who may stand in it, under which stretch of the clip, and their files."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from media.mix.comparison import LEAST_PICTURE_BITS_PER_S, choose_picture_bits
from media.mix.comparison_job import ComparedTrack, ComparisonJob, ComparisonReport
from media.mix.guide import build_guide
from media.mix.job import MixJob
from media.mix.mix_process import MixMaker
from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from musechat.clip import ClipTraits
from musechat.comparison import (
    FEWEST,
    LONGEST_S,
    MOST,
    NewCandidate,
    NewComparison,
    choose_stretch,
    draw_order,
    name_compared_mix,
)
from musechat.errors import BadInput
from musechat.mix_mode import apply_mode, choose_mode
from musechat.mix_settings import MixSettings
from musechat.pick import Pick
from musechat.track import Track
from musechat.turn import TurnNote
from store.comparisons import is_comparing
from store.source_tracks import may_send_clip
from store.track_library import get_tracks
from store.videos import Video, get_video
from worker.context import TurnContext
from worker.mix_making import FOLDER, MOST_CLIP_S

SECONDS = 240.0  # for all candidates together, all waiting included
SHORTER_S = (LONGEST_S, 12.0, 8.0, 5.0)  # of the clip; the longest that fits is taken
_SPARE_BYTES = 128 * 1024  # of a message, beside its files


@dataclass(frozen=True, slots=True)
class _Entrant:
    """A pick that may stand in a comparison, with its track."""

    pick: Pick
    track: Track


def filter_compared(context: TurnContext, chooser: Chooser, request: ChooseRequest) -> None:
    """Leave out what the last filter lets nobody pick here any more."""
    reading = context.state.reading
    picks = reading.compared or ()
    # Here tracks that were shown before are wanted; every other rule holds.
    asked = replace(request, shown=frozenset(), last=None)
    allowed = chooser.filter_allowed(asked, [pick.track_id for pick in picks])
    context.state.reading = replace(reading, compared=tuple(pick for pick in picks if pick.track_id in allowed))


def compare_picks(context: TurnContext, picks: Sequence[Pick], maker: MixMaker) -> None:
    """Make the files of a comparison of some picks, and put it into the turn's outcome.

    Raises:
        BadInput: ``comparing-already``, ``compare-off``, ``clip-gone``, ``compare-too-few``, ``compare-too-large``, or
            as :func:`media.mix.comparison.render_comparison`.
        MuseChatError: mixing failed by our fault, or took too long.

    """
    video = _load_clip(context)
    entrants = _list_entrants(context, picks)
    seed = secrets.randbits(31)
    stood = [entrants[n] for n in draw_order(seed, len(entrants))]
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder, context.blobs.open_local(video.blob) as clip:
        assert video.traits is not None  # noqa: S101 - looked at above
        job, report = _make_files(context, maker, _iter_jobs(context, clip, video.traits, stood, Path(folder)))
        names = [_store_file(context, place, each.out) for place, each in enumerate(job.tracks)]
    _require_clip(context, names)
    made = zip(stood, names, report.loudness_lufs, strict=True)
    candidates = tuple(NewCandidate(each.pick.id, name, loudness) for each, name, loudness in made)
    outcome = context.outcome
    outcome.comparison = NewComparison(seed, job.from_s, round(job.from_s + job.length_s, 3), candidates)
    outcome.note, outcome.keeps_pick = TurnNote.COMPARED, True


def _load_clip(context: TurnContext) -> Video:
    job = context.job
    with context.db.read() as session:
        if is_comparing(session, job.thread_id):
            raise BadInput("comparing-already", "A comparison is open here already", "Reveal that one first")
        video = get_video(session, job.video_hash) if job.video_hash else None
    if context.settings.previews == "off" or not job.preview_bytes:
        raise BadInput("compare-off", "Previews are switched off here, so nothing can be compared", "Ask the operator")
    if video is None or not video.blob or video.traits is None:
        raise BadInput("clip-gone", "The clip is no longer kept", "Post it again")
    return video


def _list_entrants(context: TurnContext, picks: Sequence[Pick]) -> list[_Entrant]:
    """Those of the picks whose files are there and may be sent, in their order, at most :data:`MOST`."""
    with context.db.read() as session:
        tracks = get_tracks(session, [pick.track_id for pick in picks], removed=False)
        allowed = {track_id for track_id in tracks if may_send_clip(session, track_id)}
    found = [
        _Entrant(pick, tracks[pick.track_id])
        for pick in picks
        if pick.track_id in allowed and Path(tracks[pick.track_id].path).is_file()
    ]
    if len(found) < FEWEST:
        raise BadInput("compare-too-few", "There are not two picks here that can be compared", "Ask for another pick")
    return found[:MOST]


def _make_files(
    context: TurnContext, maker: MixMaker, jobs: Iterator[ComparisonJob]
) -> tuple[ComparisonJob, ComparisonReport]:
    """The first of the jobs that fits, and what came of it."""
    for job in jobs:
        try:
            return job, maker.make_comparison(job, seconds=SECONDS, check=context.raise_if_interrupted)
        except BadInput as error:
            if error.code not in ("mix-too-large", "mix-picture"):
                raise
    raise BadInput("compare-too-large", "No comparison of these picks fits into one message here", "Shorten the clip")


def _iter_jobs(
    context: TurnContext, clip: Path, traits: ClipTraits, stood: Sequence[_Entrant], folder: Path
) -> Iterator[ComparisonJob]:
    """What to try, best first: shorter stretches where less fits, and at last the music alone."""
    said = stood[0].pick.mix
    settings = apply_mode(said, choose_mode(said, traits))
    most = (context.job.preview_bytes - _SPARE_BYTES) // len(stood)
    shown = context.settings.previews == "mix"
    for with_picture in (True, False) if shown else (False,):
        for most_s in SHORTER_S:
            from_s, to_s = choose_stretch(traits, most_s)
            length_s = round(to_s - from_s, 3)
            if with_picture and choose_picture_bits(most, length_s) < LEAST_PICTURE_BITS_PER_S:
                continue
            yield ComparisonJob(
                clip,
                from_s,
                length_s,
                tuple(
                    _lay_candidate(each, from_s, length_s, folder / f"{n}.mp4", clip, traits)
                    for n, each in enumerate(stood)
                ),
                _keep_levels(settings),
                traits.speech_spans_s,
                max_bytes=most,
                with_picture=with_picture,
                max_seconds=MOST_CLIP_S,
                clip_s=traits.duration_s,
            )


def _lay_candidate(
    entrant: _Entrant, from_s: float, length_s: float, out: Path, clip: Path, traits: ClipTraits
) -> ComparedTrack:
    """A track as it would be heard under the stretch in its mix; earlier where it would end before."""
    pick, track = entrant.pick, entrant.track
    latest = max(0.0, track.traits.duration_s - length_s)
    start_s = round(min(pick.start_s + from_s, latest), 3)
    # Unknown is no permission: what is not surely allowed to be changed is only cut out, faded and levelled.
    untouched = track.licence.derivatives is not True
    mix = MixJob(
        clip,
        Path(track.path),
        pick.start_s,
        pick.mix,
        beats_s=track.traits.beats_s,
        bars_s=track.traits.downbeats_s,
        untouched=untouched,
        guide=build_guide(track.traits, traits),
    )
    return ComparedTrack(Path(track.path), start_s, untouched, out, mix)


def _keep_levels(settings: MixSettings) -> MixSettings:
    """Only what says how loud things are: where the music lies is the comparison's own affair."""
    return replace(
        MixSettings(),
        music_gain_db=settings.music_gain_db,
        clip_gain_db=settings.clip_gain_db,
        duck_under_speech=settings.duck_under_speech,
        mute_clip=settings.mute_clip,
    )


def _store_file(context: TurnContext, place: int, file: Path) -> str:
    name = name_compared_mix(context.job.video_hash or "", context.job.id, context.job.attempt, place)
    context.blobs.put_file(file, name)
    return name


def _require_clip(context: TurnContext, names: Sequence[str]) -> None:
    """Delete what was made where the clip was deleted meanwhile: nothing of it may outlast it."""
    with context.db.read() as session:
        video = get_video(session, context.job.video_hash or "")
    if video is not None and video.blob:
        return
    for name in names:
        context.blobs.delete_blob(name)
    raise BadInput("clip-gone", "The clip was deleted meanwhile", "Post it again")
