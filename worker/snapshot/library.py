"""The library as this process holds it: one snapshot per revision, with the chooser over it."""

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
        self.wanted = wanted  # the profile's models, which are to serve once they have analysed the library
        library = chooser.library
        self.revision = library.revision
        self._owners = set(library.owners) - {None}
        self._words: dict[int | None, LibraryWords] = {}
        self.get_library_words(None)

    @property
    def interim(self) -> bool:
        """Whether it serves with the models of before while the profile's analyse the library."""
        return self.models.record != self.wanted.record

    def get_library_words(self, guild_id: int | None) -> LibraryWords:
        """Names of the tracks that members of a guild may be offered: everyone's and the guild's own."""
        owner = guild_id if guild_id in self._owners else None
        known = self._words.get(owner)
        if known is None:  # two threads may both make it, and get the same
            library = self.chooser.library
            rows = zip(library.ids, library.names, library.owners, strict=True)
            names = ((track_id, *name) for track_id, name, of in rows if of in (None, owner))
            known = self._words[owner] = LibraryWords.from_names(names)
        return known


def load_wanted_models(settings: Settings, profiles: ProfileCache) -> ServingModels:
    """The models of the profile that is set."""
    return ServingModels.from_profile(profiles.get(settings.profile, settings.data_dir))


def build_serving_snapshot(
    db: Database, settings: Settings, profiles: ProfileCache, before: ServingSnapshot | None = None
) -> ServingSnapshot:
    """Read the library into arrays, and write its index where other processes share it.

    Args:
        db: the library's.
        settings: name the profile, the data folder and the kind of index.
        profiles: loads the models.
        before: a snapshot of an earlier revision, from which what has not changed is taken.

    Raises:
        BadInput: the library is empty, or has not been analysed.

    """
    wanted = load_wanted_models(settings, profiles)
    models = choose_serving_models(db, settings, wanted, lambda name: profiles.get(name, settings.data_dir))
    changed = None
    if before is not None and before.models.record == models.record:
        library, changed = update_library(db, models, before.chooser.library)
    else:
        library = read_library(db, models)
    index = open_index(db, settings, models, library, changed)
    chooser = Chooser(library, models.fusion, models.text, index)
    chooser.warm_up()
    snapshot = ServingSnapshot(chooser, models, wanted)
    save_served_models(settings, models, wanted)
    return snapshot
