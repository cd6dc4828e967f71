"""A writer on a server: what it is sent, what is made of its answers, and of their failing to come."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from models.chat_client import LARGEST_ANSWER
from models.writer.prompt import MUSIC, NameStyle
from models.writer.server.projection import Projection
from models.writer.server.server_writer import ServerConfig, ServerWriter
from models.writer.spec import ADAPTER, WriterSpec
from models.writer.write_request import GeneratedText, WriteRequest
from musechat.errors import BadInput
from tests.clock import SteeredLoop
from tests.models.writer import tiny
from tests.models.writer.chat_server import ChatServer, Reply, embeddings_in, serving

TEXT = "A calm piece. Start it at 0:42."
NOTHING = GeneratedText("", 0, False)
TOLD = WriterSpec("m", naming=NameStyle.TEXT)
HEARS = WriterSpec("m", tiny.ENCODER, tiny.DIM, tiny.SOFT, NameStyle.TEXT)


@contextmanager
def writing(
    server: ChatServer,
    spec: WriterSpec = TOLD,
    projection: Projection | None = None,
    key: str = "",
    in_flight: int = 8,
    make_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
) -> Iterator[ServerWriter]:
    writer = ServerWriter(ServerConfig(server.url, "m", key, in_flight), spec, projection, make_loop)
    try:
        yield writer
    finally:
        writer.close()


def in_s(seconds: float) -> float:
    return time.monotonic() + seconds


@pytest.fixture(scope="module")
def projection(tmp_path_factory: pytest.TempPathFactory) -> Projection:
    folder = tmp_path_factory.mktemp("writer")
    tiny.trained(folder)
    return Projection.load_projection(folder / ADAPTER, tiny.SOFT)


def test_a_request_says_all_that_settles_the_text() -> None:
    with serving() as server, writing(server) as writer:
        written = writer.generate_texts(
            [WriteRequest("track: a", "de", ("Too long.",), seed=2**40 + 5, temperature=0.3)]
        )
    assert written == [GeneratedText(TEXT, 17, True)]
    asked = server.asked[0]
    assert asked["model"] == "m"
    assert asked["stream"] is True
    assert (asked["seed"], asked["temperature"]) == (5, 0.3)
    system, user = asked["messages"]
    assert system["role"] == "system"
    assert "German" in system["content"]
    assert "Too long." in system["content"]
    assert user == {"role": "user", "content": "track: a"}
    assert "skip_special_tokens" not in asked


def test_what_is_heard_stands_where_the_prompt_has_its_place(projection: Projection) -> None:
    prompt = f"track: a\nmusic: {MUSIC * tiny.SOFT}\nlast: b"
    with serving() as server, writing(server, HEARS, projection) as writer:
        writer.generate_texts([WriteRequest(prompt, music=tiny.heard(3)), WriteRequest(prompt, music=None)])
    contents = [asked["messages"][1]["content"] for asked in server.asked]
    for content in contents:
        before, heard, after = content
        assert before == {"type": "text", "text": "track: a\nmusic: "}
        assert after == {"type": "text", "text": "\nlast: b"}
        assert set(heard) == {"type", "data"}
        assert heard["type"] == "prompt_embeds"
    tensors = [embeddings_in(content[1]) for content in contents]
    expected = (projection.weight @ torch.from_numpy(tiny.heard(3)) + projection.bias).view(tiny.SOFT, 32)
    assert {tensor.dtype for tensor in tensors} == {torch.bfloat16}
    assert any(torch.allclose(tensor.float(), expected, atol=0.05, rtol=0.02) for tensor in tensors)
    assert any(torch.allclose(tensor.float().flatten(), projection.bias, atol=0.02, rtol=0.02) for tensor in tensors)


def test_at_the_end_of_a_prompt_no_empty_part_follows(projection: Projection) -> None:
    with serving() as server, writing(server, HEARS, projection) as writer:
        writer.generate_texts([tiny.request(0)])
    assert [part["type"] for part in server.asked[0]["messages"][1]["content"]] == ["text", "prompt_embeds"]


def test_a_model_that_writes_marks_is_asked_to_keep_them() -> None:
    with serving() as server, writing(server, WriterSpec("m", naming=NameStyle.SLOT)) as writer:
        writer.generate_texts([WriteRequest("track: a")])
    assert server.asked[0]["skip_special_tokens"] is False


def test_a_listener_hears_the_text_grow_in_the_thread_that_waits() -> None:
    said: list[tuple[str, threading.Thread]] = []
    with serving() as server, writing(server) as writer:
        writer.generate_texts(
            [WriteRequest("a", heard=lambda text: said.append((text, threading.current_thread()))), WriteRequest("b")]
        )
    assert [text for text, _ in said] == ["A calm ", "A calm piece. ", TEXT]
    assert {thread for _, thread in said} == {threading.current_thread()}


def test_a_listener_that_fails_is_heard_of() -> None:
    def shout(_: str) -> None:
        raise RuntimeError("deaf")

    with serving(Reply(), Reply(stall_after=1), Reply(), Reply()) as server, writing(server) as writer:
        with pytest.raises(RuntimeError, match="deaf"):
            writer.generate_texts([WriteRequest("a", heard=shout), WriteRequest("b", heard=shout)])
        # Where the first failed before the second was sent, the answer that stalls is still to come: not waited for.
        soon = WriteRequest("c", until=time.monotonic() + 1)
        assert any(writer.generate_texts([each])[0].whole for each in (soon, WriteRequest("d")))


def test_a_text_that_met_its_limit_is_not_whole() -> None:
    with serving(Reply(finish="length"), Reply(finish="")) as server, writing(server) as writer:
        cut = writer.generate_texts([WriteRequest("a")])[0]
        broken_off = writer.generate_texts([WriteRequest("a")])[0]
    assert cut == GeneratedText(TEXT, 17, False)
    assert broken_off == GeneratedText(TEXT, 3, False)  # without the server's count, one for each piece


def test_at_the_deadline_the_text_so_far_comes_back() -> None:
    loop = SteeredLoop()

    def pass_the_deadline(text: str) -> None:
        if text.startswith("A calm piece."):
            loop.advance(601)

    with serving(Reply(stall_after=2)) as server, writing(server, make_loop=lambda: loop) as writer:
        written = writer.generate_texts([WriteRequest("a", until=loop.time() + 600, heard=pass_the_deadline)])
    assert written == [GeneratedText("A calm piece.", 2, False)]


def test_time_that_is_over_asks_nothing() -> None:
    with serving() as server, writing(server) as writer:
        assert writer.generate_texts([WriteRequest("a", until=in_s(-1))]) == [NOTHING]
    assert server.asked == []


def test_many_are_asked_for_at_once_but_not_too_many() -> None:
    with (
        serving(together=3) as server,
        writing(server, in_flight=3) as writer,
        ThreadPoolExecutor(4) as pool,
    ):
        found = list(pool.map(lambda n: writer.generate_texts([WriteRequest(f"{n}{i}") for i in range(2)]), range(4)))
    assert found == [[GeneratedText(TEXT, 17, True)] * 2] * 4
    assert server.most_at_once == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_another_try_mends_what_passes(status: int) -> None:
    with serving(Reply(status=status, headers={"Retry-After": "0"}), Reply()) as server, writing(server) as writer:
        assert writer.generate_texts([WriteRequest("a", until=in_s(60))])[0].text == TEXT
    assert len(server.asked) == 2


def test_there_is_no_third_try() -> None:
    with serving(Reply(status=503, headers={"Retry-After": "0"})) as server, writing(server) as writer:
        assert writer.generate_texts([WriteRequest("a", until=in_s(60))]) == [NOTHING]
    assert len(server.asked) == 2


def test_a_wait_that_would_miss_the_deadline_is_not_waited() -> None:
    # Whoever waited, for the server or for the deadline, would wait for longer than a test may take.
    with serving(Reply(status=429, headers={"Retry-After": "7200"})) as server, writing(server) as writer:
        assert writer.generate_texts([WriteRequest("a", until=in_s(3600))]) == [NOTHING]
    assert len(server.asked) == 1


def test_what_is_refused_is_not_asked_again() -> None:
    with serving(Reply(status=400)) as server, writing(server) as writer:
        assert writer.generate_texts([WriteRequest("a")]) == [NOTHING]
    assert len(server.asked) == 1


def our_messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What our own modules logged: asyncio also tells of tasks that earlier tests of this process left."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("models.")]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"choices": [{"message": {"content": "no stream"}}]}',
        b"data: {not json\n\n",
        b"data: [1, 2]\n\n",
        b'data: {"choices": [5]}\n\n',
        b'data: {"error": {"message": "out of memory"}}\n\n',
        b"data: " + b"x" * (1 << 19) + b"\n\n",
        b": hm\n" * (LARGEST_ANSWER // 4),
    ],
    ids=["no-stream", "no-json", "a-list", "no-choice", "error", "long-line", "too-much"],
)
def test_what_cannot_be_read_is_no_text(raw: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with serving(Reply(raw=raw)) as server, writing(server) as writer:
        assert writer.generate_texts([WriteRequest("a")]) == [NOTHING]
    [message] = our_messages(caplog)
    assert len(message) < 300


def test_a_server_that_fails_is_left_alone_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    with serving(Reply(status=400), Reply(status=400), Reply()) as server, writing(server) as writer:
        for _ in range(5):
            assert writer.generate_texts([WriteRequest("a")]) == [NOTHING]
        assert len(server.asked) == 2
        assert [r.levelno for r in caplog.records if r.name.startswith("models.")] == [logging.WARNING] * 2
        assert "left alone for 15 s" in our_messages(caplog)[-1]
        writer.breaker._until = time.monotonic()  # the pause is over
        assert writer.generate_texts([WriteRequest("a")])[0].text == TEXT
        assert writer.generate_texts([WriteRequest("a")])[0].text == TEXT


def test_a_server_that_went_away_costs_no_time() -> None:
    with serving() as server, writing(server) as writer:
        url = server.url
        assert writer.generate_texts([WriteRequest("a")])[0].whole
    with writing(ChatServer([], url=url)) as gone:
        assert (
            gone.generate_texts([WriteRequest("a", until=in_s(3600)), WriteRequest("b", until=in_s(3600))])
            == [NOTHING] * 2
        )


def test_the_key_is_sent_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    with serving(key="s3cret") as server:
        with writing(server, key="s3cret") as writer:
            writer.check_server()
            assert writer.generate_texts([WriteRequest("a")])[0].text == TEXT
            assert "s3cret" not in repr(writer.config)
        with writing(server, key="wr0ng") as writer:
            assert writer.generate_texts([WriteRequest("a")]) == [NOTHING]
            with pytest.raises(BadInput, match="does not take the key") as caught:
                writer.check_server()
    assert "wr0ng" not in caught.value.line + caplog.text


def test_a_password_in_the_address_is_not_shown() -> None:
    assert ServerConfig("http://me:s3cret@host:8000/v1", "m").shown == "http://host:8000/v1"


@pytest.mark.parametrize("url", ["ftp://host/v1", "host:8000", "http://", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_taken(url: str) -> None:
    with pytest.raises(BadInput, match="no web address"):
        ServerConfig(url, "m")


def test_the_api_is_found_from_either_address() -> None:
    for url in ("http://h/v1", "http://h/v1/", "http://h/v1/chat/completions"):
        assert ServerConfig(url, "m").address.join("models") == "http://h/v1/models"


def test_a_check_says_what_is_wrong() -> None:
    here = pytest.raises(BadInput, match="has no model 'm', but a, b")
    with serving(models=["a", "b"]) as server, writing(server) as writer, here:
        writer.check_server()
    with writing(server) as gone, pytest.raises(BadInput, match="does not answer") as caught:
        gone.check_server()
    assert caught.value.code == "writer-server"


def test_a_server_without_a_list_of_models_will_do() -> None:
    with serving(models=[]) as server, writing(server) as writer:
        writer.check_server()


def test_a_projection_that_does_not_fit_is_one_line(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    for folder, soft in ((tmp_path, 3), (tmp_path / ADAPTER, 5)):
        with pytest.raises(BadInput, match="holds no projection"):
            Projection.load_projection(folder, soft)
