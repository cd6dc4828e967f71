"""The resources to search and score one library revision with."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np

from language.scenes import find_scene_sound
from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking.lexical import LexicalIndex
from models.ranking.library_snapshot import BoolArray, FloatArray, LibrarySnapshot
from models.ranking.scales import Scales
from models.ranking.scene_prior import FindSound
from models.ranking.taste_vector import TasteSpace
from models.ranking.term_similarity import TagMeaning
from models.ranking.title_index import TitleIndex


class Index(Protocol):
    """The part of a vector index that the chooser needs; its ids are those of the snapshot."""

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """Find the ``k`` best rows for a vector (d,) among those allowed (n,): (ids, scores), best first."""
        ...


class RankingResources:
    """A snapshot, its models, and what is derived from both; safe to share between threads.

    Args:
        library: the snapshot.
        fusion: query and music tower.
        text: the encoder of words.
        index: exact or approximate search over ``library.joint``; None searches the snapshot itself.
        find_sound: finds the music that suits a scene.

    """

    def __init__(
        self,
        library: LibrarySnapshot,
        fusion: Fusion,
        text: TextEncoder,
        index: Index | None = None,
        find_sound: FindSound = find_scene_sound,
    ) -> None:
        self.find_sound = find_sound
        self.library = library
        self.fusion = fusion
        self.text = text
        self.index = index
        self.lexical = LexicalIndex.from_words(library.find_words("words"), library.word_counts)

    @cached_property
    def tastes(self) -> TasteSpace:
        """The space in which members' tastes are learned and compared."""
        return TasteSpace(self.library)

    @cached_property
    def meaning(self) -> TagMeaning:
        """Similarity of free words to the library's tags."""
        return TagMeaning(self.library, self.text)

    @cached_property
    def hubness(self) -> FloatArray:
        """Similarity of each track to a request that says nothing, (n,): what it has in common with all requests.

        Some tracks lie near every query (hubs; Radovanović et al., JMLR 11, 2010). What a request itself says for a
        track is the rest, as pointwise mutual information is of a likelihood.
        """
        nothing = self.fusion.encode_query(None, None, None)
        name = f"hubness {self.fusion.name}/{self.fusion.version}"
        return np.asarray(self.library.derive(name, lambda part: part.columns["joint"] @ nothing), np.float32)

    @cached_property
    def titles(self) -> TitleIndex:
        """The words of titles, albums and genres."""
        return TitleIndex.from_forms(self.library.find_words("forms"))

    @cached_property
    def scales(self) -> Scales:
        """The scales that comparatives are measured on."""
        return Scales(self.library, self.fusion, self.text)

    def prepare(self) -> None:
        """Compute the cached properties, so that no turn waits for them."""
        self.library.warm_up()
        _ = self.tastes, self.meaning, self.titles, self.scales, self.hubness
