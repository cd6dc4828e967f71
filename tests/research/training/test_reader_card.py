"""The card's section on the reader says what the shipped weights say of themselves."""

from __future__ import annotations

from pathlib import Path

from models.profiles import SHIPPED_WEIGHTS
from models.weight_files import CARD_FILE, READER_FILE, read_metadata
from research.training.model_card import write_card


def test_the_shipped_card_is_of_the_shipped_reader() -> None:
    card = (SHIPPED_WEIGHTS / CARD_FILE).read_text("utf-8")
    assert f"the reader of messages (version {read_metadata(SHIPPED_WEIGHTS / READER_FILE)['version']})" in card


def test_a_folder_with_a_reader_gets_its_section(tmp_path: Path) -> None:
    (tmp_path / READER_FILE).write_bytes((SHIPPED_WEIGHTS / READER_FILE).read_bytes())
    section = write_card(tmp_path).read_text("utf-8").split("## `reader.safetensors`")[1]
    assert section.strip() in (SHIPPED_WEIGHTS / CARD_FILE).read_text("utf-8")
