"""What is said of a track: the claims in the words of its card, in its reason, and those that a reason might make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from language.claims.extraction import About, Claim, extract_claims
from language.claims.meanings import ClaimMeaning, Trait
from language.descriptions import describe_track
from models.ranking.start_moment import find_start_moment
from models.writer.fact_check.claim_truth import is_claim_true
from models.writer.interface import ReasonFacts, Writer
from musechat.concepts import GENRES, INSTRUMENTS
from musechat.track import Tag, Track
from research.evaluation.hearing.listening import HeardTrack

CARD, REASON, ALLOWED = "card", "reason", "allowed"
ABOUT = {
    CARD: "the words of a track's description",
    REASON: "the sentences that a member reads",
    ALLOWED: "instruments and genres that the fact check would let any reason name",
}
HEARD_TRAITS = (Trait.INSTRUMENT, Trait.GENRE, Trait.VOCALS, Trait.BPM, Trait.KEY, Trait.LEVEL)


@dataclass(frozen=True)
class SaidClaims:
    """The claims about one track, by where they are made."""

    by_place: dict[str, tuple[Claim, ...]]
    reason: str


def collect_claims(tracks: Sequence[HeardTrack], writer: Writer) -> list[SaidClaims]:
    """Collect what is said of each track, in English; the reasons are written by ``writer`` without a clip."""
    facts = [make_facts(each, number) for number, each in enumerate(tracks)]
    found = []
    for each in facts:
        # One at a time: a reason must not depend on its neighbours' deadline.
        reason = writer.write_reasons([each])[0].text
        said = extract_claims(reason, "en", each.track.title, each.track.artist)
        by_place = {
            CARD: _keep_heard(extract_claims(", ".join(describe_track(each.track.traits, each.track.tags)), "en")),
            REASON: _keep_heard(said),
            ALLOWED: tuple(_iter_allowed(each)),
        }
        found.append(SaidClaims(by_place, reason))
    return found


def make_facts(heard: HeardTrack, number: int = 0) -> ReasonFacts:
    """Make the facts of a first turn without a clip, in which only the track can be spoken of."""
    track = replace(heard.track, title=heard.track.title or "Untitled", genre="", tags=_drop_file_tags(heard.track))
    moment = find_start_moment(None, track.traits)
    return ReasonFacts(track=track, moment=moment, thread_id=number, music=heard.vector)


def _drop_file_tags(track: Track) -> tuple[Tag, ...]:
    # What a file says of itself is not listening.
    return tuple(tag for tag in track.tags if tag.source != "file")


def _keep_heard(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.about is About.TRACK and claim.trait in HEARD_TRAITS)


def _iter_allowed(facts: ReasonFacts) -> Iterator[Claim]:
    for trait, names in ((Trait.INSTRUMENT, INSTRUMENTS), (Trait.GENRE, GENRES)):
        for name in names:
            claim = Claim(ClaimMeaning(trait, name), About.TRACK, denied=False, words=name)
            if is_claim_true(claim, facts):
                yield claim
