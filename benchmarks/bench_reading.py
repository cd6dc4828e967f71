"""What reading a message costs: ``python -m benchmarks.bench_reading``.

CPU seconds of one core a message at the median, in a process of its own that is told to use one thread, with the
encoder warm: messages of five languages out of ``research/training/messages``, through rules and network as a worker
reads them; and those alone in which the network is asked. Beside them, what a process holds in memory that has loaded
what a worker of the embedded profile has: encoders, writer and the network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from statistics import median
from typing import Any

from benchmarks.bench_embedded import ONE_THREAD
from benchmarks.table import Row

CEILING_S, MEMORY_MIB = 0.06, 1536
EACH = 60  # messages of a language
MIB = 2**20


def rows() -> list[Row]:
    """Measure in a process of its own."""
    command = [sys.executable, "-c", "from benchmarks.bench_reading import measure; measure()"]
    done = subprocess.run(command, env=os.environ | ONE_THREAD, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Row("read a message in any language, encoder warm, CPU, median", found["all"], CEILING_S, "ceiling", "<= 1"),
        Row("… of those in which the network is asked", found["asked"], CEILING_S, "ceiling", "<= 1"),
        Row(
            "what a worker loads to see, hear, read and write (PSS)", found["mib"], MEMORY_MIB, "ceiling", "<= 1", "MiB"
        ),
    ]


def measure() -> None:
    """Print the figures as JSON."""
    import psutil
    import torch

    from language.reading import read_words
    from models.profiles import SHIPPED_WEIGHTS, load_profile
    from models.reading.classifier_loading import load_classifier
    from models.writer.writer_loading import EMBEDDED, find_writer_folder, load_writer
    from musechat.brief import Brief
    from research.evaluation.reading import LAST
    from research.evaluation.reading_cases import NAMES

    torch.set_num_threads(1)
    profile = load_profile("embedded")
    music = profile.music
    loaded = profile.text, profile.frames, profile.fusion
    folder = find_writer_folder(EMBEDDED, SHIPPED_WEIGHTS, None)
    writer = load_writer(EMBEDDED, folder, f"{music.name}/{music.version}")
    asked = _Counting(load_classifier(profile.text))
    words = _list_messages()
    read_words("zorbly wimfle grattock", LAST, Brief(), NAMES, scorer=asked)
    spent, network = [], []
    for said in words:
        before, start = asked.count, time.process_time()
        read_words(said, LAST, Brief(), NAMES, scorer=asked)
        spent.append(time.process_time() - start)
        network += spent[-1:] if asked.count > before else []
    mib = psutil.Process().memory_full_info().pss / MIB
    assert writer.name
    assert all(loaded)  # held until here
    print(json.dumps({"all": median(spent), "asked": median(network), "mib": mib, "count": len(network)}))


class _Counting:
    """A network that counts how often it is asked."""

    def __init__(self, scorer: Any) -> None:
        self.count = 0
        self._scorer = scorer

    def score_message(self, text: str) -> Any:
        """Score as the network does."""
        self.count += 1
        return self._scorer.score_message(text)


def _list_messages() -> list[str]:
    from language.texts import LANGUAGES
    from research.training.member_messages import load_messages

    said: list[str] = []
    for language in LANGUAGES:
        texts = [message.text for message in load_messages(language)]
        said += texts[:: max(1, len(texts) // EACH)][:EACH]
    return said


if __name__ == "__main__":
    for row in rows():
        print(f"{row.what}: {row.ours:.3g} {row.unit}, {row.ratio:.2f} of {row.reference:g} ({row.against})")
