"""What the buttons of a card ask of the ledger: the turn behind a pick, verdicts, and where a step back leads."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from language.certainty import Certainty, judge_tag
from language.vocabulary import find_named_concept, is_named_in
from musechat.concepts import GENRES, NamedConcept
from musechat.credits import list_banned_names, list_credited
from musechat.errors import BadInput
from musechat.json_types import JsonObject
from musechat.matching import TAG_PRESENT
from musechat.track import Tag
from musechat.turn import TurnKind, TurnState, TurnView
from musechat.wish import Facet
from store.ledger import load_view
from store.tables import BriefEventRow, FeedbackRow, PickRow, TrackRow, TurnRow
from store.thread_history import What
from store.track_library import get_track

_ENDED = [state for state in TurnState if state.final]


@dataclass(frozen=True, slots=True)
class StepBack:
    """Where a step back from a turn leads: one of these, or nowhere.

    Attributes:
        verdict: the member's own on the turn's pick, to be taken back; "" where there is none.
        waiting: id of a later turn of theirs that has not ended, to be cancelled.
        to: seq of the turn to go back to.
        wishes_of: seq of the turn whose wishes of the member's own are to be lifted: others have wished since, and
            going back would take their wishes too.
        others_wished: whether others have wished since.

    """

    verdict: str = ""
    waiting: int | None = None
    to: int | None = None
    wishes_of: int | None = None
    others_wished: bool = False


def load_pick_turn(session: Session, pick_id: int) -> TurnView:
    """The turn that showed a pick.

    Raises:
        BadInput: ``no-such-pick``.

    """
    turn_id = session.scalar(select(PickRow.turn_id).where(PickRow.id == pick_id))
    if turn_id is None:
        raise BadInput("no-such-pick", f"There is no pick {pick_id}", "Its conversation may have been deleted")
    return load_view(session, turn_id)


def count_ended_turns(session: Session, thread_id: int) -> int:
    """How many of a thread's turns have ended, whichever way."""
    counted = select(func.count()).select_from(TurnRow)
    return session.scalars(counted.where(TurnRow.thread_id == thread_id, TurnRow.state.in_(_ENDED))).one()


def withdraw_verdict(session: Session, pick_id: int, member_id: int) -> None:
    """Forget what a member thinks of a pick."""
    session.execute(delete(FeedbackRow).where(FeedbackRow.pick_id == pick_id, FeedbackRow.member_id == member_id))


def find_undo_step(session: Session, turn: TurnView, member_id: int) -> StepBack:
    """Find out what undoing a turn's card means, the nearest thing first."""
    verdict = _find_verdict(session, turn.picks[0].id, member_id) if turn.picks else ""
    if verdict == "accepted":
        return StepBack(verdict=verdict)
    later = select(TurnRow.id).where(TurnRow.thread_id == turn.thread_id, TurnRow.seq > turn.seq)
    theirs = later.where(TurnRow.member_id == member_id, TurnRow.state.not_in(_ENDED))
    waiting = session.scalar(theirs.order_by(TurnRow.seq.desc()).limit(1))
    if waiting is not None:
        return StepBack(verdict=verdict, waiting=waiting)
    if _others_wished_since(session, turn, member_id):
        own = _find_own_wishes(session, turn, member_id)
        return StepBack(verdict="" if own is not None else verdict, wishes_of=own, others_wished=True)
    if session.scalar(_keep_shown(later).limit(1)) is not None:
        return StepBack(to=turn.seq)
    if verdict:
        return StepBack(verdict=verdict)
    return StepBack(to=_find_turn_before(session, turn))


def load_last_shown(session: Session, thread_id: int) -> TurnView | None:
    """The thread's newest turn that shows something."""
    wanted = _keep_shown(select(TurnRow.id).where(TurnRow.thread_id == thread_id))
    turn_id = session.scalar(wanted.order_by(TurnRow.seq.desc()).limit(1))
    return None if turn_id is None else load_view(session, turn_id)


def find_track_genre(session: Session, track_id: str) -> str:
    """The genre by which a track can be excluded: its file's where we know it, else a likely tag's; "" without one."""
    track = get_track(session, track_id)
    if track is None:
        return ""
    named = next((name for name, genre in GENRES.items() if track.genre and is_named_in(genre, track.genre)), "")
    tagged = [(tag.score, tag.name) for tag in track.tags if tag.name in GENRES and _is_genre_named(tag)]
    return named or max(tagged, default=(0.0, ""))[1]


def _is_genre_named(tag: Tag) -> bool:
    # The button names it, so it has to be likely; and the last filter must find it, or the ban would do nothing.
    return tag.score >= TAG_PRESENT and judge_tag(tag) is not Certainty.SILENT


def count_hidden(session: Session, what: What, value: str, guild_id: int | None) -> int:
    """How many tracks that a guild may hear an exclusion hides; of "sounds-like" only the track itself is certain."""
    ours = or_(TrackRow.guild_id.is_(None), TrackRow.guild_id == guild_id)
    if what == "artist":
        banned = list_banned_names(value)
        named = session.execute(select(TrackRow.artist, TrackRow.title).where(TrackRow.removed_at.is_(None), ours))
        return sum(bool(list_credited(artist, title) & banned) for artist, title in named)
    if what == "genre":
        term = find_named_concept(Facet.GENRE, value)
        tagged = session.execute(select(TrackRow.genre, TrackRow.tags).where(TrackRow.removed_at.is_(None), ours))
        return sum(_carries_genre(term, genre, tags) for genre, tags in tagged)
    return 1


def _carries_genre(term: NamedConcept, genre: str, tags: list[JsonObject]) -> bool:
    """Whether the last filter finds a genre in a track, see :mod:`musechat.matching`."""
    return term.is_named_in(genre) or any(tag["score"] >= TAG_PRESENT and term.is_named_in(tag["name"]) for tag in tags)


def _find_verdict(session: Session, pick_id: int, member_id: int) -> str:
    return session.scalar(select(FeedbackRow.verdict).filter_by(pick_id=pick_id, member_id=member_id)) or ""


def _others_wished_since(session: Session, turn: TurnView, member_id: int) -> bool:
    """Whether others have changed the thread's brief after a turn, or are about to."""
    changed = select(BriefEventRow.seq).where(
        BriefEventRow.thread_id == turn.thread_id,
        BriefEventRow.turn_seq > turn.seq,
        BriefEventRow.member_id != member_id,
    )
    coming = select(TurnRow.id).where(
        TurnRow.thread_id == turn.thread_id,
        TurnRow.seq > turn.seq,
        TurnRow.member_id != member_id,
        TurnRow.state.not_in(_ENDED),
        TurnRow.kind != TurnKind.ADD,
    )
    return any(session.scalar(query.limit(1)) is not None for query in (changed, coming))


def _find_own_wishes(session: Session, turn: TurnView, member_id: int) -> int | None:
    """The newest turn, this one or a later one, of which a wish of the member's own still stands; its seq."""
    done = select(TurnRow.id).where(TurnRow.thread_id == turn.thread_id, TurnRow.state == TurnState.DONE)
    newest = session.scalar(done.order_by(TurnRow.seq.desc()).limit(1))
    standing = load_view(session, newest).brief.standing if newest is not None else ()
    return max((s.turn_seq for s in standing if s.author == member_id and s.turn_seq >= turn.seq), default=None)


def _keep_shown(turns: Select[int]) -> Select[int]:
    """Keep the turns that show a pick, or a report of why there is none."""
    picked = select(PickRow.turn_id)
    return turns.where(TurnRow.state == TurnState.DONE, or_(TurnRow.id.in_(picked), TurnRow.no_match.is_not(None)))


def _find_turn_before(session: Session, turn: TurnView) -> int | None:
    """The turn before what a turn shows; from one that went back, a step back leads further back and not forth."""
    origin = turn.seq
    if turn.kind is TurnKind.BACK:
        rewound = select(BriefEventRow.ref).where(BriefEventRow.turn_id == turn.id, BriefEventRow.op == "rewind")
        origin = session.scalar(rewound.limit(1)) or turn.seq
    earlier = select(TurnRow.seq).where(TurnRow.thread_id == turn.thread_id, TurnRow.seq < origin)
    wanted = _keep_shown(earlier.where(TurnRow.kind != TurnKind.BACK))
    return session.scalar(wanted.order_by(TurnRow.seq.desc()).limit(1))
