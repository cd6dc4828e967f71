"""Answers about what a pick is called, who made it, and where it comes from."""

from __future__ import annotations

from language.answers.asked_details import asks_permission
from language.answers.facts import PickFacts
from language.answers.licence_answers import answer_licence_use
from language.answers.wording import clean_name, find_address, join_sentences
from language.descriptions import name_clip_music, name_clip_recording
from language.reading.clip_references import mentions_clip_music
from language.texts import Texts
from musechat.nobody import names_nobody


def answer_title(facts: PickFacts, texts: Texts, said: str) -> str:
    """Say what the pick is called, or what is in the clip already."""
    if facts.clip is not None and mentions_clip_music(said):
        if facts.clip_music is not None:
            return name_clip_music(facts.clip_music, texts)
        found = facts.clip_recording
        return name_clip_recording(found, texts) if found is not None else texts("answers.title.not-in-library")
    title, artist = clean_name(facts.track.title), _find_artist(facts)
    if not title:
        return texts("answers.title.none")
    return (
        texts("answers.title.named", title=title, artist=artist)
        if artist
        else texts("answers.title.alone", title=title)
    )


def answer_artist(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001 - all answers are asked alike
    """Say who made it."""
    artist = _find_artist(facts)
    return texts("answers.artist.named", artist=artist) if artist else texts("answers.artist.none")


def answer_album(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say which album it is on."""
    album = clean_name(facts.track.album)
    return texts("answers.album.named", album=album) if album else texts("answers.album.none")


def answer_year(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say what year it is from."""
    year = facts.track.year
    return texts("answers.year.none") if year is None else texts("answers.year.named", year=year)


def answer_source(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say where it comes from: its page, and the album beside it."""
    url = find_address(facts.track.source_url)
    if url:
        return texts("answers.source.page", url=url)
    none = texts("answers.source.none")
    album = clean_name(facts.track.album)
    return join_sentences([texts("answers.album.named", album=album), none], texts) if album else none


def answer_download(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say where to get the file."""
    url = find_address(facts.track.source_url)
    return texts("answers.download.page", url=url) if url else texts("answers.download.none")


def answer_other_use(facts: PickFacts, texts: Texts, said: str) -> str:
    """Say for how many other clips it was taken here; whether it may be used once more, the licence says."""
    if asks_permission(said):
        return answer_licence_use(facts, texts, said)
    if not facts.other_uses:
        return texts("answers.other-use.none")
    return texts.format_count("answers.other-use.times", facts.other_uses)


def _find_artist(facts: PickFacts) -> str:
    return "" if names_nobody(facts.track.artist) else clean_name(facts.track.artist)
