"""Exact vector search, filtered by a mask over rows.

:class:`VectorIndex` searches matrices in memory or mapped from files, :class:`TorchIndex` one on a device.
"""

from models.index.device import TorchIndex
from models.index.exact import VectorIndex

__all__ = ["TorchIndex", "VectorIndex"]
