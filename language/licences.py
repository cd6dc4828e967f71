"""Parse licence texts: SPDX ids, Creative Commons names and URLs in their many spellings, common code licences.

This reads what people write into tags; it is not legal advice. Whatever is not recognised allows nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from language.texts import ENGLISH, Texts
from musechat.track import Licence

UNKNOWN = Licence("unknown")
_LONGEST_ID = 80
_CC_URL = "https://creativecommons.org"
_VERSION = r"(?P<version>[1-4]\.[015]|[1-4](?=\D|$))"

# Creative Commons: "CC BY-SA 3.0", ".../licenses/by-nc/4.0/", "Attribution-ShareAlike 4.0 International", "cc-by"
_CC_PART = r"by|nc|nd|sa|attribution|non-?\s?commercial|no-?\s?deriv(?:ative)?s?(?:\s?works)?|share-?\s?alike"
_CC_PARTS = rf"(?:[\s_/,:–-]*(?:{_CC_PART}))+"
_CC_START = r"(?:\bcc\b|\bcc(?=by)|creative\s*commons|creativecommons\.org/licen[cs]es/)"
_CC = re.compile(
    rf"(?:{_CC_START}(?:\s*licen[cs]e)?(?P<parts>{_CC_PARTS})|\b(?=attribution\b)(?P<bare>{_CC_PARTS})(?!\s*\b(?:is\s+)?(?:required|requested|needed|please)))"
    rf"(?:\s*licen[cs]e)?(?:[\s_/,(v-]|version)*{_VERSION}?",
    re.IGNORECASE,
)
# Words right behind a licence's name that make it the name of a label or a company.
_LABEL = (
    r"(?!\W+(?:\w+\W+){0,2}(?:records?|recordings?|entertainment|gmbh|ltd|limited|llc|inc|corp|productions?|label|"
    r"publishing|studios?|sounds?|tapes|media|group|verlag|music\s+(?:gmbh|ltd|llc|inc|group|publishing|library))\b)"
)
_DENIAL = re.compile(
    r"(?:\b(?:not?|never|isn'?t|aren'?t|without|nicht|keine?[nrsm]?|pas|sin|sans|no\s+longer|not\s+yet|formerly|unlike)\b"
    r"|n't\b)[^.;:()]{0,30}$",
    re.IGNORECASE,
)
_NOTHING_RESERVED = re.compile(r"no\s+(?:rights\s+reserved|known\s+copyright|copyright)", re.IGNORECASE)
_NO_COMMERCE = re.compile(
    r"non-?\s?commercial|no\s+commercial|not\s+(?:be\s+used\s+)?(?:for|in)\s+(?:any\s+)?commercial|"
    r"(?:personal|private|educational|evaluation|preview|promotional|promo)\s+(?:use\s+)?(?:purposes\s+)?only|"
    r"(?:ask|permission|licen[cs]e)\s+(?:first|required|needed)|nicht\s*-?kommerziell|usage\s+non\s+commercial",
    re.IGNORECASE,
)
_NO_CHANGES = re.compile(
    r"no-?\s?deriv|no\s+(?:changes|remix\w*|edits?|modifications?)|do\s+not\s+(?:remix|edit|modify|change|cut)|"
    r"unmodified\s+only",
    re.IGNORECASE,
)
_ALL_RESERVED = Licence("all-rights-reserved", "", False, False, True, False)
_CC0 = re.compile(r"\bcc[\s-]?0\b|\bcc[\s-]?zero\b|publicdomain/zero|creative\s*commons\s*zero", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(
    rf"public[\s-]?domain{_LABEL}|publicdomain/mark|\bcc[\s-]?pdm\b|\bPD-(?:US|old)\b", re.IGNORECASE
)
_RESERVED = re.compile(r"all[\s-]+rights?[\s-]+(?:are\s+)?reserved", re.IGNORECASE)
_GNU = re.compile(
    r"\b(?P<kind>[AL]?GPL|GNU(?:\s+(?:Affero|Lesser))?\s+General\s+Public\s+Licen[cs]e)"
    r"(?:[\s,-]*v?(?:ersion)?\s*(?P<version>[123](?:\.[01])?))?(?P<later>\+|[\s-]*(?:or[\s-]*(?:any[\s-]*)?later))?",
    re.IGNORECASE,
)
_GNU_KINDS = {"affero": "AGPL", "lesser": "LGPL", "agpl": "AGPL", "lgpl": "LGPL"}


@dataclass(frozen=True, slots=True)
class _NamedLicence:
    """A licence known by a name and nothing else. All of these allow commercial use and derivatives."""

    pattern: re.Pattern[str]
    id: str
    url: str
    attribution: bool = True
    share_alike: bool = False


def _name_licence(pattern: str, spdx: str, attribution: bool = True, share_alike: bool = False) -> _NamedLicence:
    return _NamedLicence(
        re.compile(f"(?:{pattern}){_LABEL}", re.IGNORECASE),
        spdx,
        f"https://spdx.org/licenses/{spdx}.html",
        attribution,
        share_alike,
    )


_PLAIN = (
    _name_licence(r"\bapache(?:[\s-]*(?:licen[cs]e)?[\s,-]*(?:v(?:ersion)?)?\s*2(?:\.0)?)?\b", "Apache-2.0"),
    _name_licence(r"\bbsd[\s-]*2|2-clause bsd|simplified bsd", "BSD-2-Clause"),
    _name_licence(r"\bbsd\b|3-clause bsd", "BSD-3-Clause"),
    _name_licence(r"\bmit\b(?!\s*press)", "MIT"),
    _name_licence(r"\bisc\b", "ISC"),
    _name_licence(r"\bzlib\b", "Zlib"),
    _name_licence(r"\bunlicense\b", "Unlicense", attribution=False),
    _name_licence(r"\bwtfpl\b", "WTFPL", attribution=False),
    _name_licence(r"\b(?:0bsd)\b", "0BSD", attribution=False),
    _name_licence(r"free\s+art\s+licen[cs]e|licence\s+art\s+libre|\bLAL[\s-]*1\.3", "LAL-1.3", share_alike=True),
)
_OGA_BY = re.compile(r"\boga[\s-]*by[\s-]*(?P<version>[34]\.0)?", re.IGNORECASE)


def parse_licence(text: str) -> Licence:
    """Read a licence out of free text.

    Where a text names several ("Apache-2.0 or MIT"), the first one counts; "all rights reserved" and words that take a
    use back ("for non-commercial use only", "not licensed under …") count before any of them. The name of a label is no
    licence.

    Returns:
        A licence whose uses are ``None`` where nothing was recognised; its id is then the text itself, shortened.

    """
    text = " ".join(text.split())
    if not text:
        return UNKNOWN
    bare = Licence(text if len(text) <= _LONGEST_ID else text[: _LONGEST_ID - 1] + "…")
    reserved = _match_simple(_RESERVED, text, _ALL_RESERVED)
    if reserved is not None and not _is_denied(text, reserved[0]):
        return _ALL_RESERVED
    found = [hit for hit in _find_all(text) if hit is not None]
    if not found:
        return bare
    at, licence = min(found, key=lambda hit: hit[0])
    return bare if _is_denied(text, at) else _restrict(licence, text, bare.id)


def _is_denied(text: str, at: int) -> bool:
    """Whether the words before a licence's name say that it is not meant."""
    before = _NOTHING_RESERVED.sub("", text[:at])
    return bool(_DENIAL.search(before))


def _restrict(licence: Licence, text: str, words: str) -> Licence:
    """A licence without the uses that words beside its name take back; it then goes by those words."""
    commercial = licence.commercial and not _NO_COMMERCE.search(text)
    derivatives = licence.derivatives and not _NO_CHANGES.search(text)
    if (commercial, derivatives) == (licence.commercial, licence.derivatives):
        return licence
    return replace(licence, id=words, url="", commercial=commercial, derivatives=derivatives)


def describe_licence(licence: Licence, texts: Texts = ENGLISH) -> str:
    """Describe in a few words what a licence allows and asks for."""
    if licence.commercial is None:
        return texts("licences.unknown")
    if licence.id == "all-rights-reserved":
        return texts("licences.reserved")
    uses = "commercial" if licence.commercial else "non-commercial"
    changes = "changes" if licence.derivatives else "no-changes"
    duties = [name for name, due in (("credit", licence.attribution), ("share-alike", licence.share_alike)) if due]
    parts = (uses, changes, *(duties or ["no-credit"]))
    return texts("grammar.list.between").join(texts(f"licences.{part}") for part in parts)


def _find_all(text: str) -> list[tuple[int, Licence] | None]:
    return [
        _match_creative_commons(text),
        _match_simple(_CC0, text, Licence("CC0-1.0", f"{_CC_URL}/publicdomain/zero/1.0/", True, True, False, False)),
        _match_simple(_PUBLIC_DOMAIN, text, Licence("Public-Domain", "", True, True, False, False)),
        _match_simple(_RESERVED, text, _ALL_RESERVED),
        _match_gnu(text),
        _match_oga(text),
        *(
            _match_simple(p.pattern, text, Licence(p.id, p.url, True, True, p.attribution, p.share_alike))
            for p in _PLAIN
        ),
    ]


def _match_simple(pattern: re.Pattern[str], text: str, licence: Licence) -> tuple[int, Licence] | None:
    hit = pattern.search(text)
    return None if hit is None else (hit.start(), licence)


def _match_creative_commons(text: str) -> tuple[int, Licence] | None:
    hit = _CC.search(text)
    if hit is None:
        return None
    words = (hit["parts"] or hit["bare"]).lower()
    # "nc" and the like are looked for in the parts only, where no other word can hold those letters.
    nc = bool(re.search(r"nc|non-?\s?commercial", words))
    nd = bool(re.search(r"nd|no-?\s?deriv", words))
    sa = bool(re.search(r"sa|share-?\s?alike", words))
    parts = "-".join(["by", *(["nc"] if nc else []), *(["nd"] if nd else []), *(["sa"] if sa and not nd else [])])
    version = hit["version"] or ""
    version = f"{version}.0" if len(version) == 1 else version
    spdx = f"CC-{parts.upper()}" + (f"-{version}" if version else "")
    # Without a version the licence is known but no single text of it, so there is no address.
    url = f"{_CC_URL}/licenses/{parts}/{version}/" if version else ""
    return hit.start(), Licence(spdx, url, not nc, not nd, True, sa and not nd)


def _match_gnu(text: str) -> tuple[int, Licence] | None:
    hit = _GNU.search(text)
    if hit is None:
        return None
    # GPL unless the name says otherwise; "agpl" and "lgpl" hold "gpl", so only the special kinds are looked for.
    kind = next((short for word, short in _GNU_KINDS.items() if word in hit["kind"].lower()), "GPL")
    version = hit["version"] or ""
    version = f"{version}.0" if len(version) == 1 else version
    spdx = f"{kind}-{version}-{'or-later' if hit['later'] else 'only'}" if version else kind
    url = f"https://spdx.org/licenses/{spdx}.html" if version else ""
    return hit.start(), Licence(spdx, url, True, True, True, True)


def _match_oga(text: str) -> tuple[int, Licence] | None:
    hit = _OGA_BY.search(text)
    if hit is None:
        return None
    spdx = f"OGA-BY-{hit['version'] or '3.0'}"
    url = "https://opengameart.org/content/oga-by-" + (hit["version"] or "3.0").replace(".", "")
    return hit.start(), Licence(spdx, url, True, True, True, False)
