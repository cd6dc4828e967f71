"""Requests of several threads share batches; an error reaches everyone who waits."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.writer.batcher import Batcher
from models.writer.write_request import GeneratedText, WriteRequest


class Echo:
    """Writes what it is told, and remembers who asked how."""

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.batches: list[list[str]] = []
        self.threads: set[str] = set()
        self.gate = gate

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        self.batches.append([r.prompt for r in requests])
        self.threads.add(threading.current_thread().name)
        if self.gate is not None:
            self.gate.wait(120)
        return [GeneratedText(r.prompt.upper(), 1, True) for r in requests]


class Broken:
    def __init__(self) -> None:
        self.calls = 0

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        self.calls += 1
        if self.calls == 1:
            raise ValueError("no")
        return [GeneratedText(r.prompt, 1, True) for r in requests]


def test_requests_of_several_threads_share_a_batch() -> None:
    echo = Echo()
    batcher = Batcher(echo, most=6, linger_s=120)
    ready = threading.Barrier(6)

    def ask(n: int) -> str:
        ready.wait()
        return batcher.generate_texts([WriteRequest(f"p{n}")])[0].text

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [f"P{n}" for n in range(6)]
    assert len(echo.batches) == 1
    assert echo.threads == {"writer"}


def test_what_waits_while_one_is_written_goes_together_next() -> None:
    gate = threading.Event()
    echo = Echo(gate)
    batcher = Batcher(echo)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(batcher.generate_texts, [WriteRequest("a")])
        while not echo.batches:
            pass
        later = [pool.submit(batcher.generate_texts, [WriteRequest(p)]) for p in "bcd"]
        while batcher._waiting.qsize() < 3:
            pass
        gate.set()
        assert [f.result()[0].text for f in (first, *later)] == ["A", "B", "C", "D"]
    assert sorted(map(sorted, echo.batches)) == [["a"], ["b", "c", "d"]]


def test_a_batch_has_its_largest_size() -> None:
    echo = Echo()
    written = Batcher(echo, most=4).generate_texts([WriteRequest(str(n)) for n in range(10)])
    assert [each.text for each in written] == [str(n) for n in range(10)]
    assert [len(batch) for batch in echo.batches] == [4, 4, 2]


def test_an_error_reaches_everyone_of_its_batch_and_no_one_after() -> None:
    batcher = Batcher(Broken(), most=3, linger_s=120)
    ready = threading.Barrier(3)

    def ask(n: int) -> Exception | None:
        ready.wait()
        try:
            batcher.generate_texts([WriteRequest(str(n))])
        except ValueError as error:
            return error
        return None

    with ThreadPoolExecutor(3) as pool:
        assert [str(error) for error in pool.map(ask, range(3))] == ["no"] * 3
    assert [written.text for written in batcher.generate_texts([WriteRequest(text) for text in "xyz"])] == list("xyz")


def test_nothing_asked_is_nothing_written() -> None:
    assert Batcher(Echo()).generate_texts([]) == []


def test_a_failed_listener_does_not_end_the_thread() -> None:
    class Told(Echo):
        def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
            for each in requests:
                if each.heard is not None:
                    each.heard("so far")
            return super().generate_texts(requests)

    def shout(_: str) -> None:
        raise RuntimeError("deaf")

    batcher = Batcher(Told())
    with pytest.raises(RuntimeError, match="deaf"):
        batcher.generate_texts([WriteRequest("a", heard=shout)])
    assert batcher.generate_texts([WriteRequest("b")])[0].text == "B"
