"""A new version of the thread's clip: recognised by its pictures, and the pick moved along with them."""

from __future__ import annotations

from dataclasses import replace

from media.recut.alignment import ClipVersion, align_versions
from media.watch.picture_hashes import PictureHashes
from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.start_edits import list_hits
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.pick import ChosenTrack
from musechat.recut import LEAST_CHANGE_S, MovedUse, Recut, RecutDoubt, RecutHit, RecutNews, move_use
from musechat.track import Track
from musechat.turn import TurnKind
from store.track_library import get_tracks
from store.videos import find_earlier_clip, get_clip_pictures, get_video
from worker.context import TurnContext
from worker.stages.restore_turn import restore_picks
from worker.turn_state import FoundRecut, ThreadState

OTHER_PACE = 0.25  # a difference of energy from which another pick may suit better
NEAR_CUT_S = 0.15
LEAST_LEFT_S = 1.0  # of a track, behind its start


def find_recut(context: TurnContext) -> FoundRecut | None:
    """Whether a turn's clip is a new version of the one that the thread's pick was for; None where it is another.

    None also where there is no pick that stands, and where the clip is the very same file.
    """
    job, thread = context.job, context.state.thread
    if job.kind is not TurnKind.FIRST or job.video_hash is None or not _has_standing_pick(thread):
        return None
    with context.db.read() as session:
        earlier = find_earlier_clip(session, job.thread_id, job.seq)
        if earlier is None or earlier == job.video_hash:
            return None
        videos = get_video(session, earlier), get_video(session, job.video_hash)
        stored = get_clip_pictures(session, earlier), get_clip_pictures(session, job.video_hash)
    traits = [None if video is None else video.traits for video in videos]
    pictures = [None if data is None else PictureHashes.from_bytes(data) for data in stored]
    old, new = (_make_version(*each) for each in zip(traits, pictures, strict=True))
    if old is None or new is None or traits[0] is None:
        return None
    recut = align_versions(old, new)
    return FoundRecut(recut, traits[0]) if recut.is_same_clip else None


def move_standing_pick(context: TurnContext, chooser: Chooser, request: ChooseRequest, found: FoundRecut) -> bool:
    """Show the thread's pick again as it lies under the new version, with its alternates, and say what moved.

    Returns:
        False where it may not be picked any more, and others must be chosen.

    """
    outcome, clip = context.outcome, context.state.thread.clip
    try:
        restored = restore_picks(context, chooser, request) and bool(outcome.picks)
    except BadInput:  # the pick in front was refused: by a rule that came since
        restored = False
    if clip is None or not restored:
        outcome.picks = []
        return False
    with context.db.read() as session:
        tracks = get_tracks(session, [pick.track_id for pick in outcome.picks])
    picks = [pick for pick in outcome.picks if pick.track_id in tracks]
    uses = [_move_pick(found, pick, tracks[pick.track_id], clip) for pick in picks]
    outcome.recut = _write_news(found, picks, uses, tracks, clip)
    outcome.picks = [_use_as(pick, use, tracks[pick.track_id], clip) for pick, use in zip(picks, uses, strict=True)]
    return True


def _has_standing_pick(thread: ThreadState) -> bool:
    if thread.last is None or thread.about is None or not thread.about.picks:
        return False
    judged = dict(thread.feedback)
    return judged.get(thread.last.track_id) != "rejected"


def _make_version(traits: ClipTraits | None, pictures: PictureHashes | None) -> ClipVersion | None:
    if traits is None or pictures is None or not pictures.hashes.any():  # black all along: nothing to tell it by
        return None
    return ClipVersion(traits.duration_s, traits.cuts_s, pictures)


def _move_pick(found: FoundRecut, pick: ChosenTrack, track: Track, clip: ClipTraits) -> MovedUse:
    use = move_use(found.recut, pick.start_s, pick.mix, _list_met_hits(found.recut, pick, track))
    latest = max(0.0, track.traits.duration_s - min(LEAST_LEFT_S, clip.duration_s))
    return replace(use, start_s=min(use.start_s, latest))


def _list_met_hits(recut: Recut, pick: ChosenTrack, track: Track) -> list[float]:
    """The moments of the earlier version at which the track's drops were heard, first to last."""
    if pick.mix.fit_length:  # joints move what comes after them
        return []
    began = pick.mix.clip_start_s or 0.0
    heard = [at - pick.start_s + began for at in list_hits(track.traits) if at > pick.start_s + LEAST_CHANGE_S]
    return [at for at in heard if at < recut.old_s]


def _use_as(pick: ChosenTrack, use: MovedUse, track: Track, clip: ClipTraits) -> ChosenTrack:
    length = use.mix.length_s or clip.duration_s
    end_s = round(min(use.start_s + length, track.traits.duration_s), 3)
    moved = abs(use.start_s - pick.start_s) >= LEAST_CHANGE_S
    # A reason may speak of the start: where that has moved, another is written.
    reason, source = ("", "") if moved else (pick.reason, pick.reason_source)
    return replace(
        pick,
        start_s=use.start_s,
        end_s=end_s,
        mix=use.mix,
        rule="recut",
        reason=reason,
        reason_source=source,
        preview="",
    )


def _write_news(
    found: FoundRecut,
    picks: list[ChosenTrack],
    uses: list[MovedUse],
    tracks: dict[str, Track],
    clip: ClipTraits,
) -> RecutNews:
    recut, pick, use, track = found.recut, picks[0], uses[0], tracks[picks[0].track_id]
    missing = 0.0 if use.mix.loop or use.mix.fit_length else _measure_missing(use, track, clip)
    news = RecutNews(
        recut.list_changes(),
        round(recut.new_s, 3),
        pick.start_s,
        use.start_s,
        begins_s=use.mix.clip_start_s or 0.0,
        together_s=None if recut.moved_as_one else (use.anchor.from_s, use.anchor.to_s),
        missing_s=missing,
        doubts=_list_doubts(found, pick, use, clip, missing),
    )
    if missing:
        short = [_measure_missing(each, tracks[picks[n].track_id], clip) for n, each in enumerate(uses[1:4], 1)]
        news = replace(news, instead=next((n for n, lacking in enumerate(short, 1) if not lacking), 0))
    return _name_hit(news, recut, pick, use, track, clip)


def _measure_missing(use: MovedUse, track: Track, clip: ClipTraits) -> float:
    """Seconds of the clip that are left without music at its end; under half a second none."""
    to_s = clip.duration_s if use.mix.clip_end_s is None else use.mix.clip_end_s
    missing = to_s - (use.mix.clip_start_s or 0.0) - (track.traits.duration_s - use.start_s)
    return round(missing, 2) if missing >= 0.5 else 0.0


def _list_doubts(
    found: FoundRecut, pick: ChosenTrack, use: MovedUse, clip: ClipTraits, missing: float
) -> tuple[RecutDoubt, ...]:
    pace = clip.energy - found.earlier.energy
    doubts = (
        (bool(missing), RecutDoubt.TOO_SHORT),
        (pick.mix.drop_at_s is not None and use.mix.drop_at_s is None, RecutDoubt.MOMENT_GONE),
        (pace >= OTHER_PACE and not missing, RecutDoubt.LIVELIER),
        (pace <= -OTHER_PACE and not missing, RecutDoubt.CALMER),
    )
    return tuple(doubt for applies, doubt in doubts if applies)


def _name_hit(
    news: RecutNews, recut: Recut, pick: ChosenTrack, use: MovedUse, track: Track, clip: ClipTraits
) -> RecutNews:
    """What in the music falls on the moment on which it fell before, where that is known."""
    if use.mix.drop_at_s is not None:
        return _hit_at(news, RecutHit.DROP, use.mix.drop_at_s, clip)
    for old_s in _list_met_hits(recut, pick, track):
        new_s = recut.find_new_time(old_s)
        if new_s is not None and abs(old_s - new_s - use.anchor.shift_s) < LEAST_CHANGE_S:
            return _hit_at(news, RecutHit.RISE, new_s, clip)
    return news


def _hit_at(news: RecutNews, hit: RecutHit, at_s: float, clip: ClipTraits) -> RecutNews:
    on_cut = any(abs(cut - at_s) <= NEAR_CUT_S for cut in clip.cuts_s)
    return replace(news, hit=hit, hit_s=round(at_s, 2), on_cut=on_cut)
