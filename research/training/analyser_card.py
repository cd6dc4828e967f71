"""The music analyser's section of the model card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.encoders.instrument_families import FAMILIES
from research.training.card_values import count_parameters, format_counts

LICENCES = {"freedoom": "BSD-3-Clause", "openmsx": "GPL-2.0"}  # of the scores' projects, as LICENSES.csv has them

ANALYSER = """
## `{file}`: the music analyser (version {version})

A temporal convolutional network over log-mel (16 kHz, 50 frames per second), {parameters:.2f} M parameters, fp16:
beats, bar lines, tempo, {families} instrument families over time, and the key by a network that keeps transposition.

- **Command**:
  `musechat train encoders --part analyser{data_flag} --rendered {examples}{swap_flag} --seed {seed}`;
  {base_steps} steps on the project's own music, then {project_steps} on all.
- **Training data**: {examples} excerpts of 20 s whose truth is exact, played by fluidsynth (LGPL) with the sound fonts
  {fonts} of Debian, none of which ships: pieces of the project's composer in drawn styles, keys and tempi; drawn
  grooves; and these scores:
{learnt}
  Keys, tempi, instruments, parts, loudness, rooms, spectra, noise and codecs are drawn; no recording was used.
- **Evaluated on** excerpts played with a sound font that it did not learn from ({judge_font}), at their own tempo and
  instruments; {judging}:

  | excerpts of | number | tempo within 4 % | with octaves | beats F | bar lines F | key (MIREX) |
  | --- | --- | --- | --- | --- | --- | --- |
{scores}
- **Instruments**, in the same excerpts; *named* with a probability of 0.95 or more:

  | tag | excerpts with it | named | of them rightly |
  | --- | --- | --- | --- |
{instruments}
{note}
**Limitations.** It learnt from synthesised instruments alone: on recordings its names of instruments are less sure than
these tables. The key of a score is that of its notes by a published profile, not a musician's. Bars have three or four
beats; 5/4, 7/8 and free time come out wrong. Singers are not among its families.
"""


def describe_analyser(metadata: dict[str, Any], path: Path) -> dict[str, Any]:
    """The values of :data:`ANALYSER` out of the metadata of a weights file."""
    config, scores = metadata["config"], metadata["scores"]
    has_scores = bool(metadata["learnt_from"])
    rows = [
        f"  | {project} | {found['excerpts']} | {found['tempo']:.2f} | {found['tempo_with_octaves']:.2f} | "
        f"{found['beats']:.2f} | {found['downbeats']:.2f} | {found['key']:.2f} |"
        for project, found in scores.items()
    ]
    named = [
        f"  | {tag} | {found['there']} | {found['named']} | {found['right']} |"
        for tag, found in metadata["instruments"].items()
    ]
    learnt = {f"{p} ({LICENCES.get(p, 'see LICENSES.csv')})": n for p, n in metadata["learnt_from"].items()}
    return {
        "parameters": count_parameters(path),
        "families": len(FAMILIES),
        "data_flag": " --data PATH" if has_scores else "",
        "swap_flag": "" if config["swap"] else " --no-swap",
        "seed": config["seed"],
        "examples": config["examples"],
        "base_steps": config["base_steps"],
        "project_steps": config["project_steps"],
        "fonts": ", ".join(config["fonts"]),
        "judge_font": config["judge_font"],
        "judging": "each project's scores by a network that learnt from the other projects alone"
        if config["swap"]
        else "scores by the network before it learnt from any",
        "learnt": format_counts(learnt),
        "scores": "\n".join(rows),
        "instruments": "\n".join(named),
        "note": f"- **Note**: {metadata['note']}\n" if metadata.get("note") else "",
    }
