"""The words around names of artists and tracks in a language, and around words that could be names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamingWords:
    """Words between spaces, each in lower case.

    Attributes:
        subjects: what stands before "by" where music is meant: "something by", "songs by".
        ends: words at which a name that nobody knows ends.
        pointers: what points at the pick, so that "like this one" names nobody.
        offers: words right before a short name: "some", "play".
        comparing: between "similar" and its name: "to", "as".
        fillers: what may stand between "by" and a name: "the", "maybe".
        origins: words that lead up to an artist of the library, as "by" does: "from".
        common: words before what is no artist: "by a friend".
        refusing: how "by" begins where it refuses: "nothing".
        owners: words before a place or a thing, which make it no genre: "at my house".
        persons: of these, those that name a person.
        ambiguous: genres and moods that are ordinary words.
        aged: words of age that are said of persons: "my older brother".
        purposes: "for".
        articles: words between it, and a refusal, and a scene: "not for a wedding".
        wanting: words that ask for music, though they say nothing about which.
        enough: behind a mood: "not happy enough".
        any: before a scale, which it lifts: "any tempo".
        including: how words begin that add to what is asked for, and do not bind.
        common_titles: ordinary words that are no name of a library when said bare.

    """

    subjects: str = ""
    ends: str = ""
    pointers: str = ""
    offers: str = ""
    comparing: str = ""
    fillers: str = ""
    origins: str = ""
    common: str = ""
    refusing: str = ""
    owners: str = ""
    persons: str = ""
    ambiguous: str = ""
    aged: str = ""
    purposes: str = ""
    articles: str = ""
    wanting: str = ""
    enough: str = ""
    any: str = ""
    including: str = ""
    common_titles: str = ""
