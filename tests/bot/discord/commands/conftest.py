"""What happened before somebody uses a command."""

from __future__ import annotations

import pytest

from store.blobs import BlobStore
from store.database import Database
from tests.store.past import Past


@pytest.fixture
def past(stocked: Database, blobs: BlobStore) -> Past:
    """Write the past of members into the bot's own database."""
    return Past(stocked, blobs)
