"""Receipts: what a member needs to publish a video with the picks they accepted, and to answer a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from language.texts import ENGLISH, Texts
from musechat.licence_check import CheckState, LicenceCheck
from musechat.licence_statement import PickRecord, have_conflict
from musechat.track import LicenceStatement, Track


def format_credit(track: Track) -> str:
    """A credit line in one piece: title, artist, source, licence and its address, each where it is known."""
    parts = [f"“{track.title}” by {track.artist}", track.source_url, track.licence.id, track.licence.url]
    return " · ".join(part for part in parts if part)


def write_receipt(
    records: Sequence[PickRecord], texts: Texts = ENGLISH, checks: Mapping[str, LicenceCheck] | None = None
) -> str:
    """The receipt of a thread: credits, cue sheet, and a draft answer to a Content ID claim with its evidence.

    ``checks`` says how the licences have stood since, by track id.
    """
    if not records:
        return texts("receipts.none")
    credits_block = [record.credit for record in records]
    cues = [_format_cue(record, texts) for record in records]
    claims = [_write_claim(record, texts, (checks or {}).get(record.track_id)) for record in records]
    parts = {"credits": "\n".join(credits_block), "cue": "\n".join(cues), "claim": "\n\n".join(claims)}
    return "\n\n".join(f"{texts(f'receipts.{name}')}\n\n{text}" for name, text in parts.items())


def _format_cue(record: PickRecord, texts: Texts) -> str:
    span = f"{_format_time(record.start_s)}–{_format_time(record.end_s)}"
    return texts("receipts.cue-line", title=record.title, artist=record.artist, span=span, licence=record.licence.id)


def format_check(check: LicenceCheck, texts: Texts) -> str:
    """What the last look at a licence found, in one line; empty where there was nothing to look at."""
    if check.state is CheckState.NOTHING:
        return ""
    kind = "gone" if check.state is CheckState.CHANGED and not check.found else check.state.value
    at = check.answered_at or check.looked_at
    return texts(f"receipts.checked-{kind}", when=f"{at:%Y-%m-%d}", where=check.where, now=check.found)


def _write_claim(record: PickRecord, texts: Texts, check: LicenceCheck | None) -> str:
    what = {"title": record.title, "artist": record.artist}
    if record.licence.commercial is None or record.licence.id == "all-rights-reserved":
        claim = texts("receipts.no-proof", **what)
    else:
        named = f"{record.licence.id} ({record.licence.url})" if record.licence.url else record.licence.id
        claim = texts("receipts.proof", licence=named, **what)
    checked = format_check(check, texts) if check is not None else ""
    return "\n".join([claim, *_list_evidence(record, texts), *([f"- {checked}"] if checked else [])])


def _list_evidence(record: PickRecord, texts: Texts) -> list[str]:
    lines = [f"- {_format_statement(statement, texts)}" for statement in record.statements]
    if have_conflict(record.statements):
        lines.append(f"- {texts('receipts.conflict', licence=record.licence.id)}")
    if record.source_url:
        lines.append(f"- {texts('receipts.source', url=record.source_url)}")
    lines.append(f"- {texts('receipts.file', hash=record.file_hash)}")
    lines.append(f"- {texts('receipts.accepted', when=record.accepted_at[:16].replace('T', ' '))}")
    return lines


def _format_statement(statement: LicenceStatement, texts: Texts) -> str:
    return texts("receipts.statement", text=statement.text, where=statement.where)


def _format_time(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
