"""A web page that states a track's licence: whether it is still there, and which licences it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import aiohttp

from media.sources.request_pace import RateLimit
from media.sources.source_client import SourceClient
from musechat.errors import BadInput
from musechat.track import Licence

LIMITS = (RateLimit(1, 1.0),)  # pages of people who never asked to be looked at
MOST_READ = 1 << 20  # bytes of a page
_GONE = frozenset({404, 410})
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json")
_CC = re.compile(r"creativecommons\.org/(?:licen[cs]es|publicdomain)/[a-z0-9.+\-/]{2,40}", re.IGNORECASE)
_APART = re.compile(r"[\s_\-–—/]+")
_TAG = re.compile(r"<[^<>]{0,2000}>")  # bounded: a page of nothing but "<" takes no longer


class PageGone(Exception):
    """The page is there no longer: its server says so (404, 410)."""


@dataclass(frozen=True, slots=True)
class LicencePage:
    """What a page says, as far as licences go.

    Attributes:
        addresses: of Creative Commons licences that it links to or names.
        words: its text and its links, folded, to look for the names of licences in; empty where it is no text.

    """

    addresses: tuple[str, ...] = ()
    words: str = ""

    def names(self, licence: Licence) -> bool:
        """Whether the page names a licence, by its address or by its id; in whichever language it is written."""
        if licence.commercial is None:
            return False  # "unknown", and words that are no licence's name
        address = _fold_address(licence.url)
        if address and any(_fold_address(found) == address for found in self.addresses):
            return True
        # "CC BY" is not named by "CC BY-NC".
        name = rf"(?<!\w){re.escape(_fold(licence.id))}(?!\w)(?! (?:nc|nd|sa)\b)"
        return bool(address and _fold(address) in self.words) or re.search(name, self.words) is not None


async def read_licence_page(client: SourceClient, url: str) -> LicencePage:
    """Read a page, of which the first :data:`MOST_READ` bytes count.

    Raises:
        PageGone: its server has it no longer.
        SourceUnavailable: it does not answer, or with a fault that may pass.
        BadInput: ``page-refused``: it is not for us.
        BlockedAddress: it leads to an address that is not public.

    """

    async def read_once() -> LicencePage:
        async with client.open("GET", url) as response:
            if response.status in _GONE:
                raise PageGone(url)
            if response.status >= 300:
                raise BadInput("page-refused", f"{client.source} answered {response.status}")
            return parse_page(await _read_text(response))

    return await client.try_often(read_once)


def parse_page(text: str) -> LicencePage:
    """Find what a page says of licences."""
    text = unescape(text)
    shown = f"{_TAG.sub(' ', text)} {' '.join(re.findall(r'https?://[^ ]+', text))}"
    return LicencePage(tuple(dict.fromkeys(_CC.findall(text))), _fold(shown))


async def _read_text(response: aiohttp.ClientResponse) -> str:
    if not response.content_type.startswith(_TEXT):
        return ""  # the sound itself, say: it is there, and no more is known
    raw = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        raw += chunk
        if len(raw) >= MOST_READ:
            break
    return bytes(raw[:MOST_READ]).decode("utf-8", "replace")


def _fold(text: str) -> str:
    return _APART.sub(" ", text.lower())


def _fold_address(url: str) -> str:
    """A licence's address without what varies: scheme, "www", language, "deed" and "legalcode"."""
    bare = re.sub(r"^(?:https?:)?//(?:www\.)?", "", url.lower()).rstrip("/")
    return re.sub(r"/(?:deed|legalcode)[a-z.\-]*$", "", bare)
