"""The client of AcoustID against a stand-in that speaks its protocol, faults included."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from media.acoustid.lookup import AcoustId
from media.fetch.address_guard import BlockedAddress, Guard
from media.sources.errors import SourceRefused, SourceUnavailable
from musechat import __version__
from musechat.errors import BadInput
from tests.media.acoustid.stand_in import (
    AcoustIdStandIn,
    make_error,
    make_recording,
    make_result,
    make_service,
    served,
)
from tests.media.sources.standing import make_client

RESULT = make_result(0.97, make_recording("Harbour", "The Quays"))


@pytest.fixture
def stand_in() -> AsyncIterator[AcoustIdStandIn]:
    with served() as found:  # type: ignore[misc]
        found.results = [RESULT]
        yield found


@pytest.fixture
async def service(stand_in: AcoustIdStandIn) -> AsyncIterator[AcoustId]:
    made = make_service(stand_in)
    yield made
    await made.close()


async def test_only_fingerprint_and_length_are_sent(stand_in: AcoustIdStandIn, service: AcoustId) -> None:
    answer = await service.find_recordings("AQAB", 213.4)
    assert answer["results"] == [RESULT]
    [asked] = stand_in.asked
    assert asked == {
        "client": "right", "format": "json", "meta": "recordings sources", "duration": "213", "fingerprint": "AQAB",
    }  # fmt: skip
    [headers] = stand_in.headers
    assert headers["User-Agent"].startswith(f"MuseChat/{__version__}")
    assert {name.lower() for name in headers} <= {
        "host", "user-agent", "accept", "accept-encoding", "content-length", "content-type",
    }  # fmt: skip


async def test_a_wrong_key_names_its_setting(stand_in: AcoustIdStandIn) -> None:
    service = make_service(stand_in, "wrong")
    with pytest.raises(SourceRefused, match="MUSECHAT_ACOUSTID_KEY"):
        await service.find_recordings("AQAB", 213)
    await service.close()
    assert len(stand_in.asked) == 1


async def test_what_it_cannot_use_is_not_asked_again(stand_in: AcoustIdStandIn, service: AcoustId) -> None:
    with pytest.raises(BadInput) as caught:
        await service.find_recordings("broken", 213)
    assert caught.value.code == "acoustid-refused"
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize(
    "fault",
    [
        lambda: web.Response(status=500),
        lambda: web.Response(status=503),
        lambda: make_error(5, "internal error", 500),
        lambda: make_error(14, "rate limit (3 requests per second) exceeded, try again later"),
        lambda: web.Response(text="<html>Sorry</html>", content_type="text/html"),
        lambda: web.Response(text="[" * 100_000),
        lambda: web.json_response({"status": "ok" * 1_000_000}),
    ],
    ids=["500", "503", "internal", "too many", "a page", "deep", "huge"],
)
async def test_faults_that_may_pass_are_tried_again(
    stand_in: AcoustIdStandIn, service: AcoustId, fault: Callable[[], web.Response]
) -> None:
    stand_in.answers = [fault, fault]
    answer = await service.find_recordings("AQAB", 213)
    assert answer["results"] == [RESULT]
    assert stand_in.clock.slept > 0
    stand_in.answers = [fault] * 9
    with pytest.raises(SourceUnavailable):
        await service.find_recordings("AQAB", 213)


async def test_retry_after_is_waited_out_or_told(stand_in: AcoustIdStandIn, service: AcoustId) -> None:
    stand_in.answers = [lambda: web.Response(status=429, headers={"Retry-After": "30"})]
    await service.find_recordings("AQAB", 213)
    assert stand_in.clock.slept >= 30
    stand_in.answers = [lambda: web.Response(status=429, headers={"Retry-After": "900"})]
    with pytest.raises(SourceUnavailable) as caught:
        await service.find_recordings("AQAB", 213)
    assert caught.value.wait_s == 900


async def test_three_requests_a_second_are_never_exceeded(stand_in: AcoustIdStandIn, service: AcoustId) -> None:
    for _ in range(20):
        await service.find_recordings("AQAB", 213)
    assert (len(stand_in.asked), stand_in.exceeded) == (20, 0)


async def test_the_key_is_carried_to_no_other_address(stand_in: AcoustIdStandIn, service: AcoustId) -> None:
    with served() as other:
        stand_in.answers = [lambda: web.Response(status=307, headers={"Location": f"{other.address}/v2/lookup"})] * 9
        with pytest.raises(SourceUnavailable):
            await service.find_recordings("AQAB", 213)
    assert other.asked == []


async def test_it_leads_to_public_addresses_only(stand_in: AcoustIdStandIn) -> None:
    service = AcoustId(make_client(stand_in.clock, guard=Guard()), "right", stand_in.address)
    with pytest.raises(BlockedAddress):
        await service.find_recordings("AQAB", 213)
    await service.close()
