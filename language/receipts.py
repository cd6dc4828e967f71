"""Receipts: what a member needs to publish a video with the picks they accepted, and to answer a claim."""

from __future__ import annotations

from collections.abc import Sequence

from language.texts import ENGLISH, Texts
from musechat.licence_statement import PickRecord, have_conflict
from musechat.track import LicenceStatement, Track


def format_credit(track: Track) -> str:
    """A credit line in one piece: title, artist, source, licence and its address, each where it is known."""
    parts = [f"“{track.title}” by {track.artist}", track.source_url, track.licence.id, track.licence.url]
    return " · ".join(part for part in parts if part)


def write_receipt(records: Sequence[PickRecord], texts: Texts = ENGLISH) -> str:
    """The receipt of a thread: credits, cue sheet, and a draft answer to a Content ID claim with its evidence."""
    if not records:
        return texts("receipts.none")
    credits_block = [record.credit for record in records]
    cues = [_format_cue(record, texts) for record in records]
    claims = [_write_claim(record, texts) for record in records]
    parts = {"credits": "\n".join(credits_block), "cue": "\n".join(cues), "claim": "\n\n".join(claims)}
    return "\n\n".join(f"{texts(f'receipts.{name}')}\n\n{text}" for name, text in parts.items())


def _format_cue(record: PickRecord, texts: Texts) -> str:
    span = f"{_format_time(record.start_s)}–{_format_time(record.end_s)}"
    return texts("receipts.cue-line", title=record.title, artist=record.artist, span=span, licence=record.licence.id)


def _write_claim(record: PickRecord, texts: Texts) -> str:
    what = {"title": record.title, "artist": record.artist}
    if record.licence.commercial is None or record.licence.id == "all-rights-reserved":
        claim = texts("receipts.no-proof", **what)
    else:
        named = f"{record.licence.id} ({record.licence.url})" if record.licence.url else record.licence.id
        claim = texts("receipts.proof", licence=named, **what)
    return "\n".join([claim, *_list_evidence(record, texts)])


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
