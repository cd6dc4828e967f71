"""What the encoders of the published profiles cost here: ``python -m benchmarks.bench_encoders``.

Names (clip, siglip, clap, ast, qwen) choose among them; ``--float32`` leaves a CPU's bfloat16 unused. Random weights of
the real sizes, since speed does not depend on what was learnt and nothing is fetched. On a CPU one thread is used and
CPU seconds are shown; on a GPU, seconds of the clock and the most memory that was held.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch

from models.encoders.hub import loading, pictures, sound, text
from models.encoders.hub.checkpoint import Checkpoint
from models.encoders.hub.pictures import ClipPictures, SiglipPictures
from models.encoders.hub.sound import AstSound, ClapSound
from models.encoders.hub.word_pieces import TokenBatch

NOWHERE = Checkpoint("random", Path("/nowhere"), "0")
FRAMES, WORDS = 16, 24  # frames in a batch; tokens of a text
RNG = np.random.default_rng(0)


class RandomPieces:
    """Stands where a tokenizer would: the published ones are not here, and ids cost the same whatever they say."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __call__(self, texts: Sequence[str]) -> TokenBatch:
        ids = torch.randint(5, 1000, (len(texts), WORDS), device=loading.choose_device())
        return TokenBatch(ids, torch.ones_like(ids), [])


def ready(model: Any, dtype: torch.dtype | None = None) -> Any:
    return model.to(loading.choose_device(), dtype or loading.choose_precision()).eval()


def clip() -> tuple[str, int, Callable[[], object]]:
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel

    tower = ClipPictures(ready(CLIPModel(CLIPConfig())), CLIPImageProcessorPil(), NOWHERE)
    return "CLIP ViT-B/32, a frame", FRAMES, lambda: tower.encode_pictures(frames())


def siglip() -> tuple[str, int, Callable[[], object]]:
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    shape = {"hidden_size": 1152, "intermediate_size": 4304, "num_hidden_layers": 27, "num_attention_heads": 16}
    config = SiglipConfig(
        text_config=shape | {"vocab_size": 256_000}, vision_config=shape | {"image_size": 384, "patch_size": 14}
    )
    processor = SiglipImageProcessorPil(size={"height": 384, "width": 384})
    tower = SiglipPictures(ready(SiglipModel(config)), processor, NOWHERE)
    return "SigLIP2 so400m/14 at 384, a frame", FRAMES, lambda: tower.encode_pictures(frames())


def clap() -> tuple[str, int, Callable[[], object]]:
    from transformers import ClapConfig, ClapFeatureExtractor, ClapModel

    audio = {"depths": [2, 2, 12, 2], "hidden_size": 1024, "patch_embeds_hidden_size": 128}
    model = ready(ClapModel(ClapConfig(audio_config=audio)), torch.float32)
    tower = ClapSound(model, ClapFeatureExtractor(truncation="rand_trunc"), NOWHERE)
    return "larger CLAP, a window of 10 s", 4, lambda: tower.encode_windows(waves(tower.window, 4))


def ast() -> tuple[str, int, Callable[[], object]]:
    from transformers import ASTConfig, ASTFeatureExtractor, ASTModel

    tower = AstSound(ready(ASTModel(ASTConfig()), torch.float32), ASTFeatureExtractor(), NOWHERE)
    return "AST, a window of 10.24 s", 4, lambda: tower.encode_windows(waves(tower.window, 4))


def qwen() -> tuple[str, int, Callable[[], object]]:
    from transformers import Qwen3Config, Qwen3Model

    config = Qwen3Config(
        vocab_size=151_669,
        hidden_size=1024,
        intermediate_size=3072,
        num_hidden_layers=28,
        num_attention_heads=16,
        num_key_value_heads=8,
        head_dim=128,
    )
    encoder = text.HubText(ready(Qwen3Model(config)), NOWHERE, last=True, prefix="")
    return f"Qwen3-Embedding 0.6B, a text of {WORDS} tokens", 8, lambda: encoder.encode(["x"] * 8)


KINDS = {"clip": clip, "siglip": siglip, "clap": clap, "ast": ast, "qwen": qwen}


def frames() -> np.ndarray:
    return RNG.integers(0, 255, (FRAMES, 224, 398, 3)).astype(np.uint8)


def waves(length: int, count: int) -> list[np.ndarray]:
    return [RNG.normal(size=length).astype(np.float32) / 9 for _ in range(count)]


def seconds(run: Callable[[], object], times: int) -> float:
    """Seconds of one run: of the CPU, or of the clock where a GPU computes."""
    on_gpu = loading.choose_device().type == "cuda"
    clock = time.perf_counter if on_gpu else time.process_time
    run()
    began = clock()
    for _ in range(times):
        run()  # its answer lies in the CPU's memory, so the GPU is done
    return (clock() - began) / times


def main() -> None:
    """Measure and print."""
    torch.set_num_threads(1)
    if "--float32" in sys.argv:
        torch.cpu.get_capabilities = dict  # type: ignore[assignment]
    on_gpu = loading.choose_device().type == "cuda"
    kind = torch.cuda.get_device_name() if on_gpu else torch.backends.cpu.get_cpu_capability()
    print(f"{kind}, {loading.choose_precision()}")
    for room in (text, pictures, sound):
        patch.object(room, "WordPieces", RandomPieces).start()
    for name in [name for name in sys.argv[1:] if name in KINDS] or KINDS:
        if on_gpu:
            torch.cuda.reset_peak_memory_stats()
        what, count, run = KINDS[name]()
        each = seconds(run, 20 if on_gpu else 1) / count
        held = (
            torch.cuda.max_memory_allocated() if on_gpu else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        )
        print(f"{what:45} {each * 1000:9.2f} ms {1 / each:9.1f} a second {held / 2**30:6.2f} GiB")


if __name__ == "__main__":
    main()
