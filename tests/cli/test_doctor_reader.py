"""What the doctor says of who reads members' words."""

from __future__ import annotations

import pytest

from cli.doctor_reader import check_reader
from cli.health_level import HealthLevel
from musechat.errors import BadInput
from musechat.settings import Settings

URL = "http://me:secret@127.0.0.1:9/v1"


def test_it_is_said_where_members_words_go() -> None:
    health, said = check_reader(Settings(_env_file=None))
    assert (health, "stay here" in said) == (HealthLevel.FINE, True)
    health, said = check_reader(Settings(_env_file=None, writer_url=URL, writer_model="voice"))
    assert health is HealthLevel.FINE
    assert "voice at http://127.0.0.1:9/v1" in said
    assert "secret" not in said
    assert "stay here" in check_reader(Settings(_env_file=None, writer_url=URL, writer_model="v", reader="rules"))[1]


def test_a_reader_that_is_not_named_is_told() -> None:
    with pytest.raises(BadInput, match="MUSECHAT_WRITER_URL"):
        check_reader(Settings(_env_file=None, reader="server"))
