"""Exact search over a matrix in the memory of a device: the GPU, where there is one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from models.index.scores import BoolArray, FloatArray


class TorchIndex:
    """Vectors on a device, searched by dot product; the same contract as :class:`models.index.VectorIndex`.

    Args:
        ids: names of the rows, (n,).
        matrix: (n, dim) float32; copied to the device.
        device: name of the device; None: the first CUDA device, else the CPU.

    """

    def __init__(self, ids: Sequence[str], matrix: FloatArray, device: str | None = None) -> None:
        if matrix.ndim != 2 or len(ids) != len(matrix):
            raise ValueError(f"{len(ids)} ids for a matrix of shape {matrix.shape}")
        self.ids = ids
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self._matrix = torch.tensor(matrix, dtype=torch.float32, device=self.device)

    @staticmethod
    def has_card() -> bool:
        """Whether there is a GPU to search on."""
        return torch.cuda.is_available()

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """The ``k`` best rows among those allowed; see :meth:`models.index.VectorIndex.search`."""
        ids, scores = self.search_many(vector[None], k, allowed)
        return ids[0], scores[0]

    @torch.inference_mode()
    def search_many(
        self, vectors: FloatArray, k: int, allowed: BoolArray | None = None
    ) -> tuple[list[list[str]], list[FloatArray]]:
        """As :meth:`search` for a batch of vectors (B, dim), in one product."""
        if vectors.ndim != 2 or vectors.shape[1] != self._matrix.shape[1]:
            raise ValueError(f"queries of shape {vectors.shape} for vectors of dim {self._matrix.shape[1]}")
        if allowed is not None and allowed.shape != (len(self),):
            raise ValueError(f"a mask of shape {allowed.shape} for {len(self)} rows")
        k = min(k, len(self) if allowed is None else int(allowed.sum()))
        if k <= 0:
            return [[] for _ in vectors], [np.empty(0, np.float32) for _ in vectors]
        scores = torch.tensor(vectors, dtype=torch.float32, device=self.device) @ self._matrix.T  # (B, n)
        if allowed is not None:  # -inf ranks last; k is at most the number of allowed rows, so none is returned
            scores.masked_fill_(~torch.from_numpy(allowed).to(self.device), -torch.inf)
        found = [_find_top_k(of_query, k) for of_query in scores]
        return [[self.ids[row] for row in rows.tolist()] for rows, _ in found], [
            best.cpu().numpy() for _, best in found
        ]


def _find_top_k(scores: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """Rows and values of the ``k`` largest of ``scores`` (n,), equal ones in row order."""
    # The order of equal values is not defined for ``topk``: it only gives the threshold for a stable sort.
    threshold = scores.topk(k).values[-1]
    candidates = (scores >= threshold).nonzero()[:, 0]
    values, order = scores[candidates].sort(descending=True, stable=True)
    return candidates[order[:k]], values[:k]
