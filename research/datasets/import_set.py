"""Import of the released set, or any in its layout, with its features into the pair set that training reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from musechat.concepts import fold_name
from musechat.errors import BadInput
from research.datasets.encoding import map_in_threads
from research.datasets.features import FeatureStore
from research.datasets.finalisation import PAIRS_FOLDER, FloatArray, gather_pairs
from research.datasets.music_catalogue import Progress
from research.datasets.pair_set import PairSet
from research.datasets.pairs import Pair, make_music
from research.datasets.precomputed import Precomputed
from research.datasets.released_layout import read_all
from research.datasets.split import split_quartets
from research.datasets.table import read_table
from research.datasets.training_tuple import Music, Quartet, parse_credit


@dataclass(frozen=True)
class ImportReport:
    """Result of an import.

    Attributes:
        quartets: training tuples with their split.
        broken: errors of items that cannot be read.
        missing: video ids without the features or the candidate that a pair set needs.
        pairs: the pair set; None if no item is complete.

    """

    quartets: list[Quartet]
    broken: list[BadInput]
    missing: list[str]
    pairs: PairSet | None


def read_set(root: Path, metadata: Path | None, by_artist: bool) -> tuple[list[Quartet], list[BadInput]]:
    """Read all items below ``root``, add music metadata from a table where one is given, and split them.

    The candidate of an item that names none is looked up among the other targets by the title and artist in t2.

    Args:
        root: the data set.
        metadata: a CSV table with a column ``id`` and any of ``title``, ``artist``, ``album``, ``year``, ``licence``.
        by_artist: keep each artist in one split.

    Raises:
        BadInput: there is no data set, or the table cannot be read.

    """
    quartets, broken = read_all(root)
    names = _read_names(metadata) if metadata else {}
    named = _add_candidates([_name_music(quartet, names) for quartet in quartets])
    split = split_quartets(named, by_artist)
    return [replace(quartet, split=split[quartet.video_id]) for quartet in named], broken


def import_features(
    quartets: Sequence[Quartet], broken: list[BadInput], features: Precomputed, out: Path
) -> ImportReport:
    """Write the pair set of training tuples from precomputed features."""
    # The released features of a candidate lie beside its video's, under the video's id.
    video_of_candidate = {q.candidate.id: q.video_id for q in quartets if q.candidate}

    def load_music(music_id: str) -> FloatArray | None:
        found = features.load_music(music_id)
        return (
            features.load_candidate(video_of_candidate[music_id])
            if found is None and music_id in video_of_candidate
            else found
        )

    pairs, missing = gather_pairs(quartets, features.load_video, load_music, {})
    if pairs is not None:
        pairs = replace(pairs, encoders=features.name_encoders())
    return _save_import(ImportReport(list(quartets), broken, missing, pairs), out)


def import_media(
    quartets: Sequence[Quartet],
    broken: list[BadInput],
    files: Mapping[str, tuple[Path, Path]],
    features: FeatureStore,
    out: Path,
    jobs: int,
    progress: Progress,
) -> ImportReport:
    """Encode the media files of training tuples and write their pair set.

    Args:
        quartets: see :func:`read_set`.
        broken: see :func:`read_set`.
        files: video and music file by video id, see :func:`collect_media_files`.
        features: computes features and stores them.
        out: folder in which ``pairs/`` is written.
        jobs: files encoded in parallel.
        progress: called with the current step and its share done, 0..1.

    """
    present = [Pair(q.video_id, *files[q.video_id], q.target) for q in quartets if q.video_id in files]
    for done, (_, _found) in enumerate(
        map_in_threads(lambda pair: _encode_pair(pair, features), present, jobs), start=1
    ):
        progress("watching and hearing", done / len(present))
    pairs, missing = gather_pairs(quartets, features.reload_video, features.reload_music, features.encoder_versions)
    return _save_import(ImportReport(list(quartets), broken, missing, pairs), out)


def collect_media_files(pairs: Iterable[Pair]) -> dict[str, tuple[Path, Path]]:
    """Map video ids to their video and music files."""
    return {pair.video_id: (pair.video, pair.music_file) for pair in pairs}


def _encode_pair(pair: Pair, features: FeatureStore) -> None:
    features.compute_music(pair)  # first: it may be another's candidate even if this video cannot be used
    features.compute_video(pair)


def _save_import(imported: ImportReport, out: Path) -> ImportReport:
    if imported.pairs is not None:
        imported.pairs.save(out / PAIRS_FOLDER)
    return imported


def _read_names(table: Path) -> dict[str, Music]:
    return {row["id"]: make_music(row["id"], row) for row in read_table(table, ("id",)) if row["id"]}


def _add_candidates(quartets: Sequence[Quartet]) -> list[Quartet]:
    """Look up missing candidates by the title and artist in t2; None where the set has no such piece."""
    known = {(fold_name(q.target.title), q.target.artist_key): q.target for q in quartets if q.target.title}
    found = []
    for quartet in quartets:
        if quartet.candidate is None:
            offered = Music("", *parse_credit(quartet.conversation.turns[1]))
            candidate = known.get((fold_name(offered.title), offered.artist_key))
            quartet = replace(quartet, candidate=candidate if candidate != quartet.target else None)
        found.append(quartet)
    return found


def _name_music(quartet: Quartet, names: Mapping[str, Music]) -> Quartet:
    """Replace the metadata of a tuple's music; its tags stay."""
    target, candidate = quartet.target, quartet.candidate
    if target.id in names:
        target = replace(names[target.id], tags=target.tags)
    if candidate and candidate.id in names:
        candidate = replace(names[candidate.id], tags=candidate.tags)
    return replace(
        quartet, target=target, candidate=candidate, conversation=replace(quartet.conversation, target=target)
    )
