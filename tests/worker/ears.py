"""Stand-in music encoders: they measure two things and, on request, misbehave."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.encoders.interface import AudioEncoding
from musechat.errors import MuseChatError
from worker.library.analysis_job import ListeningModels


class PlainEar:
    name, version, dim = "plain", "1", 2
    tags: ClassVar[dict[str, float]] = {"piano": 0.6, "guitar": 0.05, "vocal": 0.02, "no vocals": 0.12, "80s": 0.9}

    def encode_track(self, wave: np.ndarray, rate: int) -> AudioEncoding:
        assert wave.ndim == 1
        assert wave.dtype == np.float32
        vector = np.array([wave.std(), len(wave) / rate / 100], np.float32)
        return AudioEncoding(vector / np.linalg.norm(vector), self.tags)


class LaterEar(PlainEar):
    version = "2"
    tags: ClassVar[dict[str, float]] = {"strings": 0.7, "vocal": 0.8, "no vocals": 0.01}


class TiredEar(PlainEar):
    """Encodes two sounds, and takes as long for the third as its parent lives."""

    def __init__(self) -> None:
        self.encoded = 0
        self.parent = os.getppid()  # now, and not at the third sound: it may be gone by then

    def encode_track(self, wave: np.ndarray, rate: int) -> AudioEncoding:
        while self.encoded == 2 and os.getppid() == self.parent:
            time.sleep(0.02)
        self.encoded += 1
        return super().encode_track(wave, rate)


class CrashingEar(PlainEar):
    """Dies of every sound that lasts about three seconds."""

    def encode_track(self, wave: np.ndarray, rate: int) -> AudioEncoding:
        if round(len(wave) / rate) == 3:
            os.kill(os.getpid(), signal.SIGSEGV)
        return super().encode_track(wave, rate)


class HangingEar(PlainEar):
    """Hangs at every sound that lasts about three seconds, and leaves a note that it does."""

    def encode_track(self, wave: np.ndarray, rate: int) -> AudioEncoding:
        if round(len(wave) / rate) == 3:
            Path(os.environ["EAR_NOTES"]).touch()
            time.sleep(3600)
        return super().encode_track(wave, rate)


class OddEar(PlainEar):
    def encode_track(self, wave: np.ndarray, rate: int) -> AudioEncoding:
        if round(len(wave) / rate) == 3:
            raise ZeroDivisionError("an odd file")
        return super().encode_track(wave, rate)


def plain() -> ListeningModels:
    return ListeningModels(PlainEar())


def later() -> ListeningModels:
    return ListeningModels(LaterEar())


def tired() -> ListeningModels:
    return ListeningModels(TiredEar())


def crashing() -> ListeningModels:
    return ListeningModels(CrashingEar())


def hanging() -> ListeningModels:
    return ListeningModels(HangingEar())


def odd() -> ListeningModels:
    return ListeningModels(OddEar())


def missing() -> ListeningModels:
    raise MuseChatError("no-weights", "The ear's weights are missing", "Train them")


def show_threads() -> ListeningModels:
    Path(os.environ["EAR_NOTES"]).write_text(os.environ["OMP_NUM_THREADS"])
    return ListeningModels(PlainEar())
