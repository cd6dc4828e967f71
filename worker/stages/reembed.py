"""Re-embedding of the library by a changed encoder, in the background; the models of before serve until it ends."""

from __future__ import annotations

import logging
import threading

from filelock import FileLock

from musechat.settings import Settings
from store.database import Database
from store.track_library import list_tracks_without_vector
from worker.library import reembed_tracks
from worker.library.analysis_job import LoadEncoder
from worker.served_models_record import get_serving_folder
from worker.snapshot.served_models import ServingModels, mark_embedding_done

LOCK = "hearing.lock"  # in the folder of what serves

log = logging.getLogger(__name__)


def start_reembedding(settings: Settings, models: ServingModels, load: LoadEncoder | None = None) -> threading.Thread:
    """Begin to embed every track that a music encoder has no vector of yet; returns at once.

    Args:
        settings: of this installation.
        models: whose music encoder.
        load: loads that encoder in another process; picklable. Default: the profile's.

    """
    db = Database(settings.effective_database_url)
    thread = threading.Thread(target=_reembed, args=(db, settings, models, load), name="reembed", daemon=True)
    thread.start()
    return thread


def _reembed(db: Database, settings: Settings, models: ServingModels, load: LoadEncoder | None) -> None:
    try:
        # One of this machine's workers does it; the others wait, and go on in its place where it ends too early.
        get_serving_folder(settings).mkdir(parents=True, exist_ok=True)
        with FileLock(get_serving_folder(settings) / LOCK):
            with db.read() as session:
                waiting = len(list_tracks_without_vector(session, *models.music))
            if waiting:
                log.info("%s tracks are embedded anew by %s", waiting, "/".join(models.music))
                report = reembed_tracks(db, settings, load=load, size=1)
                log.info("embedded anew: %s tracks, %s broken", len(report.renewed), len(report.broken))
            mark_embedding_done(db, models)
    except Exception:
        log.exception("embedding anew failed; the next start of a worker tries again")
    finally:
        db.close()
