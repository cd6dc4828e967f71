"""A direct download: every hop's address checked, bytes and time counted by us and not by what the server says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import aiohttp

from media.fetch.address_guard import BlockedAddress, Guard
from media.fetch.limits import Budget, Check, FetchedClip, FetchLimits, make_too_large_error, make_too_slow_error
from musechat import __version__
from musechat.errors import BadInput, Retryable

CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
UNSAFE = re.compile(r"[^\w .()\[\]-]")
AGENT = f"MuseChat/{__version__}"


class LeadsElsewhere(Exception):
    """A redirect leads to a link that is to be fetched in another way."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def _is_never_elsewhere(_url: str) -> bool:
    return False


def download_file(
    url: str,
    folder: Path,
    limits: FetchLimits,
    guard: Guard,
    check: Check,
    is_elsewhere: Callable[[str], bool] = _is_never_elsewhere,
) -> FetchedClip:
    """Fetch a link to a media file into ``folder``.

    Args:
        url: of the file.
        folder: an empty one.
        limits: caps on bytes and time.
        guard: the rule for outgoing connections.
        check: called between chunks; raises when the turn is no longer wanted.
        is_elsewhere: whether what a redirect leads to is to be fetched in another way.

    Raises:
        BadInput: the link is no media file, leads to an address that is not public, or breaks a limit.
        Retryable: the server did not answer properly this time.
        LeadsElsewhere: a redirect leads to a link for which ``is_elsewhere`` holds.

    """
    return asyncio.run(_download_within(url, folder, Budget(limits), guard, check, is_elsewhere))


async def _download_within(
    url: str, folder: Path, budget: Budget, guard: Guard, check: Check, is_elsewhere: Callable[[str], bool]
) -> FetchedClip:
    with name_network_errors(url, budget):
        async with (
            asyncio.timeout(budget.limits.max_seconds),
            open_session(budget.limits, guard) as session,
            _follow_redirects(session, url, budget.limits, check, is_elsewhere) as response,
        ):
            return await _save_body(response, folder, budget, check)


@contextmanager
def name_network_errors(url: str, budget: Budget) -> Iterator[None]:
    """Replace the network's errors of the block by errors in words.

    Raises:
        BadInput: the link or its host does not exist, leads to an address that is not public, or took too long.
        Retryable: the server did not answer properly this time.

    """
    try:
        yield
    except TimeoutError as error:
        if not budget.seconds_left:
            raise make_too_slow_error(budget.limits) from error
        raise Retryable(
            "site-stalled", "The site stopped sending", "Try again, or post the clip as an attachment"
        ) from error
    except aiohttp.InvalidURL as error:
        raise _make_link_error() from error
    except aiohttp.ClientError as error:
        if isinstance(blocked := _find_cause(error), BlockedAddress):
            raise blocked from error
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            raise BadInput("no-such-site", f"There is no site {urlsplit(url).hostname}", "Check the link") from error
        raise Retryable("site-unreachable", "The site could not be reached", "Try again later") from error


def _find_cause(error: BaseException | None) -> BaseException | None:
    while error is not None and not isinstance(error, BlockedAddress):
        error = error.__cause__ or error.__context__
    return error


@asynccontextmanager
async def open_session(limits: FetchLimits, guard: Guard) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session whose every connection is judged by the guard; it follows no redirect by itself."""
    connector = aiohttp.TCPConnector(socket_factory=guard.make_socket, use_dns_cache=False, limit=2)
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=limits.stall_seconds)
    async with aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
        max_line_size=8190,
    ) as session:
        yield session


@asynccontextmanager
async def _follow_redirects(
    session: aiohttp.ClientSession,
    url: str,
    limits: FetchLimits,
    check: Check,
    is_elsewhere: Callable[[str], bool],
) -> AsyncIterator[aiohttp.ClientResponse]:
    """Follow redirects ourselves: each hop is a link of its own and is judged like the first."""
    for _ in range(limits.max_redirects + 1):
        check()
        check_link(url)
        async with session.get(url, allow_redirects=False) as response:
            if response.status not in REDIRECTS:
                _check_answer(response)
                yield response
                return
            url = urljoin(url, response.headers.get("Location", ""))
        if is_elsewhere(url):
            raise LeadsElsewhere(url)
    raise make_endless_error()


def make_endless_error() -> BadInput:
    """The link leads from one address to the next."""
    return BadInput(
        "too-many-redirects", "The link leads from page to page without end", "Use the link of the file itself"
    )


def check_link(url: str) -> None:
    """Check that a link can be opened, and carries no name or password.

    Raises:
        BadInput: ``not-a-link``, ``link-with-password``.

    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise _make_link_error() from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise _make_link_error()
    if parts.username or parts.password:
        raise BadInput("link-with-password", "The link carries a name or password", "Use a link that anyone may open")


def _make_link_error() -> BadInput:
    # The link is not repeated: the ledger keeps the line, and the link may hold a key.
    return BadInput("not-a-link", "This is not a link that can be opened", "Use one that starts with https://")


def _check_answer(response: aiohttp.ClientResponse) -> None:
    if response.status in PASSING:
        raise Retryable("site-busy", f"The site answered {response.status}", "Try again later")
    if response.status != 200:
        raise BadInput(
            "link-refused", f"The site answered {response.status} for this link", "Check that anyone may open it"
        )
    if response.content_type in ("text/html", "application/xhtml+xml"):
        raise BadInput(
            "no-video-there",
            "The link is a page, not a video file",
            "Use the link of the file itself, or post the clip",
        )
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise BadInput("link-encoded", "The site sends the file in packed form", "Post the clip as an attachment")


async def _save_body(response: aiohttp.ClientResponse, folder: Path, budget: Budget, check: Check) -> FetchedClip:
    if (response.content_length or 0) > budget.limits.max_bytes:
        raise make_too_large_error(budget.limits)
    name = _derive_name(response)
    path = folder / "clip"
    with path.open("wb") as file:
        async for chunk in response.content.iter_chunked(CHUNK):
            budget.count_bytes(len(chunk))
            check()
            file.write(chunk)
    if not budget.received:
        raise BadInput("empty-file", "The link leads to an empty file", "Check the link")
    if response.content_length is not None and budget.received < response.content_length:
        raise Retryable("site-cut-off", "The site sent less than it promised", "Try again later")
    return FetchedClip(path, name, budget.received)


def _derive_name(response: aiohttp.ClientResponse) -> str:
    stated = response.content_disposition.filename if response.content_disposition else None
    last = stated or unquote(response.url.path).rsplit("/", 1)[-1]
    return UNSAFE.sub("_", last).strip(" .")[:100] or "clip"
