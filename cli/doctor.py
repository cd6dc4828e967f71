"""``musechat doctor``: checks what this installation has and lacks, and says how to fix it.

Each check is a function of the settings that returns a level and one line; what it raises counts as broken.
"""

from __future__ import annotations

import http.client
import json
import platform
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import typer
from rich.table import Table

from cli.doctor_discord import check_token
from cli.doctor_encoders import check_eyes, check_words
from cli.doctor_library import check_disk, check_hearing, check_library
from cli.doctor_media import check_decoder, check_links, check_recordings
from cli.doctor_reader import check_reader
from cli.doctor_services import check_blobs, check_broker, check_clock, check_vector_search
from cli.doctor_settings import check_exposure, check_names, check_observation
from cli.health_level import HealthLevel
from cli.installed_packages import describe_foreign_packages, packages_folder
from cli.missing_parts import WORKER, has_worker_packages
from cli.setup import load_settings, open_database, out
from musechat.errors import MuseChatError
from musechat.settings import Settings

HEALTH_S, HEALTH_BYTES = 5.0, 100_000  # limits of the page's health report
# They need packages that only workers have.
WORKER_CHECKS = frozenset(
    {"decoder", "AcoustID", "hearing", "speech", "torch", "models", "eyes", "words", "writer", "reader", "links"}
)
FAILING = 0.2  # share of a model's reasons that had to be replaced, above which that is noted


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """The result of one check; ``detail`` is one line, with the remedy where there is something to fix."""

    part: str
    health: HealthLevel
    detail: str


def doctor() -> None:
    """Check this installation and say how to fix what is wrong."""
    settings = load_settings(quiet=True)
    findings = [_guarded(name, check, settings) for name, check in checks_of_this_installation().items()]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    colours = {HealthLevel.FINE: "green", HealthLevel.NOTE: "yellow", HealthLevel.BROKEN: "red"}
    for finding in findings:
        table.add_row(f"[{colours[finding.health]}]{finding.health}[/]", finding.part, finding.detail)
    out.print(table)
    if any(finding.health is HealthLevel.BROKEN for finding in findings):  # for scripts; a note is no failure
        raise typer.Exit(1)


def checks_of_this_installation() -> dict[str, Callable[[Settings], tuple[HealthLevel, str]]]:
    """All checks; without those of a worker's parts where its packages are not installed."""
    if has_worker_packages():
        return CHECKS
    return {name: check for name, check in CHECKS.items() if name not in WORKER_CHECKS} | {"worker": _no_worker}


def _no_worker(_: Settings) -> tuple[HealthLevel, str]:
    return HealthLevel.NOTE, f"this installation runs the bot and the page, but no worker. {WORKER.remedy}"


def _guarded(name: str, check: Callable[[Settings], tuple[HealthLevel, str]], settings: Settings) -> HealthFinding:
    try:
        return HealthFinding(name, *check(settings))
    except MuseChatError as error:
        return HealthFinding(name, HealthLevel.BROKEN, error.line)
    except Exception as error:  # noqa: BLE001 - the doctor reports whatever it meets
        return HealthFinding(name, HealthLevel.BROKEN, f"{type(error).__name__}: {error}")


def _python(_: Settings) -> tuple[HealthLevel, str]:
    return HealthLevel.FINE, f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _packages(_: Settings) -> tuple[HealthLevel, str]:
    # Our import names are common words: a package from PyPI may have overwritten one.
    fault = describe_foreign_packages()
    return (HealthLevel.BROKEN, fault) if fault else (HealthLevel.FINE, f"all from {packages_folder()}")


def _database(settings: Settings) -> tuple[HealthLevel, str]:
    from sqlalchemy import text

    from store.migrate import read_current_revision

    # A diagnosis changes nothing: an old database is reported, not migrated, in this and the checks below.
    with open_database(settings, migrate=False) as db, db.read() as session:
        session.execute(text("SELECT 1"))
        kind = "SQLite" if db.is_sqlite else "PostgreSQL"
    return HealthLevel.FINE, f"{kind}, version {read_current_revision(settings.effective_database_url)}"


def _reasons(settings: Settings) -> tuple[HealthLevel, str]:
    """Check how many of the newest reasons came from the template because the model's were wrong or late."""
    from musechat.pick import ReasonCheck
    from store.reason_rates import count_newest_reasons

    with open_database(settings, migrate=False) as db, db.read() as session:
        counts = count_newest_reasons(session)
    # Popped first: reasons of the template are not checked, and must not count among the model's.
    plain, all_of_them = counts.pop(ReasonCheck.NONE, 0), sum(counts.values())
    if not all_of_them:
        return HealthLevel.FINE, f"{plain} told plainly, none by a model" if plain else "none yet"
    shares = ", ".join(f"{counts.get(check, 0) / all_of_them:.0%} {check}" for check in ReasonCheck if check)
    failed = counts.get(ReasonCheck.REPLACED, 0) + counts.get(ReasonCheck.LATE, 0)
    return (
        HealthLevel.NOTE if failed > FAILING * all_of_them else HealthLevel.FINE,
        f"of the newest {all_of_them}: {shares}",
    )


def _workers(settings: Settings) -> tuple[HealthLevel, str]:
    from worker.heartbeat import list_alive_workers

    with open_database(settings, migrate=False) as db, db.read() as session:
        alive, shared_file = list_alive_workers(session), db.is_sqlite
    if not alive:
        return HealthLevel.NOTE, "none is running; `musechat up` starts one, `musechat ask` brings its own"
    if shared_file and len(alive) > 1:
        remedy = "Stop all but one, or set MUSECHAT_DATABASE_URL to PostgreSQL"
        what = f"{len(alive)} share a SQLite file, which serves one: together they are slower"
        return HealthLevel.BROKEN, f"{what}. {remedy}"
    return HealthLevel.FINE, ", ".join(worker.name for worker in alive)


def _speech(_: Settings) -> tuple[HealthLevel, str]:
    from media.watch.speech_detector import PACKAGE, load_speech_detector

    if load_speech_detector() is None:
        lack = f"{PACKAGE} is missing or not the known version: speech under loud music in clips is found less often"
        return HealthLevel.NOTE, f"{lack}. {WORKER.remedy}"
    return HealthLevel.FINE, "silero-vad finds speech in clips"


def _models(settings: Settings) -> tuple[HealthLevel, str]:
    from models.hub_profiles import models_here
    from models.profiles import load_profile, trained_folder

    name = settings.profile
    fusion, fusion_detail = _fusion(settings)
    # Gigabytes of models are not downloaded for a diagnosis.
    absent = [model_id for model_id, here in models_here(name).items() if not here]
    if absent:
        return (
            HealthLevel.NOTE if fusion is HealthLevel.FINE else fusion
        ), f"profile {name}: a worker will fetch {', '.join(absent)}; {fusion_detail}"
    profile = load_profile(name, trained=trained_folder(settings.data_dir, name))
    profile.warm_up()  # loading is lazy: only running the encoders shows that their weights fit
    found = f"profile {name}: {profile.music.name} {profile.music.version}, {profile.text.name}"
    return fusion, found if name == "embedded" else f"{found}, all here; {fusion_detail}"


def _fusion(settings: Settings) -> tuple[HealthLevel, str]:
    """Check whether a profile of published models has trained fusion weights."""
    from models.hub_profiles import trained_fusion
    from models.profiles import trained_folder

    name = settings.profile
    path = trained_fusion(trained_folder(settings.data_dir, name))
    if name == "embedded" or path is not None:
        return HealthLevel.FINE, f"its fusion: {path}"
    how = f"musechat train fusion --profile {name}"
    if name == "paper":  # its encoders share no space, so nothing can stand in for a fusion
        return HealthLevel.BROKEN, f"no fusion is trained, and it cannot do without: {how}"
    return HealthLevel.NOTE, f"no fusion is trained, so phrases stand in for it: {how}"


def _writer(settings: Settings) -> tuple[HealthLevel, str]:
    from cli.doctor_writer import writer_health

    well, detail = writer_health(settings)
    # Never broken: without a writer reasons come from the template.
    return HealthLevel.FINE if well else HealthLevel.NOTE, detail


def _device(_: Settings) -> tuple[HealthLevel, str]:
    import torch

    device = torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU (nothing here needs a GPU)"
    return HealthLevel.FINE, f"torch {torch.__version__}, {device}"


def _page(settings: Settings) -> tuple[HealthLevel, str]:
    address = f"http://{settings.web_host}:{settings.web_port}"
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((settings.web_host, settings.web_port)) != 0:
            return HealthLevel.FINE, f"{address} is free"
    # Something listens there: whether it is our page, and whether that can show results, only it can say.
    try:
        report = _fetch_health(settings.web_host, settings.web_port)
    except (OSError, ValueError, http.client.HTTPException):
        return (
            HealthLevel.NOTE,
            f"{address} is taken by something that is not MuseChat, or that does not answer in time",
        )
    if report.get("code") == "sign-in":
        return HealthLevel.FINE, f"{address} is answering"
    if "error" in report:
        return HealthLevel.BROKEN, f"{address} is answering, but: {report['error']}"
    return HealthLevel.FINE, f"{address} is answering"


def _fetch_health(host: str, port: int) -> dict[str, Any]:
    """Fetch the health report of a running page.

    Raises:
        OSError, ValueError, http.client.HTTPException: it is not the page, or does not answer in time.

    """
    connection = http.client.HTTPConnection(host, port, timeout=HEALTH_S)
    try:
        connection.request("GET", "/api/health")
        report = json.loads(connection.getresponse().read(HEALTH_BYTES))
    finally:
        connection.close()
    if not isinstance(report, dict) or not ("answers" in report or report.get("code") == "sign-in"):
        raise ValueError("not a health report")
    return report


CHECKS: dict[str, Callable[[Settings], tuple[HealthLevel, str]]] = {
    "Python": _python,
    "packages": _packages,
    "settings": check_names,
    "observation": check_observation,
    "data folder": check_disk,
    "database": _database,
    "clock": check_clock,
    "files": check_blobs,
    "library": check_library,
    "hearing": check_hearing,
    "search": check_vector_search,
    "reasons": _reasons,
    "workers": _workers,
    "broker": check_broker,
    "decoder": check_decoder,
    "AcoustID": check_recordings,
    "speech": _speech,
    "torch": _device,
    "models": _models,
    "eyes": check_eyes,
    "words": check_words,
    "writer": _writer,
    "reader": check_reader,
    "page": _page,
    "sign-in": check_exposure,
    "links": check_links,
    "Discord": check_token,
}
