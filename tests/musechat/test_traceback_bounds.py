"""How much of an exception is written down: frames, causes, members of a group, notes, letters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from musechat.tracebacks import CHAIN, FIRST_FRAMES, LAST_FRAMES, MEMBERS, MESSAGE, format_exception


def fail(depth: int) -> None:
    if depth:
        fail(depth - 1)
    raise ValueError("deep")


def caught(frames: int) -> ValueError:
    """An error that passed so many frames, this one's included."""
    try:
        fail(frames - 2)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_limits_are_these() -> None:
    assert (FIRST_FRAMES, LAST_FRAMES, CHAIN, MEMBERS, MESSAGE) == (3, 12, 4, 3, 1000)


@pytest.mark.parametrize(("frames", "left_out"), [(2, 0), (3, 0), (4, 0), (15, 0), (16, 1), (17, 2), (40, 25)])
def test_the_first_three_and_the_last_twelve_frames(frames: int, left_out: int) -> None:
    *lines, message = format_exception(caught(frames)).splitlines()
    assert message == "ValueError: deep"
    shown = [line for line in lines if line.startswith(f"  {__file__}:")]
    assert len(shown) == frames - left_out
    assert shown[0].endswith(" in caught")
    assert all(line.endswith(" in fail") for line in shown[1:])
    if left_out:
        assert lines[FIRST_FRAMES] == f"  … {left_out} more"
    else:
        assert lines == shown


def test_source_is_shown_where_asked_for() -> None:
    error = caught(2)
    lines = format_exception(error, source=True).splitlines()
    assert lines[1] == "      fail(frames - 2)"
    assert lines[3] == '      raise ValueError("deep")'
    assert not any("raise" in line for line in format_exception(error).splitlines())


def chain(*errors: BaseException, direct: bool) -> BaseException:
    """Errors of which each came from the one before it."""
    for cause, error in pairwise(errors):
        if direct:
            error.__cause__ = cause
        else:
            error.__context__ = cause
    return errors[-1]


@pytest.mark.parametrize(
    ("direct", "said"), [(True, "then, caused by that:"), (False, "then, while that was handled:")]
)
def test_the_cause_comes_first_and_says_how_it_led_on(direct: bool, said: str) -> None:
    error = chain(ValueError("a"), KeyError("b"), TypeError("c"), direct=direct)
    assert format_exception(error).splitlines() == ["ValueError: a", said, "KeyError: 'b'", said, "TypeError: c"]


@pytest.mark.parametrize(("length", "shown"), [(3, "012"), (4, "0123"), (5, "1234"), (6, "2345")])
def test_four_of_a_chain_are_shown_the_newest_ones(length: int, shown: str) -> None:
    error = chain(*(ValueError(str(n)) for n in range(length)), direct=True)
    lines = [line for line in format_exception(error).splitlines() if not line.startswith("then")]
    assert lines == [f"ValueError: {n}" for n in shown]


def test_a_context_that_was_suppressed_is_not_shown() -> None:
    error = chain(ValueError("a"), ValueError("b"), direct=False)
    error.__suppress_context__ = True
    assert format_exception(error) == "ValueError: b"
    both = chain(ValueError("context"), ValueError("b"), direct=False)
    both.__cause__ = ValueError("cause")
    assert format_exception(both).splitlines() == ["ValueError: cause", "then, caused by that:", "ValueError: b"]


@pytest.mark.parametrize("count", [1, 3, 4])
def test_three_members_of_a_group_and_three_notes(count: int) -> None:
    error = ExceptionGroup("several", [ValueError(str(n)) for n in range(count)])
    for n in range(count):
        error.add_note(f"note {n}")
    head, *rest = format_exception(error).splitlines()
    assert head.startswith("ExceptionGroup: several")
    shown = range(min(count, 3))
    assert rest == [*(f"  note: note {n}" for n in shown), *(f"  | ValueError: {n}" for n in shown)]


def test_a_group_in_a_group_is_set_in_twice() -> None:
    error = ExceptionGroup("out", [ExceptionGroup("in", [ValueError("x")])])
    assert format_exception(error).splitlines()[2] == "  |   | ValueError: x"


def test_messages_and_notes_are_cut_and_redacted() -> None:
    error = ValueError("x" * 999 + "yz")
    error.add_note("n" * 999 + "mk")
    message, note = format_exception(error).splitlines()
    assert message == "ValueError: " + "x" * 999 + "y"
    assert note == "  note: " + "n" * 999 + "m"
    assert format_exception(ValueError("see https://h/a")) == "ValueError: see https://h/…"


def test_what_is_hidden_counts_before_the_message_is_cut() -> None:
    """A link that begins within the limit and ends behind it is shortened, not cut in its middle."""
    error = ValueError("-" * 980 + " https://h/" + "s" * 60)
    assert format_exception(error) == "ValueError: " + "-" * 980 + " https://h/…"


def test_a_type_of_ours_is_named_with_its_module() -> None:
    class BrokenTextError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    text = format_exception(BrokenTextError())
    assert text.startswith(f"{__name__}.")
    assert text.endswith("BrokenTextError: (its text cannot be had)")
