"""The specification of a trained writer: its base, the form of its prompts, and its languages."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from models.writer.prompt import NameStyle, PromptStyle
from musechat.errors import BadInput

SPEC_FILE = "writer.json"
BASE, ADAPTER = "base", "adapter"  # folders of a writer that was trained here


@dataclass(frozen=True)
class WriterSpec:
    """The facts about a writer that its weights do not say.

    Attributes:
        base: id or folder of the causal LM; a folder name alone lies beside the adapter's folder.
        encoder: "name/version" of the music encoder whose vectors it takes; empty where it takes none.
        music_dim: size of these vectors.
        soft_tokens: embeddings that a vector becomes.
        naming: how title and artist are given to it.
        sounds, styles: how many the prompt names, see :class:`models.writer.prompt.PromptStyle`.
        languages: in which it writes.

    """

    base: str
    encoder: str = ""
    music_dim: int = 0
    soft_tokens: int = 0
    naming: NameStyle = NameStyle.SLOT
    sounds: int = 2
    styles: int = 0
    languages: tuple[str, ...] = ("en",)

    @property
    def style(self) -> PromptStyle:
        """How facts are put to it."""
        return PromptStyle(self.naming, self.soft_tokens, self.sounds, self.styles)

    def write_spec(self, folder: Path) -> None:
        """Write it beside the adapter."""
        (folder / SPEC_FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")

    @classmethod
    def read_spec(cls, folder: Path) -> WriterSpec:
        """Read it.

        Raises:
            BadInput: ``no-writer`` where there is none, or it cannot be read.

        """
        try:
            content = json.loads((folder / SPEC_FILE).read_text("utf-8"))
            return cls(**{**content, "naming": NameStyle(content["naming"]), "languages": tuple(content["languages"])})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadInput(
                "no-writer", f"{folder} holds no trained writer ({error})", "Train one with `musechat train writer`"
            ) from error
