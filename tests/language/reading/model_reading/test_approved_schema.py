"""The schema that servers get: what changes in it changes what every model is asked."""

from __future__ import annotations

import json

from language.reading.model_reading import build_answer_schema
from tests.approval import compare_with_approved


def test_the_schema_of_answers_is_as_approved() -> None:
    build_answer_schema.cache_clear()
    compare_with_approved("answer-schema", json.dumps(build_answer_schema(), indent=1).splitlines())
