"""Where the configured writer is: its base, the folder of what it learnt, and the server that runs it, if any."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from musechat.settings import Settings

if TYPE_CHECKING:
    from models.writer.server.server_writer import ServerConfig


@dataclass(frozen=True)
class WriterPlace:
    """What is needed to open a writer; ``server`` is None where its model runs in this process."""

    base: str
    folder: Path
    server: ServerConfig | None


def find_writer_place(settings: Settings, weights: Path | None = None) -> WriterPlace | None:
    """Find the configured writer; None where the template is configured.

    Args:
        settings: of the installation.
        weights: the folder to read, in place of the installation's.

    Raises:
        BadInput: ``writer-model`` or ``writer-server`` where the settings of a server do not do.

    """
    from models.profiles import SHIPPED_WEIGHTS, trained_folder
    from models.writer.writer_loading import (
        TEMPLATE,
        find_configured_base,
        find_configured_server,
        find_writer_folder,
    )

    base = find_configured_base(settings)
    if base == TEMPLATE:
        return None
    trained = trained_folder(settings.data_dir, settings.profile)
    folder = weights or find_writer_folder(base, SHIPPED_WEIGHTS, trained)
    return WriterPlace(base, folder, find_configured_server(settings, base))
