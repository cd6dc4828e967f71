"""A changed encoder hears the library anew, in the background; what served before serves until it is through."""

from __future__ import annotations

import logging
import threading

from musechat.locking import locked
from musechat.settings import Settings
from store.database import Database
from store.track_library import tracks_without_vector
from worker.library import reembed
from worker.library.analysis_job import LoadEncoder
from worker.served_models_record import serving_folder
from worker.snapshot.served_models import ServingModels, now_heard

log = logging.getLogger(__name__)


def hear_again(settings: Settings, models: ServingModels, load: LoadEncoder | None = None) -> threading.Thread:
    """Begin to listen to every track that a music encoder has not heard yet; returns at once.

    Args:
        settings: of this installation.
        models: whose music encoder.
        load: loads that encoder in another process; picklable. Default: the profile's.

    """
    db = Database(settings.effective_database_url)
    thread = threading.Thread(target=_hear, args=(db, settings, models, load), name="hear-again", daemon=True)
    thread.start()
    return thread


def _hear(db: Database, settings: Settings, models: ServingModels, load: LoadEncoder | None) -> None:
    try:
        # One of this machine's workers listens; the others wait, and go on in its place where it ends too early.
        with locked(serving_folder(settings) / "hearing.lock"):
            with db.read() as session:
                waiting = len(tracks_without_vector(session, *models.music))
            if waiting:
                log.info("%s tracks are heard anew by %s", waiting, "/".join(models.music))
                report = reembed(db, settings, load=load, size=1)
                log.info("heard anew: %s tracks, %s broken", len(report.renewed), len(report.broken))
            now_heard(db, models)
    except Exception:
        log.exception("listening anew failed; the next start of a worker tries again")
    finally:
        db.close()
