"""A changed encoder hears the library anew, in the background; until then those tracks are not chosen."""

from __future__ import annotations

import logging
import threading

from musechat.settings import Settings
from store.database import Database
from store.library import tracks_without_vector
from worker.library import reembed
from worker.stages.shelf import profile_named

log = logging.getLogger(__name__)


def hear_again(settings: Settings) -> None:
    """Start listening to every track that the profile's music encoder has not heard yet; returns at once."""
    encoder = profile_named(settings.profile, settings.data_dir).music
    db = Database(settings.effective_database_url)
    with db.read() as session:
        waiting = len(tracks_without_vector(session, encoder.name, encoder.version))
    if not waiting:
        db.close()
        return
    log.info("%s tracks are heard anew by %s %s", waiting, encoder.name, encoder.version)
    threading.Thread(target=_hear, args=(db, settings), name="hear-again", daemon=True).start()


def _hear(db: Database, settings: Settings) -> None:
    try:
        report = reembed(db, settings, size=1)
        log.info("heard anew: %s tracks, %s broken", report.renewed, len(report.broken))
    except Exception:
        log.exception("listening anew failed; the next start of a worker tries again")
    finally:
        db.close()
