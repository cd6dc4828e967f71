"""Common setup of all commands: consoles, settings, logs, the data folder, the database."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError
from rich.console import Console

from musechat.errors import BadInput
from musechat.logs import configure_logs
from musechat.redaction import find_passwords
from musechat.settings import Settings
from store.database import Database
from store.private_files import restrict_folder, restrict_new_files

# Without a terminal there is no width to keep to: a table in a file or a pipe is as wide as it needs.
WIDTH = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 200

out = Console(highlight=False, soft_wrap=True, width=WIDTH)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def load_settings(*, quiet: bool = False) -> Settings:
    """Read and validate the settings, and configure the logs.

    Args:
        quiet: log warnings only, for commands that print a result; a level other than the default is respected.

    Raises:
        BadInput: ``settings``: a setting is invalid; the line names it.

    """
    try:
        settings = Settings()
    except ValidationError as error:
        # One at a time: pydantic's own report spans many lines, and would print the value, which may be a secret.
        first = error.errors()[0]
        name = "MUSECHAT_" + "_".join(str(p) for p in first["loc"]).upper()
        raise BadInput(
            "settings",
            f"{name} cannot be used: {first['msg']}",
            "Fix it in the environment or in .env (.env.example shows all)",
        ) from error
    level = "warning" if quiet and settings.log_level == "info" else settings.log_level
    configure_logs(level, as_json=settings.log_json, secrets=list_secrets(settings))
    return settings


def list_secrets(settings: Settings) -> list[str]:
    """List what no log may contain: the keys, the token, and the passwords in URLs."""
    keys = [
        *(settings.discord_token, settings.writer_key, settings.llm_key, settings.opensubsonic_password),
        *(settings.jellyfin_key, settings.plex_token, settings.jamendo_client_id, settings.web_password),
        settings.sentry_dsn,
    ]
    urls = [
        *(settings.database_url, settings.broker_url, settings.blob_url, settings.writer_url),
        *(settings.opensubsonic_url, settings.jellyfin_url, settings.plex_url, settings.otel_endpoint),
    ]
    return [key.get_secret_value().strip() for key in keys if key] + [p for url in urls for p in find_passwords(url)]


def require_data_folder(settings: Settings) -> None:
    """Create the data folder where it is missing, and restrict it to this user.

    Raises:
        BadInput: ``data-folder``: it cannot be created, read or written.

    """
    folder = settings.data_dir
    restrict_new_files()  # first, so that the folder itself is created without access for others
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error.strerror or "no reason given") from error
    # Creating an existing folder succeeds whoever owns it, so access is checked as well.
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(folder, "no permission")
    restrict_folder(folder)


def _unusable(folder: object, why: str) -> BadInput:
    return BadInput(
        "data-folder",
        f"The data folder {folder} cannot be used ({why})",
        "Choose a folder that you may read and write with MUSECHAT_DATA_DIR",
    )


@contextmanager
def open_database(settings: Settings, *, migrate: bool = True) -> Iterator[Database]:
    """Open the database of these settings, and close it on leaving.

    Args:
        settings: of the installation.
        migrate: whether to migrate it to the code's version first; otherwise it must have that version.

    Raises:
        BadInput: the data folder or the database is unusable, or the database is from another version.

    """
    from store.migrate import require_current, upgrade_database  # Alembic takes a while to import

    require_data_folder(settings)
    if migrate:
        upgrade_database(settings.effective_database_url)
    database = Database(settings.effective_database_url)
    try:
        if not migrate:
            require_current(database)
        yield database
    finally:
        database.close()
