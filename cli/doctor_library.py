"""Doctor's checks of the library and its disk. Counts and samples only: a large library is never loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

from cli.health_level import HealthLevel
from cli.setup import open_database, require_data_folder
from musechat.settings import Settings

SAMPLE = 50  # tracks whose files are looked for
LOW_DISK = 2 * 1024**3  # bytes
FULL_DISK = 200 * 1024**2  # bytes: one clip of the largest size
GIB = 1024**3


def check_disk(settings: Settings) -> tuple[HealthLevel, str]:
    """Check the data folder: that it can be used, is private, and has room."""
    from store.private_files import is_private

    require_data_folder(settings)
    free = shutil.disk_usage(settings.data_dir).free
    detail = f"{settings.data_dir} ({free / GIB:.1f} GiB free)"
    if free < LOW_DISK:
        remedy = "Free some there, keep clips for less time (MUSECHAT_CLIP_HOURS), or move MUSECHAT_DATA_DIR"
        return HealthLevel.BROKEN if free < FULL_DISK else HealthLevel.NOTE, f"{detail}, nearly full. {remedy}"
    if not is_private(settings.data_dir):
        return HealthLevel.NOTE, f"{detail}; other users can look into it, run: chmod go= {settings.data_dir}"
    return HealthLevel.FINE, detail


def check_library(settings: Settings) -> tuple[HealthLevel, str]:
    """Check that there is music, and that its files are where they were added."""
    from store.page_access import count_tracks
    from store.track_sample import sample_paths

    with open_database(settings, migrate=False) as db, db.read() as session:
        count = count_tracks(session)
        paths = [Path(path) for path in sample_paths(session, SAMPLE)]
    if not count:
        return HealthLevel.NOTE, "empty; add music with: musechat library add FOLDER"
    gone = [path for path in paths if not path.is_file()]
    if not gone:
        return HealthLevel.FINE, f"{count} tracks"
    remedy = "Mount their disk on this machine under the same path, or add them anew: musechat library add FOLDER"
    if len(gone) == len(paths):
        return HealthLevel.BROKEN, f"{count} tracks, and their files are gone: {gone[0]} and others. {remedy}"
    detail = f"{count} tracks; of {len(paths)} looked at, {len(gone)} files are gone: {gone[0]}"
    return HealthLevel.NOTE, f"{detail}. {remedy}"


def check_hearing(settings: Settings) -> tuple[HealthLevel, str]:
    """Check that the library was heard by the encoder that serves: what it did not hear cannot be picked."""
    from models.hub_profiles import models_here
    from models.profiles import load_profile
    from store.page_access import count_tracks
    from store.track_sample import count_heard_tracks

    if not all(models_here(settings.profile).values()):
        return HealthLevel.FINE, "known once the profile's models are here"
    music = load_profile(settings.profile).music
    with open_database(settings, migrate=False) as db, db.read() as session:
        count, heard = count_tracks(session), count_heard_tracks(session, music.name, music.version)
    name = f"{music.name} {music.version}"
    if heard >= count:
        return HealthLevel.FINE, f"all by {name}" if count else "nothing yet"
    remedy = "A worker that takes `infer` turns hears them by itself: keep one running (musechat worker)"
    detail = f"{name} has heard {heard} of {count} tracks; the others cannot be picked. {remedy}"
    return HealthLevel.NOTE if heard else HealthLevel.BROKEN, detail
