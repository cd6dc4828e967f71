"""What moderators set for their server."""

from __future__ import annotations

import pytest

from bot.discord.commands.moderation.audit import table
from musechat.guild import GuildSettings
from musechat.source_track import NO_RIGHTS, SourceTrack
from store.audit import load_last_picks
from store.database import Database
from store.guilds import get_guild
from store.ledger import load_latest, load_view
from store.source_tracks import ADDED, put_source_track, record_sync
from store.sync_requests import is_sync_asked
from store.track_library import list_tracks, put_track
from tests.bot.discord.sim import Sim, text_of
from tests.store.made import track
from tests.store.past import Past


def settings_of(db: Database, sim: Sim) -> GuildSettings:
    with db.read() as session:
        return get_guild(session, sim.guild.id)


def picked_here(past: Past, sim: Sim, user_id: int, count: int) -> None:
    past.guild_id = sim.guild.id
    member = past.member(str(user_id))
    thread = past.thread(member, external_id=f"8{user_id}")
    with past.db.read() as session:
        tracks = list_tracks(session)
    for n in range(count):
        past.answer(past.ask(thread, member), tracks[n % len(tracks)])


async def test_members_without_manage_server_are_not_offered_the_settings(sim: Sim) -> None:
    mod, ann = sim.moderator("mod"), sim.member("ann")
    await sim.until(lambda: "musechat settings" in mod.available_commands(sim.general), "the commands are known")
    assert not [name for name in ann.available_commands(sim.general) if name.startswith("musechat")]


async def test_settings_say_all_that_stands(sim: Sim) -> None:
    mod = sim.moderator("mod")
    answer = await sim.answer(await mod.slash(sim.general, "musechat settings"), "Settings on this server")
    assert answer.ephemeral
    text = text_of(answer)
    for said in ("Everyone may use me", "every channel", "as often as they like", "Nothing is blocked", "Licences"):
        assert said in text


async def test_channels_are_added_removed_and_cleared(sim: Sim, stocked: Database) -> None:
    mod, other = sim.moderator("mod"), sim.channel("music")
    await sim.answer(await mod.slash(sim.general, "musechat channels add", channel=other), f"<#{other.id}>")
    await sim.answer(await mod.slash(sim.general, "musechat channels add", channel=sim.general), f"<#{sim.general.id}>")
    assert settings_of(stocked, sim).channels == {other.id, sim.general.id}
    await sim.answer(await mod.slash(sim.general, "musechat channels remove", channel=other), "in their threads")
    assert settings_of(stocked, sim).channels == {sim.general.id}
    await sim.answer(await mod.slash(sim.general, "musechat channels clear"), "every channel")
    await sim.answer(await mod.slash(sim.general, "musechat channels show"), "every channel")
    assert settings_of(stocked, sim).channels == frozenset()


async def test_roles_are_added_and_cleared(sim: Sim, stocked: Database) -> None:
    mod, role = sim.moderator("mod"), sim.guild.create_role("Editors")
    await sim.answer(await mod.slash(sim.general, "musechat roles add", role=role), f"<@&{role.id}>")
    assert settings_of(stocked, sim).roles == {role.id}
    await sim.answer(await mod.slash(sim.general, "musechat roles remove", role=role), "Everyone may")
    await sim.answer(await mod.slash(sim.general, "musechat roles clear"), "Everyone may")


async def test_limits_are_set_one_by_one_and_lifted_by_zero(sim: Sim, stocked: Database) -> None:
    mod = sim.moderator("mod")
    await sim.answer(await mod.slash(sim.general, "musechat limits", **{"turns-per-day": 1}), "**1** pick within")
    answer = await mod.slash(sim.general, "musechat limits", **{"clip-seconds": 30, "clip-megabytes": 1})
    await sim.answer(answer, "**1** pick", "at most 30 s and 1 MiB")
    set_now = settings_of(stocked, sim)
    assert (set_now.turns_per_day, set_now.clip_seconds, set_now.clip_bytes) == (1, 30.0, 2**20)
    await sim.answer(await mod.slash(sim.general, "musechat limits", **{"turns-per-day": 0}), "as often as they like")
    assert settings_of(stocked, sim).turns_per_day is None
    assert settings_of(stocked, sim).clip_seconds == 30.0


async def test_licences_are_tried_on_the_last_picks(sim: Sim, past: Past) -> None:
    mod = sim.moderator("mod")
    picked_here(past, sim, mod.id, 7)
    result = await mod.slash(sim.general, "musechat licences", **{"no-attribution": True})
    text = text_of(await sim.answer(result, "only music that needs no credit"))
    assert "**7** of the last 7 picks here" in text
    assert "… and 2 more" in text
    assert "no credit needed" in text
    result = await mod.slash(sim.general, "musechat licences", **{"no-attribution": False, "commercial": True})
    text = text_of(await sim.answer(result, "asks for credit is fine too", "may be used commercially"))
    assert "All of the last 7 picks here meet these rules" in text
    assert settings_of(past.db, sim).licence_uses == {"commercial"}


async def test_what_a_change_itself_refuses_is_named_first(sim: Sim, past: Past) -> None:
    mod = sim.moderator("mod")
    picked_here(past, sim, mod.id, 7)
    await sim.answer(await mod.slash(sim.general, "musechat licences", **{"no-attribution": True}), "**7** of the last")
    result = await mod.slash(sim.general, "musechat block artist", name="Tarn")
    lines = text_of(await sim.answer(result, "**7** of the last 7")).splitlines()
    named = [line for line in lines if "(this server" in line]
    assert ["Tarn" in line for line in named] == [True, True, False, False, False]


async def test_explicit_tracks_and_language_and_questions_and_threads(sim: Sim, stocked: Database) -> None:
    mod = sim.moderator("mod")
    await sim.answer(await mod.slash(sim.general, "musechat explicit", allowed=False), "never picked")
    await sim.answer(await mod.slash(sim.general, "musechat language", language="de"), "Deutsch")
    await sim.answer(await mod.slash(sim.general, "musechat questions"), "“no questions”")
    await sim.answer(await mod.slash(sim.general, "musechat questions", allowed=False), "I ask nothing")
    await sim.answer(await mod.slash(sim.general, "musechat threads", everyone=True), "Everyone in a thread")
    stands = settings_of(stocked, sim)
    assert (stands.explicit_allowed, stands.language, stands.open_to_all) == (False, "de", True)
    assert not stands.questions
    await sim.answer(await mod.slash(sim.general, "musechat language", language="auto"), "The server's own language")
    assert settings_of(stocked, sim).language is None


async def test_artists_tracks_and_genres_are_blocked_with_suggestions_and_allowed_again(sim: Sim, past: Past) -> None:
    mod = sim.moderator("mod")
    picked_here(past, sim, mod.id, 5)
    where = sim.general
    offered = await sim.choices(mod, where, "musechat block artist", "name", "mira")
    assert [choice["value"] for choice in offered] == ["Mira Voss"]
    text = text_of(await sim.answer(await mod.slash(where, "musechat block artist", name="Mira Voss"), "Blocked"))
    assert "artists: Mira Voss" in text
    assert "**2** of the last 5 picks" in text
    offered = await sim.choices(mod, where, "musechat block track", "track", "low tide")
    assert [choice["name"] for choice in offered] == ["Low Tide – Mira Voss"]
    await sim.answer(await mod.slash(where, "musechat block track", track=offered[0]["value"]), "tracks: Low Tide")
    offered = await sim.choices(mod, where, "musechat block genre", "name", "jaz")
    await sim.answer(await mod.slash(where, "musechat block genre", name=offered[0]["value"]), "genres: jazz")
    await sim.answer(await mod.slash(where, "musechat block list"), "Mira Voss", "Low Tide", "jazz")
    stands = settings_of(past.db, sim)
    assert (stands.blocked_artists, len(stands.blocked_tracks), stands.blocked_genres) == ({"Mira Voss"}, 1, {"jazz"})
    for typed in ("mira", "low", "jazz"):
        offered = await sim.choices(mod, where, "musechat block remove", "what", typed)
        await sim.answer(await mod.slash(where, "musechat block remove", what=offered[0]["value"]), "Blocked")
    assert settings_of(past.db, sim) == GuildSettings()


async def test_what_is_not_known_is_refused_in_one_line(sim: Sim, stocked: Database) -> None:
    mod = sim.moderator("mod")
    for name, option in (
        ("track", {"track": "no such thing"}),
        ("remove", {"what": "nobody"}),
        ("artist", {"name": "!?"}),
    ):
        answer = await sim.answer(await mod.slash(sim.general, f"musechat block {name}", **option))
        assert answer.ephemeral or answer.id
        assert "Choose" in text_of(answer) or "choose" in text_of(answer)
    assert settings_of(stocked, sim) == GuildSettings()


@pytest.mark.parametrize(("name", "more"), [("film.pdf", {}), ("song.mp3", {"source": "javascript:alert(1)"})])
async def test_what_is_no_music_or_no_address_is_refused(sim: Sim, past: Past, name: str, more: dict[str, str]) -> None:
    mod = sim.moderator("mod")
    result = await mod.slash(sim.general, "musechat library add", file=(name, b"x"), **more)
    await sim.answer(result, "not")
    with past.db.read() as session:
        assert load_latest(session) == []


async def test_only_a_server_s_own_tracks_are_listed_and_removed(sim: Sim, past: Past) -> None:
    mod = sim.moderator("mod")
    ours = track(90, title="Ours", guild_id=sim.guild.id)
    with past.db.write() as session:
        put_track(session, ours, "1")
        put_track(session, track(91, title="Theirs", guild_id=sim.guild.id + 1), "1")
    text = text_of(
        await sim.answer(await mod.slash(sim.general, "musechat library list"), "This server's own music: 1")
    )
    assert "Ours" in text
    assert "Theirs" not in text
    assert await sim.choices(mod, sim.general, "musechat library remove", "track", "theirs") == []
    assert await sim.choices(mod, sim.general, "musechat library remove", "track", "low") == []
    offered = await sim.choices(mod, sim.general, "musechat library remove", "track", "our")
    await sim.answer(await mod.slash(sim.general, "musechat library remove", track=offered[0]["value"]), "Taken out")
    await sim.answer(await mod.slash(sim.general, "musechat library list"), "no music of its own yet")
    with past.db.read() as session:
        low = next(t for t in list_tracks(session) if t.title == "Low Tide")
    await sim.answer(await mod.slash(sim.general, "musechat library remove", track=low.id), "do not know which track")


async def test_moderators_see_the_sources_and_have_them_looked_at(sim: Sim, stocked: Database) -> None:
    mod, ann = sim.moderator("mod"), sim.member("ann")
    none = await sim.answer(await mod.slash(sim.general, "musechat library sync"), "No source of music is connected")
    assert none.ephemeral
    with stocked.write() as session:
        assert not is_sync_asked(session)
        record_sync(session, "jellyfin", "http://10.0.0.7:8096 answered 401")
        put_source_track(session, "commons", SourceTrack("1", "Fern", "Ada Bell", NO_RIGHTS), state=ADDED)
        record_sync(session, "commons")
    answer = await sim.answer(await mod.slash(sim.general, "musechat library sources"), "Sources of music")
    text = text_of(answer)
    assert answer.ephemeral
    assert "**Jellyfin**: 0 tracks · the last look failed" in text
    assert "**Wikimedia Commons**: 1 track · looked at <t:" in text
    assert "10.0.0.7" not in text
    await sim.answer(await mod.slash(sim.general, "musechat library sync"), "as soon as a worker is free")
    with stocked.read() as session:
        assert is_sync_asked(session)
    await sim.answer(await mod.slash(sim.general, "musechat library sync"), "That was asked for <t:")
    assert not [name for name in ann.available_commands(sim.general) if name.startswith("musechat")]


async def test_the_audit_shows_picks_and_gives_a_table(sim: Sim, past: Past) -> None:
    mod = sim.moderator("mod")
    picked_here(past, sim, mod.id, 3)
    answer = await sim.answer(await mod.slash(sim.general, "musechat audit"), "The last 3 picks")
    assert f"asked by <@{mod.id}>" in text_of(answer)
    assert "found through: fit+words" in text_of(answer)  # names of no channel stand as they are
    assert answer.attachments[0].filename == "musechat-audit.csv"
    with past.db.read() as session:
        lines = table(load_last_picks(session, sim.guild.id)).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("when_utc,title,artist")
    assert str(mod.id) in lines[1]
    assert "CC-BY-4.0" in lines[1]


async def test_a_table_holds_no_formula(past: Past) -> None:
    past.tracks(track(90, title="=HYPERLINK(1)"))
    member = past.member("1")
    turn = past.ask(past.thread(member), member)
    past.answer(turn, track(90))
    with past.db.read() as session:
        assert "'=HYPERLINK(1)" in table(load_last_picks(session, past.guild_id))
        assert load_view(session, turn).picks
