"""Truth of claims about a track's licence, and about what it allows."""

from __future__ import annotations

from language.claims.extraction import Claim
from language.claims.meanings import Trait
from language.licences import parse_licence
from musechat.track import Licence


def is_licence_claim_true(claim: Claim, licence: Licence) -> bool | None:
    """Whether a named licence is the track's own, or a use is known to be allowed, or not to be; None: not sure."""
    if claim.trait is Trait.LICENCE:
        named = parse_licence(claim.words).id
        if licence.commercial is None or claim.denied:
            return None
        rest = licence.id.removeprefix(named).lstrip("-").removesuffix("-only").removesuffix("-or-later")
        if named == "Public-Domain" and licence.id.startswith("CC0"):
            return True
        whole = named in claim.words or named == claim.words.strip()  # nothing was recognised in it
        return licence.id.startswith("CC") if whole else licence.id.startswith(named) and not rest.strip("0123456789.")
    known, wanted = {
        "commercial": (licence.commercial, True),
        "non-commercial": (licence.commercial, False),
        "derivatives": (licence.derivatives, True),
        "credit": (licence.attribution, True),
        "no-credit": (licence.attribution, False),
    }[claim.value]
    return None if known is None else known == (wanted != claim.denied)
