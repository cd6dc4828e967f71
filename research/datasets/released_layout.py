"""Reading and writing of the released layout: ``<root>/<video_id>/top1_music.json``.

Its keys are ``target_music``, ``candidate_music`` and ``conversations``, four dicts with ``from`` and ``value``. The
project's own fields are stored under the key ``musechat``, so that other readers of the layout can ignore them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from musechat.errors import BadInput
from research.datasets.training_tuple import Dialogue, Music, Quartet, Split, parse_credit, take_four_turns

ITEM_FILE = "top1_music.json"
SPEAKERS = ("human", "gpt", "human", "gpt")  # as conversation sets in this format call the two sides
# Items are a few KiB; a larger file is something else and is not worth parsing.
MAX_BYTES = 1 << 20


def make_item_path(root: Path, video_id: str) -> Path:
    """Return the path of a video's item."""
    return root / video_id / ITEM_FILE


def list_item_files(root: Path) -> Iterator[Path]:
    """Yield the paths of all items below ``root``, sorted by their folders' names.

    Raises:
        BadInput: ``no-data-set`` where there is no such folder or no item in it.

    """
    found = sorted(root.rglob(ITEM_FILE), key=lambda path: path.parent.name) if root.is_dir() else []
    if not found:
        raise BadInput(
            "no-data-set", f"There is no {ITEM_FILE} below {root}", "Give the folder that holds one folder per video"
        )
    yield from found


def read_all(root: Path) -> tuple[list[Quartet], list[BadInput]]:
    """Read all items below ``root``; returns training tuples and the errors of items that cannot be read.

    Raises:
        BadInput: as :func:`list_item_files`.

    """
    quartets: dict[str, Quartet] = {}
    problems = []
    for path in list_item_files(root):
        try:
            if path.parent.name in quartets:
                raise _make_broken_error(path, "the folder", "has the name of another item's")
            quartets[path.parent.name] = read_quartet(path)
        except BadInput as error:
            problems.append(error)
    return list(quartets.values()), problems


def read_quartet(path: Path) -> Quartet:
    """Read one item; speakers and candidate may be missing.

    Raises:
        BadInput: ``quartet-broken``; names the file and the field.

    """
    data = _load_json(path)
    own = data.get("musechat")
    extra: dict[str, Any] = own if isinstance(own, dict) else {}
    turns = _parse_turns(path, data.get("conversations"))
    video_id = path.parent.name
    target = _parse_music(path, data, "target_music", extra) or Music(video_id)
    # The released set has no metadata: title and artist can only be parsed from the recommendation in t4.
    if not target.title and not extra:
        title, artist = parse_credit(turns[3])
        target = Music(target.id, title=title, artist=artist)
    return Quartet(
        video_id=video_id,
        target=target,
        candidate=_parse_music(path, data, "candidate_music", extra),
        conversation=Dialogue(turns, target),
        **_parse_own_fields(extra),
    )


def write_quartet(root: Path, quartet: Quartet) -> Path:
    """Write one item atomically and return its path."""
    candidate = quartet.candidate
    conversation = quartet.conversation
    about: dict[str, Any] = {
        "generator": quartet.generator,
        "made": quartet.made,
        "split": None if quartet.split is None else quartet.split.name.lower(),
        "leaks": conversation.find_leaks,
        "target_music": asdict(quartet.target),
        "candidate_music": asdict(candidate) if candidate else None,
        "video_licence": quartet.video_licence,
        "video_source": quartet.video_source,
        "pool": quartet.pool,
        "encoders": quartet.encoders,
    }
    item = {
        "target_music": quartet.target.id,
        "candidate_music": candidate.id if candidate else None,
        "conversations": [
            {"from": speaker, "value": turn} for speaker, turn in zip(SPEAKERS, conversation.turns, strict=True)
        ],
        "musechat": about,
    }
    path = make_item_path(root, quartet.video_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(4)}.partial")
    temporary.write_text(json.dumps(item, ensure_ascii=False, indent=1), "utf-8")
    temporary.replace(path)
    return path


def _load_json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _make_broken_error(path, "the file", f"is larger than {MAX_BYTES >> 20} MiB")
        # utf-8-sig: sets edited on Windows begin with a byte order mark.
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise _make_broken_error(path, "the file", f"cannot be read as JSON ({error})") from error
    if not isinstance(data, dict):
        raise _make_broken_error(path, "the file", "holds no JSON object")
    return data


def _parse_turns(path: Path, listed: object) -> tuple[str, str, str, str]:
    if not isinstance(listed, list) or len(listed) < 4:
        raise _make_broken_error(path, "conversations", "is no list of four turns")
    for number, turn in enumerate(listed[:4]):
        value = turn.get("value") if isinstance(turn, dict) else None
        if not isinstance(value, str) or not value.strip():
            raise _make_broken_error(path, f"conversations[{number}].value", "is no text")
    return take_four_turns([turn["value"] for turn in listed])


def _parse_music(path: Path, data: Mapping[str, Any], key: str, extra: Mapping[str, Any]) -> Music | None:
    """Parse the music under ``key``: an id, or an object that holds one; None if absent."""
    value = data.get(key)
    details = value if isinstance(value, dict) else extra.get(key)
    if isinstance(value, dict):
        value = value.get("id")
    if value is None or value == "":
        return None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise _make_broken_error(path, key, "is no id")
    known = {f.name: details[f.name] for f in fields(Music) if f.name in details} if isinstance(details, dict) else {}
    tags = known.pop("tags", ())
    texts = {name: str(text) for name, text in known.items() if text is not None}
    return Music(**texts | {"id": str(value)}, tags=tuple(map(str, tags)) if isinstance(tags, list | tuple) else ())


def _parse_own_fields(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Parse the fields under ``musechat``; wrong types fall back to their defaults."""
    split, encoders, pool = (extra.get(key) for key in ("split", "encoders", "pool"))
    names = {part.name.lower(): part for part in Split}
    return {
        "generator": str(extra.get("generator") or ""),
        "made": extra.get("made") is True,
        "split": names.get(split) if isinstance(split, str) else None,
        "video_licence": str(extra.get("video_licence") or ""),
        "video_source": str(extra.get("video_source") or ""),
        "pool": pool if isinstance(pool, int) else 0,
        "encoders": {str(k): str(v) for k, v in encoders.items()} if isinstance(encoders, dict) else {},
    }


def _make_broken_error(path: Path, field: str, what: str) -> BadInput:
    return BadInput("quartet-broken", f"{path}: {field} {what}", "Fix or remove this file")
