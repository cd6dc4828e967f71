"""Labelled messages go through the language model that is configured, with what was said before them."""

from __future__ import annotations

from language.reading.model_reading import ModelQuestion
from research.evaluation.messages import predict_messages
from tests.answers_of_models import act_of, answer_of, wish_for


class Model:
    def __init__(self) -> None:
        self.asked: list[ModelQuestion] = []

    def ask_model(self, question: ModelQuestion) -> str:
        self.asked.append(question)
        return answer_of(act_of("wish", question.words), wish_for("genre", "ambient", "hanging from balloons"))


def test_the_model_reads_too() -> None:
    model = Model()
    row = {
        "id": "a",
        "text": "could it feel more like hanging from balloons up there",
        "before": ["no drums", "bot: Xtal – 88 bpm, calm"],
    }
    (prediction,) = predict_messages([row], model=model)
    assert prediction["slots"] == {"prefer": ["ambient"]}
    (question,) = model.asked
    assert (list(question.before), question.bot_said) == (["no drums"], "Xtal – 88 bpm, calm")
    assert question.last is not None
    assert question.last.tempo_bpm == 88
    assert [each.wish.name for each in question.brief.standing] == ["drums"]
