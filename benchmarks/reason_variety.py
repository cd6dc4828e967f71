"""How varied the template writer's reasons are: ``python -m benchmarks.reason_variety``.

For each language, the share of 4-grams that recur over 40 reasons for made facts (0.40 is the most that it may be), and
the share of reasons that open as the one before them in their thread did. Names and unmet wishes are not the writer's
words and count as one word each.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

from language.claims.catalogue_names import shorten_name
from language.texts import LANGUAGES, load_texts
from models.writer.interface import ReasonFacts
from models.writer.template import TemplateWriter
from research.evaluation.writer.recurrence import measure_recurrence
from tests.models.writer.made_facts import made_facts

WRITER = TemplateWriter()
REASONS, THREADS, TURNS = 40, 30, 8
UNMET = 6  # one turn in so many has a wish that is not kept


def make_facts(language: str) -> list[ReasonFacts]:
    """Make the facts of :data:`REASONS` turns of a library's usual kind: tracks outlast clips, most wishes are kept."""
    usual = islice((each for each in made_facts(language, 4 * REASONS) if outlasts_clip(each)), REASONS)
    return [replace(each, broken=each.broken if n % UNMET == 0 else ()) for n, each in enumerate(usual)]


def outlasts_clip(facts: ReasonFacts) -> bool:
    return facts.clip is None or facts.track.traits.duration_s >= facts.clip.duration_s


def measure_variety(language: str) -> float:
    """Measure the recurrence over :data:`REASONS` reasons, 0..1."""
    facts = make_facts(language)
    texts = [WRITER.write_reason(each).text for each in facts]
    return measure_recurrence(texts, [list_given_phrases(each) for each in facts])


def measure_repeated_openers(language: str) -> float:
    """Measure the share of reasons that open as the one before in the same thread, 0..1."""
    facts = list(made_facts(language, THREADS * TURNS))
    repeated = 0
    for first in range(0, len(facts), TURNS):
        shown: list[str] = []
        openers: list[str] = []
        for turn, each in enumerate(facts[first : first + TURNS]):
            asked = replace(each, clip=facts[first].clip, thread_id=first, turn_seq=turn + 1, shown=tuple(shown))
            shown.append(WRITER.write_reason(asked).text)
            openers.append(find_opening(shown[-1], asked))
        repeated += sum(this == before for before, this in pairwise(openers))
    return repeated / (THREADS * (TURNS - 1))


def find_opening(text: str, facts: ReasonFacts) -> str:
    """Find how a text opens: its signs before the track's name, three words of them at most."""
    title = shorten_name(facts.track.title) or load_texts(facts.language)("reasons.untitled")
    before = text.split(title)[0]
    return before[:6] if facts.language == "ja" else " ".join(before.split()[:3])


def list_given_phrases(facts: ReasonFacts) -> tuple[str, ...]:
    """List what a reason says in words that are not the writer's: names as shown, and wishes that were not kept."""
    return shorten_name(facts.track.title), shorten_name(facts.track.artist), *facts.broken


def main() -> None:
    for language in LANGUAGES:
        said, opened = measure_variety(language), measure_repeated_openers(language)
        print(
            f"{language}  4-grams that recur over {REASONS} reasons {said:.2f}, openers repeated at once {opened:.2f}"
        )


if __name__ == "__main__":
    main()
