"""The card beside the shipped weights, written out of what the weights files say of themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.train.keep import CARD_FILE, EAR_FILE, FUSION_FILE, story

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
- **Loop**: plain PyTorch rather than `transformers.Trainer`; the lessons are one array in memory and the loop is
  shorter than an adapter.

**What it cannot hear.** It can be no better than its teachers, which were trained on recordings of around 2000 to
2010 and know 100 words of Western listeners. Its material is strong in electronic, game, soundtrack, rock and piano
music and weak in singing, hip-hop, country and acoustic pop: scores of vocal tags are the least sure, and piano in
music of another kind than it learnt from is often missed. It hears no lyrics, no language, no tempo beyond a coarse
pulse, no structure, and nothing above 8 kHz. Teachers' mistakes about chip music and MIDI renders are learnt too.
"""

FUSION = """
## `{file}`: the fusion (version {version})

A transformer of two layers over clip tokens, words and previous pick, and a music tower, {parameters:.2f} M
parameters, fp16. Trained for ear version {ear}; another ear needs another fusion.

- **Command**: `musechat train fusion --data PATH --steps {steps} --seed {seed}`; batches of {batch} pairs, symmetric
  InfoNCE, learnable temperature.
- **The pairs are made.** No real pair of clip and music was seen. Clips are drawn at random (traits that go together,
  painted frames); requests come from a grammar and from aspect lists and captions of MusicCaps (CC-BY-SA-4.0),
  {requests} in all; targets are tracks whose measured energy, tags and sound correspond, with noise. Bank: {bank}
  vectors cut from {real} real excerpts (the projects that judge the ear are not among them), from {composed} composed
  tracks, and from altered music.
- **Loss** at the end: {loss:.3f} on made pairs, which says little; `tests/models/` and `make bench` check what it
  does on real clips and music.

**What it cannot do.** It knows of a clip only pace, light, colour, cuts and composition: not what is in it. What
"fits" is what a few hand-written correspondences say (fast with energetic, bright and colourful with light-hearted,
cold with electronic). Words outside the grammar work as far as MiniLM puts them near words inside it;
"less aggressive" and its like still move the pick either way.
"""


def write_card(folder: Path) -> Path:
    """Write the card for the weights in ``folder``; returns its path."""
    parts = [HEAD]
    for name, template, fields in ((EAR_FILE, EAR, _ear), (FUSION_FILE, FUSION, _fusion)):
        told = story(folder / name)
        if "config" in told:
            parts.append(template.format(file=name, version=told["version"], **fields(_plain(told), folder / name)))
    path = folder / CARD_FILE
    path.write_text("".join(parts))
    return path


def _ear(told: dict[str, Any], path: Path) -> dict[str, Any]:
    found = told["agreement"] or {"top5": 0, "spearman": 0, "tracks": 0}
    taught = told["agreement"] is not None
    return {
        "parameters": _parameters(path),
        "epochs": told["config"]["distil"]["epochs"],
        "seed": told["config"]["distil"]["seed"],
        "windows": told["windows"],
        "altered": told["config"]["altered"] if taught else 0,
        "teachers": "two musicnn taggers by Jordi Pons (MagnaTagATune, Million Song; ISC licence)."
        if taught
        else "none; the composed library's own truth.",
        "composed": told["composed"],
        "composed_flag": "" if told["composed"] else " --no-composed",
        "learnt": _listed(told["learnt_from"]),
        "judged": _listed(told["judged_on"]),
        "tracks": found["tracks"],
        "top5": f"{found['top5']:.3f}" if taught else "not measured",
        "spearman": f"{found['spearman']:.3f}" if taught else "not measured",
    }


def _fusion(told: dict[str, Any], path: Path) -> dict[str, Any]:
    return {
        "parameters": _parameters(path),
        "ear": told["ear"],
        "steps": told["config"]["steps"],
        "batch": told["config"]["batch"],
        "seed": told["config"]["seed"],
        "requests": told["requests"],
        "bank": told["tracks_in_bank"],
        "real": told["real_pieces"],
        "composed": told["composed"],
        "loss": told["loss"],
    }


def _plain(told: dict[str, str]) -> dict[str, Any]:
    """Read the values that were written as JSON."""
    found: dict[str, Any] = {}
    for key, value in told.items():
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    return found | {"ear": told.get("ear", "")}


def _parameters(path: Path) -> float:
    return path.stat().st_size / 2 / 1e6


def _listed(counts: dict[str, int]) -> str:
    return "\n".join(f"  - {name}: {count}" for name, count in counts.items()) or "  - none"
