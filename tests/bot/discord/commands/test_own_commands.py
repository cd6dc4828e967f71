"""What members see of themselves: taste, history, privacy, help."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from musechat.turn import TurnKind
from store.database import Database
from store.member_data import has_running_turns
from store.members import find_member
from store.tables import ExclusionRow, TurnRow, utc_now
from store.thread_history import add_exclusion
from store.track_library import list_tracks
from tests.bot.discord.sim import Sim, buttons_of, selects_of, text_of
from tests.bot.discord.stand_in import StandIn
from tests.store.past import GUILD, Past, posted
from tests.store.test_forgetting import rows_with

pytestmark = pytest.mark.usefixtures("fixed_certainty")


def shown(past: Past, user_id: int, count: int, *, verdict: str = "") -> list[int]:
    """Have a member shown the library's first tracks in one thread; their pick ids."""
    member = past.member(str(user_id))
    with past.db.read() as session:
        tracks = list_tracks(session)
    thread = past.thread(member, name="waves.mp4", external_id=f"7{user_id}")
    picks = [past.answer(past.ask(thread, member), tracks[n % len(tracks)])[0] for n in range(count)]
    for pick in picks:
        if verdict:
            past.judge(pick, member, verdict)
    return picks


def values_of(message: object) -> Sequence[str]:
    return next(iter(selects_of(message).values()))  # type: ignore[arg-type]


async def test_taste_is_empty_at_first_and_nobody_is_remembered_for_asking(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    result = await ann.slash(sim.general, "taste")
    answer = await sim.answer(result, "Your taste")
    assert answer.ephemeral
    assert "I know nothing about it yet" in text_of(answer)
    assert buttons_of(answer) == {}
    with past.db.read() as session:
        assert find_member(session, "discord", str(ann.id)) is None


async def test_taste_says_in_words_what_liked_tracks_have_in_common(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    shown(past, ann.id, 5, verdict="accepted")
    text = text_of(await sim.answer(await ann.slash(sim.general, "taste"), "Your taste"))
    assert "You loved **5** tracks" in text
    assert "bpm" in text
    assert "Energy:" in text
    assert "ambient" in text
    assert "Mira Voss" in text
    assert "the more picks you love, the more it counts" in text


async def test_taste_is_reset_only_when_that_is_confirmed(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    shown(past, ann.id, 3, verdict="accepted")
    answer = await sim.answer(await ann.slash(sim.general, "taste"), "Your taste")
    asked = await sim.answer(await ann.click(answer, label="Forget my taste"), "Shall I forget what I learned from 3")
    kept = await sim.answer(await ann.click(asked, label="Keep it"), "You loved **3**")
    asked = await sim.answer(await ann.click(kept, label="Forget my taste"), "Shall I forget")
    done = await sim.answer(await ann.click(asked, label="Yes, forget it"), "Forgotten")
    assert "I know nothing about it yet" in text_of(done)
    with past.db.read() as session:
        member = find_member(session, "discord", str(ann.id))
        assert member is not None
        assert member.taste_since is not None


async def test_exclusions_are_shown_with_reach_and_end_and_can_be_lifted(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    shown(past, ann.id, 1)
    member = past.member(str(ann.id))
    with past.db.write() as session:
        track = list_tracks(session)[0]
        thread = session.scalars(select(TurnRow.thread_id)).first()
        assert thread is not None
        add_exclusion(session, scope="member", of=member, what="artist", value="Foo *Fighters* @everyone")
        add_exclusion(session, scope="thread", of=thread, what="sounds-like", value=track.id)
        add_exclusion(
            session, scope="member", of=member, what="genre", value="jazz", expires_at=utc_now() + timedelta(days=7)
        )
    answer = await sim.answer(await ann.slash(sim.general, "taste"), "Never again")
    text = text_of(answer)
    assert "everything by Foo \\*Fighters\\*" in text
    assert "@everyone" not in text
    assert f"anything that sounds like {track.title}" in text
    assert "in one conversation (waves.mp4)" in text
    assert "until <t:" in text
    values = values_of(answer)
    assert len(values) == 3
    lifted = await sim.answer(await ann.select(answer, [values[0]]), "Allowed again")
    assert len(values_of(lifted)) == 2
    with past.db.read() as session:
        assert len(session.scalars(select(ExclusionRow)).all()) == 2


async def test_nobody_lifts_what_is_another_s(sim: Sim, past: Past) -> None:
    ann, ben = sim.member("ann"), sim.member("ben")
    for who in (ann, ben):
        member = past.member(str(who.id))
        with past.db.write() as session:
            add_exclusion(session, scope="member", of=member, what="artist", value=f"of {who.id}")
    answer = await sim.answer(await ann.slash(sim.general, "taste"), "Never again")
    assert f"of {ann.id}" in text_of(answer)
    assert f"of {ben.id}" not in text_of(answer)


async def test_history_is_paged_and_its_buttons_work_after_a_restart(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    picks = shown(past, ann.id, 19)
    past.judge(picks[-1], past.member(str(ann.id)), "accepted")
    answer = await sim.answer(await ann.slash(sim.general, "history"), "19 picks")
    assert "you loved it" in text_of(answer)
    assert f"https://discord.com/channels/{GUILD}/7{ann.id}/" in text_of(answer)
    await sim.restart()
    older = await sim.answer(await ann.click(answer, label="Older"), "page 2 of 3")
    oldest = await sim.answer(await ann.click(older, label="Older"), "page 3 of 3")
    assert text_of(oldest).count("**") == 6
    with pytest.raises(Exception, match="disabled"):
        await ann.click(oldest, label="Older")
    newer = await sim.answer(await ann.click(oldest, label="Newer"), "page 2 of 3")
    assert text_of(newer).count("**") == 16


async def test_history_of_somebody_new_says_so(sim: Sim, past: Past) -> None:
    ann = sim.member("ann", locale="de")
    answer = await sim.answer(await ann.slash(sim.general, "history"))
    assert answer.ephemeral
    assert buttons_of(answer) == {}


async def test_privacy_counts_what_is_kept_in_plain_words(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    shown(past, ann.id, 2, verdict="accepted")
    text = text_of(await sim.answer(await ann.slash(sim.general, "privacy show"), "What I keep"))
    assert "Your requests: **2** (conversations that you began: **1**)" in text
    assert "blanked 90 days after" in text
    assert "deleted 24 hours after" in text
    assert "</privacy export:" in text
    assert "Learning is on" in text


async def test_an_export_is_one_file_with_everything(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    member = past.member(str(ann.id))
    past.answer(past.ask(past.thread(member), member, "calmer, über alles"), clip=b"a clip")
    answer = await sim.answer(await ann.slash(sim.general, "privacy export"), "Everything that I keep")
    (file,) = answer.attachments
    assert file.filename == "musechat-export.json"
    told = json.loads(await file.read())
    assert told["member"]["id"] == str(ann.id)
    assert told["conversations"][0]["turns"][0]["words"] == "calmer, über alles"


async def test_everything_is_deleted_after_a_confirmation_and_the_member_starts_anew(sim: Sim, past: Past) -> None:
    ann, ben = sim.member("ann"), sim.member("ben")
    shown(past, ann.id, 2, verdict="accepted")
    shown(past, ben.id, 1)
    member = past.member(str(ann.id))
    name = past.watch_new(member, b"the clip of ann", "holiday-of-ann.mp4")
    past.ask(past.thread(member), member, "still waiting", kind=TurnKind.FIRST, source=posted("w.mp4"))
    await sim.services.get_member_id(ann.id)
    asked = await sim.answer(await ann.slash(sim.general, "privacy delete"), "Delete everything?")
    kept = await sim.answer(await ann.click(asked, label="Keep it"), "Nothing was deleted")
    assert buttons_of(kept) == {}
    asked = await sim.answer(await ann.slash(sim.general, "privacy delete"), "Delete everything?")
    await sim.answer(await ann.click(asked, label="Delete everything"), "Everything is deleted")
    assert rows_with(past.db, str(ann.id), "holiday-of-ann", "still waiting") == []
    assert not past.blobs.has_blob(name)
    with past.db.read() as session:
        assert find_member(session, "discord", str(ben.id)) is not None
    again = await sim.services.get_member_id(ann.id)
    assert again != member
    answer = await sim.answer(await ann.slash(sim.general, "history"))
    assert "Nothing yet" in text_of(answer)


async def test_opting_out_and_in(sim: Sim, past: Past) -> None:
    ann = sim.member("ann")
    shown(past, ann.id, 2, verdict="accepted")
    await sim.answer(await ann.slash(sim.general, "privacy opt-out"), "I learn nothing from you any more")
    assert "You opted out" in text_of(await sim.answer(await ann.slash(sim.general, "taste")))
    text = text_of(await sim.answer(await ann.slash(sim.general, "privacy show")))
    assert "Learning is off" in text
    assert "blanked 24 hours after" in text
    await sim.answer(await ann.slash(sim.general, "privacy opt-in"), "beginning from nothing")
    assert "I know nothing about it yet" in text_of(await sim.answer(await ann.slash(sim.general, "taste")))


async def test_help_links_commands_and_tells_moderators_of_theirs(sim: Sim, stocked: Database) -> None:
    ann, mod = sim.member("ann"), sim.moderator("mod")
    text = text_of(await sim.answer(await ann.slash(sim.general, "help"), "Music for your video"))
    assert "</taste:" in text
    assert "</privacy show:" in text
    assert "musechat settings" not in text
    assert "</musechat settings:" in text_of(await sim.answer(await mod.slash(sim.general, "help")))


async def test_what_is_being_worked_on_is_let_go_of_before_everything_goes(
    sim: Sim, past: Past, worker: StandIn, clip: Path
) -> None:
    ann = sim.member("ann")
    worker.gate.clear()
    member = past.member(str(ann.id))
    past.ask(past.thread(member, external_id="4321"), member, "held zither")
    await sim.until(lambda: worker.reached, "a worker has the turn")
    asked = await sim.answer(await ann.slash(sim.general, "privacy delete"), "Delete everything?")
    clicked = await ann.click(asked, label="Delete everything")
    await sim.answer(clicked, "Deleting")
    with past.db.read() as session:
        assert has_running_turns(session, member)
    worker.gate.set()
    await sim.answer(clicked, "Everything is deleted")
    assert rows_with(past.db, str(ann.id), "held zither") == []
