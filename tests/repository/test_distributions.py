"""What the wheels of this repository hold: the serving one neither research nor the demo, each one the whole of its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cli.installed_packages import PACKAGES
from musechat import __version__

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DISTRIBUTIONS = {
    "musechat": (".", PACKAGES),
    "musechat_research": ("research", ("research",)),
    "musechat_demo": ("demo", ("demo",)),
}


@pytest.fixture(scope="module")
def wheels(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Names of the files in each wheel, built from a clean folder."""
    pytest.importorskip("setuptools", reason="setuptools is not installed")
    folder = tmp_path_factory.mktemp("wheels")
    sources = [str(clone / source) for source, _ in DISTRIBUTIONS.values()]
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, *sources],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    names = {}
    for wheel in folder.glob("*.whl"):
        distribution, version, *_ = wheel.name.split("-")
        assert version == __version__
        names[distribution] = zipfile.ZipFile(wheel).namelist()
    return names


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_a_wheel_holds_its_own_packages_and_no_others(wheels: dict[str, list[str]], distribution: str) -> None:
    roots = {name.split("/")[0] for name in wheels[distribution]}
    assert {root for root in roots if not root.endswith(".dist-info")} == set(DISTRIBUTIONS[distribution][1])


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_a_wheel_holds_every_file_of_its_packages(wheels: dict[str, list[str]], clone: Path, distribution: str) -> None:
    tracked = {
        path.relative_to(clone).as_posix()
        for package in DISTRIBUTIONS[distribution][1]
        for path in (clone / package).rglob("*")
        if path.is_file() and not {"build", "__pycache__"} & set(path.parts) and ".egg-info" not in str(path)
    }
    own_metadata = {f"{package}/pyproject.toml" for package in DISTRIBUTIONS[distribution][1]}
    assert tracked - own_metadata <= set(wheels[distribution])


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_every_package_says_that_it_is_typed(wheels: dict[str, list[str]], distribution: str) -> None:
    assert {f"{package}/py.typed" for package in DISTRIBUTIONS[distribution][1]} <= set(wheels[distribution])
