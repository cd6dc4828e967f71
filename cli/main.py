"""The entry point: one command line over all rooms, one line for every error a person can meet."""

from __future__ import annotations

import logging
import sys

import typer

from cli import (
    ask,
    bot,
    data,
    db,
    demo,
    doctor,
    evaluate,
    evaluate_instruction_following,
    evaluate_retrieval,
    evaluate_taste,
    evaluate_words,
    evaluate_writer,
    library,
    train,
    turns,
    up,
    web,
    worker,
)
from cli.setup import err
from musechat import __version__
from musechat.errors import BadInput, MuseChatError, incident_id

app = typer.Typer(
    name="musechat",
    help="Recommends existing music for your video, in conversation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("up")(up.up)
app.command("worker")(worker.worker)
app.command("web")(web.web)
app.command("bot")(bot.bot)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.add_typer(library.app, name="library")
app.add_typer(db.app, name="db")
app.add_typer(turns.app, name="turns")
app.add_typer(data.app, name="data")
app.add_typer(train.app, name="train")
evaluate.app.command("taste")(evaluate_taste.taste)
evaluate.app.command("obedience")(evaluate_instruction_following.obedience)
evaluate.app.command("words")(evaluate_words.words)
evaluate.app.command("writer")(evaluate_writer.writer)
evaluate.app.command("retrieval")(evaluate_retrieval.retrieval)
app.add_typer(evaluate.app, name="evaluate")


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    """Recommends existing music for your video, in conversation."""
    if version:
        typer.echo(f"musechat {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; exit with 0 fine, 2 bad input, 1 our fault."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(0)  # the reader of our output went away, as `| head` does
    except KeyboardInterrupt:
        sys.exit(130)
    except MuseChatError as error:
        err.print(f"musechat: {error.line}", style="red", markup=False)
        sys.exit(BadInput.exit_code if isinstance(error, BadInput) else error.exit_code)
    except Exception:
        incident = incident_id()
        logging.getLogger("musechat").exception("incident %s", incident)
        err.print(f"musechat: Something went wrong on our side (incident {incident}); the story is above.", style="red")
        sys.exit(1)


if __name__ == "__main__":
    main()
