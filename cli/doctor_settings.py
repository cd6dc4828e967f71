"""Doctor's checks of what is set: names that no setting has, and a page that the network reaches."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from cli.health_level import HealthLevel
from cli.missing_parts import OBSERVE
from cli.observation import describe_receivers
from musechat.settings import Settings

# As much as the names of settings begin with, and slips of it.
OURS = re.compile(r"(?i)(muse|mues|musce|mus_?chat|discord)")
ASSIGNED = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", re.MULTILINE)
TESTS = "MUSECHAT_TEST_"
ALIKE = 0.8  # of difflib's ratio: one letter more, less or swapped in a name
EVERYBODY = 2**24  # addresses: who trusts more proxies than a private network has trusts the internet


def check_names(_: Settings) -> tuple[HealthLevel, str]:
    """Check the names in the environment and in ``.env``: a misspelt setting has no effect, and nothing says so."""
    given = sorted({*os.environ, *_read_env_file(Path(".env"))})
    faults = find_misspelt(given, list_setting_names())
    if not faults:
        return HealthLevel.FINE, "every name is one of a setting"
    guesses = [f"{name} (did you mean {guess}?)" if guess else name for name, guess in faults.items()]
    verb = "are no settings, and have" if len(guesses) > 1 else "is no setting, and has"
    remedy = "Correct it in the environment or in .env; .env.example has all names"
    return HealthLevel.BROKEN, f"{', '.join(guesses)} {verb} no effect. {remedy}"


def find_misspelt(given: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Map each name that looks like a setting's and is none to the one that was meant; "" where none is near."""
    names = list(known)
    found: dict[str, str] = {}
    for name in given:
        if name.upper() in names or name.upper().startswith(TESTS) or not OURS.match(name):
            continue
        near = difflib.get_close_matches(name.upper(), names, n=1, cutoff=ALIKE)
        if near or name.upper().startswith("MUSECHAT_"):
            found[name] = near[0] if near else ""
    return found


def list_setting_names() -> list[str]:
    """List the names of all settings, as the environment has them."""
    fields = Settings.model_fields.items()
    return [str(field.validation_alias or f"MUSECHAT_{name}".upper()) for name, field in fields]


def check_exposure(settings: Settings) -> tuple[HealthLevel, str]:
    """Check who reaches the page, and what keeps strangers out.

    Raises:
        BadInput: ``no-sign-in``: nothing does.

    """
    from bot.web.sign_in import require_way_in

    require_way_in(settings)
    if settings.on_loopback:
        return HealthLevel.FINE, "on this machine only"
    if settings.web_user_header and (wide := [n for n in settings.trusted_networks if n.num_addresses > EVERYBODY]):
        remedy = "Name your proxy's own address in MUSECHAT_WEB_TRUSTED_PROXIES"
        return HealthLevel.BROKEN, f"anybody in {wide[0]} may say who they are, by a header. {remedy}"
    how = "a password" if settings.web_password.get_secret_value() else f"the header {settings.web_user_header}"
    if not settings.public_origin.startswith("https://"):
        remedy = "Put a proxy with TLS before it, and name its address in MUSECHAT_PUBLIC_URL (docs/operating.md)"
        return HealthLevel.NOTE, f"needs {how}, but travels readable where it is not https. {remedy}"
    return HealthLevel.FINE, f"{settings.public_origin}, needs {how}"


def check_observation(settings: Settings) -> tuple[HealthLevel, str]:
    """Check whether errors and spans can be reported where the settings say so."""
    try:
        receivers = describe_receivers(settings)
    except ImportError as error:
        return HealthLevel.BROKEN, f"set, but {error.name} is not installed, so nothing is reported. {OBSERVE.remedy}"
    except ValueError:
        remedy = "Copy it from the project's settings at Sentry"
        return HealthLevel.BROKEN, f"MUSECHAT_SENTRY_DSN is no DSN, so no error is reported. {remedy}"
    return HealthLevel.FINE, "; ".join(receivers) or "nothing is reported to anybody"


def _read_env_file(path: Path) -> list[str]:
    return ASSIGNED.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
