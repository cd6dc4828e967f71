"""``musechat token``: tokens of the HTTP API."""

from __future__ import annotations

import typer

from cli.setup import load_settings, open_database, out
from musechat.errors import BadInput
from store.api_tokens import create_token, list_tokens, revoke_token

app = typer.Typer(help="Tokens of the HTTP API.", no_args_is_help=True, add_completion=False)
TIME = "%Y-%m-%d %H:%M"


@app.command()
def create(name: str = typer.Argument(help="What the token is for; its conversations are its own.")) -> None:
    """Create a token and print it: it is shown this once."""
    with open_database(load_settings(quiet=True)) as db, db.write() as session:
        token = create_token(session, name)
    out.print(token, markup=False)


@app.command("list")
def list_all() -> None:
    """List the tokens: name, when made, when last used."""
    with open_database(load_settings(quiet=True)) as db, db.read() as session:
        tokens = list_tokens(session)
    for token in tokens:
        used = f"used {token.used_at:{TIME}}" if token.used_at else "never used"
        out.print(f"{token.name}  made {token.created_at:{TIME}}, {used} (UTC)", markup=False)
    if not tokens:
        out.print("There is none. Make one with: musechat token create NAME")


@app.command()
def revoke(name: str = typer.Argument(help="Of the token.")) -> None:
    """Revoke a token, at once; its conversations stay."""
    with open_database(load_settings(quiet=True)) as db, db.write() as session:
        if not revoke_token(session, name):
            raise BadInput("no-such-token", f"There is no token {name}", "List them with: musechat token list")
    out.print(f"{name} is revoked", markup=False)
