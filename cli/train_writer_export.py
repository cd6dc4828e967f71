"""``musechat train export-writer``: merges a trained writer's base and adapter into one model for a server."""

from __future__ import annotations

from pathlib import Path

import typer

from cli.research_inputs import require, weights_folder
from cli.setup import load_settings


def export_writer(
    out_folder: Path = typer.Option(..., "--out", help="A new folder that receives the model."),
    profile: str = typer.Option("gpu", "--profile", help="Whose writer."),
    llm: str = typer.Option("auto", "--llm", help="Its base: an id or a folder; else the profile's."),
) -> None:
    """Merge a trained writer into one model that a server loads without LoRA, with what workers send to it."""
    require("peft", "transformers")
    from models.writer.server.writer_export import export_writer
    from models.writer.writer_loading import find_writer_folder, resolve_base

    settings = load_settings(quiet=True)
    folder = find_writer_folder(
        resolve_base(llm, profile), weights_folder(settings, "embedded"), weights_folder(settings, profile)
    )
    spec = export_writer(folder, out_folder)
    typer.echo(f"Wrote {out_folder}, made of {spec.base}, which hears {spec.encoder}.")
    typer.echo(f"Serve it with: vllm serve {out_folder} --enable-prompt-embeds --served-model-name {spec.base}")
