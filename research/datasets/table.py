"""Reading of CSV tables written by people: named columns, trimmed cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from musechat.errors import BadInput


def read_table(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """Read all rows of a table; missing cells are empty.

    Raises:
        BadInput: ``table`` where it cannot be read or lacks one of ``columns``.

    """
    try:
        # utf-8-sig: spreadsheet programs write a byte order mark, which would rename the first column.
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, restval="")
            rows = [{key: cell.strip() for key, cell in row.items() if isinstance(key, str)} for row in reader]
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput("table", f"{path} cannot be read ({error})", "Give a CSV table in UTF-8") from error
    if missing:
        raise BadInput(
            "table", f"{path} has no column {' and no column '.join(missing)}", "Name its columns in the first line"
        )
    return rows
