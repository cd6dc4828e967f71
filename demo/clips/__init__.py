"""The demo clips: drawn frame by frame, some with a synthesised sound track."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from demo.clips import cartoon, city, nature, rocket, storm
from demo.clips.canvas import HEIGHT, WIDTH
from demo.clips.film import FPS, Light, Scene, shoot_scene
from demo.ground_truth import DemoClip, load_truth, save_truth
from demo.version import DEMO_VERSION
from musechat.children import spawn_context

# Seeds within the scenes are part of the picture: another seed is another clip, and needs a new DEMO_VERSION.
SCENES: tuple[Scene, ...] = (
    *storm.SCENES,
    *rocket.SCENES,
    *city.SCENES,
    *nature.SCENES,
    *cartoon.SCENES,
)


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _describe_clip(scene: Scene, path: Path, light: Light) -> DemoClip:
    return DemoClip(
        file=path.name,
        sha256=_hash_file(path),
        title=scene.title,
        description=scene.description,
        duration_s=scene.seconds,
        width=WIDTH,
        height=HEIGHT,
        fps=FPS,
        cuts_s=scene.cuts_s,
        pace=scene.pace,
        warmth=round(light.warmth, 3),
        brightness=round(light.brightness, 3),
        sound=scene.heard,
        moods=scene.moods,
        fitting_styles=scene.fitting_styles,
        version=DEMO_VERSION,
    )


def draw_clip(name: str, folder: Path) -> DemoClip:
    """Draw one clip by name into ``folder``; the file appears only when it is complete.

    Raises:
        KeyError: there is no scene of that name.

    """
    scene = {s.name: s for s in SCENES}[name]
    path = folder / f"{scene.name}.mp4"
    part = folder / f".{path.name}.{os.getpid()}.part"
    try:
        light = shoot_scene(scene, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return _describe_clip(scene, path, light)


def draw_clips(folder: Path, *, names: tuple[str, ...] | None = None, workers: int | None = None) -> list[DemoClip]:
    """Draw the demo clips into a folder; complete clips of this version that are there already are kept.

    Args:
        folder: made if missing.
        names: only these scenes; all by default.
        workers: processes; all cores by default, 1 draws in this process.

    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = tuple(s.name for s in SCENES if names is None or s.name in names)
    _, known = load_truth(folder)
    done = {
        Path(c.file).stem: c
        for c in known
        if c.version == DEMO_VERSION and (folder / c.file).is_file() and _hash_file(folder / c.file) == c.sha256
    }
    missing = [n for n in wanted if n not in done]
    workers = min(workers or os.cpu_count() or 1, max(1, len(missing)))
    if workers == 1:
        drawn = [draw_clip(name, folder) for name in missing]
    else:
        with ProcessPoolExecutor(workers, mp_context=spawn_context()) as pool:
            drawn = list(pool.map(draw_clip, missing, [folder] * len(missing)))
    done.update({Path(c.file).stem: c for c in drawn})
    clips = tuple(done[n] for n in wanted)
    save_truth(folder, clips=clips)
    return list(clips)
