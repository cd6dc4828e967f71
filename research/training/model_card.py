"""The model card beside the shipped weights, generated from the metadata of the weights files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from media.watch.sound_network import WEIGHTS_FILE
from models.weight_files import ANALYSER_FILE, CARD_FILE, EAR_FILE, FUSION_FILE, MVP_FILE, READER_FILE, read_metadata
from models.writer.spec import ADAPTER, BASE, SPEC_FILE
from models.writer.writer_loading import FOLDER
from research.training.analyser_card import ANALYSER, describe_analyser
from research.training.card_values import count_parameters, format_counts
from research.training.reader_card import describe_reader

TRAINING_FILE = "training.json"
SCORES_FILE = "retrieval.json"  # written by `musechat evaluate retrieval --out models/weights`

HEAD = """# Weights of the embedded profile

Written by `musechat train`; do not edit. The weights are the project's own (Apache-2.0, as the code). They hold none
of the music they were trained on; its projects and licences, some of them share-alike, are listed below so that you
can judge that for yourself.
"""

EAR = """
## `{file}`: the audio encoder (version {version})

A residual CNN over three seconds of log-mel (16 kHz, 96 bands), {parameters:.2f} M parameters, fp16. Outputs 100 tag
scores and an embedding; a track's vector joins both with twelve signal measures of its sound.

- **Command**: `musechat train encoders --data PATH --epochs {epochs} --altered {altered} --seed {seed}{composed_flag}`;
  {windows} windows of three seconds.
- **Teachers**: {teachers}
- **Training data**: {composed} tracks that the project composes itself (CC0), and real excerpts:
{learnt}
- **Augmented music**: {altered} of the windows are the same music at other speeds, levels and spectra, filtered and
  mixed, labelled again by the teachers.
- **Evaluated on** whole projects held out from training:
{judged}
- **Scores** on those {tracks} tracks, against the teachers: top-5 tag overlap **{top5}**, mean per-tag Spearman
  **{spearman}**.
- **Agreement is not truth.** By scores, compositions and known sources (`musechat evaluate hearing`) few of its tags
  prove right often enough to be said of a track: `language/calibration.toml` holds which. They serve searching.
- **Words**: the embedding is aligned with multilingual-e5-small's vectors of the tags that stand out, so that both
  share a space.
- **Loop**: plain PyTorch rather than `transformers.Trainer`; the examples are one array in memory and the loop is
  shorter than an adapter.

**Limitations.** It can be no better than its teachers, which were trained on recordings of around 2000 to
2010 and know 100 words of Western listeners. Its material is strong in electronic, game, soundtrack, rock and piano
music and weak in singing, hip-hop, country and acoustic pop: scores of vocal tags are the least sure, and piano in
music of another kind than its training data is often missed. It detects no lyrics, no language, no tempo beyond a
coarse pulse, no structure, and nothing above 8 kHz. It repeats the teachers' errors on chip music and MIDI renders.
"""

CLIP_SOUND = """
## `media/watch/clip_sound.safetensors`: speech and music in a clip's sound (version {version})

Four convolutions over log-mel (16 kHz, 64 bands), five dilated ones over time, {parameters:.2f} M parameters, fp16; run
with numpy by the process that watches clips. Outputs the probability of speech and of music every 64 ms.

- **Command**: `musechat train clip-sound --data PATH --sounds FOLDER --examples {examples} --epochs {epochs}
  --seed {seed}`: {examples} mixtures of six seconds, cross entropy; last loss {loss:.4f}.
- **Training data**: {voices} recordings of voices, {effects} of effects (docs/training.md names their packages), drawn
  sounds, and real excerpts, of which none of these projects: {held_out}.
{learnt}
- **Scores** on held-out projects and other voices: docs/performance.md, *Speech and music in clips*.

**Limitations.** Most of its voices read prompts in a quiet room. A voice that sings without accompaniment is taken
for speech; one effect in fourteen, and some quiet rooms, for music. It knows few instruments from elsewhere.
"""

FUSION = """
## `{mvp_file}` and `{file}`: the baseline and the fusion (versions {mvp_version}, {version})

MVP is a transformer of {layers} layers over a clip's tokens, {mvp_parameters:.2f} M parameters; MVT-Fusion is the same
over clip, words' tokens and previous pick, {parameters:.2f} M, initialised from MVP. Both have a music tower.
fp16. Trained for audio encoder version {ear}; another audio encoder needs another fusion.

- **Command**: `musechat train fusion{data_flag} --seed {seed}` (experiment
  `research/training/experiments/embedded.toml`): batches of {batch}, at most {epochs} epochs, symmetric InfoNCE with a
  learnable temperature, the same artist's tracks not counted as negatives, hard negatives from ranks 10 to 100, a
  third of the training tuples first turns with the clip alone; `transformers.Trainer`.
- **The pairs are synthetic.** No real pair of clip and music was used. {quartets} training tuples of clip, target,
  candidate and words: {tracks} tracks (real excerpts, parts of them, augmented and composed music), {clips} clips
  (drawn at random, and of {real_clips} real ones those that are not kept for the test), candidates chosen by MVP, words
  by a grammar, from captions of MusicCaps (CC-BY-SA-4.0), from requests on Reddit (Deezer, MIT) and from the table of
  scenes (`language/scenes`). What goes together
  is decided by a hand-written correspondence of the clip's measured traits with aspects of the track by:
  {judge}.
- **Validation** R@10, other pieces of the same kind: MVP {mvp_recall:.3f}, MVT-Fusion {fusion_recall:.3f}.
{scores}
**Limitations.** It knows of a clip pace, light, colour, cuts and composition, and what the eyes recognise in it with
their probabilities. What "fits" is what a hand-written correspondence says (fast with energetic, bright and colourful
with light-hearted, cold with electronic, and for what is shown the table of scenes). Words that the grammar does not
have work as far as multilingual-e5-small puts them near words that it has; of other languages it learnt the names in
`language/vocabulary` and the phrases of the scenes.

**Tried and left out.** What is in a picture: eight coarse groups of MobileNetV2's classes, trained on 29 clips of 21
sources and evaluated on held-out sources. Colour alone follows "animal" (rank correlation 0.70), and no small network
beats colour alone beyond its interval; single figures such as "building" from pixels (0.65 [0.29, 0.88]) are the best
of thirty-two tried. So nothing of it ships.
"""

SCORES = """- **Test** (`musechat evaluate retrieval{data_flag}`): {queries} queries with held-out music, clips, words
  and rule; pool 500, in percent with 95 % intervals. The pairs are synthetic: no figure here says how well it does on
  real ones.

  | row | turn | R@1 | R@5 | R@10 | median rank |
  | --- | --- | --- | --- | --- | --- |
{table}
"""


WRITER = """
## `writer/`: the writer

- `writer/base/model.safetensors`: a causal language model shaped like Llama with a tokenizer of its own ({vocabulary}
  tokens), {base:.2f} M parameters, that puts facts into English sentences.
- `writer/adapter/adapter_model.safetensors`: LoRA (rank {rank}) on all its linear layers and the projection of a
  track's vector ({music_dim} numbers) into {soft_tokens} soft tokens, {adapter:.2f} M parameters, which
  condition the text on the music.

Both fp16. Trained for {encoder}; with another encoder everything is in the prompt.

- **Command**: `musechat train writer --base{data_flag} --seed {seed}`: {base_lessons} examples for the base,
  {adapter_lessons} for the adapter, each used once; loss on the answers alone (validation: {base_loss:.3f} and
  {adapter_loss:.3f} nats a token); `transformers.Trainer`, `peft`.
- **The examples are synthetic.** Facts of simulated turns (tempo, key, clip, moment and previous pick drawn at random;
  the sound analysed by the audio encoder) and reasons by a grammar of the project's own sentences. No text by others
  was used.
- **Music**: {tracks} tracks (pieces, parts of them, augmented music). Pieces by project:
{learnt}
- **Names**: title and artist are special tokens of its vocabulary, filled in afterwards: it never reads untrusted text.

**Limitations.** It knows the sentences of its grammar and no others: no other language, no questions, no chat. It knows
of the music what the audio encoder detects (styles, instruments, moods of 100 tags) and repeats its errors; what of it
is not sure by independent truth the fact check refuses, and a second text is written without the music. Numbers are
copied digit by digit, sometimes wrongly, and words put together from pieces, which slips now and then: the fact check
refuses such a number, and any word that is neither in `writer/base/words.txt` nor in our texts, the names or the
member's own; then another text is requested, or the template replaces it.
"""


def write_card(folder: Path) -> Path:
    """Write the model card for the weights in ``folder``; returns its path."""
    parts = [HEAD]
    sections = (
        (EAR_FILE, EAR, _describe_encoder),
        (ANALYSER_FILE, ANALYSER, describe_analyser),
        (FUSION_FILE, FUSION, _describe_fusion),
    )
    for name, template, fields in sections:
        metadata = read_metadata(folder / name)
        if "config" in metadata:
            parts.append(
                template.format(
                    file=name, version=metadata["version"], **fields(_parse_values(metadata), folder / name)
                )
            )
    if "config" in (clip_sound := read_metadata(WEIGHTS_FILE)):
        parts.append(CLIP_SOUND.format(**_describe_clip_sound(_parse_values(clip_sound))))
    if (folder / FOLDER / ADAPTER / TRAINING_FILE).is_file():
        parts.append(WRITER.format(**_describe_writer(folder / FOLDER)))
    reader = read_metadata(folder / READER_FILE)
    if reader:
        parts.append(describe_reader(_parse_values(reader), count_parameters(folder / READER_FILE)))
    path = folder / CARD_FILE
    path.write_text("".join(parts))
    return path


def _describe_encoder(metadata: dict[str, Any], path: Path) -> dict[str, Any]:
    found = metadata["agreement"] or {"top5": 0, "spearman": 0, "tracks": 0}
    has_teachers = metadata["agreement"] is not None
    return {
        "parameters": count_parameters(path),
        "epochs": metadata["config"]["distil"]["epochs"],
        "seed": metadata["config"]["distil"]["seed"],
        "windows": metadata["windows"],
        "altered": metadata["config"]["altered"] if has_teachers else 0,
        "teachers": "two musicnn taggers by Jordi Pons (MagnaTagATune, Million Song; ISC licence)."
        if has_teachers
        else "none; the composed library's own truth.",
        "composed": metadata["composed"],
        "composed_flag": "" if metadata["composed"] else " --no-composed",
        "learnt": format_counts(metadata["learnt_from"]),
        "judged": format_counts(metadata["judged_on"]),
        "tracks": found["tracks"],
        "top5": f"{found['top5']:.3f}" if has_teachers else "not measured",
        "spearman": f"{found['spearman']:.3f}" if has_teachers else "not measured",
    }


def _describe_clip_sound(metadata: dict[str, Any]) -> dict[str, Any]:
    config = metadata["config"]
    return {
        "version": metadata["version"],
        "parameters": count_parameters(WEIGHTS_FILE),
        "examples": config["examples"],
        "epochs": config["epochs"],
        "seed": config["seed"],
        "loss": metadata["loss"],
        "voices": len(metadata["voices"]),
        "effects": metadata["effects"],
        "held_out": ", ".join([*config.get("tuned_on", ()), *config["held_out"]]),
        "learnt": format_counts(metadata["learnt_from"]),
    }


def _describe_fusion(metadata: dict[str, Any], path: Path) -> dict[str, Any]:
    config, mvp = metadata["config"], path.with_name(MVP_FILE)
    flag = " --data PATH" if metadata["data"] else ""
    return {
        "mvp_file": MVP_FILE,
        "mvp_version": read_metadata(mvp)["version"],
        "mvp_parameters": count_parameters(mvp),
        "parameters": count_parameters(path),
        "layers": config["net"]["layers"],
        "ear": metadata["ear"],
        "data_flag": flag,
        "seed": config["seed"],
        "batch": config["fusion"]["batch"],
        "epochs": config["fusion"]["epochs"],
        "quartets": metadata["quartets"],
        "tracks": metadata["tracks"],
        "clips": metadata["clips"],
        "real_clips": metadata["real_clips"],
        "judge": metadata["judge"],
        "mvp_recall": metadata["validation"]["mvp"],
        "fusion_recall": metadata["validation"]["fusion"],
        "scores": _format_scores(path, metadata["version"], flag),
    }


def _describe_writer(folder: Path) -> dict[str, Any]:
    base, adapter = (json.loads((folder / part / TRAINING_FILE).read_text("utf-8")) for part in (BASE, ADAPTER))
    spec = json.loads((folder / ADAPTER / SPEC_FILE).read_text("utf-8"))
    lora = json.loads((folder / ADAPTER / "adapter_config.json").read_text("utf-8"))
    return {
        "vocabulary": json.loads((folder / BASE / "config.json").read_text("utf-8"))["vocab_size"],
        "base": count_parameters(folder / BASE / "model.safetensors"),
        "adapter": count_parameters(folder / ADAPTER / "adapter_model.safetensors"),
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
        "learnt": format_counts(adapter["learnt_from"]),
    }


def _format_scores(path: Path, version: str, flag: str) -> str:
    """Format the table of `musechat evaluate retrieval --out`; empty if the results are of other weights."""
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


def _parse_values(metadata: dict[str, str]) -> dict[str, Any]:
    """Decode the values that were written as JSON."""
    found: dict[str, Any] = {}
    for key, value in metadata.items():
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    return found | {"ear": metadata.get("ear", "")}
