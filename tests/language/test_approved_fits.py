"""What is told of how clips and music meet, for many made meetings."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from language.fit_descriptions import describe_fit, list_meetings
from language.texts import LANGUAGES, load_texts
from musechat.fit import ClipEvent, Fit, FitEnding, FitJoint, FitSection, Hit, MusicEvent
from tests.approval import compare_with_approved

LABELS = ("intro", "build", "break", "main", "ending", "main", "nameless")


def draw_fits(count: int) -> Iterator[Fit]:
    draw = random.Random("fits")
    for _ in range(count):
        length = draw.uniform(10, 90)
        cuts = tuple(sorted(draw.uniform(0, length) for _ in range(draw.choice((0, 1, 3, 12)))))
        bars = tuple(0.4 + 2.1 * n for n in range(int(length / 2.1))) if draw.random() < 0.7 else ()
        first, last = draw.choice((0.0, 3.2)), draw.choice((length, length - 4.3))
        edges = sorted(draw.uniform(first, last) for _ in range(4))
        hits = [
            Hit(ClipEvent.CUT, draw.choice(list(MusicEvent)), at, draw.uniform(-0.4, 0.4) * (at % 2)) for at in cuts
        ]
        if draw.random() < 0.3:
            hits.append(Hit(ClipEvent.MOVEMENT, MusicEvent.RISE, length / 2, 0.03))
        yield Fit(
            length_s=length,
            music_from_s=first,
            music_to_s=last,
            track_from_s=draw.uniform(0, 120),
            cuts_s=cuts,
            clip_energy=tuple(draw.choice((0.1, 0.2, draw.random())) for _ in range(24)) if draw.random() < 0.9 else (),
            waveform=(0.5,) * 24,
            sections=tuple(
                FitSection(label, a, b, 0.5)
                for label, a, b in zip(draw.sample(LABELS, 3), edges, edges[1:], strict=False)
            ),
            bars_s=bars,
            beats_known=bool(bars),
            beats_sure=draw.random() < 0.5,
            rises_s=tuple(edges[: draw.choice((0, 1, 2))]),
            hits=tuple(hits),
            joints=tuple(
                FitJoint(at, at + 5, draw.choice((0.0, at + 20))) for at in edges[: draw.choice((0, 0, 1, 2))]
            ),
            ending=draw.choice(list(FitEnding)),
            fade_s=draw.choice((0.0, 1.5, 3.0)),
            sings=draw.choice((None, True, False)),
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_fits_are_told_as_approved(language: str) -> None:
    texts = load_texts(language)
    lines = [
        f"{describe_fit(fit, 'Low Tide', texts)} || {' / '.join(list_meetings(fit, texts))}" for fit in draw_fits(40)
    ]
    compare_with_approved(f"fits-{language}", lines)
