"""The card beside the shipped weights, written out of what the weights files say of themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.weight_files import CARD_FILE, EAR_FILE, FUSION_FILE, MVP_FILE, read_metadata
from models.writer.spec import ADAPTER, BASE, SPEC_FILE
from models.writer.writer_loading import FOLDER

TRAINING_FILE = "training.json"
SCORES_FILE = "retrieval.json"  # written by `musechat evaluate retrieval --out models/weights`

HEAD = """# Weights of the embedded profile

Written by `musechat train`; do not edit. The weights are the project's own (Apache-2.0, as the code). They hold none
of the music they learnt from; its projects and licences, some of them share-alike, are named below so that you can
judge that for yourself.
"""

EAR = """
## `{file}`: the ear (version {version})

A residual CNN over three seconds of log-mel (16 kHz, 96 bands), {parameters:.2f} M parameters, fp16. Says 100 tag
scores and an embedding; a track's vector joins both with twelve plain measures of its sound.

- **Command**: `musechat train encoders --data PATH --epochs {epochs} --altered {altered} --seed {seed}{composed_flag}`;
  {windows} windows of three seconds.
- **Teachers**: {teachers}
- **Learnt from**: {composed} tracks that the project composes itself (CC0), and real excerpts:
{learnt}
- **Altered music**: {altered} of the windows are the same music at other speeds, levels and colours, filtered and
  mixed, labelled anew by the teachers.
- **Judged on** whole projects that it never heard:
{judged}
- **Scores** on those {tracks} tracks, against the teachers: top-5 tag overlap **{top5}**, mean per-tag Spearman
  **{spearman}**.
- **Words**: the embedding is drawn towards MiniLM's vectors of the tags that stand out, so that words lie near sound.
- **Loop**: plain PyTorch rather than `transformers.Trainer`; the lessons are one array in memory and the loop is
  shorter than an adapter.

**What it cannot hear.** It can be no better than its teachers, which were trained on recordings of around 2000 to
2010 and know 100 words of Western listeners. Its material is strong in electronic, game, soundtrack, rock and piano
music and weak in singing, hip-hop, country and acoustic pop: scores of vocal tags are the least sure, and piano in
music of another kind than it learnt from is often missed. It hears no lyrics, no language, no tempo beyond a coarse
pulse, no structure, and nothing above 8 kHz. Teachers' mistakes about chip music and MIDI renders are learnt too.
"""

FUSION = """
## `{mvp_file}` and `{file}`: the baseline and the fusion (versions {mvp_version}, {version})

MVP is a transformer of {layers} layers over a clip's tokens, {mvp_parameters:.2f} M parameters; MVT-Fusion is the same
over clip, words' tokens and previous pick, {parameters:.2f} M, and begins where MVP ended. Both have a music tower.
fp16. Trained for ear version {ear}; another ear needs another fusion.

- **Command**: `musechat train fusion{data_flag} --seed {seed}` (experiment
  `research/training/experiments/embedded.toml`): batches of {batch}, at most {epochs} epochs, symmetric InfoNCE with a
  learnable temperature, the same artist's tracks left out as wrong answers, hard negatives from ranks 10 to 100, a
  third of the made quartets first turns with the clip alone; `transformers.Trainer`.
- **The pairs are made.** No real pair of clip and music was seen. {quartets} quartets of clip, target, candidate and
  words: {tracks} tracks (real excerpts, stretches of them, music altered from them, composed music), {clips} clips
  (drawn at random, and of {real_clips} real ones those that are not kept for the test), candidates chosen by MVP, words
  by a grammar, from captions of MusicCaps (CC-BY-SA-4.0) and from requests on Reddit (Deezer, MIT). What goes together
  is decided by a hand-written correspondence of the clip's measured traits with aspects heard in the track by:
  {judge}.
- **Validation** R@10, other pieces of the same kind: MVP {mvp_recall:.3f}, MVT-Fusion {fusion_recall:.3f}.
{scores}
**What it cannot do.** It knows of a clip only pace, light, colour, cuts and composition: not what is in it. What
"fits" is what a few hand-written correspondences say (fast with energetic, bright and colourful with light-hearted,
cold with electronic). Words that the grammar does not have work as far as MiniLM puts them near words that it has.

**Tried and left out.** What is in a picture: eight coarse groups of MobileNetV2's classes, learnt from 29 clips of 21
sources and judged on sources left out. Colour alone follows "animal" (rank correlation 0.70), and no small network
beats colour alone beyond its interval; single figures such as "building" from pixels (0.65 [0.29, 0.88]) are the best
of thirty-two tried. So nothing of it ships.
"""

SCORES = """- **Test** (`musechat evaluate retrieval{data_flag}`): {queries} queries with held-out music, clips, words
  and rule; pool 500, in percent with 95 % intervals. The pairs are made: no figure here says how well it does on real
  ones.

  | row | turn | R@1 | R@5 | R@10 | median rank |
  | --- | --- | --- | --- | --- | --- |
{table}
"""


WRITER = """
## `writer/`: the writer

- `writer/base/model.safetensors`: a causal language model shaped like Llama with a tokenizer of its own ({vocabulary}
  tokens), {base:.2f} M parameters, that puts facts into English sentences.
- `writer/adapter/adapter_model.safetensors`: LoRA (rank {rank}) on all its linear layers and the projection of a
  track's vector ({music_dim} numbers) into {soft_tokens} soft tokens, {adapter:.2f} M parameters, so that it
  also says what it hears.

Both fp16. Trained for {encoder}; with another encoder it is told everything in words.

- **Command**: `musechat train writer --base{data_flag} --seed {seed}`: {base_lessons} lessons for the base,
  {adapter_lessons} for the adapter, each seen once; loss on the answers alone (validation: {base_loss:.3f} and
  {adapter_loss:.3f} nats a token); `transformers.Trainer`, `peft`.
- **The lessons are made.** Facts of turns that never were (tempo, key, clip, moment, the pick before drawn at random;
  the sound heard by the ear) and reasons by a grammar of the project's own sentences. No text of anybody else was
  learnt from.
- **Heard for it**: {tracks} tracks (pieces, stretches of them, music altered from them). Pieces by project:
{learnt}
- **Names**: title and artist are marks in its vocabulary, filled in afterwards: no foreign text ever reaches it.

**What it cannot do.** It knows the sentences of its grammar and no others: no other language, no questions, no chat. It
hears what the ear hears (styles, instruments, moods of 100 tags) and repeats its mistakes. Numbers are copied digit by
digit and are sometimes copied wrongly; the fact check then has it written again, or says it plainly.
"""


def write_card(folder: Path) -> Path:
    """Write the card for the weights in ``folder``; returns its path."""
    parts = [HEAD]
    for name, template, fields in ((EAR_FILE, EAR, _describe_encoder), (FUSION_FILE, FUSION, _describe_fusion)):
        told = read_metadata(folder / name)
        if "config" in told:
            parts.append(
                template.format(file=name, version=told["version"], **fields(_parse_values(told), folder / name))
            )
    if (folder / FOLDER / ADAPTER / TRAINING_FILE).is_file():
        parts.append(WRITER.format(**_describe_writer(folder / FOLDER)))
    path = folder / CARD_FILE
    path.write_text("".join(parts))
    return path


def _describe_encoder(told: dict[str, Any], path: Path) -> dict[str, Any]:
    found = told["agreement"] or {"top5": 0, "spearman": 0, "tracks": 0}
    taught = told["agreement"] is not None
    return {
        "parameters": _count_parameters(path),
        "epochs": told["config"]["distil"]["epochs"],
        "seed": told["config"]["distil"]["seed"],
        "windows": told["windows"],
        "altered": told["config"]["altered"] if taught else 0,
        "teachers": "two musicnn taggers by Jordi Pons (MagnaTagATune, Million Song; ISC licence)."
        if taught
        else "none; the composed library's own truth.",
        "composed": told["composed"],
        "composed_flag": "" if told["composed"] else " --no-composed",
        "learnt": _format_counts(told["learnt_from"]),
        "judged": _format_counts(told["judged_on"]),
        "tracks": found["tracks"],
        "top5": f"{found['top5']:.3f}" if taught else "not measured",
        "spearman": f"{found['spearman']:.3f}" if taught else "not measured",
    }


def _describe_fusion(told: dict[str, Any], path: Path) -> dict[str, Any]:
    config, mvp = told["config"], path.with_name(MVP_FILE)
    flag = " --data PATH" if told["data"] else ""
    return {
        "mvp_file": MVP_FILE,
        "mvp_version": read_metadata(mvp)["version"],
        "mvp_parameters": _count_parameters(mvp),
        "parameters": _count_parameters(path),
        "layers": config["net"]["layers"],
        "ear": told["ear"],
        "data_flag": flag,
        "seed": config["seed"],
        "batch": config["fusion"]["batch"],
        "epochs": config["fusion"]["epochs"],
        "quartets": told["quartets"],
        "tracks": told["tracks"],
        "clips": told["clips"],
        "real_clips": told["real_clips"],
        "judge": told["judge"],
        "mvp_recall": told["validation"]["mvp"],
        "fusion_recall": told["validation"]["fusion"],
        "scores": _format_scores(path, told["version"], flag),
    }


def _describe_writer(folder: Path) -> dict[str, Any]:
    base, adapter = (json.loads((folder / part / TRAINING_FILE).read_text("utf-8")) for part in (BASE, ADAPTER))
    spec = json.loads((folder / ADAPTER / SPEC_FILE).read_text("utf-8"))
    lora = json.loads((folder / ADAPTER / "adapter_config.json").read_text("utf-8"))
    return {
        "vocabulary": json.loads((folder / BASE / "config.json").read_text("utf-8"))["vocab_size"],
        "base": _count_parameters(folder / BASE / "model.safetensors"),
        "adapter": _count_parameters(folder / ADAPTER / "adapter_model.safetensors"),
        "rank": lora["r"],
        "music_dim": spec["music_dim"],
        "soft_tokens": spec["soft_tokens"],
        "encoder": spec["encoder"],
        "data_flag": " --data PATH" if adapter["data"] else "",
        "seed": adapter["seed"],
        "base_lessons": base["config"]["lessons"],
        "adapter_lessons": adapter["config"]["lessons"],
        "base_loss": base["validation_loss"],
        "adapter_loss": adapter["validation_loss"],
        "tracks": adapter["tracks"],
        "learnt": _format_counts(adapter["learnt_from"]),
    }


def _format_scores(path: Path, version: str, flag: str) -> str:
    """The table of `musechat evaluate retrieval --out` beside the weights, if it is about these weights."""
    file = path.with_name(SCORES_FILE)
    found = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    if found.get("about", {}).get("versions", {}).get("fusion") != version:
        return ""
    lines = []
    for row in found["rows"]:
        pool = row["pools"]["500"]
        cells = [_format_share(pool[f"recall_at_{k}"]) for k in (1, 5, 10)]
        lines.append(f"  | {row['name']} | {row['turn'] or '–'} | {' | '.join(cells)} | {pool['median_rank'][0]:.0f} |")
    return SCORES.format(queries=found["about"]["queries"], table="\n".join(lines), data_flag=flag)


def _format_share(triple: list[float]) -> str:
    mean, low, high = (100 * value for value in triple)
    return f"{mean:.1f} [{low:.1f}, {high:.1f}]"


def _parse_values(told: dict[str, str]) -> dict[str, Any]:
    """Read the values that were written as JSON."""
    found: dict[str, Any] = {}
    for key, value in told.items():
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    return found | {"ear": told.get("ear", "")}


def _count_parameters(path: Path) -> float:
    return path.stat().st_size / 2 / 1e6


def _format_counts(counts: dict[str, int]) -> str:
    return "\n".join(f"  - {name}: {count}" for name, count in counts.items()) or "  - none"
