"""``musechat db``: migrates the database, and backs it up."""

from __future__ import annotations

from pathlib import Path

import typer

from cli.setup import load_settings, out, require_data_folder
from store import migrate
from store.backup import back_up
from store.backup import restore as restore_backup

app = typer.Typer(help="Bring the database up to date, and back it up.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the database to this version's tables; a SQLite file is backed up first."""
    url = _url()
    # Not by :func:`open_database`, which migrates silently before anything can be reported.
    before = migrate.read_current_revision(url)
    migrate.upgrade_database(url)
    after = migrate.read_current_revision(url)
    if before == after:
        _print_line(f"The database is up to date (revision {after}).")
    elif before is None:
        _print_line(f"The database was made (revision {after}).")
    else:
        _print_line(f"The database was brought from revision {before} to {after}.")


@app.command()
def backup(path: Path | None = typer.Argument(None, help="The copy's file or folder; default: beside it.")) -> None:
    """Copy a SQLite database, complete and consistent, also while MuseChat runs."""
    copy = back_up(_url(), path)
    _print_line(f"The backup is {copy} ({copy.stat().st_size / 1024:.0f} KiB).")


@app.command()
def restore(path: Path = typer.Argument(help="A file that `musechat db backup` has written.")) -> None:
    """Put a backup in a SQLite database's place; stop MuseChat first. The present database is kept beside it."""
    url = _url()
    kept = restore_backup(url, path)
    _print_line(f"{path} is the database now." + (f" The one before is {kept}." if kept else ""))
    _print_line(f"It is at revision {migrate.read_current_revision(url)}; `musechat db upgrade` brings it up to date.")


@app.command()
def status() -> None:
    """Say which revision the database is at, and which one this version needs."""
    present, needed = migrate.read_current_revision(_url()), migrate.read_head_revision()
    if present == needed:
        _print_line(f"The database is up to date (revision {present}).")
    else:
        _print_line(
            f"The database is at revision {present or 'none'}, this version needs {needed}. Run: musechat db upgrade"
        )


@app.command(hidden=True)
def downgrade(revision: str = typer.Argument(help='A revision, or "base" for no tables at all.')) -> None:
    """Take the database back to an older revision; a SQLite file is backed up first."""
    url = _url()
    migrate.downgrade_database(url, revision)
    _print_line(f"The database is at revision {migrate.read_current_revision(url) or 'none'}.")


def _url() -> str:
    settings = load_settings(quiet=True)
    if not settings.database_url:  # the default is a file in the data folder
        require_data_folder(settings)
    return settings.effective_database_url


def _print_line(line: str) -> None:
    out.print(line, markup=False)
