"""The real catalogues, where ``MUSECHAT_TEST_LIVE_SOURCES`` names them (with commas): one search and one track each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from musechat.settings import Settings
from musechat.source_track import MusicQuery
from worker.library.source_registry import CATALOGUES, SourceOpener

LIVE = os.environ.get("MUSECHAT_TEST_LIVE_SOURCES", "").split(",")


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.enable_socket
async def test_a_real_catalogue_answers_as_its_stand_in_does(name: str, tmp_path: Path) -> None:
    if name not in LIVE:
        pytest.skip(f"MUSECHAT_TEST_LIVE_SOURCES does not name {name}: no request leaves this machine")
    source = SourceOpener(Settings(data_dir=tmp_path)).open_source(name)
    try:
        found = [track async for track in source.search(MusicQuery("ambient", commercial=True, limit=2))]
        assert found
        assert all(track.title and track.evidence and track.evidence.statement for track in found)
        again = await source.read_track(found[0].ref)
        assert again.title == found[0].title
        await source.fetch_audio(found[0], tmp_path / f"sound{found[0].suffix}")
    finally:
        await source.close()
