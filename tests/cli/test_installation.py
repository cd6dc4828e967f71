"""MuseChat's packages have plain names: another distribution that owns one is named, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cli.doctor import CHECKS, HealthLevel
from cli.installed_packages import PACKAGES, REMEDY, describe_foreign_packages
from musechat.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def install_stranger(site: Path, name: str) -> None:
    """Lay a distribution down as pip would: its package, and the metadata that claims it."""
    (site / name).mkdir(parents=True)
    (site / name / "__init__.py").touch()
    info = site / f"{name}_things-1.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-things\nVersion: 1.5\n")
    (info / "top_level.txt").write_text(f"{name}\n")
    (info / "RECORD").write_text(f"{name}/__init__.py,,\n")


def run_with(tmp_path: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code where the stranger's packages lie before ours, as an overwritten or an earlier site-packages would."""
    path = os.pathsep.join((str(tmp_path / "site"), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=tmp_path, env=environment
    )


def test_the_packages_looked_at_are_the_packages_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found = {pattern.removesuffix("*") for pattern in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert set(PACKAGES) == found


def test_nothing_is_said_of_an_installation_of_its_own(tmp_path: Path) -> None:
    assert describe_foreign_packages() is None
    assert CHECKS["packages"](Settings(_env_file=None, data_dir=tmp_path))[0] is HealthLevel.FINE


@pytest.mark.slow
def test_the_doctor_names_a_package_that_another_distribution_installs(tmp_path: Path) -> None:
    install_stranger(tmp_path / "site", "media")
    done = run_with(tmp_path, "from cli.doctor import CHECKS; print(*CHECKS['packages'](None), sep=': ')")
    assert done.stdout.splitlines() == [
        f"broken: media comes from {tmp_path / 'site' / 'media'}, not from {ROOT}; "
        f"media is also installed by media-things 1.5: {REMEDY}"
    ]


def test_a_package_without_which_nothing_starts_is_one_line(tmp_path: Path) -> None:
    install_stranger(tmp_path / "site", "store")
    code = (
        "import sys\n"
        # An editable install finds our modules whoever owns their package; an installed one does not.
        "sys.meta_path = [finder for finder in sys.meta_path if 'Editable' not in str(finder)]\n"
        "sys.argv[1:] = ['library', 'list']\n"
        "from cli.start import main; main()"
    )
    done = run_with(tmp_path, code)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith(f"musechat: store comes from {tmp_path / 'site' / 'store'}")
    assert line.endswith(REMEDY)
