"""Threads are told once of a licence that no longer stands, and moderators see it in the audit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.discord.licence_notices import make_nonce, write_notice
from language.texts import LANGUAGES, load_texts
from musechat.licence_check import CheckState, LicenceReading
from store.database import Database
from store.licence_checks import record_reading
from store.licence_notices import LicenceNotice, claim_notices, list_findings
from store.tables import LicenceCheckRow, utc_now
from tests.bot.discord.sim import Sim, text_of
from tests.store.accepted import AcceptedPicks, make_song, stated

PLACE = "https://music.example/1"
GONE = LicenceReading(CheckState.VANISHED, PLACE)
CHANGED = LicenceReading(CheckState.CHANGED, PLACE, "CC-BY-NC-4.0")
TITLE = "no longer stands where it was stated"


class Told:
    """A pick that was accepted in a channel, and what its thread was told."""

    def __init__(self, sim: Sim, db: Database) -> None:
        self.sim, self.db = sim, db
        self.picks = AcceptedPicks(db, guild_id=sim.guild.id)
        self.thread = self.picks.open_thread(sim.general.id)
        self.song = replace(make_song(1, stated("CC BY 4.0", "a source", PLACE)), artist="Ada *Bell*")
        self.pick = self.picks.accept(self.song, self.thread)

    def find(self, reading: LicenceReading, pick: int | None = None) -> None:
        with self.db.write() as session:
            record_reading(session, pick or self.pick, reading)

    @property
    def messages(self) -> list[str]:
        return [m.content for m in self.sim.general.history() if TITLE in m.content]

    def is_told(self) -> bool:
        with self.db.read() as session:
            return not any(row.untold for row in session.scalars(select(LicenceCheckRow)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord.licence_notices.LOOK_S", 0.02)


@pytest.fixture
def told(quick: None, sim: Sim, stocked: Database) -> Told:
    return Told(sim, stocked)


async def test_a_thread_is_told_once(told: Told) -> None:
    again = told.picks.accept(told.song, told.thread)
    for pick in (told.pick, again):
        told.find(GONE, pick)
    await told.sim.until(told.is_told, "it was told")
    (message,) = told.messages
    assert f"no longer to be found: <{PLACE}>" in message
    assert "**CC-BY-4.0**" in message
    assert "Ada \\*Bell\\*" in message
    assert "`/receipt`" in message
    told.find(CHANGED)
    await told.sim.until(told.is_told, "the next was told")
    assert ["now says: **CC-BY-NC-4.0**" in text for text in told.messages] == [False, True]
    told.find(GONE)
    await told.sim.restart()
    await told.sim.until(told.is_told, "nothing is left to tell")
    assert len(told.messages) == 2


async def test_what_a_bot_sent_before_it_died_is_not_sent_again(told: Told) -> None:
    told.find(CHANGED)
    await told.sim.until(lambda: told.messages and told.is_told(), "it was told")
    with told.db.write() as session:  # as it stands where the bot ended between sending and noting it
        early = utc_now().replace(year=2020)
        session.execute(update(LicenceCheckRow).values(untold=True, told=[], claimed_at=early))
    await told.sim.restart()
    await told.sim.until(told.is_told, "it was found in the channel")
    assert len(told.messages) == 1


async def test_what_a_bot_only_began_to_send_is_sent(told: Told) -> None:
    with told.db.write() as session:
        record_reading(session, told.pick, CHANGED)
        session.execute(update(LicenceCheckRow).values(claimed_at=utc_now().replace(year=2020)))
    await told.sim.until(told.is_told, "it was told")
    assert len(told.messages) == 1


async def test_a_channel_that_is_gone_is_given_up(quick: None, sim: Sim, stocked: Database) -> None:
    picks = AcceptedPicks(stocked)
    pick = picks.accept(make_song(1), picks.open_thread(4711))
    with stocked.write() as session:
        record_reading(session, pick, GONE)
    told = Told(sim, stocked)
    told.find(GONE)
    await sim.until(told.is_told, "both are settled")
    assert len(told.messages) == 1


async def test_moderators_see_it_in_the_audit(told: Told) -> None:
    told.find(CHANGED)
    mod = told.sim.moderator("mod")
    text = text_of(await told.sim.answer(await mod.slash(told.sim.general, "musechat audit"), "The last pick"))
    assert "Licences of accepted picks that no longer stand" in text
    assert f"<{PLACE}> now says: **CC-BY-NC-4.0**" in text


async def test_a_receipt_says_how_the_licence_stands(told: Told) -> None:
    told.find(GONE)
    ann = told.sim.member("ann")
    answer = await told.sim.answer(await ann.slash(told.sim.general, "receipt"), "Receipt")
    assert answer.attachments[0].filename == "receipt.txt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow_but_first
def test_it_is_written_in_every_language_within_a_message(database: Database, language: str) -> None:
    picks = AcceptedPicks(database)
    song = replace(make_song(1, stated("CC BY 4.0", "a source", PLACE)), title="T" * 300, artist="A" * 300)
    pick = picks.accept(song)
    for reading in (GONE, CHANGED, replace(CHANGED, found=""), replace(CHANGED, found="x" * 200, where="tag WCOP")):
        with database.write() as session:
            record_reading(session, pick, reading)
            (notice,) = list_findings(session)
        text = write_notice(notice, load_texts(language))
        assert len(text) < 1900
        assert "CC-BY-4.0" in text
        assert "{" not in text
        assert len(make_nonce(notice)) <= 25


def test_a_notice_is_in_the_language_of_its_turn(database: Database) -> None:
    picks = AcceptedPicks(database)
    pick = picks.accept(make_song(1))
    with database.write() as session:
        record_reading(session, pick, GONE)
        (notice,) = claim_notices(session, "discord")
    assert isinstance(notice, LicenceNotice)
    assert notice.language == "en"
