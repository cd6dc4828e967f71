"""Profiles: named, lazy, safe in threads, and whole when warmed up."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from models.encoders.frames import DIM
from models.profiles import PROFILES, Profile, load_profile
from musechat.errors import BadInput


def imported(code: str, *modules: str) -> list[str]:
    """Which of ``modules`` a fresh Python has imported after ``code``."""
    told = f"import sys; {code}; print(*(m for m in {modules!r} if m in sys.modules))"
    return subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize("name", PROFILES)
def test_naming_a_profile_imports_no_torch(name: str) -> None:
    code = f"from models.profiles import load_profile; load_profile({name!r})"
    assert imported(code, "torch", "transformers", "huggingface_hub") == []


@pytest.mark.slow
def test_the_embedded_profile_never_imports_transformers() -> None:
    code = "from models.profiles import load_profile; load_profile('embedded').warm_up()"
    assert imported(code, "torch", "transformers", "huggingface_hub", "PIL") == ["torch"]


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match="embedded, base, gpu, paper"):
        load_profile("huge")


def test_each_part_is_loaded_once_whichever_threads_ask() -> None:
    loads = []
    asking = [threading.Event() for _ in range(8)]

    def load() -> object:
        loads.append(1)
        for each in asking:
            assert each.wait(60)  # nobody has it before all have asked
        return object()

    def ask(n: int) -> None:
        asking[n].set()
        found.append(profile.music)

    profile = Profile("embedded", {"music": load})
    found: list[object] = []
    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1
    assert len({id(f) for f in found}) == 1


def test_a_failed_load_is_tried_again() -> None:
    answers = iter([OSError("disk"), "ear"])

    def load() -> object:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    profile = Profile("embedded", {"music": load})
    with pytest.raises(OSError, match="disk"):
        _ = profile.music
    assert profile.music == "ear"


def test_the_embedded_profile_warms_up_and_its_parts_fit_together() -> None:
    profile = load_profile("embedded")
    profile.warm_up()
    assert profile.music is profile.music
    assert (profile.music.dim, profile.text.dim, profile.frames.dim, profile.fusion.dim) == (240, 384, DIM, 128)
