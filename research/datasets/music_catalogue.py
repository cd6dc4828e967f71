"""Analysed music of a build, and the comparison of target and candidate for each of its videos."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator, default_rng

from musechat.errors import BadInput, MuseChatError
from research.datasets.candidate_pool import CandidatePool, find_candidate_model
from research.datasets.encoding import map_in_threads
from research.datasets.features import FeatureStore, MusicFeatures
from research.datasets.pairs import Pair, make_music
from research.datasets.tags import TAGS, draw_tags
from research.datasets.training_tuple import Music
from research.datasets.tuple_facts import DialogueFacts, gather_facts
from research.training.aspects import ASPECTS, measure_aspects

Progress = Callable[[str, float], None]
Skipped = dict[str, MuseChatError]  # by video id


@dataclass(frozen=True)
class MusicCatalogue:
    """Metadata, features and aspects of all music of a build, row by row."""

    musics: list[Music]
    heard: list[MusicFeatures]
    aspects: list[dict[str, float]]
    row: dict[str, int]  # of a music id
    pool: CandidatePool

    def compare_music(self, video_id: str, target: int, candidate: int) -> DialogueFacts:
        """Return the facts of a training tuple from the rows of its target and candidate."""
        return gather_facts(
            video_id,
            self.musics[target],
            self.musics[candidate],
            (self.heard[target].scores, self.heard[candidate].scores),
            (self.aspects[target], self.aspects[candidate]),
        )


def analyse_music(
    pairs: Sequence[Pair], features: FeatureStore, jobs: int, seed: int, skipped: Skipped, progress: Progress
) -> MusicCatalogue:
    """Analyse every piece of music of the build; errors are collected in ``skipped``."""
    distinct = list({pair.music.id: pair for pair in pairs}.values())
    musics: list[Music] = []
    heard: list[MusicFeatures] = []
    steps = map_in_threads(lambda pair: (features.compute_music(pair), _describe_music(pair, features)), distinct, jobs)
    for done, (pair, found) in enumerate(steps, start=1):
        if isinstance(found, MuseChatError):
            skipped[pair.video_id] = found
        else:
            piece, music = found
            heard.append(piece)
            musics.append(replace(music, tags=draw_tags(piece.scores, _make_rng(seed, music.id))))
        progress("hearing music", done / len(distinct))
    vectors = np.stack([piece.vector for piece in heard]) if heard else np.empty((0, 0), np.float32)
    pool = CandidatePool(find_candidate_model(features.profile), musics, vectors)
    return MusicCatalogue(
        musics, heard, _measure_aspects(heard), {music.id: row for row, music in enumerate(musics)}, pool
    )


def watch_videos(
    todo: Sequence[Pair],
    catalogue: MusicCatalogue,
    features: FeatureStore,
    jobs: int,
    skipped: Skipped,
    progress: Progress,
) -> Iterator[tuple[str, DialogueFacts]]:
    """Encode the videos, retrieve their candidates and compare these with the targets; yields (video id, facts)."""
    for pair in todo:
        if pair.music.id not in catalogue.row:
            # setdefault: the error of the music itself, if it was this pair that it was analysed for, says more.
            skipped.setdefault(pair.video_id, BadInput("music-unusable", f"{pair.music_file} cannot be used as music"))
    ready = [pair for pair in todo if pair.music.id in catalogue.row]
    for done, (pair, tokens) in enumerate(map_in_threads(features.compute_video, ready, jobs), start=1):
        progress("watching videos", done / len(ready))
        if isinstance(tokens, MuseChatError):
            skipped[pair.video_id] = tokens
            continue
        target = catalogue.row[pair.music.id]
        candidate = catalogue.pool.find_candidate(tokens, catalogue.musics[target])
        if candidate is None:
            skipped[pair.video_id] = BadInput("no-candidate", "There is no music by anybody else to offer first")
        else:
            yield pair.video_id, catalogue.compare_music(pair.video_id, target, candidate)


def _describe_music(pair: Pair, features: FeatureStore) -> Music:
    """Return the metadata of a piece: as given in the table, else from its file's own tags."""
    file_tags = features.media.read_credits(pair.music_file)
    names = ("title", "artist", "album", "year", "licence", "source")
    metadata = {name: getattr(pair.music, name) or file_tags.get(name, "") for name in names}
    return make_music(pair.music.id, metadata | {"title": metadata["title"] or pair.music.id})


def _measure_aspects(heard: Sequence[MusicFeatures]) -> list[dict[str, float]]:
    """Measure the aspects of pieces, ranked among each other: -1..1 by name."""
    if not heard:
        return []
    # Clipped: the logit of a score of exactly 0 or 1 is infinite.
    scores = np.stack([piece.scores for piece in heard]).clip(1e-4, 1 - 1e-4)
    ranks = measure_aspects(TAGS, np.log(scores / (1 - scores)), np.stack([piece.sound for piece in heard]))
    return [dict(zip(ASPECTS, row.tolist(), strict=True)) for row in ranks]


def _make_rng(seed: int, music_id: str) -> Generator:
    """Return a generator that depends on seed and piece alone, not on what else is in the build."""
    return default_rng([seed, int.from_bytes(hashlib.sha256(music_id.encode()).digest()[:8])])
