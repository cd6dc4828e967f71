"""Tests of how a pick is to be mixed."""

from __future__ import annotations

import json

from musechat.mix_settings import MixSettings


def test_settings_survive_json() -> None:
    said = MixSettings(music_gain_db=-3.0, mute_clip=True, fade_out_s=2.0, clip_end_s=25.0, loop=True)
    assert MixSettings.from_json(json.loads(json.dumps(said.to_json()))) == said


def test_only_what_was_said_is_kept() -> None:
    assert MixSettings().to_json() == {}
    assert MixSettings().is_plain
    assert MixSettings(loop=True).to_json() == {"loop": True}


def test_keys_of_other_versions_are_ignored() -> None:
    assert MixSettings.from_json({"loop": True, "reverb": 3}) == MixSettings(loop=True)
    assert MixSettings.from_json(None).is_plain
