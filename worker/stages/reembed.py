"""Re-embeds the library with a changed music encoder, in the background; the earlier models serve until it ends."""

from __future__ import annotations

import logging
import threading

from filelock import FileLock

from musechat.settings import Settings
from store.database import Database
from store.track_library import list_tracks_without_vector
from worker.library import reembed_tracks
from worker.library.analysis_job import LoadListening
from worker.served_models_record import get_serving_folder
from worker.snapshot.served_models import ServingModels, mark_embedding_done

LOCK = "hearing.lock"  # in the folder of the serving models; the name is that of earlier versions beside us

log = logging.getLogger(__name__)


def start_reembedding(settings: Settings, models: ServingModels, load: LoadListening | None = None) -> threading.Thread:
    """Start a thread that embeds every track without a vector of a music encoder; returns at once.

    Args:
        settings: of this installation.
        models: the models whose music encoder embeds.
        load: loads that encoder in another process; picklable. Default: the profile's.

    """
    db = Database(settings.effective_database_url)
    thread = threading.Thread(target=_reembed, args=(db, settings, models, load), name="reembed", daemon=True)
    thread.start()
    return thread


def _reembed(db: Database, settings: Settings, models: ServingModels, load: LoadListening | None) -> None:
    try:
        # One worker of this machine at a time; another continues where that one ends early.
        get_serving_folder(settings).mkdir(parents=True, exist_ok=True)
        with FileLock(get_serving_folder(settings) / LOCK):
            with db.read() as session:
                waiting = len(list_tracks_without_vector(session, *models.music))
            if waiting:
                log.info("%s tracks are re-embedded by %s", waiting, "/".join(models.music))
                # One process: turns go on beside it, and must not compete with one per core.
                report = reembed_tracks(db, settings, load=load, size=1)
                log.info("re-embedded: %s tracks, %s broken", len(report.renewed), len(report.broken))
            mark_embedding_done(db, models)
    except Exception:
        log.exception("re-embedding failed; the next start of a worker tries again")
    finally:
        db.close()
