"""What a member reads of a fault: never a folder of ours."""

from __future__ import annotations

import pytest

from bot.discord.error_messages import describe_error
from language.texts import find_texts
from musechat.errors import BadInput
from store.blobs import BlobStoreUnusable
from store.database import DatabaseUnusable


@pytest.mark.parametrize("fault", [BlobStoreUnusable, DatabaseUnusable])
def test_a_full_disk_is_told_by_its_incident_only(fault: type[BadInput]) -> None:
    said = describe_error(
        fault("data-folder", "The folder /srv/blobs cannot be used (No space left)"), find_texts("en")
    )
    assert "/srv" not in said
    assert "incident" in said.lower()
