"""Exact vector search, filtered by a mask over rows.

:class:`VectorIndex` searches matrices in memory or mapped from files, :class:`TorchIndex` one on a device, and
:class:`IndexFolder` keeps vectors in files that processes share, with incremental writes.
"""

from models.index.device import TorchIndex
from models.index.exact import VectorIndex
from models.index.folder import IndexFolder

__all__ = ["IndexFolder", "TorchIndex", "VectorIndex"]
