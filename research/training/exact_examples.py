"""Training examples without real material: labels of the composed library from its own ``truth.json``.

Much less than the taggers provide: about thirty tags ever occur, all on synthetic sound. This only keeps
``musechat train encoders`` usable on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.encoders.mel import compress_mel, compute_mel_power, cut_windows
from research.training.material import TrainingPiece
from research.training.tagger_examples import TaggerExamples, join_examples

YES, NO = 2.0, -3.0  # logits: the truth is about what was composed, not about what can be heard at every moment
TEACHER_EMBEDDING = 400

# The taggers' vocabularies, in their order (github.com/jordipons/musicnn, ISC licence).
MTT = [
    "guitar",
    "classical",
    "slow",
    "techno",
    "strings",
    "drums",
    "electronic",
    "rock",
    "fast",
    "piano",
    "ambient",
    "beat",
    "violin",
    "vocal",
    "synth",
    "female",
    "indian",
    "opera",
    "male",
    "singing",
    "vocals",
    "no vocals",
    "harpsichord",
    "loud",
    "quiet",
    "flute",
    "woman",
    "male vocal",
    "no vocal",
    "pop",
    "soft",
    "sitar",
    "solo",
    "man",
    "classic",
    "choir",
    "voice",
    "new age",
    "dance",
    "male voice",
    "female vocal",
    "beats",
    "harp",
    "cello",
    "no voice",
    "weird",
    "country",
    "metal",
    "female voice",
    "choral",
]
MSD = [
    "rock",
    "pop",
    "alternative",
    "indie",
    "electronic",
    "female vocalists",
    "dance",
    "00s",
    "alternative rock",
    "jazz",
    "beautiful",
    "metal",
    "chillout",
    "male vocalists",
    "classic rock",
    "soul",
    "indie rock",
    "mellow",
    "electronica",
    "80s",
    "folk",
    "90s",
    "chill",
    "instrumental",
    "punk",
    "oldies",
    "blues",
    "hard rock",
    "ambient",
    "acoustic",
    "experimental",
    "female vocalist",
    "guitar",
    "hip-hop",
    "70s",
    "party",
    "country",
    "easy listening",
    "sexy",
    "catchy",
    "funk",
    "electro",
    "heavy metal",
    "progressive rock",
    "60s",
    "rnb",
    "indie pop",
    "sad",
    "house",
    "happy",
]
TAG_NAMES = [*MTT, *MSD]

# A word of truth.json and the tags that it implies besides itself.
MEANING = {
    "acoustic guitar": "guitar acoustic",
    "electric guitar": "guitar",
    "distorted guitar": "guitar hard_rock",
    "clean guitar": "guitar",
    "violin": "strings",
    "cello": "strings",
    "choir": "choral voice",
    "aggressive": "loud",
    "intense": "loud",
    "powerful": "loud",
    "calm": "slow soft quiet mellow chill easy_listening",
    "relaxed": "soft mellow chill easy_listening",
    "chill": "chillout mellow",
    "peaceful": "soft quiet beautiful",
    "dreamy": "ambient chillout",
    "spacious": "ambient",
    "melancholy": "sad",
    "mournful": "sad slow",
    "romantic": "beautiful soft",
    "tender": "soft beautiful",
    "playful": "happy catchy",
    "upbeat": "happy catchy",
    "driving": "beat fast",
    "energetic": "beat fast party",
    "euphoric": "dance party",
    "mysterious": "weird experimental",
    "techno": "electronic beat beats dance synth electro",
    "house": "electronic beat beats dance synth electronica",
    "synthwave": "electronic synth 80s electronica",
    "chiptune": "electronic synth electro",
    "ambient": "new_age electronic chillout slow",
    "trap": "hip-hop beats electronic",
    "lo-fi": "hip-hop beats chill chillout",
    "funk": "soul 70s beat",
    "rock": "classic_rock guitar drums",
    "jazz": "easy_listening",
    "bossa nova": "jazz easy_listening",
    "solo piano": "piano solo classical",
    "waltz": "classical classic",
    "epic": "classical strings drums",
    "sad strings": "strings violin cello classical sad slow",
    "choral": "choir opera voice classical",
    "folk": "acoustic guitar",
    "uplifting": "pop happy",
}


def make_exact_examples(folder: Path, pieces: Sequence[TrainingPiece]) -> TaggerExamples:
    """Label every window of the composed ``pieces`` by the ``truth.json`` in ``folder``."""
    tracks = {Path(t["file"]).stem: t for t in json.loads((folder / "truth.json").read_text())["tracks"]}
    parts = []
    for number, piece in enumerate(pieces):
        mel = cut_windows(compress_mel(compute_mel_power(piece.wave)))
        true = find_true_tags(tracks[piece.name])
        logits = np.array([YES if tag in true else NO for tag in TAG_NAMES], np.float16)
        rows = len(mel)
        parts.append(
            TaggerExamples(
                mel.half().numpy(),
                np.tile(logits, (rows, 1)),
                # No teacher, no embedding: a constant target, which the projection alone can learn.
                np.zeros((rows, TEACHER_EMBEDDING), np.float16),
                np.full(rows, number, np.int32),
            )
        )
    return join_examples(parts)


def find_true_tags(track: dict[str, Any]) -> set[str]:
    """Return the taggers' tags that hold for a composed track."""
    words = {str(w).lower() for w in (track["style"], track["genre"], *track["moods"], *track["instruments"])}
    true = set(words)
    for word in words:
        true |= {tag.replace("_", " ") for tag in MEANING.get(word, "").split()}
    true |= {"vocals", "voice", "vocal"} if track["vocals"] else {"no vocals", "no vocal", "no voice", "instrumental"}
    true |= {"fast"} if track["tempo_bpm"] >= 125 and track["energy"] > 0.5 else set()
    true |= {"slow"} if track["tempo_bpm"] <= 80 else set()
    return true & set(TAG_NAMES)
