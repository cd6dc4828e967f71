"""``musechat train writer-words``: lists the words that the embedded writer has learnt, beside its weights."""

from __future__ import annotations

from pathlib import Path

import typer

from cli.research_inputs import SHIPPED


def write_writer_words(
    out_folder: Path = typer.Option(SHIPPED / "writer" / "base", "--out", help="Folder of the base's weights."),
) -> None:
    """List the words of the grammar that the embedded writer learns from; its texts may hold no others.

    `musechat train writer --base` does so too. To be run by itself where the grammar has changed and the weights stay.
    """
    from models.writer.known_words import write_words
    from research.training.learnt_words import list_grammar_words

    words = list_grammar_words()
    typer.echo(f"Wrote {write_words(out_folder, words)}, {len(words)} words.")
