"""The serving snapshot: one revision of the library with the models and the chooser over it."""

from __future__ import annotations

from collections.abc import Sequence

from language.reading import LibraryWords
from models.profiles import ProfileCache
from models.ranking.arrays.part_builder import is_laid_out_alike
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import LibrarySnapshot
from models.ranking.snapshot_update import MOST_BESIDE, count_beside, lay_out_whole
from musechat.settings import Settings
from store.database import Database
from worker.snapshot.builder import open_index, open_stored, read_library, update_library
from worker.snapshot.free_memory import return_free_memory
from worker.snapshot.library_names import HeldArtists, HeldCatalogue, HeldTitles, warm_names
from worker.snapshot.served_models import ServingModels, choose_serving_models, save_served_models
from worker.snapshot.stored_parts import PartStore, StoredPart

# A smaller library is read from the database as fast as a file is written, and takes no memory worth sharing.
LEAST_STORED = 5000


class ServingSnapshot:
    """One revision of the library, ready to choose from; safe to share between threads."""

    def __init__(
        self, chooser: Chooser, models: ServingModels, wanted: ServingModels, *, outdated: bool = False
    ) -> None:
        self.chooser = chooser
        self.outdated = outdated  # an earlier version laid it out, and it is to be laid out anew beside the turns
        self.models = models
        self.wanted = wanted  # the profile's models, which serve once they have embedded the library
        self.revision = chooser.library.revision
        self.catalogue = HeldCatalogue(chooser.library)
        self._words: dict[int | None, LibraryWords] = {}

    @property
    def interim(self) -> bool:
        """Whether earlier models serve while those of the profile embed the library."""
        return self.models.record != self.wanted.record

    def get_library_words(self, guild_id: int | None) -> LibraryWords:
        """Return the names of the tracks that may be picked in a guild: everyone's and the guild's own."""
        # Most guilds have no tracks of their own, and share one set of names.
        library = self.chooser.library
        owner = guild_id if guild_id in library.owner_guilds else None
        known = self._words.get(owner)
        if known is None:  # without a lock: two threads may both make it, with equal results
            visible = library.mask_visible(owner)
            known = LibraryWords(HeldArtists(library, visible), HeldTitles(library, visible))
            self._words[owner] = known
        return known


def load_wanted_models(settings: Settings, profiles: ProfileCache) -> ServingModels:
    """Load the models of the configured profile."""
    return ServingModels.from_profile(profiles.get(settings.profile, settings.data_dir))


def build_serving_snapshot(
    db: Database, settings: Settings, profiles: ProfileCache, before: ServingSnapshot | None = None
) -> ServingSnapshot:
    """Build the serving snapshot of the newest revision, and store its vectors where processes share the index.

    Args:
        db: the library's database.
        settings: name the profile, the data folder and the kind of index.
        profiles: loads the models.
        before: a snapshot of an earlier revision, whose unchanged rows are reused.

    Raises:
        BadInput: the library is empty, or has not been analysed.

    """
    wanted = load_wanted_models(settings, profiles)
    models = choose_serving_models(db, settings, wanted, lambda name: profiles.get(name, settings.data_dir))
    stored = PartStore(db, settings, models.record)
    changed, outdated = None, False
    # Rows of other models are not comparable: after a change of models the library is read whole.
    comparable = before is not None and before.models.record == models.record
    if before is not None and comparable and (not before.outdated or stored.is_locked()):
        library, changed = update_library(db, models, before.chooser.library)
        outdated = before.outdated
    elif (found := _load_stored(stored, models, outdated=not (before and comparable))) is not None:
        library, _ = update_library(db, models, open_stored(db, found))
        outdated = not found.is_current
    else:
        library = read_library(db, models)
    snapshot = _open_snapshot(db, settings, models, wanted, library, changed, outdated=outdated)
    if is_worth_storing(library) and not outdated:
        snapshot = _store_snapshot(stored, db, settings, snapshot)
        del library  # of which nothing but the file's pages is to stay
        return_free_memory()
    save_served_models(settings, models, wanted)
    return snapshot


def _load_stored(stored: PartStore, models: ServingModels, *, outdated: bool) -> StoredPart | None:
    """Map the newest file; with ``outdated`` also an earlier version's, where it has the same arrays."""
    found = stored.load_newest()
    if found is None or found.is_current:
        return found
    return found if outdated and is_laid_out_alike(found.part, models.fusion) else None


def is_worth_storing(library: LibrarySnapshot) -> bool:
    """Whether so much lies beside the part that is stored that all is to be laid out anew."""
    if len(library) < LEAST_STORED:
        return False
    return not library.parts[0].is_mapped or count_beside(library) > MOST_BESIDE * len(library)


def _open_snapshot(
    db: Database,
    settings: Settings,
    models: ServingModels,
    wanted: ServingModels,
    library: LibrarySnapshot,
    changed: Sequence[str] | None,
    *,
    outdated: bool = False,
) -> ServingSnapshot:
    index = open_index(db, settings, models, library, changed)
    chooser = Chooser(library, models.fusion, models.text, index)
    chooser.warm_up()  # here and not in the first turn: this runs beside the turns
    warm_names(library)
    return ServingSnapshot(chooser, models, wanted, outdated=outdated)


def _store_snapshot(store: PartStore, db: Database, settings: Settings, made: ServingSnapshot) -> ServingSnapshot:
    """Store a snapshot's tracks as one part, and look at that instead of at what this process has in memory."""
    library = made.chooser.library
    # Another worker may have stored a newer part since: to map that one costs less than to write another.
    found = store.load_newest()
    if found is not None and found.is_current:
        mapped, _ = update_library(db, made.models, open_stored(db, found))
        if not is_worth_storing(mapped):
            return _open_snapshot(db, settings, made.models, made.wanted, mapped, [])
    saved = store.save(lambda: lay_out_whole(library), library.revision)
    if saved is None:
        return made
    return _open_snapshot(db, settings, made.models, made.wanted, open_stored(db, saved), [])
