"""Opening the writer that is set: which base, whether it hears, where it runs."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from language.languages import list_codes
from models.writer.known_words import read_words
from models.writer.prompt import NameStyle
from models.writer.spec import ADAPTER, BASE, SPEC_FILE, WriterSpec
from models.writer.write_request import TextGenerator
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from models.writer.server.server_writer import ServerConfig

AUTO, TEMPLATE, EMBEDDED = "auto", "template", "embedded"
OF_PROFILE = {
    "embedded": EMBEDDED,
    "base": EMBEDDED,
    "gpu": "Qwen/Qwen3-4B-Instruct-2507",
    "paper": "lmsys/vicuna-7b-v1.5",
}
FOLDER = "writer"  # of the weights: base and adapter of the embedded writer; adapters of others by their base's name
MAX_NAMED_TAGS = 4  # instruments, and styles, that are named to a model that does not hear
ALL_LANGUAGES = list_codes()

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LoadedWriter:
    """An opened model: what writes, how it is told, its name in a reason's source, and the words that it has learnt.

    ``words`` is None for a model that may write any.
    """

    writes: TextGenerator
    spec: WriterSpec
    name: str
    words: frozenset[str] | None = None


def resolve_base(writer: str, profile: str) -> str:
    """The base that a setting means: an id, a folder, "embedded", or "template" for none."""
    return OF_PROFILE[profile] if writer == AUTO else writer


def find_configured_base(settings: Settings) -> str:
    """The base that settings mean; where a server writes in the embedded one's place, the model that it has.

    Raises:
        BadInput: ``writer-model`` where a server is set, but not what to ask there.

    """
    base = resolve_base(settings.writer, settings.profile)
    if base != EMBEDDED or not settings.writer_url:
        return base
    if not settings.writer_model:
        raise BadInput(
            "writer-model", "A server writes, but it is not said which of its models", "Set MUSECHAT_WRITER_MODEL"
        )
    return settings.writer_model


def find_configured_server(settings: Settings, base: str) -> ServerConfig | None:
    """The server that settings name for ``base``; None where the model runs in this process, or there is none.

    Raises:
        BadInput: ``writer-server`` where its address is none.

    """
    if not settings.writer_url or base == TEMPLATE:
        return None
    from models.writer.server.server_writer import ServerConfig

    return ServerConfig(settings.writer_url, settings.writer_model or base, settings.writer_key.get_secret_value())


def find_writer_folder(base: str, shipped: Path, trained: Path | None) -> Path:
    """Where a base's adapter lies: the embedded one's beside the shipped weights, others' with what was trained."""
    if base == EMBEDDED or trained is None:
        return shipped / FOLDER
    return trained / FOLDER / base.strip("/").replace("/", "--")


def find_adapter_folder(base: str, folder: Path) -> Path:
    """Where what was learnt lies: in a base that is an exported model itself, else in the adapter of its folder."""
    return Path(base) if (Path(base) / SPEC_FILE).is_file() else folder / ADAPTER


def load_spec(base: str, folder: Path, encoder: str) -> WriterSpec:
    """How a base is told: as its adapter says where that hears this encoder, else everything in words.

    Args:
        base: see :func:`resolve_base`.
        folder: holds the adapter, where there is one.
        encoder: whose vectors the library has, "name/version".

    """
    trained = find_adapter_folder(base, folder)
    if (trained / SPEC_FILE).is_file():
        spec = WriterSpec.read_spec(trained)
        if (
            spec.encoder.partition("+")[0] == encoder.partition("+")[0]
        ):  # the same weights, whatever their input's level
            return spec if trained == folder / ADAPTER else replace(spec, base=base)
        log.info("the writer in %s learnt to hear %s, not %s: it is told in words", folder, spec.encoder, encoder)
    if base == EMBEDDED:
        return WriterSpec(BASE, sounds=MAX_NAMED_TAGS, styles=MAX_NAMED_TAGS)
    return WriterSpec(
        base, naming=NameStyle.TEXT, sounds=MAX_NAMED_TAGS, styles=MAX_NAMED_TAGS, languages=ALL_LANGUAGES
    )


def load_writer(base: str, folder: Path, encoder: str, server: ServerConfig | None = None) -> LoadedWriter:
    """Load a base and, where it was trained to hear ``encoder``, its adapter; or find the server that has it.

    Raises:
        BadInput: ``no-base`` where it cannot be loaded, ``writer-server`` where the server does not do.

    """
    spec = load_spec(base, folder, encoder)
    name = (server.model if server else base).rstrip("/").rsplit("/", 1)[-1]
    if server is not None:
        return LoadedWriter(_open_server_writer(server, spec, find_adapter_folder(base, folder)), spec, name)
    words = read_words(folder / BASE, folder / ADAPTER) if base == EMBEDDED else None
    return LoadedWriter(_open_local_writer(base, spec, folder), spec, name, words)


def _open_server_writer(server: ServerConfig, spec: WriterSpec, trained: Path) -> TextGenerator:
    from models.writer.server.projection import Projection
    from models.writer.server.server_writer import ServerWriter

    projection = Projection.load_projection(trained, spec.soft_tokens) if spec.soft_tokens else None
    writer = ServerWriter(server, spec, projection)
    try:
        writer.check_server()
    except BadInput:
        writer.close()
        raise
    return writer


def _open_local_writer(base: str, spec: WriterSpec, folder: Path) -> TextGenerator:
    """The embedded model by itself; any other by transformers and peft, which are imported only then."""
    from models.writer.batcher import Batcher

    if base == EMBEDDED:
        from models.writer.small_writer import SmallWriter

        adapter = folder / ADAPTER if spec.soft_tokens else None
        return Batcher(SmallWriter.load_writer(folder / BASE, adapter, spec.music_dim))
    from models.writer.base_loading import load_explainer
    from models.writer.generate import ProjectedGenerator

    generator = ProjectedGenerator(*load_explainer(spec, folder))
    batcher = Batcher(generator)
    for request in generator.make_warm_ups():
        batcher.generate_texts(request)  # in the thread that will write: what is compiled is kept by thread
    return batcher


def without_music(voice: LoadedWriter) -> LoadedWriter:
    """The same model told the same lines, with nothing to hear: to see what hearing is worth."""
    return replace(voice, spec=replace(voice.spec, soft_tokens=0))
