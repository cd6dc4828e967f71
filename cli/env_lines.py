"""Writing settings into ``.env``: lines that are there are replaced, all others stay."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from musechat.errors import BadInput


def write_env(values: Mapping[str, str], path: Path = Path(".env")) -> Path:
    """Set some variables in a file of settings, which only this user may read then; returns its absolute path.

    Raises:
        BadInput: ``env-value`` for a value of several lines, ``env-file`` where the file cannot be written.

    """
    if any("\n" in value or "\r" in value for value in values.values()):
        raise BadInput("env-value", "A setting cannot have several lines", "Give it on one line")
    try:
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        named = re.compile(rf"^\s*(?:export\s+)?({'|'.join(map(re.escape, values))})\s*=")
        lines = [line for line in old if not named.match(line)]
        lines += [f"{name}={_quote(value)}" for name, value in values.items()]
        draft = path.with_name(f"{path.name}.new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        draft.replace(path)
    except OSError as error:
        raise BadInput(
            "env-file",
            f"The file {path.absolute()} cannot be written ({error.strerror})",
            "Allow it, or set them elsewhere",
        ) from error
    return path.absolute()


def _quote(value: str) -> str:
    return value if re.fullmatch(r"[\w./:@+-]*", value) else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
