"""Writes settings into the file ``.env``, which holds secrets: for its owner alone, and whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from musechat.errors import BadInput

PLAIN_VALUE = re.compile(r"[A-Za-z0-9_./:@+-]*")


def write_settings(path: Path, values: Mapping[str, str]) -> None:
    """Set these settings in the file, leaving its other lines as they are; the file is made where there is none.

    Raises:
        BadInput: ``env-file``: it cannot be written; ``env-value``: a value has several lines.

    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        _replace_file(path, "\n".join(set_lines(lines, values)) + "\n")
    except OSError as error:
        reason = error.strerror or "no reason given"
        remedy = "Start MuseChat in a folder that you may write to, or write the settings there yourself"
        raise BadInput("env-file", f"The settings cannot be written to {path} ({reason})", remedy) from error


def set_lines(lines: list[str], values: Mapping[str, str]) -> list[str]:
    """Set settings among the lines of a file; comments and other settings stay.

    Raises:
        BadInput: ``env-value``.

    """
    for name, value in values.items():
        if "\n" in value or "\r" in value:
            raise BadInput("env-value", "A setting cannot have several lines", "Give it on one line")
        assigns = re.compile(rf"\s*(export\s+)?{re.escape(name)}\s*=")
        lines = [line for line in lines if not assigns.match(line)]
        lines.append(f"{name}={_quote(value)}")
    return lines


def _quote(value: str) -> str:
    if PLAIN_VALUE.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _replace_file(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
