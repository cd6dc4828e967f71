"""Hands accepted picks out as files, where their licences allow that, with the credits that they ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.track import Track
from store.database import Database
from store.pick_lists import ListedPick
from store.source_tracks import may_send_full
from worker.library.guild_files import make_safe_name

CREDITS = "CREDITS.txt"
_RESERVED = "all-rights-reserved"


@dataclass(slots=True)
class HandedOut:
    """Files that were written, and tracks that are kept back, each with the reason."""

    files: list[Path] = field(default_factory=list)
    withheld: list[tuple[Track, str]] = field(default_factory=list)


def export_files(picks: Iterable[ListedPick], db: Database, folder: Path) -> HandedOut:
    """Copy the files of picks into a folder as they are, and write what to credit beside them.

    A licence that allows sharing allows it unchanged, also where it forbids changes; one that is not understood, and
    music of the operator's own servers, is kept back.

    Raises:
        BadInput: ``no-such-folder``; the folder cannot be written, or the disk is full.

    """
    done, credits_ = HandedOut(), dict[str, None]()
    tracks = list({pick.track.id: pick.track for pick in picks}.values())
    with db.read() as session:
        reasons = {track.id: find_reason_to_withhold(session, track) for track in tracks}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for track in tracks:
            if reasons[track.id]:
                done.withheld.append((track, reasons[track.id]))
                continue
            done.files.append(_copy(track, folder))
            credits_[write_credit(track)] = None
        if credits_:
            (folder / CREDITS).write_text("\n".join(credits_) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(
            "no-such-folder", f"{folder} cannot be written ({error.strerror})", "Choose another place, or make room"
        ) from error
    return done


def find_reason_to_withhold(session: Session, track: Track) -> str:
    """Why a track's file may not be handed out; empty where it may."""
    if track.licence.commercial is None or track.licence.id == _RESERVED:
        return f"its licence ({track.licence.id}) is not known to allow it"
    if not may_send_full(session, track.id):
        return "the source that it came from does not allow it"
    return "" if Path(track.path).is_file() else "its file is not there"


def write_credit(track: Track) -> str:
    """The line that credits a track, complete also where its licence asks for none."""
    licence = track.licence
    named = f"{licence.id} ({licence.url})" if licence.url else licence.id
    return " – ".join(filter(None, (f"“{track.title}” by {track.artist}", named, track.source_url)))


def _copy(track: Track, folder: Path) -> Path:
    source = Path(track.path)
    target = folder / make_safe_name(f"{track.artist} - {track.title} {track.id[:4]}{source.suffix}")
    part = target.with_name(f"{target.name}.part")  # what a full disk cuts off is no file of music
    try:
        shutil.copyfile(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target
