"""The eyes: a clip's sampled frames to what they show, and to vectors that a fusion can learn from."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.scenes.concept_table import load_concept_table
from models.scenes.efficientnet import FILE, SHA256, VECTOR_DIM, EfficientNetLite0, find_weights
from models.scenes.evidence import collect_evidence, estimate_probabilities, list_scenes
from musechat.clip import SceneScore

FRAMES = 8  # of a clip's, evenly spread: 0.02 s of one core each
RECIPE = "1"  # raise it when other vectors or concepts come from the same weights
GREY = "black-and-white"
GREY_PROBABILITY = 0.97
GREY_SPREAD = 6  # levels between the channels of a grey pixel, at most: conversion from YUV rounds
GREY_SHARE = 0.001  # share of pixels that may have more
LEAST_CONTRAST = 12.0  # standard deviation of luma, levels: black frames are of no sort


@dataclass(frozen=True, slots=True)
class SeenClip:
    """What the eyes make of a clip."""

    vectors: NDArray[np.float32]  # (N, 1280), N <= FRAMES
    scenes: tuple[SceneScore, ...]  # most probable first


class SceneRecogniser:
    """Recognises what a clip shows; the network is loaded on first use. Thread-safe."""

    name = "efficientnet-lite0"
    version = f"{SHA256[:12]}-{RECIPE}"
    dim = VECTOR_DIM
    file = FILE

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._network: EfficientNetLite0 | None = None

    @staticmethod
    def is_installed() -> bool:
        """Whether the network's package is installed; where it is not, clips are judged without eyes."""
        return find_weights() is not None

    def load_network(self) -> EfficientNetLite0:
        """Load the network, once.

        Raises:
            MuseChatError: ``no-eyes``.

        """
        with self._lock:
            if self._network is None:
                self._network = EfficientNetLite0.load()
            return self._network

    def recognise_clip(self, frames: NDArray[np.uint8]) -> SeenClip:
        """Recognise what frames (N, H, W, 3) RGB, in their order, show.

        Raises:
            MuseChatError: ``no-eyes``.

        """
        chosen = choose_frames(frames)
        vectors, labels = self.classify_frames(chosen)
        if not len(labels):
            return SeenClip(vectors, ())
        table = load_concept_table()
        probabilities = estimate_probabilities(collect_evidence(labels, table))
        names = (*table.names, GREY)
        return SeenClip(vectors, list_scenes(names, np.append(probabilities, GREY_PROBABILITY * is_grey(chosen))))

    def classify_frames(self, frames: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Classify frames: (N, 1280) vectors and (N, 1000) label probabilities.

        Every second frame is seen through its middle square: a wide picture that is pressed into a square shows more of
        the place, a square out of its middle shows things in their true shape.
        """
        network = self.load_network()
        parts = [network.classify_frames(part) for part in (frames[::2], crop_to_square(frames[1::2]))]
        vectors, labels = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.argsort(np.concatenate([np.arange(0, len(frames), 2), np.arange(1, len(frames), 2)]), kind="stable")
        return vectors[order], labels[order]


def choose_frames(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Choose at most :data:`FRAMES`, evenly spread."""
    if len(frames) <= FRAMES:
        return frames
    chosen: NDArray[np.uint8] = frames[np.floor((np.arange(FRAMES) + 0.5) * len(frames) / FRAMES).astype(int)]
    return chosen


def crop_to_square(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Crop frames (N, H, W, 3) to the square in their middle."""
    height, width = frames.shape[1:3]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return frames[:, top : top + side, left : left + side]


def is_grey(frames: NDArray[np.uint8]) -> bool:
    """Whether frames (N, H, W, 3) have a picture, and no colour."""
    wide = frames[:, ::2, ::2].astype(np.int16)
    spread = wide.max(-1) - wide.min(-1)
    return bool(wide.mean(-1).std() >= LEAST_CONTRAST and (spread > GREY_SPREAD).mean() <= GREY_SHARE)
