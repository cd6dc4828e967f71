"""The chooser: maps a turn's request to a pick, its alternates and their start moments.

:meth:`Chooser.choose` is the whole pipeline, step by step; each step has its own module.
"""

from __future__ import annotations

from collections.abc import Sequence

from language.scenes import find_scene_sound
from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking.candidates import find_candidates
from models.ranking.channel_scores import score_candidates
from models.ranking.choose_request import ChoiceResult, ChooseRequest
from models.ranking.library_snapshot import LibrarySnapshot
from models.ranking.pick_order import order_candidates
from models.ranking.picks import build_picks
from models.ranking.request_rules import build_rules
from models.ranking.resources import Index, RankingResources
from models.ranking.rule_mask import compile_rules
from models.ranking.scene_prior import FindSound
from models.ranking.start_moment import find_start_moment, follow_course
from models.ranking.taste_vector import TasteSpace
from musechat.rules import Rules, filter_tracks
from musechat.track import Track

__all__ = ["Chooser", "Index"]


class Chooser:
    """Chooses from one library revision; safe to share between threads.

    Args:
        library: the snapshot.
        fusion: query and music tower.
        text: the encoder of words.
        index: exact or approximate search over ``library.joint``; None searches the snapshot itself.
        find_sound: finds the music that suits a scene which a clip shows.

    """

    def __init__(
        self,
        library: LibrarySnapshot,
        fusion: Fusion,
        text: TextEncoder,
        index: Index | None = None,
        find_sound: FindSound = find_scene_sound,
    ) -> None:
        self.resources = RankingResources(library, fusion, text, index, find_sound)

    def choose(self, request: ChooseRequest) -> ChoiceResult:
        """Choose the picks of one turn, or report why none passes; deterministic for the same request and library."""
        mask = compile_rules(self.library, self.build_rules(request))
        allowed = mask.allowed
        if not allowed.any():
            return ChoiceResult(no_match=mask.report())
        candidates = find_candidates(request, self.resources, allowed)
        scored = score_candidates(request, self.resources, candidates)
        order = order_candidates(request, self.library, scored)
        passing = self._fetch_passing([self.library.ids[scored.rows[n]] for n in order], mask.rules)
        chosen = [n for n in order if self.library.ids[scored.rows[n]] in passing][: 1 + request.alternates]
        if not chosen:  # the tracks have changed since the snapshot was built
            return ChoiceResult(no_match=mask.report())
        tracks = [passing[self.library.ids[scored.rows[n]]] for n in chosen]
        clip = follow_course(request.clip, request.brief)
        moments = {track.id: find_start_moment(clip, track.traits) for track in tracks}
        picks = build_picks(request, self.library, scored, chosen, tracks, moments)
        return ChoiceResult(picks, None, moments, scored.query.tobytes(), self.space, scored.rows, scored.total)

    def build_rules(self, request: ChooseRequest) -> Rules:
        """Collect the hard rules of a request, with "sounds-like" exclusions spelled out as tracks."""
        return build_rules(self.library, request)

    def filter_allowed(self, request: ChooseRequest, ids: Sequence[str]) -> frozenset[str]:
        """Return those of the tracks that are still in the library and pass every rule of the request."""
        return frozenset(self._fetch_passing(ids, self.build_rules(request)))

    def warm_up(self) -> None:
        """Compute what is otherwise computed on first use, so that no turn waits for it."""
        self.resources.prepare()

    @property
    def library(self) -> LibrarySnapshot:
        """The snapshot that picks come from."""
        return self.resources.library

    @property
    def fusion(self) -> Fusion:
        """Query and music tower."""
        return self.resources.fusion

    @property
    def text(self) -> TextEncoder:
        """The encoder of words."""
        return self.resources.text

    @property
    def index(self) -> Index | None:
        """The search over the snapshot; None where the snapshot itself is searched."""
        return self.resources.index

    @property
    def tastes(self) -> TasteSpace:
        """The space in which members' tastes are learned and compared."""
        return self.resources.tastes

    @property
    def space(self) -> str:
        """The space of the queries, "name/version" of the fusion: queries are comparable only within it."""
        return f"{self.fusion.name}/{self.fusion.version}"

    def _fetch_passing(self, ids: Sequence[str], rules: Rules) -> dict[str, Track]:
        """Fetch the full tracks and keep those that pass the last filter, by id.

        The mask has tested the snapshot already; this tests the tracks as they are now, whatever channel found them.
        """
        kept = filter_tracks(self.library.fetch(ids).values(), rules).kept
        return {track.id: track for track in kept}
