"""Every test of writers is about words: what is found counts as sure from fixed scores on."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def _sure_findings(fixed_certainty: None) -> None:
    pass
