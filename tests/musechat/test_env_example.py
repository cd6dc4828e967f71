"""``.env.example`` names every setting, and nothing else."""

import re
from pathlib import Path

from musechat.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def _documented() -> set[str]:
    return set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))


def _known() -> set[str]:
    return {str(f.validation_alias or f"MUSECHAT_{name}".upper()) for name, f in Settings.model_fields.items()}


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    assert _documented() == _known()


def test_documented_defaults_are_the_real_ones(monkeypatch: object) -> None:
    defaults = Settings(_env_file=None)
    for name, value in re.findall(r"^# MUSECHAT_([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE):
        if name == "DATA_DIR":
            continue
        actual = getattr(defaults, name.lower())
        wanted = type(actual)(value) if not isinstance(actual, bool) else value == "true"
        assert actual == wanted, name
