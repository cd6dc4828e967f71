"""What a job of a mix says of its licence: only one that forbids derivatives leaves the music untouched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from musechat.mix_names import name_mix
from musechat.mix_settings import MixSettings
from tests.bot.discord.made_turns import made_pick
from tests.store.made import clip_traits, track
from worker.mix_making import MixMaterial, MixOrder, make_mix_job


@pytest.mark.parametrize(("derivatives", "untouched"), [(False, True), (True, False), (None, False)])
def test_only_a_licence_without_derivatives_leaves_the_music_untouched(
    derivatives: bool | None, untouched: bool
) -> None:
    song = track(1, licence=replace(track(1).licence, derivatives=derivatives))
    names = name_mix("c" * 64, clip_traits(), song.id, 1.0, MixSettings())
    material = MixMaterial(names, "c" * 64, "clip.mp4", clip_traits(), song)
    job = make_mix_job(MixOrder(1, "c" * 64, made_pick(), 5_000_000), material, Path("clip.mp4"), Path("made"))
    assert job.untouched is untouched
    assert (job.video, job.music, job.max_bytes) == (Path("made/mix.mp4"), (Path("made/music.m4a"),), 5_000_000)
