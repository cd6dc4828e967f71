"""The tables of what clips and music are like: ascending, inside the scale, and a module that can be read."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.training.reference_quantiles import COUNT, compute_quantiles, compute_tables, write_tables
from tests.musechat.made import made_clip, made_traits


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_quantiles_rise_and_stay_inside(values: list[float]) -> None:
    found = compute_quantiles(values)
    assert len(found) == COUNT
    assert all(low < high for low, high in zip((0.0, *found), (*found, 1.0), strict=True))


def test_quantiles_of_even_values_are_even() -> None:
    assert compute_quantiles(np.linspace(0, 1, 1001).tolist()) == pytest.approx([0.05 + 0.1 * n for n in range(10)])


def test_the_module_holds_what_was_measured(tmp_path: Path) -> None:
    clips = [made_clip(energy=n / 50, brightness=0.3 + n / 200) for n in range(40)]
    tables = compute_tables(clips, [made_traits(energy=n / 40) for n in range(40)])
    write_tables(tmp_path / "tables.py", tables, 40, 40)
    written = runpy.run_path(str(tmp_path / "tables.py"))
    assert {name: written[name] for name in tables} == tables
    assert "40 clips and 40 tracks" in written["__doc__"]
