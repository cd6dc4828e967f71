"""Why a clip cannot be used, as the decoding child says it."""

from __future__ import annotations


class ClipRefusedError(Exception):
    """The clip cannot be used; ``code`` and ``numbers`` as in :func:`media.watch.error_mapping.make_clip_error`."""

    def __init__(self, code: str, numbers: dict[str, float] | None = None) -> None:
        super().__init__(code)
        self.code, self.numbers = code, numbers or {}
