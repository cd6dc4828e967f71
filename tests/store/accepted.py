"""Picks that were accepted, with the record of their licence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

from sqlalchemy import update

from language.licences import parse_licence
from musechat.licence_check import LicenceCheck
from musechat.pick import ChosenTrack
from musechat.source_track import SourceTrack
from musechat.track import LicenceStatement, Track
from musechat.turn import NewTurn, Queue, TurnKind, TurnOutcome
from store import leases, ledger
from store.database import Database
from store.licence_checks import load_thread_checks
from store.members import get_member
from store.source_tracks import ADDED, put_source_track, set_track_state
from store.tables import LicenceCheckRow, PickRow, TurnRow, utc_now
from store.thread_history import put_feedback
from store.threads import open_thread
from store.track_library import put_track
from tests.store.made import track


def make_song(number: int, *statements: LicenceStatement, source_url: str = "", path: str = "") -> Track:
    """A track that states its licence like this."""
    licence = statements[0].licence if statements else parse_licence("CC BY 4.0")
    plain = track(number)
    return replace(
        plain,
        statements=statements,
        licence=licence,
        source_url=source_url,
        path=path or plain.path,
        title=f"Song {number}",
    )


def stated(text: str, where: str, page: str = "") -> LicenceStatement:
    return LicenceStatement(text, where, parse_licence(text), page)


class AcceptedPicks:
    """A member's threads, in which they accept tracks."""

    def __init__(self, db: Database, platform: str = "discord", guild_id: int | None = None) -> None:
        self.db, self.platform, self.guild_id = db, platform, guild_id
        self._numbers = count(1)
        with db.write() as session:
            self.member = get_member(session, platform, "1")

    def open_thread(self, external_id: int | None = None) -> int:
        with self.db.write() as session:
            return open_thread(
                session,
                platform=self.platform,
                member_id=self.member,
                guild_id=self.guild_id,
                external_id=str(external_id or 900 + next(self._numbers)),
            )

    def accept(
        self, song: Track, thread_id: int | None = None, *, source: str = "", listed: SourceTrack | None = None
    ) -> int:
        """Show a track in a thread and accept it; returns the pick's id."""
        thread_id = thread_id or self.open_thread()
        with self.db.write() as session:
            put_track(session, song, "1")
            if listed is not None:
                put_source_track(session, source, listed, state=ADDED)
                set_track_state(session, source, [listed.ref], track_id=song.id)
            ledger.submit_turn(session, NewTurn(thread_id, self.member, "discord", TurnKind.FIRST))
        with self.db.write() as session:
            job = leases.claim_turn(session, "worker", list(Queue), 60)
            assert job is not None
            outcome = TurnOutcome(picks=[ChosenTrack(song.id, 0.5, 0.0, 9.0, "test")])
            leases.finish_turn(session, job.id, job.attempt, outcome, {})
        with self.db.write() as session:
            pick_id = ledger.load_view(session, job.id).picks[0].id
            put_feedback(session, pick_id, self.member, "accepted")
            ledger.mark_delivered(session, job.id)
        return pick_id

    def check(self, pick_id: int) -> LicenceCheck:
        """How the licence of a pick stands."""
        with self.db.read() as session:
            row = session.get(LicenceCheckRow, pick_id)
            assert row is not None
            thread_id = self._find_thread(pick_id)
            return next(iter(load_thread_checks(session, thread_id).values()))

    def row(self, pick_id: int) -> LicenceCheckRow:
        with self.db.read() as session:
            return session.get_one(LicenceCheckRow, pick_id)

    def let_pass(self, **time: float) -> None:
        """Bring all looks this far into the past."""
        with self.db.write() as session:
            past = utc_now() - timedelta(**time)
            session.execute(update(LicenceCheckRow).values(looked_at=past))
            session.execute(update(LicenceCheckRow).where(LicenceCheckRow.gone_at.is_not(None)).values(gone_at=past))

    def _find_thread(self, pick_id: int) -> int:
        with self.db.read() as session:
            return session.get_one(TurnRow, session.get_one(PickRow, pick_id).turn_id).thread_id
