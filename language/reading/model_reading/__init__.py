"""Reading by a language model: what it claims of a message is checked against the text, the vocabulary and the rules.

Nothing here talks to a model; :mod:`models.reading.server_reader` does, and the worker puts both together.
"""

from __future__ import annotations

from language.reading.model_reading.question import ModelQuestion, ReadingModel
from language.reading.model_reading.reading import read_with_model
from language.reading.model_reading.schema import build_answer_schema, list_vocabulary

__all__ = ["ModelQuestion", "ReadingModel", "build_answer_schema", "list_vocabulary", "read_with_model"]
