"""The doctor's check of the writer: which one is set, whether it is usable, whether it takes the profile's vectors."""

from __future__ import annotations

import difflib
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cli.missing_parts import HUB
from cli.writer_place import find_writer_place
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from models.writer.server.server_writer import ServerConfig
    from models.writer.spec import WriterSpec

MODEL_ID = re.compile(r"[\w.-]+/[\w.-]+")  # on the hub: whose, and which
_WRITER_REMEDY = "Set it to auto, template, embedded, a model's id on the hub (owner/name), or a model's folder"
LIBRARIES = ("transformers", "peft")  # needed by every local writer but the embedded one


def writer_health(settings: Settings) -> tuple[bool, str]:
    """Check whether reasons will be the writer's own; with one line about it.

    Raises:
        MuseChatError: the configured writer cannot be used.

    """
    from models.writer.writer_loading import find_adapter_folder, load_spec

    place = find_writer_place(settings)
    if place is None:
        return True, "plain sentences, no model"
    base, folder, server = place.base, place.folder, place.server
    well, where = _answers(server) if server else _is_here(base, folder)
    encoder = _encoder(settings)
    if encoder is None:
        return well, f"{base}, {where}; what it hears is known when the profile's models are here"
    # An adapter is trained for one encoder's vectors: with another profile's they would be noise to it.
    fits, detail = _hearing(load_spec(base, folder, encoder), find_adapter_folder(base, folder), encoder)
    return well and fits, f"{base}, {where}; {detail}"


def _answers(server: ServerConfig) -> tuple[bool, str]:
    from models.writer.server.server_writer import ServerWriter
    from models.writer.spec import WriterSpec

    writer = ServerWriter(server, WriterSpec(server.model))
    try:
        writer.check_server()
    finally:
        writer.close()
    return True, f"served as {server.model} by {server.shown}, which answers"


def _is_here(base: str, folder: Path) -> tuple[bool, str]:
    from models.encoders.hub.checkpoint import is_here
    from models.writer.spec import BASE
    from models.writer.writer_loading import EMBEDDED

    if base == EMBEDDED:
        here = (folder / BASE / "model.safetensors").is_file()
        return here, "here" if here else "not trained, so reasons are plain sentences: musechat train writer --base"
    if (near := _find_meant(base)) is not None:
        meant = f" (did you mean {near}?)" if near else ""
        raise BadInput("no-such-writer", f"MUSECHAT_WRITER={base} names no writer{meant}", _WRITER_REMEDY)
    # Found without importing: transformers takes seconds.
    lacking = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if lacking:
        return False, f"which needs {' and '.join(lacking)}. {HUB.remedy}"
    if Path(base).expanduser().is_dir():
        return is_here(base), "here" if is_here(base) else "which is no model's folder"
    return True, "here" if is_here(base) else "which a worker will fetch"


def _find_meant(base: str) -> str | None:
    """The writer that a name which is none's was meant to be, "" where none is near; None for what may be a model."""
    from models.encoders.hub.checkpoint import is_here
    from models.writer.writer_loading import AUTO, EMBEDDED, TEMPLATE

    if Path(base).expanduser().is_dir() or MODEL_ID.fullmatch(base) or is_here(base):
        return None
    return next(iter(difflib.get_close_matches(base.lower(), (AUTO, EMBEDDED, TEMPLATE), n=1, cutoff=0.6)), "")


def _encoder(settings: Settings) -> str | None:
    """Name and version of the music encoder; None while it would first have to be downloaded."""
    from models.hub_profiles import models_here
    from models.profiles import load_profile

    if not all(models_here(settings.profile).values()):
        return None
    music = load_profile(settings.profile).music
    return f"{music.name}/{music.version}"


def _hearing(spec: WriterSpec, trained: Path, encoder: str) -> tuple[bool, str]:
    from models.writer.spec import SPEC_FILE, WriterSpec

    if spec.soft_tokens:
        return True, f"hears {encoder}"
    if not (trained / SPEC_FILE).is_file():
        return True, "does not hear, is told in words"
    learnt = WriterSpec.read_spec(trained).encoder
    return False, f"learnt to hear {learnt}, not {encoder}, so it is told in words: musechat train writer"
