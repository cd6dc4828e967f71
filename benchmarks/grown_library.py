"""Synthetic libraries of any size for benchmarks, inserted straight into SQLite.

Titles, credits, genres and tags follow the skew of real ones: few words stand in many titles, one artist has many
tracks. A track's measured values, beats and sections are as long as those of a piece of three minutes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from musechat.track import CURVE_POINTS
from store.migrate import upgrade_database

SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ren",
    "ta",
    "vel",
    "so",
    "dar",
    "ni",
    "fu",
    "el",
    "mor",
    "ash",
    "win",
    "ter",
    "gla",
    "cor",
    "bri",
    "sel",
    "un",
    "pha",
    "ost",
    "ral",
    "ven",
    "tri",
    "qua",
]
KNOWN_WORDS = [
    "night",
    "day",
    "summer",
    "winter",
    "rain",
    "city",
    "ocean",
    "waltz",
    "dance",
    "blue",
    "heart",
    "home",
    "light",
    "dark",
    "road",
    "river",
    "morning",
    "dream",
    "piano",
    "guitar",
    "forest",
    "snow",
    "star",
    "moon",
    "fire",
    "song",
    "love",
    "train",
    "garden",
    "mirror",
    "battle",
    "castle",
    "theme",
    "march",
    "lullaby",
]
ASIDES = (
    "",
    "",
    "",
    "",
    "",
    "",
    " (Live)",
    " (Radio Edit)",
    " - 2009 Remaster",
    " (feat. {guest})",
    " ({guest} Remix)",
)
GENRES = ("Rock", "Pop", "Ambient", "Electronic", "Jazz", "Classical", "Hip-Hop", "Folk", "Metal", "Soundtrack", "")
TAGS = [
    "guitar",
    "techno",
    "electronic",
    "fast",
    "synth",
    "jazz",
    "drums",
    "beat",
    "ambient",
    "slow",
    "rock",
    "piano",
    "indie",
    "classical",
    "loud",
    "instrumental",
    "folk",
    "quiet",
    "soft",
    "violin",
    "blues",
    "acoustic",
    "dance",
    "pop",
    "flute",
    "punk",
    "cello",
    "harp",
    "funk",
    "metal",
    "soul",
    "choir",
    "mellow",
    "calm",
    "energetic",
    "bright",
    "dark",
    "strings",
    "bass",
    "orchestra",
    "country",
    "reggae",
    "opera",
    "chillout",
    "happy",
    "sad",
    "eerie",
]
TAILS = 200  # distinct sets of beats, sections and entries; a track has one of them


class GrownLibrary:
    """Rows of a made-up library: the same for the same seed, whatever its size.

    Args:
        encoder: name, version and size of the music vectors.
        seed: of all that is random.

    """

    def __init__(self, encoder: tuple[str, str, int], seed: int = 0) -> None:
        self._encoder = encoder
        self._rng = np.random.default_rng(seed)
        self._words = [*KNOWN_WORDS, *self._make_words(20_000)]
        pairs = np.random.default_rng(seed).integers(len(KNOWN_WORDS), len(self._words), (40_000, 2)).tolist()
        self._artists = [f"{self._words[a].capitalize()} {self._words[b].capitalize()}" for a, b in pairs]
        self._centres = self._rng.standard_normal((64, encoder[2])).astype(np.float32)
        self._tails = [self._make_tail() for _ in range(TAILS)]

    def fill(self, path: Path, count: int) -> None:
        """Make a migrated SQLite database with ``count`` tracks, each with a vector."""
        upgrade_database(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            self.insert(connection, range(count))
            connection.execute("ANALYZE")
            connection.commit()

    def insert(self, connection: sqlite3.Connection, numbers: range) -> None:
        """Insert the tracks of these numbers, each a change of its own of the library."""
        for start in range(numbers.start, numbers.stop, 5000):
            some = range(start, min(numbers.stop, start + 5000))
            tracks = [self._make_track(number) for number in some]
            names = ",".join(tracks[0])
            places = ",".join("?" * len(tracks[0]))
            connection.executemany(
                f"INSERT INTO tracks ({names}) VALUES ({places})", [tuple(t.values()) for t in tracks]
            )
            name, version, dim = self._encoder
            vectors = (
                (t["id"], name, version, dim, v.tobytes())
                for t, v in zip(tracks, self._make_vectors(len(some)), strict=True)
            )
            connection.executemany(
                "INSERT INTO track_vectors (track_id, encoder, version, dim, data) VALUES (?,?,?,?,?)", vectors
            )
            connection.commit()

    def _make_words(self, count: int) -> Iterator[str]:
        for parts in self._rng.integers(0, len(SYLLABLES), (count, 3)):
            yield "".join(SYLLABLES[part] for part in parts)

    def _say(self, most: int) -> str:
        """Some words, few of them in most of what is said (Zipf)."""
        ranks = np.minimum(self._rng.zipf(1.3, self._rng.integers(1, most + 1)) - 1, len(self._words) - 1)
        return " ".join(self._words[rank].capitalize() for rank in ranks)

    def _make_track(self, number: int) -> dict[str, Any]:
        rng = self._rng
        energy, valence, brightness, singing = rng.uniform(0.02, 0.98, 4).round(4).tolist()
        sung = singing > 0.6
        artist = self._artists[int(rng.zipf(1.2)) % len(self._artists)]
        guest = self._artists[int(rng.integers(0, len(self._artists)))]
        joined = f"{artist} & {guest}" if rng.random() < 0.05 else artist
        aside = ASIDES[int(rng.integers(0, len(ASIDES)))].format(guest=guest)
        genre = GENRES[int(rng.integers(0, len(GENRES)))] if rng.random() < 0.97 else self._say(2)
        duration = round(float(np.clip(rng.normal(200, 60), 20, 900)), 2)
        tempo = None if rng.random() < 0.1 else round(float(np.clip(rng.normal(115, 28), 50, 200)), 2)
        curve = (energy + 0.2 * np.sin(np.linspace(0, rng.uniform(1, 9), CURVE_POINTS))).clip(0, 1).round(3).tolist()
        head = {
            "duration_s": duration, "tempo_bpm": tempo, "tempo_confidence": round(float(rng.random()), 3), "key": "C",
            "mode": "minor", "key_confidence": 0.4, "loudness_lufs": -14.2, "energy": energy, "energy_curve": curve,
            "brightness": brightness, "valence": valence, "vocals": None if rng.random() < 0.1 else sung,
            "vocal_score": singing, "tempo_alternatives_bpm": [] if tempo is None else [round(tempo / 2, 2)],
        }  # fmt: skip
        chosen = set(rng.integers(0, len(TAGS), int(rng.integers(4, 16))).tolist())
        tags = [
            {"name": TAGS[n], "score": round(float(rng.random() ** 2), 4), "source": "tagger", "probability": None}
            for n in chosen
        ]
        tags += [{"name": genre.lower(), "score": 1.0, "source": "file", "probability": None}] if genre else []
        digest = hashlib.sha256(f"{number}".encode()).hexdigest()
        free = bool(rng.random() < 0.7)
        licence = {
            "id": "CC-BY-4.0" if free else "unknown", "url": "", "commercial": free or None,
            "derivatives": free or None, "attribution": True if free else None, "share_alike": None,
        }  # fmt: skip
        guild_id = 77 if rng.random() < 0.002 else None
        traits = json.dumps(head)[:-1] + ", " + self._tails[number % TAILS]
        return {
            "id": digest[:16], "title": self._say(4) + aside, "artist": joined, "album": self._say(3), "genre": genre,
            "year": int(rng.integers(1960, 2026)), "explicit": bool(rng.random() < 0.05),
            "licence": json.dumps(licence), "source_url": "", "guild_id": guild_id, "path": f"/m/{digest[:20]}.mp3",
            "file_hash": digest, "duration_s": duration, "traits": traits,
            "traits_version": "1", "tags": json.dumps(tags), "added_at": "2026-01-01 00:00:00.000000",
            "revision": number + 1, "sound_hash": digest, "statements": "[]",
        }  # fmt: skip

    def _make_tail(self) -> str:
        """The long part of a track's measured values as JSON, from its second key on."""
        beats = np.cumsum(self._rng.normal(0.5, 0.01, 400)).round(3).tolist()
        edges = np.sort(self._rng.uniform(0, 200, 7)).round(2).tolist()
        sections = [{"label": "main", "start_s": a, "end_s": b, "energy": 0.5} for a, b in itertools.pairwise(edges)]
        entries = [{"name": name, "starts_s": edges[:3]} for name in ("drums", "bass", "piano")]
        tail = {"beats_s": beats, "downbeats_s": beats[::4], "sections": sections, "silences_s": [], "entries": entries}
        return json.dumps(tail)[1:]

    def _make_vectors(self, count: int) -> np.ndarray:
        raw = self._centres[self._rng.integers(0, 64, count)] + 1.2 * self._rng.standard_normal(
            (count, self._encoder[2])
        )
        return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), np.float32)
