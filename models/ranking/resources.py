"""What one library revision is searched and scored with."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking.lexical import LexicalIndex
from models.ranking.library_snapshot import BoolArray, FloatArray, LibrarySnapshot
from models.ranking.scales import Scales
from models.ranking.taste_vector import TasteSpace
from models.ranking.term_similarity import TagMeaning


class Index(Protocol):
    """What the chooser needs of a vector index; its ids are the snapshot's."""

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """The ``k`` best rows among those allowed: (ids, scores)."""
        ...


class RankingResources:
    """A snapshot, the models that go with it, and what is derived from both; safe to share between threads.

    Args:
        library: the snapshot.
        fusion: query and music tower.
        text: the encoder of words.
        index: exact or approximate search over ``library.joint``; None searches the snapshot itself.

    """

    def __init__(self, library: LibrarySnapshot, fusion: Fusion, text: TextEncoder, index: Index | None = None) -> None:
        self.library = library
        self.fusion = fusion
        self.text = text
        self.index = index
        self.lexical = LexicalIndex(library.texts)

    @cached_property
    def tastes(self) -> TasteSpace:
        """Where members' tastes are learnt and compared."""
        return TasteSpace(self.library)

    @cached_property
    def meaning(self) -> TagMeaning:
        """What free words mean among the library's tags."""
        return TagMeaning(self.library, self.text)

    @cached_property
    def scales(self) -> Scales:
        """What comparatives are measured on."""
        return Scales(self.library, self.fusion, self.text)

    def prepare(self) -> None:
        """Make what is made when first asked for, so that no turn waits for it."""
        self.library.warm_up()
        _ = self.tastes, self.meaning, self.scales
