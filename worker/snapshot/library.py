"""The library as this process holds it: one snapshot per revision, with the chooser over it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from language.reading import LibraryWords
from models.profiles import Profile, load_profile, trained_folder
from models.ranking.chooser import Chooser
from musechat.settings import Settings
from store.database import Database
from worker.snapshot.builder import bring_up_to_date, index_over, lay_out
from worker.snapshot.served_models import ServingModels, remember, serving_models


class ServingSnapshot:
    """One revision of the library, ready to choose from; safe to share between threads."""

    def __init__(self, chooser: Chooser, models: ServingModels, wanted: ServingModels) -> None:
        self.chooser = chooser
        self.models = models
        self.wanted = wanted  # the profile's models, which are to serve once they have heard the library
        library = chooser.library
        self.revision = library.revision
        self._owners = set(library.owners) - {None}
        self._words: dict[int | None, LibraryWords] = {}
        self.words_for(None)

    @property
    def interim(self) -> bool:
        """Whether it serves with the models of before while the profile's hear the library."""
        return self.models.record != self.wanted.record

    def words_for(self, guild_id: int | None) -> LibraryWords:
        """The names that members of a guild may say: of everyone's tracks and of the guild's own, no other's."""
        owner = guild_id if guild_id in self._owners else None
        known = self._words.get(owner)
        if known is None:  # two threads may both make it, and get the same
            library = self.chooser.library
            rows = zip(library.ids, library.names, library.owners, strict=True)
            names = ((track_id, *name) for track_id, name, of in rows if of in (None, owner))
            known = self._words[owner] = LibraryWords.from_names(names)
        return known


def profile_named(name: str, data_dir: Path | None = None) -> Profile:
    """The profile, loaded once per process, with the fusion that ``data_dir`` holds for it, if there is one."""
    return _profile(name, trained_folder(data_dir, name) if data_dir and name != "embedded" else None)


@cache
def _profile(name: str, trained: Path | None) -> Profile:
    return load_profile(name, trained=trained)


def wanted_models(settings: Settings) -> ServingModels:
    """The models of the profile that is set."""
    return ServingModels.of(profile_named(settings.profile, settings.data_dir))


def build_shelf(db: Database, settings: Settings, held: ServingSnapshot | None = None) -> ServingSnapshot:
    """Lay the library out as arrays, and its index where other processes share it.

    Args:
        db: the library's.
        settings: name the profile, the data folder and the kind of index.
        held: a shelf of an earlier revision, of which is taken what has not changed.

    Raises:
        BadInput: the library is empty, or has not been heard.

    """
    wanted = wanted_models(settings)
    models = serving_models(db, settings, wanted, lambda name: profile_named(name, settings.data_dir))
    changed = None
    if held is not None and held.models.record == models.record:
        library, changed = bring_up_to_date(db, models, held.chooser.library)
    else:
        library = lay_out(db, models)
    index = index_over(db, settings, models, library, changed)
    chooser = Chooser(library, models.fusion, models.text, index)
    chooser.prepare()
    shelf = ServingSnapshot(chooser, models, wanted)
    remember(settings, models, wanted)
    return shelf
