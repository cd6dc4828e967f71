"""Fingerprints by libchromaprint, where it is installed."""

from __future__ import annotations

import base64
import ctypes

import numpy as np
import pytest

from media.acoustid import chromaprint
from media.acoustid.chromaprint import MissingChromaprint, compute_fingerprint, load_library, read_version
from tests.media.watch.sounds import RATE, make_melody


@pytest.fixture
def _needs_library() -> None:
    try:
        load_library()
    except MissingChromaprint as error:
        pytest.skip(error.line)


@pytest.mark.usefixtures("_needs_library")
def test_a_sound_is_known_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromaprint, "SECONDS", 20.0)
    wave = make_melody(30.0, 1)
    found = compute_fingerprint(wave, RATE)
    data = base64.urlsafe_b64decode(found + "=" * (-len(found) % 4))
    assert data[0] == 1  # the algorithm
    assert int.from_bytes(data[1:4], "big") == pytest.approx(20 / 0.1238, abs=25)  # words
    assert compute_fingerprint(wave[: 20 * RATE], RATE) == found
    assert compute_fingerprint(make_melody(30.0, 2), RATE) != found
    assert read_version()[0].isdigit()


@pytest.mark.usefixtures("_needs_library")
@pytest.mark.parametrize(
    "wave",
    [np.zeros(0), np.zeros(100), np.full(RATE * 5, 40.0), np.resize([1.0, -1.0, np.inf], RATE * 5)],
    ids=["none", "short", "too loud", "infinite"],
)
def test_no_sound_is_too_odd(wave: np.ndarray) -> None:
    found = compute_fingerprint(wave.astype(np.float32), RATE)
    assert found == "" or found.isascii()


def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> object:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    load_library.cache_clear()
    try:
        with pytest.raises(MissingChromaprint, match="libchromaprint1"):
            compute_fingerprint(np.zeros(RATE, np.float32), RATE)
    finally:
        load_library.cache_clear()
