"""A part of a library in one file, in the format of safetensors, whose arrays are mapped and not read.

A file is written beside its final name and renamed: it is there whole or not at all. Whoever maps one keeps it, also
when it is deleted.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from models.index.file_names import NameArray
from models.ranking.arrays.library_part import Array, LibraryPart
from models.ranking.arrays.postings import Postings
from models.ranking.arrays.text_pool import TextPool

ALIGNED = 64  # bytes that each array begins at a multiple of
_KINDS = {
    "BOOL": np.bool_, "U8": np.uint8, "I8": np.int8, "I32": np.int32, "I64": np.int64, "F16": np.float16,
    "F32": np.float32, "F64": np.float64,
}  # fmt: skip
_NAMES = {np.dtype(kind): name for name, kind in _KINDS.items()}


def write_part_file(path: Path, part: LibraryPart, facts: Mapping[str, str]) -> None:
    """Write a part with some facts about it, atomically; the folder has to be there."""
    arrays = dict(_flatten(part))
    header: dict[str, Any] = {"__metadata__": dict(facts)}
    at = 0
    for name, array in arrays.items():
        header[name] = {"dtype": _NAMES[array.dtype], "shape": array.shape, "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes + -array.nbytes % ALIGNED
        if -array.nbytes % ALIGNED:  # the format has no gaps
            header[f"{name}/padding"] = {
                "dtype": "U8",
                "shape": [-array.nbytes % ALIGNED],
                "data_offsets": [at - -array.nbytes % ALIGNED, at],
            }
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % ALIGNED)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            file.write(len(text).to_bytes(8, "little") + text)
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).data)
                file.write(bytes(-array.nbytes % ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_facts(path: Path) -> dict[str, str]:
    """Read the facts about a file's part, without its arrays.

    Raises:
        FileNotFoundError: it is gone.
        ValueError: it is no such file.

    """
    return dict(_read_header(path)[0].get("__metadata__", {}))


def map_part_file(path: Path) -> LibraryPart:
    """Map a file; pages are read when they are looked at, and shared with all processes that map it.

    Raises:
        FileNotFoundError: it is gone.
        ValueError: it is no such file.

    """
    header, start = _read_header(path)
    # Mapped "copy on write", though nothing writes: torch warns of what it could not write to.
    mapped = np.memmap(path, np.uint8, "c")
    arrays: dict[str, Array] = {}
    for name, about in header.items():
        if name != "__metadata__" and not name.endswith("/padding"):
            low, high = (start + offset for offset in about["data_offsets"])
            if high > len(mapped):
                raise ValueError(f"{path} is cut off")
            arrays[name] = np.asarray(mapped[low:high]).view(_KINDS[about["dtype"]]).reshape(about["shape"])
    return _unflatten(arrays)


def _read_header(path: Path) -> tuple[dict[str, Any], int]:
    """The header, and where the arrays begin."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        if size > path.stat().st_size:
            raise ValueError(f"{path} is no file of arrays")
        return json.loads(file.read(size)), 8 + size


def _flatten(part: LibraryPart) -> Iterator[tuple[str, Array]]:
    ids = np.ascontiguousarray(part.ids.data)
    yield "ids", ids.view(np.uint8).reshape(len(ids), ids.dtype.itemsize)
    for name, column in part.columns.items():
        yield f"columns|{name}", column
    for name, pool in part.texts.items():
        yield from _flatten_pool(f"texts|{name}", pool)
    for name, postings in part.words.items():
        yield from _flatten_pool(f"words|{name}", postings.terms)
        yield f"words|{name}|starts", postings.starts
        yield f"words|{name}|slots", postings.slots
        if postings.weights is not None:
            yield f"words|{name}|weights", postings.weights
    for name, derived in list(part.derived.items()):
        yield f"derived|{name}", derived


def _flatten_pool(name: str, pool: TextPool) -> Iterator[tuple[str, Array]]:
    yield f"{name}|data", pool.data
    yield f"{name}|ends", pool.ends


def _unflatten(arrays: Mapping[str, Array]) -> LibraryPart:
    ids = arrays["ids"]
    found: dict[str, dict[str, Array]] = {"columns": {}, "texts": {}, "words": {}, "derived": {}}
    for key, array in arrays.items():
        kind, _, name = key.partition("|")
        if name:
            found[kind][name] = array
    texts = {name.removesuffix("|data"): name for name in found["texts"] if name.endswith("|data")}
    words = {name.removesuffix("|data"): name for name in found["words"] if name.endswith("|data")}
    return LibraryPart(
        NameArray(np.ascontiguousarray(ids).view(f"S{ids.shape[1]}")[:, 0]),
        found["columns"],
        {name: TextPool(found["texts"][f"{name}|data"], found["texts"][f"{name}|ends"]) for name in texts},
        {name: _unflatten_postings(name, found["words"]) for name in words},
        found["derived"],
        is_mapped=True,
    )


def _unflatten_postings(name: str, arrays: Mapping[str, Array]) -> Postings:
    terms = TextPool(arrays[f"{name}|data"], arrays[f"{name}|ends"])
    return Postings(terms, arrays[f"{name}|starts"], arrays[f"{name}|slots"], arrays.get(f"{name}|weights"))
