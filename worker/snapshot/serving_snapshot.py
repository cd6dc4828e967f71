"""The serving snapshot: one revision of the library with the models and the chooser over it."""

from __future__ import annotations

from language.reading import LibraryWords
from models.profiles import ProfileCache
from models.ranking.chooser import Chooser
from musechat.settings import Settings
from store.database import Database
from worker.snapshot.builder import open_index, read_library, update_library
from worker.snapshot.served_models import ServingModels, choose_serving_models, save_served_models


class ServingSnapshot:
    """One revision of the library, ready to choose from; safe to share between threads."""

    def __init__(self, chooser: Chooser, models: ServingModels, wanted: ServingModels) -> None:
        self.chooser = chooser
        self.models = models
        self.wanted = wanted  # the profile's models, which serve once they have embedded the library
        library = chooser.library
        self.revision = library.revision
        self._owners = set(library.owners) - {None}
        self._words: dict[int | None, LibraryWords] = {}
        self.get_library_words(None)

    @property
    def interim(self) -> bool:
        """Whether earlier models serve while those of the profile embed the library."""
        return self.models.record != self.wanted.record

    def get_library_words(self, guild_id: int | None) -> LibraryWords:
        """Return the names of the tracks that may be picked in a guild: everyone's and the guild's own."""
        # Most guilds have no tracks of their own, and share one set of names.
        owner = guild_id if guild_id in self._owners else None
        known = self._words.get(owner)
        if known is None:  # without a lock: two threads may both build it, with equal results
            library = self.chooser.library
            rows = zip(library.ids, library.names, library.owners, strict=True)
            names = ((track_id, *name) for track_id, name, track_owner in rows if track_owner in (None, owner))
            known = self._words[owner] = LibraryWords.from_names(names)
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
    changed = None
    # Rows of other models are not comparable: after a change of models the library is read whole.
    if before is not None and before.models.record == models.record:
        library, changed = update_library(db, models, before.chooser.library)
    else:
        library = read_library(db, models)
    index = open_index(db, settings, models, library, changed)
    chooser = Chooser(library, models.fusion, models.text, index)
    chooser.warm_up()  # here and not in the first turn: this runs beside the turns
    snapshot = ServingSnapshot(chooser, models, wanted)
    save_served_models(settings, models, wanted)
    return snapshot
