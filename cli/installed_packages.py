"""Checks that MuseChat's packages are its own: their names are common, and another distribution may install one too.

Imports the standard library only, so that it runs where one of the packages was overwritten.
"""

from __future__ import annotations

import importlib.util
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

DISTRIBUTION = "musechat"
# Of the serving distribution; ``research`` and ``demo`` are distributions of their own.
PACKAGES = ("bot", "cli", "language", "media", "migrations", "models", "musechat", "store", "worker")
REMEDY = "install MuseChat again, in a virtual environment of its own (docs/installing.md)"


def describe_foreign_packages() -> str | None:
    """Describe in one line which packages are not MuseChat's own, with the remedy; None where all are."""
    faults = [*_packages_elsewhere(), *_packages_claimed_twice()]
    return f"{'; '.join(faults)}: {REMEDY}" if faults else None


def packages_folder() -> Path:
    """The folder that all packages must come from: the parent of this file's package."""
    return Path(__file__).resolve().parent.parent


def _packages_elsewhere() -> list[str]:
    home = packages_folder()
    faults = []
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)  # found, not imported: a foreign package's code must not run
        if spec is None:
            faults.append(f"{name} is missing")
        elif spec.origin is None or Path(spec.origin).resolve().parent.parent != home:
            locations = spec.submodule_search_locations or [spec.origin or "nowhere"]
            faults.append(f"{name} comes from {next(iter(locations))}, not from {home}")
    return faults


def _packages_claimed_twice() -> list[str]:
    """Find packages that another distribution installed as well: in one site-packages the later one overwrote ours."""
    owners = packages_distributions()
    foreign = {owner for name in PACKAGES for owner in owners.get(name, ()) if owner.lower() != DISTRIBUTION}
    versions = {found.name: found.version for found in distributions() if found.name in foreign}
    return [
        f"{name} is also installed by {owner} {versions.get(owner, '')}".rstrip()
        for name in PACKAGES
        for owner in sorted(set(owners.get(name, ())) & foreign)
    ]
