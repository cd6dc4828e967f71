"""How the child that decodes speaks to the parent that trusts it with nothing.

A message is one kind byte, a length (uint32, big-endian) and a payload. Arrays travel as raw bytes under a JSON header
whose types and shapes the parent checks: no pickle, nothing that could run code in the parent.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

PROGRESS, RESULT, PROBLEM, FAULT = b"p", b"r", b"e", b"f"
HEAD = struct.Struct(">cI")
_COUNT = struct.Struct(">I")
_TYPES = {"u1": np.uint8, "f4": np.float32}


class WireError(Exception):
    """The child sent something that it never should."""


def encode_message(kind: bytes, payload: bytes) -> bytes:
    """One message, ready to be written."""
    return HEAD.pack(kind, len(payload)) + payload


def take_message(buffer: bytearray, cap: int) -> tuple[bytes, bytes] | None:
    """Take one whole message off the front of ``buffer``; None while it is incomplete.

    Raises:
        WireError: its kind is unknown, or it announces more than ``cap`` bytes.

    """
    if len(buffer) < HEAD.size:
        return None
    kind, size = HEAD.unpack_from(buffer)
    if kind not in (PROGRESS, RESULT, PROBLEM, FAULT) or size > cap:
        raise WireError(f"message of kind {kind!r} and {size} bytes")
    if len(buffer) < HEAD.size + size:
        return None
    payload = bytes(memoryview(buffer)[HEAD.size : HEAD.size + size])
    del buffer[: HEAD.size + size]
    return kind, payload


def pack_payload(meta: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> bytes:
    """``meta`` (JSON) and ``arrays`` (uint8 or float32) as one payload."""
    shapes = [[name, a.dtype.str[1:], list(a.shape)] for name, a in arrays.items()]
    head = json.dumps({"meta": meta, "arrays": shapes}).encode()
    return b"".join([_COUNT.pack(len(head)), head, *(np.ascontiguousarray(a).tobytes() for a in arrays.values())])


def unpack_payload(payload: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Inverse of :func:`pack_payload`; the arrays are read-only views of ``payload``.

    Raises:
        WireError: header and bytes do not belong together.

    """
    try:
        (size,) = _COUNT.unpack_from(payload)
        head = json.loads(payload[_COUNT.size : _COUNT.size + size])
        offset, arrays = _COUNT.size + size, {}
        for name, kind, shape in head["arrays"]:
            dtype = np.dtype(_TYPES[kind])
            count = math.prod(int(n) for n in shape)
            if min(shape, default=0) < 0:
                raise WireError("negative shape")
            arrays[str(name)] = np.frombuffer(payload, dtype, count, offset).reshape(shape)
            offset += count * dtype.itemsize
        meta = dict(head["meta"])
    except (KeyError, TypeError, ValueError, struct.error) as error:
        raise WireError(str(error)) from error
    if offset != len(payload):
        raise WireError(f"{len(payload) - offset} bytes too many")
    return meta, arrays
