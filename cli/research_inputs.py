"""What training and evaluation start with: music, clips that were watched, a profile's encoders, an experiment."""

from __future__ import annotations

import csv
import importlib.util
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cli.missing_parts import RESEARCH
from cli.setup import err, require_data_folder
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from models.profiles import Profile
    from research.datasets.pair_set import PairSet
    from research.training.experiment import Experiment
    from research.training.synthetic_clips import ClipTokens
    from research.training.synthetic_domain import DomainSources

SHIPPED = Path("models/weights")  # of a checkout: training the embedded profile renews what it ships


def require(*modules: str) -> None:
    """Make sure of what only training needs, before hours are spent.

    Raises:
        BadInput: ``not-installed``.

    """
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        what = f"This needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise BadInput("not-installed", what, RESEARCH.remedy)


def experiment_for(profile: str, config: Path | None, seed: int | None) -> Experiment:
    """The experiment in a file, or the one that is kept for a profile; with another seed where one is given."""
    from dataclasses import replace

    from research.training.experiment import Experiment, load_experiment

    experiment = Experiment.read_toml(config) if config else load_experiment(profile)
    return experiment if seed is None else replace(experiment, seed=seed)


def weights_folder(settings: Settings, profile: str) -> Path:
    """Where the trained weights of a profile belong."""
    return SHIPPED if profile == "embedded" else settings.data_dir / "weights" / profile


def encoders_for(settings: Settings, profile: str) -> Profile:
    """The profile whose encoders make the features."""
    from models.profiles import load_profile

    return load_profile(profile, trained=settings.data_dir / "weights" / profile)


def pair_set_in(folder: Path) -> PairSet:
    """The pair set in a folder, or in its ``pairs`` folder, where `musechat data build` puts it."""
    from research.datasets.pair_set import QUARTETS_FILE, PairSet

    return PairSet.load(folder if (folder / QUARTETS_FILE).is_file() else folder / "pairs")


def material(settings: Settings, data: Path | None, profile: Profile) -> DomainSources:
    """What pairs are made of: the composed library, and real music and clips where ``data`` has them."""
    from research.training.synthetic_domain import DomainSources

    clips = real_clips(data, profile) if data else []
    return DomainSources(data, composed_library(settings), clips, settings.data_dir / "training")


def real_clips(data: Path, profile: Profile) -> list[ClipTokens]:
    """Watch the clips of ``data`` whose licence allows to learn from them, each named "project/file"."""
    from media.watch import WarmProcesses, watch_clip
    from research.training.material import TRAINABLE
    from research.training.synthetic_clips import ClipTokens

    with (data / "LICENSES.csv").open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["kind"] == "video" and r["reuse_class"] in TRAINABLE]
    found = []
    with WarmProcesses() as processes:
        for number, row in enumerate(rows):
            seen = watch_clip(data / row["file"], processes=processes)
            tokens = profile.frames.encode_frames(seen.frames, seen.frame_times_s, seen.traits)
            found.append(ClipTokens(tokens, seen.traits, f"{row['source_repo']}/{Path(row['file']).name}"))
            say("clips are watched", (number + 1) / len(rows))
    return found


def composed_library(settings: Settings) -> Path:
    """Make the composed library where it is missing."""
    from demo import compose_library

    require_data_folder(settings)
    folder = settings.data_dir / "demo" / "music"
    compose_library(folder, progress=lambda done, total, title: say(f"composing {title}", done / total))
    return folder


class _StepProgress:
    """Says what is being done: a line when something is done, then one every few seconds."""

    def __init__(self, every_s: float = 5.0) -> None:
        self._every = every_s
        self._last = 0.0

    def __call__(self, what: str, share: float) -> None:
        now = time.monotonic()
        if share >= 1.0 or now - self._last >= self._every:
            self._last = now
            say(what, share)


def teller() -> _StepProgress:
    """Somebody to tell how far things are."""
    return _StepProgress()


def say(what: str, share: float) -> None:
    """One line about how far something is."""
    err.print(f"{100 * min(1.0, share):3.0f} % {what}", markup=False)
