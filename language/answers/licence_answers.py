"""Answers about what a pick's licence allows and asks for, from the licence alone; this is not legal advice."""

from __future__ import annotations

from language.answers.asked_details import find_asked_use
from language.answers.facts import PickFacts
from language.answers.wording import clean_name, find_address, join_sentences
from language.credit_lines import format_licence_id, write_credit_line
from language.languages.answer_words import AskedUse
from language.licences import describe_licence
from language.texts import Texts
from musechat.nobody import names_nobody
from musechat.track import Licence

RESERVED = "all-rights-reserved"
_SERVER_RULES = ("commercial", "derivatives", "no-attribution")


def answer_licence_use(facts: PickFacts, texts: Texts, said: str) -> str:
    """Say whether the licence allows the use that is asked for, and on what terms."""
    licence, use = facts.track.licence, find_asked_use(said)
    verdict = _judge_use(licence, use, texts)
    sentences = [verdict]
    if licence.commercial is not None and licence.id != RESERVED:
        sentences += _list_duties(facts, texts, use)
    if use is AskedUse.CLAIMS:
        sentences.append(texts("answers.licence.claims"))
    return join_sentences([*sentences, *_list_server_rules(facts, texts)], texts)


def answer_credit(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001 - all answers are asked alike
    """Say whether the artist has to be named, with the line to copy."""
    licence, credit = facts.track.licence, write_pick_credit(facts)
    if licence.attribution is None:
        return texts("answers.credit.unknown", credit=credit)
    if licence.attribution:
        return texts("answers.credit.due", credit=credit)
    return texts("answers.credit.free", licence=_name_licence(licence), credit=credit)


def write_pick_credit(facts: PickFacts) -> str:
    """Write the credit line of a pick."""
    track = facts.track
    artist = "" if names_nobody(track.artist) else clean_name(track.artist)
    return write_credit_line(clean_name(track.title), artist, track.licence, find_address(track.source_url))


def _judge_use(licence: Licence, use: AskedUse, texts: Texts) -> str:
    if licence.commercial is None:
        return texts("answers.licence.unknown")
    if licence.id == RESERVED:
        return texts("answers.licence.reserved")
    name = _name_licence(licence)
    if use in (AskedUse.WHICH, AskedUse.COST):
        key = "answers.licence.named" if use is AskedUse.WHICH else "answers.licence.cost"
        return texts(key, licence=name, terms=describe_licence(licence, texts))
    if use is AskedUse.CHANGES:
        return texts("answers.licence.changes" if licence.derivatives else "answers.licence.no-changes", licence=name)
    if use is AskedUse.COMMERCIAL and not licence.commercial:
        return texts("answers.licence.not-commercial", licence=name)
    if _forbids_picture(licence):
        return texts("answers.licence.under-picture", licence=name)
    if use is AskedUse.COMMERCIAL:
        return texts("answers.licence.commercial", licence=name)
    return texts("answers.licence.post" if licence.commercial else "answers.licence.post-unpaid", licence=name)


def _forbids_picture(licence: Licence) -> bool:
    """Whether music may not stand under a picture: for Creative Commons that is an adaptation, which ND forbids."""
    return licence.derivatives is False and licence.id.startswith("CC-")


def _list_duties(facts: PickFacts, texts: Texts, use: AskedUse) -> list[str]:
    """What the licence asks in return, where it allows the use; its own words have said it where it was named."""
    licence = facts.track.licence
    refused = (use is AskedUse.COMMERCIAL and not licence.commercial) or _forbids_picture(licence)
    if refused or use in (AskedUse.WHICH, AskedUse.COST) or (use is AskedUse.CHANGES and not licence.derivatives):
        return []
    credit = texts("answers.licence.credit", credit=write_pick_credit(facts)) if licence.attribution else ""
    return [credit, texts("answers.licence.share-alike") if licence.share_alike else ""]


def _list_server_rules(facts: PickFacts, texts: Texts) -> list[str]:
    return [texts(f"answers.licence.server.{use}") for use in _SERVER_RULES if use in facts.licence_uses]


def _name_licence(licence: Licence) -> str:
    return clean_name(format_licence_id(licence.id), 60)
