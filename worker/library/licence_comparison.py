"""Compares what is said of a licence now with what was recorded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from language.licences import parse_licence
from media.sources.licence_page import LicencePage
from musechat.licence_check import CheckState, LicenceReading
from musechat.licence_statement import find_strictest
from musechat.track import Licence, LicenceStatement
from worker.library.licence_places import FilePlace, PagePlace


def compare_statements(recorded: str, now: str) -> LicenceReading:
    """Compare two statements of a licence by what they mean: spelling and addresses may differ."""
    return _compare(parse_licence(recorded), parse_licence(now), now)


def compare_page(place: PagePlace, page: LicencePage | None) -> LicenceReading:
    """Compare a page with the licence that was recorded; ``None`` is a page that is gone.

    Only a licence that has stood there can be missed: a page in whichever language, or one that never named it, changes
    nothing.
    """
    if page is None:
        return LicenceReading(CheckState.VANISHED, place.url)
    if page.names(place.licence):
        return LicenceReading(CheckState.SAME, place.url, place.licence.id, seen_on=(place.url,))
    if not place.seen:
        return LicenceReading(CheckState.THERE, place.url)
    others = [licence for address in page.addresses if (licence := parse_licence(address)).commercial is not None]
    return LicenceReading(CheckState.CHANGED, place.url, others[0].id if others else "")


def read_file(place: FilePlace) -> LicenceReading:
    """Read a file's tags and lists again. A file that is gone or cannot be read says nothing of its licence."""
    from media.listen import read_file_tags

    where = ", ".join(dict.fromkeys(statement.where for statement in place.stated))
    if fault := _find_fault(place.path):
        return LicenceReading(CheckState.UNREACHABLE, where, reason=fault)
    recorded = find_strictest(map(_parse_again, place.stated)) or Licence("unknown")
    said = find_strictest(map(_parse_again, read_file_tags(place.path).statements))
    if said is None:
        return LicenceReading(CheckState.CHANGED, where)
    return replace(_compare(recorded, said, said.id), where=where)


def _parse_again(statement: LicenceStatement) -> LicenceStatement:
    # By today's rules on both sides: what we learn to read is no change of the licence.
    return replace(statement, licence=parse_licence(statement.text))


def _find_fault(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.read(1)
    except (OSError, ValueError) as error:
        return f"The file cannot be read ({type(error).__name__})"
    return ""


def _compare(recorded: Licence, now: Licence, words: str) -> LicenceReading:
    if recorded.commercial is None and now.commercial is None:
        return LicenceReading(CheckState.SAME, found=now.id)  # two texts that name no licence, such as copyright lines
    if _get_terms(recorded) == _get_terms(now):
        return LicenceReading(CheckState.SAME, found=now.id)
    return LicenceReading(CheckState.CHANGED, found=now.id if now.commercial is not None else words)


def _get_terms(licence: Licence) -> tuple[object, ...]:
    return licence.id, licence.commercial, licence.derivatives, licence.attribution, licence.share_alike
