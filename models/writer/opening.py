"""Opening the writer that is set: which base, whether it hears, where it runs."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from models.writer.prompt import Naming
from models.writer.request import Writes
from models.writer.spec import ADAPTER, BASE, SPEC_FILE, WriterSpec

AUTO, TEMPLATE, EMBEDDED = "auto", "template", "embedded"
OF_PROFILE = {
    "embedded": EMBEDDED,
    "base": EMBEDDED,
    "gpu": "Qwen/Qwen3-4B-Instruct-2507",
    "paper": "lmsys/vicuna-7b-v1.5",
}
FOLDER = "writer"  # of the weights: base and adapter of the embedded writer; adapters of others by their base's name
TOLD = 4  # instruments, and styles, that are named to a model that does not hear
ALL_LANGUAGES = ("en", "de", "es", "fr", "ja")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Voice:
    """An opened model: what writes, how it is told, and its name in a reason's source."""

    writes: Writes
    spec: WriterSpec
    name: str


def base_named(writer: str, profile: str) -> str:
    """The base that a setting means: an id, a folder, "embedded", or "template" for none."""
    return OF_PROFILE[profile] if writer == AUTO else writer


def writer_folder(base: str, shipped: Path, trained: Path | None) -> Path:
    """Where a base's adapter lies: the embedded one's beside the shipped weights, others' with what was trained."""
    if base == EMBEDDED or trained is None:
        return shipped / FOLDER
    return trained / FOLDER / base.strip("/").replace("/", "--")


def spec_for(base: str, folder: Path, encoder: str) -> WriterSpec:
    """How a base is told: as its adapter says where that hears this encoder, else everything in words.

    Args:
        base: see :func:`base_named`.
        folder: holds the adapter, where there is one.
        encoder: whose vectors the library has, "name/version".

    """
    if (folder / ADAPTER / SPEC_FILE).is_file():
        spec = WriterSpec.read(folder / ADAPTER)
        if spec.encoder == encoder:
            return spec
        log.info("the writer in %s learnt to hear %s, not %s: it is told in words", folder, spec.encoder, encoder)
    if base == EMBEDDED:
        return WriterSpec(BASE, sounds=TOLD, styles=TOLD)
    return WriterSpec(base, naming=Naming.TEXT, sounds=TOLD, styles=TOLD, languages=ALL_LANGUAGES)


def open_voice(base: str, folder: Path, encoder: str) -> Voice:
    """Load a base and, where it was trained to hear ``encoder``, its adapter.

    Raises:
        BadInput: ``no-base`` where it cannot be loaded.

    """
    from models.writer.batcher import Batcher

    spec = spec_for(base, folder, encoder)
    return Voice(Batcher(_opened(base, spec, folder)), spec, base.rstrip("/").rsplit("/", 1)[-1])


def _opened(base: str, spec: WriterSpec, folder: Path) -> Writes:
    """The embedded model by itself; any other by transformers and peft, which are imported only then."""
    if base == EMBEDDED:
        from models.writer.small_writer import SmallWriter

        return SmallWriter.load(folder / BASE, folder / ADAPTER if spec.soft_tokens else None, spec.music_dim)
    from models.writer.generate import Generator
    from models.writer.loading import load_explainer

    return Generator(*load_explainer(spec, folder))


def silent(voice: Voice) -> Voice:
    """The same model told the same lines, with nothing to hear: to see what hearing is worth."""
    return replace(voice, spec=replace(voice.spec, soft_tokens=0))
