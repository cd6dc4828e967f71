"""Prints a conversation as text on a terminal."""

from __future__ import annotations

from types import TracebackType

from rich.markup import escape
from rich.padding import Padding
from rich.status import Status

from cli.setup import err, out
from language.descriptions import (
    describe_clip,
    describe_clip_notices,
    describe_track,
    format_clock,
    name_clip_music,
    name_clip_recording,
)
from language.recut_answers import describe_use
from language.texts import ENGLISH
from language.unsure_words import describe_unsure
from musechat.no_match import NoMatchReport
from musechat.pick import Pick
from musechat.turn import Stage, TurnState, TurnView

STAGE_WORDS = {
    Stage.FETCH: "Fetching the clip",
    Stage.WATCH: "Watching the clip",
    Stage.READ: "Reading your words",
    Stage.ANSWER: "Answering your question",
    Stage.CHOOSE: "Choosing among the tracks",
    Stage.WRITE: "Writing the reason",
}
BARS = "▁▂▃▄▅▆▇█"


class StageProgress:
    """Shows a turn's stage as one changing line on standard error; nothing where that is no terminal."""

    def __init__(self, *, enabled: bool) -> None:
        self._status = Status("Waiting for the worker…", console=err) if enabled and err.is_terminal else None

    def __enter__(self) -> StageProgress:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def update(self, view: TurnView) -> None:
        """Show the turn's stage, or its place in the queue."""
        if self._status is None:  # a pipe or a file: control sequences would end up in it
            return
        if view.state is TurnState.QUEUED:
            place = f" (place {view.queue_place})" if view.queue_place and view.queue_place > 1 else ""
            self._status.update(f"Waiting for the worker{place}…")
        elif view.stage:
            share = f" {view.progress:.0%}" if view.progress else ""
            self._status.update(f"{STAGE_WORDS[view.stage]}{share}…")


def show_clip(name: str, turn: TurnView) -> None:
    """Print the clip's traits and what its owner should know of the file, if it was analysed."""
    out.print(f"\n[bold]{escape(name)}[/]")
    if turn.video:
        for told in describe_clip_notices(turn.video):
            out.print(f"  [yellow]{escape(told)}[/]")
        if turn.clip_music is not None:
            out.print(f"  [yellow]{escape(name_clip_music(turn.clip_music, ENGLISH))}[/]")
        elif turn.clip_recording is not None:
            out.print(f"  [yellow]{escape(name_clip_recording(turn.clip_recording, ENGLISH))}[/]")
        _show_traits(describe_clip(turn.video), turn.video.energy_curve, indent=2)


def show_turn(turn: TurnView) -> None:
    """Print one turn: its words, the pick, its reason, its alternates, or why there is none."""
    if turn.words:
        out.print(f"\n[cyan]›[/] [bold]{escape(turn.words)}[/]")
    if turn.answer:
        out.print(Padding(escape(turn.answer), (0, 0, 0, 2), expand=False), soft_wrap=False)
    if turn.no_match:
        _show_no_match(turn.no_match)
    if turn.edits or turn.recut:
        out.print(f"  [cyan]✂[/] {escape(describe_use(turn, ENGLISH))}")
    if turn.picks:
        _show_picks(turn)
    elif not (turn.no_match or turn.answer or turn.question or turn.edits):
        out.print("  [dim]Nothing to change; the pick stands.[/]")
    if turn.question:
        answers = " / ".join(escape(answer) for answer in turn.question.answers)
        out.print(f"  [cyan]?[/] {escape(turn.question.text)} [dim]({answers})[/]")


def _show_picks(turn: TurnView) -> None:
    if turn.picks[0].rule == "edit":  # the pick that stood already, used in another way
        _show_name(turn.picks[0])
        return
    _show_pick(turn.picks[0])
    for line in describe_unsure(turn, ENGLISH):
        out.print(f"    [dim]{escape(line)}[/]")
    for other in turn.picks[1:]:
        out.print(f"  [dim]or {escape(other.title)} by {escape(other.artist)}, from {format_clock(other.start_s)}[/]")


def _show_name(pick: Pick) -> None:
    out.print(
        f"  [bold green]♪ {escape(pick.title)}[/] by [bold]{escape(pick.artist)}[/]"
        f"  [dim]from {format_clock(pick.start_s)} to {format_clock(pick.end_s)} · {escape(pick.licence.id)}[/]"
    )


def _show_pick(pick: Pick) -> None:
    traits, guesses = pick.traits, [ENGLISH("describe.sounds-like", what=name) for name in pick.likely_tags]
    _show_name(pick)
    out.print(Padding(escape(pick.reason), (0, 0, 0, 4), expand=False), soft_wrap=False)
    _show_traits((*describe_track(traits, ()), *pick.tags[:4], *guesses), traits.energy_curve, indent=4)


def _show_traits(words: tuple[str, ...], levels: tuple[float, ...], indent: int) -> None:
    line = escape(" · ".join(dict.fromkeys(words)))  # a mood may be measured and tagged
    out.print(Padding(f"[dim]{line}[/]\n{curve(levels)}", (0, 0, 0, indent), expand=False), soft_wrap=False)


def _show_no_match(report: NoMatchReport) -> None:
    out.print(f"  [yellow]I went through all {report.total} tracks here, and none keeps all of that.[/]")
    for entry in report.removed:
        out.print(f"    “{escape(entry.label)}” rules out {entry.count}")
    if report.relax is not None:
        out.print(f"    Without “{escape(report.relax.label)}”, {report.relax.would_pass} would pass.")


def curve(points: tuple[float, ...]) -> str:
    """Draw levels as a line of bars; values outside of 0 to 1 are clipped."""
    return "".join(BARS[min(len(BARS) - 1, max(0, round(point * (len(BARS) - 1))))] for point in points)
