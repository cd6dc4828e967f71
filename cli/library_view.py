"""Prints tracks on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from cli.setup import out
from language.descriptions import describe_key, describe_sounds, describe_tempo, describe_vocals
from language.licences import describe_licence
from musechat.library_paths import show_path
from musechat.licence_evidence import LicenceEvidence
from musechat.licence_statement import have_conflict
from musechat.track import CURVE_POINTS, Section, Track, TrackTraits

BARS = "▁▂▃▄▅▆▇█"
_MOST_TAGS = 12
_REPLAYGAIN_LUFS = -18.0  # what ReplayGain 2.0 brings a track to
_GAIN_DB = 3.0  # by which programs may differ on one track


def track_json(track: Track) -> dict[str, object]:
    """Convert a track with all its traits to plain JSON types."""
    data = {name: value for name, value in asdict(track).items() if name != "traits"}
    return {
        **data,
        "path": show_path(track.path),
        "tags": [asdict(tag) for tag in track.tags],
        "traits": track.traits.to_json(),
    }


def show_table(tracks: list[Track]) -> None:
    """Print a line per track; tab-separated, with whole ids, where standard output is no terminal."""
    if not out.is_terminal:  # for cut, awk and the like
        for track in tracks:
            cells = (
                track.id,
                track.artist,
                track.title,
                clock(track.traits.duration_s),
                tempo(track.traits),
                track.licence.id,
            )
            typer.echo("\t".join(cells))
        return
    table = Table("id", "artist", "title", "length", "tempo", "key", "energy", "licence", box=None, header_style="bold")
    for track in tracks:
        traits = track.traits
        gone = "" if Path(track.path).is_file() else " [red](file gone)[/]"
        table.add_row(
            track.id[:8],
            escape(track.artist),
            escape(track.title) + gone,
            clock(traits.duration_s),
            describe_tempo(traits) or "not sure",
            describe_key(traits) or "not sure",
            bar(traits.energy),
            escape(track.licence.id),
        )
    out.print(table)
    out.print(f"{len(tracks)} tracks, {clock(sum(t.traits.duration_s for t in tracks))}")


def show_track(track: Track, stated: Sequence[LicenceEvidence] = (), gain_db: float | None = None) -> None:
    """Print a track's metadata, licence and who states it, traits, and its energy curve with sections.

    ``gain_db`` is the ReplayGain that stands in its file.
    """
    traits = track.traits
    out.print(f"[bold]{escape(track.title)}[/] by {escape(track.artist)}")
    sound = (
        clock(traits.duration_s),
        describe_tempo(traits),
        describe_key(traits),
        f"{traits.loudness_lufs:.1f} LUFS",
        *describe_sounds(track.tags),
        describe_vocals(traits),
    )
    proofs = [f"{e.statement} ({e.stated_in}, read {e.seen_at:%Y-%m-%d})" for e in stated]
    rows = {
        "id": track.id,
        "album": track.album,
        "genre": track.genre,
        "year": str(track.year or ""),
        "licence": f"{track.licence.id}: {describe_licence(track.licence)}" + _describe_conflict(track),
        "stated": "; ".join([*(f"“{statement.text}” ({statement.where})" for statement in track.statements), *proofs]),
        "source": track.source_url,
        "file": show_path(track.path) + ("" if Path(track.path).is_file() else " (gone)"),
        "sound": ", ".join(word for word in sound if word),
        "mood": f"energy {traits.energy:.2f}, brightness {traits.brightness:.2f}, valence {traits.valence:.2f}",
        "owner": "; ".join(_describe_owner(track, gain_db)),
        # What searching weighs, sure or not; what may be said of it stands above.
        "scores": ", ".join(f"{t.name} {t.score:.2f}" for t in track.tags[:_MOST_TAGS]),
    }
    for name, value in rows.items():
        if value:
            out.print(f"[dim]{name:>9}[/]  {escape(value)}", soft_wrap=True)
    out.print(f"[dim]   energy[/]  {curve(traits.energy_curve)}")
    out.print(f"           {ruler(traits.sections, traits.duration_s)}")
    for section in traits.sections:
        span = f"{clock(section.start_s)}–{clock(section.end_s)}"
        out.print(f"           {span:<12} {section.label:<7} energy {section.energy:.2f}")


def _describe_owner(track: Track, gain_db: float | None) -> Iterator[str]:
    """What the owner wrote: stars, and the gain beside the one that our own measure amounts to, which alone is used."""
    if track.rating is not None:
        yield f"{5 * track.rating:g} of 5 stars"
    if gain_db is not None:
        ours = _REPLAYGAIN_LUFS - track.traits.loudness_lufs
        apart = "" if abs(ours - gain_db) <= _GAIN_DB else ": they differ, so it may be of another sound"
        yield f"ReplayGain {gain_db:+.1f} dB, measured here {ours:+.1f} dB{apart}"


def _describe_conflict(track: Track) -> str:
    return " (the statements below disagree; the strictest counts)" if have_conflict(track.statements) else ""


def curve(values: tuple[float, ...]) -> str:
    """Draw one bar per value in 0 to 1."""
    return "".join(bar(value) for value in values)


def bar(value: float) -> str:
    """Draw a bar as high as a value in 0 to 1."""
    return BARS[min(int(value * len(BARS)), len(BARS) - 1)]


def ruler(sections: tuple[Section, ...], duration_s: float) -> str:
    """Draw marks for a line under the curve, at the start of each section."""
    starts = {min(int(section.start_s / duration_s * CURVE_POINTS), CURVE_POINTS - 1) for section in sections}
    return "".join("╵" if point in starts else " " for point in range(CURVE_POINTS)).rstrip()


def tempo(traits: TrackTraits) -> str:
    """Format the tempo, as in "120 BPM", or say that there is no steady beat."""
    return "no steady beat" if traits.tempo_bpm is None else f"{traits.tempo_bpm:.0f} BPM"


def clock(seconds: float) -> str:
    """Format a time, as in "3:07", or "1:02:03" from an hour on."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
