"""What operators deploy with: image, compose files, systemd units and proxies say what this version understands."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.doctor_settings import list_setting_names
from cli.main import MuseChatCommands
from cli.worker import parse_queues

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ("compose.yaml", "compose.production.yaml")
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
TO_COMPOSE = {"MUSECHAT_VERSION"}  # which compose itself reads
DEPLOYED = [ROOT / "Dockerfile", *(ROOT / name for name in COMPOSE), *UNITS, *(ROOT / "deploy").glob("*/*")]


@pytest.fixture(scope="module", params=COMPOSE)
def services(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / request.param).read_text())["services"]
    return found


def commands_of(services: dict[str, Any]) -> Iterator[list[str]]:
    for service in services.values():
        if "musechat" in service["image"]:
            yield service.get("command", ["up"])
            test = service.get("healthcheck", {}).get("test")
            if test:
                yield test[2:]


def stages() -> list[list[str]]:
    """The instructions of each stage of the Dockerfile, lines joined, comments left out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", "")
    return [stage.splitlines() for stage in re.split(r"^(?=FROM )", text, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize("file", DEPLOYED, ids=lambda file: str(file.name))
def test_every_setting_that_is_named_exists(file: Path) -> None:
    named = set(re.findall(r"\b(?:MUSECHAT_[A-Z_]+|DISCORD_TOKEN)\b", file.read_text()))
    assert named - set(list_setting_names()) - TO_COMPOSE == set()


def test_every_command_that_is_named_exists(services: dict[str, Any]) -> None:
    for words in commands_of(services):
        assert words[0] in MuseChatCommands.sources, words
        if "--queues" in words:
            parse_queues(words[words.index("--queues") + 1])


def test_no_container_has_more_rights_than_it_needs(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service.get("logging", {}).get("options", {}).get("max-size") or service.get("restart") == "no", name
        if "musechat" in service["image"]:
            assert (service["read_only"], service["cap_drop"], service["init"]) == (True, ["ALL"], True), name
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), "a proxy or the operator opens it further"


def test_only_the_bot_gets_its_token_and_only_the_page_its_password() -> None:
    services = yaml.safe_load((ROOT / "compose.production.yaml").read_text())["services"]
    for name, service in services.items():
        if "musechat" in service["image"]:
            given = service["environment"]
            assert bool(given["DISCORD_TOKEN"]) == (name == "bot")
            assert bool(given["MUSECHAT_WEB_PASSWORD"]) == (name == "page")


def test_the_last_stage_of_the_image_is_small_and_nobodys() -> None:
    *_, last = stages()
    text = "\n".join(last)
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert len(re.findall(r"^VOLUME ", text, re.MULTILINE)) == 1
    assert re.search(r"^HEALTHCHECK .*\"musechat\", \"health\"\]$", text, re.MULTILINE)
    assert not re.search(r"apt-get|pip install|gcc|build-essential|-dev\b", text)
    assert text.index("COPY --from=build") < text.index("USER ")


def test_nothing_but_what_is_listed_reaches_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    wanted = [line[1:] for line in lines if line.startswith("!")]
    assert "*" in lines
    assert all((ROOT / name).exists() for name in wanted)
    assert not {".env", ".git", "tests", ".venv"} & set(wanted)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_run_commands_that_exist(unit: Path) -> None:
    for line in re.findall(r"^ExecStart=/opt/musechat/\.venv/bin/musechat (\S+)", unit.read_text(), re.MULTILINE):
        assert line in MuseChatCommands.sources


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_understood_by_systemd(unit: Path, tmp_path: Path) -> None:
    copy = tmp_path / unit.name
    copy.write_text(re.sub(r"/opt/musechat/\.venv/bin/musechat", "/bin/true", unit.read_text()))
    if unit.suffix == ".timer":
        shutil.copy(unit.with_suffix(".service"), tmp_path)
    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "musechat" in line and "is not executable" not in line]
    assert said == []


def test_a_backup_leaves_out_what_is_computed_again() -> None:
    from store.vectors import _TABLE

    script = (ROOT / "deploy/backup.sh").read_text()
    assert "track_places" in _TABLE
    assert "--exclude-table-data=track_places" in script
