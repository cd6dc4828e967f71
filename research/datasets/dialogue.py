"""The offline grammar: conversations from sentence templates of this project and the facts of a training tuple.

Needs no model and no network; its language is plainer than a language model's. Lengths follow the released MuseChat
set: t3 (the wish) has 14 to 47 words, t4 (the answer) 31 to 102.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from research.datasets.tags import TagFamily, load_families
from research.datasets.training_tuple import Music
from research.datasets.tuple_facts import DialogueFacts

VERSION = "1"
# Parameters of triangular distributions, chosen after the lengths of the released set.
WISH_WORDS = (14, 47, 26)  # least, most, most frequent
ANSWER_WORDS = (31, 102, 42)
ANSWER_USUAL = 84  # longer answers are rare
TRIES = 24
MOST_NAMED = 5  # tags that one wish names


class GrammarAuthor:
    """Writes conversations by rule; the same facts and seed always give the same text.

    Args:
        seed: of the choice of words.
        leak_share: share of conversations whose user names the target's artist; in the released set about 0.37.

    """

    name = f"grammar/{VERSION}"

    def __init__(self, seed: int = 0, leak_share: float = 0.0) -> None:
        self.seed = seed
        self.leak_share = leak_share

    async def write_turns(self, facts: DialogueFacts, problems: tuple[str, ...] = ()) -> tuple[str, str, str, str]:
        """Write t1 to t4; ``problems`` of a rejected text select another random stream."""
        # Seeded by the video id, so that a conversation does not depend on the order or size of the build.
        rng = random.Random(f"{self.seed}/{facts.video_id}/{'/'.join(problems)}")
        return compose_dialogue(facts, rng, leak=rng.random() < self.leak_share)


def compose_dialogue(facts: DialogueFacts, rng: random.Random, leak: bool = False) -> tuple[str, str, str, str]:
    """Write t1 to t4; with ``leak`` the user names the target's artist in t3."""
    wish_length = rng.triangular(*WISH_WORDS)
    answer_length = rng.triangular(ANSWER_WORDS[0], ANSWER_USUAL, ANSWER_WORDS[2])
    return (
        str(rng.choice(_load_frames()["ask"])),
        _compose_offer(facts, rng),
        _choose_nearest_length(lambda: _compose_wish(facts, rng, leak, wish_length), wish_length, WISH_WORDS),
        _choose_nearest_length(lambda: _compose_answer(facts, rng, answer_length), answer_length, ANSWER_WORDS),
    )


def describe_piece(tags: Iterable[str], rng: random.Random) -> str:
    """Describe a piece by its tags: "slow, quiet jazz with piano and drums"."""
    kinds: dict[str, list[str]] = {"quality": [], "style": [], "sound": []}
    for family in _keep_distinct(tags):
        kinds[family.kind].append(rng.choice(family.say))
    style = _join_list(kinds["style"]) or "music"
    before = ", ".join(kinds["quality"])
    behind = f" with {_join_list(kinds['sound'])}" if kinds["sound"] else ""
    return f"{before} {style}{behind}".strip()


def list_comparatives() -> list[str]:
    """List all comparatives of this grammar: "calmer", "less electronic"."""
    return [way for ways in _load_frames()["changes"].values() for way in ways]


def name_comparative(change: str) -> str:
    """Return the plainest word for a change: "calmer" for "energy-"."""
    return str(_load_frames()["changes"][change][0])


def _compose_offer(facts: DialogueFacts, rng: random.Random) -> str:
    frames = _load_frames()["offer"]
    lead = rng.choice(frames["lead"]).format(credit=facts.candidate.credit)
    return f"{lead} {rng.choice(frames['why']).format(portrait=describe_piece(facts.candidate.tags, rng))}"


def _compose_wish(facts: DialogueFacts, rng: random.Random, leak: bool, length: float) -> str:
    frames = _load_frames()["wish"]
    most = min(MOST_NAMED, len(facts.wanted))
    named = facts.wanted[: rng.randint(min(2, most), most)]
    changes = _compose_comparatives(facts, rng) if rng.random() < 0.75 else ""
    main = rng.choice(frames["changed" if changes else "plain"])
    sentences = [f"{rng.choice(frames['open'])} {main.format(portrait=describe_piece(named, rng), changes=changes)}"]
    if facts.unwanted and rng.random() < 0.4:
        less = load_families()[rng.choice(facts.unwanted)].name
        sentences.append(rng.choice(frames["less"]).format(less=less))
    if leak and facts.target.artist:
        sentences.append(rng.choice(frames["leak"]).format(artist=facts.target.artist))
    return _fill_to_length(sentences, frames["end"], length, rng)


def _compose_answer(facts: DialogueFacts, rng: random.Random, length: float) -> str:
    frames = _load_frames()["answer"]
    lead = rng.choice(frames["lead"]).format(credit=facts.target.credit, album=_compose_album(facts.target, rng))
    sentences = [lead, rng.choice(frames["why"]).format(portrait=describe_piece(facts.target.tags, rng))]
    changes = _compose_comparatives(facts, rng)
    if changes and rng.random() < 0.7:
        sentences.append(rng.choice(frames["changed"]).format(changes=changes))
    return _fill_to_length(sentences, frames["end"], length, rng)


def _compose_album(music: Music, rng: random.Random) -> str:
    """A clause for the album, in about half of the cases, as in the released set."""
    return f" from the album '{music.album}'" if music.album and rng.random() < 0.5 else ""


def _compose_comparatives(facts: DialogueFacts, rng: random.Random) -> str:
    table = _load_frames()["changes"]
    chosen = facts.changes[: rng.randint(1, 2)]
    return _join_list([rng.choice(table[change]) for change in chosen])


def _fill_to_length(sentences: Sequence[str], ends: Sequence[str], length: float, rng: random.Random) -> str:
    """Add closing sentences until a text has about ``length`` words."""
    text = " ".join(sentences)
    for end in rng.sample(ends, len(ends)):
        # Half of the next sentence is counted: on average the text ends at the wanted length, not below it.
        if len(text.split()) + len(end.split()) / 2 > length:
            break
        text = f"{text} {end}"
    return text


def _choose_nearest_length(write: Callable[[], str], length: float, limits: tuple[int, int, int]) -> str:
    """The first text within ``limits`` that comes near ``length``, or the nearest of a few."""
    best, gap = "", float("inf")
    for _ in range(TRIES):
        text = write()
        words = len(text.split())
        # The penalty makes any text within the limits better than every text outside of them.
        off = abs(words - length) + (0 if limits[0] <= words <= limits[1] else 1000)
        if off < gap:
            best, gap = text, off
        # Closer than three words is not worth another draw: sentences come whole.
        if gap <= 3:
            break
    return best


def _keep_distinct(tags: Iterable[str]) -> list[TagFamily]:
    # Tags of one family mean one thing and must not be said twice.
    return list({load_families()[tag].name: load_families()[tag] for tag in tags}.values())


def _join_list(parts: Sequence[str]) -> str:
    """Join as people do: "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


@cache
def _load_frames() -> dict[str, Any]:
    return tomllib.loads(files("research.datasets").joinpath("dialogue.toml").read_text("utf-8"))
