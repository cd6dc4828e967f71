"""Makes the API's objects of turns, picks and tracks."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from bot.api.schemas import (
    ApiConversation,
    ApiLibraryPage,
    ApiLicence,
    ApiNoMatch,
    ApiPick,
    ApiProblem,
    ApiReceipt,
    ApiTrack,
    ApiTurn,
    ApiWhy,
    ApiWish,
)
from language.credit_lines import write_credit_line
from language.descriptions import list_said_tags
from language.explanations import explain_pick, iter_comparisons
from language.licences import describe_licence
from language.texts import Texts, find_texts
from language.wish_labels import describe_rule, describe_wish
from musechat.errors import BadInput
from musechat.no_match import NoMatchReport
from musechat.pick import Pick
from musechat.track import Licence, Tag, Track, TrackTraits
from musechat.turn import TurnView
from store.library_search import LibraryPage
from store.threads import ThreadView


def convert_turn(turn: TurnView) -> ApiTurn:
    """Convert a turn, in its own language."""
    texts = find_texts(turn.language)
    code = f" (incident {turn.incident})" if turn.incident else ""
    return ApiTurn(
        id=turn.id,
        conversation=turn.thread_id,
        number=turn.seq,
        kind=turn.kind.value,
        words=turn.words,
        language=turn.language,
        state=turn.state.value,
        stage=turn.stage.value if turn.stage else None,
        progress=turn.progress,
        queue_place=turn.queue_place,
        revision=turn.revision,
        problem=ApiProblem(code=turn.error_code, error=turn.error + code) if turn.error_code else None,
        picks=[convert_pick(pick) for pick in turn.picks],
        wishes=[
            ApiWish(event=one.event_seq, force=one.wish.force.value, label=describe_wish(one.wish, texts))
            for one in turn.brief.standing
        ],
        no_match=_convert_no_match(turn.no_match, texts) if turn.no_match else None,
        question=turn.question.text if turn.question else None,
        created_at=turn.created_at,
        finished_at=turn.finished_at,
    )


def convert_conversation(thread: ThreadView, turns: list[TurnView]) -> ApiConversation:
    """Convert a thread with its turns."""
    return ApiConversation(id=thread.id, name=thread.name, turns=[convert_turn(turn) for turn in turns])


def convert_pick(pick: Pick) -> ApiPick:
    """Convert a pick."""
    track = _build_track(pick.track_id, pick, pick.traits, pick.tags)
    return ApiPick(
        id=pick.id,
        rank=pick.rank,
        track=track,
        start_s=pick.start_s,
        end_s=pick.end_s,
        reason=pick.reason,
        kept_not=pick.broken,
    )


def convert_track(track: Track) -> ApiTrack:
    """Convert a track of the library."""
    by_score = sorted(track.tags, key=lambda tag: (-tag.score, tag.name))
    return _build_track(track.id, track, track.traits, list_said(track.traits, by_score))


def convert_page(page: LibraryPage) -> ApiLibraryPage:
    """Convert a page of the library."""
    return ApiLibraryPage(total=page.total, tracks=[convert_track(track) for track in page.tracks], next=page.next)


def explain_turn(turn: TurnView) -> ApiWhy:
    """Explain a turn's pick, in its own language.

    Raises:
        BadInput: ``no-such-pick``.

    """
    if not turn.picks:
        raise BadInput("no-such-pick", f"Turn {turn.id} has no pick")
    texts = find_texts(turn.language)
    beside = list(iter_comparisons(turn, texts, lambda title: f"“{title}”"))
    return ApiWhy(turn=turn.id, why=explain_pick(turn, texts), beside=beside)


def write_receipt(pick: Pick, thread_id: int, turn_seq: int) -> ApiReceipt:
    """Write the receipt of a pick."""
    return ApiReceipt(
        pick=pick.id,
        conversation=thread_id,
        turn=turn_seq,
        credit=write_credit_line(pick.title, pick.artist, pick.licence, pick.source_url),
        track=pick.track_id,
        title=pick.title,
        artist=pick.artist,
        licence=_convert_licence(pick.licence),
        licence_says=describe_licence(pick.licence),
        source_url=pick.source_url,
    )


def list_said(traits: TrackTraits, tags: list[Tag]) -> list[str]:
    """List the tags that may be said plainly, the surest first."""
    return list(list_said_tags(traits, tags))


def _build_track(track_id: str, of: Pick | Track, traits: TrackTraits, tags: list[str]) -> ApiTrack:
    return ApiTrack(
        id=track_id,
        title=of.title,
        artist=of.artist,
        album=of.album,
        licence=_convert_licence(of.licence),
        source_url=of.source_url,
        duration_s=traits.duration_s,
        tempo_bpm=traits.tempo_bpm,
        key=f"{traits.key} {traits.mode}" if traits.key and traits.mode else traits.key,
        vocals=traits.vocals,
        energy=traits.energy,
        tags=tags,
    )


def _convert_licence(licence: Licence) -> ApiLicence:
    return ApiLicence(**asdict(licence))


def _convert_no_match(report: NoMatchReport, texts: Texts) -> ApiNoMatch:
    removed: Counter[str] = Counter()
    for entry in report.removed:
        removed[describe_rule(entry, texts)] += entry.count
    lift = describe_rule(report.relax, texts) if report.relax else None
    return ApiNoMatch(tracks=report.total, removed=dict(removed), lift=lift)
