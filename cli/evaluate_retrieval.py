"""``musechat evaluate retrieval``: the paper's retrieval table, over synthetic pairs or over a data set."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from cli.research_inputs import encoders_for, experiment_for, material, pair_set_in, say, teller, weights_folder
from cli.setup import err, load_settings, out

if TYPE_CHECKING:
    from research.evaluation.retrieval import RetrievalRow

MADE = "These pairs are MADE by correspondence of measured traits and tags: they show what the model learnt of that."


@dataclass(frozen=True, slots=True)
class RetrievalSetup:
    """The setup of a retrieval evaluation; printed under ``about``."""

    made: bool
    queries: int
    pool: int
    profile: str
    versions: dict[str, str]
    real_material: bool


def retrieval(
    data: Path | None = typer.Option(None, "--data", help="Real material, as for `musechat train fusion`."),
    profile: str = typer.Option("embedded", "--profile", help="Whose fusion is judged."),
    dataset: Path | None = typer.Option(None, "--dataset", help="Judge on a pair set of `musechat data`."),
    config: Path | None = typer.Option(None, "--config", help="The experiment's TOML file."),
    weights: Path | None = typer.Option(None, "--weights", help="Folder with mvp.safetensors and fusion.safetensors."),
    out_folder: Path | None = typer.Option(None, "--out", help="Folder for retrieval.json and retrieval.png."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    threads: int = typer.Option(2, "--threads", min=1, help="Processor threads to use."),
) -> None:
    """Recall at 1, 5 and 10, median rank and reciprocal rank at pools of 100, 500, 1000 and all, turns 1 and 2."""
    import torch

    from models.fusion.mvt import MvtFusion
    from models.profiles import SHIPPED_WEIGHTS
    from models.weight_files import FUSION_FILE, MVP_FILE
    from research.datasets.pair_set import PairSet
    from research.evaluation.retrieval import RetrievalQueries, make_contenders, rank_against_hard_pool, rank_contenders
    from research.evaluation.retrieval_report import draw_recall, to_json
    from research.training.fusion_run import encode_words, make_test_pairs

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    experiment = experiment_for(profile, config, None)
    folder = weights or (SHIPPED_WEIGHTS if profile == "embedded" else weights_folder(settings, profile))
    mvp, fusion = (MvtFusion.load_weights(folder / name) for name in (MVP_FILE, FUSION_FILE))
    encoders = encoders_for(settings, profile)
    # The training's own folder: encoded words that it left there are not computed again.
    work, on_progress = settings.data_dir / "training" / f"fusion-{profile}", teller()
    pairs: PairSet = (
        pair_set_in(dataset)
        if dataset
        else make_test_pairs(experiment, material(settings, data, encoders), encoders, mvp, on_progress)
    )
    # With names masked the words alone must find the music: otherwise a title would.
    masked = pairs.texts != pairs.masked_texts
    words = encode_words(encoders.text, pairs.texts, work, on_progress)
    hidden = encode_words(encoders.text, pairs.masked_texts, work, on_progress) if masked else None
    judged, rows = RetrievalQueries.from_pairs(pairs, words, hidden), make_contenders(mvp, fusion, masked)
    found = rank_contenders(judged, rows, experiment.seed, lambda share: say("targets are ranked", share))
    full = next(row for row in rows if (row.name, row.turn) == ("MVT-Fusion", 2))
    # The hard pool is what the full model ranks highest, so it is compared with the baseline alone.
    hard = rank_against_hard_pool(judged, [row for row in rows if row.name in ("MVP", full.name)], full)
    about = RetrievalSetup(
        made=pairs.made,
        queries=len(judged.rows),
        pool=len(judged.pool),
        profile=profile,
        versions={"mvp": mvp.version, "fusion": fusion.version},
        real_material=bool(data or dataset),
    )
    report = to_json(found, hard, asdict(about))
    if out_folder:
        out_folder.mkdir(parents=True, exist_ok=True)
        (out_folder / "retrieval.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
        err.print(
            f"Wrote {out_folder / 'retrieval.json'} and {draw_recall(found, out_folder / 'retrieval.png')}",
            markup=False,
        )
    if as_json:
        typer.echo(json.dumps(report))
    else:
        _show(found, hard, about)


def _show(rows: list[RetrievalRow], hard: list[RetrievalRow], about: RetrievalSetup) -> None:
    from research.evaluation.retrieval import FULL
    from research.evaluation.retrieval_report import OTHERS, check_targets

    out.print(f"{about.queries} queries of the test split; percent with half of the 95 % interval, and ranks.")
    # The size of the full pool is noted as 0, and belongs last.
    sizes = {size for row in rows for size in row.figures}
    for size in sorted(sizes, key=lambda size: size or 10**9):
        out.print(_table(f"pool of {size}" if size != FULL else f"all {about.pool}", rows, size))
    for size in {size for row in hard for size in row.figures}:
        out.print(_table(f"hard negatives: what MVT-Fusion takes for the {size} likeliest", hard, size))
    out.print("On other data, for context and no comparison (pool 500, R@1 / R@5 / R@10, median rank):")
    for name, (*recalls, rank) in OTHERS.items():
        shares = " / ".join(str(recall) for recall in recalls)
        out.print(f"  {name}: {shares}{f', {rank}' if rank else ''}", markup=False)
    for verdict in check_targets(rows):
        out.print(f"{'met   ' if verdict.met else 'MISSED'} {verdict.what}: {verdict.found}", markup=False)
    if about.made:
        out.print(MADE)


def _table(title: str, rows: list[RetrievalRow], size: int) -> Table:
    from research.evaluation.retrieval_report import format_percent

    table = Table(title, "turn", "R@1", "R@5", "R@10", "MedR", "MRR", box=None, header_style="bold", pad_edge=False)
    for row in rows:
        if size in row.figures:
            table.add_row(row.name, str(row.turn or "–"), *format_percent(row.figures[size]))
    return table
