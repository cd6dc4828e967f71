"""A mix that comes after its card, and the files that *Get it…* gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.discord.buttons.get_files import collect_files, name_pick_mix
from musechat.mix_names import MixBlobs
from store.blobs import BlobStore
from store.database import Database
from store.mix_delivery import MixDelivery, attach_mix
from store.tables import TurnRow
from tests.bot.discord.sim import Sim, buttons_of, text_of
from tests.bot.discord.stand_in import StandIn
from tests.bot.discord.test_buttons import Talk


class ClipTalk(Talk):
    """A conversation about a clip."""

    async def begin_with(self, clip: Path) -> ClipTalk:
        self.alice = self.sim.member("alice")
        video = ("waves.mp4", clip.read_bytes())  # noqa: ASYNC240
        await self.alice.slash(self.sim.general, "recommend", video=video)
        self.place = await self.sim.thread(self.sim.general)
        self.card = await self.next_card(1)
        await self.sim.until(self.all_delivered, "the card was delivered")
        return self

    def all_delivered(self) -> bool:
        with self.db.read() as session:
            return all(row.delivered_at is not None for row in session.scalars(select(TurnRow)))

    def names(self) -> MixBlobs:
        return name_pick_mix(self.turns()[0])

    def attach(self, blobs: BlobStore, clip: Path) -> None:
        blobs.put_file(clip, self.names().video)
        turn = self.turns()[0]
        with self.db.write() as session:
            found = attach_mix(session, turn.id, turn.picks[0].track_id, self.names().video)
        assert found is MixDelivery.ATTACHED


@pytest.fixture
async def talk(sim: Sim, worker: StandIn, stocked: Database, clip: Path) -> ClipTalk:
    return await ClipTalk(sim, stocked).begin_with(clip)


async def test_it_takes_the_place_of_the_excerpt_on_the_same_card(talk: ClipTalk, blobs: BlobStore, clip: Path) -> None:
    assert [a.filename for a in talk.sim.again(talk.card).attachments] == ["preview.mp4"]
    await talk.press("love")
    await talk.sim.until(lambda: "Loved" in buttons_of(talk.sim.again(talk.card)), "the card shows the love")
    talk.attach(blobs, clip)
    await talk.sim.until(
        lambda: [a.filename for a in talk.sim.again(talk.card).attachments] == ["clip-with-music.mp4"], "the mix"
    )
    await talk.sim.until(talk.all_delivered, "it was delivered")
    assert "Loved" in buttons_of(talk.sim.again(talk.card))
    assert len([m for m in talk.place.history() if any("mc:love" in i for i in buttons_of(m).values())]) == 1


@pytest.mark.slow
async def test_a_card_that_was_deleted_is_not_sent_again(talk: ClipTalk, blobs: BlobStore, clip: Path) -> None:
    await talk.sim.again(talk.card).delete()
    talk.attach(blobs, clip)
    await talk.sim.until(talk.all_delivered, "it was given up")
    assert not [m for m in talk.place.history() if any("mc:love" in i for i in buttons_of(m).values())]


async def test_get_it_gives_what_is_there_to_anybody(talk: ClipTalk, blobs: BlobStore, clip: Path) -> None:
    nothing = await talk.told(await talk.press("get"))
    assert "The files aren't here" in text_of(nothing)
    for name in (talk.names().video, talk.names().music, talk.names().handover):
        blobs.put_file(clip, name)
    given = await talk.told(await talk.press("get", by=talk.sim.member("bob")))
    assert "Here it is" in text_of(given)
    assert "CC-BY-4.0" in text_of(given)


def test_what_does_not_fit_is_said_with_its_size(blobs: BlobStore, tmp_path: Path) -> None:
    names = MixBlobs("a" * 64 + ".mix-0-0-0-1")
    for name, size in ((names.video, 5_000_000), (names.music, 400_000), (names.handover, 1000)):
        (tmp_path / "x").write_bytes(bytes(size))
        blobs.put_file(tmp_path / "x", name)
    whole, part = (collect_files(blobs, names, most) for most in (9_000_000, 1_000_000))
    assert [name for name, _ in whole.files] == ["clip-with-music.mp4", "for-editors.zip", "music.m4a"]
    assert ([name for name, _ in part.files], part.too_large_mb) == (["for-editors.zip", "music.m4a"], 5.0)
    blobs.delete_blob(names.video)
    (tmp_path / "x").write_text('{"bytes": 48000000}')
    blobs.put_file(tmp_path / "x", names.note)
    assert collect_files(blobs, names, 9_000_000).too_large_mb == 48.0
