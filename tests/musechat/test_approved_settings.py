"""The settings with their defaults and bounds: a change of one is a change for every operator."""

from __future__ import annotations

import json
from typing import Any

from musechat.settings import Settings
from tests.approval import compare_with_approved


def test_settings_are_as_approved() -> None:
    properties: dict[str, dict[str, Any]] = Settings.model_json_schema()["properties"]
    lines = [f"{name}: {json.dumps(_without_words(each), sort_keys=True)}" for name, each in properties.items()]
    compare_with_approved("settings", lines)


def _without_words(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in ("title", "description")}
