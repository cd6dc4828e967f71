"""The analysis on real recordings and renders, where they lie beside the checkout."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from media.listen import analyse_sound_file
from musechat.track import TrackTraits
from tests.media.listen.test_analysis import check_ranges

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def heard(shared_data: Path) -> dict[str, TrackTraits]:
    files = sorted((shared_data / "music").glob("*.opus"))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return {f.name: t for f, t in zip(files, pool.map(analyse_sound_file, files, chunksize=8), strict=True)}


def test_every_file_is_measured(heard: dict[str, TrackTraits]) -> None:
    assert len(heard) == 157
    for traits in heard.values():
        check_ranges(traits)
    assert sum(t.tempo_bpm is not None for t in heard.values()) > 120
    assert sum(t.key is not None for t in heard.values()) > 120
    assert all(1 <= len(t.sections) <= 5 for t in heard.values())
    assert Counter(t.mode for t in heard.values())["major"] > 30


def test_energy_spreads_and_agrees_with_the_taggers(heard: dict[str, TrackTraits], shared_data: Path) -> None:
    table = np.load(shared_data / "tables" / "music_auto_tags.npz", allow_pickle=True)
    names = [Path(f).name for f in table["files"]]
    energy = [heard[n].energy for n in names]
    low, high = np.percentile(energy, [5, 95])
    assert low < 0.2
    assert high > 0.8
    agreement = {tag: spearmanr(energy, table["mtt"][:, i])[0] for i, tag in enumerate(table["MTT"])}
    print({tag: round(float(agreement[tag]), 2) for tag in ("loud", "fast", "quiet", "slow", "soft", "ambient")})
    assert agreement["loud"] > 0.5
    assert agreement["fast"] > 0.5
    assert agreement["quiet"] < -0.5
    assert agreement["slow"] < -0.5
    assert agreement["ambient"] < 0


def test_a_known_piece(heard: dict[str, TrackTraits]) -> None:
    brahms = heard["librosa_hungarian-dance-no-5-brahms.opus"]
    assert brahms.mode == "minor"
    assert brahms.key in {"G", "D"}  # G minor, with much of its dominant
