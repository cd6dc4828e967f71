"""The writer's training: lessons that are true, a tiny base and adapter by the real classes, and what they leave."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from models.profiles import SHIPPED_WEIGHTS
from models.writer.base_loading import find_music_id, load_explainer
from models.writer.fact_check.checker import check_reason
from models.writer.interface import MAX_REASON_WORDS, count_words
from models.writer.known_words import read_words
from models.writer.prompt import ARTIST, MUSIC, TITLE, NameStyle, PromptStyle
from models.writer.small_writer import SmallWriter
from models.writer.spec import ADAPTER, BASE, WriterSpec
from models.writer.write_request import WriteRequest
from models.writer.writer_loading import FOLDER, load_spec, load_writer, without_music
from musechat.errors import BadInput
from research.datasets.training_tuple import Dialogue, Music, Quartet
from research.training.feature_cache import FeatureCache
from research.training.learnt_words import list_grammar_words
from research.training.reason_grammar import write_by_grammar
from research.training.synthetic_facts import FactMaker
from research.training.writer_curves import draw_losses
from research.training.writer_examples import Dialogues, GrammarReasons
from research.training.writer_run import AdapterSizes, BaseSizes, WriterTrainingRun
from research.training.writer_tokens import train_tokenizer
from research.training.writer_trainer import IGNORED, Collate, WriterConfig
from tests.research.training.train_parts import bank

HEARING = PromptStyle()
TOLD = PromptStyle(soft_tokens=0)
STYLES = {"techno": "synth", "jazz": "piano", "rock": "guitar", "classical": "strings", "ambient": "flute"}
ENCODER = "made/1"


def heard_bank(size: int = 60) -> FeatureCache:
    """Tracks whose vectors show a style and the instrument that goes with it."""
    names = list(STYLES)
    rows = np.arange(size) % len(names)
    vectors = np.eye(len(names) + 3, dtype=np.float32)[rows]
    tags = tuple({names[row]: 0.6, STYLES[names[row]]: 0.5, "no vocals": 0.3} for row in rows)
    return replace(bank(size), vectors=vectors, tags=tags)


MAKER = FactMaker(heard_bank())


def lessons(count: int, style: PromptStyle = HEARING, seed: int = 0) -> GrammarReasons:
    return GrammarReasons(MAKER, count, seed, style)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny base and adapter."""
    folder = tmp_path_factory.mktemp("writer")
    course = tiny(folder)
    config = WriterConfig(lessons=48, validation=8, batch=8)
    base = course.train_base((lessons(48, TOLD), lessons(8, TOLD, 1)), config, {"data": False})
    adapter = course.train_adapter(spec(), (lessons(48), lessons(8, seed=1)), config, {"data": False})
    assert np.isfinite([base.loss, adapter.loss]).all()
    return folder


def tiny(folder: Path, seed: int = 0) -> WriterTrainingRun:
    sizes = BaseSizes(width=32, layers=2, heads=2, inner=48)
    return WriterTrainingRun(
        folder / "work", folder, lambda *_: None, seed, base_sizes=sizes, adapter_sizes=AdapterSizes(4, 8, 0.0)
    )


def spec() -> WriterSpec:
    return WriterSpec(BASE, ENCODER, MAKER.bank.vectors.shape[1], 4)


def test_what_is_taught_is_true_and_short() -> None:
    rng = np.random.default_rng(1)
    for _ in range(150):
        facts = MAKER.make_facts(rng)
        text = write_by_grammar(facts, rng).replace(TITLE, facts.track.title).replace(ARTIST, facts.track.artist)
        assert check_reason(text, facts, words=list_grammar_words()).problems == (), text
        assert count_words(text) <= MAX_REASON_WORDS


def test_the_shipped_list_of_words_is_that_of_the_grammar() -> None:
    # `musechat train writer-words` writes it anew where the grammar has changed.
    assert read_words(SHIPPED_WEIGHTS / FOLDER / BASE) == list_grammar_words()


def test_a_lesson_is_the_same_whenever_it_is_asked_for() -> None:
    first, again = lessons(50)[7], lessons(50)[7]
    assert (first.prompt, first.answer) == (again.prompt, again.answer)
    assert lessons(50)[8].prompt != first.prompt
    assert lessons(50, seed=9)[7].prompt != first.prompt


def test_what_a_base_learns_to_say_it_is_told_and_what_an_adapter_learns_it_hears() -> None:
    told = [lessons(80, TOLD)[n] for n in range(80)]
    heard = [replace(lessons(80), heard=frozenset({"piano"}))[n] for n in range(80)]
    assert not any(MUSIC in lesson.prompt for lesson in told)
    assert all(MUSIC * 4 in lesson.prompt for lesson in heard)
    assert any("piano" in lesson.answer and "piano" not in lesson.prompt for lesson in heard)
    # What nothing proved to hear is said where the prompt has it, and nowhere else.
    for lesson in (*told, *heard):
        for style in STYLES:
            assert f" {style} " not in lesson.answer or style in lesson.prompt


def test_names_are_marks_or_quoted_or_left_out() -> None:
    marks, quoted, none = (lessons(9, PromptStyle(naming))[3] for naming in NameStyle)
    assert TITLE in marks.prompt
    assert TITLE in marks.answer
    title = quoted.answer.split("“")[1].split("”")[0]
    assert title in quoted.prompt
    assert TITLE not in quoted.prompt + quoted.answer
    assert "track:" not in none.prompt


def test_the_loss_counts_on_the_answer_alone() -> None:
    tokenizer = train_tokenizer(text for n in range(50) for text in (lessons(50)[n].prompt, lessons(50)[n].answer))
    found = [lessons(50)[n] for n in range(4)]
    batch = Collate(tokenizer, hears=True)(found)
    assert batch["input_ids"].shape == batch["labels"].shape == batch["attention_mask"].shape
    assert batch["music"].shape == (4, MAKER.bank.vectors.shape[1])
    for row, lesson in enumerate(found):
        counted = batch["labels"][row][batch["labels"][row] != IGNORED]
        assert tokenizer.decode(counted, skip_special_tokens=False) == f"{lesson.answer}<|end|>"


def test_the_tokenizer_says_any_text_and_takes_numbers_digit_by_digit() -> None:
    tokenizer = train_tokenizer([lessons(50)[n].answer for n in range(50)])
    for text in ("At 128 bpm, in G# minor.", "čeština 漢字 🎵"):
        assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) == text
    assert [tokenizer.decode([token]).strip() for token in tokenizer.encode(" 128")] == ["1", "2", "8"]


@pytest.mark.slow
def test_a_training_leaves_one_adapter_file_and_its_story(trained: Path) -> None:
    assert {path.name for path in (trained / ADAPTER).iterdir()} == {
        "adapter_config.json", "adapter_model.safetensors", "training.json", "writer.json",
    }  # fmt: skip
    assert WriterSpec.read_spec(trained / ADAPTER) == spec()
    told = json.loads((trained / BASE / "training.json").read_text())
    assert told["config"]["lessons"] == 48
    assert told["validation_loss"] > 0


@pytest.mark.slow
def test_what_the_adapter_learnt_is_there_again_in_both_runtimes(trained: Path) -> None:
    lesson = lessons(9)[2]
    request = WriteRequest(lesson.prompt, music=lesson.music, temperature=0.0)
    small = SmallWriter.load_writer(trained / BASE, trained / ADAPTER, spec().music_dim)
    explainer, tokenizer = load_explainer(spec(), trained)
    ids, mask = small._encode_prompts([request])
    music = torch.from_numpy(lesson.music)[None]
    with torch.inference_mode():
        ours = small.model.compute_logits(
            small.model.embed_tokens(ids, find_music_id(tokenizer), music.numpy()),
            torch.arange(ids.shape[1])[None],
            torch.ones(1, ids.shape[1], ids.shape[1], dtype=torch.bool).tril(),
            [],
        )
        theirs = explainer(ids, mask, music).logits[:, -1]
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
    plain = AutoModelForCausalLM.from_pretrained(trained / BASE, dtype=torch.float32)
    assert not torch.allclose(plain(ids).logits[:, -1], theirs, atol=1e-3)


@pytest.mark.slow
def test_a_training_goes_on_where_it_stopped(tmp_path: Path) -> None:
    config = WriterConfig(lessons=16, validation=8, batch=8)
    told: list[str] = []
    course = replace(tiny(tmp_path), told=lambda what, _: told.append(what))
    first = course.train_base((lessons(16, TOLD), lessons(8, TOLD, 1)), config, {})
    told.clear()
    again = course.train_base((lessons(16, TOLD), lessons(8, TOLD, 1)), config, {})
    assert again.loss == first.loss
    assert not any("learns" in what for what in told)  # nothing was left to learn


@pytest.mark.slow
def test_a_writer_that_learnt_to_hear_another_encoder_is_told_in_words(trained: Path) -> None:
    assert load_spec("embedded", trained, ENCODER) == spec()
    other = load_spec("embedded", trained, "clap/2")
    assert (other.soft_tokens, other.naming) == (0, NameStyle.SLOT)
    assert load_spec("Qwen/Qwen3-4B-Instruct-2507", trained / "nothing", ENCODER).naming is NameStyle.TEXT
    hearing = load_writer("embedded", trained, ENCODER)
    assert hearing.writes.generate_texts([WriteRequest(lessons(3)[0].prompt, music=lessons(3)[0].music)])[0].tokens > 0
    assert without_music(hearing).spec.style.soft_tokens == 0


def test_dialogues_are_learnt_from_with_their_names_as_marks() -> None:
    target = Music("a", "Low Tide", "Mira Voss", tags=("slow", "piano", "ambient"))
    turns = ("Which music?", "'X' by Y.", "Calmer, please.", "Then take 'Low Tide' by Mira Voss. It is slow.")
    quartet = Quartet("v", target, None, Dialogue(turns, target))
    made = Dialogues([quartet] * 3, np.ones((3, 4), np.float32), HEARING, 0)
    assert made[0].answer == f"Then take “{TITLE}” by {ARTIST}. It is slow."
    assert made[0].prompt.startswith(f"track: {TITLE} by {ARTIST}")
    assert MUSIC in made[0].prompt
    named = Dialogues([quartet], np.ones((1, 4), np.float32), PromptStyle(NameStyle.TEXT), 0)[0]
    assert "Low Tide" in named.prompt
    assert "'Low Tide' by Mira Voss" in named.answer


def test_a_folder_without_a_writer_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="musechat train writer"):
        WriterSpec.read_spec(tmp_path)


def test_the_curves_are_drawn(tmp_path: Path) -> None:
    log = [{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0, "eval_loss": 1.5}]
    assert draw_losses("base", log, tmp_path / "a" / "curves.png").stat().st_size > 1000
