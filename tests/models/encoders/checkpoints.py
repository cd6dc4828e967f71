"""Tiny checkpoints of the published classes, written as the hub lays them out; every number in them is random."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from models.fusion.scene_phrases import MUSIC, SCENES

CORPUS = [*MUSIC, *(text for pair in SCENES for text in pair), "calmer, and some piano please", "Instruct: Query:"]


def clip(folder: Path, seed: int = 0) -> Path:
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel

    tokens = write_tokenizer(folder, ("<|startoftext|>", "<|endoftext|>"), "<|endoftext|>", lower=True)
    small: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    words = {
        "vocab_size": tokens.get_vocab_size(),
        "bos_token_id": tokens.token_to_id("<|startoftext|>"),
        "eos_token_id": tokens.token_to_id("<|endoftext|>"),
    }
    config = CLIPConfig(
        text_config=small | words, vision_config=small | {"image_size": 32, "patch_size": 8}, projection_dim=24
    )
    save(CLIPModel, config, folder, seed)
    CLIPImageProcessorPil(
        size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}, do_center_crop=True
    ).save_pretrained(folder)
    return folder


def siglip(folder: Path, seed: int = 0) -> Path:
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    tokens = write_tokenizer(folder, ("", "<eos>"), "<pad>")
    small: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    config = SiglipConfig(
        text_config=small | {"vocab_size": tokens.get_vocab_size(), "max_position_embeddings": 64},
        vision_config=small | {"image_size": 32, "patch_size": 8},
    )
    save(SiglipModel, config, folder, seed)
    SiglipImageProcessorPil(size={"height": 32, "width": 32}).save_pretrained(folder)
    return folder


def clap(folder: Path, seed: int = 0, *, fused: bool = False) -> Path:
    from transformers import ClapConfig, ClapFeatureExtractor, ClapModel

    tokens = write_tokenizer(folder, ("<s>", "</s>"), "<pad>")
    config = ClapConfig(
        audio_config={
            "patch_embeds_hidden_size": 16,
            "hidden_size": 32,
            "depths": [1, 1],
            "num_attention_heads": [2, 2],
            "num_hidden_layers": 2,
            "enable_fusion": fused,
        },
        text_config={
            "vocab_size": tokens.get_vocab_size(),
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "max_position_embeddings": 96,
            "pad_token_id": tokens.token_to_id("<pad>"),
        },
        projection_dim=24,
    )
    save(ClapModel, config, folder, seed)
    ClapFeatureExtractor(truncation="fusion" if fused else "rand_trunc").save_pretrained(folder)
    return folder


def ast(folder: Path, seed: int = 0) -> Path:
    from transformers import ASTConfig, ASTFeatureExtractor, ASTForAudioClassification

    config = ASTConfig(
        hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2, time_stride=16, num_labels=5
    )
    save(ASTForAudioClassification, config, folder, seed)
    ASTFeatureExtractor().save_pretrained(folder)
    return folder


def qwen(folder: Path, seed: int = 0) -> Path:
    """As Qwen3-Embedding lies on the hub: a causal LM, an end token after every text, pooled there."""
    from transformers import Qwen3Config, Qwen3ForCausalLM

    tokens = write_tokenizer(folder, ("", "<|endoftext|>"), "<|endoftext|>")
    config = Qwen3Config(
        vocab_size=tokens.get_vocab_size(),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
    )
    save(Qwen3ForCausalLM, config, folder, seed)
    asking = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
    sentence_files(folder, {"pooling_mode_lasttoken": True, "pooling_mode_mean_tokens": False}, asking)
    return folder


def bert(folder: Path, seed: int = 0, asking: str = "", pooling: str = "mean_tokens") -> Path:
    from transformers import BertConfig, BertModel

    tokens = write_tokenizer(folder, ("[CLS]", "[SEP]"), "[PAD]", lower=True)
    config = BertConfig(
        vocab_size=tokens.get_vocab_size(),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
    )
    save(BertModel, config, folder, seed)
    sentence_files(folder, {f"pooling_mode_{pooling}": True}, asking)
    return folder


def put(cache: Path, model_id: str, source: Path, commit: str, revision: str = "main") -> Path:
    """Lay a checkpoint into a Hugging Face cache as a download would; returns its snapshot's folder."""
    folder = cache / f"models--{model_id.replace('/', '--')}"
    (folder / "refs").mkdir(parents=True, exist_ok=True)
    (folder / "refs" / revision).write_text(commit)
    return shutil.copytree(source, folder / "snapshots" / commit)


def save(kind: Any, config: Any, folder: Path, seed: int) -> None:
    torch.manual_seed(seed)
    model = kind(config)
    with torch.no_grad():  # weights as small as those of a fresh model hardly tell one input from another
        for value in model.parameters():
            if value.ndim >= 2:
                value.normal_(0, 0.25)
    model.save_pretrained(folder)


def sentence_files(folder: Path, pooling: dict[str, bool], asking: str) -> None:
    (folder / "1_Pooling").mkdir(exist_ok=True)
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": 32} | pooling))
    prompts = {"prompts": {"query": asking, "document": ""}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))


def write_tokenizer(folder: Path, around: tuple[str, str], pad: str, *, lower: bool = False) -> Tokenizer:
    """Train byte pairs on the bridge's phrases and write them with the template ``around`` a text."""
    from transformers import PreTrainedTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = (
        normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()]) if lower else normalizers.NFC()
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = list(dict.fromkeys([*(t for t in around if t), pad]))
    letters = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=letters, show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    start, end = around
    tokenizer.post_processor = processors.TemplateProcessing(
        single=" ".join(filter(None, [start, "$A", end])),
        special_tokens=[(t, tokenizer.token_to_id(t)) for t in special],
    )
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token=pad).save_pretrained(folder)
    return tokenizer
