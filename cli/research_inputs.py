"""Inputs of training and evaluation: music, analysed clips, a profile's encoders, an experiment, progress lines."""

from __future__ import annotations

import csv
import importlib.util
import time
from dataclasses import replace
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

SHIPPED = Path("models/weights")  # in a clone, relative: training the embedded profile replaces what the clone ships


def require(*modules: str) -> None:
    """Check that modules which only training needs are installed, before hours are spent.

    Raises:
        BadInput: ``not-installed``.

    """
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        what = f"This needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise BadInput("not-installed", what, RESEARCH.remedy)


def experiment_for(profile: str, config: Path | None, seed: int | None) -> Experiment:
    """Load the experiment of a file, or the one kept for a profile; ``seed`` replaces its seed."""
    from research.training.experiment import Experiment, load_experiment

    experiment = Experiment.read_toml(config) if config else load_experiment(profile)
    return experiment if seed is None else replace(experiment, seed=seed)


def weights_folder(settings: Settings, profile: str) -> Path:
    """The folder where the trained weights of a profile belong."""
    return SHIPPED if profile == "embedded" else settings.data_dir / "weights" / profile


def encoders_for(settings: Settings, profile: str) -> Profile:
    """Load the profile whose encoders compute the features."""
    from models.profiles import load_profile

    return load_profile(profile, trained=settings.data_dir / "weights" / profile)


def pair_set_in(folder: Path) -> PairSet:
    """Load the pair set in a folder, or in its ``pairs`` folder, where `musechat data build` puts it."""
    from research.datasets.pair_set import QUARTETS_FILE, PairSet

    return PairSet.load(folder if (folder / QUARTETS_FILE).is_file() else folder / "pairs")


def material(settings: Settings, data: Path | None, profile: Profile) -> DomainSources:
    """Gather the sources of synthetic pairs: the composed library, and real music and clips where ``data`` has them."""
    from research.training.synthetic_domain import DomainSources

    clips = real_clips(data, profile) if data else []
    return DomainSources(data, composed_library(settings), clips, settings.data_dir / "training")


def find_scores(data: Path | None) -> Path | None:
    """The folder of MIDI scores in a folder of real material; None where it has none."""
    folders = [] if data is None else [data / "midi", data / "more" / "midi"]
    return next((folder for folder in folders if any(folder.glob("*.mid"))), None)


def real_clips(data: Path, profile: Profile) -> list[ClipTokens]:
    """Watch the clips of ``data`` whose licence allows training on them, with eyes; each is named "project/file"."""
    from media.watch import WarmProcesses, watch_clip
    from models.scenes.recogniser import SceneRecogniser
    from research.training.material import TRAINABLE
    from research.training.synthetic_clips import ClipTokens

    with (data / "LICENSES.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "video" and row["reuse_class"] in TRAINABLE]
    found, eyes = [], SceneRecogniser()
    with WarmProcesses() as processes:
        for number, row in enumerate(rows):
            clip = watch_clip(data / row["file"], processes=processes)
            traits = replace(clip.traits, scenes=eyes.recognise_clip(clip.frames).scenes)
            tokens = profile.frames.encode_frames(clip.frames, clip.frame_times_s, traits)
            # With the project: the split into training and test is by project.
            found.append(ClipTokens(tokens, traits, f"{row['source_repo']}/{Path(row['file']).name}"))
            say("clips are watched", (number + 1) / len(rows))
    return found


def composed_library(settings: Settings) -> Path:
    """Make the composed library where it is missing; returns its folder."""
    from demo import compose_library

    require_data_folder(settings)
    folder = settings.data_dir / "demo" / "music"
    compose_library(folder, progress=lambda done, total, title: say(f"composing {title}", done / total))
    return folder


class _StepProgress:
    """Prints progress: a line when a step is done, and at most one every ``every_s`` seconds before."""

    def __init__(self, every_s: float = 5.0) -> None:
        self._every = every_s
        self._last = 0.0

    def __call__(self, what: str, share: float) -> None:
        now = time.monotonic()
        if share >= 1.0 or now - self._last >= self._every:
            self._last = now
            say(what, share)


def teller() -> _StepProgress:
    """Make a progress callback, called with a step's name and its share done (0 to 1)."""
    return _StepProgress()


def say(what: str, share: float) -> None:
    """Print one progress line on standard error; ``share`` is 0 to 1."""
    err.print(f"{100 * min(1.0, share):3.0f} % {what}", markup=False)
