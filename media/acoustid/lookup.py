"""AcoustID's web service, version 2: https://acoustid.org/webservice. Its key is free for what earns nothing."""

from __future__ import annotations

import json

import aiohttp

from media.sources.errors import make_busy_error, make_key_error
from media.sources.record_fields import Record, get_record, read_number
from media.sources.request_pace import RateLimit
from media.sources.source_client import PassingFault, SourceClient
from musechat.errors import BadInput

API = "https://api.acoustid.org"
KEY_SETTING = "MUSECHAT_ACOUSTID_KEY"
LIMITS = (RateLimit(3, 1.0),)  # as documented
# Recordings with their lengths, and how often each was sent in with this sound.
_META = "recordings sources"
_MOST_READ = 1 << 20  # bytes of an answer
_INVALID_KEY, _INTERNAL, _TOO_MANY = 4, 5, 14  # codes of its errors


class FingerprintRefused(BadInput):
    """``acoustid-refused``: the service cannot use what it was asked; asking again will not help."""

    def __init__(self, source: str, status: int, code: int) -> None:
        super().__init__("acoustid-refused", f"{source} refused a fingerprint ({status}, code {code})")


class AcoustId:
    """Asks what a sound is.

    Args:
        client: that its requests go through; none of them is redirected.
        key: of the operator's application.
        api: where the service is.

    """

    def __init__(self, client: SourceClient, key: str, api: str = API) -> None:
        self._client = client
        self._key = key
        self._api = api

    async def find_recordings(self, fingerprint: str, duration_s: float) -> Record:
        """The service's answer to a fingerprint of a sound's beginning and its length.

        Raises:
            SourceRefused: the key is not taken.
            SourceUnavailable: the service does not answer properly, or wants to be left alone.
            FingerprintRefused: it cannot use what it was asked.

        """
        return await self._client.try_often(lambda: self._ask(fingerprint, duration_s))

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def _ask(self, fingerprint: str, duration_s: float) -> Record:
        form = {
            "client": self._key,
            "format": "json",
            "meta": _META,
            "duration": str(max(1, round(duration_s))),
            "fingerprint": fingerprint,
        }
        async with self._client.open("POST", f"{self._api}/v2/lookup", form=form) as response:
            answer = _parse(await _read(response))
            if answer.get("status") == "ok":
                return answer
            raise self._judge_refusal(response.status, answer)

    def _judge_refusal(self, status: int, answer: Record) -> Exception:
        code = int(read_number(get_record(answer.get("error")), "code"))
        if code == _INVALID_KEY:
            return make_key_error(self._client.source, KEY_SETTING)
        if code in (_INTERNAL, _TOO_MANY) or not answer or status < 300:
            return PassingFault(make_busy_error(self._client.source, status))
        return FingerprintRefused(self._client.source, status, code)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    raw = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        raw += chunk
        if len(raw) > _MOST_READ:
            return b""
    return bytes(raw)


def _parse(raw: bytes) -> Record:
    """The answer; empty where it is none."""
    try:
        return get_record(json.loads(raw))
    except (ValueError, RecursionError):
        return {}
